//! `accepted.toml`: changes that were reviewed and accepted, each with a reason and an expiry date. An entry that no longer
//! matches anything fails, and so does one that has expired, so the list stays short.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::change::Report;

/// A date, such as `2027-01-31`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl FromStr for Date {
    type Err = String;

    /// As RFC 3339 writes it.
    fn from_str(text: &str) -> Result<Self, String> {
        let number = |range: std::ops::Range<usize>| -> Option<u16> {
            let digits = text.get(range)?;
            digits.bytes().all(|it| it.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        let date = || {
            let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
            let dashes = text.len() == 10 && text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
            let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
            (dashes && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day)).then_some(Self {
                year,
                month,
                day,
            })
        };
        date().ok_or_else(|| format!("`{text}` is not a date such as 2027-01-31"))
    }
}

fn days(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The accepted changes of one API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The entries, in the order of the file.
    pub entries: Vec<Entry>,
}

/// An accepted change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The change's fingerprint.
    pub fingerprint: String,
    /// Why it is accepted.
    pub reason: String,
    /// The last day on which it is accepted.
    pub expires: Date,
}

/// The result of applying the list to a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The report without the accepted changes.
    pub report: Report,
    /// The number of accepted changes.
    pub accepted: usize,
    /// The problems of the list, one line each.
    pub failures: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accepted: Vec<Line>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    fingerprint: String,
    reason: String,
    expires: String,
}

impl Accepted {
    /// Reads the text of the file.
    ///
    /// # Errors
    ///
    /// Fails if the text is not TOML of this form, a reason is empty, a date is invalid, or a fingerprint occurs twice.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let mut entries: Vec<Entry> = Vec::new();
        for Line { fingerprint, reason, expires } in file.accepted {
            if reason.trim().is_empty() {
                return Err(format!("the entry {fingerprint} has no reason"));
            }
            if entries.iter().any(|it| it.fingerprint == fingerprint) {
                return Err(format!("the entry {fingerprint} stands there twice"));
            }
            entries.push(Entry { expires: expires.parse()?, fingerprint, reason });
        }
        Ok(Self { entries })
    }

    /// Takes the accepted changes out of a report.
    pub fn apply(&self, report: Report, today: Date) -> Verdict {
        let mut failures = Vec::new();
        let mut valid: Vec<&str> = Vec::new();
        for Entry { fingerprint, reason, expires } in &self.entries {
            if !report.changes.iter().any(|it| it.fingerprint == *fingerprint) {
                failures
                    .push(format!("accepted change {fingerprint} ({reason}) is not needed any more: remove the entry"));
            } else if *expires < today {
                failures.push(format!("accepted change {fingerprint} ({reason}) expired on {expires}: decide again"));
            } else {
                valid.push(fingerprint);
            }
        }
        let (accepted, left): (Vec<_>, Vec<_>) =
            report.changes.into_iter().partition(|it| valid.contains(&it.fingerprint.as_str()));
        Verdict { report: Report::new(left, report.addresses), accepted: accepted.len(), failures }
    }
}
