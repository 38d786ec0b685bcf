//! Writes a rendered crate into a folder, or says what would change: the file system's side of generation.
//!
//! Everything is rendered and compared before the first byte is written. A manifest inside the folder lists the
//! files made here, so that a later run removes what it makes no longer, and never touches what it did not make.
//! The pipeline itself does no I/O.

mod apply;
mod manifest;
mod path;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::{fs, io};

use manifest::Manifest;
pub use manifest::{MANIFEST, sha256};

/// What has to happen in a folder so that it holds the crate, and nothing has happened yet.
#[derive(Debug)]
pub struct Plan {
    root: PathBuf,
    writes: BTreeMap<String, String>,
    changes: Vec<Change>,
    before: Manifest,
    after: Manifest,
}

/// What happens to one file, by its path inside the folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// It is new.
    Create(String),
    /// Its bytes change.
    Update(String),
    /// It was made by an earlier run and is made no longer.
    Remove(String),
}

/// What may be overwritten of what is someone's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Overwrite {
    /// Nothing.
    Nothing,
    /// Files that were made here and edited since: in a folder that holds nothing but what is made.
    Edited,
    /// Everything; what is made no longer is removed, edited or not.
    All,
}

/// A file that is someone's own, by its path inside the folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Foreign {
    /// It was made here and edited since.
    Edited(String),
    /// It was never made here.
    Other(String),
}

/// Why nothing is written.
#[derive(Debug)]
pub enum OutputError {
    /// A file could not be read or written.
    Io(PathBuf, io::Error),
    /// A path of the crate or of the manifest would leave the folder, or two of them are one file somewhere.
    Path(String, &'static str),
    /// Something on the way is a symbolic link, or a folder where a file belongs.
    Target(PathBuf, &'static str),
    /// Files that this program did not make, or that were edited since, stand where it would write or remove.
    Foreign(PathBuf, Vec<Foreign>),
    /// The manifest is there and cannot be read.
    Manifest(PathBuf, String),
}

impl Plan {
    /// Compares `files` (path → text) with the folder `root`. Files of other origin, and those that were edited, are an
    /// error unless they may be overwritten.
    pub fn new(root: &Path, files: &BTreeMap<String, String>, overwrite: Overwrite) -> Result<Self, OutputError> {
        path::check_all(files.keys().map(String::as_str))?;
        let before = Manifest::read(root)?;
        let after = Manifest::of(files);

        let mut foreign = Vec::new();
        let mut changes = Vec::new();
        let mut writes = BTreeMap::new();
        for (path, text) in files {
            let old = existing(root, path)?;
            match &old {
                Some(old) if old == text.as_bytes() => continue,
                Some(_) if overwrite == Overwrite::Edited && before.has(path) => {}
                Some(old) => foreign.extend(before.foreign(path, old)),
                None => {}
            }
            changes.push(if old.is_some() { Change::Update(path.clone()) } else { Change::Create(path.clone()) });
            writes.insert(path.clone(), text.clone());
        }
        for path in before.paths().filter(|it| !files.contains_key(*it)) {
            let Some(old) = existing(root, path)? else {
                continue;
            };
            foreign.extend(before.foreign(path, &old));
            changes.push(Change::Remove(path.to_owned()));
        }

        if overwrite < Overwrite::All && !foreign.is_empty() {
            return Err(OutputError::Foreign(root.to_owned(), foreign));
        }
        Ok(Self { root: root.to_owned(), writes, changes, before, after })
    }

    /// What would happen, by path. The manifest is not among them.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The text that a file would get; none where it is not written.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.writes.get(path).map(String::as_str)
    }

    /// Whether the folder already holds the crate, the manifest included.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.before == self.after
    }

    /// Makes it so. A run that is cut short leaves a manifest that lists everything written so far.
    pub fn apply(&self) -> Result<(), OutputError> {
        if self.is_empty() {
            return Ok(());
        }
        self.before.joined(&self.after).write(&self.root)?;
        for (path, text) in &self.writes {
            apply::write(&self.root, path, text.as_bytes())?;
        }
        let removed = self.changes.iter().filter_map(|it| match it {
            Change::Remove(path) => Some(path.as_str()),
            Change::Create(_) | Change::Update(_) => None,
        });
        let mut emptied = BTreeSet::new();
        for path in removed {
            apply::remove(&self.root, path)?;
            emptied.extend(Path::new(path).ancestors().skip(1).filter(|it| !it.as_os_str().is_empty()));
        }
        // Deepest first; a folder that still holds something stays.
        for folder in emptied.iter().rev() {
            let _ = fs::remove_dir(self.root.join(folder));
        }
        if self.after.is_empty() {
            apply::remove(&self.root, MANIFEST)?;
            let _ = fs::remove_dir(&self.root);
            return Ok(());
        }
        self.after.write(&self.root)
    }
}

/// Writes one file in a way that leaves the old bytes or the new ones, never a mix: a temporary file beside it,
/// flushed to the disk, then renamed.
pub fn replace(file: &Path, bytes: &[u8]) -> Result<(), OutputError> {
    apply::replace(file, bytes, true)
}

/// The bytes that stand at `path` inside `root` now.
fn existing(root: &Path, path: &str) -> Result<Option<Vec<u8>>, OutputError> {
    let mut at = root.to_owned();
    let parts: Vec<&str> = path.split('/').collect();
    for (index, part) in parts.iter().enumerate() {
        at.push(part);
        let last = index + 1 == parts.len();
        match fs::symlink_metadata(&at) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(OutputError::Io(at, error)),
            Ok(it) if it.is_symlink() => return Err(OutputError::Target(at, "is a symbolic link")),
            Ok(it) if !last && !it.is_dir() => {
                return Err(OutputError::Target(at, "is a file where a folder belongs"));
            }
            Ok(it) if last && !it.is_file() => {
                return Err(OutputError::Target(at, "is not a file"));
            }
            Ok(_) => {}
        }
    }
    fs::read(&at).map(Some).map_err(|error| OutputError::Io(at, error))
}

impl Change {
    /// The path inside the folder.
    pub fn path(&self) -> &str {
        match self {
            Self::Create(path) | Self::Update(path) | Self::Remove(path) => path,
        }
    }

    /// What happens: `new`, `changed` or `removed`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Create(_) => "new",
            Self::Update(_) => "changed",
            Self::Remove(_) => "removed",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<7}  {}", self.word(), self.path())
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(path, error) => write!(f, "error[files]: {}: {error}", path.display()),
            Self::Path(path, reason) => {
                write!(f, "error[output-path]: `{}` {reason}", path.escape_debug())
            }
            Self::Target(path, reason) => {
                write!(f, "error[output-target]: {} {reason}\n  help nothing was written", path.display())
            }
            Self::Foreign(root, paths) => {
                let root = root.display();
                write!(f, "error[not-ours]: {root} holds files that octogen did not write, or that were edited since")?;
                for path in paths {
                    match path {
                        Foreign::Edited(path) => write!(f, "\n  at   {path}: edited since octogen wrote it")?,
                        Foreign::Other(path) => write!(f, "\n  at   {path}: not written by octogen")?,
                    }
                }
                write!(f, "\n  help nothing was written; choose another folder, move the files away, or add --force")?;
                let edited = paths.iter().any(|it| matches!(it, Foreign::Edited(_)));
                let keep = "\n  help --force overwrites your edits; keep them in a file of your own";
                if edited { f.write_str(keep) } else { Ok(()) }
            }
            Self::Manifest(path, reason) => write!(
                f,
                "error[manifest]: {}: {reason}\n  help remove it; files that differ then need --force",
                path.display()
            ),
        }
    }
}

impl std::error::Error for OutputError {}

#[cfg(test)]
mod tests;
