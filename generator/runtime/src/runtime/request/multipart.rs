//! `multipart/…`: parts in their order, files as bytes or as streams. In `form-data` (RFC 7578) the `name` of its
//! `Content-Disposition` identifies a part. Elsewhere `Content-ID` (RFC 2392) does, `<name@part>`, which other parts
//! may refer to as `cid:name@part`; and in `related` (RFC 2387) the first part is the root, to which `start` and `type`
//! of the whole body refer.
//!
//! Not `reqwest`'s: the request has to be there for any transport, and be made again for another attempt.

use std::collections::VecDeque;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::runtime::http::boxed::BoxError;
use crate::runtime::http::encode::{Escape, escape};
use crate::runtime::http::media;
use crate::runtime::json::plain::Plain;
use crate::runtime::json::wire::Wire;
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::request::file::File;
use crate::runtime::request::payload::Payload;
use crate::runtime::request::style::writer;
use crate::runtime::spec::param::ParamSpec;
use crate::runtime::transport::body::ByteStream;

/// The parts of a multipart body.
#[derive(Debug, Default)]
#[doc(hidden)]
pub struct Multipart {
    parts: Vec<FormPart>,
    error: Option<String>,
}

#[derive(Debug)]
struct FormPart {
    name: String,
    file: bool,
    /// The file name, if there is one.
    file_name: Option<String>,
    media_type: Option<String>,
    content: ByteStream,
}

impl Multipart {
    /// Creates a body without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part with a scalar as text. A list adds a part for each item, an object a part with JSON, and null adds
    /// nothing.
    pub fn text<T: Wire>(&mut self, name: &str, value: &T) {
        self.value(name, value, |form, value| form.plain(name, None, value));
    }

    /// As [`text`](Self::text), with a media type for the scalars.
    pub fn text_as<T: Wire>(&mut self, name: &str, media_type: &str, value: &T) {
        self.value(name, value, |form, value| form.plain(name, Some(media_type), value));
    }

    /// Adds a part with a value as JSON; null adds nothing.
    pub fn json<T: Wire>(&mut self, name: &str, media_type: &str, value: &T) {
        self.value(name, value, |form, value| match value {
            Plain::Null => {}
            value => form.part(name, Some(media_type), value.json()),
        });
    }

    /// Adds the parts of a value in its style (OpenAPI 3.1, section 4.8.15): one for each pair that a query would have,
    /// without the percent-encoding of a query.
    pub fn styled<T: Wire>(&mut self, spec: &ParamSpec, value: &T) {
        self.value(spec.wire, value, |form, value| {
            for (name, text) in writer(spec, Escape::Nothing).pairs(&value) {
                form.part(&name, None, text);
            }
        });
    }

    fn value(&mut self, name: &str, value: &dyn Wire, add: impl FnOnce(&mut Self, Plain)) {
        match Plain::of(value) {
            Ok(value) => add(self, value),
            Err(message) => self.fail(format!("the part `{name}` cannot be written: {message}")),
        }
    }

    fn plain(&mut self, name: &str, media_type: Option<&str>, value: Plain) {
        match value {
            Plain::Null => {}
            Plain::List(items) => items.into_iter().for_each(|it| match it {
                Plain::Null => {}
                it if it.is_compound() => self.part(name, Some("application/json"), it.json()),
                it => self.part(name, media_type, it.into_text()),
            }),
            Plain::Object(_) => self.part(name, Some("application/json"), value.json()),
            scalar => self.part(name, media_type, scalar.into_text()),
        }
    }

    /// Adds a file; `media_type` is the documented one, used if the file has none.
    pub fn file(&mut self, name: &str, media_type: Option<&str>, file: impl Into<File>) {
        let file = file.into();
        let file_name = file.name.clone();
        let content_type = file.content_type.clone();
        let content_type = content_type.as_deref().or(media_type).unwrap_or("application/octet-stream").to_owned();
        match file.into_content() {
            Some(content) => {
                let name = name.to_owned();
                self.push(FormPart { name, file: true, file_name, media_type: Some(content_type), content });
            }
            None => self.fail(format!("the file of the part `{name}` was sent before; a stream can be sent only once")),
        }
    }

    fn part(&mut self, name: &str, media_type: Option<&str>, text: String) {
        let (name, media_type) = (name.to_owned(), media_type.map(str::to_owned));
        self.push(FormPart { name, file: false, file_name: None, media_type, content: text.into() });
    }

    fn push(&mut self, part: FormPart) {
        let unfit = |text: &String| text.bytes().any(|it| !(b' '..0x7f).contains(&it));
        match part.media_type.as_ref().is_some_and(unfit) {
            true => self.fail(format!(
                "the media type of the part `{}` has a character that a header cannot contain",
                part.name
            )),
            false => self.parts.push(part),
        }
    }

    fn fail(&mut self, message: String) {
        self.error.get_or_insert(message);
    }

    /// The value of `Content-Type` and the whole body.
    pub(crate) fn finish(self, media_type: &str) -> Result<(String, ByteStream), String> {
        if let Some(message) = self.error {
            return Err(message);
        }
        let random = || RandomState::new().build_hasher().finish();
        let boundary = format!("{:016x}{:016x}", random(), random());
        let essence = media::essence(media_type);
        let mut content_type = format!("{media_type}; boundary={boundary}");
        if essence == "multipart/related"
            && let Some(root) = self.parts.first()
        {
            let kind = media::essence(root.media_type.as_deref().unwrap_or(TEXT)).into_owned();
            content_type.push_str(&format!("; type=\"{kind}\"; start=\"{}\"", root.id(1)));
        }
        let mut chunks = VecDeque::with_capacity(3 * self.parts.len() + 1);
        let mut names: Vec<String> = Vec::new();
        for part in self.parts {
            let count = 1 + names.iter().filter(|it| **it == part.name).count();
            let head = if essence == "multipart/form-data" { part.form_head() } else { part.head(count) };
            names.push(part.name);
            chunks.extend([format!("--{boundary}\r\n{head}\r\n").into(), part.content, "\r\n".into()]);
        }
        chunks.push_back(format!("--{boundary}--\r\n").into());
        Ok((content_type, joined(chunks)))
    }
}

/// The media type of a part without one of its own.
const TEXT: &str = "text/plain; charset=utf-8";

impl FormPart {
    /// The headers of a part of a form.
    fn form_head(&self) -> String {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(&self.name));
        if self.file {
            // Without a file name servers take a part for text.
            let file_name = self.file_name.as_ref().unwrap_or(&self.name);
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        if let Some(media_type) = &self.media_type {
            head.push_str(&format!("\r\nContent-Type: {media_type}"));
        }
        head + "\r\n"
    }

    /// The headers of a part of any other body; `count` distinguishes parts of one name.
    fn head(&self, count: usize) -> String {
        let media_type = self.media_type.as_deref().unwrap_or(TEXT);
        let mut head = format!("Content-Type: {media_type}\r\nContent-ID: {}\r\n", self.id(count));
        if let Some(file_name) = &self.file_name {
            head.push_str(&format!("Content-Disposition: attachment; filename=\"{}\"\r\n", quoted(file_name)));
        }
        head
    }

    fn id(&self, count: usize) -> String {
        let name = escape(&self.name, Escape::Strict).replace('.', "%2E");
        if count == 1 { format!("<{name}@part>") } else { format!("<{name}.{count}@part>") }
    }
}

fn joined(chunks: VecDeque<ByteStream>) -> ByteStream {
    let length: Option<u64> = chunks.iter().map(ByteStream::length).sum();
    let whole: Option<Vec<Bytes>> = chunks.iter().map(ByteStream::whole).collect();
    match (whole, length) {
        (Some(chunks), _) => ByteStream::from(chunks.concat()),
        (None, Some(length)) => ByteStream::from_chunks(Box::pin(Chain(chunks))).with_length(length),
        (None, None) => ByteStream::from_chunks(Box::pin(Chain(chunks))),
    }
}

/// As the HTML standard escapes names and file names in a form.
fn quoted(text: &str) -> String {
    text.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A").replace('\0', "%00")
}

/// One stream after the other.
struct Chain(VecDeque<ByteStream>);

impl Stream for Chain {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(first) = self.0.front_mut() {
            match ready!(first.poll_chunk(cx)) {
                Some(chunk) => return Poll::Ready(Some(chunk)),
                None => self.0.pop_front(),
            };
        }
        Poll::Ready(None)
    }
}

impl RequestBuilder {
    /// Sets the body to the parts of `form`.
    pub fn multipart(&mut self, media_type: &'static str, form: Multipart) {
        match form.finish(media_type) {
            Ok((content_type, body)) => {
                match body.whole() {
                    Some(bytes) => self.payload = Payload::Whole(bytes),
                    None => self.payload = Payload::Stream(body),
                }
                self.header(http::header::CONTENT_TYPE.as_str(), &content_type);
            }
            Err(message) => self.fail(message),
        }
    }
}
