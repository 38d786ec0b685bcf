//! What the caller hands over: a text with its name, and access to the files that it refers to.

use super::files::{Files, NoFiles};

/// What to read.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Name of the file as it is printed, and as references to other files are relative to it: `api/openapi.yaml`.
    pub name: &'a str,
    /// What is in the file.
    pub bytes: &'a [u8],
    /// The other files that references may lead to.
    pub files: &'a dyn Files,
}

impl<'a> Source<'a> {
    /// A document that stands alone: references to other files are refused.
    pub fn new(name: &'a str, bytes: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self { name, bytes: bytes.as_ref(), files: &NoFiles }
    }

    /// The same with access to other files.
    #[must_use]
    pub fn with_files(self, files: &'a dyn Files) -> Self {
        Self { files, ..self }
    }
}
