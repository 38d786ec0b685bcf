//! What it costs to compile a generated crate alone, and what its types would cost with derives.
//!
//! Dependencies are built before; then only the crate itself is compiled, a few times, and the least figure counts. It
//! is compiled without increments, which cargo does for crates of a registry, unless `--incremental` says otherwise. Four forms are compared: the crate as it is; its runtime alone; the runtime with the types
//! and their impls by macros; the runtime with the same types and derives. What the types cost is the difference
//! to the runtime alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use octogen::config::Runtime;

use super::derives::{self, Wires};
use crate::cargo::Cost;
use crate::{Failure, Verdict, cargo, pipeline, scratch, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The APIs, by their folder under `specs/`; all of them where none is named.
    apis: Vec<String>,
    /// Measure these crates side by side instead, whoever made them: two generators' crates of one document.
    #[arg(long, value_name = "DIR", num_args = 1.., conflicts_with_all = ["apis", "check"])]
    crates: Vec<PathBuf>,
    /// How often each figure is taken; the least one counts.
    #[arg(long, default_value_t = 3)]
    runs: u32,
    /// Keep what the next compilation could use, as cargo does for path dependencies.
    #[arg(long)]
    incremental: bool,
    /// Fail where they cost more than half of what derives cost.
    #[arg(long)]
    check: bool,
}

/// What one form of a crate costs.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Figures {
    check: Cost,
    build: Cost,
    library: u64,
}

type Files = BTreeMap<String, String>;

/// Prints a table per API, or one of the crates that were named.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let root = workspace::root();
    if !args.crates.is_empty() {
        return side_by_side(&root.join("target/bench"), args);
    }
    let mut verdict = Verdict::Yes;
    for api in workspace::apis(&root, &args.apis)? {
        let generated = pipeline::generate(&api.with_runtime(Runtime::Copied))??;
        let whole = generated.krate.files;
        let wires = Wires::of(&generated.api);
        let mut rows = Vec::new();
        for (form, files) in [
            ("whole crate", whole.clone()),
            ("runtime alone", part(&whole, &[])),
            ("runtime, types as they are", part(&whole, &["types"])),
            ("runtime, types, derives", derived(&part(&whole, &["types"]), &wires)?),
        ] {
            eprintln!("{}: {form} …", api.name);
            let place = root.join("target/bench").join(&api.name);
            rows.push((form.to_owned(), measured(&place, &files, args)?));
        }
        let [_, (_, floor), (_, tables), (_, with_derives)] = &rows[..] else { unreachable!("four forms") };
        println!("{}", table(&api.name, &rows));
        let ratio = |of: fn(&Figures) -> Duration| share(of(tables), of(with_derives), of(floor));
        let (check, build) = (ratio(|it| it.check.cpu), ratio(|it| it.build.cpu));
        println!(
            "types: the types as they are cost {check:.2} of derives in `check`, {build:.2} in `build` (runtime taken off)\n"
        );
        if args.check && (check > 0.5 || build > 0.5) {
            verdict = Verdict::No;
        }
    }
    Ok(verdict)
}

fn side_by_side(work: &Path, args: &Args) -> Result<Verdict, Failure> {
    let mut rows = Vec::new();
    for (index, folder) in args.crates.iter().enumerate() {
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        eprintln!("{name} …");
        let files = scratch::moved(scratch::read(folder)?, folder)?;
        rows.push((name, measured(&work.join(format!("crate-{index}")), &files, args)?));
    }
    println!("{}", table("side by side", &rows));
    Ok(Verdict::Yes)
}

/// The crate cut down to its runtime and these modules.
fn part(whole: &Files, modules: &[&str]) -> Files {
    let kept = |path: &str| {
        let top = path.strip_prefix("src/").and_then(|it| it.split(['/', '.']).next());
        path == "Cargo.toml" || top.is_some_and(|it| it == "runtime" || modules.contains(&it))
    };
    let mut files: Files = whole.iter().filter(|(path, _)| kept(path)).map(|(a, b)| (a.clone(), b.clone())).collect();
    let mods: String = modules.iter().map(|it| format!("pub mod {it};\n")).collect();
    files.insert("src/lib.rs".to_owned(), format!("#![allow(warnings)]\npub mod runtime;\n{mods}"));
    files
}

/// The types with derives; without their tables.
fn derived(part: &Files, wires: &Wires) -> Result<Files, Failure> {
    part.iter()
        .map(|(path, text)| {
            let text = match path.as_str() {
                "Cargo.toml" => derives::manifest(text)?,
                "src/runtime/json/maybe.rs" => derives::maybe(text)?,
                path if path.starts_with("src/types") => derives::rewrite(text, wires)?,
                _ => text.clone(),
            };
            Ok((path.clone(), text))
        })
        .collect()
}

fn measured(place: &Path, files: &Files, args: &Args) -> Result<Figures, Failure> {
    let (folder, target, log) = (place.join("crate"), place.join("target"), place.join("log"));
    scratch::lay(&folder, files)?;
    let (package, library) = scratch::names(files)?;
    let cost = |command: &str| -> Result<Cost, Failure> {
        let incremental = if args.incremental { "1" } else { "0" };
        let compile = || {
            let mut compiler = cargo::cargo(&folder, &target);
            cargo::run(compiler.env("CARGO_INCREMENTAL", incremental).args([command, "--lib"]), &log)
        };
        compile()?; // the dependencies
        let mut least: Option<Cost> = None;
        for _ in 0..args.runs.max(1) {
            cargo::run(cargo::cargo(&folder, &target).args(["clean", "--package", &package]), &log)?;
            least = Some(Cost::least(least, compile()?));
        }
        least.ok_or_else(|| "error[internal]: nothing was measured".into())
    };
    let (check, build) = (cost("check")?, cost("build")?);
    let library = fs::metadata(target.join(format!("debug/lib{library}.rlib")))?.len();
    Ok(Figures { check, build, library })
}

/// `a` as a share of `b`, both without `floor`.
fn share(a: Duration, b: Duration, floor: Duration) -> f64 {
    a.saturating_sub(floor).as_secs_f64() / b.saturating_sub(floor).as_secs_f64().max(0.001)
}

fn table(name: &str, rows: &[(String, Figures)]) -> String {
    let mebibytes = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    let mut out = format!(
        "{name}\n\n| form | check, CPU s | check, MiB | build, CPU s | build, MiB | rlib, MiB |\n\
         | --- | ---: | ---: | ---: | ---: | ---: |\n"
    );
    for (form, Figures { check, build, library }) in rows {
        out.push_str(&format!(
            "| {form} | {:.2} | {:.0} | {:.2} | {:.0} | {:.1} |\n",
            check.cpu.as_secs_f64(),
            mebibytes(check.memory),
            build.cpu.as_secs_f64(),
            mebibytes(build.memory),
            mebibytes(*library),
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_keeps_its_modules_only() {
        let whole: Files =
            ["Cargo.toml", "src/lib.rs", "src/types/a.rs", "src/wire/a.rs", "src/runtime/mod.rs", "examples/x.rs"]
                .map(|it| (it.to_owned(), it.to_owned()))
                .into();
        let part = part(&whole, &["types"]);
        let paths: Vec<_> = part.keys().map(String::as_str).collect();
        assert_eq!(paths, ["Cargo.toml", "src/lib.rs", "src/runtime/mod.rs", "src/types/a.rs"]);
        assert_eq!(part["src/lib.rs"], "#![allow(warnings)]\npub mod runtime;\npub mod types;\n");
    }

    #[test]
    fn a_share_leaves_the_floor_out() {
        let seconds = Duration::from_secs;
        assert_eq!(share(seconds(3), seconds(5), seconds(1)), 0.5);
        assert_eq!(share(seconds(1), seconds(5), seconds(1)), 0.0);
    }

    /// One run of each, of nothing yet.
    fn once() -> Args {
        Args { apis: Vec::new(), crates: Vec::new(), runs: 1, incremental: false, check: false }
    }

    #[test]
    fn crates_stand_side_by_side() {
        let work = tempfile::tempdir().unwrap();
        let crates: Vec<PathBuf> = ["a-b", "c"].map(|it| work.path().join(it)).into();
        for folder in &crates {
            fs::create_dir_all(folder.join("src")).unwrap();
            let name = folder.file_name().unwrap().to_string_lossy();
            fs::write(folder.join("Cargo.toml"), format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n"))
                .unwrap();
            fs::write(folder.join("src/lib.rs"), "pub fn f() {}\n").unwrap();
        }
        let args = Args { crates, ..once() };
        assert_eq!(side_by_side(work.path(), &args).unwrap(), Verdict::Yes);
        let broken = Args { crates: vec![work.path().join("none")], ..args };
        assert!(side_by_side(work.path(), &broken).unwrap_err().to_string().contains("none"));
    }

    #[test]
    fn a_crate_is_measured_alone() {
        let place = tempfile::tempdir().unwrap();
        let files = Files::from([
            ("Cargo.toml".to_owned(), "[package]\nname = \"a-b\"\nedition = \"2024\"\n".to_owned()),
            ("src/lib.rs".to_owned(), "pub fn f() {}\n".to_owned()),
        ]);
        let figures = measured(place.path(), &files, &once()).unwrap();
        assert!(figures.library > 0 && figures.check.cpu > Duration::ZERO && figures.build.memory > 1 << 20);
    }
}
