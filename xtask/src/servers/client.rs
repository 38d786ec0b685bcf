//! The client of an application: generated, built with its driver, and compared with the server.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use octogen::{Config, Source, guard};
use serde_json::Value;

use super::process::{self, Deadline, Server};
use super::recipe::Recipe;
use super::stage::KEY;
use super::table::Outcome;
use super::target::{cargo_environment, target};
use crate::{Failure, cargo, scratch};

/// The driver program of a client for the document.
pub fn build(recipe: &Recipe, document: &Path, deadline: &Deadline) -> Result<PathBuf, Failure> {
    let (root, work) = (&recipe.root, recipe.work());
    let folder = work.join("client");
    let mut files = generate(recipe, document)?;
    let example = scratch::driver(&recipe.name);
    scratch::rename_driver(&mut files, &example);
    let _ = fs::remove_dir_all(&folder);
    scratch::lay(&folder, &files)?;
    // The versions of the repository, not the newest ones.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    eprintln!("{}: building the client …", recipe.name);
    let mut command = cargo::cargo(&folder, &target(root));
    command.args(["build", "--quiet", "--example", &example]);
    cargo_environment(root, &mut command);
    process::run(&mut command, &work.join("client.log"), deadline)?;
    Ok(target(root).join("debug/examples").join(example))
}

fn generate(recipe: &Recipe, document: &Path) -> Result<std::collections::BTreeMap<String, String>, Failure> {
    let text = fs::read_to_string(document)?;
    let mut config = Config::default().with(|it| it.driver = true);
    config.package.name = Some(format!("servers-{}", recipe.name));
    let made = guard::run(|| octogen::generate(&Source::new("openapi.json", &text), &config))?;
    let generated = made.map_err(|diags| format!("error[document]: {}\n{diags}", document.display()))?;
    fs::write(recipe.work().join("diagnostics.txt"), generated.diagnostics.to_string())?;
    Ok(generated.krate.files)
}

/// The program that calls every operation and compares.
pub struct Comparer(PathBuf);

/// Builds that program in the root workspace, of which `xtask` itself stays free.
pub fn comparer(root: &Path) -> Result<Comparer, Failure> {
    let target = root.join("target");
    fs::create_dir_all(target.join("servers"))?;
    eprintln!("building the comparer …");
    let mut command = cargo::cargo(root, &target);
    command.args(["build", "--quiet", "--package", "tests", "--bin", "serve"]);
    cargo::run(&mut command, &target.join("servers/comparer.log"))?;
    Ok(Comparer(target.join("debug/serve")))
}

impl Comparer {
    /// Drives every operation. What was unequal goes to standard error, a line each; `unequal.log` has the values, too.
    pub fn run(
        &self,
        document: &Path,
        driver: &Path,
        server: &Server,
        deadline: &Deadline,
    ) -> Result<Outcome, Failure> {
        let counts = document.with_file_name("counts.json");
        let log = document.with_file_name("unequal.log");
        let mut command = Command::new(&self.0);
        command.arg(document).arg(driver).arg(&server.url).arg(&server.transcript).env("API_KEY", KEY);
        command.stdout(File::create(&counts)?).stderr(File::create(&log)?);
        let code = process::exit_code(&mut command, &log, deadline)?;
        for line in
            fs::read_to_string(&log)?.lines().filter(|it| it.starts_with("error[") || it.starts_with("warning["))
        {
            eprintln!("{}", line.chars().take(300).collect::<String>());
        }
        if !matches!(code, Some(0 | 1)) {
            return Err(format!("error[internal]: {command:?} gave {code:?}").into());
        }
        let counts: Value = serde_json::from_str(&fs::read_to_string(&counts)?)?;
        let count = |name: &str| counts[name].as_u64().ok_or(format!("error[internal]: no `{name}` in {counts}"));
        let (operations, lists) = (count("operations")?, count("lists")?);
        Ok(Outcome::Driven { operations, lists, calls: count("calls")?, unequal: count("unequal")? })
    }
}
