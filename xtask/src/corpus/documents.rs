//! Which documents of a folder are taken, in which order, and under which name.

use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::Failure;

/// How much of a file is looked at to tell a document from other JSON and YAML.
const HEAD: u64 = 64 << 10;

/// The documents below a folder, by path. Links are not followed.
pub fn below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).map_err(|error| format!("error[files]: {}: {error}", at.display()))? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() && is_document(&entry.path()) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// How large a file is; nothing where it cannot be seen.
pub fn size(document: &Path) -> u64 {
    fs::metadata(document).map_or(0, |it| it.len())
}

/// Every k-th by path so that about `count` are taken, each `shift` places later, and the `heads` largest.
pub fn sample(documents: Vec<PathBuf>, count: usize, heads: usize, shift: usize) -> Vec<PathBuf> {
    let count = count.min(documents.len());
    let place = |it: usize| (it * documents.len() / count + shift) % documents.len();
    let mut taken: Vec<PathBuf> = (0..count).map(|it| documents[place(it)].clone()).collect();
    let mut sized: Vec<(u64, PathBuf)> = documents.into_iter().map(|it| (size(&it), it)).collect();
    sized.sort_by(|a, b| b.cmp(a));
    taken.extend(sized.into_iter().take(heads).map(|(_, it)| it));
    taken.sort();
    taken.dedup();
    taken
}

/// A document's path below the folder, the same on every system.
pub fn shown(document: &Path, folder: &Path) -> String {
    document.strip_prefix(folder).unwrap_or(document).to_string_lossy().replace('\\', "/")
}

/// A path as a name for a folder and a package.
pub fn slug(path: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }
    };
    let text: String = path.chars().map(plain).collect();
    // Paths that differ in what was left out, or far to the right, still get names of their own.
    let hash = &octogen_cli::output::sha256(path.as_bytes())[..8];
    format!("{}-{hash}", text.chars().take(48).collect::<String>().trim_matches('-'))
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    if !matches!(extension.as_str(), "json" | "yaml" | "yml") {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|it| it.take(HEAD).read_to_end(&mut head));
    let text = String::from_utf8_lossy(&head);
    read.is_ok() && ["openapi", "swagger"].iter().any(|key| has_key(&text, key))
}

/// `"openapi":` or a line that begins with `openapi:`, with or without quotes.
fn has_key(text: &str, key: &str) -> bool {
    text.match_indices(key).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + key.len()..]);
        let quoted = before.ends_with('"') || before.ends_with('\'');
        let first = before.is_empty() || before.ends_with('\n') || before.ends_with('\u{feff}');
        let after = after.strip_prefix(['"', '\'']).unwrap_or(after);
        (quoted || first) && after.trim_start().starts_with(':')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_told_from_other_files() {
        for (text, is) in [
            (r#"{"openapi": "3.1.0"}"#, true),
            (r#"{ "info": {}, "swagger" : "2.0" }"#, true),
            ("info:\n  title: a\nopenapi: 3.0.0\n", true),
            ("\u{feff}\"openapi\": 3.0.0\n", true),
            (r#"{"name": "openapi", "version": "1"}"#, false),
            ("# about openapi: nothing\n", false),
        ] {
            assert_eq!(has_key(text, "openapi") || has_key(text, "swagger"), is, "{text}");
        }
    }

    #[test]
    fn a_sample_is_spread_and_takes_the_largest() {
        let folder = tempfile::tempdir().unwrap();
        for index in 0..100 {
            let text = format!("openapi: 3.0.0\n{}", " ".repeat(index));
            fs::write(folder.path().join(format!("{index:03}.yaml")), text).unwrap();
        }
        fs::write(folder.path().join("package.json"), "{}").unwrap();
        let all = below(folder.path()).unwrap();
        assert_eq!(all.len(), 100);
        let shifted = sample(all.clone(), 10, 0, 5);
        assert!(shifted.len() == 10 && shifted[0].ends_with("005.yaml") && shifted[9].ends_with("095.yaml"));
        let taken = sample(all, 10, 20, 0);
        assert_eq!(taken.len(), 10 + 20 - 2);
        assert!(taken[1].ends_with("010.yaml") && taken.last().unwrap().ends_with("099.yaml"));
    }

    #[test]
    fn slugs_are_names_of_their_own() {
        assert_ne!(slug("a/b.json"), slug("a-b.json"));
        assert!(slug(&"x".repeat(300)).len() < 60);
    }
}
