//! The arguments of the commands that report on a document: `check`, `generate` and `report`.

use clap::ValueEnum;
use octogen::Pointer;
use octogen::coverage::{Class, Coverage, FileLine};

use crate::terminal::{Terminal, painted};

/// The format, one of those that the command has, and what makes the command fail.
#[derive(clap::Args)]
#[group(skip)]
pub struct ReportArgs<F: ValueEnum + Send + Sync + 'static> {
    /// The format of the findings and of the summary
    #[arg(long, value_enum, default_value = "text")]
    pub format: F,
    /// Fail if a part of the document is of this class or worse: `approximated` or `unsupported`; no files are written
    /// then
    #[arg(long, value_name = "CLASS", value_parser = class)]
    deny: Option<Class>,
}

impl<F: ValueEnum + Send + Sync + 'static> ReportArgs<F> {
    /// Whether `--deny` forbids a part of the document; each such part is printed.
    pub fn denies(&self, coverage: &Coverage, place: &dyn Fn(&Pointer) -> FileLine, terminal: Terminal) -> bool {
        let Some(class) = self.deny else { return false };
        let notes: Vec<_> = coverage.at_least(class).cloned().collect();
        let denied = !notes.is_empty();
        if denied {
            let coverage = notes.into_iter().collect::<Coverage>();
            terminal.complain(&painted(&coverage.list(&Class::ALL, place)));
            let worse = if class == Class::Unsupported { "" } else { " or worse" };
            terminal.fail(&format!("error[denied]: parts of the document are {class}{worse}, which --deny forbids"));
        }
        denied
    }
}

/// The classes that `--deny` takes.
fn class(text: &str) -> Result<Class, String> {
    match text.parse() {
        Ok(class @ (Class::Approximated | Class::Unsupported)) => Ok(class),
        _ => Err("expected `approximated` or `unsupported`".to_owned()),
    }
}
