//! Files that the command line names: read within bounds, and shown in messages.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::Failure;

/// No document is larger; what is larger is most likely not a document.
const MOST_BYTES: u64 = 256 << 20;

/// The bytes of a file.
pub fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let name = shown(file);
    let open = File::open(file).map_err(|error| format!("error[files]: {name}: {error}"))?;
    bounded(&name, open)
}

/// The text of a file.
pub fn text(file: &Path) -> Result<String, Failure> {
    String::from_utf8(bytes(file)?).map_err(|_| format!("error[files]: {} is not UTF-8", shown(file)).into())
}

/// All bytes from there, if they are not more than any document has.
pub fn bounded(name: &str, from: impl Read) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let read = from.take(MOST_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("error[files]: {name}: {error}"))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(format!("error[files]: {name} has more than {} MiB", MOST_BYTES >> 20).into());
    }
    Ok(bytes)
}

/// A path in messages: with `/` everywhere.
pub fn shown(file: &Path) -> String {
    file.display().to_string().replace('\\', "/")
}
