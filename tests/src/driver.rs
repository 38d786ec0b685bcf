//! The driver program of a generated crate as a process: each call is a line to it and a line from it.

use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

type Failure = Box<dyn std::error::Error>;

/// A driver and the server that it calls. It is started for the first call, and again where it ended.
pub struct Driver {
    program: String,
    url: String,
    key: String,
    process: Option<Process>,
}

impl Driver {
    /// A driver that calls the server at `url` with this credential.
    pub fn new(program: &str, url: &str, key: &str) -> Self {
        Self { program: program.to_owned(), url: url.to_owned(), key: key.to_owned(), process: None }
    }

    /// Calls an operation; what cannot be called has an outcome that says why.
    pub async fn call(&mut self, operation: &str, arguments: Value) -> Value {
        // A call that ran out of time was dropped where it was, and its outcome may still come.
        if self.process.as_mut().is_none_or(|it| it.waiting || it.has_ended()) {
            match Process::start(&self.program, &self.url, &self.key) {
                Ok(fresh) => self.process = Some(fresh),
                Err(failure) => return json!({ "error": failure.to_string() }),
            }
        }
        let Some(process) = &mut self.process else { return Value::Null };
        let outcome = process.call(operation, arguments).await;
        outcome.unwrap_or_else(|failure| json!({ "error": format!("the driver ended: {failure}") }))
    }
}

/// The program; it ends with us.
struct Process {
    child: Child,
    to: ChildStdin,
    from: Lines<BufReader<ChildStdout>>,
    waiting: bool,
}

impl Process {
    fn start(program: &str, url: &str, key: &str) -> Result<Self, Failure> {
        let mut command = Command::new(program);
        // A proxy of this machine has no part in what goes over loopback.
        for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            command.env_remove(name);
        }
        command.env("BASE_URL", url).env("API_KEY", key).kill_on_drop(true);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let to = child.stdin.take().ok_or("no pipe to the driver")?;
        let from = child.stdout.take().ok_or("no pipe from the driver")?;
        Ok(Self { child, to, from: BufReader::new(from).lines(), waiting: false })
    }

    fn has_ended(&mut self) -> bool {
        self.child.try_wait().is_ok_and(|it| it.is_some())
    }

    async fn call(&mut self, operation: &str, arguments: Value) -> Result<Value, Failure> {
        self.waiting = true;
        let line = format!("{}\n", json!({ "operation": operation, "args": arguments }));
        self.to.write_all(line.as_bytes()).await?;
        self.to.flush().await?;
        let outcome = self.from.next_line().await?.ok_or("no outcome")?;
        self.waiting = false;
        Ok(serde_json::from_str(&outcome)?)
    }
}
