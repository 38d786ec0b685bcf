//! The limits of reading a value in memory: its depth, and the attempts at variants.

use std::cell::Cell;
use std::rc::Rc;

use crate::runtime::json::mismatch::Mismatch;

/// How many attempts at a variant may fail in one value.
const ATTEMPTS: u32 = 1 << 20;

/// The depth of a value, and how many attempts at a variant may still fail. Without the latter, nested unions could be
/// made to try all combinations.
#[derive(Clone)]
#[doc(hidden)]
pub struct ReadLimits {
    depth: u32,
    attempts: Rc<Cell<u32>>,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self { depth: 0, attempts: Rc::new(Cell::new(ATTEMPTS)) }
    }
}

impl ReadLimits {
    /// The depth of the value.
    pub(crate) fn depth(&self) -> u32 {
        self.depth
    }

    /// The limits of a value within this one.
    pub(crate) fn below(&self) -> Self {
        Self { depth: self.depth + 1, attempts: self.attempts.clone() }
    }

    /// Tries a variant while attempts are left, and counts it if it fails.
    pub(crate) fn attempt<T>(&self, read: impl FnOnce() -> Result<T, Mismatch>) -> Option<T> {
        let left = self.attempts.get();
        let read = (left > 0).then(read)?.ok();
        if read.is_none() {
            self.attempts.set(self.attempts.get().saturating_sub(1));
        }
        read
    }
}
