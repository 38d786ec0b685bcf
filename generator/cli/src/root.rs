//! The folder inside which a document may refer to other files.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use octogen::{FileError, Files, NoFiles};

use crate::Failure;

/// The folder, with all links resolved.
pub struct Root(PathBuf);

impl Root {
    /// Takes a folder that is there.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        match folder.canonicalize() {
            Ok(it) if it.is_dir() => Ok(Self(it)),
            Ok(_) => Err(format!("error[usage]: {} is not a folder", folder.display()).into()),
            Err(error) => Err(format!("error[files]: {}: {error}", folder.display()).into()),
        }
    }

    /// The files of a root, or none where there is no root.
    pub fn files(root: Option<&Self>) -> &dyn Files {
        root.map_or(&NoFiles, |it| it)
    }

    /// The path of a document inside the folder, from which its references start.
    pub fn relative(&self, file: &Path) -> Result<String, Failure> {
        let whole = file.canonicalize().map_err(|error| format!("error[files]: {}: {error}", file.display()))?;
        let inside = whole
            .strip_prefix(&self.0)
            .map_err(|_| format!("error[usage]: {} is not inside the root {}", file.display(), self.0.display()))?;
        Ok(inside.display().to_string().replace('\\', "/"))
    }
}

impl Files for Root {
    /// Links are resolved before it is asked whether the file is inside; only plain files are read.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileError> {
        let file = match self.0.join(path).canonicalize() {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(FileError::NotFound);
            }
            Err(error) => return Err(FileError::Other(error.to_string())),
        };
        if !file.starts_with(&self.0) {
            return Err(FileError::NotAllowed);
        }
        if !file.is_file() {
            return Err(FileError::Other("not a file".to_owned()));
        }
        fs::read(&file).map_err(|error| FileError::Other(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("root");
        fs::create_dir_all(inside.join("sub")).unwrap();
        fs::write(inside.join("sub/a.yaml"), "a").unwrap();
        fs::write(folder.path().join("secret"), "s").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path().join("secret"), inside.join("link")).unwrap();

        let root = Root::open(&inside).unwrap();
        assert_eq!(root.relative(&inside.join("sub/a.yaml")).unwrap(), "sub/a.yaml");
        assert!(root.relative(&folder.path().join("secret")).is_err());
        let secret = folder.path().join("secret");
        for (path, read) in [
            ("sub/a.yaml", Ok(b"a".to_vec())),
            ("sub/../sub/a.yaml", Ok(b"a".to_vec())),
            ("missing", Err(FileError::NotFound)),
            ("../secret", Err(FileError::NotAllowed)),
            (secret.to_str().unwrap(), Err(FileError::NotAllowed)),
            #[cfg(unix)]
            ("link", Err(FileError::NotAllowed)),
        ] {
            assert_eq!(root.read(path), read, "{path}");
        }
        assert!(root.read("sub").is_err());
    }
}
