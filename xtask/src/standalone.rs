//! `standalone`: each client must build outside of the workspace, in both ways in which it can have the runtime: with a
//! copy in itself, and beside one package that clients share. The latter are used by one program, which compiles the
//! runtime once and has one type for all of them.

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write as _;
use std::path::Path;

use octogen::config::Runtime;

use crate::api::Api;
use crate::{Failure, Verdict, cargo, pipeline, scratch, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The APIs, by their folder under `specs/`; all of them where none is named.
    apis: Vec<String>,
}

/// Builds the crates, with one target folder for all of them. Examples are built too: the driver is one.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let root = workspace::root();
    let outside = env::temp_dir().join(format!("octogen-standalone-{}", std::process::id()));
    let (alone, shared) = (outside.join("alone"), outside.join("shared"));
    scratch::lay(&shared.join("runtime"), &octogen::runtime().files)?;
    let mut verdict = Verdict::Yes;
    let mut clients = Vec::new();
    for api in workspace::apis(&root, &args.apis)? {
        let (with_copy, beside) = (alone.join(&api.name), shared.join(&api.name));
        scratch::lay(&with_copy, &files(&api, Runtime::Copied)?)?;
        let files = files(&api, Runtime::Path("../runtime".to_owned()))?;
        clients.push(scratch::names(&files)?);
        scratch::lay(&beside, &files)?;
        for (folder, how) in [(&with_copy, "alone"), (&beside, "beside the runtime")] {
            verdict = verdict.and(build(&root, &outside, folder, &format!("{} builds {how}", api.name))?);
        }
    }
    scratch::lay(&shared.join("program"), &program(&clients))?;
    verdict = verdict.and(build(&root, &outside, &shared.join("program"), "one program has one runtime for all")?);
    std::fs::remove_dir_all(&outside)?;
    Ok(verdict)
}

/// The crate of an API with the runtime in that place.
fn files(api: &Api, runtime: Runtime) -> Result<BTreeMap<String, String>, Failure> {
    Ok(pipeline::generate(&api.with_runtime(runtime))??.krate.files)
}

fn build(root: &Path, outside: &Path, folder: &Path, what: &str) -> Result<Verdict, Failure> {
    let mut command = cargo::cargo(folder, &root.join("target/standalone"));
    command.args(["build", "--quiet", "--all-targets"]).env("RUSTFLAGS", "-D warnings");
    match cargo::run(&mut command, &outside.join("log")) {
        Ok(cost) => {
            println!("{what}: yes, {:.1} s of CPU", cost.cpu.as_secs_f64());
            Ok(Verdict::Yes)
        }
        Err(failure) => {
            println!("{what}: no\n{failure}");
            Ok(Verdict::No)
        }
    }
}

/// A program that depends on all of the clients and takes a value of the runtime from each to the next.
fn program(clients: &[(String, String)]) -> BTreeMap<String, String> {
    let mut manifest = "[package]\nname = \"program\"\nedition = \"2024\"\n[dependencies]\n".to_owned();
    let mut main = "fn main() {\n    let policies = [".to_owned();
    for (package, library) in clients {
        let _ = writeln!(manifest, "{package} = {{ path = \"../{package}\" }}");
        let _ = write!(main, "{library}::RetryPolicy::never(), ");
    }
    main.push_str("];\n    println!(\"{policies:?}\");\n}\n");
    BTreeMap::from([("Cargo.toml".to_owned(), manifest), ("src/main.rs".to_owned(), main)])
}
