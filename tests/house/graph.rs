//! Which file imports which, by the `use` lines and paths of a crate's sources. A name that a module hands on
//! (`pub use`) counts as an import of the file that it comes from. Tests and the texts of macros are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};

/// A module's path below its crate, as in `["runtime", "json", "wire"]`; the root is empty.
type Module = Vec<String>;

/// The files of a crate, by their modules.
#[derive(Default)]
pub struct Graph {
    /// For each file the files that it imports.
    pub imports: BTreeMap<Module, BTreeSet<Module>>,
}

struct File {
    /// Absolute paths that it names.
    names: BTreeSet<Vec<String>>,
    /// What it hands on: a name, and the path where that is found.
    handed_on: Vec<(String, Vec<String>)>,
}

impl Graph {
    /// Reads all files below the folder of a crate's root.
    pub fn of(source: &Path) -> Self {
        let mut files = BTreeMap::new();
        collect(source, &mut Vec::new(), &mut files);
        let imports = files.iter().map(|(module, file)| {
            let found = file.names.iter().filter_map(|name| owner(&files, name.clone(), 0));
            (module.clone(), found.filter(|it| it != module).collect())
        });
        Self { imports: imports.collect() }
    }

    /// The same without what one file imports, which has to name them all.
    pub fn without_imports_of(mut self, module: &[&str]) -> Self {
        let module: Module = module.iter().map(|it| (*it).to_owned()).collect();
        self.imports.insert(module, BTreeSet::new());
        self
    }

    /// Groups of files that import each other in a circle.
    pub fn circles(&self) -> Vec<BTreeSet<Module>> {
        let mut reached: BTreeMap<&Module, BTreeSet<&Module>> = BTreeMap::new();
        for start in self.imports.keys() {
            let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
            while let Some(at) = open.pop() {
                open.extend(self.imports.get(at).into_iter().flatten().filter(|it| seen.insert(*it)));
            }
            reached.insert(start, seen);
        }
        let mut circles: Vec<BTreeSet<Module>> = Vec::new();
        for (start, seen) in &reached {
            let circle: BTreeSet<Module> = seen
                .iter()
                .filter(|it| reached.get(**it).is_some_and(|it| it.contains(*start)))
                .map(|it| (*it).clone())
                .collect();
            if circle.len() > 1 && !circles.contains(&circle) {
                circles.push(circle);
            }
        }
        circles
    }
}

/// The file that a path belongs to: the longest part of it that is a module, or where a module on the way hands the
/// next name on, the file that it comes from.
fn owner(files: &BTreeMap<Module, File>, path: Vec<String>, depth: u8) -> Option<Module> {
    let length = (0..=path.len()).rev().find(|length| files.contains_key(&path[..*length]))?;
    let module = path[..length].to_vec();
    let handed_on = path.get(length).and_then(|name| files[&module].handed_on.iter().find(|(it, _)| it == name));
    match handed_on {
        Some((_, target)) if depth < 8 => {
            let rest = path[length + 1..].iter().cloned();
            owner(files, target.iter().cloned().chain(rest).collect(), depth + 1).or(Some(module))
        }
        _ => Some(module),
    }
}

fn collect(folder: &Path, module: &mut Module, files: &mut BTreeMap<Module, File>) {
    let mut entries: Vec<_> = fs::read_dir(folder).expect("a folder").map(|it| it.expect("an entry").path()).collect();
    entries.sort();
    for path in entries {
        let stem = path.file_stem().and_then(|it| it.to_str()).unwrap_or_default().to_owned();
        if path.is_dir() {
            if !matches!(stem.as_str(), "tests" | "bin" | "growth") {
                module.push(stem);
                collect(&path, module, files);
                module.pop();
            }
        } else if path.extension().is_some_and(|it| it == "rs") && stem != "tests" {
            let mut own = module.clone();
            own.extend(Some(stem).filter(|it| !matches!(it.as_str(), "lib" | "main" | "mod")));
            let text = fs::read_to_string(&path).expect("a source");
            let mut reader =
                Reader { module: own.clone(), file: File { names: BTreeSet::new(), handed_on: Vec::new() } };
            reader.visit_file(&syn::parse_file(&text).expect("Rust"));
            files.insert(own, reader.file);
        }
    }
}

struct Reader {
    module: Module,
    file: File,
}

impl Reader {
    /// The path from the crate's root; nothing for one that leads out of the crate.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let mut base = self.module.clone();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => {
                base.clear();
                rest = &path[1..];
            }
            "self" => rest = &path[1..],
            "super" => {
                while let Some("super") = rest.first().map(String::as_str) {
                    base.pop();
                    rest = &rest[1..];
                }
            }
            _ => return None,
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }

    fn tree(&mut self, tree: &syn::UseTree, before: &mut Vec<String>, is_public: bool) {
        match tree {
            syn::UseTree::Path(it) => {
                before.push(it.ident.to_string());
                self.tree(&it.tree, before, is_public);
                before.pop();
            }
            syn::UseTree::Group(it) => it.items.iter().for_each(|it| self.tree(it, before, is_public)),
            syn::UseTree::Name(it) => self.leaf(before, &it.ident.to_string(), None, is_public),
            syn::UseTree::Rename(it) => {
                self.leaf(before, &it.ident.to_string(), Some(it.rename.to_string()), is_public);
            }
            syn::UseTree::Glob(_) => {
                if let Some(path) = self.absolute(before) {
                    self.file.names.insert(path);
                }
            }
        }
    }

    fn leaf(&mut self, before: &[String], name: &str, alias: Option<String>, is_public: bool) {
        let mut path = before.to_vec();
        if name != "self" {
            path.push(name.to_owned());
        }
        // A path without `crate` or `super` may begin with a module of this one.
        let own = || [vec!["self".to_owned()], path.clone()].concat();
        let Some(absolute) = self.absolute(&path).or_else(|| is_public.then(|| self.absolute(&own())).flatten()) else {
            return;
        };
        if is_public {
            let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
            self.file.handed_on.push((name, absolute.clone()));
        }
        self.file.names.insert(absolute);
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|it| match &it.meta {
        syn::Meta::List(it) => it.path.is_ident("cfg") && it.tokens.to_string() == "test",
        _ => false,
    })
}

impl<'ast> Visit<'ast> for Reader {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.content.is_some() && !is_test(&item.attrs) {
            self.module.push(item.ident.to_string());
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            let is_public = !matches!(item.vis, syn::Visibility::Inherited);
            self.tree(&item.tree, &mut Vec::new(), is_public);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|it| it.ident.to_string()).collect();
        if let Some(path) = self.absolute(&names).filter(|_| names.len() > 1) {
            self.file.names.insert(path);
        }
        visit::visit_path(self, path);
    }
}
