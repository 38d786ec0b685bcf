//! One call from draft to answer: attempts, waits, and what the answer is taken for. Nothing here depends on the
//! operation but `finish`, which reads the body by the operation's tables.

use std::pin::pin;
use std::sync::PoisonError;
use std::task::Poll;
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, HeaderMap};
use http::{Method, Request, StatusCode};

use super::attempt::{Attempt, Prepared};
use super::auth::{self, Proofs};
use super::body::stream_error;
use super::client::{Client, Shared};
use super::draft::{Draft, Payload};
use super::error::Context;
use super::events::Reconnect;
use super::idle::idle_limited;
use super::operation::{Case, Key, Operation, Plan, Reader};
use super::read::{RawBody, ReadError, StreamBody, media_type};
use super::retry::{is_idempotent, is_retryable_status};
use super::trace::Span;
use super::{Body, BoxError, BoxFuture, Error, ErrorKind, RateLimit, Response, headers, media};

/// How an operation takes an answer: by status, media type, and whether the body is empty.
pub(super) type Planner = fn(u16, Option<&str>, bool) -> Plan;

/// The most that is kept of a body that is not a success.
const EXCERPT: usize = 64 << 10;

/// An answer, not read yet.
pub(super) struct Reply {
    plan: Plan,
    status: StatusCode,
    headers: HeaderMap,
    rate_limit: Option<RateLimit>,
    retry_after: Option<Duration>,
    attempts: u32,
    body: ReplyBody,
    client: Client,
    context: Context,
}

enum ReplyBody {
    Whole(Bytes),
    Stream(StreamBody),
}

/// Sends a draft.
pub(super) fn exchange(
    client: Client,
    mut draft: Box<Draft>,
    planner: Planner,
) -> BoxFuture<Result<Reply, Error>> {
    let context = context(&draft);
    let span = Span::new(&context);
    span.clone().around(async move {
        let result = run(&client, &mut draft, planner, &context, &span).await;
        result.map_err(|mut error| {
            error.inner_mut().operation = Some(context);
            error
        })
    })
}

fn context(draft: &Draft) -> Context {
    Context {
        id: draft.meta.id,
        method: draft.method.clone(),
        path: draft.template.clone(),
    }
}

/// The request of a draft, with credentials as far as they are at hand.
pub(super) fn request(client: &Client, mut draft: Box<Draft>) -> Result<Request<Body>, Error> {
    let context = context(&draft);
    let request = Prepared::new(&client.0, &mut draft).and_then(|(prepared, uses)| {
        let proofs = auth::fixed_proofs(&client.0.credentials, uses);
        let payload = std::mem::replace(&mut draft.payload, Payload::None);
        prepared.request(&prepared.url, &draft.method, payload, &proofs)
    });
    request.map_err(|mut error| {
        error.inner_mut().operation = Some(context);
        error
    })
}

async fn run(
    client: &Client,
    draft: &mut Draft,
    planner: Planner,
    context: &Context,
    span: &Span,
) -> Result<Reply, Error> {
    let shared = &*client.0;
    let deadline = Deadline::new(shared, draft.options.timeout.unwrap_or(shared.timeout));
    let (prepared, uses) = Prepared::new(shared, draft)?;
    let policy = draft.options.retry.unwrap_or(shared.retry);
    let repeatable =
        is_idempotent(&draft.method) || draft.meta.retry_safe || draft.options.repeatable;
    shared.budget.call();
    let mut refreshed = false;
    let mut made = 0;
    loop {
        pace(shared, &deadline, span).await?;
        let alarm = deadline.alarm(
            draft
                .options
                .attempt_timeout
                .unwrap_or(shared.attempt_timeout),
        );
        let Some(proofs) = in_time(alarm, auth::proofs(&shared.credentials, uses)).await else {
            return Err(deadline.error(shared, draft, made));
        };
        let proofs = proofs?;
        made += 1;
        span.attempt(made);
        let last = !draft.payload_is_repeatable();
        let outcome = attempt(
            client, draft, &prepared, &proofs, planner, &deadline, made, context,
        )
        .await;
        let (status, wish) = match &outcome {
            Ok(reply) => {
                span.answer(reply.status.as_u16());
                (Some(reply.status.as_u16()), reply.wish(shared))
            }
            Err(fault) => (None, fault.error.retry_after()),
        };
        if status == Some(401) && !proofs.fresh.is_empty() && !refreshed && !last {
            refreshed = true;
            forget(shared, &proofs).await;
            continue;
        }
        let again = match (&outcome, status) {
            (_, Some(429)) => true,
            (_, Some(status)) => repeatable && is_retryable_status(status),
            (Err(fault), _) => {
                fault.retry && (repeatable || fault.error.kind() == ErrorKind::Connect)
            }
            (Ok(_), None) => false,
        };
        if again && !last && policy.allows(made) {
            let wait = wish.unwrap_or_else(|| policy.wait(made, &*shared.clock));
            if wait < deadline.left() && shared.budget.take() {
                span.wait(wait);
                drop(outcome);
                shared.clock.sleep(wait).await;
                continue;
            }
        }
        return match outcome {
            Ok(mut reply) => {
                if status.is_some_and(|it| it < 500 && it != 429) {
                    shared.budget.success();
                }
                reply.attempts = made;
                Ok(reply)
            }
            Err(mut fault) => {
                fault.error.inner_mut().attempts = made;
                Err(fault.error)
            }
        };
    }
}

async fn forget(shared: &Shared, proofs: &Proofs) {
    for (scheme, token) in &proofs.fresh {
        if let Some(auth::Prepared::Fresh { tokens, .. }) =
            shared.credentials.get(*scheme).and_then(Option::as_deref)
        {
            tokens.forget(token).await;
        }
    }
}

/// Waits for the end of the window, where nothing is left of the rate limit and the client is to pace itself.
async fn pace(shared: &Shared, deadline: &Deadline<'_>, span: &Span) -> Result<(), Error> {
    if !shared.pace {
        return Ok(());
    }
    let known = *shared
        .rate_limit
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    let wait = known.map_or(Duration::ZERO, |it| it.wait(shared.clock.unix_now()));
    if wait.is_zero() {
        return Ok(());
    }
    if wait >= deadline.left() {
        let mut error = Error::policy(
            "nothing is left of the rate limit, and its end is later than the call's",
        );
        error.inner_mut().retry_after = Some(wait);
        return Err(error);
    }
    span.wait(wait);
    shared.clock.sleep(wait).await;
    Ok(())
}

/// Why an attempt gave no answer.
pub(super) struct Fault {
    pub(super) error: Error,
    /// Whether another attempt may help.
    pub(super) retry: bool,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let retry = matches!(
            error.kind(),
            ErrorKind::Connect | ErrorKind::Interrupted | ErrorKind::Timeout
        );
        Self { error, retry }
    }
}

#[allow(
    clippy::too_many_arguments,
    reason = "all of it is borrowed from the one caller"
)]
async fn attempt(
    client: &Client,
    draft: &mut Draft,
    prepared: &Prepared,
    proofs: &Proofs,
    planner: Planner,
    deadline: &Deadline<'_>,
    made: u32,
    context: &Context,
) -> Result<Reply, Fault> {
    let shared = &*client.0;
    let alarm = deadline.alarm(
        draft
            .options
            .attempt_timeout
            .unwrap_or(shared.attempt_timeout),
    );
    let limit = draft.options.body_limit.unwrap_or(shared.body_limit);
    let payload = draft.take_payload();
    let step = Attempt {
        shared,
        prepared,
        proofs: &proofs.list,
        method: draft.method.clone(),
        planner,
    };
    let work = async {
        let (head, mut body) = step.send(payload).await?;
        let unix_now = shared.clock.unix_now();
        let rate_limit = RateLimit::read(&head.headers, unix_now);
        if rate_limit.is_some() {
            *shared
                .rate_limit
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = rate_limit;
        }
        let retry_after = headers::retry_after(&head.headers, unix_now);
        let media_type = media_type(&head.headers);
        let status = head.status;
        let empty = draft.method == Method::HEAD
            || matches!(status.as_u16(), 204 | 205 | 304)
            || head.headers.get(CONTENT_LENGTH).is_some_and(|it| it == "0");
        let mut plan = planner(status.as_u16(), media_type.as_deref(), empty);
        let body = if plan.stream {
            ReplyBody::Stream(StreamBody {
                headers: head.headers.clone(),
                bytes: body,
                reconnect: None,
            })
        } else if plan.success.is_some() {
            let read = read_limited(&mut body, limit).await;
            ReplyBody::Whole(
                read.map_err(|error| with_head(stream_error(error), status, &head.headers))?,
            )
        } else {
            // The status counts more than a body that breaks off.
            ReplyBody::Whole(read_excerpt(&mut body, EXCERPT.min(limit)).await)
        };
        if let ReplyBody::Whole(bytes) = &body {
            plan = planner(status.as_u16(), media_type.as_deref(), bytes.is_empty());
        }
        Ok(Reply {
            plan,
            status,
            headers: head.headers,
            rate_limit,
            retry_after,
            attempts: made,
            body,
            client: client.clone(),
            context: context.clone(),
        })
    };
    let result: Option<Result<Reply, Fault>> = in_time(alarm, work).await;
    match result {
        Some(Ok(mut reply)) => {
            if let ReplyBody::Stream(stream) = &mut reply.body {
                let bytes = std::mem::take(&mut stream.bytes);
                stream.bytes = idle_limited(
                    bytes,
                    shared.clock.clone(),
                    shared.stream_idle_timeout,
                    context.clone(),
                );
                stream.reconnect = Reconnect::new(client, draft, planner);
            }
            Ok(reply)
        }
        Some(Err(fault)) => Err(fault),
        None => Err(deadline.error(shared, draft, made).into()),
    }
}

/// When the whole call has to be over.
struct Deadline<'a> {
    shared: &'a Shared,
    end: Instant,
    time: Duration,
}

impl<'a> Deadline<'a> {
    fn new(shared: &'a Shared, time: Duration) -> Self {
        let time = time.min(Duration::from_secs(365 * 86_400));
        Self {
            shared,
            end: shared.clock.now() + time,
            time,
        }
    }

    fn left(&self) -> Duration {
        self.end.saturating_duration_since(self.shared.clock.now())
    }

    /// Fires at the end of the attempt or of the call, whichever is first.
    fn alarm(&self, attempt: Duration) -> BoxFuture<()> {
        self.shared.clock.alarm(attempt.min(self.left()))
    }

    fn error(&self, shared: &Shared, draft: &Draft, made: u32) -> Error {
        let attempt = draft
            .options
            .attempt_timeout
            .unwrap_or(shared.attempt_timeout);
        let message = if self.left().is_zero() || self.time <= attempt {
            format!("the call was not done within {:?}", self.time)
        } else {
            format!("no answer within {attempt:?}")
        };
        let mut error = Error::with_kind(ErrorKind::Timeout, message);
        error.inner_mut().attempts = made;
        error
    }
}

/// What the future gives, unless the alarm is first.
pub(super) async fn in_time<T>(
    mut alarm: BoxFuture<()>,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    std::future::poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => alarm.as_mut().poll(cx).map(|()| None),
    })
    .await
}

/// The whole body, or an error as soon as it is over the limit.
pub(super) async fn read_limited(body: &mut Body, limit: usize) -> Result<Bytes, BoxError> {
    if body.length().is_some_and(|it| it > limit as u64) {
        return Err(too_large(limit));
    }
    let Some(first) = next(body).await? else {
        return Ok(Bytes::new());
    };
    if first.len() > limit {
        return Err(too_large(limit));
    }
    let Some(second) = next(body).await? else {
        return Ok(first);
    };
    let mut all = BytesMut::with_capacity(first.len() + second.len());
    all.extend_from_slice(&first);
    let mut chunk = second;
    loop {
        if all.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        all.extend_from_slice(&chunk);
        match next(body).await? {
            Some(more) => chunk = more,
            None => return Ok(all.freeze()),
        }
    }
}

fn too_large(limit: usize) -> BoxError {
    Box::new(Error::<super::Erased>::policy(format!(
        "the body is larger than {limit} bytes"
    )))
}

async fn next(body: &mut Body) -> Result<Option<Bytes>, BoxError> {
    std::future::poll_fn(|cx| body.poll_chunk(cx))
        .await
        .transpose()
}

/// The beginning of the body, as far as it comes.
async fn read_excerpt(body: &mut Body, limit: usize) -> Bytes {
    let mut all = BytesMut::new();
    while let Ok(Some(chunk)) = next(body).await {
        let room = limit - all.len();
        all.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        if all.len() >= limit {
            break;
        }
    }
    all.freeze()
}

fn with_head(mut error: Error, status: StatusCode, headers: &HeaderMap) -> Error {
    let inner = error.inner_mut();
    inner.status = Some(status);
    inner.headers = headers.clone();
    error
}

/// The value or the error that an answer stands for.
pub(super) fn finish<O: Operation>(
    reply: Result<Reply, Error>,
) -> Result<Response<O::Output>, Error<O::Error>> {
    let reply = match reply {
        Ok(reply) => reply,
        Err(error) => return Err(error.cast()),
    };
    if let Some(Case { key, reader }) = reply.plan.success.and_then(|index| O::SUCCESS.get(index)) {
        return match (reader, reply.take(*key)) {
            (Reader::Stream(read), (reply, Ok(Taken::Stream(body)))) => {
                Ok(reply.response(read(body)))
            }
            (Reader::Whole(read), (reply, Ok(Taken::Whole(body)))) => match read(&body) {
                Ok(value) => Ok(reply.response(value)),
                Err(error) => Err(reply.unreadable(body, error).cast()),
            },
            (_, (reply, Err((body, error)))) => Err(reply.unreadable(body, error).cast()),
            (_, (reply, Ok(_))) => Err(reply.unreadable_stream().cast()),
        };
    }
    let failure = reply.plan.failure.and_then(|index| O::FAILURE.get(index));
    let Some(Case {
        key,
        reader: Reader::Whole(read),
    }) = failure
    else {
        return Err(reply.undocumented().cast());
    };
    match reply.take(*key) {
        (reply, Ok(Taken::Whole(body))) => match read(&body) {
            Ok(value) => Err(reply.refused(body, Box::new(value)).cast()),
            Err(error) => Err(reply.unfit(body, error).cast()),
        },
        (reply, Err((body, error))) => Err(reply.unfit(body, error).cast()),
        (reply, Ok(_)) => Err(reply.unreadable_stream().cast()),
    }
}

enum Taken {
    Whole(RawBody),
    Stream(StreamBody),
}

impl Reply {
    /// The bytes of a stream; `None` for an answer without a body, by which a server ends a stream of events.
    pub(super) fn into_stream(self) -> Result<Option<super::ByteStream>, Error> {
        match self.body {
            _ if self.status == StatusCode::NO_CONTENT => Ok(None),
            ReplyBody::Stream(stream) => Ok(Some(stream.bytes)),
            ReplyBody::Whole(_) => Err(self.undocumented()),
        }
    }

    /// How long the server wants to be left alone.
    fn wish(&self, shared: &Shared) -> Option<Duration> {
        let reset = || {
            let limit = self.rate_limit.filter(|_| self.status.as_u16() == 429)?;
            Some(limit.reset?.saturating_sub(shared.clock.unix_now()))
        };
        self.retry_after.or_else(reset)
    }

    /// The body, if it can be what is documented.
    fn take(mut self, key: Key) -> (Self, Result<Taken, (RawBody, ReadError)>) {
        match std::mem::replace(&mut self.body, ReplyBody::Whole(Bytes::new())) {
            ReplyBody::Stream(stream) => (self, Ok(Taken::Stream(stream))),
            ReplyBody::Whole(bytes) => {
                let body = RawBody {
                    status: self.status,
                    headers: self.headers.clone(),
                    bytes,
                };
                let taken = match mismatch(&body, key) {
                    Some(message) => Err((body, ReadError::new(message))),
                    None => Ok(Taken::Whole(body)),
                };
                (self, taken)
            }
        }
    }

    fn response<T>(self, body: T) -> Response<T> {
        let Self {
            status,
            headers,
            rate_limit,
            attempts,
            ..
        } = self;
        Response {
            status,
            headers,
            rate_limit,
            attempts,
            body,
        }
    }

    #[cold]
    fn error(self, kind: ErrorKind, message: String, text: Bytes) -> Error {
        let text = redacted(text, &self.client.0.secrets);
        let mut error = Error::with_kind(kind, message);
        let inner = error.inner_mut();
        inner.status = Some(self.status);
        inner.headers = self.headers;
        inner.retry_after = self.retry_after;
        inner.attempts = self.attempts;
        inner.operation = Some(self.context);
        inner.text = text;
        error
    }

    #[cold]
    fn unreadable(self, body: RawBody, error: ReadError) -> Error {
        let message = format!(
            "the answer ({}) could not be read: {}",
            self.status.as_u16(),
            error.message
        );
        let mut failure = self.error(ErrorKind::Decode, message, body.bytes);
        failure.inner_mut().json_path = error.path;
        failure.inner_mut().source = error.source.map(Into::into);
        failure
    }

    #[cold]
    fn unreadable_stream(self) -> Error {
        let message = format!(
            "the answer ({}) is not of the documented kind",
            self.status.as_u16()
        );
        self.error(ErrorKind::Decode, message, Bytes::new())
    }

    #[cold]
    fn refused(self, body: RawBody, value: Box<dyn super::error::AnyBody>) -> Error {
        let message = format!("refused with {}", self.status);
        let mut error = self.error(ErrorKind::Refused, message, body.bytes);
        error.inner_mut().body = Some(value);
        error
    }

    #[cold]
    fn unfit(self, body: RawBody, error: ReadError) -> Error {
        let message = format!(
            "refused with {}, with a body that is not as documented",
            self.status
        );
        let mut failure = self.error(ErrorKind::Undocumented, message, body.bytes);
        failure.inner_mut().json_path = error.path;
        failure.inner_mut().source = error.source.map(Into::into);
        failure
    }

    #[cold]
    fn undocumented(mut self) -> Error {
        let bytes = match std::mem::replace(&mut self.body, ReplyBody::Whole(Bytes::new())) {
            ReplyBody::Whole(bytes) => bytes,
            ReplyBody::Stream(_) => Bytes::new(),
        };
        let message = match self.status.as_u16() {
            200..=399 => format!("answered with {}, which is not documented", self.status),
            _ => format!("refused with {}", self.status),
        };
        self.error(ErrorKind::Undocumented, message, bytes)
    }
}

/// Says why a body cannot be what is documented: it says itself that it is something else.
fn mismatch(body: &RawBody, key: Key) -> Option<String> {
    let (documented, came) = (key.media_type?, body.media_type()?);
    if media::closeness(&came, documented) > 0 || media::is_vague(&came) {
        return None;
    }
    Some(format!("expected `{documented}`, found `{came}`"))
}

/// The beginning of a body, without the client's own secrets, which some servers send back.
fn redacted(bytes: Bytes, secrets: &[super::Secret]) -> Bytes {
    let bytes = bytes.slice(..bytes.len().min(EXCERPT));
    let text = String::from_utf8_lossy(&bytes);
    let is_in = |it: &&super::Secret| it.expose().len() >= 4 && text.contains(it.expose());
    if !secrets.iter().any(|it| is_in(&it)) {
        return bytes;
    }
    let clean = secrets
        .iter()
        .filter(is_in)
        .fold(text.clone().into_owned(), |text, it| {
            text.replace(it.expose(), "***")
        });
    clean.into()
}
