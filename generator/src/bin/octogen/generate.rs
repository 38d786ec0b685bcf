//! `octogen generate`: a document → a crate in a folder.

use octogen::Diagnostics;
use octogen::diagnostics::{Severity, block};
use octogen::fidelity::Class;

use crate::folder::Folder;
use crate::names::Lock;
use crate::{Failure, Verdict, complain, document, report, runtime, say};

/// How many refused pieces are told right away.
const SHOWN: usize = 5;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    document: document::Args,
    /// Write nothing where a part of the document is approximated (or refused).
    #[arg(long, value_name = "CLASS", value_parser = report::denial)]
    deny: Option<Class>,
    /// Add `examples/drive`, a program that calls the operations named in JSON lines.
    #[arg(long)]
    driver: bool,
    /// Use the runtime in that folder, which `octogen runtime` writes, or of that version, in place of a copy in the crate.
    #[arg(long, value_name = "DIR|VERSION")]
    runtime: Option<String>,
    #[command(flatten)]
    names: Lock,
    #[command(flatten)]
    folder: Folder,
}

/// Writes the crate.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let runtime = args.runtime.as_deref().map(|it| runtime::place(it, &args.folder.out)).transpose()?;
    let generated = match args.document.generate(args.driver, runtime, &args.names)? {
        Ok(generated) => generated,
        Err(diagnostics) => {
            complain(&diagnostics.summed());
            complain("nothing was written");
            return Ok(Verdict::No);
        }
    };
    complain(&generated.diagnostics.summed());
    complain(&left_out(&generated.diagnostics));
    if report::denied(&generated.account, &|it| generated.place(it), args.deny) {
        complain("nothing was written");
        return Ok(Verdict::No);
    }

    let files = &generated.krate.files;
    // The names first: a run that is cut short between the two makes the same crate again.
    let renames = args.names.write(generated.names.as_ref(), args.folder.writes_nothing())?;
    let (out, written) = (args.folder.out.display(), args.folder.write(files)?);
    let changed = written.said;
    let package = &generated.api.package;
    let operations = counted(generated.api.operations.len(), "operation");
    let files = counted(files.len(), "file");
    say(&format!("{out}: {} {}, {operations}, {files}, {changed}", package.name, package.version));
    let summary = generated.account.summary();
    let lossy = [Class::Approximated, Class::Refused].iter().any(|it| generated.account.count(*it) > 0);
    say(&if lossy { format!("{summary}; `octogen report` says what and why") } else { summary });
    // The process ends here and takes all of its memory along; to take it apart value by value is a fiftieth of the time.
    std::mem::forget(generated);
    Ok(args.folder.verdict(written.differs || renames))
}

/// What the crate lacks, the first few; the rest is for `octogen report`.
fn left_out(diagnostics: &Diagnostics) -> String {
    let refused: Vec<_> = diagnostics.iter().filter(|it| it.severity == Severity::Refused).collect();
    let mut text: Vec<String> = refused.iter().take(SHOWN).map(|it| block(it, diagnostics.places())).collect();
    if refused.len() > SHOWN {
        text.push(format!("and {} more; `octogen report` lists them\n", refused.len() - SHOWN));
    }
    text.join("\n")
}

fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}
