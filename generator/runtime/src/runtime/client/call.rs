//! A call: the builder that a client's methods return. All that is generic here is a shell: the request is a
//! [`Draft`], sending it is one function for all operations, and only reading the answer depends on the operation.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crate::runtime::error::{Error, Failure};
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::json::wire::Wire;
use crate::runtime::request::draft::Draft;
use crate::runtime::response::Response;
use crate::runtime::response::finish;
use crate::runtime::send::exchange;
use crate::runtime::send::reply::Reply;
use crate::runtime::send::shared::Shared;
use crate::runtime::settings::retry::RetryPolicy;
use crate::runtime::spec::operation::{Operation, plan};
use crate::runtime::spec::param::ParamSpec;
use crate::runtime::transport::body::Body;

/// A call of an operation. Await it for the value, or [`send`](Self::send) it for the whole response.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::{Client, Method, RetryPolicy};"))]
/// use std::time::Duration;
///
/// # async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
/// let call = client.request(Method::GET, "/reports/7");
/// let call = call.with_timeout(Duration::from_secs(5)).with_retry(RetryPolicy::never()).with_header("x-why", "audit");
/// // `call.await` gives the value, `send` all that came with it.
/// let response = call.send().await?;
/// println!("{} after {} attempts", response.status(), response.attempts());
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<O> {
    pub(crate) shared: Arc<Shared>,
    pub(crate) draft: Box<Draft>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Call<O> {
    pub(crate) fn of(shared: &Arc<Shared>) -> Self {
        Self { shared: shared.clone(), draft: Box::new(Draft::new(O::META)), operation: PhantomData }
    }

    /// Sends the request, and gives the value with all that came with it.
    #[inline]
    pub fn send(self) -> Sending<O> {
        Sending { reply: exchange::exchange(self.shared, self.draft, plan::<O>), operation: PhantomData }
    }

    /// The request as it would be sent, without sending it. A token that would have to be fetched is left out.
    ///
    /// # Errors
    ///
    /// An argument is wrong, or a credential is missing.
    pub fn into_request(self) -> Result<http::Request<Body>, Error<O::Error>> {
        Ok(exchange::request(&self.shared, self.draft)?)
    }
}

impl<O> Call<O> {
    /// Sets a parameter, at any place; generated setters are no more than this.
    #[doc(hidden)]
    #[inline]
    pub fn set_param<T: Wire>(mut self, spec: ParamSpec, value: &T) -> Self {
        self.draft.param(&spec, value);
        self
    }

    /// Sets a parameter to a text.
    #[doc(hidden)]
    #[inline]
    pub fn set_text(self, spec: ParamSpec, text: impl Into<String>) -> Self {
        self.set_param(spec, &text.into())
    }

    /// Sets a parameter, if there is a value.
    #[doc(hidden)]
    #[inline]
    pub fn set_option<T: Wire>(self, spec: ParamSpec, value: Option<T>) -> Self {
        match value {
            Some(value) => self.set_param(spec, &value),
            None => self,
        }
    }

    /// Sets a parameter to a list.
    #[doc(hidden)]
    #[inline]
    pub fn set_list<T: Wire>(self, spec: ParamSpec, items: impl IntoIterator<Item = impl Into<T>>) -> Self {
        self.set_param(spec, &items.into_iter().map(Into::into).collect::<Vec<T>>())
    }

    /// The request under construction; generated setters fill it in.
    #[doc(hidden)]
    #[inline]
    pub fn draft_mut(&mut self) -> &mut Draft {
        &mut self.draft
    }

    /// How long the whole call may take, waits and all attempts included.
    pub fn with_timeout(mut self, time: Duration) -> Self {
        self.draft.options.timeout = Some(time);
        self
    }

    /// How long one attempt may take.
    pub fn with_attempt_timeout(mut self, time: Duration) -> Self {
        self.draft.options.attempt_timeout = Some(time);
        self
    }

    /// How often and how soon the call is tried again.
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.draft.options.retry = Some(policy);
        self
    }

    /// The most bytes of the response body.
    pub fn with_body_limit(mut self, bytes: usize) -> Self {
        self.draft.options.body_limit = Some(bytes);
        self
    }

    /// Sends that header, too.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.draft.header(name, value);
        self
    }

    /// Sends that query parameter, too.
    pub fn with_query(mut self, name: &str, value: &str) -> Self {
        self.draft.query(name, value);
        self
    }

    /// Names the call, so that the server does once what it is told twice; the call may then be tried again
    /// whatever its method. The header is the operation's own, or else `idempotency-key`.
    pub fn with_idempotency_key(mut self, key: &str) -> Self {
        let name = self.draft.meta.idempotency_header.unwrap_or("idempotency-key");
        self.draft.header(name, key);
        self.draft.options.repeatable = true;
        self
    }
}

impl<O: Operation> IntoFuture for Call<O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = Receiving<O>;

    #[inline]
    fn into_future(self) -> Receiving<O> {
        Receiving(self.send())
    }
}

impl<O> fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Draft { meta, method, template, .. } = &*self.draft;
        f.debug_struct("Call")
            .field("operation", &meta.id)
            .field("method", method)
            .field("path", template)
            .finish_non_exhaustive()
    }
}

/// The answer to come.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<O> {
    pub(crate) reply: BoxFuture<Result<Reply, Failure>>,
    pub(crate) operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for Sending<O> {
    type Output = Result<Response<O::Output>, Error<O::Error>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(finish::finish::<O>(ready!(self.reply.as_mut().poll(cx))))
    }
}

impl<O> fmt::Debug for Sending<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}

/// The value to come.
#[must_use = "a call does nothing until it is awaited"]
#[derive(Debug)]
pub struct Receiving<O>(pub(crate) Sending<O>);

impl<O: Operation> Future for Receiving<O> {
    type Output = Result<O::Output, Error<O::Error>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(|it| it.map(Response::into_body))
    }
}
