//! The folder that a command writes: a crate's files, compared with what stands there, then written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use octogen_cli::output::{Change, Overwrite, Plan};
use serde_json::{Value, json};

use crate::terminal::Terminal;
use crate::{Failure, Verdict};

#[derive(clap::Args)]
#[group(skip)]
pub struct Folder {
    /// The folder of the crate, created if it does not exist
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Overwrite and remove files even if octogen did not write them, or if they were edited since
    #[arg(long)]
    force: bool,
    /// Print what would be written, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print the changes of each file line by line, and write nothing
    #[cfg(feature = "dry-diff")]
    #[arg(long, conflicts_with = "dry_run")]
    diff: bool,
    /// Write nothing, and fail if anything would be written
    #[arg(long, conflicts_with_all = ["dry_run", "force"])]
    pub check: bool,
}

/// What a run did, or would do.
pub struct Written {
    changes: Vec<Change>,
    /// Whether nothing was written, whatever there was to change.
    dry: bool,
    /// Whether the folder was another one.
    pub differs: bool,
}

impl Written {
    /// In words: `3 files changed`.
    pub fn said(&self) -> String {
        match self.dry {
            true => format!("{} to change", self.changes.len()),
            false => format!("{} changed", self.changes.len()),
        }
    }

    /// For programs: a list of objects with `path` and `change`, which is `new`, `changed` or `removed`.
    pub fn json(&self) -> Value {
        let entry = |it: &Change| json!({ "path": it.path(), "change": it.word() });
        self.changes.iter().map(entry).collect()
    }
}

impl Folder {
    /// Writes the files, or prints on `listing` what would be written.
    ///
    /// # Errors
    ///
    /// A file of another origin, or an edited one, is in the way; or the folder cannot be written.
    pub fn write(&self, files: &BTreeMap<String, String>, listing: Option<Terminal>) -> Result<Written, Failure> {
        let overwrite = if self.force || self.check { Overwrite::All } else { Overwrite::Nothing };
        let plan = Plan::new(&self.out, files, overwrite)?;
        let (changes, differs) = (plan.changes().to_vec(), !plan.is_empty());
        match (self.writes_nothing(), listing) {
            (true, Some(terminal)) => changes.iter().for_each(|it| terminal.say(&self.told(&plan, it))),
            (true, None) => {}
            (false, _) => plan.apply()?,
        }
        Ok(Written { changes, dry: self.writes_nothing(), differs })
    }

    /// Whether only to print what would be written.
    pub fn writes_nothing(&self) -> bool {
        self.dry_run || self.check || self.shows_lines()
    }

    /// What a run comes to.
    pub fn verdict(&self, differs: bool) -> Verdict {
        Verdict::fail_if(self.check && differs)
    }

    #[cfg(feature = "dry-diff")]
    fn shows_lines(&self) -> bool {
        self.diff
    }

    #[cfg(not(feature = "dry-diff"))]
    fn shows_lines(&self) -> bool {
        false
    }

    /// One change: its path, or all of its lines.
    #[cfg(feature = "dry-diff")]
    fn told(&self, plan: &Plan, change: &Change) -> String {
        if !self.diff {
            return change.to_string();
        }
        let path = change.path();
        let old = std::fs::read(self.out.join(path)).unwrap_or_default();
        let old = String::from_utf8_lossy(&old);
        let new = plan.text(path).unwrap_or_default();
        let (from, to) = match change {
            Change::Create(_) => ("/dev/null".to_owned(), format!("b/{path}")),
            Change::Update(_) => (format!("a/{path}"), format!("b/{path}")),
            Change::Remove(_) => (format!("a/{path}"), "/dev/null".to_owned()),
        };
        similar::TextDiff::from_lines(&*old, new).unified_diff().header(&from, &to).to_string()
    }

    #[cfg(not(feature = "dry-diff"))]
    fn told(&self, _: &Plan, change: &Change) -> String {
        change.to_string()
    }
}
