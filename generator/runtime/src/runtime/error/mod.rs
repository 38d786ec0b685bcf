//! The one error type of a client. It is one word wide: everything is behind a box that does not depend on the
//! type of the documented body, so that `Error<E>` costs nothing to instantiate and is erased by a change of type.

pub(crate) mod display;
pub(crate) mod kind;
pub(crate) mod problem;
pub(crate) mod read_error;
pub(crate) mod redact;

use std::any::Any;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

use crate::runtime::error::kind::ErrorKind;
use crate::runtime::error::redact::Secrets;
use crate::runtime::http::boxed::BoxError;
use crate::runtime::http::headers;

/// Why a call failed; `E` is the body that the document gives its refusals.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::{Error, ErrorBody, ErrorKind};"))]
/// # fn example<E: ErrorBody>(error: Error<E>) {
/// match error.kind() {
///     ErrorKind::Refused => println!("{:?}: {:?}", error.status(), error.body()),
///     ErrorKind::Undocumented => println!("{:?}: {}", error.status(), error.text()),
///     ErrorKind::Decode => println!("at {:?}: {error}", error.json_path()),
///     _ if error.is_retryable() => println!("later, perhaps after {:?}", error.retry_after()),
///     _ => println!("{error} (request {:?})", error.request_id()),
/// }
/// // One type for all operations: `?` makes it of any other.
/// let any: Error = error.into();
/// # }
/// ```
pub struct Error<E = Erased>(Box<Inner>, PhantomData<fn() -> E>);

/// The body of a refusal, its type forgotten; the default of [`Error`].
#[derive(Debug)]
pub struct Erased(());

/// A documented body of a refusal.
pub trait ErrorBody: fmt::Debug + Send + Sync + 'static {
    /// What the API calls the error: an enum, or `str`.
    type Code: ?Sized + fmt::Display;

    /// The machine-readable code, where the document says where it is.
    fn code(&self) -> Option<&Self::Code> {
        None
    }

    /// The message for people, where the document says where it is.
    fn message(&self) -> Option<&str> {
        None
    }
}

/// The error type of operations that document no error body: it has no value, the error has the raw text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undocumented {}

impl ErrorBody for Undocumented {
    type Code = str;
}

/// Bodies that say nothing of themselves: a document may give a refusal any schema.
macro_rules! silent {
    ($($ty:ty)*) => {$(
        impl ErrorBody for $ty {
            type Code = str;
        }
    )*};
}

silent! {
    () bool i32 i64 u32 u64 f64 String Bytes serde_json::Value crate::runtime::json::formats::DateTime crate::runtime::json::formats::Date crate::runtime::json::formats::Time crate::runtime::json::formats::Duration
    crate::runtime::json::formats::Uuid crate::runtime::json::formats::Uri crate::runtime::json::decimal::Decimal crate::runtime::json::decimal_number::DecimalNumber crate::runtime::json::base64::Base64
}

impl<T: fmt::Debug + Send + Sync + 'static> ErrorBody for Vec<T> {
    type Code = str;
}

impl<T: fmt::Debug + Send + Sync + 'static> ErrorBody for Option<T> {
    type Code = str;
}

impl<T: fmt::Debug + Send + Sync + 'static> ErrorBody for BTreeMap<String, T> {
    type Code = str;
}

/// A boxed body says what is in the box.
impl<T: ErrorBody> ErrorBody for Box<T> {
    type Code = T::Code;

    fn code(&self) -> Option<&T::Code> {
        (**self).code()
    }

    fn message(&self) -> Option<&str> {
        (**self).message()
    }
}

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
    pub(crate) body: Option<Box<dyn AnyBody>>,
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

/// A body whose type is forgotten.
pub(crate) trait AnyBody: fmt::Debug + Send + Sync {
    fn code_text(&self) -> Option<String>;
    fn message_text(&self) -> Option<&str>;
    fn as_any(&self) -> &dyn Any;
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

impl<E: ErrorBody> AnyBody for E {
    fn code_text(&self) -> Option<String> {
        self.code().map(ToString::to_string)
    }

    fn message_text(&self) -> Option<&str> {
        self.message()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }
}

impl Error {
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
            body: None,
            secrets: None,
            source: None,
        };
        Self(Box::new(inner), PhantomData)
    }

    /// A wrong argument; nothing was sent.
    pub fn argument(message: impl Into<String>) -> Self {
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
}

impl<E> Error<E> {
    /// The same failure under another body type; the body itself stays what it is.
    pub(crate) fn cast<F>(self) -> Error<F> {
        Error(self.0, PhantomData)
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    /// What happened, as far as callers handle it apart.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The headers of the answer, empty if there was none.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The id that the server gave the request, to be named when asking for support.
    pub fn request_id(&self) -> Option<&str> {
        headers::request_id(&self.0.headers)
    }

    /// How long the server asks to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How many requests were sent for the call.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the same call may succeed later: connection faults, timeouts, 408, 429 and most of 5xx.
    pub fn is_retryable(&self) -> bool {
        match self.0.kind {
            ErrorKind::Connect | ErrorKind::Interrupted | ErrorKind::Timeout => true,
            ErrorKind::Refused | ErrorKind::Undocumented => self
                .0
                .status
                .is_some_and(|status| crate::runtime::http::semantics::is_retryable_status(status.as_u16())),
            ErrorKind::Decode | ErrorKind::Policy | ErrorKind::Argument => false,
        }
    }

    /// The `operationId` of the call.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.as_ref().map(|it| it.id)
    }

    /// The method of the call.
    pub fn method(&self) -> Option<&Method> {
        self.0.operation.as_ref().map(|it| &it.method)
    }

    /// The path template of the call; never the path itself, which may hold what should not be logged.
    pub fn path(&self) -> Option<&str> {
        self.0.operation.as_ref().map(|it| it.path.as_ref())
    }

    /// The place in the JSON of the answer that could not be read: `data[3].platform`, with names that are more
    /// than letters, digits, `_`, `-`, `$` and `@` in brackets, `headers["a b"]`, and `$` for the whole answer.
    pub fn json_path(&self) -> Option<&str> {
        self.0.json_path.as_deref()
    }

    /// The beginning of the body that came, at most 64 KiB; what is not UTF-8 is replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0.text)
    }

    /// The problem details (RFC 9457), where the server sent such.
    pub fn problem(&self) -> Option<problem::Problem> {
        problem::Problem::read(&self.0.headers, &self.0.text)
    }
}

impl<E: ErrorBody> Error<E> {
    /// The documented body.
    pub fn body(&self) -> Option<&E> {
        self.0.body.as_ref()?.as_any_of()
    }

    /// The documented body, taken out.
    pub fn into_body(self) -> Option<E> {
        self.0.body?.into_any().downcast().ok().map(|it| *it)
    }

    /// The code that the API gave.
    pub fn code(&self) -> Option<&E::Code> {
        self.body()?.code()
    }

    /// The message that the API gave.
    pub fn message(&self) -> Option<&str> {
        self.0.body.as_ref()?.message_text()
    }
}

impl Error<Erased> {
    /// The documented body, if it is of that type.
    pub fn body<E: ErrorBody>(&self) -> Option<&E> {
        self.0.body.as_ref()?.as_any_of()
    }

    /// The code that the API gave, as text.
    pub fn code(&self) -> Option<String> {
        self.0.body.as_ref()?.code_text()
    }

    /// The message that the API gave.
    pub fn message(&self) -> Option<&str> {
        self.0.body.as_ref()?.message_text()
    }
}

impl dyn AnyBody {
    fn as_any_of<E: 'static>(&self) -> Option<&E> {
        self.as_any().downcast_ref()
    }
}

// `Erased` does not implement `ErrorBody`, so this does not overlap with `impl From<T> for T`.
impl<E: ErrorBody> From<Error<E>> for Error<Erased> {
    fn from(error: Error<E>) -> Self {
        error.cast()
    }
}

/// So that `Event::parse(body)?` and the client's calls can stand in one function.
impl<E> From<read_error::ReadError> for Error<E> {
    fn from(error: read_error::ReadError) -> Self {
        let mut failure = Error::with_kind(ErrorKind::Decode, format!("it could not be read: {}", error.message));
        failure.inner_mut().json_path = error.path;
        failure.cast()
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|it| it.as_ref() as &(dyn std::error::Error + 'static))
    }
}
