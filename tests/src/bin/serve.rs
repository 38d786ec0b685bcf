//! `serve DOCUMENT PROGRAM URL TRANSCRIPT`: drives every operation of a document through the driver program of a
//! generated crate against the server at `URL`, and compares both sides by the transcript that the server writes.
//! `API_KEY` is the credential.
//!
//! Standard output has one line of JSON with the counts. Exit code 0: both sides agree; 1: they do not; 2: it could
//! not be tried.

use std::process::ExitCode;

use serde_json::{Value, json};
use tests::{Document, Driver, Options, Report, Transcript, compare};
use tokio::sync::Mutex;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [document, program, url, transcript] = &arguments[..] else {
        eprintln!("error[usage]: serve DOCUMENT PROGRAM URL TRANSCRIPT");
        return ExitCode::from(2);
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    match runtime.map_err(Failure::from).and_then(|it| it.block_on(run(document, program, url, transcript))) {
        Ok(report) => {
            report.failures.iter().for_each(|it| eprintln!("error[servers]: {it}"));
            report.contradictions.iter().for_each(|it| eprintln!("warning[document]: {it}"));
            let Report { operations, lists, calls, failures, .. } = &report;
            let unequal = failures.len();
            println!("{}", json!({ "operations": operations, "lists": lists, "calls": calls, "unequal": unequal }));
            if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) }
        }
        Err(failure) => {
            eprintln!("error[files]: {failure}");
            ExitCode::from(2)
        }
    }
}

async fn run(document: &str, program: &str, url: &str, transcript: &str) -> Result<Report, Failure> {
    let document = Document::load(document)?;
    let key = std::env::var("API_KEY").unwrap_or_default();
    let driver = Mutex::new(Driver::new(program, url, &key));
    let call = async |operation: &str, arguments: Value| driver.lock().await.call(operation, arguments).await;
    Ok(compare(&document, &mut Transcript::new(transcript), Options::default(), call).await)
}
