//! `octogen runtime`: the package that clients share, into a folder; and how a client is told where it is.

use std::fs;
use std::path::{Component, Path, PathBuf};

use octogen::config;

use crate::folder::Folder;
use crate::terminal::Terminal;
use crate::{Failure, Verdict};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    folder: Folder,
}

/// Writes the package.
pub fn run(args: &Args, terminal: Terminal) -> Result<Verdict, Failure> {
    let files = octogen::runtime().files;
    let written = args.folder.write(&files, Some(terminal))?;
    let (out, said) = (args.folder.out.display(), written.said());
    terminal.summarize(&format!("{out}: octogen-runtime, {} files, {said}", files.len()));
    Ok(args.folder.verdict(written.differs))
}

/// What `--runtime` says: the folder of the package, as a client in the folder `out` names it, or else a version.
///
/// # Errors
///
/// The folder does not hold the package.
pub fn place(named: &str, out: &Path) -> Result<config::Runtime, Failure> {
    if named.starts_with(|it: char| it.is_ascii_digit() || "^~=".contains(it)) && !Path::new(named).is_dir() {
        return Ok(config::Runtime::Version(named.to_owned()));
    }
    let manifest = Path::new(named).join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap_or_default();
    let name =
        text.parse::<toml::Table>().ok().and_then(|it| Some(it.get("package")?.get("name")?.as_str()?.to_owned()));
    if name.as_deref() != Some("octogen-runtime") {
        let help = format!("`octogen runtime --out {named}` writes the package there");
        return Err(format!(
            "error[files]: {} is not the manifest of octogen-runtime\n  help {help}",
            manifest.display()
        )
        .into());
    }
    let (from, to) = (std::path::absolute(out)?, std::path::absolute(named)?);
    Ok(config::Runtime::Path(relative(&plain(&from), &plain(&to))))
}

/// The path without `.` and `..`, which are taken by their letters: the folder need not be there yet.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut whole, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(whole.pop()),
            other => whole.push(other),
        }
        whole
    })
}

/// How `to` is named from the folder `from`, with `/` on every platform, as cargo takes it.
fn relative(from: &Path, to: &Path) -> String {
    let shared = from.components().zip(to.components()).take_while(|(left, right)| left == right).count();
    let up = from.components().skip(shared).map(|_| "..".to_owned());
    let down = to.components().skip(shared).map(|it| it.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<_> = up.chain(down).collect();
    if parts.is_empty() { ".".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_named_from_the_crate() {
        for (from, to, named) in [
            ("/a/client", "/a/runtime", "../runtime"),
            ("/a/client", "/a/client/runtime", "runtime"),
            ("/a/b/../client", "/a/./x/y", "../x/y"),
            ("/a", "/a", "."),
        ] {
            assert_eq!(relative(&plain(Path::new(from)), &plain(Path::new(to))), named, "{from} → {to}");
        }
    }

    #[test]
    fn a_version_is_no_folder() {
        for version in ["0.1", "^0.1.2", "=1.0.0"] {
            let place = place(version, Path::new("client")).unwrap();
            assert_eq!(place, config::Runtime::Version(version.to_owned()));
        }
        assert!(
            place("no/such/folder", Path::new("client")).unwrap_err().to_string().contains("octogen runtime --out")
        );
    }
}
