//! Server-sent events as a stream of typed values. A GET whose connection breaks reconnects, from the event after the
//! last one. When the server ends its response the stream ends, too, unless it is a subscription: then another
//! connection follows, as the HTML standard has it for an `EventSource` (section 9.2.3, "reestablish the connection").

use std::collections::VecDeque;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use serde_json::{Value, json};

use crate::runtime::error::kind::ErrorKind;
use crate::runtime::error::read_error::ReadError;
use crate::runtime::error::{Error, Failure};
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::http::sse::{Parser, RawEvent};
use crate::runtime::json::wire::Wire;
use crate::runtime::response::lines::{LONGEST, unreadable};
use crate::runtime::response::whole::json_text;
use crate::runtime::spec::response_body::{Reconnect, StreamBody};
use crate::runtime::transport::body::{ByteStream, stream_error};

/// A server-sent event.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The type of the event; `message` if the server sent none.
    pub event: String,
    /// The ID of this event, or of the last event before it that had one.
    pub id: Option<String>,
    /// The data of the event.
    pub data: T,
}

/// A stream of typed server-sent events; `B` is the type of the documented bodies of error responses.
///
/// The stream ends when the server ends its response or sends the data `[DONE]`. Use [`subscribe`](Self::subscribe) for
/// a subscription, which reconnects and goes on.
///
/// A connection that breaks is re-established for a GET if the events have IDs or the server sent `retry:`, with
/// `Last-Event-ID` and after the wait that the server asked for.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Error, ErrorDetails, EventStream};"))]
/// # async fn example<B: ErrorDetails>(mut events: EventStream<String, B>) -> Result<(), Error<B>> {
/// while let Some(event) = events.try_next().await? {
///     println!("{}: {} ({:?})", event.event, event.data, event.id);
/// }
/// # Ok(())
/// # }
/// ```
pub struct EventStream<T, B> {
    core: Core,
    read: fn(&RawEvent) -> Result<T, ReadError>,
    item: PhantomData<fn() -> (T, B)>,
}

impl StreamBody {
    /// Server-sent events whose data is JSON.
    pub fn events<T: Wire, B>(self) -> EventStream<T, B> {
        EventStream::json(self)
    }

    /// Server-sent events whose data is text.
    pub fn text_events<B>(self) -> EventStream<String, B> {
        EventStream::text(self)
    }

    /// Server-sent events as objects with `event`, `data`, `id` and `retry`, as 3.2 `itemSchema` describes them.
    pub fn event_objects<T: Wire, B>(self) -> EventStream<T, B> {
        EventStream::objects(self)
    }

    /// The same, with data that is JSON; other data is taken as a string.
    pub fn event_json_objects<T: Wire, B>(self) -> EventStream<T, B> {
        EventStream::json_objects(self)
    }
}

impl<T: Wire, B> EventStream<T, B> {
    pub(crate) fn json(body: StreamBody) -> Self {
        Self::new(body, |event| json_text(event.data.as_bytes()))
    }

    pub(crate) fn objects(body: StreamBody) -> Self {
        Self::new(body, |event| {
            let text = object(event, Value::from(event.data.as_str())).to_string();
            json_text(text.as_bytes())
        })
    }

    pub(crate) fn json_objects(body: StreamBody) -> Self {
        Self::new(body, |event| {
            let data = serde_json::from_str(&event.data).unwrap_or_else(|_| Value::from(event.data.as_str()));
            json_text(object(event, data).to_string().as_bytes())
        })
    }
}

impl<B> EventStream<String, B> {
    pub(crate) fn text(body: StreamBody) -> Self {
        Self::new(body, |event| Ok(event.data.clone()))
    }
}

impl<T, B> EventStream<T, B> {
    fn new(body: StreamBody, read: fn(&RawEvent) -> Result<T, ReadError>) -> Self {
        Self { core: Core::new(body), read, item: PhantomData }
    }

    /// Returns the next event, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Fails if the connection fails and cannot be re-established, if the stream is idle for too long, or if an event
    /// does not match the type.
    pub async fn try_next(&mut self) -> Result<Option<Event<T>>, Error<B>> {
        poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await.transpose()
    }

    /// Turns the stream into a subscription: when the server ends its response or the connection breaks, the client
    /// reconnects with `Last-Event-ID`, as the `EventSource` of a browser does. It ends when the server responds with
    /// 204 No Content or sends the data `[DONE]`, or after five connections in a row without an event. Only a GET can
    /// be repeated.
    ///
    #[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Error, ErrorDetails, EventStream};"))]
    /// # async fn example<B: ErrorDetails>(events: EventStream<String, B>) -> Result<(), Error<B>> {
    /// let mut events = events.subscribe();
    /// while let Some(event) = events.try_next().await? {
    ///     println!("{}", event.data);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn subscribe(mut self) -> Self {
        self.core.subscribed = true;
        self
    }

    /// Returns the ID of the last event that had one, from which to resume later.
    pub fn last_event_id(&self) -> Option<&str> {
        self.core.parser.last_id.as_deref()
    }
}

impl<T, B> Stream for EventStream<T, B> {
    type Item = Result<Event<T>, Error<B>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(event) = ready!(self.core.poll_event(cx)) else {
            return Poll::Ready(None);
        };
        let read = self.read;
        Poll::Ready(Some(event.map_err(Error::from).and_then(|event| match read(&event) {
            Ok(data) => {
                let RawEvent { event, id, .. } = event;
                Ok(Event { event: event.unwrap_or_else(|| "message".to_owned()), id, data })
            }
            Err(error) => Err(unreadable("an event", event.data.as_bytes(), error).into()),
        })))
    }
}

impl<T, B> std::fmt::Debug for EventStream<T, B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EventStream").field("last_event_id", &self.last_event_id()).finish_non_exhaustive()
    }
}

/// As 3.2 `itemSchema` sees an event: members that did not come are left out.
fn object(event: &RawEvent, data: Value) -> Value {
    let mut object = json!({ "data": data });
    let members = [
        ("event", event.event.clone().map(Value::from)),
        ("id", event.id.clone().map(Value::from)),
        ("retry", event.retry.map(|it| Value::from(it.as_millis() as u64))),
    ];
    for (name, value) in members {
        if let Some(value) = value {
            object[name] = value;
        }
    }
    object
}

/// The part that does not depend on the type of the data.
struct Core {
    bytes: Option<ByteStream>,
    reconnect: Option<Box<dyn Reconnect>>,
    connecting: Option<BoxFuture<Result<Option<ByteStream>, Failure>>>,
    parser: Parser,
    ready: VecDeque<RawEvent>,
    /// Whether another connection follows the end of a response.
    subscribed: bool,
    /// Connections in a row without an event; after some the client gives up.
    empty_connections: u32,
}

const MAX_EMPTY_CONNECTIONS: u32 = 5;
const DEFAULT_RETRY: Duration = Duration::from_secs(3);
/// A server that asks for no wait is not polled in a fast loop.
const LEAST_RETRY: Duration = Duration::from_millis(100);
const LONGEST_RETRY: Duration = Duration::from_secs(60);

impl Core {
    fn new(body: StreamBody) -> Self {
        let StreamBody { bytes, reconnect, .. } = body;
        Self {
            bytes: Some(bytes),
            reconnect,
            connecting: None,
            parser: Parser::default(),
            ready: VecDeque::new(),
            subscribed: false,
            empty_connections: 0,
        }
    }

    fn poll_event(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<RawEvent, Failure>>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                self.empty_connections = 0;
                if event.data.trim() == "[DONE]" {
                    self.stop();
                    return Poll::Ready(None);
                }
                return Poll::Ready(Some(Ok(event)));
            }
            if let Some(connecting) = &mut self.connecting {
                let connected = ready!(connecting.as_mut().poll(cx));
                self.connecting = None;
                match connected {
                    Ok(Some(bytes)) => self.bytes = Some(bytes),
                    Ok(None) => self.stop(),
                    // Waits for a server that is unavailable for some time.
                    Err(error) if !(error.is_retryable() && self.connect_again()) => return self.fail(error),
                    Err(_) => continue,
                }
            }
            let Some(bytes) = &mut self.bytes else {
                return Poll::Ready(None);
            };
            match ready!(bytes.poll_chunk(cx)) {
                Some(Ok(chunk)) => self.parser.push(&chunk, &mut self.ready),
                Some(Err(error)) => {
                    let error = stream_error(error);
                    let broken = matches!(error.kind(), ErrorKind::Interrupted | ErrorKind::Timeout);
                    if !(broken && self.connect_again()) {
                        return self.fail(error);
                    }
                }
                None => {
                    if !(self.subscribed && self.connect_again()) {
                        self.stop();
                    }
                }
            }
            if self.parser.buffered() > LONGEST {
                return self.fail(Failure::policy(format!("an event is longer than {LONGEST} bytes")));
            }
        }
    }

    /// Reconnects if that makes sense, and returns whether it does. A stream without event IDs that is not a
    /// subscription would begin from the start.
    fn connect_again(&mut self) -> bool {
        let asked_for = self.subscribed || self.parser.last_id.is_some() || self.parser.retry.is_some();
        if self.empty_connections >= MAX_EMPTY_CONNECTIONS || !asked_for {
            return false;
        }
        let wait = self.parser.retry.unwrap_or(DEFAULT_RETRY).max(LEAST_RETRY);
        // Twice as long after each connection without an event.
        let wait = wait.saturating_mul(1 << self.empty_connections).min(wait.max(LONGEST_RETRY));
        self.empty_connections += 1;
        self.parser.restart();
        self.connecting = self.reconnect.as_ref().and_then(|it| it.connect(self.parser.last_id.as_deref(), wait));
        self.bytes = None;
        self.connecting.is_some()
    }

    fn stop(&mut self) {
        self.bytes = None;
        self.reconnect = None;
        self.ready.clear();
    }

    fn fail(&mut self, error: Failure) -> Poll<Option<Result<RawEvent, Failure>>> {
        self.stop();
        Poll::Ready(Some(Err(error)))
    }
}
