//! Reading bodies within bounds.

use bytes::{Bytes, BytesMut};

use crate::runtime::error::Failure;
use crate::runtime::http::boxed::BoxError;
use crate::runtime::transport::body::Body;

/// The most that is kept of a body that is not a success.
pub(crate) const EXCERPT: usize = 64 << 10;

/// The whole body, or an error as soon as it is over the limit.
pub(crate) async fn read_limited(body: &mut Body, limit: usize) -> Result<Bytes, BoxError> {
    if body.length().is_some_and(|it| it > limit as u64) {
        return Err(too_large(limit));
    }
    let Some(first) = next(body).await? else {
        return Ok(Bytes::new());
    };
    if first.len() > limit {
        return Err(too_large(limit));
    }
    let Some(second) = next(body).await? else {
        return Ok(first);
    };
    let mut all = BytesMut::with_capacity(first.len() + second.len());
    all.extend_from_slice(&first);
    let mut chunk = second;
    loop {
        if all.len() + chunk.len() > limit {
            return Err(too_large(limit));
        }
        all.extend_from_slice(&chunk);
        match next(body).await? {
            Some(more) => chunk = more,
            None => return Ok(all.freeze()),
        }
    }
}

fn too_large(limit: usize) -> BoxError {
    Box::new(Failure::policy(format!("the body is larger than {limit} bytes")))
}

async fn next(body: &mut Body) -> Result<Option<Bytes>, BoxError> {
    std::future::poll_fn(|cx| body.poll_chunk(cx)).await.transpose()
}

/// The beginning of the body, as far as it comes.
pub(crate) async fn read_excerpt(body: &mut Body, limit: usize) -> Bytes {
    let mut all = BytesMut::new();
    while let Ok(Some(chunk)) = next(body).await {
        let room = limit - all.len();
        all.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
        if all.len() >= limit {
            break;
        }
    }
    all.freeze()
}
