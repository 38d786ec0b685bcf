//! `drive DOCUMENT PROGRAM`: drives every operation of a document through the driver program of a generated crate.
//!
//! The program is started with the address of a checking server, and each call is a line to it and a line from it.
//! Exit code 0: all as the document has it; 1: something was not; 2: it could not be tried.

use std::process::ExitCode;
use std::sync::Arc;

use serde_json::Value;
use tests::{Document, Driver, KEY, Options, Report, Server, drive};
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
    let driver = Mutex::new(Driver::new(program, &server.url(), KEY));
    let call = async |operation: &str, arguments: Value| driver.lock().await.call(operation, arguments).await;
    Ok(drive(&server, Options::default(), call).await)
}
