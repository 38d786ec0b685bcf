//! A web handler that uses two clients: one error of its own, made from theirs by `?`, and told to whoever asked.

use octolens::types::ApiErrorCode;
use octopost::types::{Platform, PostCreate};

/// What the handler fails with.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// Octolens did not do what was asked.
    #[error("the mention could not be read")]
    Listening(#[from] octolens::Error),
    /// Octopost did not do what was asked.
    #[error("the post could not be made")]
    Publishing(#[from] octopost::Error),
}

impl AppError {
    /// The status to answer with, and what the user is told.
    pub fn response(&self) -> (u16, String) {
        match self {
            Self::Listening(error) => match error.code() {
                Some(ApiErrorCode::FeedNotFound) => (404, "there is no such feed".to_owned()),
                Some(ApiErrorCode::RateLimited) => (503, "try again later".to_owned()),
                _ => (502, self.to_string()),
            },
            // What the other server says is for the user: the text is too long, the account is gone.
            Self::Publishing(error) => match error.message() {
                Some(message) if error.status().is_some_and(|it| it.is_client_error()) => (422, message.to_owned()),
                _ => (502, self.to_string()),
            },
        }
    }
}

/// Posts the name of a feed, and gives the id of the post.
pub async fn announce(
    listening: &octolens::Client,
    publishing: &octopost::Client,
    feed: i64,
) -> Result<String, AppError> {
    let feed = listening.get_feed(feed).await?;
    let post = PostCreate::new(format!("New: {}", feed.name), [Platform::Linkedin]);
    Ok(publishing.create_post(post).await?.id)
}
