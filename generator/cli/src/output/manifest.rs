//! The list of files made by earlier runs, with a hash each; it stands beside them.
//!
//! A line is `sha256  path`, sorted by path, after a first line that says what the file is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::{fs, io};

use sha2::{Digest, Sha256};

use super::{Foreign, OutputError, apply, path};

/// The manifest's own name inside the folder.
pub const MANIFEST: &str = ".octogen";

const HEAD: &str = "# Files made by octogen, which removes those that it makes no longer. Do not edit.";

/// Path → hash of the bytes that were written; after a run that was cut short, of those before and after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeMap<String, BTreeSet<String>>);

impl Manifest {
    pub(super) fn of(files: &BTreeMap<String, String>) -> Self {
        let hashes = |text: &String| BTreeSet::from([sha256(text.as_bytes())]);
        Self(files.iter().map(|(path, text)| (path.clone(), hashes(text))).collect())
    }

    /// The manifest of a folder; empty where there is none.
    pub(super) fn read(root: &Path) -> Result<Self, OutputError> {
        let file = root.join(MANIFEST);
        match fs::symlink_metadata(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Ok(it) if !it.is_file() => return Err(OutputError::Target(file, "is not a file")),
            Ok(_) | Err(_) => {}
        }
        let text = match fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) => return Err(OutputError::Io(file, error)),
        };
        match parse(&text) {
            Ok(manifest) => Ok(manifest),
            Err(reason) => Err(OutputError::Manifest(file, reason)),
        }
    }

    pub(super) fn write(&self, root: &Path) -> Result<(), OutputError> {
        apply::write(root, MANIFEST, self.text().as_bytes())
    }

    /// Both lists; where both have a path, either hash is that of a file made here.
    pub(super) fn joined(&self, other: &Self) -> Self {
        let mut all = other.clone();
        for (path, hashes) in &self.0 {
            all.0.entry(path.clone()).or_default().extend(hashes.iter().cloned());
        }
        all
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whose a file with these bytes is, if it is not as it was made here.
    pub(super) fn foreign(&self, path: &str, bytes: &[u8]) -> Option<Foreign> {
        match self.has(path) {
            _ if self.made(path, bytes) => None,
            true => Some(Foreign::Edited(path.to_owned())),
            false => Some(Foreign::Other(path.to_owned())),
        }
    }

    /// Whether these are the bytes that were written. Version control may have turned the ends of lines into CR LF.
    pub(super) fn made(&self, path: &str, bytes: &[u8]) -> bool {
        let Some(hashes) = self.0.get(path) else { return false };
        hashes.contains(&sha256(bytes)) || hashes.contains(&sha256(&with_line_feeds(bytes)))
    }

    fn text(&self) -> String {
        let lines = self.0.iter().flat_map(|(path, hashes)| hashes.iter().map(move |it| format!("{it}  {path}\n")));
        format!("{HEAD}\n{}", lines.collect::<String>())
    }
}

/// A manifest is input like any other: its paths are checked as those of a crate are.
fn parse(text: &str) -> Result<Manifest, String> {
    let mut files: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (index, line) in text.lines().enumerate().filter(|(_, it)| !it.is_empty() && !it.starts_with('#')) {
        let Some((hash, path)) = line.split_once("  ") else {
            return Err(format!("line {} is not a hash and a path", index + 1));
        };
        path::check(path).map_err(|_| format!("line {} points outside the folder", index + 1))?;
        files.entry(path.to_owned()).or_default().insert(hash.to_owned());
    }
    Ok(Manifest(files))
}

fn with_line_feeds(bytes: &[u8]) -> Vec<u8> {
    let next = bytes.iter().skip(1).map(Some).chain([None]);
    let kept = bytes.iter().zip(next).filter(|(byte, next)| !(**byte == b'\r' && *next == Some(&b'\n')));
    kept.map(|(byte, _)| *byte).collect()
}

/// Lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|it| format!("{it:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_comes_back() {
        let manifest = Manifest::of(&BTreeMap::from([("src/a b.rs".to_owned(), "x".to_owned())]));
        assert_eq!(parse(&manifest.text()), Ok(manifest.clone()));
        let both = manifest.joined(&Manifest::of(&BTreeMap::from([("src/a b.rs".to_owned(), "y".to_owned())])));
        assert_eq!(parse(&both.text()), Ok(both));
    }

    #[test]
    fn what_was_made_here() {
        let one = |text: &str| Manifest::of(&BTreeMap::from([("a".to_owned(), text.to_owned())]));
        let manifest = one("1\n2\n").joined(&one("3"));
        for (bytes, made) in [("1\n2\n", true), ("1\r\n2\r\n", true), ("3", true), ("1\n2", false), ("\r", false)] {
            assert_eq!(manifest.made("a", bytes.as_bytes()), made, "{bytes:?}");
        }
        assert!(!manifest.made("b", b"3"));
    }

    #[test]
    fn a_manifest_that_leads_out_is_refused() {
        for line in ["00  ../a", "00  /a", "nonsense"] {
            assert!(parse(line).is_err(), "{line}");
        }
    }

    #[test]
    fn the_hash_is_sha_256() {
        assert_eq!(sha256(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
