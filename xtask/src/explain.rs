//! `regen --check --explain`: what users of a crate see of a change of the generator or the runtime. The old crate and the
//! old runtime are those of a commit, the new ones are what is made now. The documents need not differ for that.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use octogen::diff::next_version;
use octogen::surface::{self, ItemChange, Level, Source, Surface};
use octogen::{Crate, Generated};

use crate::Failure;
use crate::api::Api;

/// So many items are printed, the worst first.
const MOST_SHOWN: usize = 40;

/// The folder of the shared runtime.
const RUNTIME: &str = "generator/runtime/src/runtime";

/// Paths below the crate's folder, and their texts.
type Files = BTreeMap<String, String>;

/// What differs, a line for each public item, below a line with the level and the version that it asks for.
///
/// # Errors
///
/// Git is not there or does not know the commit, or a source cannot be read: then nothing is told.
pub fn explained(root: &Path, commit: &str, api: &Api, made: &Generated) -> Result<String, Failure> {
    let old = committed(root, commit, api)?;
    if old.keys().all(|it| it.starts_with("src/runtime/")) {
        return Ok(format!("{}: {commit} has no such crate\n", api.name));
    }
    let changes = surface::changes(&surface(&old)?, &surface(&with_runtime(&made.krate))?);
    Ok(told(api, commit, changes))
}

fn told(api: &Api, commit: &str, mut changes: Vec<ItemChange>) -> String {
    changes.sort_by(|a, b| b.level.cmp(&a.level).then_with(|| a.path.cmp(&b.path)));
    let level = changes.first().map_or(Level::None, |it| it.level);
    let version = api.subject().version.and_then(|old| Some(format!("; {old} → {}", next_version(old, level)?)));
    let mut out = match changes.len() {
        0 => format!("{}: no public item differs from {commit}\n", api.name),
        1 => format!("{}: {level}, 1 public item differs from {commit}{}\n", api.name, version.unwrap_or_default()),
        count => {
            format!("{}: {level}, {count} public items differ from {commit}{}\n", api.name, version.unwrap_or_default())
        }
    };
    changes.iter().take(MOST_SHOWN).for_each(|it| out += &line(it));
    if changes.len() > MOST_SHOWN {
        out += &format!("  … and {} more\n", changes.len() - MOST_SHOWN);
    }
    out
}

fn line(change: &ItemChange) -> String {
    let ItemChange { path, before, after, level, .. } = change;
    match (before, after) {
        (Some(before), Some(after)) => format!("  {level:5} ~ {path}: `{before}` → `{after}`\n"),
        (Some(before), None) => format!("  {level:5} - {path}: `{before}`\n"),
        (None, after) => format!("  {level:5} + {path}: `{}`\n", after.as_deref().unwrap_or_default()),
    }
}

/// All public items: those of the document, and those of the runtime.
fn surface(files: &Files) -> Result<Surface, Failure> {
    let sources: Vec<_> = files.iter().filter(|it| it.0.ends_with(".rs")).collect();
    let sources: Vec<_> = sources.into_iter().map(|(path, text)| Source { path, text }).collect();
    let mut surface = surface::inherited(&sources)?;
    surface.items.extend(surface::read(&sources)?.items);
    Ok(surface)
}

/// The files of a crate with the runtime that it depends on, where it has none of its own.
fn with_runtime(krate: &Crate) -> Files {
    let mut files = krate.files.clone();
    if !files.keys().any(|it| it.starts_with("src/runtime/")) {
        files.extend(octogen::runtime().files.into_iter().filter(|it| it.0.starts_with("src/runtime/")));
    }
    files
}

/// The sources of a crate at a commit, and of the runtime that it depended on.
fn committed(root: &Path, commit: &str, api: &Api) -> Result<Files, Failure> {
    let crate_folder = format!("generated/{}/src", api.name);
    let listed = git(root, &["ls-tree", "-r", "--name-only", "-z", commit, "--", &crate_folder, RUNTIME], "")?;
    let listed = String::from_utf8(listed)?;
    let paths: Vec<&str> = listed.split('\0').filter(|it| it.ends_with(".rs")).collect();
    let asked: String = paths.iter().map(|it| format!("{commit}:{it}\n")).collect();
    let texts =
        batch(&git(root, &["cat-file", "--batch"], &asked)?).ok_or("error[git]: `git cat-file` was cut short")?;
    let mut files = Files::new();
    for (path, text) in paths.into_iter().zip(texts) {
        let own = path.strip_prefix(&crate_folder).map(|it| format!("src{it}"));
        let shared = path.strip_prefix(RUNTIME).map(|it| format!("src/runtime{it}"));
        if let Some(path) = own.or(shared) {
            files.entry(path).or_insert(text);
        }
    }
    Ok(files)
}

fn git(root: &Path, arguments: &[&str], input: &str) -> Result<Vec<u8>, Failure> {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(arguments);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = piped.map_err(|error| format!("error[git]: {error}"))?;
    let stdin = child.stdin.take();
    let done = std::thread::scope(|scope| {
        // What is asked for may be more than a pipe holds while nobody reads the other one.
        scope.spawn(move || stdin.map(|mut it| it.write_all(input.as_bytes())));
        child.wait_with_output()
    })?;
    if !done.status.success() {
        return Err(format!("error[git]: {}", String::from_utf8_lossy(&done.stderr).trim()).into());
    }
    Ok(done.stdout)
}

/// The objects that `git cat-file --batch` prints: a line that ends with the size, as many bytes, and a line's end.
fn batch(mut bytes: &[u8]) -> Option<Vec<String>> {
    let mut texts = Vec::new();
    while !bytes.is_empty() {
        let end = bytes.iter().position(|it| *it == b'\n')?;
        let size: usize = std::str::from_utf8(&bytes[..end]).ok()?.rsplit(' ').next()?.parse().ok()?;
        let text = bytes.get(end + 1..end + 1 + size)?;
        texts.push(String::from_utf8(text.to_vec()).ok()?);
        bytes = bytes.get(end + 2 + size..)?;
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{pipeline, workspace};

    fn document(operation: &str) -> String {
        format!(
            r#"{{"openapi": "3.1.0", "info": {{"title": "A", "version": "1"}}, "paths": {{"/x": {{"get": {{
            "operationId": "{operation}", "responses": {{"204": {{"description": "Done."}}}}}}}}}}}}"#
        )
    }

    fn put(root: &Path, path: &str, text: &str) {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    }

    fn commit(root: &Path) {
        git(root, &["init", "-q"], "").unwrap();
        git(root, &["add", "-A"], "").unwrap();
        let identity = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
        git(root, &[&identity[..], &["commit", "-q", "-m", "made"]].concat(), "").unwrap();
    }

    #[test]
    fn a_change_of_what_is_made_is_told_by_its_items() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        put(root, "specs/a/openapi.json", &document("getX"));
        put(root, "specs/a/api.toml", "[package]\nname = \"a\"\nversion = \"0.3.1\"\n");
        let api = |name: &str| workspace::apis(root, &[name.to_owned()]).unwrap().remove(0);
        let made = || pipeline::generate(&api("a")).unwrap().unwrap();
        let explained = || explained(root, "HEAD", &api("a"), &made());
        assert!(explained().unwrap_err().to_string().starts_with("error[git]: "));
        for (path, text) in &made().krate.files {
            put(root, &format!("generated/a/{path}"), text);
        }
        commit(root);
        assert_eq!(explained().unwrap(), "a: no public item differs from HEAD\n");

        // Another document: an item of the document.
        put(root, "specs/a/openapi.json", &document("findX"));
        let text = explained().unwrap();
        assert!(text.starts_with("a: major, ") && text.contains("HEAD; 0.3.1 → 0.4.0\n"), "{text}");
        assert!(text.contains("  major - Client::get_x(): `fn get_x(&self) -> GetXCall`\n"), "{text}");
        assert!(text.contains("  minor + Client::find_x()"), "{text}");

        // Another runtime: the committed one knew a method that this one does not, and none that this one does.
        put(root, "specs/a/openapi.json", &document("getX"));
        let file = root.join("generated/a/src/runtime/facade.rs");
        let facade = fs::read_to_string(&file).unwrap();
        fs::write(&file, facade.replace("pub fn with_timeout(", "pub fn timeout_in(")).unwrap();
        commit(root);
        let text = explained().unwrap();
        assert!(text.starts_with("a: major, 2 public items differ from HEAD; 0.3.1 → 0.4.0\n"), "{text}");
        assert!(
            text.contains("  major - Call::timeout_in(): `fn timeout_in(self, time: Duration) -> Self`\n"),
            "{text}"
        );
        assert!(text.contains("  minor + Call::with_timeout(): "), "{text}");
    }

    #[test]
    fn what_git_prints_is_read_whole_or_not_at_all() {
        assert_eq!(batch(b"abc blob 2\nx\n\nabc blob 0\n\n").unwrap(), ["x\n", ""]);
        for cut in ["abc blob 5\nx\n", "abc blob\n", "abc missing\n", "abc"] {
            assert_eq!(batch(cut.as_bytes()), None, "{cut}");
        }
    }
}
