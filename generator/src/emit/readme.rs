//! `README.md` of a generated crate: what it is, how to begin, and its operations. Text of the document is
//! made harmless first, as for documentation comments.

use super::client;
use super::docs::{code_span, one_line, safe};
use super::quick_start::quick_start;
use crate::ir::{ALL_OPERATIONS, Api, Operation, Tag};

/// The text of the README.
pub fn readme(api: &Api) -> String {
    let paragraphs = [
        format!("# {}", code_span(&api.package.name)),
        format!("A Rust client of {}, version {}.", one_line(&api.title), code_span(&api.version)),
        "Written by octogen from the API's OpenAPI document; changes belong there, not here.".to_owned(),
        api.docs.description.as_deref().map(safe).unwrap_or_default(),
        "## Quick start".to_owned(),
        format!("```rust\n{}```", quick_start(api)),
        key(api),
        "A method takes what an operation requires. What is optional is set on the call that it returns. `.await` \
         gives the value, `.send()` the whole response with status, headers and rate limit."
            .to_owned(),
        ERRORS.to_owned(),
        FEATURES.to_owned(),
        tag_features(api).unwrap_or_default(),
        "## Operations".to_owned(),
    ];
    let tags = api.tags.iter().filter_map(|tag| section(api, tag));
    let paragraphs: Vec<_> = paragraphs.into_iter().filter(|it| !it.is_empty()).chain(tags).collect();
    paragraphs.join("\n\n") + "\n"
}

const ERRORS: &str = "Every call fails with one type, `Error`: `kind()` tells what happened, `code()` and `message()` what the \
    server says, `body()` is the documented body, `is_retryable()` and `retry_after()` help to decide what to do.";

const FEATURES: &str = "Calls are asynchronous and want a Tokio runtime; the feature `blocking` does without one. TLS is \
    `rustls` unless `native-tls` is chosen; `gzip` is on, `http2` is not; `tracing` adds spans; `reqwest` takes \
    a `reqwest::ClientBuilder` with settings of your own; `test-util` is a mock server, `mock::Server`, that checks requests against the document and answers with its examples; `chrono`, `jiff`, `time`, `url` and `uuid` add \
    conversions to the types of those crates. `cargo doc --open` shows everything.";

/// How an application takes only the tags that it calls, where each is a feature.
pub(super) fn tag_features(api: &Api) -> Option<String> {
    let features: Vec<String> = api.features().iter().map(|it| code_span(it)).collect();
    let some = api.features().into_iter().next()?;
    Some(format!(
        "Each tag of the document is a feature, which brings its operations and their types: {}. All of them are on by \
         default, as `{ALL_OPERATIONS}`; with `default-features = false, features = [\"rustls\", \"{some}\"]` an \
         application compiles one of them.",
        features.join(", ")
    ))
}

/// Where the quick start takes the key from.
fn key(api: &Api) -> String {
    match &api.package.auth_env {
        Some(name) if client::from_env(api).is_some() => {
            format!("`Client::from_env` reads the key from the environment variable {}.", code_span(name))
        }
        _ => String::new(),
    }
}

fn section(api: &Api, tag: &Tag) -> Option<String> {
    let lines: Vec<_> = api.operations_of(&tag.module).map(line).collect();
    (!lines.is_empty()).then(|| format!("### {}\n\n{}", one_line(&tag.wire), lines.join("\n")))
}

fn line(operation: &Operation) -> String {
    let method = code_span(operation.name.as_str());
    let request = code_span(&format!("{} {}", operation.method, operation.path));
    let words = operation.docs.title.as_deref().map(one_line).filter(|it| !it.is_empty());
    let deprecated = if operation.deprecated { " (deprecated)" } else { "" };
    match words {
        Some(words) => format!("* {method}{deprecated}: {words} ({request})"),
        None => format!("* {method}{deprecated}: {request}"),
    }
}
