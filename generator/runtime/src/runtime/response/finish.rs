//! The value or the error that an answer stands for. Only [`finish`] depends on the operation.

use bytes::Bytes;

use crate::runtime::error::kind::ErrorKind;
use crate::runtime::error::read_error::ReadError;
use crate::runtime::error::{Error, Failure};
use crate::runtime::http::media;
use crate::runtime::response::Response;
use crate::runtime::send::reply::{Reply, ReplyBody};
use crate::runtime::spec::answer::{RawBody, StreamBody};
use crate::runtime::spec::operation::{Case, Key, Operation, Reader};

/// The value or the error that an answer stands for.
pub(crate) fn finish<O: Operation>(reply: Result<Reply, Failure>) -> Result<Response<O::Output>, Error<O::Error>> {
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
    fn unreadable(mut self, body: RawBody, error: ReadError) -> Failure {
        self.headers = body.headers;
        let encoded =
            crate::runtime::http::headers::encoding(&self.headers).map(|it| format!("; it is encoded as `{it}`"));
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
}

/// Says why a body cannot be what is documented: it says itself that it is something else.
fn mismatch(body: &RawBody, key: Key) -> Option<String> {
    let (documented, came) = (key.media_type?, crate::runtime::http::headers::content_type(&body.headers)?);
    let essence = media::essence(came);
    if media::closeness(came, documented) > 0 || media::is_vague(&essence) {
        return None;
    }
    let may_be = key.scalar && (media::is_text(&essence) || media::is_json(&essence));
    (!may_be).then(|| format!("expected `{documented}`, found `{essence}`"))
}
