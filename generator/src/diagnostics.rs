//! What is wrong with a document, collected: each with a stable code, a place, a sentence, and where there is one a
//! line that says what to do. Printing escapes whatever the document brings in, so its text cannot forge a line.

pub mod code;
mod data;
mod finding;
mod list;
pub(crate) mod print;
mod said;
mod skip;
pub(crate) mod summed;

pub use finding::{At, Diagnostic, Severity};
pub use list::Diagnostics;
pub use print::{Location, block, escaped};
pub(crate) use said::said;
pub(crate) use skip::update as mending;
pub use summed::{ALL, Shown};
