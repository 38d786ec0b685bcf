//! Processes that end in time: by themselves, or by us.

use std::fs::{self, File};
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Failure;

const PAUSE: Duration = Duration::from_millis(20);
/// How long a server has after it was asked to end.
const GRACE: Duration = Duration::from_secs(5);

/// When everything has to be done.
pub struct Deadline(Instant);

impl Deadline {
    /// It ends then.
    pub fn new(end: Instant) -> Self {
        Self(end)
    }

    fn is_over(&self) -> bool {
        Instant::now() > self.0
    }
}

/// Runs a command to its end; what it prints goes to `log`, and is the failure's text where it fails.
pub fn run(command: &mut Command, log: &Path, deadline: &Deadline) -> Result<(), Failure> {
    let out = File::create(log)?;
    let code = exit_code(command.stdout(out.try_clone()?).stderr(out), log, deadline)?;
    if code == Some(0) { Ok(()) } else { Err(said(command, log, &format!("gave {code:?}"))) }
}

/// Runs a command to its end and gives its exit code; the streams are the command's own affair.
pub fn exit_code(command: &mut Command, log: &Path, deadline: &Deadline) -> Result<Option<i32>, Failure> {
    let mut child = Guard::start(command)?;
    loop {
        if let Some(status) = child.0.try_wait()? {
            return Ok(status.code());
        }
        if deadline.is_over() {
            return Err(said(command, log, "took too long"));
        }
        thread::sleep(PAUSE);
    }
}

fn said(command: &Command, log: &Path, what: &str) -> Failure {
    let text = String::from_utf8_lossy(&fs::read(log).unwrap_or_default()).into_owned();
    let lines: Vec<&str> = text.trim_end().lines().collect();
    let last = lines[lines.len().saturating_sub(40)..].join("\n");
    format!("error[build]: {command:?} {what}\n{last}").into()
}

/// A child that ends with us: asked first, for the sake of its own children, and then made to.
struct Guard(Child);

impl Guard {
    fn start(command: &mut Command) -> Result<Self, Failure> {
        let child = command.stdin(Stdio::null()).spawn();
        Ok(Self(child.map_err(|error| format!("error[files]: {:?}: {error}", command.get_program()))?))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if cfg!(unix) && matches!(self.0.try_wait(), Ok(None)) {
            let _ = Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status();
            let end = Instant::now() + GRACE;
            while matches!(self.0.try_wait(), Ok(None)) && Instant::now() < end {
                thread::sleep(PAUSE);
            }
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A server that listens; it ends with this value.
pub struct Server {
    /// `http://127.0.0.1:4000`.
    pub url: String,
    /// The file that it writes its transcript into.
    pub transcript: PathBuf,
    _process: Guard,
}

impl Server {
    /// Starts the command and waits until its port can be reached.
    pub fn start(
        mut command: Command,
        port: u16,
        log: &Path,
        transcript: PathBuf,
        deadline: &Deadline,
    ) -> Result<Self, Failure> {
        let out = File::create(log)?;
        let mut process = Guard::start(command.stdout(out.try_clone()?).stderr(out))?;
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
            if let Some(status) = process.0.try_wait()? {
                return Err(said(&command, log, &format!("ended before it served: {status}")));
            }
            if deadline.is_over() {
                return Err(said(&command, log, "did not serve in time"));
            }
            thread::sleep(PAUSE);
        }
        Ok(Self { url: format!("http://{address}"), transcript, _process: process })
    }
}

/// A port of this machine that nobody listens on.
pub fn free_port() -> io::Result<u16> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr().map(|it| it.port())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn soon(seconds: u64) -> Deadline {
        Deadline::new(Instant::now() + Duration::from_secs(seconds))
    }

    #[test]
    fn a_command_ends_in_time() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        assert!(run(&mut shell("true"), &log, &soon(10)).is_ok());
        let failed = run(&mut shell("echo why; exit 3"), &log, &soon(10)).unwrap_err().to_string();
        assert!(failed.ends_with("gave Some(3)\nwhy"), "{failed}");
        let started = Instant::now();
        let late = run(&mut shell("exec sleep 60"), &log, &soon(0)).unwrap_err().to_string();
        assert!(late.contains("took too long") && started.elapsed() < Duration::from_secs(10), "{late}");
    }

    #[test]
    fn a_server_that_does_not_serve_is_a_failure_and_is_ended() {
        let folder = tempfile::tempdir().unwrap();
        let (log, port) = (folder.path().join("log"), free_port().unwrap());
        let start = |script: &str, deadline: &Deadline| {
            Server::start(shell(script), port, &log, folder.path().join("transcript"), deadline).map(|it| it.url)
        };
        let ended = start("echo sorry; exit 1", &soon(10)).unwrap_err().to_string();
        assert!(ended.contains("ended before it served") && ended.ends_with("sorry"), "{ended}");
        let note = folder.path().join("ended");
        let script = format!("trap 'touch {}; exit 0' TERM; while :; do sleep 0.05; done", note.display());
        assert!(start(&script, &soon(1)).unwrap_err().to_string().contains("did not serve in time"));
        assert!(note.exists());
    }

    #[test]
    fn a_server_that_listens_is_started() {
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (log, transcript) = (folder.path().join("log"), folder.path().join("transcript"));
        let server = Server::start(shell("exec sleep 60"), port, &log, transcript, &soon(10)).unwrap();
        assert_eq!(server.url, format!("http://127.0.0.1:{port}"));
    }
}
