//! The grammar of OpenAPI, 2.0 to 3.2, and of the dialect that lowering ends in: which objects there are, which members they
//! have in which version, what each of them holds and what becomes of it. One table (`table`), which all steps ask.

mod kind;
mod members;
mod table;
mod version;
mod walk;

pub use kind::{Kind, Slot};
pub use members::in_value;
pub use table::{Lowered, Member};
pub use version::Version;
pub use walk::{At, is_item, kind_at, slots, walk, walk_mut};
