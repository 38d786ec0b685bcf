//! `fuzz`: the targets of `tests/fuzz`, each for a bounded time, with the documents of the golden cases as seeds.
//!
//! `cargo-fuzz` does the work. It asks for flags of the compiler that only a nightly toolchain has; the stable one takes
//! them, too, when it is told to (`RUSTC_BOOTSTRAP`), which is fine for what is never shipped.

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::{Failure, Verdict, cargo, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The targets; all of them where none is named.
    #[arg(value_parser = TARGETS)]
    targets: Vec<String>,
    /// Seconds for each target.
    #[arg(long, default_value_t = 60)]
    seconds: u32,
}

const TARGETS: [&str; 4] = ["document", "diff", "response", "request"];

/// Runs the targets one after the other; one that finds something leaves its bytes under `target/fuzz/artifacts`.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let root = workspace::root();
    let named: Vec<&str> = args.targets.iter().map(String::as_str).collect();
    let targets = if named.is_empty() { TARGETS.to_vec() } else { named };
    let mut verdict = Verdict::Yes;
    for target in targets {
        let found = !fuzz(&root, target, args.seconds)?;
        println!("{target}: {} s, {}", args.seconds, if found { "something was found" } else { "nothing was found" });
        if found {
            verdict = Verdict::No;
        }
    }
    Ok(verdict)
}

fn fuzz(root: &Path, target: &str, seconds: u32) -> Result<bool, Failure> {
    let folder = root.join("target/fuzz");
    let (corpus, artifacts) = (folder.join("corpus").join(target), folder.join("artifacts").join(target));
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&artifacts)?;
    let mut command = cargo::cargo(root, &folder);
    command.env("RUSTC_BOOTSTRAP", "1");
    // No sanitizer: it looks for faults that only `unsafe` can make, which is forbidden here, and is most of the build.
    command.args(["fuzz", "run", "--sanitizer", "none", "--fuzz-dir", "tests/fuzz", target]);
    command.arg(&corpus).args(seeds(root, target)?);
    command
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/", artifacts.display()));
    // A document is answered in a minute and in four GiB, whatever it is.
    command.args(["-timeout=60", "-rss_limit_mb=4096", "-max_len=65536"]);
    let status = command.status().map_err(|error| format!("error[fuzz]: cargo does not start: {error}"))?;
    match status.code() {
        Some(0) => Ok(true),
        // What cargo says where it has no such command.
        Some(101) if !is_installed(root) => {
            Err("error[fuzz]: `cargo fuzz` is not installed\n  help cargo install cargo-fuzz".into())
        }
        _ => Ok(false),
    }
}

fn is_installed(root: &Path) -> bool {
    let mut command = std::process::Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root).args(["fuzz", "--version"]).output().is_ok_and(|it| it.status.success())
}

/// The folders whose files a target begins with: one file in each, since the fuzzer reads folders.
fn seeds(root: &Path, target: &str) -> Result<Vec<PathBuf>, Failure> {
    let own = root.join("tests/fuzz/seeds").join(target);
    let mut found: Vec<PathBuf> = own.is_dir().then_some(own).into_iter().collect();
    if matches!(target, "document" | "diff") {
        for entry in fs::read_dir(root.join("tests/golden/cases"))? {
            found.extend(Some(entry?.path()).filter(|it| it.is_dir()));
        }
    }
    found.sort();
    Ok(found)
}
