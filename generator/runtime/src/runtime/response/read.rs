//! Reading a response body: the functions that the tables of an operation refer to.

use crate::runtime::json::wire::Wire;
use crate::runtime::response::lines::LineStream;
use crate::runtime::spec::response_body::StreamBody;

pub use crate::runtime::response::by_content_type::{base64, json_string, scalar, string};
pub use crate::runtime::response::whole::{any_json, bytes, empty, form, json, raw, text};

impl StreamBody {
    /// Returns the body as a stream of JSON values, one per line or record of a JSON text sequence.
    pub fn lines<T: Wire, B>(self) -> LineStream<T, B> {
        LineStream::new(self.bytes)
    }
}
