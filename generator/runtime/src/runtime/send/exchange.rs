//! One call from draft to answer: attempts, waits, and what is done with each answer. It knows no operation: that
//! an answer is a success or a stream is said by a function that is passed in.

use std::borrow::Cow;
use std::pin::pin;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use http::header::{CONTENT_LENGTH, HeaderMap};
use http::{Method, Request, StatusCode};

use crate::runtime::auth::Proofs;
use crate::runtime::error::Context;
use crate::runtime::error::Failure;
use crate::runtime::error::kind::ErrorKind;
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::http::clock::in_time;
use crate::runtime::http::headers::content_type;
use crate::runtime::http::semantics::{is_idempotent, is_retryable_status};
use crate::runtime::request::draft::Draft;
use crate::runtime::request::payload::Payload;
use crate::runtime::send::again::Again;
use crate::runtime::send::attempt::Attempt;
use crate::runtime::send::deadline::Deadline;
use crate::runtime::send::fault::{Fault, Planner};
use crate::runtime::send::idle::idle_limited;
use crate::runtime::send::prepared::Prepared;
use crate::runtime::send::reply::{Reply, ReplyBody};
use crate::runtime::send::shared::Shared;
use crate::runtime::send::trace::Span;
use crate::runtime::settings::rate_limit::RateLimit;
use crate::runtime::settings::rate_limit::Told;
use crate::runtime::spec::answer::Reconnect;
use crate::runtime::spec::answer::StreamBody;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::body::stream_error;
use crate::runtime::transport::limit::{EXCERPT, read_excerpt, read_limited};
use crate::runtime::transport::message::Answer;

/// Sends a draft.
pub(crate) fn exchange(
    shared: Arc<Shared>,
    mut draft: Box<Draft>,
    planner: Planner,
) -> BoxFuture<Result<Reply, Failure>> {
    let context = context(&draft);
    let span = Span::new(&context);
    span.clone().around(async move {
        let result = run(&shared, &mut draft, planner, &context, &span).await;
        result.map_err(|mut error| {
            error.inner_mut().operation = Some(context);
            error.guarded(&shared.credentials.secrets)
        })
    })
}

fn context(draft: &Draft) -> Context {
    Context { id: draft.meta.id, method: draft.method.clone(), path: draft.template.clone() }
}

/// The request of a draft, with credentials as far as they are at hand.
pub(crate) fn request(shared: &Shared, mut draft: Box<Draft>) -> Result<Request<Body>, Failure> {
    let context = context(&draft);
    let request = Prepared::new(shared, &mut draft).and_then(|(prepared, uses)| {
        let proofs = shared.credentials.fixed_proofs(uses);
        let payload = std::mem::replace(&mut draft.payload, Payload::None);
        let mut url = Cow::Borrowed(&prepared.url);
        let request = prepared.request(&mut url, &shared.headers, &draft.method, payload, &proofs.list)?;
        request.into_http(&url).map_err(Failure::argument)
    });
    request.map_err(|mut error| {
        error.inner_mut().operation = Some(context);
        error
    })
}

async fn run(
    shared: &Arc<Shared>,
    draft: &mut Draft,
    planner: Planner,
    context: &Context,
    span: &Span,
) -> Result<Reply, Failure> {
    let deadline = Deadline::new(shared, draft.options.timeout.unwrap_or(shared.timeout));
    let (prepared, uses) = Prepared::new(shared, draft)?;
    let policy = draft.options.retry.unwrap_or(shared.retry);
    let repeatable = is_idempotent(&draft.method) || draft.meta.retry_safe || draft.options.repeatable;
    shared.budget.call();
    let attempt_timeout = draft.options.attempt_timeout.unwrap_or(shared.attempt_timeout);
    let mut refreshed = false;
    let mut made = 0;
    let mut waited = false;
    loop {
        waited |= pace(shared, &deadline, span).await?;
        let proofs = match shared.credentials.needs_token(uses) {
            false => shared.credentials.fixed_proofs(uses),
            true => {
                let alarm = deadline.alarm(attempt_timeout, waited);
                waited = true;
                let proofs = in_time(alarm, pin!(shared.credentials.proofs(uses))).await;
                proofs.unwrap_or_else(|| Err(deadline.error(shared, draft, made)))?
            }
        };
        made += 1;
        span.attempt(made);
        let last = !draft.payload_is_repeatable();
        let alarm = deadline.alarm(attempt_timeout, std::mem::replace(&mut waited, true));
        let outcome = attempt(shared, draft, &prepared, &proofs, planner, alarm, &deadline, made, context).await;
        let (status, wish) = match &outcome {
            Ok(reply) => {
                span.answer(reply.status.as_u16());
                (Some(reply.status.as_u16()), reply.wish())
            }
            Err(fault) => (None, fault.error.inner().retry_after),
        };
        if status == Some(401) && !proofs.fresh.is_empty() && !refreshed && !last {
            refreshed = true;
            shared.credentials.forget(&proofs).await;
            continue;
        }
        let again = match (&outcome, status) {
            (_, Some(429)) => true,
            (_, Some(status)) => repeatable && is_retryable_status(status),
            (Err(fault), _) => fault.retry && (repeatable || fault.error.kind() == ErrorKind::Connect),
            (Ok(_), None) => false,
        };
        if again && !last && policy.allows(made) {
            let wait = wish.unwrap_or_else(|| policy.wait(made, &*shared.clock));
            if wait < deadline.left()
                && let Some(permit) = shared.budget.take()
            {
                span.wait(wait);
                drop(outcome);
                shared.clock.sleep(wait).await;
                permit.spend();
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

/// Waits for the end of the window, where nothing is left of the rate limit and the client is to pace itself; tells
/// whether it did.
async fn pace(shared: &Shared, deadline: &Deadline<'_>, span: &Span) -> Result<bool, Failure> {
    if !shared.pace {
        return Ok(false);
    }
    let known = *shared.rate_limit.lock().unwrap_or_else(PoisonError::into_inner);
    let wait = known.map_or(Duration::ZERO, |it| it.wait(shared.clock.now()));
    if wait.is_zero() {
        return Ok(false);
    }
    if wait >= deadline.left() {
        let mut error = Failure::policy("nothing is left of the rate limit, and its end is later than the call's");
        error.inner_mut().retry_after = Some(wait);
        return Err(error);
    }
    span.wait(wait);
    shared.clock.sleep(wait).await;
    Ok(true)
}

#[allow(clippy::too_many_arguments, reason = "all of it is borrowed from the one caller")]
async fn attempt(
    shared: &Arc<Shared>,
    draft: &mut Draft,
    prepared: &Prepared,
    proofs: &Proofs,
    planner: Planner,
    alarm: BoxFuture<()>,
    deadline: &Deadline<'_>,
    made: u32,
    context: &Context,
) -> Result<Reply, Fault> {
    let limit = draft.options.body_limit.unwrap_or(shared.body_limit);
    let payload = draft.take_payload();
    let step = Attempt { shared, prepared, proofs: &proofs.list, method: draft.method.clone(), planner };
    let work = async {
        let Answer { status, headers, mut body } = step.send(payload).await?;
        let rate_limit = RateLimit::read(&headers, &*shared.clock);
        if let Some((limit, left)) = rate_limit {
            let end = shared.clock.now() + left.min(Duration::from_secs(365 * 86_400));
            *shared.rate_limit.lock().unwrap_or_else(PoisonError::into_inner) = Some(Told { limit, end });
        }
        let retry_after = crate::runtime::http::headers::retry_after(&headers, &*shared.clock);
        let content_type = content_type(&headers);
        let empty = draft.method == Method::HEAD
            || matches!(status.as_u16(), 204 | 205 | 304)
            || headers.get(CONTENT_LENGTH).is_some_and(|it| it == "0");
        let mut plan = planner(status.as_u16(), content_type, empty);
        let body = if plan.stream {
            ReplyBody::Stream(Box::new(StreamBody { headers: headers.clone(), bytes: body, reconnect: None }))
        } else if plan.success.is_some() {
            let read = read_limited(&mut body, limit).await;
            ReplyBody::Whole(read.map_err(|error| with_head(stream_error(error), status, &headers))?)
        } else {
            // The status counts more than a body that breaks off.
            ReplyBody::Whole(read_excerpt(&mut body, EXCERPT.min(limit)).await)
        };
        if let ReplyBody::Whole(bytes) = &body
            && bytes.is_empty() != empty
        {
            plan = planner(status.as_u16(), content_type, bytes.is_empty());
        }
        Ok(Reply {
            plan,
            status,
            headers,
            rate_limit,
            retry_after,
            attempts: made,
            body,
            secrets: shared.credentials.secrets.clone(),
            context: context.clone(),
        })
    };
    let result: Option<Result<Reply, Fault>> = in_time(alarm, pin!(work)).await;
    match result {
        Some(Ok(mut reply)) => {
            if let ReplyBody::Stream(stream) = &mut reply.body {
                let bytes = std::mem::take(&mut stream.bytes);
                stream.bytes = idle_limited(bytes, shared.clock.clone(), shared.stream_idle_timeout, context.clone());
                stream.reconnect =
                    Again::new(shared, draft, planner, exchange).map(|it| Box::new(it) as Box<dyn Reconnect>);
            }
            Ok(reply)
        }
        Some(Err(fault)) => Err(fault),
        None => Err(deadline.error(shared, draft, made).into()),
    }
}

fn with_head(mut error: Failure, status: StatusCode, headers: &HeaderMap) -> Failure {
    let inner = error.inner_mut();
    inner.status = Some(status);
    inner.headers = headers.clone();
    error
}
