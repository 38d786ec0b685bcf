//! `--names FILE`: what the public items of a crate are called, read before and written after.

use std::path::{Path, PathBuf};

use octogen::Names;
use octogen::names::Settled;
use octogen_cli::output::replace;

use crate::Failure;
use crate::files::{shown, text};
use crate::terminal::Terminal;

#[derive(clap::Args)]
#[group(skip)]
pub struct Lock {
    /// Keep the names of public items in this file: names that it has stay, new ones are added
    #[arg(long, value_name = "FILE")]
    names: Option<PathBuf>,
    /// Forget what only the names file keeps: arguments that have become optional, and constructors of types that are no
    /// longer sent
    #[arg(long, requires = "names")]
    pub prune: bool,
}

/// Reads a file of names.
pub fn read(file: &Path) -> Result<Names, Failure> {
    Ok(Names::parse(&shown(file), &text(file)?)?)
}

impl Lock {
    /// The names that are there; none where nobody asked for them, an empty list where the file is not there yet.
    pub fn read(&self) -> Result<Option<Names>, Failure> {
        let Some(file) = &self.names else { return Ok(None) };
        if file.exists() { read(file).map(Some) } else { Ok(Some(Names::new(shown(file)))) }
    }

    /// Writes the names of the crate that was made, or only tells whether they differ, and prints what was renamed.
    pub fn write(
        &self,
        settled: Option<&Settled>,
        writes_nothing: bool,
        terminal: Option<Terminal>,
    ) -> Result<bool, Failure> {
        let (Some(file), Some(settled)) = (&self.names, settled) else { return Ok(false) };
        let now = settled.names.to_string();
        let differs = !file.exists() || text(file)? != now;
        let say = |text: &str| terminal.into_iter().for_each(|it| it.summarize(text));
        settled.renamed.iter().for_each(|it| say(&it.to_string()));
        let name = shown(file);
        match (differs, writes_nothing) {
            (false, _) => {}
            (true, true) => say(&format!("{name}: stale")),
            (true, false) => {
                replace(file, now.as_bytes())?;
                say(&format!("{name}: changed"));
            }
        }
        Ok(differs)
    }
}
