//! All three clients at work. Where no key is set, each of them talks to a stand-in for its API, which this program
//! starts on this machine and which answers with examples from the vendored document.
//!
//! With `OCTOLENS_API_KEY`, `OCTOLANE_API_KEY` or `OCTOPOST_API_KEY` set, that client talks to the real API instead.
//! Only reading operations are called.

use std::error::Error;
use std::path::PathBuf;

use octolens::types::ListMentionsRequest;
use tests::{Document, StandIn};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    listen().await?;
    look_after_contacts().await?;
    publish().await
}

async fn listen() -> Result<(), Box<dyn Error>> {
    let (client, _stand_in) = match std::env::var("OCTOLENS_API_KEY") {
        Ok(key) => (octolens::Client::builder().api_key(key).build()?, None),
        Err(_) => {
            let stand_in = stand_in("Octolens", "octolens/openapi.json").await?;
            (octolens::Client::builder().base_url(stand_in.url()).api_key("any").build()?, Some(stand_in))
        }
    };
    let keywords = client.list_keywords().await?;
    println!("  {} keywords", keywords.data.len());
    let response = client.list_mentions().body(ListMentionsRequest::new().limit(10)).send().await?;
    println!("  {} mentions on the first page, status {}", response.body().data.len(), response.status());
    Ok(())
}

async fn look_after_contacts() -> Result<(), Box<dyn Error>> {
    let (client, _stand_in) = match std::env::var("OCTOLANE_API_KEY") {
        Ok(key) => (octolane::Client::builder().api_key(key).build()?, None),
        Err(_) => {
            let stand_in = stand_in("Octolane", "octolane/openapi.json").await?;
            (octolane::Client::builder().base_url(stand_in.url()).api_key("any").build()?, Some(stand_in))
        }
    };
    let page = client.list_contacts_v1().limit(10).await?;
    let contacts = page.data.and_then(|it| it.contacts).unwrap_or_default();
    println!("  {} contacts on the first page", contacts.len());
    Ok(())
}

async fn publish() -> Result<(), Box<dyn Error>> {
    let (client, _stand_in) = match std::env::var("OCTOPOST_API_KEY") {
        Ok(key) => (octopost::Client::builder().api_key(key).build()?, None),
        Err(_) => {
            let stand_in = stand_in("Octopost", "octopost/openapi.yaml").await?;
            (octopost::Client::builder().base_url(stand_in.url()).api_key("any").build()?, Some(stand_in))
        }
    };
    for post in client.list_posts().await?.posts.unwrap_or_default() {
        println!("  post {}: {}", post.id, post.status);
    }
    Ok(())
}

/// Starts a stand-in and says so.
async fn stand_in(name: &str, file: &str) -> Result<StandIn, Box<dyn Error>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../specs").join(file);
    let stand_in = StandIn::start(Document::load(path)?).await?;
    println!("{name}: no key is set, so a stand-in answers at {}", stand_in.url());
    Ok(stand_in)
}
