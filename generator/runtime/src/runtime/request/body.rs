//! Setting the body of a request: JSON, lines of it, forms, text, bytes.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;
use serde_json::Value;

use crate::runtime::http::encode::Escape;
use crate::runtime::json::plain::Plain;
use crate::runtime::json::record::in_request;
use crate::runtime::json::wire::Wire;
use crate::runtime::json::write::{append, to_vec};
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::request::payload::{Payload, content_text, plain_member};
use crate::runtime::request::style::writer;
use crate::runtime::spec::param::ParamSpec;
use crate::runtime::transport::body::ByteStream;

impl RequestBuilder {
    /// Sets the body to `body` as JSON.
    pub fn json(&mut self, media_type: &'static str, body: &dyn Wire) {
        self.json_text(media_type, in_request(|| to_vec(body)));
    }

    /// Sets the body to `body` as JSON, for any type that serde can write.
    pub(crate) fn json_by_serde<T: Serialize + ?Sized>(&mut self, media_type: &'static str, body: &T) {
        self.json_text(media_type, in_request(|| serde_json::to_vec(body)));
    }

    fn json_text(&mut self, media_type: &'static str, text: serde_json::Result<Vec<u8>>) {
        match text {
            Ok(text) => self.whole(media_type, text.into()),
            Err(error) => self.fail(format!("the body cannot be written as JSON: {error}")),
        }
    }

    /// Sets the body to JSON values, one per line.
    pub fn json_lines<T: Wire>(&mut self, media_type: &'static str, items: &[T]) {
        let mut text = Vec::new();
        for item in items {
            if media_type.contains("json-seq") {
                text.push(0x1e);
            }
            if let Err(error) = in_request(|| append(item, &mut text)) {
                return self.fail(format!("the body cannot be written as JSON: {error}"));
            }
            text.push(b'\n');
        }
        self.whole(media_type, text.into());
    }

    /// Sets the body to a form, each member in its style; members that are not listed are exploded `form`. Those that
    /// `order` lists come first and in that order, the others by name.
    pub fn form<T: Wire>(
        &mut self,
        media_type: &'static str,
        body: &T,
        order: &'static [&'static str],
        members: &'static [ParamSpec],
    ) {
        let mut values = match Plain::of(body) {
            Ok(Plain::Object(values)) => values,
            Ok(_) => return self.fail("the form is not an object"),
            Err(message) => return self.fail(format!("the form cannot be written: {message}")),
        };
        values.sort_by_key(|(name, _)| order.iter().position(|it| it == name).unwrap_or(order.len()));
        let pairs = values.into_iter().filter_map(|(name, value)| form_member(&name, value, members));
        self.whole(media_type, pairs.collect::<Vec<_>>().join("&").into());
    }

    /// Sets the body to a string.
    pub fn text(&mut self, media_type: &'static str, text: impl Into<String>) {
        self.whole(media_type, text.into().into());
    }

    /// Sets the body to bytes or a stream of bytes.
    pub fn bytes(&mut self, media_type: &'static str, body: impl Into<ByteStream>) {
        let body = body.into();
        self.payload = match body.whole() {
            Some(bytes) => Payload::Whole(bytes),
            None => Payload::Stream(body),
        };
        self.header(CONTENT_TYPE.as_str(), media_type);
    }

    fn whole(&mut self, media_type: &'static str, body: Bytes) {
        self.payload = Payload::Whole(body);
        self.header(CONTENT_TYPE.as_str(), media_type);
    }

    /// Replaces the body by other JSON; the media type stays.
    pub(crate) fn replace_json(&mut self, body: &Value) {
        self.payload = Payload::Whole(body.to_string().into());
        self.headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static("application/json"));
    }
}

fn form_member(name: &str, value: Plain, members: &[ParamSpec]) -> Option<String> {
    let Some(spec) = members.iter().find(|it| it.wire == name) else {
        return plain_member(name, value);
    };
    let escape = if spec.allow_reserved { Escape::ReservedInQuery } else { Escape::Strict };
    match spec.content {
        Some(_) if value.is_null() => None,
        Some(media_type) => writer(spec, escape).text(&Plain::Text(content_text(media_type, value)), "&"),
        None => writer(spec, escape).text(&value, "&"),
    }
}
