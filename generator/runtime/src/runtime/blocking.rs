//! Calls without an async runtime: the thread of the caller blocks, and one background thread drives connections and
//! timers.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::OnceLock;

use futures_core::Stream;
use tokio::runtime::{Builder, Handle};

use crate::runtime::client::call::Call;
use crate::runtime::error::{Error, Failure};
use crate::runtime::response::Response;
use crate::runtime::response::finish;
use crate::runtime::send::exchange;
use crate::runtime::spec::operation::{Operation, match_response};

/// Blocks until a future is ready, and returns its output.
///
/// # Errors
///
/// Fails if it is called within an async runtime, which must not be blocked, or if the background thread cannot be
/// started.
pub fn wait<F: Future>(future: F) -> Result<F::Output, Failure> {
    if Handle::try_current().is_ok() {
        let message = "a blocking call within an async runtime; await it instead, or use `Handle::current().block_on(…)` in \
             `spawn_blocking`";
        return Err(Failure::argument(message));
    }
    match background() {
        Ok(handle) => Ok(handle.block_on(future)),
        Err(message) => Err(Failure::argument(message.clone())),
    }
}

fn background() -> &'static Result<Handle, String> {
    static HANDLE: OnceLock<Result<Handle, String>> = OnceLock::new();
    HANDLE.get_or_init(|| {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
        let handle = runtime.handle().clone();
        let thread = std::thread::Builder::new().name("octogen-blocking".to_owned());
        let drive = move || runtime.block_on(std::future::pending::<()>());
        thread.spawn(drive).map_err(|error| error.to_string())?;
        Ok(handle)
    })
}

impl<O: Operation> Call<O> {
    /// Sends the request and blocks until the response is there.
    ///
    /// # Errors
    ///
    /// Fails as [`send`](Self::send) does, and if it is called within an async runtime.
    pub fn send_blocking(self) -> Result<Response<O::Output>, Error<O::Error>> {
        let response = match wait(exchange::exchange(self.shared, self.builder, match_response::<O>)) {
            Ok(response) => response,
            Err(error) => Err(error),
        };
        finish::finish::<O>(response)
    }

    /// Sends the request and blocks until the body of the response is there.
    ///
    /// # Errors
    ///
    /// Fails as [`send_blocking`](Self::send_blocking) does.
    pub fn wait(self) -> Result<O::Output, Error<O::Error>> {
        self.send_blocking().map(Response::into_body)
    }
}

/// Turns a stream of pages, items, events, lines or bytes into an iterator whose `next` blocks.
///
/// Within an async runtime the iterator yields one error and ends.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Blocking, Call, Error, Paginated};"))]
/// # fn example<O: Paginated>(call: Call<O>, list: Call<O>) -> Result<(), Error<O::Error>> {
/// let page = call.wait()?;
/// println!("{} items", O::count(&page));
/// for item in Blocking::new(list.items()) {
///     drop(item?);
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Blocking<S> {
    stream: S,
    done: bool,
}

impl<S> Blocking<S> {
    /// Creates a blocking iterator over `stream`.
    pub fn new(stream: S) -> Self {
        Self { stream, done: false }
    }

    /// Returns a reference to the stream.
    pub fn get_ref(&self) -> &S {
        &self.stream
    }
}

impl<S, T, B> Iterator for Blocking<S>
where
    S: Stream<Item = Result<T, Error<B>>> + Unpin,
{
    type Item = Result<T, Error<B>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let stream = &mut self.stream;
        let next = poll_fn(|cx| pin!(&mut *stream).poll_next(cx));
        match wait(next) {
            Ok(next) => next,
            Err(error) => {
                self.done = true;
                Some(Err(error.into()))
            }
        }
    }
}
