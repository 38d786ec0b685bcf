//! Crates laid down outside of the workspace, to be built alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use octogen_cli::output::{Overwrite, Plan};

use crate::Failure;

/// Lays a crate down in `folder`, so that it holds nothing else of ours, as a workspace of its own.
pub fn lay(folder: &Path, files: &BTreeMap<String, String>) -> Result<(), Failure> {
    let mut files = files.clone();
    let manifest = files.get_mut("Cargo.toml").ok_or("error[internal]: a crate without Cargo.toml")?;
    let mut table: toml::Table = manifest.parse()?;
    table.entry("workspace").or_insert_with(|| toml::Table::new().into());
    *manifest = table.to_string();
    Ok(Plan::new(folder, &files, Overwrite::All)?.apply()?)
}

/// The files of a crate as they stand on the disk, without what building it left there.
pub fn read(folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let mut files = BTreeMap::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(&at).map_err(|error| format!("error[files]: {}: {error}", at.display()))? {
            let entry = entry?;
            let (path, name) = (entry.path(), entry.file_name());
            if name == "target" || name == "Cargo.lock" || name == octogen_cli::output::MANIFEST {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                let inside = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
                files.insert(inside, fs::read_to_string(&path)?);
            }
        }
    }
    Ok(files)
}

/// The files of a crate from that folder for another one: what it depends on by a path stays where it is.
pub fn moved(mut files: BTreeMap<String, String>, folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let manifest = files.get_mut("Cargo.toml").ok_or("error[internal]: a crate without Cargo.toml")?;
    let mut table: toml::Table = manifest.parse()?;
    for kind in ["dependencies", "dev-dependencies"] {
        let all = table.get_mut(kind).and_then(|it| it.as_table_mut()).into_iter().flatten();
        for path in all.filter_map(|(_, it)| it.get_mut("path")) {
            let there = path.as_str().map(|it| std::path::absolute(folder.join(it))).transpose()?;
            *path = there.unwrap_or_default().display().to_string().into();
        }
    }
    *manifest = table.to_string();
    Ok(files)
}

/// `package.name` of a crate, and the name that its library has on the disk.
pub fn names(files: &BTreeMap<String, String>) -> Result<(String, String), Failure> {
    let table: toml::Table = files.get("Cargo.toml").map_or("", String::as_str).parse()?;
    let name = table.get("package").and_then(|it| it.get("name")).and_then(|it| it.as_str());
    let name = name.ok_or("error[internal]: a crate without a name")?;
    Ok((name.to_owned(), name.replace('-', "_")))
}

/// The name of a crate's driver in the target folder that all of them share.
pub fn driver(name: &str) -> String {
    format!("drive-{name}")
}

/// Gives the driver of a crate that name.
pub fn rename_driver(files: &mut BTreeMap<String, String>, example: &str) {
    let named = |path: String| match path.strip_prefix("examples/drive/") {
        Some(file) => format!("examples/{example}/{file}"),
        None => path,
    };
    *files = std::mem::take(files).into_iter().map(|(path, text)| (named(path), text)).collect();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_comes_back_and_is_its_own_workspace() {
        let folder = tempfile::tempdir().unwrap();
        let files = BTreeMap::from([
            ("Cargo.toml".to_owned(), "[package]\nname = \"a-b\"\n".to_owned()),
            ("src/lib.rs".to_owned(), String::new()),
        ]);
        lay(folder.path(), &files).unwrap();
        fs::create_dir(folder.path().join("target")).unwrap();
        let back = read(folder.path()).unwrap();
        assert_eq!(back.keys().collect::<Vec<_>>(), ["Cargo.toml", "src/lib.rs"]);
        assert!(back["Cargo.toml"].contains("[workspace]"));
        assert_eq!(names(&back).unwrap(), ("a-b".to_owned(), "a_b".to_owned()));
    }

    #[test]
    fn what_a_crate_depends_on_stays_where_it_is() {
        let manifest = "[dependencies]\na = \"1\"\n[dependencies.b]\npath = \"../b\"\n".to_owned();
        let moved = moved(BTreeMap::from([("Cargo.toml".to_owned(), manifest)]), Path::new("/x/c")).unwrap();
        let table: toml::Table = moved["Cargo.toml"].parse().unwrap();
        assert_eq!(table["dependencies"]["a"].as_str(), Some("1"));
        assert_eq!(table["dependencies"]["b"]["path"].as_str(), Some("/x/c/../b"));
    }

    #[test]
    fn drivers_that_share_a_folder_have_names_of_their_own() {
        let files = ["Cargo.toml", "examples/drive/main.rs", "src/lib.rs"];
        let mut files = files.map(|it| (it.to_owned(), String::new())).into();
        rename_driver(&mut files, &driver("a-1"));
        assert_eq!(files.keys().collect::<Vec<_>>(), ["Cargo.toml", "examples/drive-a-1/main.rs", "src/lib.rs"]);
    }
}
