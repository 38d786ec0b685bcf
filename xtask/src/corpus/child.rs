//! One child process with a limit of time and of memory.

use std::io::Read as _;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Failure;

/// What a process may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until it is ended.
    pub time: Duration,
    /// Address space in bytes, where the system's shell can set it.
    pub memory: u64,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself: the exit code and what it said on standard error, the first 64 KiB.
    Code(i32, String),
    /// By a signal: out of memory, stack overflow, abort.
    Signal(String),
    /// By us.
    Timeout,
}

/// Runs a command within limits.
pub fn run(command: &Command, limits: Limits) -> Result<Ended, Failure> {
    let mut limited = limited(command, limits.memory);
    let mut child = limited.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let mut errors = child.stderr.take().ok_or("error[internal]: no pipe")?;
    let reader = thread::spawn(move || {
        let mut said = Vec::new();
        let _ = errors.by_ref().take(64 << 10).read_to_end(&mut said);
        let _ = std::io::copy(&mut errors, &mut std::io::sink()); // or the child would wait for us
        String::from_utf8_lossy(&said).into_owned()
    });

    let started = Instant::now();
    let status = loop {
        match child.try_wait()? {
            Some(status) => break status,
            None if started.elapsed() > limits.time => {
                child.kill()?;
                child.wait()?;
                return Ok(Ended::Timeout);
            }
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    let said = reader.join().unwrap_or_default();
    Ok(match status.code() {
        Some(code) => Ended::Code(code, said),
        None => Ended::Signal(format!("{status}")),
    })
}

/// The shell sets the limit and then becomes the program.
#[cfg(unix)]
fn limited(command: &Command, memory: u64) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(format!("ulimit -v {}; exec \"$@\"", memory >> 10)).arg("sh");
    shell.arg(command.get_program()).args(command.get_args());
    shell
}

#[cfg(not(unix))]
fn limited(command: &Command, _memory: u64) -> Command {
    let mut same = Command::new(command.get_program());
    same.args(command.get_args());
    same
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, ended: impl Fn(&Ended) -> bool) {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let limits = Limits { time: Duration::from_millis(500), memory: 256 << 20 };
        let got = run(&command, limits).unwrap();
        assert!(ended(&got), "{got:?}");
    }

    #[test]
    fn a_child_ends() {
        check("echo why >&2; exit 1", |it| *it == Ended::Code(1, "why\n".to_owned()));
        check("kill -9 $$", |it| matches!(it, Ended::Signal(_)));
        check("exec sleep 60", |it| *it == Ended::Timeout);
        check("ulimit -v", |it| matches!(it, Ended::Code(0, _)));
        check("test $(ulimit -v) = 262144", |it| matches!(it, Ended::Code(0, _)));
    }
}
