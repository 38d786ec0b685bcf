//! What can be set, as plain data.
//!
//! Documents' own names are the keys, so a setting says what it is about; a setting that finds
//! nothing to act upon in the document is an error of the step that would have used it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::names::Names;

/// The settings of one API. [`Config::parse`] reads them from TOML; [`Config::default`] sets nothing.
///
/// ```
/// let config = octogen::Config::default().with(|it| it.package.name = Some("pets".to_owned()));
/// assert!(!config.driver);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Config {
    /// The crate to be written.
    pub package: Package,
    /// Where the document was found: servers with relative URLs (`/v1`) are relative to it.
    pub document_url: Option<String>,
    /// Where credentials come from.
    pub auth: Auth,
    /// Where an error body keeps its code and its message.
    pub errors: Errors,
    /// How requests are made where the document leaves it open.
    pub requests: Requests,
    /// What the crate looks like as a whole.
    pub client: ClientShape,
    /// Which calls may be tried again beside those whose method says so.
    pub retry: Retry,
    /// Names to take instead of those made by rule.
    pub naming: Naming,
    /// How the server signs its webhooks, where the document does not say it.
    pub webhooks: Option<Webhooks>,
    /// How lists are paged, by `operationId`, where no rule finds it or the rule is wrong.
    pub pagination: BTreeMap<String, Pagination>,
    /// What to take from the document; nothing said means all of it.
    pub include: Selection,
    /// What to leave out, after `include`.
    pub exclude: Selection,
    /// Where the crate finds the runtime.
    pub runtime: Runtime,
    /// Codes of diagnostics that are accepted: the piece is left out and reported, not rejected. One that
    /// never comes up is an error.
    pub allow: BTreeSet<String>,
    /// Whether the crate gets `examples/drive`, the program that calls operations named in JSON lines.
    pub driver: bool,
    /// Whether settings that find nothing in the document are passed over: for a document that they were not
    /// written for, such as a newer one that is only compared.
    #[serde(skip)]
    pub lenient: bool,
    /// Overlay documents to apply first, in this order. They come from files of their own.
    #[serde(skip)]
    pub overlays: Vec<Overlay>,
    /// What is called how already; with it, the names of the client are given back. It comes from a file of its own.
    #[serde(skip)]
    pub names: Option<Names>,
    /// Whether what only `names` keeps is forgotten: arguments that may be left out by now, and `new` of types that are
    /// no longer sent.
    #[serde(skip)]
    pub prune: bool,
}

/// An OpenAPI Overlay document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overlay {
    /// The file's name, for messages.
    pub name: String,
    /// What is in the file.
    pub text: String,
}

impl Overlay {
    /// What is in the file of that name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}

/// The crate to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Package {
    /// The package name, `octolens`; made from the document's title where it is not set.
    pub name: Option<String>,
    /// The package version; `0.1.0` where it is not set.
    pub version: Option<String>,
    /// What its owner says of it.
    #[serde(flatten)]
    pub about: About,
}

/// What a manifest says of a package (the Cargo book, "The Manifest Format"), as its owner wants it. What is not set is left
/// out, but for a description of one line, the version of Rust that the crate needs, and `publish = false`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct About {
    /// What it is, in a line.
    pub description: Option<String>,
    /// The licence, as an SPDX expression. The texts of MIT and Apache-2.0 are written into the crate.
    pub license: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where its source is.
    pub repository: Option<String>,
    /// Its website.
    pub homepage: Option<String>,
    /// The words by which it is found.
    pub keywords: Vec<String>,
    /// The categories of the registry.
    pub categories: Vec<String>,
    /// Whether it may be published.
    pub publish: Option<bool>,
    /// The oldest Rust that it promises to compile with.
    pub rust_version: Option<String>,
}

/// Where the crate finds the runtime, `octogen-runtime`: `[runtime]` with one of the keys `path` and `version`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Runtime {
    /// In itself: its files are copied into the crate, which then needs no other package of ours.
    #[default]
    Copied,
    /// In that folder, relative to the crate's own.
    Path(String),
    /// In the registry, by that requirement of a version.
    Version(String),
}

/// Where credentials come from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Auth {
    /// The environment variable that `Client::from_env` reads, `OCTOLENS_API_KEY`.
    pub env: Option<String>,
}

/// Where an error body keeps its code and its message, as JSON pointers. They come before the usual places, where code and
/// message are looked for anyway.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Errors {
    /// The machine-readable code, `/error/code`.
    pub code: Option<String>,
    /// The message for people, `/error/message`.
    pub message: Option<String>,
}

/// What the crate looks like as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ClientShape {
    /// Whether each tag is a Cargo feature, which brings its operations and their types; all of them are there by
    /// default. Where it is not said, APIs of more than 100 operations have them.
    pub tag_features: Option<bool>,
    /// Whether operations are the client's own methods or those of a handle for each group of them. Where it is not said,
    /// they are what they are in `names.lock`, and the client's own where there is no such file.
    pub groups: Option<Groups>,
}

/// Where the methods of operations are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Groups {
    /// On the client: `client.create_issue(…)`.
    None,
    /// On a handle for each first tag: `client.issues().create(…)`. Operations without a tag are the client's own.
    Tag,
}

/// Which calls may be tried again beside those whose method says so (RFC 9110, section 9.2.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Retry {
    /// Operations that change nothing, or nothing more when they are repeated, by `operationId`. The extension
    /// `x-octogen-safe: true` of an operation, possibly from an overlay, says the same.
    pub safe: BTreeSet<String>,
}

/// How requests are made where the document leaves it open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Requests {
    /// Whether a body must be given whose schema has required members and of which the document does not say whether
    /// it is required.
    pub body: Bodies,
}

/// What is taken of a body of which the document does not say whether it is required.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Bodies {
    /// What OpenAPI says of it: that it may be left out.
    #[default]
    Documented,
    /// That it is required where its schema has required members.
    Required,
}

/// Names to take instead of those made by rule: document name → Rust name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Naming {
    /// Types, by the name under `components/schemas`.
    pub schemas: BTreeMap<String, String>,
    /// Methods, by `operationId`.
    pub operations: BTreeMap<String, String>,
    /// Credential setters, by the name under `components/securitySchemes`.
    pub schemes: BTreeMap<String, String>,
}

/// How the server signs its webhooks: `[webhooks]`. The extension `x-octogen-webhook-signature` at the root of a document,
/// possibly from an overlay, says the same with the same keys; the settings come first. Where neither says anything, nothing
/// is verified: a scheme is not guessed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhooks {
    /// The scheme.
    pub scheme: SignatureScheme,
    /// The header that has the signature, where the scheme is used with another one than by those who made it.
    #[serde(default)]
    pub header: Option<String>,
}

/// A scheme of signatures; all of them are HMAC with SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureScheme {
    /// Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
    StandardWebhooks,
    /// `sha256=…` over the body, in `X-Hub-Signature-256`.
    #[serde(rename = "github")]
    GitHub,
    /// `t=…,v1=…` over the time and the body, in `Stripe-Signature`.
    Stripe,
}

impl Webhooks {
    /// What is wrong with the header: it is none, or the scheme has headers of its own.
    pub(crate) fn mistake(&self) -> Option<String> {
        let header = self.header.as_ref()?;
        if self.scheme == SignatureScheme::StandardWebhooks {
            return Some(
                "the scheme `standard-webhooks` has headers of its own, so there is no `header` to set".to_owned(),
            );
        }
        // RFC 9110, section 5.6.2.
        let token = |it: u8| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it);
        let is_name = !header.is_empty() && header.bytes().all(token);
        (!is_name).then(|| format!("`{}` is not the name of a header", header.escape_debug()))
    }
}

/// How one list is paged.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Pagination {
    /// What leads to the next page.
    pub style: PageStyle,
    /// Where the cursor, page number or offset goes in a request: a query parameter's name (`cursor`), or a
    /// JSON pointer into the body (`/cursor`).
    #[serde(default)]
    pub param: Option<String>,
    /// The next cursor or next URL in a response, `/pagination/nextCursor`.
    #[serde(default)]
    pub next: Option<String>,
    /// The header of a response that holds the next cursor, in place of `next`: `X-Next-Token`.
    #[serde(default)]
    pub next_header: Option<String>,
    /// The member of the last item that is the next cursor, in place of `next`: `/id`.
    #[serde(default)]
    pub last: Option<String>,
    /// A boolean in a response that says whether there is more, `/data/has_more`.
    #[serde(default)]
    pub has_more: Option<String>,
    /// A boolean in a response that says that there is no more, `/done`.
    #[serde(default)]
    pub done: Option<String>,
    /// The number of all items in a response, `/meta/total_count`; for pages by number and by offset.
    #[serde(default)]
    pub total: Option<String>,
    /// The number of all pages in a response, `/meta/total_pages`; for pages by number.
    #[serde(default)]
    pub total_pages: Option<String>,
    /// The header of a response that holds the number of all items, `X-Total-Count`.
    #[serde(default)]
    pub total_header: Option<String>,
    /// The list of items in a response, `/data`; the root (``) where the response is the list.
    #[serde(default)]
    pub items: Option<String>,
    /// The number of the first page, 1 where it is not set; or of the first item, 0 where it is not set.
    #[serde(default)]
    pub first: Option<u64>,
}

impl Pagination {
    /// Of that style, with nothing else said.
    pub fn new(style: PageStyle) -> Self {
        Self {
            style,
            param: None,
            next: None,
            next_header: None,
            last: None,
            has_more: None,
            done: None,
            total: None,
            total_pages: None,
            total_header: None,
            items: None,
            first: None,
        }
    }
}

/// What leads to the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PageStyle {
    /// A cursor of the response goes into the next request.
    Cursor,
    /// A page number that counts up.
    Page,
    /// A number of items to skip.
    Offset,
    /// The `Link` header with `rel="next"`.
    LinkHeader,
    /// A URL in the response.
    NextUrl,
    /// Not paged, whatever a rule says.
    None,
}

/// A part of a document, by tags and operations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Selection {
    /// Tags, as the document spells them.
    pub tags: BTreeSet<String>,
    /// Operations, by `operationId` or as `GET /path`.
    pub operations: BTreeSet<String>,
}

impl Config {
    /// The same settings, changed.
    #[must_use]
    pub fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    /// Whether an operation is wanted. `names` are the ways to call it: its `operationId`, `GET /path`.
    pub fn wants(&self, names: &[&str], tags: &[&str]) -> bool {
        (self.include.is_empty() || self.include.names(names, tags)) && !self.exclude.names(names, tags)
    }
}

impl Selection {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty() && self.operations.is_empty()
    }

    fn names(&self, names: &[&str], tags: &[&str]) -> bool {
        names.iter().any(|it| self.operations.contains(*it)) || tags.iter().any(|it| self.tags.contains(*it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn selection(tags: &[&str], operations: &[&str]) -> Selection {
        Selection {
            tags: tags.iter().map(|it| it.to_string()).collect(),
            operations: operations.iter().map(|it| it.to_string()).collect(),
        }
    }

    #[test]
    fn an_operation_is_wanted() {
        let none = || selection(&[], &[]);
        for (include, exclude, wanted) in [
            (none(), none(), true),
            (selection(&["Feeds"], &[]), none(), true),
            (selection(&["Tags"], &[]), none(), false),
            (selection(&[], &["getFeed"]), none(), true),
            (selection(&[], &["GET /feeds/{id}"]), none(), true),
            (selection(&["Feeds"], &[]), selection(&[], &["getFeed"]), false),
            (none(), selection(&["Feeds"], &[]), false),
        ] {
            let config = Config { include, exclude, ..Config::default() };
            assert_eq!(config.wants(&["getFeed", "GET /feeds/{id}"], &["Feeds"]), wanted, "{config:?}");
        }
    }
}
