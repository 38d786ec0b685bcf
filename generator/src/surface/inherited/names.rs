//! The names that a `use` brings.

use syn::UseTree;

use crate::surface::syntax::plain;

/// A name that a `use` brings.
pub(super) struct Name {
    /// What it is called here.
    pub public: String,
    /// Where it comes from.
    pub path: Vec<String>,
}

/// The names of a `use`; `*` stands for all of a module.
pub(super) fn names(tree: &UseTree) -> Vec<Name> {
    let mut found = Vec::new();
    collect(tree, &mut Vec::new(), &mut found);
    found
}

fn collect(tree: &UseTree, before: &mut Vec<String>, found: &mut Vec<Name>) {
    let mut leaf = |before: &[String], name: String, public: String| {
        found.push(Name { public, path: before.iter().cloned().chain([name]).collect() });
    };
    match tree {
        UseTree::Path(it) => {
            before.push(plain(&it.ident));
            collect(&it.tree, before, found);
            before.pop();
        }
        UseTree::Group(it) => it.items.iter().for_each(|it| collect(it, before, found)),
        UseTree::Name(it) => leaf(before, plain(&it.ident), plain(&it.ident)),
        UseTree::Rename(it) => leaf(before, plain(&it.ident), plain(&it.rename)),
        UseTree::Glob(_) => leaf(before, "*".to_owned(), "*".to_owned()),
    }
}
