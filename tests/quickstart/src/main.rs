//! All three clients at work. Where no key is set, a client talks to the mock server that it brings, which this program
//! starts on this machine and which answers with examples from the API's document.
//!
//! With `OCTOLENS_API_KEY`, `OCTOLANE_API_KEY` or `OCTOPOST_API_KEY` set, that client talks to the real API instead.
//! Only operations that read are called.

use std::error::Error;

use octolane::operations::ListContactsV1;
use octolens::operations::{ListKeywords, ListMentions};
use octolens::types::ListMentionsRequest;
use octopost::operations::ListPosts;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    listen().await?;
    look_after_contacts().await?;
    publish().await
}

async fn listen() -> Result<(), Box<dyn Error>> {
    let mock = octolens::mock::Server::start().await?;
    mock.expect::<ListKeywords>().example();
    mock.expect::<ListMentions>().example();
    let client = match octolens::Client::from_env() {
        Ok(client) => client,
        Err(_) => mock.client().inspect(|_| mocked("Octolens", mock.url()))?,
    };

    let keywords = client.list_keywords().await?;
    println!("  {} keywords", keywords.data.len());
    let response = client.list_mentions().body(ListMentionsRequest::new().limit(10)).send().await?;
    println!("  {} mentions on the first page, status {}", response.body().data.len(), response.status());
    Ok(())
}

async fn look_after_contacts() -> Result<(), Box<dyn Error>> {
    let mock = octolane::mock::Server::start().await?;
    mock.expect::<ListContactsV1>().example();
    let client = match octolane::Client::from_env() {
        Ok(client) => client,
        Err(_) => mock.client().inspect(|_| mocked("Octolane", mock.url()))?,
    };

    let page = client.list_contacts_v1().limit(10).await?;
    let contacts = page.data.and_then(|it| it.contacts).unwrap_or_default();
    println!("  {} contacts on the first page", contacts.len());
    Ok(())
}

async fn publish() -> Result<(), Box<dyn Error>> {
    let mock = octopost::mock::Server::start().await?;
    mock.expect::<ListPosts>().example();
    let client = match octopost::Client::from_env() {
        Ok(client) => client,
        Err(_) => mock.client().inspect(|_| mocked("Octopost", mock.url()))?,
    };

    let posts = client.list_posts().await?.posts.unwrap_or_default();
    println!("  {} posts", posts.len());
    Ok(())
}

/// Says to whom the client talks.
fn mocked(name: &str, url: String) {
    println!("{name}: no key is set, so a mock server listens at {url}");
}
