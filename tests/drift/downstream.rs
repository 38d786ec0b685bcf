//! The Rust verdict against the compiler: for pairs of documents, both crates are generated, and a crate that uses
//! every public item of the old one is checked against the new one. It compiles exactly when the verdict is not
//! major. All crates are one workspace, checked in one go.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use octogen::config::Runtime;
use octogen::diff::{Level, compare};
use octogen::surface::Surface;
use octogen::{Config, Generated, Source, ir};
use serde_json::Value;

use super::usage::program;
use super::{cases, wire};

/// The crates of documents, each document once.
#[derive(Default)]
struct Crates {
    numbers: BTreeMap<String, usize>,
    generated: Vec<Generated>,
    revisions: Vec<ir::Revision>,
}

impl Crates {
    fn number(&mut self, document: &Value) -> usize {
        let text = document.to_string();
        if let Some(number) = self.numbers.get(&text) {
            return *number;
        }
        let number = self.generated.len();
        let mut config = Config::default();
        config.package.name = Some(format!("document-{number}"));
        config.runtime = Runtime::Path(here("../generator/runtime"));
        let source = Source::new("openapi.json", text.as_bytes());
        let (generated, reading) = (octogen::generate(&source, &config), octogen::read(&source, &config));
        self.generated.push(generated.unwrap_or_else(|it| panic!("{it}")));
        self.revisions.push(reading.unwrap_or_else(|it| panic!("{it}")).revision);
        self.numbers.insert(text, number);
        number
    }
}

/// A use of one crate's items, compiled against another.
struct Trial {
    name: String,
    label: String,
    old: usize,
    new: usize,
    compiles: bool,
}

#[test]
#[ignore = "takes minutes: cargo test -p tests --test drift -- --ignored"]
fn a_program_stops_to_compile_exactly_when_the_verdict_is_major() {
    let mut crates = Crates::default();
    // Every fourth use of the cases and every thirtieth pair of the others; the whole list takes a quarter of an hour.
    let steps = if std::env::var_os("DRIFT_ALL_PAIRS").is_some() { [1, 1] } else { [4, 30] };
    let cases = cases::pairs().into_iter().map(|it| (it.name, it.old, it.new));
    let others = wire::pairs().into_iter().step_by(steps[1]).map(|it| (it.name, it.old, it.new));
    let mut trials: Vec<Trial> = trials(&mut crates, cases).into_iter().step_by(steps[0]).collect();
    trials.extend(self::trials(&mut crates, others));
    let used: BTreeSet<usize> = trials.iter().map(|it| it.old).collect();
    trials.extend(used.iter().map(|&it| Trial {
        name: format!("user-{it}-{it}"),
        label: format!("document {it} with itself"),
        old: it,
        new: it,
        compiles: true,
    }));
    let folder = lay(&crates, &trials);
    let failed = failures(&folder);
    let broken: Vec<_> = failed.iter().filter(|it| it.starts_with("document-")).collect();
    assert!(broken.is_empty(), "generated crates that do not compile: {broken:?}");
    let wrong: Vec<_> = trials.iter().filter(|it| it.compiles == failed.contains(&it.name)).collect();
    let lines: Vec<_> = wrong.iter().map(|it| format!("{} {}", it.name, it.label)).collect();
    println!("{} pairs of crates, {} programs, {} wrong", trials.len() - used.len(), trials.len(), wrong.len());
    assert!(wrong.is_empty(), "{} wrong, see {}:\n{}", wrong.len(), folder.display(), lines.join("\n"));
}

/// The uses of each document's crate against the other's of its pair.
fn trials(crates: &mut Crates, pairs: impl Iterator<Item = (String, Value, Value)>) -> Vec<Trial> {
    // What trades names still compiles, and means something else: no compiler can see that.
    let trades = |name: &str| ["swap", "trade", "change places", "takes its id"].iter().any(|it| name.contains(it));
    let mut trials: Vec<Trial> = Vec::new();
    for (name, old, new) in pairs.filter(|it| !trades(&it.0)) {
        let (old, new) = (crates.number(&old), crates.number(&new));
        for (way, a, b) in [("there", old, new), ("back", new, old)] {
            let report = compare(&crates.revisions[a], &crates.revisions[b]);
            let level = report.rust;
            // Where no item differs there is nothing that a compiler could see.
            if level < Level::Minor || trials.iter().any(|it| (it.old, it.new) == (a, b)) {
                continue;
            }
            trials.push(Trial {
                name: format!("user-{a}-{b}"),
                label: format!("{name} ({way}): {level}"),
                old: a,
                new: b,
                compiles: level < Level::Major,
            });
        }
    }
    trials
}

/// Writes the workspace; crates of an earlier run that are no members stay beside it.
fn lay(crates: &Crates, trials: &[Trial]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("downstream");
    let mut used = BTreeSet::new();
    for trial in trials {
        used.extend([trial.old, trial.new]);
        let Trial { name, new, .. } = trial;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n\
             api = {{ package = \"document-{new}\", path = \"../document-{new}\", default-features = false }}\n\
             bytes = \"1\"\nserde_json = \"1\"\n"
        );
        write(&folder.join(name).join("Cargo.toml"), &manifest);
        write(&folder.join(name).join("src/lib.rs"), &program(&Surface::of(&crates.generated[trial.old].api)));
    }
    for number in &used {
        for (path, text) in &crates.generated[*number].krate.files {
            write(&folder.join(format!("document-{number}")).join(path), text);
        }
    }
    let documents = used.iter().map(|it| format!("document-{it}"));
    let members: Vec<_> = documents.chain(trials.iter().map(|it| it.name.clone())).collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n[profile.dev]\ndebug = false\n");
    write(&folder.join("Cargo.toml"), &manifest);
    fs::copy(here("../Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file");
    folder
}

/// A place in the workspace, from the tests' own folder.
fn here(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).display().to_string()
}

/// Leaves a file alone that is as it should be, so that what was checked before is not checked again.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|it| it == text) {
        return;
    }
    fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// The packages that do not compile.
fn failures(folder: &Path) -> BTreeSet<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["check", "--workspace", "--no-default-features", "--keep-going", "--message-format", "short"];
    let done = Command::new(cargo).args(arguments).current_dir(folder).env_remove("RUSTFLAGS").output();
    let done = done.expect("cargo");
    let said = String::from_utf8_lossy(&done.stderr);
    write(&folder.join("said.txt"), &said);
    let name = |line: &str| Some(line.split_once("could not compile `")?.1.split_once('`')?.0.to_owned());
    let failed: BTreeSet<_> = said.lines().filter_map(name).collect();
    assert!(done.status.success() || !failed.is_empty(), "{said}");
    failed
}
