//! An answer, and the value or the error that it stands for. Only [`finish`] depends on the operation.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::HeaderMap;

use super::client::Client;
use super::error::Context;
use super::limit::EXCERPT;
use super::operation::{Case, Key, Operation, Plan, Reader};
use super::read::{RawBody, ReadError, StreamBody};
use super::{Error, ErrorKind, Failure, RateLimit, Response, media};

/// An answer, not read yet.
pub(super) struct Reply {
    pub(super) plan: Plan,
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    /// With how long it is to the window's end.
    pub(super) rate_limit: Option<(RateLimit, Duration)>,
    pub(super) retry_after: Option<Duration>,
    pub(super) attempts: u32,
    pub(super) body: ReplyBody,
    pub(super) client: Client,
    pub(super) context: Context,
}

pub(super) enum ReplyBody {
    Whole(Bytes),
    // In a box, since most answers are none and all would be as large.
    Stream(Box<StreamBody>),
}

/// The value or the error that an answer stands for.
pub(super) fn finish<O: Operation>(reply: Result<Reply, Failure>) -> Result<Response<O::Output>, Error<O::Error>> {
    let reply = reply?;
    if let Some(Case { key, reader }) = reply.plan.success.and_then(|index| O::SUCCESS.get(index)) {
        return match (reader, reply.take(*key)) {
            (Reader::Stream(read), (reply, Ok(Taken::Stream(body)))) => Ok(reply.response(read(body))),
            (Reader::Whole(read), (mut reply, Ok(Taken::Whole(body)))) => match read(&body) {
                Ok(value) => {
                    reply.headers = body.headers;
                    Ok(reply.response(value))
                }
                Err(error) => Err(reply.unreadable(body, error).into()),
            },
            (_, (reply, Err((body, error)))) => Err(reply.unreadable(body, error).into()),
            (_, (reply, Ok(_))) => Err(reply.unreadable_stream().into()),
        };
    }
    let failure = reply.plan.failure.and_then(|index| O::FAILURE.get(index));
    let Some(Case { key, reader: Reader::Whole(read) }) = failure else {
        return Err(reply.undocumented().into());
    };
    match reply.take(*key) {
        (reply, Ok(Taken::Whole(body))) => match read(&body) {
            Ok(value) => Err(reply.documented(body).with_body(value)),
            Err(error) => Err(reply.unfit(body, error).into()),
        },
        (reply, Err((body, error))) => Err(reply.unfit(body, error).into()),
        (reply, Ok(_)) => Err(reply.unreadable_stream().into()),
    }
}

enum Taken {
    Whole(RawBody),
    Stream(StreamBody),
}

impl Reply {
    /// The bytes of a stream; `None` for an answer without a body, by which a server ends a stream of events.
    pub(super) fn into_stream(self) -> Result<Option<super::ByteStream>, Failure> {
        match self.body {
            _ if self.status == StatusCode::NO_CONTENT => Ok(None),
            ReplyBody::Stream(stream) => Ok(Some(stream.bytes)),
            ReplyBody::Whole(_) => Err(self.undocumented()),
        }
    }

    /// How long the server wants to be left alone.
    pub(super) fn wish(&self) -> Option<Duration> {
        let reset = || {
            let (limit, left) = self.rate_limit.filter(|_| self.status.as_u16() == 429)?;
            limit.reset.map(|_| left)
        };
        self.retry_after.or_else(reset)
    }

    /// The body, if it can be what is documented; the headers go with it.
    fn take(mut self, key: Key) -> (Self, Result<Taken, (RawBody, ReadError)>) {
        match std::mem::replace(&mut self.body, ReplyBody::Whole(Bytes::new())) {
            ReplyBody::Stream(stream) => (self, Ok(Taken::Stream(*stream))),
            ReplyBody::Whole(bytes) => {
                let body = RawBody { status: self.status, headers: std::mem::take(&mut self.headers), bytes };
                let taken = match mismatch(&body, key) {
                    Some(message) => Err((body, ReadError::new(message))),
                    None => Ok(Taken::Whole(body)),
                };
                (self, taken)
            }
        }
    }

    fn response<T>(self, body: T) -> Response<T> {
        let Self { status, headers, rate_limit, attempts, .. } = self;
        Response { status, headers, rate_limit: rate_limit.map(|(limit, _)| limit), attempts, body }
    }

    #[cold]
    fn error(self, kind: ErrorKind, message: String, text: Bytes) -> Failure {
        let secrets = &self.client.0.secrets;
        let text = secrets.excerpt(text, EXCERPT);
        let mut error = Failure::with_kind(kind, message);
        let inner = error.inner_mut();
        inner.status = Some(self.status);
        inner.headers = self.headers;
        inner.retry_after = self.retry_after;
        inner.attempts = self.attempts;
        inner.operation = Some(self.context);
        inner.text = text;
        error.guarded(secrets)
    }

    #[cold]
    fn unreadable(mut self, body: RawBody, error: ReadError) -> Failure {
        self.headers = body.headers;
        let encoded = super::headers::encoding(&self.headers).map(|it| format!("; it is encoded as `{it}`"));
        let encoded = encoded.unwrap_or_default();
        let message = format!("the answer ({}) could not be read: {}{encoded}", self.status.as_u16(), error.message);
        let mut failure = self.error(ErrorKind::Decode, message, body.bytes);
        failure.inner_mut().json_path = error.path;
        failure
    }

    #[cold]
    fn unreadable_stream(self) -> Failure {
        let message = format!("the answer ({}) is not of the documented kind", self.status.as_u16());
        self.error(ErrorKind::Decode, message, Bytes::new())
    }

    #[cold]
    fn documented(mut self, body: RawBody) -> Failure {
        self.headers = body.headers;
        let message = format!("answered with {}", self.status);
        self.error(ErrorKind::Api, message, body.bytes)
    }

    #[cold]
    fn unfit(mut self, body: RawBody, error: ReadError) -> Failure {
        self.headers = body.headers;
        let message = format!("answered with {}, with a body that is not as documented", self.status);
        let mut failure = self.error(ErrorKind::Undocumented, message, body.bytes);
        failure.inner_mut().json_path = error.path;
        failure
    }

    #[cold]
    fn undocumented(mut self) -> Failure {
        let bytes = match std::mem::replace(&mut self.body, ReplyBody::Whole(Bytes::new())) {
            ReplyBody::Whole(bytes) => bytes,
            ReplyBody::Stream(_) => Bytes::new(),
        };
        let message = match self.status.as_u16() {
            200..=399 => format!("answered with {}, which is not documented", self.status),
            _ => format!("answered with {}", self.status),
        };
        self.error(ErrorKind::Undocumented, message, bytes)
    }
}

/// Says why a body cannot be what is documented: it says itself that it is something else.
fn mismatch(body: &RawBody, key: Key) -> Option<String> {
    let (documented, came) = (key.media_type?, super::read::content_type(&body.headers)?);
    let essence = media::essence(came);
    if media::closeness(came, documented) > 0 || media::is_vague(&essence) {
        return None;
    }
    let may_be = key.scalar && (media::is_text(&essence) || media::is_json(&essence));
    (!may_be).then(|| format!("expected `{documented}`, found `{essence}`"))
}
