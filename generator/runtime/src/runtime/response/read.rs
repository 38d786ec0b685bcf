//! Reading a response body: the ready-made functions that the tables of an operation name.

use crate::runtime::json::wire::Wire;
use crate::runtime::response::events::EventStream;
use crate::runtime::response::lines::LineStream;
use crate::runtime::spec::answer::StreamBody;

pub use crate::runtime::response::by_content_type::{base64, json_string, scalar, string};
pub use crate::runtime::response::whole::{any_json, bytes, empty, form, json, raw, text};

impl StreamBody {
    /// Server-sent events whose data is JSON.
    pub fn events<T: Wire>(self) -> EventStream<T> {
        EventStream::json(self)
    }

    /// Server-sent events whose data is text.
    pub fn text_events(self) -> EventStream<String> {
        EventStream::text(self)
    }

    /// Server-sent events as objects with `event`, `data`, `id` and `retry`, as 3.2 `itemSchema` describes them.
    pub fn event_objects<T: Wire>(self) -> EventStream<T> {
        EventStream::objects(self)
    }

    /// The same, where the data of an event is the text of a JSON value; data that is none is taken as it is.
    pub fn event_json_objects<T: Wire>(self) -> EventStream<T> {
        EventStream::json_objects(self)
    }

    /// A JSON value each line, or each record of a JSON text sequence.
    pub fn lines<T: Wire>(self) -> LineStream<T> {
        LineStream::new(self.bytes)
    }
}
