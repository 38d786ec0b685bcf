//! What the page of a crate and its README say of the whole: how it is added to an application, its features, and its
//! operations by tag.

use super::docs::{code_span, one_line};
use crate::ir::{ALL_OPERATIONS, Api, Operation, Tag};

/// From more operations on the crate's page has them behind their tags, which open.
const MOST_LISTED: usize = 100;

/// What each feature is for, in the order of interest.
const FEATURES: &[(&str, &str)] = &[
    ("rustls", "TLS by rustls; on by default"),
    ("native-tls", "TLS by the platform's own library"),
    ("gzip", "compressed responses; on by default"),
    ("http2", "HTTP/2"),
    ("blocking", "`.wait()` on calls, for programs without an async runtime"),
    ("reqwest", "a `reqwest::ClientBuilder` with settings of your own"),
    ("tracing", "a span for each call, events for attempts that failed"),
    (
        "test-util",
        "a mock server, `mock::Server`, that checks requests against the document and responds with its examples",
    ),
    ("chrono, jiff, time, url, uuid", "conversions to the types of these crates"),
];

/// What the one part of the runtime is for that a user chooses.
const WEBHOOKS: &str = "`webhooks::Verifier`, which verifies signatures of webhooks";

/// The features as a table.
pub fn features(api: &Api) -> String {
    let rows = FEATURES.iter().map(|(names, words)| {
        let names: Vec<String> = names.split(", ").map(code_span).collect();
        format!("| {} | {words} |", names.join(", "))
    });
    let tags = api.tag_features.then(|| format!("| {} | all operations; on by default |", code_span(ALL_OPERATIONS)));
    let parts = api.parts().into_iter().filter(|it| it.is_optional());
    let parts = parts.map(|it| format!("| {} | {WEBHOOKS} |", code_span(it.feature())));
    let rows: Vec<String> = tags.into_iter().chain(rows).chain(parts).collect();
    format!("| Feature | What it brings |\n| --- | --- |\n{}", rows.join("\n"))
}

/// What an application writes into its manifest: a version where the crate may be published, else where it stands.
pub fn snippet(api: &Api) -> String {
    let (name, version) = (&api.package.name, &api.package.version);
    let dependency = match api.package.about.publish {
        Some(true) => format!("\"{version}\""),
        _ => format!("{{ path = \"../{name}\" }} # wherever this crate is"),
    };
    format!(
        "```toml\n[dependencies]\n{name} = {dependency}\ntokio = {{ version = \"1\", features = [\"macros\", \
         \"rt-multi-thread\"] }}\n```"
    )
}

/// The operations by tag, as links.
pub(super) fn operations(api: &Api) -> String {
    let tags: Vec<String> = api.used_tags().map(|tag| line(api, tag)).collect();
    tags.join("\n")
}

fn line(api: &Api, tag: &Tag) -> String {
    let operations: Vec<&Operation> = api.operations_of(&tag.module).collect();
    let of_group = operations.iter().find_map(|it| it.group.as_ref());
    let name = match (of_group, one_line(&tag.wire)) {
        (Some(group), _) => format!("[`{0}()`](crate::Client::{0})", group.name),
        (None, wire) if wire.is_empty() => "Others".to_owned(),
        (None, wire) => wire,
    };
    let methods = operations.iter().map(|it| method(it)).collect::<Vec<_>>().join(", ");
    match api.operations.len() > MOST_LISTED {
        true => {
            let count = counted(operations.len());
            format!("<details><summary>\n\n{name}: {count}\n\n</summary>\n\n{methods}\n\n</details>\n")
        }
        false => format!("* {name}: {methods}"),
    }
}

fn counted(count: usize) -> String {
    if count == 1 { "1 operation".to_owned() } else { format!("{count} operations") }
}

fn method(operation: &Operation) -> String {
    match &operation.group {
        Some(group) => format!("[`{0}`](crate::operations::{1}::{0})", operation.name, group.handle),
        None => format!("[`{0}`](crate::Client::{0})", operation.name),
    }
}
