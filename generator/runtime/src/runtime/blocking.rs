//! The same calls without an async runtime of the caller: the caller's thread waits, one thread in the background
//! drives connections and timers.

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
use crate::runtime::spec::operation::{Operation, plan};

/// Waits for a future.
///
/// # Errors
///
/// The caller is a task of an async runtime, which must not wait; or the thread in the background cannot be started.
pub fn wait<F: Future>(future: F) -> Result<F::Output, Failure> {
    if Handle::try_current().is_ok() {
        let message = "a blocking call within an async runtime; await it instead, in `spawn_blocking` by \
             `Handle::current().block_on(…)`";
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
    /// Sends the request and waits for the answer.
    ///
    /// # Errors
    ///
    /// As awaiting [`send`](Self::send); and if the caller is a task of an async runtime.
    pub fn send_blocking(self) -> Result<Response<O::Output>, Error<O::Error>> {
        let reply = match wait(exchange::exchange(self.shared, self.draft, plan::<O>)) {
            Ok(reply) => reply,
            Err(error) => Err(error),
        };
        finish::finish::<O>(reply)
    }

    /// Sends the request and waits for the value.
    ///
    /// # Errors
    ///
    /// As [`send_blocking`](Self::send_blocking).
    pub fn wait(self) -> Result<O::Output, Error<O::Error>> {
        self.send_blocking().map(Response::into_body)
    }
}

/// A stream as an iterator whose `next` waits: pages, items, events, lines, bytes.
///
/// Within an async runtime it gives one error and ends.
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
    /// The iterator over that stream.
    pub fn new(stream: S) -> Self {
        Self { stream, done: false }
    }

    /// The stream itself.
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
