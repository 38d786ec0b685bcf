//! Objects with known members. A generated struct has a table of wire names and lists its fields once for reading
//! and once for writing; the loops are here.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::mismatch::Mismatch;
use super::wire::{Entries, Found, Output, Piece, Slot, Wire};

/// The wire names of a struct's members, in the order of its slots: required ones, nullable ones, optional ones.
pub struct Members {
    /// Must be there and are always written.
    pub required: &'static [&'static str],
    /// May be missing or null; are always written.
    pub nullable: &'static [&'static str],
    /// May be missing; are left out where there is no value.
    pub optional: &'static [&'static str],
    /// Left out of requests, whatever they hold.
    pub read_only: &'static [&'static str],
}

impl Members {
    /// The slot of that name. Members mostly come in the order of the table, so the search starts at `guess`.
    fn find(&self, name: &str, guess: usize) -> Option<usize> {
        let count = self.count();
        (guess..count).chain(0..guess.min(count)).find(|index| self.name(*index) == name)
    }

    #[inline]
    fn name(&self, mut index: usize) -> &'static str {
        for names in [self.required, self.nullable] {
            match names.get(index) {
                Some(name) => return name,
                None => index -= names.len(),
            }
        }
        self.optional[index]
    }

    fn count(&self) -> usize {
        self.required.len() + self.nullable.len() + self.optional.len()
    }
}

/// The members of an object that its type does not name.
pub trait Extra {
    /// Keeps a member.
    ///
    /// # Errors
    ///
    /// Where the value does not fit.
    fn insert(&mut self, name: &str, entries: &mut dyn Entries) -> Result<(), Mismatch>;

    /// Hands out all members.
    fn each(&self, tell: &mut dyn FnMut(&str, &dyn Wire));
}

impl<T: Wire> Extra for BTreeMap<String, T> {
    fn insert(&mut self, name: &str, entries: &mut dyn Entries) -> Result<(), Mismatch> {
        let mut value = None::<T>;
        entries.entry(&mut value)?;
        match value {
            Some(value) => self.insert(name.to_owned(), value),
            None => return Err(Mismatch::new("must not be null")),
        };
        Ok(())
    }

    fn each(&self, tell: &mut dyn FnMut(&str, &dyn Wire)) {
        self.iter().for_each(|(name, value)| tell(name, value));
    }
}

/// Reads an object's members into their slots.
pub(super) fn read(
    found: Found<'_>,
    table: &Members,
    slots: &mut [&mut dyn Slot],
    mut extra: Option<&mut dyn Extra>,
) -> Result<(), Mismatch> {
    let Found::Map(entries) = found else {
        return Err(found.instead_of("an object"));
    };
    let mut guess = 0;
    let mut in_order = true;
    loop {
        // Members mostly come in the order of the table.
        while guess < slots.len() && entries.is_next(Some(table.name(guess))) {
            fill(entries, table, slots, guess)?;
            guess += 1;
        }
        if guess == slots.len() && entries.is_next(None) {
            // The last one was found; what came before it, in order, was looked at one by one.
            if in_order {
                return Ok(());
            }
            break;
        }
        in_order = false;
        match (next(entries, table, guess, extra.is_some())?, &mut extra) {
            (Next::Known(index), _) => {
                fill(entries, table, slots, index)?;
                guess = index + 1;
            }
            (Next::Unknown(name), Some(extra)) => extra.insert(&name, entries).map_err(|it| it.in_member(&name))?,
            (Next::Unknown(_), None) => entries.skip()?,
            (Next::End, _) => break,
        }
    }
    match slots.iter().zip(table.required).find(|(slot, _)| slot.is_empty()) {
        Some((_, name)) => Err(Mismatch::new(format!("member `{name}` is missing"))),
        None => Ok(()),
    }
}

/// Reads the value of a member into its slot.
#[inline]
fn fill(entries: &mut dyn Entries, table: &Members, slots: &mut [&mut dyn Slot], index: usize) -> Result<(), Mismatch> {
    let slot = &mut *slots[index];
    if let Err(error) = entries.entry(slot) {
        return Err(error.in_member(table.name(index)));
    }
    if index < table.required.len() && slot.is_empty() {
        return Err(Mismatch::new("must not be null").in_member(table.name(index)));
    }
    Ok(())
}

enum Next {
    Known(usize),
    /// The name is told where somebody wants to know it.
    Unknown(String),
    End,
}

/// The member that comes next, whichever it is.
fn next(entries: &mut dyn Entries, table: &Members, guess: usize, named: bool) -> Result<Next, Mismatch> {
    let mut next = Next::End;
    entries.key(&mut |name| {
        next = match table.find(name, guess) {
            Some(index) => Next::Known(index),
            None if named => Next::Unknown(name.to_owned()),
            None => Next::Unknown(String::new()),
        };
    })?;
    Ok(next)
}

/// Writes an object of the values that are there.
pub(super) fn write(out: &mut Output<'_>, table: &Members, values: &[&dyn Wire], extra: Option<&dyn Extra>) {
    let always = table.required.len() + table.nullable.len();
    let hidden = |name: &&str| !table.read_only.is_empty() && is_request() && table.read_only.contains(name);
    out.0.take(Piece::Map(&|tell| {
        for (index, value) in values.iter().enumerate() {
            let name = table.name(index);
            if (index < always || !value.is_absent()) && !hidden(&name) {
                tell(name, *value);
            }
        }
        extra.into_iter().for_each(|it| {
            it.each(&mut |name, value| {
                if table.find(name, 0).is_none() {
                    tell(name, value);
                }
            });
        });
    }));
}

thread_local! {
    static REQUEST: Cell<bool> = const { Cell::new(false) };
}

/// Runs `write` so that everything serialized in it leaves its read-only members out, as a request must.
/// Outside of it they are written, so that a response that was read and is written again says the same.
pub fn in_request<R>(write: impl FnOnce() -> R) -> R {
    /// Puts the former state back, also when `write` panics.
    struct Former(bool);
    impl Drop for Former {
        fn drop(&mut self) {
            REQUEST.set(self.0);
        }
    }
    let _former = Former(REQUEST.replace(true));
    write()
}

/// Whether what is written goes into a request.
pub(super) fn is_request() -> bool {
    REQUEST.get()
}
