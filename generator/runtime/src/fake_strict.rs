//! Reading texts as the server for tests does it. A text may be a number or a boolean, as its type has it; so a type
//! that would otherwise keep any value as it came, a union or an enum of several types, has to say that it is none.

use std::cell::Cell;
use std::fmt::Display;

use super::mismatch::Mismatch;
use super::wire::Wire;

thread_local! {
    static STRICT: Cell<bool> = const { Cell::new(false) };
}

/// Runs `read` strictly.
pub(super) fn strictly<R>(read: impl FnOnce() -> R) -> R {
    /// Puts the former state back, also when `read` panics.
    struct Former(bool);
    impl Drop for Former {
        fn drop(&mut self) {
            STRICT.set(self.0);
        }
    }
    let _former = Former(STRICT.replace(true));
    read()
}

/// Whether a value is being read strictly.
pub(super) fn is_strict() -> bool {
    STRICT.get()
}

/// Whether an enum's value is one of those that the document lists; generated crates say it of theirs.
pub trait Listed: Display + Wire {
    /// Whether it is.
    fn is_listed(&self) -> bool;
}

/// The enum's value, unless it is read strictly and not listed.
///
/// # Errors
///
/// It is.
pub fn if_listed<T: Listed>(value: T) -> Result<T, Mismatch> {
    if is_strict() && !value.is_listed() {
        return Err(Mismatch::new(format!("`{value}` is none of the documented values")));
    }
    Ok(value)
}
