//! Social publishing with Octopost: write a post, move it, delete it, and read the events that come back.

use octopost::types::{Platform, Post, PostCreate, PostUpdate};
use octopost::webhooks::Event;
use octopost::{Client, Error, Maybe};

/// Creates a draft for two networks.
pub async fn draft(client: &Client, text: &str) -> Result<Post, Error> {
    let post = PostCreate::new(text, [Platform::Twitter, Platform::Linkedin]);
    client.create_post(post).await
}

/// Makes a scheduled post a draft again: the time is cleared, the text stays as it is.
pub async fn unschedule(client: &Client, post: &str) -> Result<Post, Error> {
    client.update_post(post, PostUpdate::new().scheduled_for(Maybe::Null)).await
}

/// A line for the log about an event; events of tomorrow are no error.
pub fn log_line(body: &[u8]) -> Result<String, Error> {
    Ok(match Event::parse(body)? {
        Event::PostPublished(event) => format!("published: {}", event.id),
        Event::PostFailed(event) => format!("failed: {}", event.id),
        other => format!("something else: {other:?}"),
    })
}
