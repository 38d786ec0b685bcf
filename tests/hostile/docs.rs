//! What a text of Markdown would do on a page: run as a test, be HTML, lead somewhere.

use std::collections::BTreeSet;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag};

/// All that is not plain words in a text: code that `cargo test` would run, raw HTML, links that a page would have.
pub fn effects(markdown: &str) -> BTreeSet<String> {
    let mut effects = BTreeSet::new();
    let mut items = Vec::new();
    let mut unresolved = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        items.push(format!("item {}", link.reference));
        None
    };
    for event in Parser::new_with_broken_link_callback(markdown, options(), Some(&mut unresolved)) {
        effects.extend(match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => Some("indented code".to_owned()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info != "text" => {
                Some(format!("code {info:?}"))
            }
            Event::Start(Tag::Link { dest_url, .. }) if !is_harmless(&dest_url) => Some(format!("link {dest_url}")),
            Event::Start(Tag::Image { dest_url, .. }) => Some(format!("image {dest_url}")),
            Event::Html(text) | Event::InlineHtml(text) => Some(format!("html {text}")),
            _ => None,
        });
    }
    effects.extend(items);
    effects
}

/// As rustdoc reads it.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// To the outside, or to what we made ourselves: no text of ours is an address.
fn is_harmless(address: &str) -> bool {
    ["http://", "https://", "mailto:", "crate::", "Self::", "super::"].iter().any(|it| address.starts_with(it))
}

#[test]
fn effects_are_seen() {
    for (text, count) in [
        ("plain *words* and `code`", 0),
        ("```text\nfn\n```", 0),
        ("[a](https://a.example)", 0),
        ("```\nfn\n```", 1),
        ("```text rust\nfn\n```", 1),
        ("a\n\n    fn", 1),
        ("<b>", 1),
        ("[a](javascript:b)", 1),
        ("[a](Nothing)", 1),
        ("[nothing]", 1),
        ("![a](https://a.example)", 1),
    ] {
        assert_eq!(effects(text).len(), count, "{text:?}");
    }
}
