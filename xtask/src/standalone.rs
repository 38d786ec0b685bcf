//! `standalone`: each generated crate, copied alone to a folder outside of the workspace, must build there.

use std::env;

use crate::{Failure, Verdict, cargo, scratch, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The APIs, by their folder under `specs/`; all of them where none is named.
    apis: Vec<String>,
}

/// Builds the copies, with one target folder for all of them. Examples are built too: the driver is one.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let root = workspace::root();
    let outside = env::temp_dir().join(format!("octogen-standalone-{}", std::process::id()));
    let mut verdict = Verdict::Yes;
    for api in workspace::apis(&root, &args.apis)? {
        let copy = outside.join(&api.name);
        scratch::lay(&copy, &scratch::read(&api.output)?)?;
        let mut command = cargo::cargo(&copy, &root.join("target/standalone"));
        command.args(["build", "--quiet", "--all-targets"]).env("RUSTFLAGS", "-D warnings");
        match cargo::run(&mut command, &outside.join("log")) {
            Ok(cost) => println!("{}: builds alone, {:.1} s of CPU", api.name, cost.cpu.as_secs_f64()),
            Err(failure) => {
                println!("{}: does not build alone\n{failure}", api.name);
                verdict = Verdict::No;
            }
        }
    }
    std::fs::remove_dir_all(&outside)?;
    Ok(verdict)
}
