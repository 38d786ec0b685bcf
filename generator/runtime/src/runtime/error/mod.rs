//! Why a call failed. What the runtime itself knows of a failure has no type parameter; the one error type of a client
//! adds the documented body, of the type that its crate has for it.

pub(crate) mod display;
pub(crate) mod kind;
pub(crate) mod problem;
pub(crate) mod read_error;
pub(crate) mod redact;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use crate::runtime::error::kind::ErrorKind;
use crate::runtime::error::problem::Problem;
use crate::runtime::error::read_error::ReadError;
use crate::runtime::error::redact::Secrets;
use crate::runtime::http::boxed::BoxError;
use crate::runtime::http::headers;
use crate::runtime::http::semantics::is_retryable_status;

/// Why a call failed; `B` is what the API documents as bodies of error responses. A generated crate has it as `Error`,
/// one type for all operations, with its own `ErrorBody`.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Error, ErrorDetails, ErrorKind};"))]
/// # fn example<B: ErrorDetails>(error: Error<B>) {
/// match error.kind() {
///     ErrorKind::Api => println!("{:?}: {:?}", error.status(), error.body()),
///     ErrorKind::Undocumented => println!("{:?}: {}", error.status(), error.text()),
///     ErrorKind::Decode => println!("at {:?}: {error}", error.json_path()),
///     _ if error.is_retryable() => println!("later, perhaps after {:?}", error.retry_after()),
///     _ => println!("{error} (request {:?})", error.request_id()),
/// }
/// # }
/// ```
// One word wide, so that results are as small as what they hold.
pub struct Error<B>(Box<Parts<B>>);

struct Parts<B> {
    failure: Inner,
    body: Option<B>,
}

/// What the error responses of an API say of themselves: a code for programs, a message for people. The `ErrorBody` of a
/// generated crate implements it.
pub trait ErrorDetails: fmt::Debug + Send + Sync + 'static {
    /// What the API calls an error: an enum, or `str`.
    type Code: ?Sized + fmt::Display;

    /// The code, where the body has one of that type.
    fn code(&self) -> Option<&Self::Code> {
        None
    }

    /// The code as text, whatever its type.
    fn code_text(&self) -> Option<Cow<'_, str>> {
        self.code().map(|it| Cow::Owned(it.to_string()))
    }

    /// The message for people.
    fn message(&self) -> Option<&str> {
        None
    }
}

/// The bodies of error responses where no API is known that documents any: there are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undocumented {}

impl ErrorDetails for Undocumented {
    type Code = str;
}

/// Why something failed, as far as the runtime knows it without the API: of [`Error`], all but the documented body. `?`
/// makes the error of any client of it.
pub struct Failure(Box<Inner>);

/// All that is known of a failure.
pub(crate) struct Inner {
    pub(crate) kind: ErrorKind,
    pub(crate) message: String,
    pub(crate) operation: Option<Context>,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: HeaderMap,
    pub(crate) text: Bytes,
    pub(crate) json_path: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) attempts: u32,
    /// What the texts of the body are not shown with.
    pub(crate) secrets: Option<Arc<Secrets>>,
    pub(crate) source: Option<BoxError>,
}

/// The call that failed.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) id: &'static str,
    pub(crate) method: Method,
    pub(crate) path: Cow<'static, str>,
}

impl Failure {
    pub(crate) fn with_kind(kind: ErrorKind, message: impl Into<String>) -> Self {
        let inner = Inner {
            kind,
            message: message.into(),
            operation: None,
            status: None,
            headers: HeaderMap::new(),
            text: Bytes::new(),
            json_path: None,
            retry_after: None,
            attempts: 0,
            secrets: None,
            source: None,
        };
        Self(Box::new(inner))
    }

    pub(crate) fn argument(message: impl Into<String>) -> Self {
        Self::with_kind(ErrorKind::Argument, message)
    }

    pub(crate) fn policy(message: impl Into<String>) -> Self {
        Self::with_kind(ErrorKind::Policy, message)
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The same without the secrets of a client in what a server said. The body itself stays as it came, for those who
    /// ask for it; it is shown without them.
    pub(crate) fn guarded(mut self, secrets: &Arc<Secrets>) -> Self {
        let inner = &mut *self.0;
        let texts = [Some(&mut inner.message), inner.json_path.as_mut()];
        for text in texts.into_iter().flatten() {
            if let Cow::Owned(clean) = secrets.mask(text) {
                *text = clean;
            }
        }
        secrets.headers(&mut inner.headers);
        inner.secrets = Some(Arc::clone(secrets));
        self
    }

    pub(crate) fn inner_mut(&mut self) -> &mut Inner {
        &mut self.0
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// What happened, as far as callers handle it apart.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Whether the same may succeed later.
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable()
    }

    /// The same as the error of an API, with the documented body.
    pub(crate) fn with_body<B>(self, body: B) -> Error<B> {
        Error(Box::new(Parts { failure: *self.0, body: Some(body) }))
    }
}

impl Inner {
    fn is_retryable(&self) -> bool {
        match self.kind {
            ErrorKind::Connect | ErrorKind::Interrupted | ErrorKind::Timeout => true,
            ErrorKind::Api | ErrorKind::Undocumented => {
                self.status.is_some_and(|status| is_retryable_status(status.as_u16()))
            }
            ErrorKind::Decode | ErrorKind::Policy | ErrorKind::Argument => false,
        }
    }
}

impl<B> Error<B> {
    /// A wrong argument; nothing was sent.
    pub fn argument(message: impl Into<String>) -> Self {
        Failure::argument(message).into()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0.failure
    }

    /// What happened, as far as callers handle it apart.
    pub fn kind(&self) -> ErrorKind {
        self.inner().kind
    }

    /// The documented body.
    pub fn body(&self) -> Option<&B> {
        self.0.body.as_ref()
    }

    /// The documented body, taken out.
    pub fn into_body(self) -> Option<B> {
        self.0.body
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.inner().status
    }

    /// The headers of the answer, empty if there was none.
    pub fn headers(&self) -> &HeaderMap {
        &self.inner().headers
    }

    /// The id that the server gave the request, to be named when asking for support.
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(&self.inner().headers)
    }

    /// How long the server asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner().retry_after
    }

    /// How many requests were sent for the call.
    pub fn attempts(&self) -> u32 {
        self.inner().attempts
    }

    /// Whether the same call may succeed later: connection faults, timeouts, 408, 429 and most of 5xx.
    pub fn is_retryable(&self) -> bool {
        self.inner().is_retryable()
    }

    /// The `operationId` of the call.
    pub fn operation(&self) -> Option<&'static str> {
        self.inner().operation.as_ref().map(|it| it.id)
    }

    /// The method of the call.
    pub fn method(&self) -> Option<&Method> {
        self.inner().operation.as_ref().map(|it| &it.method)
    }

    /// The path template of the call; never the path itself, which may hold what should not be logged.
    pub fn path(&self) -> Option<&str> {
        self.inner().operation.as_ref().map(|it| it.path.as_ref())
    }

    /// The place in the JSON of the answer that could not be read: `data[3].platform`, with names that are more
    /// than letters, digits, `_`, `-`, `$` and `@` in brackets, `headers["a b"]`, and `$` for the whole answer.
    pub fn json_path(&self) -> Option<&str> {
        self.inner().json_path.as_deref()
    }

    /// The beginning of the body that came, at most 64 KiB; what is not UTF-8 is replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.inner().text)
    }

    /// The problem details (RFC 9457), where the server sent such.
    pub fn problem(&self) -> Option<Problem> {
        Problem::read(&self.inner().headers, &self.inner().text)
    }
}

impl<B: ErrorDetails> Error<B> {
    /// The code that the API gave, where it is of the type that most of its error responses have.
    pub fn code(&self) -> Option<&B::Code> {
        self.body()?.code()
    }

    /// The code that the API gave, as text, whatever its type.
    pub fn code_text(&self) -> Option<Cow<'_, str>> {
        self.body()?.code_text()
    }

    /// The message that the API gave.
    pub fn message(&self) -> Option<&str> {
        self.body()?.message()
    }
}

impl<B> From<Failure> for Error<B> {
    fn from(failure: Failure) -> Self {
        Self(Box::new(Parts { failure: *failure.0, body: None }))
    }
}

/// So that `Event::parse(body)?` and the client's calls can stand in one function.
impl<B> From<ReadError> for Error<B> {
    fn from(error: ReadError) -> Self {
        let mut failure = Failure::with_kind(ErrorKind::Decode, format!("it could not be read: {}", error.message));
        failure.inner_mut().json_path = error.path;
        failure.into()
    }
}

impl<B: ErrorDetails> std::error::Error for Error<B> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner().source()
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner().source()
    }
}

impl Inner {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|it| it.as_ref() as &(dyn std::error::Error + 'static))
    }
}
