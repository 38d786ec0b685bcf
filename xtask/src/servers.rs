//! `servers`: generated clients against servers made with real frameworks.
//!
//! Each folder below `tests/servers` is an application with a recipe. Its framework writes the document; a client is
//! generated from it; the client's driver calls every operation of the running application, which writes a transcript
//! of what it understood and what it answered. A program of the package `tests` compares the two sides.

mod client;
mod process;
mod recipe;
mod stage;
mod table;
mod target;

use std::time::{Duration, Instant};

use process::Deadline;
use recipe::Recipe;
use table::{Outcome, Row};

use crate::{Failure, Verdict, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The applications, by their folder below `tests/servers`; all of them where none is named.
    names: Vec<String>,
    /// Seconds that one application may take: what it needs is installed, and it and its client are built.
    #[arg(long, default_value_t = 1800)]
    seconds: u64,
}

/// Prints the table; says no where a client and a server disagreed.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let root = workspace::root();
    let recipes = recipe::all(&root, &args.names)?;
    let comparer = client::comparer(&root)?;
    let mut rows = Vec::new();
    for recipe in recipes {
        let deadline = Deadline::new(Instant::now() + Duration::from_secs(args.seconds));
        let outcome = match recipe.missing_runtime() {
            Some(program) => Outcome::Skipped(format!("`{program}` is not installed")),
            None => drive(&recipe, &comparer, &deadline).unwrap_or_else(|it| Outcome::Failed(it.to_string())),
        };
        eprintln!("{}: {outcome}", recipe.name);
        rows.push(Row { framework: recipe.framework.clone(), versions: recipe.versions()?, outcome });
    }
    print!("{}", table::text(&rows));
    table::verdict(&rows)
}

fn drive(recipe: &Recipe, comparer: &client::Comparer, deadline: &Deadline) -> Result<Outcome, Failure> {
    let stage = stage::Stage::new(recipe, deadline)?;
    let document = stage.document(deadline)?;
    let driver = client::build(recipe, &document, deadline)?;
    let server = stage.start(deadline)?;
    comparer.run(&document, &driver, &server, deadline)
}
