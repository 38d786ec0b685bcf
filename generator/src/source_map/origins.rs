//! From places of the finished document to those of the document as it was read, with the other files in it.

use std::collections::BTreeMap;

use super::places::Places;
use crate::Pointer;

/// Leads pointers back.
pub(crate) struct Origins<'a> {
    now: &'a Places,
    /// What was taken from other files, and where it stood when all of them were read.
    taken: BTreeMap<(usize, Pointer), Pointer>,
}

impl<'a> Origins<'a> {
    /// `read` is what was known when all files were read, `now` what is known at the end.
    pub fn new(read: &Places, now: &'a Places) -> Self {
        let others = read.moves().filter(|(_, (file, _))| *file != 0);
        Self { now, taken: others.map(|(at, origin)| (origin.clone(), at.clone())).collect() }
    }

    /// Where it stood in the document as it was read; none where that is not known.
    pub fn of(&self, pointer: &Pointer) -> Option<Pointer> {
        let (file, origin) = self.now.origin(pointer);
        if file == 0 {
            return Some(origin);
        }
        let mut prefix = Some(origin.clone());
        while let Some(at) = prefix {
            if let Some(read) = self.taken.get(&(file, at.clone())) {
                return Some(Pointer::parse(&format!("{}{}", read.as_str(), &origin.as_str()[at.as_str().len()..])));
            }
            prefix = at.parent();
        }
        None
    }
}
