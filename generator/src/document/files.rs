//! Access to other files, which the caller may provide.

/// The files that references may lead to. A path is relative to the root that the user named, with `/` between its
/// parts and without `.` and `..`; paths outside of the root are rejected before they are requested.
pub trait Files {
    /// The content of a file.
    ///
    /// # Errors
    ///
    /// Fails if there is no such file, or if it must not be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError>;
}

/// The reason why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileError {
    /// Other files are not allowed.
    NotAllowed,
    /// There is no such file.
    NotFound,
    /// It could not be read; the message says why.
    Other(String),
}

/// No other file is allowed.
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _path: &str) -> Result<Vec<u8>, FileError> {
        Err(FileError::NotAllowed)
    }
}

impl<F: Fn(&str) -> Result<Vec<u8>, FileError>> Files for F {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        self(path)
    }
}

impl Files for std::collections::BTreeMap<String, Vec<u8>> {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        self.get(path).cloned().ok_or(FileError::NotFound)
    }
}
