//! The input: a file with its name, and access to the files that it refers to.

use super::files::{Files, NoFiles};

/// A document to read.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The name of the file, such as `api/openapi.yaml`: printed in messages, and the base of references to other files.
    pub name: &'a str,
    /// The content of the file.
    pub bytes: &'a [u8],
    /// The other files that references may lead to.
    pub files: &'a dyn Files,
}

impl<'a> Source<'a> {
    /// A document on its own: references to other files are errors.
    pub fn new(name: &'a str, bytes: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self { name, bytes: bytes.as_ref(), files: &NoFiles }
    }

    /// Adds access to other files.
    #[must_use]
    pub fn with_files(self, files: &'a dyn Files) -> Self {
        Self { files, ..self }
    }
}
