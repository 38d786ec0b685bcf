//! Arrays with a type per position. Positions that may be `null` are `Option`s and may be missing at the end; further
//! items are kept where the type has a place for them.

use super::mismatch::Mismatch;
use super::wire::{Found, Output, Piece, Slot, Wire};

/// Reads the first items into their slots and hands the further ones to `rest`, or passes over them. `nullable` says
/// of each position whether it may be `null` or missing.
///
/// # Errors
///
/// Where it is no array, an item is missing, or one does not fit.
pub fn read(
    found: Found<'_>,
    nullable: &[bool],
    slots: &mut [&mut dyn Slot],
    mut rest: Option<&mut dyn Rest>,
) -> Result<(), Mismatch> {
    let Found::List(items) = found else {
        return Err(found.instead_of("an array"));
    };
    for (index, (slot, nullable)) in slots.iter_mut().zip(nullable).enumerate() {
        let there = items.next(&mut **slot)?;
        if slot.is_empty() && !nullable {
            let message = if there { "must not be null" } else { "is missing" };
            return Err(Mismatch::new(message).in_item(index));
        }
    }
    match &mut rest {
        Some(rest) => while rest.push(items)? {},
        None => while items.next(&mut None::<serde_json::Value>)? {},
    }
    Ok(())
}

/// Writes all items, and then the further ones.
pub fn write(out: &mut Output<'_>, items: &[&dyn Wire], rest: Option<&dyn Rest>) {
    let further = rest.map_or(0, |it| it.len());
    out.0.take(Piece::List(items.len() + further, &|tell| {
        items.iter().for_each(|item| tell(*item));
        rest.into_iter().for_each(|it| it.each(tell));
    }));
}

/// The items after those with a position.
pub trait Rest {
    /// Reads one more item; false at the end.
    ///
    /// # Errors
    ///
    /// Where it does not fit.
    fn push(&mut self, items: &mut dyn super::wire::Items) -> Result<bool, Mismatch>;

    /// How many there are.
    fn len(&self) -> usize;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Hands them out.
    fn each(&self, tell: &mut dyn FnMut(&dyn Wire));
}

impl<T: Wire> Rest for Vec<T> {
    fn push(&mut self, items: &mut dyn super::wire::Items) -> Result<bool, Mismatch> {
        let mut slot = None::<T>;
        let more = items.next(&mut slot)?;
        match slot {
            Some(item) => Self::push(self, item),
            None if more => return Err(Mismatch::new("must not be null")),
            None => {}
        }
        Ok(more)
    }

    fn len(&self) -> usize {
        Self::len(self)
    }

    fn each(&self, tell: &mut dyn FnMut(&dyn Wire)) {
        self.iter().for_each(|item| tell(item));
    }
}
