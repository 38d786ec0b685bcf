//! What the mock server is told to answer: values of the operation's documented cases, or faults.

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::Value;

use super::answer::{Answer, End, Expected};
use super::server::Server;
use crate::runtime::error::read_error::ReadError;
use crate::runtime::spec::answer::RawBody;
use crate::runtime::spec::operation::{Case, Key, Operation, Reader, Status};

/// The answers to one operation, in the order in which they are added.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::{mock::Server, runtime::Operation};"))]
/// # use std::time::Duration;
/// # fn example<GetReport: Operation<Output = String>>(server: &Server) {
/// // One call is answered with 429, one is cut off, one is slow and answered; all further ones get 503.
/// let expected = server.expect::<GetReport>().busy(Duration::from_secs(1)).cut();
/// expected.answer("done".to_owned()).delay(Duration::from_millis(50)).status(503).forever();
/// # }
/// ```
pub struct Expectation<'a, O> {
    pub(super) server: &'a Server,
    pub(super) index: usize,
    pub(super) operation: PhantomData<fn() -> O>,
}

impl Server {
    /// Expects calls of an operation; each answer that is added stands for one call.
    pub fn expect<O: Operation>(&self) -> Expectation<'_, O> {
        let mut state = self.state();
        let known = state.expected.iter().position(|it| it.id == O::META.id);
        let index = known.unwrap_or_else(|| {
            let mut all = self.shared.book.operations.iter();
            let operation = all.find(|it| it.id == O::META.id);
            state.expected.push(Expected { id: O::META.id, operation, answers: VecDeque::new() });
            state.expected.len() - 1
        });
        Expectation { server: self, index, operation: PhantomData }
    }
}

impl<O: Operation> Expectation<'_, O> {
    /// Answers with the first documented success.
    pub fn answer(self, value: O::Output) -> Self
    where
        O::Output: Serialize,
    {
        let whole = O::SUCCESS.iter().find(|it| matches!(it.reader, Reader::Whole(_)));
        let status = whole.map_or(200, |it| status_of(it.key.status));
        self.documented(status, whole, &value)
    }

    /// Answers with the documented success of that status, for operations that have several.
    pub fn answer_with<T: Serialize + ?Sized>(self, status: u16, value: &T) -> Self {
        self.documented(status, case(O::SUCCESS, status), value)
    }

    /// Answers with the documented error response of that status: a value of its type, or what becomes one.
    pub fn error<T: Serialize + ?Sized>(self, status: u16, body: &T) -> Self {
        self.documented(status, case(O::FAILURE, status), body)
    }

    /// Answers with JSON that need not be as documented: an unknown value of an enum, a missing member.
    pub fn json(self, status: u16, value: &Value) -> Self {
        self.bytes(status, "application/json", value.to_string())
    }

    /// Answers with a body of any kind.
    pub fn bytes(self, status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.server.push(self.index, Answer::new(status, Some(media_type), body.into()));
        self
    }

    /// Answers with a status and no body.
    pub fn status(self, status: u16) -> Self {
        self.server.push(self.index, Answer::new(status, None, Vec::new()));
        self
    }

    /// Answers with 429 and `retry-after`, in whole seconds.
    pub fn busy(self, retry_after: Duration) -> Self {
        self.status(429).header("retry-after", &retry_after.as_secs().to_string())
    }

    /// Closes the connection without an answer.
    pub fn cut(self) -> Self {
        self.status(200).change(|it| it.end = End::Nothing)
    }

    /// The answer that was added last ends after half of its body.
    pub fn truncated(self) -> Self {
        self.change(|it| it.end = End::Half)
    }

    /// The answer that was added last has that header, too.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.change(|it| it.headers.push((name.to_owned(), value.to_owned())))
    }

    /// The answer that was added last takes that long.
    pub fn delay(self, time: Duration) -> Self {
        self.change(|it| it.delay = time)
    }

    /// The answer that was added last is given again and again, or never; what is added later is not reached.
    pub fn forever(self) -> Self {
        self.change(|it| it.forever = true)
    }

    fn change(self, change: impl FnOnce(&mut Answer)) -> Self {
        self.server.change(self.index, change);
        self
    }

    fn documented<T, V: Serialize + ?Sized>(self, status: u16, case: Option<&'static Case<T>>, value: &V) -> Self {
        let id = O::META.id;
        let Some(Case { key, reader }) = case else {
            self.server.violation(format!("`{id}` documents no such answer with {status}"));
            return self;
        };
        let answer = match encode(key, value) {
            Ok(body) => Answer::new(status, key.media_type, body),
            Err(error) => {
                self.server.violation(format!("the answer to `{id}` cannot be written: {error}"));
                return self;
            }
        };
        if let Err(error) = readable(reader, &answer) {
            self.server.violation(format!("the answer to `{id}` is not as documented: {error}"));
        }
        self.server.push(self.index, answer);
        self
    }
}

impl<O> std::fmt::Debug for Expectation<'_, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Expectation")
    }
}

/// A status that the case is for.
pub(super) fn status_of(status: Status) -> u16 {
    match status {
        Status::Code(code) => code,
        Status::Range(digit) => u16::from(digit) * 100,
        Status::Default => 200,
    }
}

/// The case of that status: the exact one, or its range, or the default.
pub(super) fn case<T>(cases: &'static [Case<T>], status: u16) -> Option<&'static Case<T>> {
    let levels = [Status::Code(status), Status::Range((status / 100) as u8), Status::Default];
    levels.into_iter().find_map(|level| cases.iter().find(|it| it.key.status == level))
}

fn encode<V: Serialize + ?Sized>(key: &Key, value: &V) -> Result<Vec<u8>, serde_json::Error> {
    let Some(media_type) = key.media_type else {
        return Ok(Vec::new());
    };
    match serde_json::to_value(value)? {
        Value::String(text) if !media_type.contains("json") => Ok(text.into_bytes()),
        value => Ok(value.to_string().into_bytes()),
    }
}

/// Whether the client will be able to read the answer.
pub(super) fn readable<T>(reader: &Reader<T>, answer: &Answer) -> Result<(), ReadError> {
    let Reader::Whole(read) = reader else {
        return Ok(());
    };
    let status = StatusCode::from_u16(answer.status).map_err(|error| ReadError::new(error.to_string()))?;
    read(&RawBody { status, headers: HeaderMap::new(), bytes: Bytes::from(answer.body.clone()) }).map(drop)
}
