//! Errors of calls. What the runtime knows about a failure has no type parameter; the error type of a client adds the
//! documented body.

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

/// The error of a call; `B` is the type of the documented bodies of error responses. A generated crate has it as
/// `Error`, one type for all operations, with its own `ErrorBody`.
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
pub struct Error<B>(Box<ErrorParts<B>>);

struct ErrorParts<B> {
    failure: Inner,
    body: Option<B>,
}

/// The error code and the message of an error response. The `ErrorBody` of a generated crate implements it.
pub trait ErrorDetails: fmt::Debug + Send + Sync + 'static {
    /// The type of error codes: an enum, or `str`.
    type Code: ?Sized + fmt::Display;

    /// Returns the error code if the body has one of that type.
    fn code(&self) -> Option<&Self::Code> {
        None
    }

    /// Returns the error code as a string, whatever its type.
    fn code_text(&self) -> Option<Cow<'_, str>> {
        self.code().map(|it| Cow::Owned(it.to_string()))
    }

    /// Returns the human-readable message.
    fn message(&self) -> Option<&str> {
        None
    }
}

/// The body of error responses where none is documented. It has no values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undocumented {}

impl ErrorDetails for Undocumented {
    type Code = str;
}

/// An error of the runtime: an [`Error`] without the documented body. `?` converts it into the error of any client.
pub struct Failure(Box<Inner>);

/// Everything that is known about a failure.
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
    /// The secrets that are masked when the body is shown.
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

    /// Masks the secrets of a client in everything that a server sent. The body itself stays as it came and is masked
    /// when it is shown.
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

    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns whether a retry may succeed.
    pub fn is_retryable(&self) -> bool {
        self.0.is_retryable()
    }

    /// Adds the documented body of an error response.
    pub(crate) fn with_body<B>(self, body: B) -> Error<B> {
        Error(Box::new(ErrorParts { failure: *self.0, body: Some(body) }))
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
    /// Creates an error about an invalid argument.
    pub fn argument(message: impl Into<String>) -> Self {
        Failure::argument(message).into()
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0.failure
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> ErrorKind {
        self.inner().kind
    }

    /// Returns the documented body of the error response.
    pub fn body(&self) -> Option<&B> {
        self.0.body.as_ref()
    }

    /// Returns the documented body of the error response, consuming the error.
    pub fn into_body(self) -> Option<B> {
        self.0.body
    }

    /// Returns the status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.inner().status
    }

    /// Returns the headers of the response; empty if there was none.
    pub fn headers(&self) -> &HeaderMap {
        &self.inner().headers
    }

    /// Returns the ID that the server assigned to the request, to be quoted to its support.
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(&self.inner().headers)
    }

    /// Returns how long the server asks to wait before a retry.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner().retry_after
    }

    /// Returns how many attempts were made.
    pub fn attempts(&self) -> u32 {
        self.inner().attempts
    }

    /// Returns whether a retry may succeed: after connection failures, timeouts, 408, 429 and most 5xx statuses.
    pub fn is_retryable(&self) -> bool {
        self.inner().is_retryable()
    }

    /// Returns the `operationId` of the call.
    pub fn operation(&self) -> Option<&'static str> {
        self.inner().operation.as_ref().map(|it| it.id)
    }

    /// Returns the HTTP method of the call.
    pub fn method(&self) -> Option<&Method> {
        self.inner().operation.as_ref().map(|it| &it.method)
    }

    /// Returns the path template of the call. It is never the path itself, which may contain sensitive values.
    pub fn path(&self) -> Option<&str> {
        self.inner().operation.as_ref().map(|it| it.path.as_ref())
    }

    /// Returns the path to the value in the JSON of the response that could not be read: `data[3].platform`. Names with
    /// other characters than letters, digits, `_`, `-`, `$` and `@` are in brackets, `headers["a b"]`; `$` is the whole
    /// response.
    pub fn json_path(&self) -> Option<&str> {
        self.inner().json_path.as_deref()
    }

    /// Returns the beginning of the response body, at most 64 KiB, with invalid UTF-8 replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.inner().text)
    }

    /// Returns the problem details (RFC 9457) if the server sent them.
    pub fn problem(&self) -> Option<Problem> {
        Problem::read(&self.inner().headers, &self.inner().text)
    }
}

impl<B: ErrorDetails> Error<B> {
    /// Returns the error code of the response if it is of the type that most error responses of the API have.
    pub fn code(&self) -> Option<&B::Code> {
        self.body()?.code()
    }

    /// Returns the error code of the response as a string, whatever its type.
    pub fn code_text(&self) -> Option<Cow<'_, str>> {
        self.body()?.code_text()
    }

    /// Returns the error message of the response.
    pub fn message(&self) -> Option<&str> {
        self.body()?.message()
    }
}

impl<B> From<Failure> for Error<B> {
    fn from(failure: Failure) -> Self {
        Self(Box::new(ErrorParts { failure: *failure.0, body: None }))
    }
}

/// Lets `?` be used on reading and on calls in one function.
impl<B> From<ReadError> for Error<B> {
    fn from(error: ReadError) -> Self {
        let mut failure =
            Failure::with_kind(ErrorKind::Decode, format!("the body could not be read: {}", error.message));
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
