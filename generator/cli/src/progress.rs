//! A sign of life on standard error while something takes long.

use std::io::{IsTerminal as _, Write as _};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::terminal::Terminal;

/// What is done in less needs no sign.
const SHORT: Duration = Duration::from_secs(1);

/// Does the work, and from the first second on shows on a terminal what is done and how long it has taken so far:
/// `generating from openapi.json … 3 s`.
pub fn during<T>(terminal: Terminal, what: &str, work: impl FnOnce() -> T) -> T {
    if terminal.is_quiet() || !std::io::stderr().is_terminal() {
        return work();
    }
    let (done, waits) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || show(what, &waits));
        // Dropped after the work, also where it panics: the other thread ends with it.
        let _done = done;
        work()
    })
}

fn show(what: &str, waits: &mpsc::Receiver<()>) {
    let start = Instant::now();
    let mut is_shown = false;
    while waits.recv_timeout(SHORT) == Err(RecvTimeoutError::Timeout) {
        let _ = write!(anstream::stderr().lock(), "\r{what} … {} s", start.elapsed().as_secs());
        is_shown = true;
    }
    if is_shown {
        let blank = " ".repeat(what.chars().count() + 16);
        let _ = write!(anstream::stderr().lock(), "\r{blank}\r");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_ends_with_the_work() {
        let (done, waits) = mpsc::channel::<()>();
        let shown = thread::spawn(move || show("waiting", &waits));
        drop(done);
        assert!(shown.join().is_ok());
    }
}
