//! The surface that is computed is the one that is written: every public item of the generated crates, read back
//! from their source, for all vendored documents.

use std::path::{Path, PathBuf};

use octogen::config::Overlay;
use octogen::surface::{self, Surface};
use octogen::{Config, Source};

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
        let overlay = Overlay { name: "overlay.yaml".to_owned(), text: text(&folder.join("overlay.yaml")) };
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
