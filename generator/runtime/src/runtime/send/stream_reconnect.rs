//! Reconnecting a stream of events after its last event.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, Method};

use crate::runtime::error::Failure;
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::send::attempt_error::ResponseMatcher;
use crate::runtime::send::client_state::ClientState;
use crate::runtime::send::raw_response::RawResponse;
use crate::runtime::spec::response_body::Reconnect;
use crate::runtime::transport::body::ByteStream;

/// The function that sends a request.
type Send = fn(Arc<ClientState>, Box<RequestBuilder>, ResponseMatcher) -> BoxFuture<Result<RawResponse, Failure>>;

/// What is needed to reconnect a stream.
#[allow(dead_code, reason = "only streams of events connect again")]
pub(crate) struct StreamReconnect {
    shared: Arc<ClientState>,
    builder: Box<RequestBuilder>,
    matcher: ResponseMatcher,
    send: Send,
}

impl std::fmt::Debug for StreamReconnect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Again")
    }
}

impl StreamReconnect {
    /// Only a GET can be repeated in the middle of its response.
    pub(crate) fn new(
        shared: &Arc<ClientState>,
        builder: &RequestBuilder,
        matcher: ResponseMatcher,
        send: Send,
    ) -> Option<Self> {
        let builder = builder.duplicate().filter(|it| it.method == Method::GET)?;
        Some(Self { shared: shared.clone(), builder: Box::new(builder), matcher, send })
    }
}

impl Reconnect for StreamReconnect {
    fn connect(&self, last_id: Option<&str>, wait: Duration) -> Option<BoxFuture<Result<Option<ByteStream>, Failure>>> {
        let mut builder = Box::new(self.builder.duplicate()?);
        // In UTF-8, whatever it holds (HTML, section 9.2.2).
        if let Some(id) = last_id.filter(|it| !it.is_empty()).and_then(|it| HeaderValue::from_bytes(it.as_bytes()).ok())
        {
            builder.headers.insert("last-event-id", id);
        }
        let (shared, matcher, send) = (self.shared.clone(), self.matcher, self.send);
        Some(Box::pin(async move {
            shared.clock.sleep(wait).await;
            send(shared, builder, matcher).await.and_then(RawResponse::into_stream)
        }))
    }
}
