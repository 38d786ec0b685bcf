//! Sending the request of a stream again, for what came after its last event.

use std::sync::Arc;
use std::time::Duration;

use http::{HeaderValue, Method};

use crate::runtime::error::Failure;
use crate::runtime::http::boxed::BoxFuture;
use crate::runtime::request::draft::Draft;
use crate::runtime::send::fault::Planner;
use crate::runtime::send::reply::Reply;
use crate::runtime::send::shared::Shared;
use crate::runtime::spec::answer::Reconnect;
use crate::runtime::transport::body::ByteStream;

/// How a draft is sent.
type Send = fn(Arc<Shared>, Box<Draft>, Planner) -> BoxFuture<Result<Reply, Failure>>;

/// How to connect again.
#[allow(dead_code, reason = "only streams of events connect again")]
pub(crate) struct Again {
    shared: Arc<Shared>,
    draft: Box<Draft>,
    planner: Planner,
    send: Send,
}

impl std::fmt::Debug for Again {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Again")
    }
}

impl Again {
    /// Only a GET can be sent again in the middle of its answer.
    pub(crate) fn new(shared: &Arc<Shared>, draft: &Draft, planner: Planner, send: Send) -> Option<Self> {
        let draft = draft.duplicate().filter(|it| it.method == Method::GET)?;
        Some(Self { shared: shared.clone(), draft: Box::new(draft), planner, send })
    }
}

impl Reconnect for Again {
    fn connect(&self, last_id: Option<&str>, wait: Duration) -> Option<BoxFuture<Result<Option<ByteStream>, Failure>>> {
        let mut draft = Box::new(self.draft.duplicate()?);
        // In UTF-8, whatever it holds (HTML, section 9.2.2).
        if let Some(id) = last_id.filter(|it| !it.is_empty()).and_then(|it| HeaderValue::from_bytes(it.as_bytes()).ok())
        {
            draft.headers.insert("last-event-id", id);
        }
        let (shared, planner, send) = (self.shared.clone(), self.planner, self.send);
        Some(Box::pin(async move {
            shared.clock.sleep(wait).await;
            send(shared, draft, planner).await.and_then(Reply::into_stream)
        }))
    }
}
