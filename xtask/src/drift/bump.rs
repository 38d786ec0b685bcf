//! The version in `api.toml`, changed where it stands.

/// The settings with another version; everything else keeps its bytes. None where there is no version to change.
pub fn settings(text: &str, version: &str) -> Option<String> {
    let mut inside = false;
    let mut done = false;
    let lines = text.split_inclusive('\n').map(|line| {
        let trimmed = line.trim();
        if trimmed.starts_with('[') {
            inside = trimmed == "[package]";
        }
        let is_version = trimmed.strip_prefix("version").is_some_and(|it| it.trim_start().starts_with('='));
        if !inside || !is_version || done || line.matches('"').count() != 2 {
            return line.to_owned();
        }
        done = true;
        let mut parts = line.splitn(3, '"');
        let (before, after) = (parts.next().unwrap_or_default(), parts.nth(1).unwrap_or_default());
        format!("{before}\"{version}\"{after}")
    });
    let text: String = lines.collect();
    done.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_version_changes() {
        let text = "# a\n[auth]\nversion = \"9\"\n[package]\nname = \"x\"\nversion = \"0.1.0\" # why\n[errors]\n";
        let bumped = text.replace("0.1.0", "0.2.0");
        assert_eq!(settings(text, "0.2.0"), Some(bumped));
        assert_eq!(settings("[package]\nname = \"x\"\n", "0.2.0"), None);
    }
}
