//! Two documents, parted by a line `---8<---`: no change where there is none, and what goes one way comes the other.

use octogen::diff::{self, Report};
use octogen::{Config, Reading, Source, guard};

const MARK: &[u8] = b"\n---8<---\n";

/// Panics where it does not hold.
pub fn holds(bytes: &[u8]) {
    let at = bytes.windows(MARK.len()).position(|it| it == MARK);
    let (old, new) = at.map_or((bytes, bytes), |at| (&bytes[..at], &bytes[at + MARK.len()..]));
    let Some(old) = read(old) else { return };
    let same = compare(&old, &old);
    assert!(same.changes.is_empty(), "a document differs from itself: {:?}", same.changes.first());
    if let Some(new) = read(new) {
        let (there, back) = (compare(&old, &new), compare(&new, &old));
        assert_eq!(there.changes.is_empty(), back.changes.is_empty(), "a change in one direction only");
    }
}

fn read(bytes: &[u8]) -> Option<Reading> {
    let config = Config::default().with(|it| it.lenient = true);
    let read = guard::run(|| octogen::read(&Source::new("openapi.yaml", bytes), &config));
    read.unwrap_or_else(|fault| panic!("{fault}")).ok()
}

fn compare(old: &Reading, new: &Reading) -> Report {
    guard::run(|| diff::compare(&old.revision, &new.revision)).unwrap_or_else(|fault| panic!("{fault}"))
}
