//! Turns a raw response into a value or an error. Only [`finish`] depends on the operation.

use bytes::Bytes;

use crate::runtime::error::kind::ErrorKind;
use crate::runtime::error::read_error::ReadError;
use crate::runtime::error::{Error, Failure};
use crate::runtime::http::media;
use crate::runtime::response::Response;
use crate::runtime::send::raw_response::{RawResponse, RawResponseBody};
use crate::runtime::spec::operation::{BodyReader, Operation, ResponseKey, ResponseSpec};
use crate::runtime::spec::response_body::{RawBody, StreamBody};

/// Turns a raw response into a value or an error.
pub(crate) fn finish<O: Operation>(
    response: Result<RawResponse, Failure>,
) -> Result<Response<O::Output>, Error<O::Error>> {
    let response = response?;
    if let Some(ResponseSpec { key, reader }) = response.matched.success.and_then(|index| O::SUCCESS.get(index)) {
        return match (reader, response.take(*key)) {
            (BodyReader::Stream(read), (response, Ok(Taken::Stream(body)))) => Ok(response.into_response(read(body))),
            (BodyReader::Whole(read), (mut response, Ok(Taken::Whole(body)))) => match read(&body) {
                Ok(value) => {
                    response.headers = body.headers;
                    Ok(response.into_response(value))
                }
                Err(error) => Err(response.unreadable(body, error).into()),
            },
            (_, (response, Err((body, error)))) => Err(response.unreadable(body, error).into()),
            (_, (response, Ok(_))) => Err(response.unreadable_stream().into()),
        };
    }
    let failure = response.matched.failure.and_then(|index| O::FAILURE.get(index));
    let Some(ResponseSpec { key, reader: BodyReader::Whole(read) }) = failure else {
        return Err(response.undocumented().into());
    };
    match response.take(*key) {
        (response, Ok(Taken::Whole(body))) => match read(&body) {
            Ok(value) => Err(response.documented(body).with_body(value)),
            Err(error) => Err(response.unfit(body, error).into()),
        },
        (response, Err((body, error))) => Err(response.unfit(body, error).into()),
        (response, Ok(_)) => Err(response.unreadable_stream().into()),
    }
}

enum Taken {
    Whole(RawBody),
    Stream(StreamBody),
}

impl RawResponse {
    /// Takes the body if it can be the documented one, with the headers.
    fn take(mut self, key: ResponseKey) -> (Self, Result<Taken, (RawBody, ReadError)>) {
        match std::mem::replace(&mut self.body, RawResponseBody::Whole(Bytes::new())) {
            RawResponseBody::Stream(stream) => (self, Ok(Taken::Stream(*stream))),
            RawResponseBody::Whole(bytes) => {
                let body = RawBody { status: self.status, headers: std::mem::take(&mut self.headers), bytes };
                let taken = match mismatch(&body, key) {
                    Some(message) => Err((body, ReadError::new(message))),
                    None => Ok(Taken::Whole(body)),
                };
                (self, taken)
            }
        }
    }

    fn into_response<T>(self, body: T) -> Response<T> {
        let Self { status, headers, rate_limit, attempts, .. } = self;
        Response { status, headers, rate_limit: rate_limit.map(|(limit, _)| limit), attempts, body }
    }

    #[cold]
    fn unreadable(mut self, body: RawBody, error: ReadError) -> Failure {
        self.headers = body.headers;
        let encoded =
            crate::runtime::http::headers::encoding(&self.headers).map(|it| format!("; it is encoded as `{it}`"));
        let encoded = encoded.unwrap_or_default();
        let message = format!("the response ({}) could not be read: {}{encoded}", self.status.as_u16(), error.message);
        let mut failure = self.error(ErrorKind::Decode, message, body.bytes);
        failure.inner_mut().json_path = error.path;
        failure
    }

    #[cold]
    fn unreadable_stream(self) -> Failure {
        let message = format!("the response ({}) is not a stream as documented", self.status.as_u16());
        self.error(ErrorKind::Decode, message, Bytes::new())
    }

    #[cold]
    fn documented(mut self, body: RawBody) -> Failure {
        self.headers = body.headers;
        let message = self.status.to_string();
        self.error(ErrorKind::Api, message, body.bytes)
    }

    #[cold]
    fn unfit(mut self, body: RawBody, error: ReadError) -> Failure {
        self.headers = body.headers;
        let message = format!("{}, with a body that does not match its schema", self.status);
        let mut failure = self.error(ErrorKind::Undocumented, message, body.bytes);
        failure.inner_mut().json_path = error.path;
        failure
    }
}

/// Why a body cannot be the documented one: its `Content-Type` says that it is something else.
fn mismatch(body: &RawBody, key: ResponseKey) -> Option<String> {
    let (documented, received) = (key.media_type?, crate::runtime::http::headers::content_type(&body.headers)?);
    let essence = media::essence(received);
    if media::closeness(received, documented) > 0 || media::is_vague(&essence) {
        return None;
    }
    let may_be = key.scalar && (media::is_text(&essence) || media::is_json(&essence));
    (!may_be).then(|| format!("expected `{documented}`, found `{essence}`"))
}
