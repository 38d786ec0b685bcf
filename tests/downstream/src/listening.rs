//! Social listening with Octolens: change a keyword, read mentions page by page, handle what can go wrong.

use octolens::types::{
    ApiErrorCode, Feed, Keyword, ListMentionsRequest, Platform, UpdateFeedRequest, UpdateKeywordRequest,
};
use octolens::{Client, Error, Maybe};

/// Watches a keyword on the two platforms where developers are.
pub async fn watch_developers(client: &Client, keyword: i64) -> Result<Keyword, Error> {
    let changes = UpdateKeywordRequest::new().platforms([Platform::Reddit, Platform::Github]);
    client.update_keyword(keyword).body(changes).await
}

/// The first page, and how many requests are left afterwards.
pub async fn requests_left(client: &Client) -> Result<Option<u64>, Error> {
    let response = client.list_mentions().body(ListMentionsRequest::new().limit(50)).send().await?;
    Ok(response.rate_limit().remaining)
}

/// The ids of all mentions, over all pages.
pub async fn all_mentions(client: &Client) -> Result<Vec<i64>, Error> {
    let mut ids = Vec::new();
    let mut mentions = client.list_mentions().body(ListMentionsRequest::new().limit(50)).items();
    while let Some(mention) = mentions.try_next().await? {
        ids.push(mention.id);
    }
    Ok(ids)
}

/// What became of a feed.
#[derive(Debug, PartialEq)]
pub enum Lookup {
    /// It is there.
    Found(String),
    /// The server asks to wait.
    Later(Option<std::time::Duration>),
    /// There is none.
    Gone,
}

/// A feed by its number; the errors that an application handles apart are told apart.
pub async fn look_up(client: &Client, feed: i64) -> Result<Lookup, Error> {
    match client.get_feed(feed).await {
        Ok(feed) => Ok(Lookup::Found(feed.name)),
        Err(e) if e.code() == Some(&ApiErrorCode::RateLimited) => Ok(Lookup::Later(e.retry_after())),
        Err(e) if e.code() == Some(&ApiErrorCode::FeedNotFound) => Ok(Lookup::Gone),
        Err(e) => Err(e),
    }
}

/// Takes the filter off a feed: `null` goes over the wire, all other fields stay away.
pub async fn clear_filter(client: &Client, feed: i64) -> Result<Feed, Error> {
    let changes = UpdateFeedRequest::new().simple_filters(Maybe::Null);
    client.update_feed(feed).body(changes).await
}
