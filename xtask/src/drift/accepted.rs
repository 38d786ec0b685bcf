//! `accepted.toml`: changes of the live document that someone looked at and let be, until a day.
//!
//! ```toml
//! [[accepted]]
//! fingerprint = "5f1d…"
//! reason = "the field was never sent"
//! expires = "2027-01-31"
//! ```

use std::fs;
use std::io;
use std::path::Path;

use octogen::drift::Report;
use serde::Deserialize;

use crate::Failure;

/// The list.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    #[serde(default)]
    accepted: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fingerprint: String,
    reason: String,
    expires: String,
}

impl Accepted {
    /// The list of `specs/<api>`; empty where there is none.
    pub fn read(folder: &Path) -> Result<Self, Failure> {
        let file = folder.join("accepted.toml");
        match fs::read_to_string(&file) {
            Ok(text) => {
                Self::parse(&text).map_err(|error| format!("{}: {error}", file.display()).into())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(format!("error[files]: {}: {error}", file.display()).into()),
        }
    }

    fn parse(text: &str) -> Result<Self, String> {
        let list: Self = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        for Entry {
            fingerprint,
            reason,
            expires,
        } in &list.accepted
        {
            if reason.trim().is_empty() {
                return Err(format!("`{fingerprint}` is accepted without a reason"));
            }
            let shape: String = expires
                .chars()
                .map(|it| if it.is_ascii_digit() { '0' } else { it })
                .collect();
            if shape != "0000-00-00" {
                return Err(format!(
                    "`{fingerprint}` expires on `{expires}`, which is not a day like 2027-01-31"
                ));
            }
        }
        Ok(list)
    }

    /// The report without what is accepted, and what is wrong with the list: entries that have expired, and entries
    /// that nothing needs.
    pub fn apply(&self, mut report: Report, today: &str) -> (Report, Vec<String>) {
        let mut stale = Vec::new();
        for Entry {
            fingerprint,
            reason,
            expires,
        } in &self.accepted
        {
            let found = report
                .changes
                .iter()
                .any(|it| it.fingerprint == *fingerprint);
            if !found {
                stale.push(format!("`{fingerprint}` ({reason}) is not needed any more"));
            } else if expires.as_str() < today {
                stale.push(format!("`{fingerprint}` ({reason}) expired on {expires}"));
            } else {
                report.changes.retain(|it| it.fingerprint != *fingerprint);
            }
        }
        (report, stale)
    }
}

#[cfg(test)]
mod tests {
    use octogen::drift::Change;

    use super::*;

    fn entry(fingerprint: &str, expires: &str) -> String {
        format!(
            "[[accepted]]\nfingerprint = \"{fingerprint}\"\nreason = \"r\"\nexpires = \"{expires}\"\n"
        )
    }

    #[test]
    fn entries_hold_until_their_day_and_only_while_they_are_needed() {
        for (fingerprint, expires, left, stale) in [
            ("a", "2026-11-21", 0, None),
            ("a", "2026-11-20", 1, Some("`a` (r) expired on 2026-11-20")),
            ("b", "2026-11-21", 1, Some("`b` (r) is not needed any more")),
        ] {
            let change = Change {
                message: "m".to_owned(),
                fingerprint: "a".to_owned(),
            };
            let list = Accepted::parse(&entry(fingerprint, expires)).unwrap();
            let (report, said) = list.apply(
                Report {
                    changes: vec![change],
                    ..Report::default()
                },
                "2026-11-21",
            );
            assert_eq!(report.changes.len(), left, "{fingerprint} {expires}");
            assert_eq!(said.first().map(String::as_str), stale);
        }
    }

    #[test]
    fn an_entry_says_why_and_until_when() {
        for (text, said) in [
            (entry("a", "soon"), "not a day"),
            (
                entry("a", "2026-11-21").replace("\"r\"", "\" \""),
                "without a reason",
            ),
            (
                entry("a", "2026-11-21").replace("reason", "why"),
                "unknown field",
            ),
        ] {
            assert!(Accepted::parse(&text).unwrap_err().contains(said), "{said}");
        }
    }
}
