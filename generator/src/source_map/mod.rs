//! Where each value of a document stands in the user's files: through what bundling and lowering moved, to file and line.

mod json;
mod lines;
mod origins;
mod places;

pub(crate) use lines::Format;
pub(crate) use origins::Origins;
pub use places::Places;
pub(crate) use places::camel;
