//! The rows of a run in a file, a line of JSON for each, written as they come: a run that is ended keeps what it had, and
//! the next one goes on from there.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;
use std::sync::Mutex;

use super::table::Row;
use crate::Failure;

/// What is said where a thread panicked that held a lock.
pub const BROKE: &str = "error[internal]: a worker broke";

/// The file, open for the whole run.
pub struct Ledger(Mutex<File>);

impl Ledger {
    /// Opens the file, or makes it, and gives the rows that it has. A last line that was cut off is dropped.
    pub fn open(path: &Path) -> Result<(Self, Vec<Row>), Failure> {
        let fail = |error| format!("error[files]: {}: {error}", path.display());
        let mut file =
            OpenOptions::new().create(true).read(true).write(true).truncate(false).open(path).map_err(fail)?;
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(fail)?;
        let whole = text.rfind('\n').map_or(0, |end| end + 1);
        let rows = text[..whole].lines().enumerate().map(|(index, line)| {
            serde_json::from_str(line)
                .map_err(|error| format!("error[files]: {}: line {}: {error}", path.display(), index + 1).into())
        });
        let rows = rows.collect::<Result<Vec<Row>, Failure>>()?;
        file.set_len(whole as u64).map_err(fail)?;
        file.seek(std::io::SeekFrom::End(0)).map_err(fail)?;
        Ok((Self(Mutex::new(file)), rows))
    }

    /// Adds a row; says why where it cannot.
    pub fn add(&self, row: &Row) -> Result<(), String> {
        let line = serde_json::to_string(row).map_err(|error| format!("error[internal]: {error}"))?;
        let mut file = self.0.lock().map_err(|_| BROKE)?;
        file.write_all(format!("{line}\n").as_bytes()).map_err(|error| format!("error[files]: rows: {error}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::table::Outcome;

    fn row(document: &str) -> Row {
        let (outcome, reason) = (Outcome::NotCompiled, "error[E0308]: \"a\"\n".to_owned());
        Row { document: document.to_owned(), outcome, reason, seconds: 0.25, cost: None }
    }

    #[test]
    fn a_run_that_was_ended_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.jsonl");
        let (ledger, rows) = Ledger::open(&path).unwrap();
        assert_eq!(rows, []);
        ledger.add(&row("a.json")).unwrap();
        ledger.add(&row("b.json")).unwrap();
        drop(ledger);

        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, &text[..text.len() - 3]).unwrap();
        let (ledger, rows) = Ledger::open(&path).unwrap();
        assert_eq!(rows, [row("a.json")]);
        ledger.add(&row("c.json")).unwrap();
        assert_eq!(Ledger::open(&path).unwrap().1, [row("a.json"), row("c.json")]);

        std::fs::write(&path, "{}\n").unwrap();
        assert!(Ledger::open(&path).err().unwrap().to_string().contains("line 1"));
    }
}
