//! Names under a lock. `model` names everything as it would be without one; here what the lock knows gets its names back,
//! and what is new takes what is left. So nothing else in `model` knows of locks, and a name is the same whoever made it.
//!
//! Three passes: `open` reads the lock against the document, `rename` gives names back, and `close` does what needs the
//! whole API and writes the lock of the new client. `keys` says what each thing is called in a lock, `align` finds what has
//! another key now, `groups` asks for the types that are one or stay apart, `types` and `operations` name them with all
//! their parts, and `scope` is the rule for one scope.

mod align;
mod close;
mod errors;
mod features;
mod groups;
mod keys;
mod open;
mod operations;
mod rename;
mod scope;
mod shape;
pub(super) mod state;
mod types;

pub(super) use self::close::run as close;
pub(super) use self::open::run as open;
pub(super) use self::rename::run as rename;
pub(super) use self::shape::are_grouped;

#[cfg(test)]
mod tests;
