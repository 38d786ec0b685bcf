//! How the files of the workspace stand to each other: layers import downwards only, and nothing imports in a circle.

mod graph;
mod public;

use std::path::Path;

use graph::Graph;

/// The layers of the runtime, from below. What is beside them, `mock` and `blocking`, imports them all.
const LAYERS: [&str; 14] = [
    "json",
    "http",
    "error",
    "transport",
    "spec",
    "settings",
    "request",
    "auth",
    "send",
    "response",
    "client",
    "xml",
    "blocking",
    "mock",
];

/// The runtime's files; `runtime/mod.rs` hands on what is public, so it names all of them.
fn runtime() -> Graph {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/runtime/src");
    Graph::of(&source).without_imports_of(&[]).without_imports_of(&["runtime"])
}

#[test]
fn no_files_of_the_runtime_import_each_other_in_a_circle() {
    let circles = runtime().circles();
    let shown = |it: &Vec<String>| it.join("::");
    let shown: Vec<String> = circles.iter().map(|it| it.iter().map(shown).collect::<Vec<_>>().join(", ")).collect();
    assert!(shown.is_empty(), "{shown:#?}");
}

#[test]
fn layers_of_the_runtime_import_downwards() {
    let graph = runtime();
    let layer = |module: &[String]| {
        let name = module.get(1).map(String::as_str)?;
        (name != "facade").then(|| LAYERS.iter().position(|it| *it == name).ok_or_else(|| name.to_owned()))
    };
    let mut edges = 0;
    for (from, imported) in &graph.imports {
        for to in imported {
            let (Some(above), Some(below)) = (layer(from), layer(to)) else { continue };
            let (above, below) = (above.expect("a known layer"), below.expect("a known layer"));
            assert!(above >= below, "{} is below {}, which it imports", from.join("::"), to.join("::"));
            edges += 1;
        }
    }
    assert!(edges > 300, "{edges} imports were seen: the reader of them is broken");
}

/// A public item that goes or changes breaks clients that were generated before; whoever accepts the new list says in the
/// changelog what is to be done.
#[test]
fn public_items_of_the_runtime() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/runtime/src");
    insta::assert_snapshot!("runtime", public::items(&source).join("\n"));
}

#[test]
fn a_circle_is_seen_through_names_that_are_handed_on() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("house");
    std::fs::create_dir_all(&folder).expect("a folder");
    let files = [
        ("lib.rs", "mod a; mod b; pub use b::B; fn f() { crate::a::f() }"),
        ("a.rs", "use crate::B; pub fn f() {} #[cfg(test)] mod tests { use crate::c::C; }"),
        ("b.rs", "pub struct B; impl B { pub fn f() { super::a::f() } }"),
        ("c.rs", "use crate::a::f; pub struct C;"),
    ];
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("written");
    }
    let circles = Graph::of(&folder).without_imports_of(&[]).circles();
    assert_eq!(circles.len(), 1);
    let names: Vec<String> = circles[0].iter().map(|it| it.join("::")).collect();
    assert_eq!(names, ["a", "b"]);
}
