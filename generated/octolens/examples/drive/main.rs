//! Calls operations by their names: a line `{"operation": "…", "args": {…}}` of standard input is a call, and a
//! line of standard output is its outcome. `BASE_URL` names the server, `API_KEY` is the credential.
//!
//! An operation is called by its `operationId`, or by method and path (`GET /pets/{id}`) where it has none. Arguments
//! have the names of the document, prefixed with their location (`query.id`) where two share a name. The body is `body`;
//! where there are several media types that is the preferred one (JSON, then forms), and `body.text/csv` another.
//! Bytes are base64 strings. `listPets.items()` calls a list that is paged, and gives the items of all its pages,
//! 100 at most.

mod operations;
#[allow(dead_code, reason = "the same file for every API; one API alone needs a part of it")]
mod support;

use std::io::{BufRead, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("drive: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let client = runtime.block_on(async { support::client(operations::with_key) })?;
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let outcome = match support::request(&line) {
            Ok((operation, args)) => runtime.block_on(operations::drive(&client, &operation, args)),
            Err(usage) => usage.outcome(),
        };
        writeln!(out, "{outcome}")?;
        out.flush()?;
    }
    Ok(())
}
