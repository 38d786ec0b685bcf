//! One child process with a limit of time and of memory.

use std::io::Read as _;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use wait4::Wait4 as _;

use crate::Failure;

/// What a process may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Until it is ended, on the clock.
    pub time: Duration,
    /// Processor time until it is ended, where the system's shell can set it: a busy machine changes no outcome.
    pub cpu: Option<Duration>,
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

/// The signal of a process whose processor time has run out.
const SIGXCPU: i32 = 24;

/// Runs a command within limits; tells how it ended and the processor time that it took.
pub fn run(command: &Command, limits: Limits) -> Result<(Ended, Duration), Failure> {
    let mut limited = limited(command, limits.cpu, limits.memory);
    let mut child = limited.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let mut errors = child.stderr.take().ok_or("error[internal]: no pipe")?;
    let reader = thread::spawn(move || {
        let mut said = Vec::new();
        let _ = errors.by_ref().take(64 << 10).read_to_end(&mut said);
        let _ = std::io::copy(&mut errors, &mut std::io::sink()); // or the child would wait for us
        String::from_utf8_lossy(&said).into_owned()
    });

    let id = child.id();
    let (tell, told) = mpsc::channel();
    thread::spawn(move || tell.send(child.wait4()));
    let used = match told.recv_timeout(limits.time) {
        Ok(used) => used?,
        Err(_) => {
            Command::new("kill").args(["-KILL", &id.to_string()]).status()?;
            let used = told.recv()??;
            return Ok((Ended::Timeout, used.rusage.utime + used.rusage.stime));
        }
    };
    let said = reader.join().unwrap_or_default();
    let cpu = used.rusage.utime + used.rusage.stime;
    let ended = match used.status.code() {
        Some(code) => Ended::Code(code, said),
        None if signal(used.status) == Some(SIGXCPU) => Ended::Timeout,
        None => Ended::Signal(format!("{}", used.status)),
    };
    Ok((ended, cpu))
}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(&status)
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> Option<i32> {
    None
}

/// The same command in a shell that sets the limits and then becomes the program; what it starts inherits them.
#[cfg(unix)]
pub fn limited(command: &Command, cpu: Option<Duration>, memory: u64) -> Command {
    let mut shell = Command::new("sh");
    let cpu = cpu.map(|it| format!("ulimit -S -t {}; ", it.as_secs().max(1))).unwrap_or_default();
    shell.arg("-c").arg(format!("{cpu}ulimit -v {}; exec \"$@\"", memory >> 10)).arg("sh").arg(command.get_program());
    like(shell, command)
}

#[cfg(not(unix))]
pub fn limited(command: &Command, _cpu: Option<Duration>, _memory: u64) -> Command {
    like(Command::new(command.get_program()), command)
}

/// Arguments, environment and folder of another command.
fn like(mut command: Command, other: &Command) -> Command {
    command.args(other.get_args());
    for (name, value) in other.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    if let Some(folder) = other.get_current_dir() {
        command.current_dir(folder);
    }
    command
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, ended: impl Fn(&Ended) -> bool) {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        let limits = Limits { time: Duration::from_millis(500), cpu: None, memory: 256 << 20 };
        let (got, _) = run(&command, limits).unwrap();
        assert!(ended(&got), "{got:?}");
    }

    #[test]
    fn processor_time_is_counted_and_limited() {
        let mut command = Command::new("sh");
        command.args(["-c", "while :; do :; done"]);
        let limits = Limits { time: Duration::from_secs(60), cpu: Some(Duration::from_secs(1)), memory: 256 << 20 };
        let (got, cpu) = run(&command, limits).unwrap();
        assert_eq!(got, Ended::Timeout);
        assert!((900..5_000).contains(&cpu.as_millis()), "{cpu:?}");
    }

    #[test]
    fn a_child_ends() {
        check("echo why >&2; exit 1", |it| *it == Ended::Code(1, "why\n".to_owned()));
        check("kill -9 $$", |it| matches!(it, Ended::Signal(_)));
        check("exec sleep 60", |it| *it == Ended::Timeout);
        check("ulimit -v", |it| matches!(it, Ended::Code(0, _)));
        check("test $(ulimit -v) = 262144", |it| matches!(it, Ended::Code(0, _)));
    }

    #[test]
    fn a_limited_command_keeps_folder_and_environment() {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", "test \"$A$HOME\" = b && test -e here && test $(ulimit -v) = 262144"]);
        command.env("A", "b").env_remove("HOME").current_dir(folder.path());
        std::fs::write(folder.path().join("here"), "").unwrap();
        assert!(limited(&command, None, 256 << 20).status().unwrap().success());
    }
}
