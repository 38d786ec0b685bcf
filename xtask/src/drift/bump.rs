//! The version that a change asks for, its place in `api.toml`, and the entry for the changelog.

use octogen::drift::{Level, Report};

/// The next version. Before 1.0 the second number is the one that breaks, and the third one is for all else.
pub fn next(version: &str, level: Level) -> Option<String> {
    let numbers: Option<Vec<u64>> = version.split('.').map(|it| it.parse().ok()).collect();
    let [major, minor, patch] = numbers?[..] else {
        return None;
    };
    let next = match (level, major) {
        (Level::None, _) => [major, minor, patch],
        (Level::Major, 0) => [0, minor + 1, 0],
        (Level::Minor | Level::Patch, 0) => [0, minor, patch + 1],
        (Level::Major, _) => [major + 1, 0, 0],
        (Level::Minor, _) => [major, minor + 1, 0],
        (Level::Patch, _) => [major, minor, patch + 1],
    };
    Some(next.map(|it| it.to_string()).join("."))
}

/// The settings with another version; everything else keeps its bytes. None where there is no version to change.
pub fn settings(text: &str, version: &str) -> Option<String> {
    let mut inside = false;
    let mut done = false;
    let lines = text.split_inclusive('\n').map(|line| {
        let trimmed = line.trim();
        if trimmed.starts_with('[') {
            inside = trimmed == "[package]";
        }
        let is_version = trimmed
            .strip_prefix("version")
            .is_some_and(|it| it.trim_start().starts_with('='));
        if !inside || !is_version || done {
            return line.to_owned();
        }
        done = true;
        let mut parts = line.splitn(3, '"');
        let (before, after) = (
            parts.next().unwrap_or_default(),
            parts.nth(1).unwrap_or_default(),
        );
        format!("{before}\"{version}\"{after}")
    });
    let text: String = lines.collect();
    done.then_some(text)
}

/// An entry that can be pasted.
pub fn entry(package: &str, version: &str, report: &Report) -> String {
    let lines = report
        .changes
        .iter()
        .map(|it| format!("- {}\n", it.message));
    format!("## {package} {version}\n\n{}", lines.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        for (version, level, expected) in [
            ("0.1.2", Level::None, Some("0.1.2")),
            ("0.1.2", Level::Patch, Some("0.1.3")),
            ("0.1.2", Level::Minor, Some("0.1.3")),
            ("0.1.2", Level::Major, Some("0.2.0")),
            ("1.2.3", Level::Patch, Some("1.2.4")),
            ("1.2.3", Level::Minor, Some("1.3.0")),
            ("1.2.3", Level::Major, Some("2.0.0")),
            ("1.2.3-rc.1", Level::Major, None),
        ] {
            assert_eq!(
                next(version, level).as_deref(),
                expected,
                "{version} {level:?}"
            );
        }
    }

    #[test]
    fn only_the_version_changes() {
        let text = "# a\n[auth]\nversion = \"9\"\n[package]\nname = \"x\"\nversion = \"0.1.0\" # why\n[errors]\n";
        let bumped = text.replace("0.1.0", "0.2.0");
        assert_eq!(settings(text, "0.2.0"), Some(bumped));
        assert_eq!(settings("[package]\nname = \"x\"\n", "0.2.0"), None);
    }
}
