//! The list of files made by earlier runs, with a hash each; it stands beside them.
//!
//! A line is `sha256  path`, sorted by path, after a first line that says what the file is.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use sha2::{Digest, Sha256};

use super::{OutputError, apply, path};

/// The manifest's own name inside the folder.
pub const MANIFEST: &str = ".octogen";

const HEAD: &str = "# Files made by octogen, which removes those that it makes no longer. Do not edit.";

/// Path → hash of the bytes that were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(BTreeMap<String, String>);

impl Manifest {
    pub(super) fn of(files: &BTreeMap<String, String>) -> Self {
        Self(files.iter().map(|(path, text)| (path.clone(), sha256(text.as_bytes()))).collect())
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

    /// Both lists; where both have a path, this one's hash stands until the file is written.
    pub(super) fn joined(&self, other: &Self) -> Self {
        let mut all = other.0.clone();
        all.extend(self.0.clone());
        Self(all)
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

    /// Whether these are the bytes that were written.
    pub(super) fn made(&self, path: &str, bytes: &[u8]) -> bool {
        self.0.get(path).is_some_and(|it| *it == sha256(bytes))
    }

    fn text(&self) -> String {
        let lines = self.0.iter().map(|(path, hash)| format!("{hash}  {path}\n"));
        format!("{HEAD}\n{}", lines.collect::<String>())
    }
}

/// A manifest is input like any other: its paths are checked as those of a crate are.
fn parse(text: &str) -> Result<Manifest, String> {
    let mut files = BTreeMap::new();
    for (index, line) in text.lines().enumerate().filter(|(_, it)| !it.is_empty() && !it.starts_with('#')) {
        let Some((hash, path)) = line.split_once("  ") else {
            return Err(format!("line {} is not a hash and a path", index + 1));
        };
        path::check(path).map_err(|_| format!("line {} leads out of the folder", index + 1))?;
        files.insert(path.to_owned(), hash.to_owned());
    }
    Ok(Manifest(files))
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
        assert_eq!(parse(&manifest.text()), Ok(manifest));
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
