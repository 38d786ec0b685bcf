//! One call from draft to answer: attempts, waits, and what is done with each answer. It knows no operation: that
//! an answer is a success or a stream is said by a function that is passed in.

use std::borrow::Cow;
use std::pin::pin;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use http::header::{CONTENT_LENGTH, HeaderMap};
use http::{Method, Request, StatusCode};

use crate::runtime::auth::AppliedCredentials;
use crate::runtime::error::Context;
use crate::runtime::error::Failure;
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::http::clock::in_time;
use crate::runtime::http::headers::{content_type, retry_after};
use crate::runtime::http::semantics::{is_idempotent, is_retryable_status};
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::request::payload::Payload;
use crate::runtime::send::attempt::Attempt;
use crate::runtime::send::attempt_error::{AttemptError, ResponseMatcher};
use crate::runtime::send::client_state::ClientState;
use crate::runtime::send::deadline::Deadline;
use crate::runtime::send::idle_timeout::with_idle_timeout;
use crate::runtime::send::prepared_request::PreparedRequest;
use crate::runtime::send::raw_response::{RawResponse, RawResponseBody};
use crate::runtime::send::retries::Retries;
use crate::runtime::send::stream_reconnect::StreamReconnect;
use crate::runtime::send::trace::Span;
use crate::runtime::settings::rate_limit::ObservedRateLimit;
use crate::runtime::settings::rate_limit::RateLimit;
use crate::runtime::spec::api::SchemeUse;
use crate::runtime::spec::response_body::Reconnect;
use crate::runtime::spec::response_body::StreamBody;
use crate::runtime::transport::body::Body;
use crate::runtime::transport::body::stream_error;
use crate::runtime::transport::limit::{EXCERPT, read_excerpt, read_limited};
use crate::runtime::transport::message::HttpResponse;

/// Sends a draft.
pub(crate) fn exchange(
    shared: Arc<ClientState>,
    mut builder: Box<RequestBuilder>,
    matcher: ResponseMatcher,
) -> BoxFuture<Result<RawResponse, Failure>> {
    let context = context(&builder);
    let span = Span::new(&shared, &context);
    span.clone().around(async move {
        let result = run(&shared, &mut builder, matcher, &context, &span).await;
        result.map_err(|mut error| {
            error.inner_mut().operation = Some(context);
            error.guarded(&shared.credentials.secrets)
        })
    })
}

fn context(builder: &RequestBuilder) -> Context {
    Context { id: builder.meta.id, method: builder.method.clone(), path: builder.template.clone() }
}

/// The request of a draft, with credentials as far as they are at hand.
pub(crate) fn request(shared: &ClientState, mut builder: Box<RequestBuilder>) -> Result<Request<Body>, Failure> {
    let context = context(&builder);
    let request = PreparedRequest::new(shared, &mut builder).and_then(|(prepared, uses)| {
        let applied = shared.credentials.apply_fixed(uses);
        let payload = std::mem::replace(&mut builder.payload, Payload::None);
        let mut url = Cow::Borrowed(&prepared.url);
        let request = prepared.request(&mut url, &shared.headers, &builder.method, payload, &applied.list)?;
        request.into_http(&url).map_err(Failure::argument)
    });
    request.map_err(|mut error| {
        error.inner_mut().operation = Some(context);
        error
    })
}

async fn run(
    shared: &Arc<ClientState>,
    builder: &mut RequestBuilder,
    matcher: ResponseMatcher,
    context: &Context,
    span: &Span,
) -> Result<RawResponse, Failure> {
    let deadline = Deadline::new(shared, builder.options.timeout.unwrap_or(shared.timeout));
    let (prepared, uses) = PreparedRequest::new(shared, builder)?;
    let retries = Retries {
        policy: builder.options.retry.unwrap_or(shared.retry),
        budget: &shared.budget,
        clock: &*shared.clock,
        repeatable: is_idempotent(&builder.method) || builder.meta.retry_safe || builder.options.repeatable,
    };
    let attempt_timeout = builder.options.attempt_timeout.unwrap_or(shared.attempt_timeout);
    let mut sending = Sending { shared, matcher, context, deadline, attempt_timeout, made: 0, waited: false };
    let mut refreshed = false;
    shared.budget.call();
    loop {
        sending.waited |= pace(shared, &sending.deadline, span).await?;
        let applied = sending.applied(builder, uses).await?;
        sending.made += 1;
        span.attempt(sending.made);
        let last = !builder.payload_is_repeatable();
        let outcome = sending.attempt(builder, &prepared, &applied).await;
        let status = outcome.as_ref().ok().map(|response| response.status.as_u16());
        if let Some(status) = status {
            span.response(status);
        }
        if status == Some(401) && !applied.tokens.is_empty() && !refreshed && !last {
            refreshed = true;
            sending.tell_failure(span, &outcome, Some(Duration::ZERO));
            shared.credentials.forget(&applied).await;
            continue;
        }
        let another = if last { None } else { retries.another(&outcome, sending.made, || sending.deadline.left()) };
        let Some((wait, permit)) = another else {
            if status.is_none_or(|it| it == 429 || is_retryable_status(it)) {
                sending.tell_failure(span, &outcome, None);
            }
            return sending.done(outcome);
        };
        sending.tell_failure(span, &outcome, Some(wait));
        drop(outcome);
        shared.clock.sleep(wait).await;
        permit.spend();
    }
}

/// A call that is being sent.
struct Sending<'a> {
    shared: &'a Arc<ClientState>,
    matcher: ResponseMatcher,
    context: &'a Context,
    deadline: Deadline<'a>,
    attempt_timeout: Duration,
    /// How many attempts were made.
    made: u32,
    /// Whether time has gone by since the call began.
    waited: bool,
}

impl Sending<'_> {
    /// Fires when the attempt, or the call, has taken too long.
    fn timer(&mut self) -> BoxFuture<()> {
        self.deadline.timer(self.attempt_timeout, std::mem::replace(&mut self.waited, true))
    }

    fn timeout(&self, builder: &RequestBuilder) -> Failure {
        self.deadline.error(self.shared, builder, self.made)
    }

    /// The credentials, with a token that is fetched where one is needed.
    async fn applied(
        &mut self,
        builder: &RequestBuilder,
        uses: &'static [SchemeUse],
    ) -> Result<AppliedCredentials, Failure> {
        let credentials = &self.shared.credentials;
        if !credentials.needs_token(uses) {
            return Ok(credentials.apply_fixed(uses));
        }
        let timer = self.timer();
        let applied = in_time(timer, pin!(credentials.apply(uses))).await;
        applied.unwrap_or_else(|| Err(self.timeout(builder)))
    }

    async fn attempt(
        &mut self,
        builder: &mut RequestBuilder,
        prepared: &PreparedRequest,
        applied: &AppliedCredentials,
    ) -> Result<RawResponse, AttemptError> {
        let timer = self.timer();
        let payload = builder.take_payload();
        let method = builder.method.clone();
        let step = Attempt { shared: self.shared, prepared, applied: &applied.list, method, matcher: self.matcher };
        let work = async {
            let response = step.send(payload).await?;
            self.read(builder, response).await
        };
        let result: Option<Result<RawResponse, AttemptError>> = in_time(timer, pin!(work)).await;
        let mut response = result.unwrap_or_else(|| Err(self.timeout(builder).into()))?;
        if let RawResponseBody::Stream(stream) = &mut response.body {
            self.keep_alive(stream, builder);
        }
        Ok(response)
    }

    /// Reads a response as far as the operation wants it whole.
    async fn read(&self, builder: &RequestBuilder, response: HttpResponse) -> Result<RawResponse, AttemptError> {
        let HttpResponse { status, headers, mut body } = response;
        let rate_limit = self.rate_limit(&headers);
        let content_type = content_type(&headers);
        let limit = builder.options.body_limit.unwrap_or(self.shared.body_limit);
        let empty = is_empty(&builder.method, status, &headers);
        let mut matched = (self.matcher)(status.as_u16(), content_type, empty);
        let body = if matched.stream {
            RawResponseBody::Stream(Box::new(StreamBody { headers: headers.clone(), bytes: body, reconnect: None }))
        } else if matched.success.is_some() {
            let read = read_limited(&mut body, limit).await;
            RawResponseBody::Whole(read.map_err(|error| with_head(stream_error(error), status, &headers))?)
        } else {
            // The status counts more than a body that breaks off.
            RawResponseBody::Whole(read_excerpt(&mut body, EXCERPT.min(limit)).await)
        };
        if let RawResponseBody::Whole(bytes) = &body
            && bytes.is_empty() != empty
        {
            matched = (self.matcher)(status.as_u16(), content_type, bytes.is_empty());
        }
        Ok(RawResponse {
            matched,
            status,
            rate_limit,
            retry_after: retry_after(&headers, &*self.shared.clock),
            headers,
            attempts: self.made,
            body,
            secrets: self.shared.credentials.secrets.clone(),
            context: self.context.clone(),
        })
    }

    /// What the headers say of the rate limit, which later calls of the client know, too.
    fn rate_limit(&self, headers: &HeaderMap) -> Option<(RateLimit, Duration)> {
        let (limit, left) = RateLimit::read(headers, &*self.shared.clock)?;
        let end = self.shared.clock.now() + left.min(Duration::from_secs(365 * 86_400));
        *self.shared.rate_limit.lock().unwrap_or_else(PoisonError::into_inner) = Some(ObservedRateLimit { limit, end });
        Some((limit, left))
    }

    /// Ends a stream on which nothing comes any longer, and lets its reader connect again.
    fn keep_alive(&self, stream: &mut StreamBody, builder: &mut RequestBuilder) {
        let (clock, limit) = (self.shared.clock.clone(), self.shared.stream_idle_timeout);
        stream.bytes = with_idle_timeout(std::mem::take(&mut stream.bytes), clock, limit, self.context.clone());
        let reconnect = StreamReconnect::new(self.shared, builder, self.matcher, exchange);
        stream.reconnect = reconnect.map(|it| Box::new(it) as Box<dyn Reconnect>);
    }

    /// Tells of an attempt that failed, and of the wait before the next one, where there is one.
    fn tell_failure(&self, span: &Span, outcome: &Result<RawResponse, AttemptError>, wait: Option<Duration>) {
        let outcome = outcome.as_ref().map(|it| it.status.as_u16()).map_err(|it| &it.error);
        span.failed(self.made, outcome, wait, self.shared);
    }

    /// What the call comes to.
    fn done(&self, outcome: Result<RawResponse, AttemptError>) -> Result<RawResponse, Failure> {
        match outcome {
            Ok(response) => {
                let status = response.status.as_u16();
                if status < 500 && status != 429 {
                    self.shared.budget.success();
                }
                Ok(response)
            }
            Err(mut failed) => {
                failed.error.inner_mut().attempts = self.made;
                Err(failed.error)
            }
        }
    }
}

/// Whether a response has no body by what stands in its head (RFC 9110, sections 6.4.1 and 8.6).
fn is_empty(method: &Method, status: StatusCode, headers: &HeaderMap) -> bool {
    *method == Method::HEAD
        || matches!(status.as_u16(), 204 | 205 | 304)
        || headers.get(CONTENT_LENGTH).is_some_and(|it| it == "0")
}

/// Waits for the end of the window, where nothing is left of the rate limit and the client is to pace itself; tells
/// whether it did.
async fn pace(shared: &ClientState, deadline: &Deadline<'_>, span: &Span) -> Result<bool, Failure> {
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
    span.paced(wait);
    shared.clock.sleep(wait).await;
    Ok(true)
}

fn with_head(mut error: Failure, status: StatusCode, headers: &HeaderMap) -> Failure {
    let inner = error.inner_mut();
    inner.status = Some(status);
    inner.headers = headers.clone();
    error
}
