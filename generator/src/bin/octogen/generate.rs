//! `octogen generate`: a document → a crate in a folder.

use std::path::PathBuf;

use octogen::fidelity::Class;
use octogen::output::Plan;

use crate::{Failure, Verdict, complain, document, report, say};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    document: document::Args,
    /// The folder of the crate; made where it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write nothing where a part of the document is approximated (or refused).
    #[arg(long, value_name = "CLASS", value_parser = report::denial)]
    deny: Option<Class>,
    /// Add `examples/drive`, a program that calls the operations named in JSON lines.
    #[arg(long)]
    driver: bool,
    /// Overwrite and remove files that were not made here, too.
    #[arg(long)]
    force: bool,
    /// Say what would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Writes the crate.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let generated = match args.document.generate(args.driver)? {
        Ok(generated) => generated,
        Err(diagnostics) => {
            complain(&diagnostics.to_string());
            return Ok(Verdict::No);
        }
    };
    complain(&generated.diagnostics.to_string());
    if report::denied(&generated, args.deny) {
        complain("nothing was written");
        return Ok(Verdict::No);
    }

    let files = &generated.krate.files;
    let plan = Plan::new(&args.out, files, args.force)?;
    if args.dry_run {
        plan.changes().iter().for_each(|it| say(&it.to_string()));
    } else {
        plan.apply()?;
    }
    let (out, changed) = (args.out.display(), plan.changes().len());
    let verb = if args.dry_run { "to change" } else { "changed" };
    say(&format!("{out}: {} files, {changed} {verb}", files.len()));
    say(&generated.account.summary());
    Ok(Verdict::Yes)
}
