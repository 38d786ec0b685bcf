//! Links of the pages and of the files at the root: each leads to a file that is there, and to a heading that it has.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::pages::{pages, shown};
use crate::Failure;

/// What is wrong, a line for each link.
pub fn broken(root: &Path) -> Result<Vec<String>, Failure> {
    let mut files = pages(&root.join("docs"))?;
    for entry in fs::read_dir(root)? {
        let path = entry?.path();
        files.extend(Some(path).filter(|path| path.extension().is_some_and(|it| it == "md")));
    }
    let mut broken = Vec::new();
    for file in files {
        for link in links(&fs::read_to_string(&file)?) {
            if let Some(reason) = reason(&file, &link) {
                broken.push(format!("{}: `{link}` {reason}", shown(root, &file)));
            }
        }
    }
    Ok(broken)
}

/// Why a link does not resolve. Links to other hosts are not followed.
fn reason(file: &Path, link: &str) -> Option<String> {
    if link.contains("://") || link.starts_with("mailto:") {
        return None;
    }
    let (path, heading) = link.split_once('#').map_or((link, None), |(path, heading)| (path, Some(heading)));
    let target = if path.is_empty() { file.to_owned() } else { beside(file, path) };
    if !target.exists() {
        return Some("leads to no file".to_owned());
    }
    let heading = heading?;
    let text = fs::read_to_string(&target).ok()?;
    (!headings(&text).contains(heading)).then(|| "leads to no heading".to_owned())
}

fn beside(file: &Path, path: &str) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(path)
}

fn links(text: &str) -> Vec<String> {
    let links = Parser::new_ext(text, Options::ENABLE_TABLES).filter_map(|it| match it {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    links.collect()
}

/// The ids of headings: their words in lower case, with hyphens between them.
fn headings(text: &str) -> BTreeSet<String> {
    let (mut ids, mut heading) = (BTreeSet::new(), None::<String>);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => ids.extend(heading.take().map(|it| id(&it))),
            Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|it| it.push_str(&text)),
            _ => {}
        }
    }
    ids
}

fn id(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_somewhere() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        fs::write(&file, "# One `two`, three\n[b](b.md)").unwrap();
        for (link, right) in [
            ("a.md", true),
            ("#one-two-three", true),
            ("a.md#one-two-three", true),
            ("a.md#four", false),
            ("b.md", false),
            ("https://example.com/x", true),
        ] {
            assert_eq!(reason(&file, link).is_none(), right, "{link}");
        }
        assert_eq!(links("[b](b.md) `[c](c.md)`"), ["b.md"]);
    }
}
