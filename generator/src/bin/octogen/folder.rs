//! The folder that a command writes: a crate's files, compared with what stands there, then written.

use std::collections::BTreeMap;
use std::path::PathBuf;

use octogen::output::{Overwrite, Plan};

use crate::{Failure, say};

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
}

impl Folder {
    /// Writes the files, or says what would be written; gives what is to be said of that: `3 changed`.
    ///
    /// # Errors
    ///
    /// A file of another origin, or an edited one, is in the way; or the folder cannot be written.
    pub fn write(&self, files: &BTreeMap<String, String>) -> Result<String, Failure> {
        let plan = Plan::new(&self.out, files, if self.force { Overwrite::All } else { Overwrite::Nothing })?;
        let count = plan.changes().len();
        if self.dry_run {
            plan.changes().iter().for_each(|it| say(&it.to_string()));
            return Ok(format!("{count} to change"));
        }
        plan.apply()?;
        Ok(format!("{count} changed"))
    }
}
