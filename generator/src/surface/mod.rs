//! The public Rust items of a generated crate, and what differences between them mean for users.
//!
//! [`Surface::of`] lists the items that depend on the document: types, their fields, variants, constructors and
//! setters, methods of the client, setters of calls, markers and their constants, outcome enums, bodies of error
//! responses, headers, events, credentials, servers. `read` finds the same items in the source of a crate. Items of the
//! runtime, which are the same in every crate of one version of the generator, are in neither: `inherited` reads them
//! from the sources of crate and runtime, to compare two versions of the generator.

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
