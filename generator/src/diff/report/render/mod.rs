//! A report for its readers. All text of a document is defused here: it may have been written by anybody.

mod annotations;
mod changelog;
mod contrast;
mod grouping;
mod html;
mod lines;
mod markdown;
mod text;

pub use annotations::annotations;
pub use changelog::changelog;
pub use grouping::Subject;
pub use html::html;
pub use markdown::markdown;
pub use text::text;
