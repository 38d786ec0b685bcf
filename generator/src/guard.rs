//! Runs the library so that a fault of ours ends in a message, not in an abort: on a thread with room for deep
//! documents, with a panic caught and told apart from a document's own fault.

use std::any::Any;
use std::{fmt, thread};

/// Room for the deepest document that the loader lets through.
pub(crate) const STACK: usize = 64 << 20;

/// A fault of the library: what the panic said. Where it was raised stands on standard error already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(String);

/// Runs `work` and gives its value, or the fault that ended it.
///
/// # Errors
///
/// When `work` panics, or when no thread can be had.
pub fn run<T: Send>(work: impl FnOnce() -> T + Send) -> Result<T, Fault> {
    thread::scope(|scope| {
        let builder = thread::Builder::new().name("octogen".to_owned()).stack_size(STACK);
        let worker = builder.spawn_scoped(scope, work).map_err(|error| Fault(format!("no thread: {error}")))?;
        worker.join().map_err(|panic| Fault(message(&*panic)))
    })
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("no message").escape_debug().to_string()
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(message) = self;
        write!(
            f,
            "error[internal]: a mistake of octogen's own: {message}\n  \
             help nothing was written; please report it with the document"
        )
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_fault_with_its_message() {
        assert_eq!(run(|| -> u8 { panic!("a {} reason", "good") }), Err(Fault("a good reason".to_owned())));
        assert_eq!(run(|| 7), Ok(7));
    }

    #[test]
    fn there_is_room_for_deep_calls() {
        fn depth(left: u32) -> u32 {
            let room = std::hint::black_box([left; 64]);
            if left == 0 { 0 } else { 1 + depth(room[0] - 1) }
        }
        assert_eq!(run(|| depth(50_000)), Ok(50_000));
    }
}
