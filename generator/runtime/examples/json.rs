//! What reading, writing, copying and comparing types of a generated crate takes beside the same types with serde's
//! derive, on the same text, a page of 1,000 mentions: `cargo xtask bench json`. Both kinds are measured in turns, in
//! thirty rounds; a round gives the ratio of the two, and the middle of those counts.
//!
//! Bodies are read and written by the runtime itself (`runtime`); a program may also hand such a type to serde_json
//! (`serde_json`).

use std::collections::BTreeMap;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use octogen_runtime::{Maybe, from_slice, to_vec};
use serde_json::{Value, json};

const ROUNDS: usize = 30;
const MENTIONS: usize = 1_000;

/// As a generated crate has them.
mod generated {
    use super::*;

    octogen_runtime::object! {
        #[allow(missing_docs)]
        pub struct Page {
            pub data: Vec<Mention> = required "data",
            pub next: Option<String> = nullable "next",
            pub total: i64 = required "total";
        }
    }

    octogen_runtime::object! {
        #[allow(missing_docs)]
        pub struct Mention {
            pub author: Option<String> = nullable "author",
            pub author_avatar: Option<String> = nullable "authorAvatar",
            pub author_followers: Option<i64> = nullable "authorFollowers",
            pub author_name: Option<String> = nullable "authorName",
            pub author_url: Option<String> = nullable "authorUrl",
            pub body: Option<String> = nullable "body",
            pub engaged: bool = required "engaged",
            pub id: i64 = required "id",
            pub keywords: Vec<Keyword> = required "keywords",
            pub language: Option<String> = nullable "language",
            pub relevance: Relevance = required "relevance",
            pub relevance_comment: Option<String> = nullable "relevanceComment",
            pub sentiment: Option<Sentiment> = nullable "sentiment",
            pub source: String = required "source",
            pub source_id: String = required "sourceId",
            pub tags: Vec<String> = required "tags";
            pub timestamp: String = required "timestamp",
            pub title: Option<String> = nullable "title",
            pub url: String = required "url",
            pub engagement_metrics: Option<BTreeMap<String, f64>> = optional "engagementMetrics",
            pub image_url: Maybe<String> = optional "imageUrl",
            pub is_reply: Option<bool> = optional "isReply",
            pub keyword_id: Maybe<f64> = optional "keywordId",
            pub relevance_score: Maybe<f64> = optional "relevanceScore";
        }
    }

    octogen_runtime::object! {
        #[allow(missing_docs)]
        pub struct Keyword {
            pub id: i64 = required "id",
            pub keyword: String = required "keyword";
        }
    }

    octogen_runtime::string_enum! {
        #[allow(missing_docs)]
        pub enum Relevance { Relevant = "relevant", NotRelevant = "not_relevant", ..Unknown }
    }

    octogen_runtime::string_enum! {
        #[allow(missing_docs)]
        pub enum Sentiment { Positive = "Positive", Neutral = "Neutral", Negative = "Negative", ..Unknown }
    }
}

/// The same by derive.
mod derived {
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    pub struct Page {
        data: Vec<Mention>,
        next: Option<String>,
        total: i64,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Mention {
        author: Option<String>,
        author_avatar: Option<String>,
        author_followers: Option<i64>,
        author_name: Option<String>,
        author_url: Option<String>,
        body: Option<String>,
        engaged: bool,
        id: i64,
        keywords: Vec<Keyword>,
        language: Option<String>,
        relevance: Relevance,
        relevance_comment: Option<String>,
        sentiment: Option<Sentiment>,
        source: String,
        source_id: String,
        tags: Vec<String>,
        timestamp: String,
        title: Option<String>,
        url: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        engagement_metrics: Option<BTreeMap<String, f64>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        image_url: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        is_reply: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        keyword_id: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        relevance_score: Option<f64>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    struct Keyword {
        id: i64,
        keyword: String,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Relevance {
        #[serde(rename = "relevant")]
        Relevant,
        #[serde(rename = "not_relevant")]
        NotRelevant,
        #[serde(untagged)]
        Unknown(String),
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    enum Sentiment {
        Positive,
        Neutral,
        Negative,
        #[serde(untagged)]
        Unknown(String),
    }
}

/// A mention like those that a server sends, with a text of the usual length.
fn mention(index: usize) -> Value {
    let body =
        "We need something that follows Reddit and X, and tells us \"who\" said what.\nAny ideas? Mentions of our "
            .repeat(8 + index % 9);
    json!({
        "author": format!("jane.doe{index}"), "authorAvatar": format!("https://cdn.example.com/avatars/{index}.png"),
        "authorFollowers": 1240 + index, "authorName": "Jane Doe", "authorUrl": null, "body": body, "engaged": index.is_multiple_of(7),
        "id": 1_298_401 + index, "keywords": [{ "id": 42, "keyword": "social listening" }, { "id": 43, "keyword": "größe" }],
        "language": "english", "relevance": if index.is_multiple_of(3) { "not_relevant" } else { "relevant" },
        "relevanceComment": "Asks for tool recommendations.", "sentiment": "Neutral", "source": "reddit",
        "sourceId": format!("reddit_t3_{index}"), "tags": ["competitor_mention", "pricing"],
        "timestamp": "2026-05-06 13:35:37.000", "title": "Which social listening tool do you use?",
        "url": format!("https://reddit.com/r/example/comments/{index}"),
        "engagementMetrics": { "likes": 120, "reposts": 14.5 }, "isReply": false, "keywordId": 42, "relevanceScore": 1,
    })
}

fn main() -> ExitCode {
    // In the order of the fields, as a server writes them.
    let page = json!({ "data": (0..MENTIONS).map(mention).collect::<Vec<_>>(), "next": null, "total": MENTIONS });
    let ours: generated::Page = from_slice(page.to_string().as_bytes()).expect("the page fits");
    let text = to_vec(&ours).expect("the page can be written");
    let theirs: derived::Page = serde_json::from_slice(&text).expect("the page fits");
    let (mine, other) = (ours.clone(), theirs.clone());
    println!(
        "{MENTIONS} mentions, {} kB\n\n| | ours, µs | derive, µs | ratio |\n| --- | ---: | ---: | ---: |",
        text.len() / 1000
    );
    let reading = |text: &[u8]| serde_json::from_slice::<derived::Page>(text).expect("the page fits");
    let writing = |page: &derived::Page| serde_json::to_vec(page).expect("the page can be written");
    let read = row("read, runtime", || from_slice::<generated::Page>(&text).expect("it fits"), || reading(&text));
    row("read, serde_json", || serde_json::from_slice::<generated::Page>(&text).expect("it fits"), || reading(&text));
    let write = row("write, runtime", || to_vec(&ours).expect("it can be written"), || writing(&theirs));
    row("write, serde_json", || serde_json::to_vec(&ours).expect("it can be written"), || writing(&theirs));
    row("clone", || ours.clone(), || theirs.clone());
    row("==", || black_box(&ours) == black_box(&mine), || black_box(&theirs) == black_box(&other));
    // A tenth is what one run differs from another by.
    if read < 1.1 && write < 1.1 { ExitCode::SUCCESS } else { ExitCode::from(1) }
}

/// Measures both and prints what came out; gives the ratio.
fn row<A, B>(what: &str, ours: impl Fn() -> A, theirs: impl Fn() -> B) -> f64 {
    let mut rounds: Vec<(f64, Duration, Duration)> = (0..ROUNDS)
        .map(|_| {
            let (ours, theirs) = (least(&ours), least(&theirs));
            (ours.as_secs_f64() / theirs.as_secs_f64(), ours, theirs)
        })
        .collect();
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, ours, theirs) = rounds[ROUNDS / 2];
    println!("| {what} | {} | {} | {ratio:.2} |", ours.as_micros(), theirs.as_micros());
    ratio
}

/// The least time of a few calls; what comes out is dropped afterwards.
fn least<T>(work: impl Fn() -> T) -> Duration {
    let once = || {
        let start = Instant::now();
        let made = black_box(work());
        let taken = start.elapsed();
        drop(made);
        taken
    };
    (0..5).map(|_| once()).min().unwrap_or_default()
}
