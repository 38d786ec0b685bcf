//! Reading a response body: the ready-made functions that the tables of an operation name.

use crate::runtime::json::wire::Wire;
use crate::runtime::response::lines::LineStream;
use crate::runtime::spec::answer::StreamBody;

pub use crate::runtime::response::by_content_type::{base64, json_string, scalar, string};
pub use crate::runtime::response::whole::{any_json, bytes, empty, form, json, raw, text};

impl StreamBody {
    /// A JSON value each line, or each record of a JSON text sequence.
    pub fn lines<T: Wire, B>(self) -> LineStream<T, B> {
        LineStream::new(self.bytes)
    }
}
