//! The folder that a command writes: a crate's files, compared with what stands there, then written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use octogen::output::{Overwrite, Plan};

use crate::{Failure, Verdict, say};

#[derive(clap::Args)]
#[group(skip)]
pub struct Folder {
    /// The folder of the crate; made where it is not there.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Overwrite and remove files that were not made here, or were edited since, too.
    #[arg(long)]
    force: bool,
    /// Say what would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write nothing; exit 1 where something would be written.
    #[arg(long, conflicts_with_all = ["dry_run", "force"])]
    pub check: bool,
}

/// What a run did, or would do.
pub struct Written {
    /// In words: `3 changed`.
    pub said: String,
    /// Whether the folder was another one.
    pub differs: bool,
}

impl Folder {
    /// Writes the files, or says what would be written.
    ///
    /// # Errors
    ///
    /// A file of another origin, or an edited one, is in the way; or the folder cannot be written.
    pub fn write(&self, files: &BTreeMap<String, String>) -> Result<Written, Failure> {
        let overwrite = if self.force || self.check { Overwrite::All } else { Overwrite::Nothing };
        let plan = Plan::new(&self.out, files, overwrite)?;
        let (count, differs) = (plan.changes().len(), !plan.is_empty());
        if self.writes_nothing() {
            plan.changes().iter().for_each(|it| say(&it.to_string()));
            return Ok(Written { said: format!("{count} to change"), differs });
        }
        plan.apply()?;
        Ok(Written { said: format!("{count} changed"), differs })
    }

    /// Whether only to say what would be written.
    pub fn writes_nothing(&self) -> bool {
        self.dry_run || self.check
    }

    /// What a run comes to.
    pub fn verdict(&self, differs: bool) -> Verdict {
        if self.check && differs { Verdict::No } else { Verdict::Yes }
    }
}
