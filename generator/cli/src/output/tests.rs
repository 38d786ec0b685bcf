use super::*;

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn root(&self) -> PathBuf {
        self.0.path().join("out")
    }

    /// The files that are there, without the manifest.
    fn listing(&self) -> Vec<(String, String)> {
        let mut found = Vec::new();
        let mut folders = vec![self.root()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else if entry.file_name() != MANIFEST {
                    let path = entry.path().strip_prefix(self.root()).unwrap().to_str().unwrap().to_owned();
                    found.push((path, fs::read_to_string(entry.path()).unwrap()));
                }
            }
        }
        found.sort();
        found
    }

    #[track_caller]
    fn write(&self, files: &[(&str, &str)]) -> Vec<String> {
        let plan = Plan::new(&self.root(), &crate_of(files), Overwrite::Nothing).unwrap();
        plan.apply().unwrap();
        plan.changes().iter().map(ToString::to_string).collect()
    }

    fn put(&self, path: &str, text: &str) {
        let file = self.root().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    #[track_caller]
    fn refused(&self, files: &[(&str, &str)]) -> String {
        Plan::new(&self.root(), &crate_of(files), Overwrite::Nothing)
            .unwrap_err()
            .to_string()
            .replace(self.root().to_str().unwrap(), "out")
    }
}

fn crate_of(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect()
}

fn owned(files: &[(&str, &str)]) -> Vec<(String, String)> {
    crate_of(files).into_iter().collect()
}

#[test]
fn a_second_run_changes_nothing() {
    let folder = Folder::new();
    let files = [("Cargo.toml", "a"), ("src/lib.rs", "b")];
    assert_eq!(folder.write(&files), ["new      Cargo.toml", "new      src/lib.rs"]);
    let modified = |path: &str| fs::metadata(folder.root().join(path)).unwrap().modified().unwrap();
    let before = (modified("Cargo.toml"), modified(MANIFEST));
    assert_eq!(folder.write(&files), [""; 0]);
    assert_eq!((modified("Cargo.toml"), modified(MANIFEST)), before);
    assert!(Plan::new(&folder.root(), &crate_of(&files), Overwrite::Nothing).unwrap().is_empty());
}

#[test]
fn only_changed_files_are_written() {
    let folder = Folder::new();
    folder.write(&[("a", "1"), ("b", "1")]);
    assert_eq!(folder.write(&[("a", "1"), ("b", "2")]), ["changed  b"]);
}

#[test]
fn files_made_before_and_no_longer_are_removed_and_only_those() {
    let folder = Folder::new();
    folder.write(&[("src/old/a.rs", "1"), ("src/lib.rs", "1")]);
    folder.put("src/mine.rs", "mine");
    assert_eq!(folder.write(&[("src/lib.rs", "1")]), ["removed  src/old/a.rs"]);
    assert_eq!(folder.listing(), owned(&[("src/lib.rs", "1"), ("src/mine.rs", "mine")]));
    assert!(!folder.root().join("src/old").exists());
}

#[test]
fn a_folder_that_still_holds_something_stays() {
    let folder = Folder::new();
    folder.write(&[("src/old/a.rs", "1")]);
    folder.put("src/old/mine.rs", "mine");
    folder.write(&[("src/lib.rs", "1")]);
    assert_eq!(folder.listing(), owned(&[("src/lib.rs", "1"), ("src/old/mine.rs", "mine")]));
}

#[test]
fn edited_files_are_left_alone_without_force() {
    // What was edited, what is to be written, what is said.
    for (edited, files) in [
        ("a", vec![("a", "2"), ("b", "1")]),
        ("a", vec![("a", "1"), ("b", "1")]),
        ("b", vec![("a", "2")]),
        ("b", vec![("a", "1"), ("b", "3"), ("c", "1")]),
    ] {
        let folder = Folder::new();
        folder.write(&[("a", "1"), ("b", "1")]);
        folder.put(edited, "edited");
        let before = folder.listing();
        let said = folder.refused(&files);
        assert!(said.contains(&format!("\n  at   {edited}: edited since octogen wrote it\n")), "{said}");
        assert!(said.contains("--force"), "{said}");
        assert_eq!(folder.listing(), before);
        Plan::new(&folder.root(), &crate_of(&files), Overwrite::All).unwrap().apply().unwrap();
        assert_eq!(folder.listing(), owned(&files));
    }
}

#[test]
fn a_folder_of_nothing_but_what_is_made_is_made_again() {
    let folder = Folder::new();
    folder.write(&[("a", "1"), ("b", "1")]);
    folder.put("a", "edited");
    let made = |files: &[(&str, &str)]| Plan::new(&folder.root(), &crate_of(files), Overwrite::Edited);
    made(&[("a", "1"), ("b", "1")]).unwrap().apply().unwrap();
    assert_eq!(folder.listing(), owned(&[("a", "1"), ("b", "1")]));
    folder.put("b", "edited");
    folder.put("c", "mine");
    assert!(made(&[("a", "1")]).is_err(), "what was edited is not removed");
    assert!(made(&[("a", "1"), ("b", "1"), ("c", "1")]).is_err());
}

#[test]
fn an_edit_that_is_what_would_be_written_is_fine() {
    let folder = Folder::new();
    folder.write(&[("a", "1"), ("b", "1")]);
    folder.put("a", "2");
    assert_eq!(folder.write(&[("a", "2"), ("b", "1")]), [""; 0]);
}

#[test]
fn a_file_of_other_origin_is_not_overwritten_without_force() {
    let folder = Folder::new();
    folder.put("src/lib.rs", "mine");
    folder.put("Cargo.toml", "same");
    let files = [("Cargo.toml", "same"), ("src/lib.rs", "ours"), ("src/new.rs", "ours")];
    assert_eq!(
        folder.refused(&files),
        "error[not-ours]: out holds files that octogen did not write, or that were edited since\n  at   src/lib.rs: not written by octogen\n  \
         help nothing was written; choose another folder, move the files away, or add --force"
    );
    assert_eq!(folder.listing(), owned(&[("Cargo.toml", "same"), ("src/lib.rs", "mine")]));
    Plan::new(&folder.root(), &crate_of(&files), Overwrite::All).unwrap().apply().unwrap();
    assert_eq!(folder.listing(), owned(&files));
}

#[test]
fn a_lost_manifest_is_made_again() {
    let folder = Folder::new();
    folder.write(&[("a", "1")]);
    fs::remove_file(folder.root().join(MANIFEST)).unwrap();
    assert!(!Plan::new(&folder.root(), &crate_of(&[("a", "1")]), Overwrite::Nothing).unwrap().is_empty());
    assert_eq!(folder.write(&[("a", "1")]), [""; 0]);
    assert!(folder.root().join(MANIFEST).exists());
}

#[test]
fn a_run_that_was_cut_short_is_completed() {
    let folder = Folder::new();
    folder.write(&[("a", "1"), ("old", "1")]);
    let files = crate_of(&[("a", "2"), ("b", "2")]);
    let plan = Plan::new(&folder.root(), &files, Overwrite::Nothing).unwrap();
    plan.before.joined(&plan.after).write(&plan.root).unwrap();
    apply::write(&plan.root, "b", b"2").unwrap();
    apply::write(&plan.root, "a", b"2").unwrap();
    fs::write(folder.root().join(".a.octogen-new"), "half").unwrap();
    folder.write(&[("a", "3"), ("b", "3")]);
    assert_eq!(folder.listing(), owned(&[("a", "3"), ("b", "3")]));
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    let outside = folder.0.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("a"), "mine").unwrap();
    fs::create_dir(folder.root()).unwrap();
    symlink(&outside, folder.root().join("src")).unwrap();
    symlink(outside.join("a"), folder.root().join("a")).unwrap();
    for path in ["src/a", "src/new", "a"] {
        assert!(folder.refused(&[(path, "ours")]).starts_with("error[output-target]"), "{path}");
    }
    assert_eq!(fs::read_to_string(outside.join("a")).unwrap(), "mine");
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
}

#[test]
fn a_folder_where_a_file_belongs_is_an_error() {
    let folder = Folder::new();
    folder.put("a/b", "mine");
    for path in ["a", "a/b/c"] {
        assert!(folder.refused(&[(path, "ours")]).starts_with("error[output-target]"), "{path}");
    }
}

#[test]
fn one_file_is_replaced_whole() {
    let folder = Folder::new();
    folder.put("a", "1");
    replace(&folder.root().join("a"), b"2").unwrap();
    assert_eq!(folder.listing(), owned(&[("a", "2")]));
    assert!(replace(&folder.root().join("missing/a"), b"2").is_err());
}

#[test]
fn a_crate_without_files_leaves_nothing_behind() {
    let folder = Folder::new();
    folder.write(&[("src/a", "1")]);
    folder.write(&[]);
    assert!(!folder.root().exists());
}
