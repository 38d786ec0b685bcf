//! `drive DOCUMENT PROGRAM`: drives every operation of a document through the driver program of a generated crate.
//!
//! The program is started with the address of a checking server, and each call is a line to it and a line from it.
//! Exit code 0: all as the document has it; 1: something was not; 2: it could not be tried.

use std::process::{ExitCode, Stdio};
use std::sync::Arc;

use serde_json::{Value, json};
use tests::{Document, KEY, Options, Report, Server, drive};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Mutex;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [document, program] = &arguments[..] else {
        eprintln!("error[usage]: drive DOCUMENT PROGRAM");
        return ExitCode::from(2);
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(Failure::from).and_then(|it| it.block_on(run(document, program))) {
        Ok(report) => {
            report.failures.iter().for_each(|it| eprintln!("error[drive]: {it}"));
            report.contradictions.iter().for_each(|it| eprintln!("warning[document]: {it}"));
            println!("{report}");
            if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(failure) => {
            eprintln!("error[files]: {failure}");
            ExitCode::from(2)
        }
    }
}

async fn run(document: &str, program: &str) -> Result<Report, Failure> {
    let document = Arc::new(Document::load(document)?);
    let server = Server::start(document).await?;
    let (program, url) = (program.to_owned(), server.url());
    let driver = Mutex::new(Driver::start(&program, &url)?);
    let call = async |operation: &str, arguments: Value| {
        let mut driver = driver.lock().await;
        // A call that ran out of time was dropped where it stood, and its outcome may still come.
        if driver.waiting || driver.child.try_wait().is_ok_and(|it| it.is_some()) {
            match Driver::start(&program, &url) {
                Ok(fresh) => *driver = fresh,
                Err(failure) => return json!({ "error": failure.to_string() }),
            }
        }
        let outcome = driver.call(operation, arguments).await;
        outcome.unwrap_or_else(|failure| json!({ "error": format!("the driver ended: {failure}") }))
    };
    Ok(drive(&server, Options::default(), call).await)
}

/// The program; it ends with us.
struct Driver {
    child: Child,
    to: ChildStdin,
    from: Lines<BufReader<ChildStdout>>,
    waiting: bool,
}

impl Driver {
    fn start(program: &str, url: &str) -> Result<Self, Failure> {
        let mut command = Command::new(program);
        // A proxy of this machine has no part in what goes over loopback.
        for name in ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
            command.env_remove(name);
        }
        command.env("BASE_URL", url).env("API_KEY", KEY).kill_on_drop(true);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let to = child.stdin.take().ok_or("no pipe to the driver")?;
        let from = child.stdout.take().ok_or("no pipe from the driver")?;
        Ok(Self { child, to, from: BufReader::new(from).lines(), waiting: false })
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
