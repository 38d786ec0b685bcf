//! How the files of the workspace stand to each other: layers import downwards only, and nothing imports in a circle.

mod graph;
mod layers;
mod public;

use std::path::{Path, PathBuf};

use graph::Graph;
use layers::{GENERATOR, House, RUNTIME, XTASK};

/// Not even through a third file, and whoever began: what two files need of each other is a third.
#[test]
fn no_files_import_each_other_in_a_circle() {
    for house in [RUNTIME, GENERATOR, XTASK] {
        let circles = house.circles();
        assert!(circles.is_empty(), "{}: {circles:#?}", house.name);
    }
}

#[test]
fn layers_import_downwards() {
    let held = |house: House, least: usize| {
        let (wrong, seen) = house.upwards();
        assert!(wrong.is_empty(), "{}: {wrong:#?}", house.name);
        assert!(seen > least, "{}: {seen} imports were seen: the reader of them is broken", house.name);
    };
    held(RUNTIME, 300);
    held(GENERATOR, 900);
}

/// The layers of the comparison, from below.
const OF_DIFF: [&str; 6] = ["rules", "values", "types", "operations", "api", "report"];

#[test]
fn layers_of_the_comparison_import_downwards() {
    let graph = GENERATOR.graph();
    let layer = |module: &[String]| {
        let name = module.get(1).filter(|_| module[0] == "diff")?;
        OF_DIFF.iter().position(|it| it == name)
    };
    let mut seen = 0;
    for (from, to) in graph.imports.iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to))) {
        if let (Some(above), Some(below)) = (layer(from), layer(to)) {
            assert!(above >= below, "{} is below {}, which it imports", from.join("::"), to.join("::"));
            seen += 1;
        }
    }
    assert!(seen > 100, "{seen} imports were seen: the reader of them is broken");
}

/// A public item that goes or changes breaks clients that were generated before; whoever accepts the new list says in the
/// changelog what is to be done.
#[test]
fn public_items_of_the_runtime() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/runtime/src");
    insta::assert_snapshot!("runtime", public::items([source.as_path()]).join("\n"));
}

/// The files of the library with what it hands on at its root and in the modules that are not hidden; the comparison of two
/// APIs has a list of its own in what it reports.
const LIBRARY: [&str; 17] = [
    "lib.rs",
    "config/settings.rs",
    "config/toml.rs",
    "coverage.rs",
    "coverage/json.rs",
    "coverage/sarif.rs",
    "coverage/text.rs",
    "diagnostics/code.rs",
    "diagnostics/finding.rs",
    "diagnostics/list.rs",
    "document/files.rs",
    "document/source.rs",
    "names.rs",
    "names/read.rs",
    "names/write.rs",
    "package/mod.rs",
    "pointer.rs",
];

/// Whoever depends on the library sees none of the crates that it is made with, whose versions are its own matter.
#[test]
fn public_items_of_the_library() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/src");
    let files = LIBRARY.map(|it| source.join(it));
    let items = public::items(files.iter().map(PathBuf::as_path)).join("\n");
    for other in ["openapiv3", "TokenStream", "proc_macro2", "syn ::", "quote", "serde_yaml", "pulldown"] {
        assert!(!items.contains(other), "{other}");
    }
    insta::assert_snapshot!("library", items);
}

/// Words that the texts of OpenAPI, JSON Schema and HTTP have another word for, with that word.
const HOME_MADE: [(&str, &str); 14] = [
    ("alarm", "timer"),
    ("answer", "response"),
    ("carried", "preserved"),
    ("carrier", "transport"),
    ("demand", "require"),
    ("demands", "constraints"),
    ("hooks", "callbacks and webhooks"),
    ("outgoing", "request"),
    ("promised", "documented"),
    ("refused", "rejected, or unsupported"),
    ("reply", "response"),
    ("residue", "unsupported keywords"),
    ("twin", "equivalent media type"),
    ("wish", "hint"),
];

#[test]
fn public_names_are_of_the_field() {
    let generator = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator");
    let items = public::items([generator.join("runtime/src").as_path(), generator.join("src").as_path()]);
    assert!(items.len() > 1000, "{} items were seen: the reader of them is broken", items.len());
    let home_made = |item: &String| {
        let words = public::words(item);
        let (_, better) = HOME_MADE.iter().find(|(word, _)| words.iter().any(|it| it == word))?;
        Some(format!("{item}: {better}"))
    };
    assert_eq!(items.iter().filter_map(home_made).collect::<Vec<_>>(), [""; 0]);
}

/// The circles of a crate with these files.
fn circles(name: &str, files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("house").join(name);
    for (name, text) in files {
        let file = folder.join(name);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, text).expect("written");
    }
    let circles = Graph::of(&folder, &[&[]]).without_imports_of(&[]).circles();
    circles.iter().map(|circle| circle.iter().map(|it| it.join("::")).collect()).collect()
}

#[test]
fn a_circle_is_seen_through_names_that_the_root_hands_on() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; pub use b::B; fn f() { crate::a::f() }"),
        ("a.rs", "use crate::B; pub fn f() {} #[cfg(test)] mod tests { use crate::c::C; }"),
        ("b.rs", "pub struct B; impl B { pub fn f() { super::a::f() } }"),
        ("c.rs", "use crate::a::f; pub struct C;"),
    ];
    assert_eq!(circles("root", &files), [["a", "b"]]);
}

#[test]
fn a_module_that_hands_names_on_is_imported_by_those_who_name_it() {
    let files = [
        ("lib.rs", "mod a; mod d;"),
        ("a/mod.rs", "mod b; mod c; pub use c::C; fn f(b: b::B) {}"),
        ("a/b.rs", "use super::C; pub struct B;"),
        ("a/c.rs", "pub struct C;"),
        ("d/mod.rs", "mod e; mod f; pub use e::E;"),
        ("d/e.rs", "use super::f::F; pub struct E;"),
        ("d/f.rs", "use crate::a::C; pub struct F;"),
    ];
    assert_eq!(circles("handed_on", &files), [["a", "a::b"]]);
}
