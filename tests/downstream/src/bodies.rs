//! A program that reads what error responses hold: one `match` for all operations.

use octopost::{Error, ErrorBody, ErrorKind};

/// A line for the log.
pub fn explained(error: &Error) -> String {
    match error.body() {
        Some(ErrorBody::ErrorResponse(body)) => format!("{}: {}", body.code, body.error),
        Some(ErrorBody::RateLimitErrorResponse(body)) => {
            let wait = body.details.as_ref().and_then(|it| it.retry_after).unwrap_or(60);
            format!("wait for {wait} seconds: {}", body.error)
        }
        // The API documents more than this program knows.
        Some(other) => format!("{other:?}"),
        None if error.kind() == ErrorKind::Undocumented => format!("{:?}: {}", error.status(), error.text()),
        None => error.to_string(),
    }
}
