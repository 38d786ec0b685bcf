//! The types of a client that have methods of its API: macros make them around the runtime's own, so that a generated
//! crate can write `impl Client` although the runtime is another crate. What is done is done by the runtime's types; here
//! each method hands over. Macros for what a feature brings are of their own, because a `cfg` inside a macro would ask
//! for the features of the crate that it is written out in.

/// `Client`, `ClientBuilder`, `Server` and `Call` of the API that this constant describes, and whose error responses have
/// those bodies.
#[doc(hidden)]
#[macro_export]
macro_rules! client_types {
    ($api:expr, $body:ty) => {
        /// A client of the API. Cloning is cheap; clones share connections, limits and credentials.
        ///
        /// Each operation is a method. What the document does not know is asked for with [`request`](Self::request).
        #[derive(Clone)]
        pub struct Client($crate::runtime::Client);

        impl Client {
            /// Starts a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder($crate::runtime::ClientBuilder::new(&$api))
            }

            /// A request of your own, with the same credentials, retries and limits as all others. The path is below
            /// the base URL and may hold a query.
            pub fn request(&self, method: $crate::runtime::Method, path: &str) -> Call<$crate::runtime::Raw<$body>> {
                Call($crate::runtime::Call::raw(&self.0, method, path))
            }

            /// The last rate limit that the server told.
            pub fn rate_limit(&self) -> ::core::option::Option<$crate::runtime::RateLimit> {
                self.0.rate_limit()
            }

            /// The URL that paths are appended to.
            pub fn base_url(&self) -> ::core::option::Option<&str> {
                self.0.base_url()
            }
        }

        impl ::core::fmt::Debug for Client {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Debug::fmt(&self.0, f)
            }
        }

        /// Everything that can be set of a client.
        pub struct ClientBuilder($crate::runtime::ClientBuilder);

        impl ClientBuilder {
            /// The client.
            ///
            /// # Errors
            ///
            /// A setting is wrong or contradicts another one; there is no server to talk to; TLS cannot be set up.
            pub fn build(self) -> ::core::result::Result<Client, $crate::runtime::Error<$body>> {
                ::core::result::Result::Ok(Client(self.0.build()?))
            }

            /// Chooses one of the document's servers.
            #[must_use]
            pub fn server(self, server: Server) -> Self {
                Self(self.0.server(server.0))
            }

            #[allow(dead_code, reason = "an API may have no credentials")]
            fn credential(self, scheme: usize, credential: $crate::runtime::Credential) -> Self {
                Self(self.0.credential(scheme, credential))
            }

            /// Sets the URL that the paths of all operations are appended to. Where the document names a path and no host, a
            /// URL without a path gets that one.
            #[must_use]
            pub fn base_url(self, url: impl ::core::convert::Into<::std::string::String>) -> Self {
                Self(self.0.base_url(url))
            }

            /// Sends all requests through that transport.
            #[must_use]
            pub fn transport(self, transport: impl $crate::runtime::Transport) -> Self {
                Self(self.0.transport(transport))
            }

            /// Sets the source of time and chance, for tests.
            #[must_use]
            pub fn clock(self, clock: impl $crate::runtime::Clock) -> Self {
                Self(self.0.clock(clock))
            }

            /// How long a connection may take; 10 seconds by default. A transport of your own has its own.
            #[must_use]
            pub fn connect_timeout(self, time: ::core::time::Duration) -> Self {
                Self(self.0.connect_timeout(time))
            }

            /// How long one attempt may take; 30 seconds by default.
            #[must_use]
            pub fn attempt_timeout(self, time: ::core::time::Duration) -> Self {
                Self(self.0.attempt_timeout(time))
            }

            /// How long a whole call may take, waits and all attempts included; 120 seconds by default.
            #[must_use]
            pub fn timeout(self, time: ::core::time::Duration) -> Self {
                Self(self.0.timeout(time))
            }

            /// How long a stream may be silent; 120 seconds by default.
            #[must_use]
            pub fn stream_idle_timeout(self, time: ::core::time::Duration) -> Self {
                Self(self.0.stream_idle_timeout(time))
            }

            /// How often and how soon calls are tried again.
            #[must_use]
            pub fn retry(self, policy: $crate::runtime::RetryPolicy) -> Self {
                Self(self.0.retry(policy))
            }

            /// Whether calls wait when the server has said that nothing is left of the rate limit; they do not by default.
            #[must_use]
            pub fn pace(self, pace: bool) -> Self {
                Self(self.0.pace(pace))
            }

            /// Whether credentials may go over `http` to other machines; they may not by default.
            #[must_use]
            pub fn allow_http(self, allow: bool) -> Self {
                Self(self.0.allow_http(allow))
            }

            /// What is done with redirections.
            #[must_use]
            pub fn redirects(self, redirects: $crate::runtime::Redirects) -> Self {
                Self(self.0.redirects(redirects))
            }

            /// The most bytes of a response body, after decompression; 32 MiB by default. Streams have no limit.
            #[must_use]
            pub fn body_limit(self, bytes: usize) -> Self {
                Self(self.0.body_limit(bytes))
            }

            /// The most pages of one list; 10,000 by default.
            #[must_use]
            pub fn page_limit(self, pages: usize) -> Self {
                Self(self.0.page_limit(pages))
            }

            /// Sends that header with each request.
            #[must_use]
            pub fn header(self, name: &str, value: &str) -> Self {
                Self(self.0.header(name, value))
            }

            /// Sets the `user-agent`.
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

        /// A server to talk to, with values for its variables.
        #[derive(Clone, Debug)]
        pub struct Server($crate::runtime::Server);

        impl Server {
            #[allow(dead_code, reason = "an API may name no server")]
            const fn new(spec: &'static $crate::runtime::ServerSpec) -> Self {
                Self($crate::runtime::Server::new(spec))
            }

            /// Sets a variable of the server's URL.
            #[must_use]
            pub fn with(
                self,
                variable: impl ::core::convert::Into<::std::string::String>,
                value: impl ::core::convert::Into<::std::string::String>,
            ) -> Self {
                Self(self.0.with(variable, value))
            }

            /// The URL with all variables filled in; a path, where the document names no host.
            ///
            /// # Errors
            ///
            /// A variable that the server has not, or a value that the document does not allow.
            pub fn url(&self) -> ::core::result::Result<::std::string::String, ::std::string::String> {
                self.0.url()
            }
        }

        /// A call of an operation. Await it for the value, or [`send`](Self::send) it for the whole response.
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
            pub(crate) fn draft_mut(&mut self) -> &mut $crate::runtime::Draft {
                self.0.draft_mut()
            }
        }

        impl<O> Call<O> {
            /// How long the whole call may take, waits and all attempts included.
            pub fn with_timeout(self, time: ::core::time::Duration) -> Self {
                Self(self.0.with_timeout(time))
            }

            /// How long one attempt may take.
            pub fn with_attempt_timeout(self, time: ::core::time::Duration) -> Self {
                Self(self.0.with_attempt_timeout(time))
            }

            /// How often and how soon the call is tried again.
            pub fn with_retry(self, policy: $crate::runtime::RetryPolicy) -> Self {
                Self(self.0.with_retry(policy))
            }

            /// The most bytes of the response body.
            pub fn with_body_limit(self, bytes: usize) -> Self {
                Self(self.0.with_body_limit(bytes))
            }

            /// Sends that header, too.
            pub fn with_header(self, name: &str, value: &str) -> Self {
                Self(self.0.with_header(name, value))
            }

            /// Sends that query parameter, too.
            pub fn with_query(self, name: &str, value: &str) -> Self {
                Self(self.0.with_query(name, value))
            }

            /// Names the call, so that the server does once what it is told twice; the call may then be tried again
            /// whatever its method. The header is the operation's own, or else `idempotency-key`.
            pub fn with_idempotency_key(self, key: &str) -> Self {
                Self(self.0.with_idempotency_key(key))
            }
        }

        impl<O: $crate::runtime::Operation> Call<O> {
            #[allow(dead_code, reason = "an API may have no operation")]
            #[inline]
            pub(crate) fn new(client: &Client) -> Self {
                Self($crate::runtime::Call::new(&client.0))
            }

            /// Sends the request, and gives the value with all that came with it.
            #[inline]
            pub fn send(self) -> $crate::runtime::Sending<O> {
                self.0.send()
            }

            /// The request as it would be sent, without sending it. A token that would have to be fetched is left out.
            ///
            /// # Errors
            ///
            /// An argument is wrong, or a credential is missing.
            pub fn into_request(
                self,
            ) -> ::core::result::Result<
                $crate::runtime::Request<$crate::runtime::Body>,
                $crate::runtime::Error<O::Error>,
            > {
                self.0.into_request()
            }

            /// All pages, one request each.
            pub fn pages(self) -> $crate::runtime::Pages<O>
            where
                O: $crate::runtime::Paginated,
            {
                self.0.pages()
            }

            /// The items of all pages.
            pub fn items(self) -> $crate::runtime::Items<O>
            where
                O: $crate::runtime::Paginated,
            {
                self.0.items()
            }
        }

        impl Call<$crate::runtime::Raw<$body>> {
            /// Sets the body to a value as JSON.
            pub fn json<T: $crate::runtime::serde::Serialize + ?::core::marker::Sized>(self, body: &T) -> Self {
                Self(self.0.json(body))
            }

            /// Sets the body to bytes of that media type, possibly a stream of them.
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

/// What the feature `blocking` adds to the calls that [`client_types`](crate::client_types) made.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! blocking_calls {
    () => {
        impl<O: $crate::runtime::Operation> Call<O> {
            /// Sends the request and waits for the answer.
            ///
            /// # Errors
            ///
            /// As awaiting [`send`](Self::send); and if the caller is a task of an async runtime.
            pub fn send_blocking(
                self,
            ) -> ::core::result::Result<$crate::runtime::Response<O::Output>, $crate::runtime::Error<O::Error>> {
                self.0.send_blocking()
            }

            /// Sends the request and waits for the value.
            ///
            /// # Errors
            ///
            /// As [`send_blocking`](Self::send_blocking).
            pub fn wait(self) -> ::core::result::Result<O::Output, $crate::runtime::Error<O::Error>> {
                self.0.wait()
            }
        }
    };
}

/// What stands in the place of [`blocking_calls`](crate::blocking_calls) without that feature: it says what is missing.
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

/// A call that waits without an async runtime; none does without the feature `blocking`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "this call can only wait with the feature `blocking` of the client",
    label = "`blocking` is not enabled",
    note = "add `features = [\"blocking\"]` to the dependency, or `.await` the call"
)]
pub trait Waits {}

/// What the feature `reqwest` adds to the builder that [`client_types`](crate::client_types) made.
#[cfg(feature = "reqwest")]
#[doc(hidden)]
#[macro_export]
macro_rules! http_client {
    () => {
        impl ClientBuilder {
            /// Sends all requests through the client that this builder makes, with its proxies and certificates.
            /// Redirections and retries stay this client's own part, so that credentials never go elsewhere. Give your
            /// dependency on reqwest a TLS feature of its own: this crate's does not choose a provider for it.
            #[must_use]
            pub fn http_client(self, builder: $crate::runtime::HttpClientBuilder) -> Self {
                Self(self.0.http_client(builder))
            }
        }
    };
}

/// `mock::Server`, around the types that [`client_types`](crate::client_types) made.
#[cfg(feature = "test-util")]
#[doc(hidden)]
#[macro_export]
macro_rules! mock_server {
    ($body:ty) => {
        /// A mock server for tests: [`Server`](mock::Server).
        pub mod mock {
            pub use $crate::runtime::mock::{Expectation, Request};

            use super::{Client, ClientBuilder};

            /// A mock server: it is told by operation what to answer, checks each request against the document, and
            /// keeps what it saw. It listens on loopback only, and stops when it is dropped.
            ///
            /// What is checked stands at [`runtime::mock`](crate::runtime::mock).
            #[derive(Debug)]
            pub struct Server($crate::runtime::mock::Server);

            impl Server {
                pub(super) async fn serve(
                    api: &'static $crate::runtime::ApiSpec,
                    document: &'static $crate::runtime::mock::Document,
                ) -> ::std::io::Result<Self> {
                    $crate::runtime::mock::Server::serve(api, document).await.map(Self)
                }

                /// A client of this server, with a credential for each scheme, which hardly waits before it tries again.
                ///
                /// # Errors
                ///
                /// No client can be made.
                pub fn client(&self) -> ::core::result::Result<Client, $crate::runtime::Error<$body>> {
                    self.builder().build()
                }

                /// The same, to be changed before it is built.
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
