//! `regen`: the vendored documents → `generated/`. Everything is rendered before the first write.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use octogen::names::Settled;
use octogen_cli::output::{MANIFEST, Overwrite, Plan, replace};

use crate::api::{Api, LOCK};
use crate::{Failure, Verdict, explain, pipeline, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The APIs, by their folder under `specs/`; all of them where none is named.
    apis: Vec<String>,
    /// Write nothing; exit 1 where a generated crate differs from what the document makes.
    #[arg(long)]
    check: bool,
    /// Say which public items of each crate and of the runtime below it differ from those of a commit, and what version
    /// that asks for; from the last commit where none is named.
    #[arg(long, value_name = "COMMIT", requires = "check", num_args = 0..=1, default_missing_value = "HEAD")]
    explain: Option<String>,
    /// Forget what only `names.lock` keeps: arguments that may be left out by now, and constructors of types that are no
    /// longer sent. That breaks programs, so it is for the next major version.
    #[arg(long)]
    prune: bool,
    /// Overwrite and remove files that were not made here, too.
    #[arg(long)]
    force: bool,
}

impl Args {
    /// Makes these crates.
    pub fn of(apis: Vec<String>) -> Self {
        Self { apis, check: false, explain: None, prune: false, force: false }
    }
}

/// Makes or compares the crates.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    run_in(&workspace::root(), args)
}

fn run_in(root: &Path, args: &Args) -> Result<Verdict, Failure> {
    let apis = workspace::apis(root, &args.apis)?;
    let mut plans = Vec::new();
    let mut locks = Vec::new();
    let mut explained = String::new();
    let mut refused = false;
    for api in &apis {
        match pipeline::generate(&pruned(api, args))? {
            Ok(made) => {
                if let Some(commit) = &args.explain {
                    explained += &explain::explained(root, commit, api, &made)?;
                }
                let files = &made.krate.files;
                plans.push((api.name.clone(), files.len(), Plan::new(&api.output, files, overwrite(args))?));
                locks.extend(made.names.map(|names| Lock::new(api, names)));
            }
            Err(diagnostics) => {
                eprint!("{diagnostics}");
                refused = true;
            }
        }
    }
    if refused {
        eprintln!("nothing was written");
        return Ok(Verdict::No);
    }
    if args.apis.is_empty() {
        for name in orphans(root, &apis.iter().map(|it| it.name.as_str()).collect::<Vec<_>>())? {
            let plan = Plan::new(&root.join("generated").join(&name), &BTreeMap::new(), overwrite(args))?;
            plans.push((name, 0, plan));
        }
    }
    for renamed in locks.iter().flat_map(|it| &it.names.renamed) {
        println!("{renamed}");
    }
    print!("{explained}");
    if args.check { Ok(compare(&plans, &locks)) } else { write(&plans, &locks) }
}

fn pruned(api: &Api, args: &Args) -> Api {
    let config = api.config.clone().with(|it| it.prune = args.prune);
    Api { config, ..api.clone() }
}

/// `names.lock` of an API, and what belongs there.
struct Lock {
    api: String,
    file: PathBuf,
    is_stale: bool,
    names: Settled,
}

impl Lock {
    fn new(api: &Api, names: Settled) -> Self {
        let is_stale = names.names.to_string() != api.lock;
        Self { api: api.name.clone(), file: api.folder.join(LOCK), is_stale, names }
    }
}

/// The folders hold nothing but what is made, so what was edited there is made again.
fn overwrite(args: &Args) -> Overwrite {
    if args.force || args.check { Overwrite::All } else { Overwrite::Edited }
}

/// A crate that is made for the first time changes more files than anybody wants to read.
const MOST_SHOWN: usize = 20;

fn write(plans: &[(String, usize, Plan)], locks: &[Lock]) -> Result<Verdict, Failure> {
    // The names first: a run that is cut short between the two makes the same crate again.
    for lock in locks.iter().filter(|it| it.is_stale) {
        replace(&lock.file, lock.names.names.to_string().as_bytes())?;
        println!("{}: {LOCK} changed", lock.api);
    }
    for (name, files, plan) in plans {
        plan.apply()?;
        let changes = plan.changes();
        match changes.len() {
            0 => println!("{name}: {files} files, nothing changed"),
            1 => println!("{name}: {files} files, 1 changed"),
            count => println!("{name}: {files} files, {count} changed"),
        }
        for change in changes.iter().take(MOST_SHOWN) {
            println!("  {change}");
        }
        if changes.len() > MOST_SHOWN {
            println!("  … and {} more", changes.len() - MOST_SHOWN);
        }
    }
    Ok(Verdict::Yes)
}

fn compare(plans: &[(String, usize, Plan)], locks: &[Lock]) -> Verdict {
    let mut verdict = Verdict::Yes;
    for lock in locks.iter().filter(|it| it.is_stale) {
        verdict = Verdict::No;
        println!("{}: {LOCK} is stale", lock.api);
    }
    for (name, files, plan) in plans {
        if plan.is_empty() {
            println!("{name}: {files} files, nothing differs");
            continue;
        }
        verdict = Verdict::No;
        println!("{name}: differs from its document");
        for change in plan.changes() {
            println!("  {change}");
        }
        if plan.changes().is_empty() {
            println!("  changed  {MANIFEST}");
        }
    }
    if verdict == Verdict::No {
        println!("run `cargo xtask regen` and commit the result");
    }
    verdict
}

/// Crates that were made from a document which is gone.
fn orphans(root: &Path, names: &[&str]) -> Result<Vec<String>, Failure> {
    let Ok(entries) = fs::read_dir(root.join("generated")) else {
        return Ok(Vec::new());
    };
    let mut found: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|it| it.path().join(MANIFEST).is_file())
        .filter_map(|it| it.file_name().into_string().ok())
        .filter(|it| !names.contains(&it.as_str()))
        .collect();
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Repository(tempfile::TempDir);

    impl Repository {
        fn new(apis: &[&str]) -> Self {
            let it = Self(tempfile::tempdir().unwrap());
            for name in apis {
                it.put(&format!("specs/{name}/openapi.json"), DOCUMENT);
                it.put(&format!("specs/{name}/api.toml"), &format!("[package]\nname = \"{name}\"\n"));
            }
            it
        }

        fn put(&self, path: &str, text: &str) {
            let file = self.0.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }

        fn read(&self, path: &str) -> Option<String> {
            fs::read_to_string(self.0.path().join(path)).ok()
        }

        fn regen(&self, apis: &[&str], check: bool) -> Result<Verdict, String> {
            let apis = apis.iter().map(ToString::to_string).collect();
            run_in(self.0.path(), &Args { apis, check, explain: None, prune: false, force: false })
                .map_err(|it| it.to_string())
        }
    }

    const DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {}}"#;

    #[test]
    fn what_was_made_is_the_same_until_it_is_edited() {
        let repository = Repository::new(&["a", "b"]);
        assert_eq!(repository.regen(&[], true), Ok(Verdict::No));
        assert_eq!(repository.read("generated/a/Cargo.toml"), None);
        assert_eq!(repository.regen(&[], false), Ok(Verdict::Yes));
        assert_eq!(repository.regen(&[], true), Ok(Verdict::Yes));
        let made = repository.read("generated/a/src/lib.rs");
        repository.put("generated/a/src/lib.rs", "edited");
        assert_eq!(repository.regen(&["b"], true), Ok(Verdict::Yes));
        assert_eq!(repository.regen(&[], true), Ok(Verdict::No));
        assert_eq!(repository.regen(&["a"], false), Ok(Verdict::Yes));
        assert_eq!(repository.read("generated/a/src/lib.rs"), made);
    }

    #[test]
    fn names_stay_until_their_line_is_edited() {
        let repository = Repository::new(&["a"]);
        let document = |schemas: &str| {
            DOCUMENT
                .replace("\"paths\": {}", &format!("\"paths\": {{}}, \"components\": {{\"schemas\": {{{schemas}}}}}"))
        };
        let object =
            |name: &str| format!(r#""{name}": {{"type": "object", "properties": {{"x": {{"type": "string"}}}}}}"#);
        repository.put("specs/a/openapi.json", &document(&object("feed_item")));
        assert_eq!(repository.regen(&[], false), Ok(Verdict::Yes));
        let lock = repository.read("specs/a/names.lock").unwrap();
        assert!(lock.contains("type feed_item = FeedItem\n"), "{lock}");
        // A newcomer that is spelled like the name takes another one.
        repository.put("specs/a/openapi.json", &document(&[object("feed_item"), object("FeedItem")].join(",")));
        assert_eq!(repository.regen(&[], true), Ok(Verdict::No));
        assert_eq!(repository.regen(&[], false), Ok(Verdict::Yes));
        let lock = repository.read("specs/a/names.lock").unwrap();
        assert!(lock.contains("type feed_item = FeedItem\n") && lock.contains("type FeedItem = FeedItem2\n"), "{lock}");
        repository.put("specs/a/names.lock", &lock.replace("= FeedItem2", "= Entry"));
        assert_eq!(repository.regen(&[], true), Ok(Verdict::No));
        assert_eq!(repository.regen(&[], false), Ok(Verdict::Yes));
        assert_eq!(repository.regen(&[], true), Ok(Verdict::Yes));
        let types = repository.read("generated/a/src/types/common.rs").unwrap();
        assert!(types.contains("pub struct Entry"), "{types}");
        repository.put("specs/a/names.lock", "type Feed = 2x");
        assert!(repository.regen(&[], false).unwrap_err().contains("specs/a/names.lock:1"));
    }

    #[test]
    fn a_crate_whose_document_is_gone_goes_too() {
        let repository = Repository::new(&["a", "b"]);
        repository.regen(&[], false).unwrap();
        fs::remove_dir_all(repository.0.path().join("specs/b")).unwrap();
        assert_eq!(repository.regen(&["a"], true), Ok(Verdict::Yes));
        assert_eq!(repository.regen(&[], true), Ok(Verdict::No));
        assert_eq!(repository.regen(&[], false), Ok(Verdict::Yes));
        assert!(!repository.0.path().join("generated/b").exists());
    }

    #[test]
    fn one_refused_document_stops_all_writes() {
        let repository = Repository::new(&["a", "b"]);
        repository.put("specs/b/openapi.json", "{}");
        assert_eq!(repository.regen(&[], false), Ok(Verdict::No));
        assert!(!repository.0.path().join("generated").exists());
    }

    #[test]
    fn what_cannot_be_read_is_a_failure() {
        for (path, text, said) in [
            ("specs/a/api.toml", "nonsense = 1", "unknown key `nonsense`"),
            ("specs/a/openapi.yaml", "openapi: 3.1.0", "more than one document"),
        ] {
            let repository = Repository::new(&["a"]);
            repository.put(path, text);
            assert!(repository.regen(&[], false).unwrap_err().contains(said), "{said}");
        }
        let unknown = Repository::new(&["a"]).regen(&["x"], false).unwrap_err();
        assert_eq!(unknown, "error[usage]: no API `x`\n  help there are a");
    }
}
