//! Expectations of a mock server: documented responses, or faults.

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::Value;

use super::mock_response::{End, ExpectedOperation, MockResponse};
use super::server::Server;
use crate::runtime::error::read_error::ReadError;
use crate::runtime::spec::operation::{BodyReader, Operation, ResponseKey, ResponseSpec, Status};
use crate::runtime::spec::response_body::RawBody;

/// The responses to calls of one operation, in the order in which they are added.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::{mock::Server, runtime::Operation};"))]
/// # use std::time::Duration;
/// # fn example<GetReport: Operation<Output = String>>(server: &Server) {
/// // One call gets 429, one is cut off, one is slow and succeeds; all further ones get 503.
/// let expected = server.expect::<GetReport>().busy(Duration::from_secs(1)).cut();
/// expected.respond("done".to_owned()).delay(Duration::from_millis(50)).status(503).forever();
/// # }
/// ```
pub struct Expectation<'a, O> {
    pub(super) server: &'a Server,
    pub(super) index: usize,
    pub(super) operation: PhantomData<fn() -> O>,
}

impl Server {
    /// Expects calls of an operation. Each response that is added expects one call.
    pub fn expect<O: Operation>(&self) -> Expectation<'_, O> {
        let mut state = self.state();
        let known = state.expected.iter().position(|it| it.id == O::META.id);
        let index = known.unwrap_or_else(|| {
            let mut all = self.shared.parsed.operations.iter();
            let operation = all.find(|it| it.id == O::META.id);
            state.expected.push(ExpectedOperation { id: O::META.id, operation, responses: VecDeque::new() });
            state.expected.len() - 1
        });
        Expectation { server: self, index, operation: PhantomData }
    }
}

impl<O: Operation> Expectation<'_, O> {
    /// Responds with the first documented success.
    pub fn respond(self, value: O::Output) -> Self
    where
        O::Output: Serialize,
    {
        let whole = O::SUCCESS.iter().find(|it| matches!(it.reader, BodyReader::Whole(_)));
        let status = whole.map_or(200, |it| status_of(it.key.status));
        self.documented(status, whole, &value)
    }

    /// Responds with the documented success of `status`, for operations with several.
    pub fn respond_with<T: Serialize + ?Sized>(self, status: u16, value: &T) -> Self {
        self.documented(status, spec(O::SUCCESS, status), value)
    }

    /// Responds with the documented error response of `status`: a value of its type, or one that serializes to it.
    pub fn error<T: Serialize + ?Sized>(self, status: u16, body: &T) -> Self {
        self.documented(status, spec(O::FAILURE, status), body)
    }

    /// Responds with any JSON, even undocumented: an unknown value of an enum, a missing property.
    pub fn json(self, status: u16, value: &Value) -> Self {
        self.bytes(status, "application/json", value.to_string())
    }

    /// Responds with any body.
    pub fn bytes(self, status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        self.server.push(self.index, MockResponse::new(status, Some(media_type), body.into()));
        self
    }

    /// Responds with a status and no body.
    pub fn status(self, status: u16) -> Self {
        self.server.push(self.index, MockResponse::new(status, None, Vec::new()));
        self
    }

    /// Responds with 429 and a `Retry-After` in whole seconds.
    pub fn busy(self, retry_after: Duration) -> Self {
        self.status(429).header("retry-after", &retry_after.as_secs().to_string())
    }

    /// Closes the connection without a response.
    pub fn cut(self) -> Self {
        self.status(200).change(|it| it.end = End::Nothing)
    }

    /// Ends the last added response after half of its body.
    pub fn truncated(self) -> Self {
        self.change(|it| it.end = End::Half)
    }

    /// Adds a header to the last added response.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.change(|it| it.headers.push((name.to_owned(), value.to_owned())))
    }

    /// Delays the last added response.
    pub fn delay(self, time: Duration) -> Self {
        self.change(|it| it.delay = time)
    }

    /// Repeats the last added response for any number of calls, including none. Responses that are added later are not
    /// reached.
    pub fn forever(self) -> Self {
        self.change(|it| it.forever = true)
    }

    fn change(self, change: impl FnOnce(&mut MockResponse)) -> Self {
        self.server.change(self.index, change);
        self
    }

    fn documented<T, V: Serialize + ?Sized>(
        self,
        status: u16,
        spec: Option<&'static ResponseSpec<T>>,
        value: &V,
    ) -> Self {
        let id = O::META.id;
        let Some(ResponseSpec { key, reader }) = spec else {
            self.server.violation(format!("`{id}` has no documented response {status}"));
            return self;
        };
        let response = match encode(key, value) {
            Ok(body) => MockResponse::new(status, key.media_type, body),
            Err(error) => {
                self.server.violation(format!("the response to `{id}` cannot be serialized: {error}"));
                return self;
            }
        };
        if let Err(error) = readable(reader, &response) {
            self.server.violation(format!("the response to `{id}` is not as documented: {error}"));
        }
        self.server.push(self.index, response);
        self
    }
}

impl<O> std::fmt::Debug for Expectation<'_, O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Expectation")
    }
}

/// A status that matches.
pub(super) fn status_of(status: Status) -> u16 {
    match status {
        Status::Code(code) => code,
        Status::Range(digit) => u16::from(digit) * 100,
        Status::Default => 200,
    }
}

/// The documented response of that status: the exact one, its range, or the default.
pub(super) fn spec<T>(cases: &'static [ResponseSpec<T>], status: u16) -> Option<&'static ResponseSpec<T>> {
    let levels = [Status::Code(status), Status::Range((status / 100) as u8), Status::Default];
    levels.into_iter().find_map(|level| cases.iter().find(|it| it.key.status == level))
}

fn encode<V: Serialize + ?Sized>(key: &ResponseKey, value: &V) -> Result<Vec<u8>, serde_json::Error> {
    let Some(media_type) = key.media_type else {
        return Ok(Vec::new());
    };
    match serde_json::to_value(value)? {
        Value::String(text) if !media_type.contains("json") => Ok(text.into_bytes()),
        value => Ok(value.to_string().into_bytes()),
    }
}

/// Whether the client can read the response.
pub(super) fn readable<T>(reader: &BodyReader<T>, response: &MockResponse) -> Result<(), ReadError> {
    let BodyReader::Whole(read) = reader else {
        return Ok(());
    };
    let status = StatusCode::from_u16(response.status).map_err(|error| ReadError::new(error.to_string()))?;
    read(&RawBody { status, headers: HeaderMap::new(), bytes: Bytes::from(response.body.clone()) }).map(drop)
}
