//! A call: what the methods of a client return. Only a shell of it is generic: the request is a [`RequestBuilder`], one
//! function sends it for all operations, and only reading the response depends on the operation.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crate::runtime::error::{Error, Failure};
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::json::wire::Wire;
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::response::Response;
use crate::runtime::response::finish;
use crate::runtime::send::client_state::ClientState;
use crate::runtime::send::exchange;
use crate::runtime::send::raw_response::RawResponse;
use crate::runtime::settings::retry::RetryPolicy;
use crate::runtime::spec::operation::{Operation, match_response};
use crate::runtime::spec::param::ParamSpec;
use crate::runtime::transport::body::Body;

/// A call of an operation. Await it for the body, or [`send`](Self::send) it for the whole response.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```no_run\nuse ", env!("CARGO_CRATE_NAME"), "::{Client, Method, RetryPolicy};"))]
/// use std::time::Duration;
///
/// # async fn example(client: &Client) -> Result<(), Box<dyn std::error::Error>> {
/// let call = client.request(Method::GET, "/reports/7");
/// let call = call.with_timeout(Duration::from_secs(5)).with_retry(RetryPolicy::never()).with_header("x-why", "audit");
/// // `call.await` returns the body, `send` the whole response.
/// let response = call.send().await?;
/// println!("{} after {} attempts", response.status(), response.attempts());
/// # Ok(())
/// # }
/// ```
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct Call<O> {
    pub(crate) shared: Arc<ClientState>,
    pub(crate) builder: Box<RequestBuilder>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Call<O> {
    pub(crate) fn of(shared: &Arc<ClientState>) -> Self {
        Self { shared: shared.clone(), builder: Box::new(RequestBuilder::new(O::META)), operation: PhantomData }
    }

    /// Sends the request and returns the response: the body, the status, the headers and the rate limit.
    #[inline]
    pub fn send(self) -> Sending<O> {
        Sending { response: exchange::exchange(self.shared, self.builder, match_response::<O>), operation: PhantomData }
    }

    /// Returns the request as it would be sent, without sending it. A token that would have to be fetched first is left
    /// out.
    ///
    /// # Errors
    ///
    /// Fails if an argument is invalid or a credential is missing.
    pub fn into_request(self) -> Result<http::Request<Body>, Error<O::Error>> {
        Ok(exchange::request(&self.shared, self.builder)?)
    }
}

impl<O> Call<O> {
    /// Sets a parameter, whatever its location; generated setters call this.
    #[doc(hidden)]
    #[inline]
    pub fn set_param<T: Wire>(mut self, spec: ParamSpec, value: &T) -> Self {
        self.builder.param(&spec, value);
        self
    }

    /// Sets a parameter to a string.
    #[doc(hidden)]
    #[inline]
    pub fn set_text(self, spec: ParamSpec, text: impl Into<String>) -> Self {
        self.set_param(spec, &text.into())
    }

    /// Sets a parameter if there is a value.
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

    /// Returns the request that is being built; generated setters fill it in.
    #[doc(hidden)]
    #[inline]
    pub fn request_mut(&mut self) -> &mut RequestBuilder {
        &mut self.builder
    }

    /// Sets the timeout of the whole call, including all attempts and the waits between them.
    pub fn with_timeout(mut self, time: Duration) -> Self {
        self.builder.options.timeout = Some(time);
        self
    }

    /// Sets the timeout of one attempt.
    pub fn with_attempt_timeout(mut self, time: Duration) -> Self {
        self.builder.options.attempt_timeout = Some(time);
        self
    }

    /// Sets how often and how soon the call is retried.
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.builder.options.retry = Some(policy);
        self
    }

    /// Sets the maximum size of the response body in bytes.
    pub fn with_body_limit(mut self, bytes: usize) -> Self {
        self.builder.options.body_limit = Some(bytes);
        self
    }

    /// Adds a header to the request.
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.builder.header(name, value);
        self
    }

    /// Adds a query parameter to the request.
    pub fn with_query(mut self, name: &str, value: &str) -> Self {
        self.builder.query(name, value);
        self
    }

    /// Sets the idempotency key, by which the server recognizes a repeated request. The call may then be retried
    /// whatever its method is. The key is sent in the header that the document names, or in `Idempotency-Key`.
    pub fn with_idempotency_key(mut self, key: &str) -> Self {
        let name = self.builder.meta.idempotency_header.unwrap_or("idempotency-key");
        self.builder.header(name, key);
        self.builder.options.repeatable = true;
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
        let RequestBuilder { meta, method, template, .. } = &*self.builder;
        f.debug_struct("Call")
            .field("operation", &meta.id)
            .field("method", method)
            .field("path", template)
            .finish_non_exhaustive()
    }
}

/// A future of the response to a call.
#[must_use = "a call does nothing until it is awaited"]
pub struct Sending<O> {
    pub(crate) response: BoxFuture<Result<RawResponse, Failure>>,
    pub(crate) operation: PhantomData<fn() -> O>,
}

impl<O: Operation> Future for Sending<O> {
    type Output = Result<Response<O::Output>, Error<O::Error>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(finish::finish::<O>(ready!(self.response.as_mut().poll(cx))))
    }
}

impl<O> fmt::Debug for Sending<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sending")
    }
}

/// A future of the body of the response to a call.
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
