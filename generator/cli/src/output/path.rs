//! Which paths a crate may have: relative, plain, and one file each on every file system.

use std::collections::BTreeMap;

use super::{MANIFEST, OutputError};

/// Names that are devices on Windows, with any extension.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Checks each path by itself, then all of them together.
pub(super) fn check_all<'a>(paths: impl Iterator<Item = &'a str>) -> Result<(), OutputError> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        check(path)?;
        if seen.insert(path.to_lowercase(), path).is_some() {
            return Err(fault(path, "differs from another path only in case"));
        }
    }
    let folder = seen.keys().find(|path| {
        let inside = format!("{path}/");
        seen.range(inside.clone()..).next().is_some_and(|(it, _)| it.starts_with(&inside))
    });
    match folder {
        Some(path) => Err(fault(path, "is a file and a folder")),
        None => Ok(()),
    }
}

/// Whether a path stays inside the folder.
pub(super) fn check(path: &str) -> Result<(), OutputError> {
    if path == MANIFEST {
        return Err(fault(path, "is the name of the manifest"));
    }
    match path.split('/').find_map(part_fault) {
        Some(reason) => Err(fault(path, reason)),
        None => Ok(()),
    }
}

fn part_fault(part: &str) -> Option<&'static str> {
    let stem = part.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = |name: &str| stem.strip_prefix(name).is_some_and(|it| matches!(it.as_bytes(), [b'1'..=b'9']));
    match part {
        "" => Some("has an empty part"),
        "." | ".." => Some("leaves its folder"),
        ".git" => Some("is inside `.git`"),
        _ if part.contains(['\\', ':', '*', '?', '"', '<', '>', '|']) || part.contains(char::is_control) => {
            Some("has a character that is not a name on every system")
        }
        _ if part.ends_with(['.', ' ']) => Some("ends in a dot or space"),
        _ if DEVICES.contains(&stem.as_str()) || numbered("com") || numbered("lpt") => Some("is a device's name"),
        _ => None,
    }
}

fn fault(path: &str, reason: &'static str) -> OutputError {
    OutputError::Path(path.to_owned(), reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        for (path, fine) in [
            ("src/lib.rs", true),
            ("src/types/console.rs", true),
            (".gitignore", true),
            ("", false),
            ("/etc/passwd", false),
            ("../a", false),
            ("src/../../a", false),
            ("src//a", false),
            ("src/./a", false),
            ("c:/a", false),
            ("src\\a", false),
            (".git/config", false),
            ("src/nul.rs", false),
            ("src/COM1", false),
            ("a. ", false),
            ("a\nb", false),
            (MANIFEST, false),
        ] {
            assert_eq!(check(path).is_ok(), fine, "{path:?}");
        }
    }

    #[test]
    fn paths_are_one_file_each() {
        for (paths, fine) in [
            (["src/a.rs", "src/b.rs"], true),
            (["src/a", "src/ab"], true),
            (["src/a.rs", "src/A.rs"], false),
            (["src/a", "src/a/b.rs"], false),
        ] {
            assert_eq!(check_all(paths.into_iter()).is_ok(), fine, "{paths:?}");
        }
    }
}
