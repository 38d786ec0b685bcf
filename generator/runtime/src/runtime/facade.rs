//! The types of a client that get the methods of its API. Macros wrap the runtime's own types in them, so that a
//! generated crate can write `impl Client` although the runtime is another crate; each method here only delegates. What
//! belongs to a feature has a macro of its own, because a `cfg` inside a macro asks for the features of the crate in
//! which it is expanded.

/// Defines `Client`, `ClientBuilder`, `Server` and `Call` for the API that `$api` describes, whose error responses have
/// bodies of the type `$body`.
#[doc(hidden)]
#[macro_export]
macro_rules! client_types {
    ($api:expr, $body:ty) => {
        /// A client for the API. Cloning it is cheap: clones share connections, rate limits and credentials.
        ///
        /// Each operation is a method. Use [`request`](Self::request) for requests that the document does not describe.
        #[derive(Clone)]
        pub struct Client($crate::runtime::Client);

        impl Client {
            /// Returns a builder with which to configure a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder($crate::runtime::ClientBuilder::new(&$api))
            }

            /// Creates a request that the document does not describe, with the credentials, retries and limits of all
            /// others. `path` is relative to the base URL, begins with `/` and may include a query.
            pub fn request(&self, method: $crate::runtime::Method, path: &str) -> Call<$crate::runtime::Raw<$body>> {
                Call($crate::runtime::Call::raw(&self.0, method, path))
            }

            /// Returns the rate limit that the server reported last, if it reported one.
            pub fn rate_limit(&self) -> ::core::option::Option<$crate::runtime::RateLimit> {
                self.0.rate_limit()
            }

            /// Returns the base URL that the paths of operations are appended to.
            pub fn base_url(&self) -> ::core::option::Option<&str> {
                self.0.base_url()
            }
        }

        impl ::core::fmt::Debug for Client {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        /// Configures and builds a [`Client`].
        pub struct ClientBuilder($crate::runtime::ClientBuilder);

        impl ClientBuilder {
            /// Builds the client.
            ///
            /// # Errors
            ///
            /// Fails if a setting is invalid or contradicts another one, if there is no base URL, or if TLS cannot be
            /// set up.
            pub fn build(self) -> ::core::result::Result<Client, $crate::runtime::Error<$body>> {
                ::core::result::Result::Ok(Client(self.0.build()?))
            }

            /// Selects one of the servers of the document.
            #[must_use]
            pub fn server(self, server: Server) -> Self {
                Self(self.0.server(server.0))
            }

            #[allow(dead_code, reason = "an API may have no credentials")]
            fn credential(self, scheme: usize, credential: $crate::runtime::Credential) -> Self {
                Self(self.0.credential(scheme, credential))
            }

            /// Sets the base URL that the paths of all operations are appended to. If the server of the document is a
            /// path without a host, a base URL without a path gets that path.
            #[must_use]
            pub fn base_url(self, url: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self(self.0.base_url(url))
            }

            /// Sends all requests through `transport` instead of the built-in HTTP client.
            #[must_use]
            pub fn transport(self, transport: impl $crate::runtime::Transport) -> Self {
                Self(self.0.transport(transport))
            }

            /// Sets the source of time and randomness, for tests.
            #[must_use]
            pub fn clock(self, clock: impl $crate::runtime::Clock) -> Self {
                Self(self.0.clock(clock))
            }

            /// Sets the timeout for establishing a connection. Defaults to 10 seconds. Has no effect on a custom
            /// transport.
            #[must_use]
            pub fn connect_timeout(self, time: ::core::time::Duration) -> Self {
                Self(self.0.connect_timeout(time))
            }

            /// Sets the timeout of one attempt. Defaults to 30 seconds.
            #[must_use]
            pub fn attempt_timeout(self, time: ::core::time::Duration) -> Self {
                Self(self.0.attempt_timeout(time))
            }

            /// Sets the timeout of a whole call, including all attempts and the waits between them. Defaults to 120
            /// seconds.
            #[must_use]
            pub fn timeout(self, time: ::core::time::Duration) -> Self {
                Self(self.0.timeout(time))
            }

            /// Sets how long a stream may stay without data. Defaults to 120 seconds.
            #[must_use]
            pub fn stream_idle_timeout(self, time: ::core::time::Duration) -> Self {
                Self(self.0.stream_idle_timeout(time))
            }

            /// Sets how often and how soon calls are retried.
            #[must_use]
            pub fn retry(self, policy: $crate::runtime::RetryPolicy) -> Self {
                Self(self.0.retry(policy))
            }

            /// Sets whether calls wait for the next window when the rate limit is exhausted. Defaults to `false`.
            #[must_use]
            pub fn pace(self, pace: bool) -> Self {
                Self(self.0.pace(pace))
            }

            /// Sets whether credentials may be sent to other machines over `http`. Defaults to `false`.
            #[must_use]
            pub fn allow_http(self, allow: bool) -> Self {
                Self(self.0.allow_http(allow))
            }

            /// Sets how redirects are handled. By default only redirects within the origin are followed.
            #[must_use]
            pub fn redirects(self, redirects: $crate::runtime::Redirects) -> Self {
                Self(self.0.redirects(redirects))
            }

            /// Sets the maximum size of a response body in bytes, after decompression. Defaults to 32 MiB. Streams have
            /// no limit.
            #[must_use]
            pub fn body_limit(self, bytes: usize) -> Self {
                Self(self.0.body_limit(bytes))
            }

            /// Sets the maximum number of pages of one list. Defaults to 10,000.
            #[must_use]
            pub fn page_limit(self, pages: usize) -> Self {
                Self(self.0.page_limit(pages))
            }

            /// Adds a header to every request.
            #[must_use]
            pub fn header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, value))
            }

            /// Sets the `User-Agent` header.
            #[must_use]
            pub fn user_agent(self, text: &str) -> Self {
                Self(self.0.user_agent(text))
            }
        }

        impl ::core::fmt::Debug for ClientBuilder {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        /// A server of the document, with values for the variables of its URL.
        #[derive(Clone, Debug)]
        pub struct Server($crate::runtime::Server);

        impl Server {
            #[allow(dead_code, reason = "an API may name no server")]
            const fn new(spec: &'static $crate::runtime::ServerSpec) -> Self {
                Self($crate::runtime::Server::new(spec))
            }

            /// Sets a variable of the server's URL template.
            #[must_use]
            pub fn with(
                self,
                variable: impl ::core::convert::Into<::std::string::String>,
                value: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                Self(self.0.with(variable, value))
            }

            /// Returns the URL with all variables substituted, or a path if the document names no host.
            ///
            /// # Errors
            ///
            /// Fails if the server has no such variable or the document does not allow the value.
            pub fn url(&self) -> ::core::result::Result<::std::string::String, ::std::string::String> {
                self.0.url()
            }
        }

        /// A call of an operation. Await it for the body, or [`send`](Self::send) it for the whole response.
        ///
        /// Optional parameters have setters, which are on the page of the operation's call: that of `list_things` is
        /// `operations::ListThingsCall`.
        #[must_use = "a call does nothing until it is awaited or sent"]
        pub struct Call<O>($crate::runtime::Call<O>);

        #[allow(dead_code, reason = "what an API needs of these depends on its operations")]
        impl<O> Call<O> {
            #[inline]
            pub(crate) fn set_param<T: $crate::runtime::wire::Wire>(
                self,
                spec: $crate::runtime::ParamSpec,
                value: &T,
            ) -> Self {
                Self(self.0.set_param(spec, value))
            }

            #[inline]
            pub(crate) fn set_text(
                self,
                spec: $crate::runtime::ParamSpec,
                text: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                Self(self.0.set_text(spec, text))
            }

            #[inline]
            pub(crate) fn set_option<T: $crate::runtime::wire::Wire>(
                self,
                spec: $crate::runtime::ParamSpec,
                value: ::core::option::Option<T>,
            ) -> Self {
                Self(self.0.set_option(spec, value))
            }

            #[inline]
            pub(crate) fn set_list<T: $crate::runtime::wire::Wire>(
                self,
                spec: $crate::runtime::ParamSpec,
                items: impl ::core::iter::IntoIterator<Item = impl ::core::convert::Into<T>>,
            ) -> Self {
                Self(self.0.set_list::<T>(spec, items))
            }

            #[inline]
            pub(crate) fn request_mut(&mut self) -> &mut $crate::runtime::RequestBuilder {
                self.0.request_mut()
            }
        }

        impl<O> Call<O> {
            $crate::call_settings! {}
        }

        impl<O: $crate::runtime::Operation> Call<O> {
            #[allow(dead_code, reason = "an API may have no operation")]
            #[inline]
            pub(crate) fn new(client: &Client) -> Self {
                Self($crate::runtime::Call::new(&client.0))
            }

            $crate::sent_calls! { O, O::Error }

            /// Returns a stream of all pages, with one request per page.
            pub fn pages(self) -> $crate::runtime::Pages<O>
            where
                O: $crate::runtime::Paginated,
            {
                self.0.pages()
            }

            /// Returns a stream of the items of all pages.
            pub fn items(self) -> $crate::runtime::Items<O>
            where
                O: $crate::runtime::Paginated,
            {
                self.0.items()
            }
        }

        impl Call<$crate::runtime::Raw<$body>> {
            /// Sets the body to `body` as JSON.
            pub fn json<T: $crate::runtime::external::serde::Serialize + ?::core::marker::Sized>(
                self,
                body: &T,
            ) -> Self {
                Self(self.0.json(body))
            }

            /// Sets the body to bytes or a stream of bytes, with the given media type.
            pub fn bytes(
                self,
                media_type: &'static str,
                body: impl ::core::convert::Into<$crate::runtime::ByteStream>,
            ) -> Self {
                Self(self.0.bytes(media_type, body))
            }
        }

        impl<O: $crate::runtime::Operation> ::core::future::IntoFuture for Call<O> {
            type Output = ::core::result::Result<O::Output, $crate::runtime::Error<O::Error>>;
            type IntoFuture = $crate::runtime::Receiving<O>;

            #[inline]
            fn into_future(self) -> $crate::runtime::Receiving<O> {
                ::core::future::IntoFuture::into_future(self.0)
            }
        }

        impl<O> ::core::fmt::Debug for Call<O> {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}

/// Defines the name of an operation's call. To the compiler it is an alias of `Call`, so that what every call can do is
/// compiled once. In the documentation it is a type of its own, which has the same methods: rustdoc lists what an alias
/// gets on the page of the type behind it, where the setters of all operations would come together.
#[doc(hidden)]
#[macro_export]
macro_rules! call {
    ($(#[$attribute:meta])* pub type $name:ident = $root:ident::Call<$operation:ident>;) => {
        $(#[$attribute])*
        #[cfg(not(doc))]
        pub type $name = $root::Call<$operation>;

        $(#[$attribute])*
        ///
        /// Await it for the body, or [`send`](Self::send) it for the whole response. In code it is an alias of
        #[doc = concat!("[`Call`](crate::Call)`<", stringify!($operation), ">`.")]
        #[cfg(doc)]
        pub struct $name($crate::runtime::Call<$operation>);

        #[cfg(doc)]
        impl $name {
            $crate::sent_calls! { $operation, $root::ErrorBody }
        }

        #[cfg(all(doc, feature = "blocking"))]
        impl $name {
            $crate::waiting_calls! { <$operation as $crate::runtime::Operation>::Output, $root::ErrorBody }
        }

        #[cfg(doc)]
        impl $name {
            $crate::call_settings! {}
        }

        #[cfg(doc)]
        impl ::core::future::IntoFuture for $name {
            type Output = ::core::result::Result<
                <$operation as $crate::runtime::Operation>::Output,
                $crate::runtime::Error<$root::ErrorBody>,
            >;
            type IntoFuture = $crate::runtime::Receiving<$operation>;

            fn into_future(self) -> $crate::runtime::Receiving<$operation> {
                ::core::future::IntoFuture::into_future(self.0)
            }
        }

        #[cfg(doc)]
        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }
    };
}

/// As [`call`](crate::call), for a list with pages.
#[doc(hidden)]
#[macro_export]
macro_rules! paginated_call {
    ($(#[$attribute:meta])* pub type $name:ident = $root:ident::Call<$operation:ident>;) => {
        #[cfg(doc)]
        impl $name {
            /// Returns a stream of all pages, with one request per page.
            pub fn pages(self) -> $crate::runtime::Pages<$operation> {
                self.0.pages()
            }

            /// Returns a stream of the items of all pages.
            pub fn items(self) -> $crate::runtime::Items<$operation> {
                self.0.items()
            }
        }

        $crate::call! { $(#[$attribute])* pub type $name = $root::Call<$operation>; }
    };
}

/// The settings of one call: methods of `Call` that are the same for all operations.
#[doc(hidden)]
#[macro_export]
macro_rules! call_settings {
    () => {
        /// Sets the timeout of the whole call, including all attempts and the waits between them.
        pub fn with_timeout(self, time: ::core::time::Duration) -> Self {
            Self(self.0.with_timeout(time))
        }

        /// Sets the timeout of one attempt.
        pub fn with_attempt_timeout(self, time: ::core::time::Duration) -> Self {
            Self(self.0.with_attempt_timeout(time))
        }

        /// Sets how often and how soon the call is retried.
        pub fn with_retry(self, policy: $crate::runtime::RetryPolicy) -> Self {
            Self(self.0.with_retry(policy))
        }

        /// Sets the maximum size of the response body in bytes.
        pub fn with_body_limit(self, bytes: usize) -> Self {
            Self(self.0.with_body_limit(bytes))
        }

        /// Adds a header to the request.
        pub fn with_header(self, name: &str, value: &str) -> Self {
            Self(self.0.with_header(name, value))
        }

        /// Adds a query parameter to the request.
        pub fn with_query(self, name: &str, value: &str) -> Self {
            Self(self.0.with_query(name, value))
        }

        /// Sets the idempotency key, by which the server recognizes a repeated request. The call may then be
        /// retried whatever its method is. The key is sent in the header that the document names, or in
        /// `Idempotency-Key`.
        pub fn with_idempotency_key(self, key: &str) -> Self {
            Self(self.0.with_idempotency_key(key))
        }
    };
}

/// The methods of a call that send its request, or show it. `$operation` is the operation's type, `$body` the one that
/// bodies of its error responses have.
#[doc(hidden)]
#[macro_export]
macro_rules! sent_calls {
    ($operation:ty, $body:ty) => {
        /// Sends the request and returns the response: the body, the status, the headers and the rate limit.
        #[inline]
        pub fn send(self) -> $crate::runtime::Sending<$operation> {
            self.0.send()
        }

        /// Returns the request as it would be sent, without sending it. A token that would have to be fetched first
        /// is left out.
        ///
        /// # Errors
        ///
        /// Fails if an argument is invalid or a credential is missing.
        pub fn into_request(
            self,
        ) -> ::core::result::Result<$crate::runtime::Request<$crate::runtime::Body>, $crate::runtime::Error<$body>> {
            self.0.into_request()
        }
    };
}

/// Adds the methods of the feature `blocking` to the `Call` of [`client_types`](crate::client_types).
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! blocking_calls {
    () => {
        impl<O: $crate::runtime::Operation> Call<O> {
            $crate::waiting_calls! { O::Output, O::Error }
        }
    };
}

/// The methods of a call that block until its response is there. `$output` is what a success has as its body, `$body`
/// what an error has.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! waiting_calls {
    ($output:ty, $body:ty) => {
        /// Sends the request and blocks until the response is there.
        ///
        /// # Errors
        ///
        /// Fails as [`send`](Self::send) does, and if it is called within an async runtime.
        pub fn send_blocking(
            self,
        ) -> ::core::result::Result<$crate::runtime::Response<$output>, $crate::runtime::Error<$body>> {
            self.0.send_blocking()
        }

        /// Sends the request and blocks until the body of the response is there.
        ///
        /// # Errors
        ///
        /// Fails as [`send_blocking`](Self::send_blocking) does.
        pub fn wait(self) -> ::core::result::Result<$output, $crate::runtime::Error<$body>> {
            self.0.wait()
        }
    };
}

/// Takes the place of [`blocking_calls`](crate::blocking_calls) without that feature, so that the compiler names the
/// missing feature.
#[doc(hidden)]
#[macro_export]
macro_rules! calls_without_blocking {
    () => {
        impl<O> Call<O> {
            #[doc(hidden)]
            pub fn send_blocking(self)
            where
                Self: $crate::runtime::Waits,
            {
            }

            #[doc(hidden)]
            pub fn wait(self)
            where
                Self: $crate::runtime::Waits,
            {
            }
        }
    };
}

/// A call that blocks without an async runtime. Nothing implements it without the feature `blocking`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "blocking calls need the feature `blocking` of the client",
    label = "`blocking` is not enabled",
    note = "add `features = [\"blocking\"]` to the dependency, or `.await` the call"
)]
pub trait Waits {}

/// Adds the method of the feature `reqwest` to the `ClientBuilder` of [`client_types`](crate::client_types).
#[cfg(feature = "reqwest")]
#[doc(hidden)]
#[macro_export]
macro_rules! http_client {
    () => {
        impl ClientBuilder {
            /// Sends all requests through the HTTP client that `builder` builds, with its proxies and certificates.
            /// Redirects and retries are still handled by this client, so that credentials never reach another origin.
            /// Enable a TLS feature on your own dependency on `reqwest`: the one of this crate does not select a
            /// provider for it.
            #[must_use]
            pub fn http_client(self, builder: $crate::runtime::HttpClientBuilder) -> Self {
                Self(self.0.http_client(builder))
            }
        }
    };
}

/// The callsites of a client, as the constant `TRACER`: their target is the crate that this is written out in. Without the
/// feature `tracing` of that crate the constant is `None`.
#[cfg(feature = "tracing")]
#[doc(hidden)]
#[macro_export]
macro_rules! tracer {
    () => {
        const TRACER: ::core::option::Option<&'static $crate::runtime::Tracer> = {
            use $crate::runtime::external::tracing;
            ::core::option::Option::Some(&$crate::runtime::Tracer {
                call: |operation, method, path| {
                    tracing::info_span!(
                        target: env!("CARGO_CRATE_NAME"),
                        "call",
                        operation,
                        method,
                        path,
                        attempt = tracing::field::Empty,
                        status = tracing::field::Empty,
                    )
                },
                response: |status| tracing::debug!(target: env!("CARGO_CRATE_NAME"), status, "response"),
                failed: |it| {
                    tracing::warn!(
                        target: env!("CARGO_CRATE_NAME"),
                        attempt = it.attempt,
                        status = it.status,
                        error = it.error,
                        wait_ms = it.wait_ms,
                        "attempt failed",
                    )
                },
                paced: |wait_ms| {
                    tracing::debug!(target: env!("CARGO_CRATE_NAME"), wait_ms, "waiting for the end of a rate limit")
                },
                request: |method, host, headers, length| {
                    tracing::trace!(
                        target: concat!(env!("CARGO_CRATE_NAME"), "::wire"),
                        method,
                        host,
                        headers = ?headers,
                        length,
                        "request",
                    )
                },
                head: |status, headers, length| {
                    tracing::trace!(
                        target: concat!(env!("CARGO_CRATE_NAME"), "::wire"),
                        status,
                        headers = ?headers,
                        length,
                        "response",
                    )
                },
            })
        };
    };
}

/// Defines `mock::Server` for the types of [`client_types`](crate::client_types).
#[cfg(feature = "test-util")]
#[doc(hidden)]
#[macro_export]
macro_rules! mock_server {
    ($body:ty) => {
        /// A mock server for tests, [`Server`](mock::Server).
        pub mod mock {
            pub use $crate::runtime::mock::{Expectation, Request};

            use super::{Client, ClientBuilder};

            /// A mock server. It responds to each operation as a test expects it, validates every request against the
            /// document and records it. It listens on the loopback interface only and stops when it is dropped.
            ///
            /// See [`runtime::mock`](crate::runtime::mock) for what it validates.
            #[derive(Debug)]
            pub struct Server($crate::runtime::mock::Server);

            impl Server {
                pub(super) async fn serve(
                    api: &'static $crate::runtime::ApiSpec,
                    document: &'static $crate::runtime::mock::Document,
                ) -> ::std::io::Result<Self> {
                    $crate::runtime::mock::Server::serve(api, document).await.map(Self)
                }

                /// Returns a client for this server, with a credential for each security scheme and retries after a few
                /// milliseconds.
                ///
                /// # Errors
                ///
                /// Fails if the client cannot be built.
                pub fn client(&self) -> ::core::result::Result<Client, $crate::runtime::Error<$body>> {
                    self.builder().build()
                }

                /// Returns the builder of such a client, to be changed before it is built.
                pub fn builder(&self) -> ClientBuilder {
                    ClientBuilder(self.0.builder())
                }
            }

            impl ::core::ops::Deref for Server {
                type Target = $crate::runtime::mock::Server;

                fn deref(&self) -> &Self::Target {
                    &self.0
                }
            }
        }
    };
}
