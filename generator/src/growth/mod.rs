//! What refers to itself is read, generated and compared in steps that grow as the document does. Steps are counted
//! (`visit`), so that the clock of a busy machine has no say.

mod graphs;
mod patterns;

use serde_json::Value;

use crate::ir::{Api, Shape};
use crate::{Config, Source, diff, generate, read, visit};

/// What one document costs.
#[derive(Clone, Copy, Debug)]
struct Cost {
    /// The values in the document.
    document: u64,
    /// The types, members and alternatives that it comes to.
    types: u64,
    /// The steps from the text to the types, to the crate, and to the report on what differs from itself.
    read: u64,
    generate: u64,
    diff: u64,
}

/// Reads a document, compares it with itself and, if wanted, makes the crate.
fn cost(document: &Value, with_crate: bool) -> Result<Cost, String> {
    let text = document.to_string();
    let (source, config) = (Source::new("growth.json", &text), Config::default());
    let (reading, read) = steps(|| read(&source, &config).map_err(|it| it.to_string()));
    let revision = reading?.revision;
    let (report, diff) = steps(|| diff::compare(&revision, &revision));
    if !report.is_empty() {
        return Err(format!("differs from itself: {:?}", report.changes.first().map(|it| &it.id)));
    }
    let (made, generate) = match with_crate {
        true => steps(|| generate(&source, &config).map(|it| Some(it.krate)).map_err(|it| it.to_string())),
        false => (Ok(None), 0),
    };
    made?;
    Ok(Cost { document: size(document), types: made_of(&revision.api), read, generate, diff })
}

fn steps<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let before = visit::steps();
    let value = work();
    (value, visit::steps() - before)
}

fn size(value: &Value) -> u64 {
    match value {
        Value::Object(members) => 1 + members.values().map(size).sum::<u64>(),
        Value::Array(items) => 1 + items.iter().map(size).sum::<u64>(),
        _ => 1,
    }
}

fn made_of(api: &Api) -> u64 {
    let parts = |shape: &Shape| 1 + shape.references().len() as u64;
    api.types.iter().map(|it| parts(&it.shape)).sum()
}

/// On a thread with room, as the command has it; a fault of ours is a text like any other.
fn guarded<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        worker.expect("a thread").join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// As much as a thread has that nobody gave more: the guard is no matter of room.
const STACK: usize = 4 << 20;
