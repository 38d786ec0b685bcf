//! `octogen generate`: a document → a crate in a folder.

use octogen::coverage::Class;
use octogen::diagnostics::Severity;
use octogen::{Diagnostics, Generated};
use serde_json::json;

use crate::findings::{self, Format};
use crate::folder::{Folder, Written};
use crate::names::Lock;
use crate::report_args::ReportArgs;
use crate::terminal::Terminal;
use crate::{Failure, Verdict, document, runtime};

/// How many unsupported parts are printed right away.
const SHOWN: usize = 5;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    document: document::Args,
    #[command(flatten)]
    common: ReportArgs<Format>,
    /// Add `examples/drive`, a program that makes the calls given as JSON lines
    #[arg(long)]
    driver: bool,
    /// Depend on the runtime in this folder, which `octogen runtime` writes, or on this version of it, instead of copying
    /// it into the crate
    #[arg(long, value_name = "DIR|VERSION")]
    runtime: Option<String>,
    #[command(flatten)]
    names: Lock,
    #[command(flatten)]
    folder: Folder,
}

/// Writes the crate.
pub fn run(args: &Args, terminal: Terminal) -> Result<Verdict, Failure> {
    let runtime = args.runtime.as_deref().map(|it| runtime::place(it, &args.folder.out)).transpose()?;
    let generated = match args.document.generate(args.driver, runtime, &args.names, terminal)? {
        Ok(generated) => generated,
        Err(diagnostics) => {
            findings::failed(&diagnostics, args.common.format, terminal);
            terminal.complain("nothing was written");
            return Ok(Verdict::Fail);
        }
    };
    if args.common.format == Format::Text {
        findings::told(&generated.diagnostics, terminal);
        left_out(&generated.diagnostics, terminal);
    }
    if args.common.denies(&generated.coverage, &|it| generated.note_line(it), terminal) {
        if args.common.format != Format::Text {
            findings::failed(&generated.diagnostics, args.common.format, terminal);
        }
        terminal.complain("nothing was written");
        return Ok(Verdict::Fail);
    }

    // What a program reads on standard output is one object.
    let listing = if args.common.format == Format::Text { Some(terminal) } else { None };
    // The names first: a run that is cut short between the two makes the same crate again.
    let renames = args.names.write(generated.names.as_ref(), args.folder.writes_nothing(), listing)?;
    let written = args.folder.write(&generated.krate.files, listing)?;
    let differs = written.differs || renames;
    match args.common.format {
        Format::Text => terminal.summarize(&summary(args, &generated, &written)),
        Format::Json => terminal.say(&format!("{:#}", object(args, &generated, &written))),
        Format::Sarif => terminal.say(&format!("{:#}", generated.diagnostics.sarif())),
    }
    // The process ends here and takes all of its memory along; to take it apart value by value is a fiftieth of the time.
    std::mem::forget(generated);
    Ok(args.folder.verdict(differs))
}

/// What was written, and how much of the document it supports.
fn summary(args: &Args, generated: &Generated, written: &Written) -> String {
    let (out, package) = (args.folder.out.display(), &generated.api.package);
    let operations = counted(generated.api.operations.len(), "operation");
    let files = counted(generated.krate.files.len(), "file");
    let coverage = generated.coverage.summary();
    let lossy = [Class::Approximated, Class::Unsupported].iter().any(|it| generated.coverage.count(*it) > 0);
    let more = if lossy { "; `octogen report` says what and why" } else { "" };
    format!("{out}: {} {}, {operations}, {files}, {}\n{coverage}{more}", package.name, package.version, written.said())
}

/// The same for programs.
fn object(args: &Args, generated: &Generated, written: &Written) -> serde_json::Value {
    let package = &generated.api.package;
    json!({
        "diagnostics": generated.diagnostics.json(),
        "counts": generated.coverage.json(&[], &|it| generated.note_line(it))["counts"],
        "package": { "name": package.name, "version": package.version },
        "out": args.folder.out,
        "operations": generated.api.operations.len(),
        "files": generated.krate.files.len(),
        "changes": written.json(),
    })
}

/// Prints what the crate lacks, the first few parts; the rest is for `octogen report`.
fn left_out(diagnostics: &Diagnostics, terminal: Terminal) {
    let unsupported: Vec<_> = diagnostics.iter().filter(|it| it.severity == Severity::Unsupported).collect();
    if terminal.is_quiet() || unsupported.is_empty() {
        return;
    }
    let mut text: Vec<_> =
        unsupported.iter().take(SHOWN).map(|it| findings::one(it, diagnostics).trim_end().to_owned()).collect();
    if unsupported.len() > SHOWN {
        text.push(format!("and {} more; `octogen report` lists them", unsupported.len() - SHOWN));
    }
    terminal.complain(&text.join("\n\n"));
}

fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}
