//! `octogen report`: the account of what becomes of each part of a document.

use octogen::Pointer;
use octogen::fidelity::{Account, Class, Place};

use crate::{Failure, Verdict, complain, document, say};

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    document: document::Args,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Say no where a part of the document is approximated (or refused).
    #[arg(long, value_name = "CLASS", value_parser = denial)]
    deny: Option<Class>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs: counts and lists per class.
    Json,
    /// SARIF 2.1.0, for code hosts.
    Sarif,
}

/// Prints the account.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let reading = match args.document.read()? {
        Ok(reading) => reading,
        Err(diagnostics) => {
            complain(&diagnostics.summed());
            return Ok(Verdict::No);
        }
    };
    complain(&reading.diagnostics.summed());
    let place = |pointer: &Pointer| reading.place(pointer);
    say(&match args.format {
        Format::Text => reading.account.text(&place),
        Format::Json => format!("{:#}", reading.account.json(&place)),
        Format::Sarif => format!("{:#}", reading.account.sarif(&place)),
    });
    Ok(if denied(&reading.account, &place, args.deny) { Verdict::No } else { Verdict::Yes })
}

/// Whether `--deny` forbids a part of the document; each such part is printed.
pub fn denied(account: &Account, place: &dyn Fn(&Pointer) -> Place, deny: Option<Class>) -> bool {
    let Some(class) = deny else { return false };
    let notes: Vec<_> = account.at_least(class).cloned().collect();
    let denied = !notes.is_empty();
    if denied {
        let account = notes.into_iter().collect::<Account>();
        complain(&account.text(place));
        complain(&format!("error[denied]: a part of the document is {class} or worse, and --deny forbids it"));
    }
    denied
}

/// The classes that `--deny` takes.
pub fn denial(text: &str) -> Result<Class, String> {
    match text.parse() {
        Ok(class @ (Class::Approximated | Class::Refused)) => Ok(class),
        _ => Err("it is `approximated` or `refused`".to_owned()),
    }
}
