//! The public Rust items of a generated crate, and what it means for users when they differ.
//!
//! [`Surface::of`] lists what depends on the document: types, their fields, variants, constructors and setters, client
//! methods, setters of calls, markers and their constants, outcome enums, bodies of error responses, headers, events,
//! credentials, servers. `read` finds the same items in the source of a crate. What is the same in every crate that one
//! version of the generator makes, because the runtime has it, is in neither: `inherited` reads that out of a crate's
//! source and the runtime's, to compare two versions of the generator.

mod compare;
mod expand;
mod inherited;
mod items;
mod level;
mod list;
mod of;
mod operations;
pub mod path;
mod read;
mod syntax;
pub(crate) mod text;
mod types;

#[cfg(test)]
mod bodies;
#[cfg(test)]
mod groups;
#[cfg(test)]
mod tests;

pub use compare::{ItemChange, changes};
pub use expand::definitions;
pub use inherited::inherited;
pub use items::{Function, Item, Kind};
pub use level::Level;
pub use list::Surface;
pub use read::{Source, read};
