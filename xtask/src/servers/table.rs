//! The table of a run, as it stands in `docs/servers.md`.

use std::fmt;

use crate::{Failure, Verdict};

/// What became of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every operation was called.
    Driven {
        /// Operations of the document.
        operations: u64,
        /// Operations whose items were called for over all pages.
        lists: u64,
        /// Calls of them, with different arguments.
        calls: u64,
        /// Calls after which the two sides disagreed.
        unequal: u64,
    },
    /// What it runs on is not installed.
    Skipped(String),
    /// It could not be tried.
    Failed(String),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Driven { operations, lists, calls, unequal } => {
                write!(f, "{operations} operations, {lists} lists over pages, {calls} calls: {unequal} unequal")
            }
            Self::Skipped(reason) => write!(f, "skipped: {reason}"),
            Self::Failed(reason) => write!(f, "failed: {reason}"),
        }
    }
}

/// A line of the table.
pub struct Row {
    pub framework: String,
    pub versions: String,
    pub outcome: Outcome,
}

/// The table in Markdown.
pub fn text(rows: &[Row]) -> String {
    let head =
        "| framework | versions | operations | lists | calls | unequal |\n| --- | --- | ---: | ---: | ---: | ---: |\n";
    let row = |it: &Row| {
        let Row { framework, versions, outcome } = it;
        match outcome {
            Outcome::Driven { operations, lists, calls, unequal } => {
                format!("| {framework} | {versions} | {operations} | {lists} | {calls} | {unequal} |\n")
            }
            Outcome::Skipped(_) => format!("| {framework} | {versions} | skipped | | | |\n"),
            Outcome::Failed(_) => format!("| {framework} | {versions} | failed | | | |\n"),
        }
    };
    rows.iter().map(row).fold(head.to_owned(), |text, it| text + &it)
}

/// Yes where nothing was unequal and a list was found in each application; what was skipped says nothing.
pub fn verdict(rows: &[Row]) -> Result<Verdict, Failure> {
    let failed = rows.iter().filter(|it| matches!(it.outcome, Outcome::Failed(_)));
    let failed: Vec<&str> = failed.map(|it| it.framework.as_str()).collect();
    if !failed.is_empty() {
        return Err(format!("error[servers]: could not be tried: {}", failed.join(", ")).into());
    }
    let differs =
        |it: &Row| matches!(it.outcome, Outcome::Driven { unequal: 1.., .. } | Outcome::Driven { lists: 0, .. });
    Ok(if rows.iter().any(differs) { Verdict::No } else { Verdict::Yes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::servers::recipe;
    use crate::workspace;

    fn row(outcome: Outcome) -> Row {
        Row { framework: "F".to_owned(), versions: "f 1".to_owned(), outcome }
    }

    #[test]
    fn verdicts() {
        let driven_with = |lists, unequal| row(Outcome::Driven { operations: 2, lists, calls: 3, unequal });
        let driven = |unequal| driven_with(1, unequal);
        let skipped = || row(Outcome::Skipped("no".to_owned()));
        assert_eq!(verdict(&[driven(0), skipped()]).unwrap(), Verdict::Yes);
        assert_eq!(verdict(&[driven(0), driven(1)]).unwrap(), Verdict::No);
        assert_eq!(verdict(&[driven(0), driven_with(0, 0)]).unwrap(), Verdict::No);
        assert!(verdict(&[driven(1), row(Outcome::Failed("x".to_owned()))]).is_err());
        assert!(text(&[driven(1), skipped()]).ends_with("| F | f 1 | 2 | 1 | 3 | 1 |\n| F | f 1 | skipped | | | |\n"));
    }

    /// The documented table has a row for every application, with the versions that are pinned.
    #[test]
    fn the_documented_table_is_of_these_versions() {
        let root = workspace::root();
        let documented = std::fs::read_to_string(root.join("docs/servers.md")).unwrap();
        for recipe in recipe::all(&root, &[]).unwrap() {
            let row = format!("| {} | {} |", recipe.framework, recipe.versions().unwrap());
            assert!(documented.contains(&row), "docs/servers.md has no row {row}");
        }
    }
}
