//! The version that a crate must go to. Below 1.0.0 the first number that is not zero stands for the major one,
//! as cargo has it: breaking is 0.3.1 → 0.4.0, anything else 0.3.1 → 0.3.2.

use crate::diff::verdict::Level;

/// The next version; none where the version is not three numbers. What follows a `-` or `+` is dropped.
pub fn next(version: &str, level: Level) -> Option<String> {
    let core = version.split(['-', '+']).next()?;
    let numbers: Vec<u64> = core.split('.').map(|it| it.parse().ok()).collect::<Option<_>>()?;
    let [major, minor, patch] = numbers.as_slice() else { return None };
    Some(match (level, *major, *minor) {
        (Level::None, ..) => version.to_owned(),
        (Level::Major, 0, _) => format!("0.{}.0", minor.checked_add(1)?),
        (Level::Major, ..) => format!("{}.0.0", major.checked_add(1)?),
        (Level::Minor, 1.., _) => format!("{major}.{}.0", minor.checked_add(1)?),
        (Level::Minor | Level::Patch, ..) => format!("{major}.{minor}.{}", patch.checked_add(1)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions() {
        for (version, level, expected) in [
            ("1.2.3", Level::None, Some("1.2.3")),
            ("1.2.3", Level::Patch, Some("1.2.4")),
            ("1.2.3", Level::Minor, Some("1.3.0")),
            ("1.2.3", Level::Major, Some("2.0.0")),
            ("0.2.3", Level::Patch, Some("0.2.4")),
            ("0.2.3", Level::Minor, Some("0.2.4")),
            ("0.2.3", Level::Major, Some("0.3.0")),
            ("0.0.3", Level::Minor, Some("0.0.4")),
            ("0.0.3", Level::Major, Some("0.1.0")),
            ("1.0.0-rc.1", Level::Major, Some("2.0.0")),
            ("1.2", Level::Major, None),
            ("v1.2.3", Level::Major, None),
        ] {
            assert_eq!(next(version, level).as_deref(), expected, "{version} {level}");
        }
    }
}
