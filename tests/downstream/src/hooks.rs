//! A web server to which an API sends its events: who sent them is verified, and each is told by its type.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use kitchen_sink::webhooks::{Event, SecretError, Verifier, WebhookError};

/// What the handlers share.
pub struct Hooks {
    verifier: Verifier,
    /// What is done with a line that is worth a look.
    log: Box<dyn Fn(String) + Send + Sync>,
}

/// The routes of a server that shares `secret` with the API; `previous` is the secret before, while both are in use.
pub fn routes(
    secret: &str,
    previous: Option<&str>,
    log: impl Fn(String) + Send + Sync + 'static,
) -> Result<Router, SecretError> {
    let mut verifier = Verifier::new(secret)?;
    if let Some(previous) = previous {
        verifier = verifier.also(previous)?;
    }
    let hooks = Hooks { verifier, log: Box::new(log) };
    Ok(Router::new().route("/hooks", post(received)).with_state(Arc::new(hooks)))
}

async fn received(State(hooks): State<Arc<Hooks>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let line = match hooks.verifier.verify(&headers, &body) {
        Ok(Event::ThingMade(made)) => format!("made: from {}", made.range.from),
        Ok(Event::ThingGone(gone)) => format!("gone: {:?}", gone.id),
        // An event of tomorrow is no reason to fail: the server would send it again and again.
        Ok(other) => format!("ignored: {other:?}"),
        // It is the server's, and not what it documents: let it be sent again when this is mended.
        Err(WebhookError::Body(error)) => {
            (hooks.log)(format!("unreadable: {error}"));
            return StatusCode::UNPROCESSABLE_ENTITY;
        }
        Err(error) => {
            (hooks.log)(format!("refused: {error}"));
            return StatusCode::UNAUTHORIZED;
        }
    };
    (hooks.log)(line);
    StatusCode::NO_CONTENT
}
