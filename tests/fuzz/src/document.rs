//! A document is refused with reasons, or gives a crate that holds the items that were meant and no others.

use octogen::diagnostics::{Diagnostics, Severity};
use octogen::surface::{self, Surface};
use octogen::{Config, Source, guard};

/// Panics where it does not hold.
pub fn holds(bytes: &[u8]) {
    // The command runs the library in the same way: with room, and with a panic told apart.
    let config = Config::default().with(|it| it.driver = true);
    let made = guard::run(|| octogen::generate(&Source::new("openapi.yaml", bytes), &config));
    match made.unwrap_or_else(|fault| panic!("{fault}")) {
        Err(diags) => refused(&diags),
        Ok(made) => {
            let files = made.krate.files.iter().filter(|(path, _)| path.ends_with(".rs"));
            let sources: Vec<_> = files.map(|(path, text)| surface::Source { path, text }).collect();
            let written =
                surface::read(&sources).unwrap_or_else(|error| panic!("what was written is no Rust: {error}"));
            let meant = Surface::of(&made.api);
            let odd = written.items.iter().find(|(path, item)| meant.items.get(*path) != Some(item));
            assert!(odd.is_none(), "written and not meant: {odd:?}");
            let missing = meant.items.keys().find(|path| !written.items.contains_key(*path));
            assert!(missing.is_none(), "meant and not written: {missing:?}");
        }
    }
}

/// A refusal says what and where, on lines of its own that no text of the document can forge.
fn refused(diags: &Diagnostics) {
    let errors: Vec<_> = diags.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(!errors.is_empty(), "refused without an error");
    let shown = diags.to_string();
    let heads = shown.lines().filter(|it| it.starts_with("error[")).count();
    assert_eq!(heads, errors.len(), "{shown}");
    let odd = shown.chars().find(|it| it.is_control() && *it != '\n');
    assert!(odd.is_none(), "{odd:?} in {shown:?}");
}
