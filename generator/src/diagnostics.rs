//! The problems of a document, each with a stable code, a location, a message and, where possible, a help line. Printing
//! escapes everything that comes from the document, so its text cannot forge a line.

pub mod code;
mod data;
mod finding;
mod list;
pub(crate) mod print;
mod reported;
mod skip;
pub(crate) mod summed;

pub use finding::{At, Diagnostic, Severity};
pub use list::Diagnostics;
pub use print::{Location, block, escaped};
pub(crate) use reported::reported;
pub(crate) use skip::update as mending;
pub use summed::{ALL, Shown};
