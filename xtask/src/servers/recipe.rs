//! What an application needs, how its document is written and how it is started: `tests/servers/<name>/server.toml`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::Value;

use super::target::{cargo_environment, target};
use crate::Failure;

/// An application and the words of its recipe. In commands `{work}` is its folder below `target/servers`, `{target}`
/// what cargo builds into, and `{port}` the port to listen on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The framework's own name.
    pub framework: String,
    /// Programs that have to be installed; where one is not, the application is skipped.
    #[serde(default)]
    pub runtime: Vec<String>,
    /// The file with the pinned versions. What is installed is kept as long as it stays the same.
    pub locked: String,
    /// The packages of it whose versions stand in the table.
    pub packages: Vec<String>,
    /// Commands that install what is locked.
    #[serde(default)]
    pub install: Vec<Vec<String>>,
    /// Commands that build the application itself.
    #[serde(default)]
    pub build: Vec<Vec<String>>,
    /// The command that writes the document to standard output.
    pub document: Vec<String>,
    /// The command that serves on `127.0.0.1:{port}`.
    pub serve: Vec<String>,
    /// The folder's name.
    #[serde(skip)]
    pub name: String,
    /// The folder.
    #[serde(skip)]
    pub folder: PathBuf,
    /// The repository.
    #[serde(skip)]
    pub root: PathBuf,
}

/// The named applications, or all of them, by name.
pub fn all(root: &Path, names: &[String]) -> Result<Vec<Recipe>, Failure> {
    let known = known(root)?;
    if let Some(name) = names.iter().find(|it| !known.contains(it)) {
        return Err(format!("error[usage]: no application `{name}`\n  help there are {}", known.join(", ")).into());
    }
    known.iter().filter(|it| names.is_empty() || names.contains(it)).map(|it| Recipe::read(root, it)).collect()
}

fn known(root: &Path) -> Result<Vec<String>, Failure> {
    let folder = root.join("tests/servers");
    let entries = fs::read_dir(&folder).map_err(|error| format!("error[files]: {}: {error}", folder.display()))?;
    let folders = entries.filter_map(Result::ok).filter(|it| it.path().join("server.toml").is_file());
    let mut names: Vec<String> = folders.filter_map(|it| it.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

impl Recipe {
    fn read(root: &Path, name: &str) -> Result<Self, Failure> {
        let folder = root.join("tests/servers").join(name);
        let file = folder.join("server.toml");
        let text = fs::read_to_string(&file).map_err(|error| format!("error[files]: {}: {error}", file.display()))?;
        let recipe: Self = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        Ok(Self { name: name.to_owned(), folder, root: root.to_owned(), ..recipe })
    }

    /// Where everything that is made for it goes.
    pub fn work(&self) -> PathBuf {
        self.root.join("target/servers").join(&self.name)
    }

    /// The first program that cannot be run.
    pub fn missing_runtime(&self) -> Option<&str> {
        let runs = |program: &String| {
            let mut command = Command::new(program);
            let command = command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            command.status().is_ok_and(|it| it.success())
        };
        self.runtime.iter().find(|it| !runs(it)).map(String::as_str)
    }

    /// A command of the recipe, to be run in `folder`.
    pub fn command(&self, words: &[String], folder: &Path, port: u16) -> Result<Command, Failure> {
        let filled = |word: &String| {
            let work = self.work();
            let word = word.replace("{work}", &work.to_string_lossy()).replace("{port}", &port.to_string());
            word.replace("{target}", &target(&self.root).to_string_lossy())
        };
        let (program, arguments) = words.split_first().ok_or("error[usage]: a command without words")?;
        let mut command = Command::new(filled(program));
        command.args(arguments.iter().map(filled)).current_dir(folder);
        cargo_environment(&self.root, &mut command);
        Ok(command)
    }

    /// `fastapi 0.1.0, pydantic 2.0.0`, as far as the file with the versions has them.
    pub fn versions(&self) -> Result<String, Failure> {
        let text = fs::read_to_string(self.folder.join(&self.locked))?;
        let found = |name: &String| match version(&self.locked, &text, name) {
            Some(version) => Ok(format!("{name} {version}")),
            None => Err(format!("error[files]: {} of {} has no {name}", self.locked, self.name)),
        };
        let found: Vec<String> = self.packages.iter().map(found).collect::<Result<_, _>>()?;
        Ok(found.join(", "))
    }
}

/// The version of a package in a lock file of pip, npm or cargo.
fn version(file: &str, text: &str, name: &str) -> Option<String> {
    match file {
        "package-lock.json" => {
            let lock: Value = serde_json::from_str(text).ok()?;
            lock["packages"][format!("node_modules/{name}")]["version"].as_str().map(str::to_owned)
        }
        "Cargo.lock" => {
            let lock: toml::Table = text.parse().ok()?;
            let package = lock["package"].as_array()?.iter().find(|it| it["name"].as_str() == Some(name))?;
            package["version"].as_str().map(str::to_owned)
        }
        _ => text.lines().find_map(|it| it.strip_prefix(name)?.strip_prefix("==")).map(|it| it.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    #[test]
    fn versions_of_three_lock_files() {
        let npm = r#"{"packages": {"": {}, "node_modules/@a/b": {"version": "1.2.3"}}}"#;
        let cargo = "[[package]]\nname = \"axum\"\nversion = \"0.8.1\"\n";
        for (file, text, name, found) in [
            ("requirements.txt", "# a\nfastapi-cli==9\nfastapi==0.1.0\n", "fastapi", Some("0.1.0")),
            ("package-lock.json", npm, "@a/b", Some("1.2.3")),
            ("package-lock.json", npm, "b", None),
            ("Cargo.lock", cargo, "axum", Some("0.8.1")),
        ] {
            assert_eq!(version(file, text, name).as_deref(), found, "{file} {name}");
        }
    }

    /// Every recipe can be read, and says what it pins.
    #[test]
    fn recipes() {
        let recipes = all(&workspace::root(), &[]).unwrap();
        assert!(!recipes.is_empty());
        for recipe in recipes {
            assert!(!recipe.versions().unwrap().is_empty(), "{}", recipe.name);
        }
    }

    /// A lock file that names a registry would be of use to nobody who has another.
    #[test]
    fn lock_files_of_npm_name_no_host() {
        for recipe in all(&workspace::root(), &[]).unwrap() {
            let text = fs::read_to_string(recipe.folder.join(&recipe.locked)).unwrap();
            assert!(recipe.locked == "Cargo.lock" || !text.contains("://"), "{}", recipe.name);
        }
    }
}
