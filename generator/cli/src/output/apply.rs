//! The writes themselves: a temporary file beside the target, then a rename.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::OutputError;

/// Writes a file inside the folder, whose parts were looked at when the plan was made.
pub(super) fn write(root: &Path, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
    let file = root.join(path);
    let folder = file.parent().unwrap_or(root);
    fs::create_dir_all(folder).map_err(|error| OutputError::Io(folder.to_owned(), error))?;
    replace(&file, bytes, false)
}

/// Removes a file; that it is gone already is fine.
pub(super) fn remove(root: &Path, path: &str) -> Result<(), OutputError> {
    let file = root.join(path);
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(OutputError::Io(file, error)),
        _ => Ok(()),
    }
}

/// Old bytes or new ones, never a mix. Generated files are not `synced`: they can be made again.
pub(super) fn replace(file: &Path, bytes: &[u8], synced: bool) -> Result<(), OutputError> {
    let temporary = beside(file);
    let written = fill(&temporary, bytes, synced).and_then(|()| fs::rename(&temporary, file));
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        OutputError::Io(file.to_owned(), error)
    })
}

/// `create_new` follows no link; what a killed run left under that name is removed first.
fn fill(temporary: &Path, bytes: &[u8], synced: bool) -> io::Result<()> {
    let create = || OpenOptions::new().write(true).create_new(true).open(temporary);
    let mut out: File = match create() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(temporary)?;
            create()?
        }
        opened => opened?,
    };
    out.write_all(bytes)?;
    if synced { out.sync_all() } else { Ok(()) }
}

fn beside(file: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(".octogen-new");
    file.with_file_name(name)
}
