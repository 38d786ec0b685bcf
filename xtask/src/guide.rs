//! `guide`: the pages under `docs/`, as a book. What they say of settings and of generated code is taken from where it
//! stands, so that they cannot say something else; links have to lead somewhere.

mod links;
mod pages;
mod parts;
mod schemas;
mod settings;

use std::fs;
use std::path::Path;

use pages::{pages, shown};

use crate::{Failure, Verdict, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// Change no page: exit with 1 where a page is not up to date.
    #[arg(long)]
    check: bool,
}

/// Brings the pages up to date, checks their links, and builds the book into `target/guide`.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let root = workspace::root();
    let mut verdict = Verdict::Yes;
    for page in pages(&root.join("docs"))? {
        let text = fs::read_to_string(&page)?;
        let filled = parts::filled(&text, &|part| content(&root, part)).map_err(|it| at(&root, &page, &it))?;
        if filled == text {
            continue;
        }
        if args.check {
            println!("{}: not up to date; `cargo xtask guide` makes it so", shown(&root, &page));
            verdict = Verdict::No;
        } else {
            fs::write(&page, filled)?;
            println!("{}: changed", shown(&root, &page));
        }
    }
    for broken in links::broken(&root)? {
        println!("{broken}");
        verdict = Verdict::No;
    }
    #[cfg(feature = "guide")]
    mdbook_driver::MDBook::load(root.join("docs"))
        .and_then(|book| book.build())
        .map_err(|error| format!("error[guide]: {error:#}"))?;
    Ok(verdict)
}

/// What a page asks for by `<!-- made: PART -->`.
fn content(root: &Path, part: &str) -> Result<String, String> {
    match part.split_once(' ') {
        Some(("case", case)) => schemas::side_by_side(&root.join("tests/golden/cases").join(case)),
        None if part == "settings" => settings::reference(&root.join("generator/src/config/settings.rs")),
        _ => Err(format!("there is no part `{part}`")),
    }
}

fn at(root: &Path, page: &Path, reason: &str) -> Failure {
    format!("error[guide]: {}: {reason}", shown(root, page)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pages_are_up_to_date() {
        let root = workspace::root();
        for page in pages(&root.join("docs")).unwrap() {
            let text = fs::read_to_string(&page).unwrap();
            let filled = parts::filled(&text, &|part| content(&root, part)).unwrap();
            assert!(filled == text, "{}: run `cargo xtask guide`", page.display());
        }
        assert_eq!(links::broken(&root).unwrap(), Vec::<String>::new());
    }
}
