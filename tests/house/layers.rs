//! The houses of the repository: their files, and the layers from below. A layer imports those before it in its list.

use std::path::Path;

use super::graph::Graph;

/// A crate whose files are held to an order.
pub struct House {
    /// What it is called in a message.
    pub name: &'static str,
    source: &'static str,
    /// The files that name all others: the root of the crate, and a module that only hands names on.
    roofs: &'static [&'static [&'static str]],
    /// How many modules stand above those that are layers.
    depth: usize,
    layers: &'static [&'static str],
    /// Modules that stand beside the layers: macros that name everything, and what only tests have.
    beside: &'static [&'static str],
}

/// The runtime. What is beside its layers, `mock` and `blocking`, imports them all.
pub const RUNTIME: House = House {
    name: "the runtime",
    source: "../generator/runtime/src",
    roofs: &[&[], &["runtime"]],
    depth: 1,
    layers: &[
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
        "webhooks",
        "xml",
        "blocking",
        "mock",
    ],
    beside: &["facade"],
};

/// The generator: the ground, then the way of a document in the order in which it goes.
pub const GENERATOR: House = House {
    name: "the generator",
    source: "../generator/src",
    roofs: &[&[]],
    depth: 0,
    layers: &[
        "pointer",
        "visit",
        "near",
        "numeric",
        "guard",
        "namer",
        "names",
        "config",
        "source_map",
        "sarif",
        "grammar",
        "diagnostics",
        "page",
        "document",
        "overlay",
        "lower",
        "spec",
        "ir",
        "coverage",
        "model",
        "emit",
        "render",
        "package",
        "surface",
        "diff",
        "coverage_page",
    ],
    beside: &[],
};

/// The maintainers' commands, which are no layers.
pub const XTASK: House =
    House { name: "xtask", source: "../xtask/src", roofs: &[&[]], depth: 0, layers: &[], beside: &[] };

impl House {
    /// Which file imports which, without what the roofs import.
    pub fn graph(&self) -> Graph {
        let graph = Graph::of(&Path::new(env!("CARGO_MANIFEST_DIR")).join(self.source), self.roofs);
        self.roofs.iter().fold(graph, |graph, roof| graph.without_imports_of(roof))
    }

    /// Groups of files that import each other, as text.
    pub fn circles(&self) -> Vec<String> {
        let shown = |it: Vec<String>| it.join("::");
        self.graph().circles().into_iter().map(|it| it.into_iter().map(shown).collect::<Vec<_>>().join(", ")).collect()
    }

    /// Imports of a layer that stands above, and of the root; how many imports between layers were seen beside them.
    pub fn upwards(&self) -> (Vec<String>, usize) {
        let (mut wrong, mut seen) = (Vec::new(), 0);
        for (from, imported) in &self.graph().imports {
            for to in imported {
                let line = || {
                    format!(
                        "{} imports {}",
                        from.join("::"),
                        if to.is_empty() { "the root".to_owned() } else { to.join("::") }
                    )
                };
                match (self.layer(from), self.layer(to)) {
                    (Some(Ok(above)), Some(Ok(below))) => {
                        seen += 1;
                        if above < below {
                            wrong.push(line());
                        }
                    }
                    (Some(Err(name)), _) | (_, Some(Err(name))) => {
                        wrong.push(format!("{name} is no layer: {}", line()))
                    }
                    (_, None) if to.is_empty() => wrong.push(line()),
                    _ => {}
                }
            }
        }
        (wrong, seen)
    }

    /// Where a file stands; its name where it is in no layer, and nothing for a roof and what is beside the layers.
    fn layer(&self, module: &[String]) -> Option<Result<usize, String>> {
        let name = module.get(self.depth).map(String::as_str).filter(|it| !self.beside.contains(it))?;
        Some(self.layers.iter().position(|it| *it == name).ok_or_else(|| name.to_owned()))
    }
}
