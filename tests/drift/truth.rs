//! The surface that is computed is the one that is written: every public item of the generated crates, read back
//! from their source, for all vendored documents; and the Rust verdict is the one of what is written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use octogen::config::Overlay;
use octogen::diff::{Level, Report};
use octogen::surface::{self, Surface};
use octogen::{Config, Source};
use serde_json::Value;

use super::cases::rows;
use super::wire::{Pair, compared, pairs};

const VENDORED: [&str; 4] = ["kitchen-sink", "octolane", "octolens", "octopost"];

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|it| panic!("{}: {it}", path.display()))
}

/// A vendored document and its settings.
pub fn vendored(name: &str) -> (PathBuf, Config) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs").join(name);
    let document = ["openapi.json", "openapi.yaml"].map(|it| folder.join(it)).into_iter().find(|it| it.is_file());
    let mut config = Config::parse("api.toml", &text(&folder.join("api.toml"))).expect("settings");
    if folder.join("overlay.yaml").is_file() {
        let overlay = Overlay::new("overlay.yaml", text(&folder.join("overlay.yaml")));
        config.overlays.push(overlay);
    }
    (document.expect("a vendored document"), config)
}

/// What one side has and the other has not, or has differently.
fn surplus(of: &Surface, over: &Surface) -> Vec<String> {
    let alone = of.items.iter().filter(|(path, item)| over.items.get(*path) != Some(*item));
    alone.map(|(path, item)| format!("{path} [{}]: {} {:?}", item.owner, item.text(), item.arguments)).collect()
}

#[test]
fn what_is_computed_is_what_is_written() {
    for name in VENDORED {
        let (path, config) = vendored(name);
        let document = text(&path);
        let generated = octogen::generate(&Source::new("openapi", document.as_bytes()), &config);
        let generated = generated.unwrap_or_else(|it| panic!("{name}: {it}"));
        let files = generated.krate.files.iter().filter(|it| it.0.ends_with(".rs"));
        let sources: Vec<_> = files.map(|(path, text)| surface::Source { path, text }).collect();
        let written = surface::read(&sources).unwrap_or_else(|it| panic!("{name}: {it}"));
        let computed = Surface::of(&generated.api);
        assert!(computed.items.len() > 50, "{name}: {} items", computed.items.len());
        let (missing, surplus) = (surplus(&computed, &written), surplus(&written, &computed));
        assert!(missing.is_empty() && surplus.is_empty(), "{name}: computed\n{missing:#?}\nwritten\n{surplus:#?}");
    }
}

/// What a crate is to its users: its public items as they are written, and all of its text.
struct Written {
    surface: Surface,
    files: BTreeMap<String, String>,
}

fn written(document: &Value, name: &str) -> Written {
    let text = document.to_string();
    let made = octogen::generate(&Source::new("openapi.json", text.as_bytes()), &Config::default());
    let mut files = made.unwrap_or_else(|it| panic!("{name}: {it}")).krate.files;
    files.retain(|path, _| !path.starts_with("src/runtime/"));
    let sources = files.iter().filter(|it| it.0.ends_with(".rs"));
    let sources: Vec<_> = sources.map(|(path, text)| surface::Source { path, text }).collect();
    Written { surface: surface::read(&sources).unwrap_or_else(|it| panic!("{name}: {it}")), files }
}

/// What asks for no version, although a word of the documentation follows it.
const WORDS: [&str; 3] = ["-tags-changed", "-format-changed", "-unique-items-"];

/// Whether a verdict is what two crates show: of items that differ, the worst; where none does, a patch for what is told.
/// The same in another order is no change, although the text of the crate follows it.
fn is_true(report: &Report, old: &Written, new: &Written) -> bool {
    let items = surface::changes(&old.surface, &new.surface);
    match items.iter().map(|it| it.level).max().unwrap_or_default() {
        Level::None if report.rust == Level::None => {
            let word = |id: &str| WORDS.iter().any(|it| id.contains(it));
            old.files == new.files || report.changes.iter().all(|it| word(&it.id))
        }
        Level::None => report.rust == Level::Patch,
        level => report.rust == level,
    }
}

#[test]
fn the_rust_verdict_is_what_the_written_crates_show() {
    // Every fourth pair; all of them take minutes.
    let step = if std::env::var_os("DRIFT_ALL_PAIRS").is_some() { 1 } else { 4 };
    let mut wrong = Vec::new();
    for (Pair { name, old, new, .. }, reports) in pairs().iter().zip(compared()).step_by(step) {
        let (a, b) = (written(old, name), written(new, name));
        for (way, report, a, b) in [("there", &reports.there, &a, &b), ("back", &reports.back, &b, &a)] {
            if !is_true(report, a, b) {
                wrong.push(format!("{name} ({way}): said {}, {:?}", report.rust, rows(report)));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
