//! A retry loop by hand, for a program that has its own idea of when to try again.

use std::time::Duration;

use octolens::types::Keyword;
use octolens::{Client, Error, ErrorKind};

/// How long the program is ready to wait in all.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// All keywords, asked for until the server gives them or the patience is over.
pub async fn keywords(client: &Client) -> Result<Vec<Keyword>, Error> {
    let mut waited = Duration::ZERO;
    loop {
        let error = match client.list_keywords().await {
            Ok(list) => return Ok(list.data),
            Err(error) => error,
        };
        let wait = match error.kind() {
            ErrorKind::Connect | ErrorKind::Timeout => Duration::from_millis(50),
            _ if error.is_retryable() => error.retry_after().unwrap_or(Duration::from_millis(50)),
            _ => return Err(error),
        };
        waited += wait;
        if waited > PATIENCE {
            return Err(error);
        }
        tokio::time::sleep(wait).await;
    }
}
