//! Document and `source.toml` change together or not at all.
//!
//! The folder of the API is copied beside itself with the two new files in it, flushed to the disk, and then the two
//! folders change places in one step of the system. A run that is cut short leaves the old pair or the new one.
//! Where the file system has no such step, the files are moved one by one, and `recover` ends what was cut short.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use octogen_cli::output::sha256;

use super::origin::Origin;
use crate::Failure;

/// Replaces the document (a path whose last part is its name) and `source.toml` of `specs/<name>`.
pub fn pair(specs: &Path, name: &str, document: &str, text: &str, origin: &str) -> Result<(), Failure> {
    let document = document.rsplit('/').next().unwrap_or(document);
    let (old, new) = (specs.join(name), specs.join(format!(".{name}.new")));
    let done = staged(&old, &new, document, text, origin).and_then(|()| exchange(&old, &new, document));
    let cleaned = fs::remove_dir_all(&new);
    done.map_err(|error| format!("{}: nothing was written: {error}", old.display()))?;
    cleaned.map_err(|error| format!("{}: {error}", new.display()).into())
}

/// Ends a swap that was cut short, and clears away what it left.
pub fn recover(specs: &Path, name: &str, document: &str) -> io::Result<()> {
    let document = document.rsplit('/').next().unwrap_or(document);
    let (old, new) = (specs.join(name), specs.join(format!(".{name}.new")));
    completed(&old, &new, document)?;
    removed(&new)
}

/// Where the cut was between the two files, the document is the one that the waiting `source.toml` names, and not the
/// one that the old `source.toml` names. Anything else is left as it is.
fn completed(old: &Path, new: &Path, document: &str) -> io::Result<()> {
    let names = |folder: &Path| -> Option<String> {
        let origin: Origin = toml::from_str(&fs::read_to_string(folder.join("source.toml")).ok()?).ok()?;
        Some(origin.sha256)
    };
    let (Some(before), Some(after), Ok(text)) = (names(old), names(new), fs::read(old.join(document))) else {
        return Ok(());
    };
    let hash = sha256(&text);
    if before == hash || after != hash {
        return Ok(());
    }
    fs::rename(new.join("source.toml"), old.join("source.toml"))?;
    sync(old)
}

/// A folder that is not there is removed already.
fn removed(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn staged(old: &Path, new: &Path, document: &str, text: &str, origin: &str) -> io::Result<()> {
    removed(new)?;
    // A folder that must not be written to is not written to by way of its copy either.
    for file in [document, "source.toml"] {
        let kind = fs::symlink_metadata(old.join(file));
        if kind.as_ref().is_ok_and(|it| !it.is_file() || it.permissions().readonly()) {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, format!("{file} is not a file to be written")));
        }
    }
    copy(old, new)?;
    for (file, text) in [(document, text), ("source.toml", origin)] {
        fs::write(new.join(file), text)?;
        File::open(new.join(file))?.sync_all()?;
    }
    sync(new)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(old: &Path, new: &Path, document: &str) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, old, CWD, new, RenameFlags::EXCHANGE) {
        Ok(()) => old.parent().map_or(Ok(()), sync),
        // Some file systems cannot do it.
        Err(_) => one_by_one(old, new, document),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(old: &Path, new: &Path, document: &str) -> io::Result<()> {
    one_by_one(old, new, document)
}

/// The origin goes last: it names the document's hash, so a pair that was cut in the middle is found out.
fn one_by_one(old: &Path, new: &Path, document: &str) -> io::Result<()> {
    fs::rename(new.join(document), old.join(document))?;
    fs::rename(new.join("source.toml"), old.join("source.toml"))
}

#[cfg(unix)]
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pair_changes_and_the_rest_stays() {
        let specs = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| fs::write(specs.path().join(path), text).unwrap();
        fs::create_dir_all(specs.path().join("a/more")).unwrap();
        put("a/openapi.json", "old");
        put("a/source.toml", "old");
        put("a/more/b", "b");
        fs::create_dir(specs.path().join(".a.new")).unwrap(); // a run that was killed
        pair(specs.path(), "a", "specs/a/openapi.json", "new", "newer").unwrap();
        let read = |path: &str| fs::read_to_string(specs.path().join(path)).unwrap();
        assert_eq!(
            (read("a/openapi.json"), read("a/source.toml"), read("a/more/b")),
            ("new".into(), "newer".into(), "b".into())
        );
        assert!(!specs.path().join(".a.new").exists());
    }

    const CHILD: &str = "OCTOGEN_SWAP_IN";

    /// Not a test of its own: the process that is killed, changing the pair again and again.
    #[test]
    fn writer() {
        let Some(specs) = std::env::var_os(CHILD) else { return };
        for turn in 1_u32.. {
            let text = format!("{turn}").repeat(50_000);
            pair(Path::new(&specs), "a", "openapi.json", &text, &origin(&text)).unwrap();
        }
    }

    fn origin(text: &str) -> String {
        Origin::default().dated("2026-01-01", text).text().unwrap()
    }

    /// A process that writes is killed at twenty moments; document and origin belong together each time, and a
    /// further run goes on from there.
    #[test]
    fn a_kill_leaves_the_old_pair_or_the_new_one() {
        let specs = tempfile::tempdir().unwrap();
        let a = specs.path().join("a");
        fs::create_dir(&a).unwrap();
        let matching = || {
            let text = fs::read(a.join("openapi.json")).unwrap();
            let named: Origin = toml::from_str(&fs::read_to_string(a.join("source.toml")).unwrap()).unwrap();
            assert_eq!(named.sha256, sha256(&text));
            text
        };
        fs::write(a.join("openapi.json"), "0").unwrap();
        fs::write(a.join("source.toml"), origin("0")).unwrap();
        let mut seen = std::collections::BTreeSet::new();
        for run in 0..20_u64 {
            let before = fs::read(a.join("openapi.json")).unwrap();
            let program = std::env::current_exe().unwrap();
            let mut child = std::process::Command::new(program)
                .args(["--exact", "refresh::swap::tests::writer"])
                .env(CHILD, specs.path())
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap();
            // However slow the machine is, the writer is at work before it is killed.
            while fs::read(a.join("openapi.json")).unwrap() == before {
                assert!(child.try_wait().unwrap().is_none(), "the writer ended by itself");
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            std::thread::sleep(std::time::Duration::from_micros(run * 3_137));
            assert!(child.try_wait().unwrap().is_none(), "the writer ended by itself");
            child.kill().unwrap();
            child.wait().unwrap();
            recover(specs.path(), "a", "openapi.json").unwrap();
            seen.insert(matching());
        }
        assert!(seen.len() > 1, "no kill came after a write");
        pair(specs.path(), "a", "openapi.json", "last", &origin("last")).unwrap();
        assert_eq!(matching(), b"last");
    }

    #[test]
    fn a_swap_cut_between_its_files_is_ended() {
        let specs = tempfile::tempdir().unwrap();
        let (a, waiting) = (specs.path().join("a"), specs.path().join(".a.new"));
        for (folder, document, named) in [(&a, "new", "old"), (&waiting, "old", "new")] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("openapi.json"), document).unwrap();
            fs::write(folder.join("source.toml"), origin(named)).unwrap();
        }
        recover(specs.path(), "a", "specs/a/openapi.json").unwrap();
        assert_eq!(fs::read_to_string(a.join("source.toml")).unwrap(), origin("new"));
        assert!(!waiting.exists(), "what the cut run left is cleared away");

        // A document that was edited by hand is not made right by a folder that waits.
        fs::create_dir(&waiting).unwrap();
        fs::write(a.join("openapi.json"), "edited").unwrap();
        fs::write(waiting.join("source.toml"), origin("newer")).unwrap();
        recover(specs.path(), "a", "specs/a/openapi.json").unwrap();
        assert_eq!(fs::read_to_string(a.join("source.toml")).unwrap(), origin("new"));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_read_only_files_are_left_alone() {
        let specs = tempfile::tempdir().unwrap();
        let a = specs.path().join("a");
        fs::create_dir(&a).unwrap();
        fs::write(specs.path().join("outside"), "old").unwrap();
        std::os::unix::fs::symlink(specs.path().join("outside"), a.join("openapi.json")).unwrap();
        fs::write(a.join("source.toml"), "old").unwrap();
        assert!(pair(specs.path(), "a", "openapi.json", "new", "new").is_err());
        fs::remove_file(a.join("openapi.json")).unwrap();
        fs::write(a.join("openapi.json"), "old").unwrap();
        let mut permissions = fs::metadata(a.join("source.toml")).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(a.join("source.toml"), permissions).unwrap();
        assert!(pair(specs.path(), "a", "openapi.json", "new", "new").is_err());
        assert_eq!(fs::read_to_string(a.join("openapi.json")).unwrap(), "old");
        assert_eq!(fs::read_to_string(specs.path().join("outside")).unwrap(), "old");
    }
}
