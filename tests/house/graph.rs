//! Which file imports which, by the `use` lines and paths of a crate's sources. The file that a path names is imported, also
//! where it only hands the name on (`pub use`), except for a roof, which hands names on for the whole crate: there it is the
//! file that they come from. A file that declares a module does not import it. What a macro is called with is read for paths; tests,
//! `quote!`, whose text is another crate's, and `macro_rules!`, whose text is written out elsewhere, are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
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
    /// The modules below it that only tests have.
    tests: Vec<Module>,
}

impl Graph {
    /// Reads all files below the folder of a crate's root. The roofs hand names on for the whole crate.
    pub fn of(source: &Path, roofs: &[&[&str]]) -> Self {
        let mut files = BTreeMap::new();
        collect(source, &mut Vec::new(), &mut files);
        let tests: Vec<Module> = files.values().flat_map(|it: &File| it.tests.clone()).collect();
        files.retain(|module, _| !tests.iter().any(|it| module.starts_with(it)));
        let imports = files.iter().map(|(module, file)| {
            let found = file.names.iter().filter_map(|name| owner(&files, roofs, name.clone(), 0));
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

/// The file that a path belongs to: the longest part of it that is a module, or where that is a roof which hands the next
/// name on, the file that it comes from.
fn owner(files: &BTreeMap<Module, File>, roofs: &[&[&str]], path: Vec<String>, depth: u8) -> Option<Module> {
    let length = (0..=path.len()).rev().find(|length| files.contains_key(&path[..*length]))?;
    let module = path[..length].to_vec();
    let handed_on = path.get(length).and_then(|name| files[&module].handed_on.iter().find(|(it, _)| it == name));
    let handed_on = handed_on.filter(|_| roofs.iter().any(|roof| module.iter().eq(roof.iter())));
    match handed_on {
        Some((_, target)) if depth < 8 => {
            let rest = path[length + 1..].iter().cloned();
            owner(files, roofs, target.iter().cloned().chain(rest).collect(), depth + 1).or(Some(module))
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
        } else if path.extension().is_some_and(|it| it == "rs") && !stem.starts_with("tests") {
            let mut own = module.clone();
            own.extend(Some(stem).filter(|it| !matches!(it.as_str(), "lib" | "main" | "mod")));
            let text = fs::read_to_string(&path).expect("a source");
            let syntax = syn::parse_file(&text).expect("Rust");
            let of_tests = children(&syntax, true).into_iter().map(|it| [own.clone(), vec![it]].concat());
            let file = File { names: BTreeSet::new(), handed_on: Vec::new(), tests: of_tests.collect() };
            let mut reader = Reader { module: own.clone(), children: children(&syntax, false), file };
            reader.visit_file(&syntax);
            files.insert(own, reader.file);
        }
    }
}

/// The modules that a file declares and that are files, too: those of tests, or all others.
fn children(file: &syn::File, of_tests: bool) -> BTreeSet<String> {
    let declared = file.items.iter().filter_map(|it| match it {
        syn::Item::Mod(it) if it.content.is_none() && is_test(&it.attrs) == of_tests => Some(it.ident.to_string()),
        _ => None,
    });
    declared.collect()
}

struct Reader {
    module: Module,
    /// What a path may begin with, too.
    children: BTreeSet<String>,
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
            name if self.children.contains(name) => {}
            _ => return None,
        }
        base.extend(rest.iter().cloned());
        Some(base)
    }

    /// Paths in the text of a macro: names with `::` between them.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                // `quote!(…)` inside of another macro.
                TokenTree::Ident(it) if it == "quote" && is_mark(tokens.peek(), '!') => {
                    tokens.nth(1);
                }
                TokenTree::Punct(it) if it.as_char() == ':' => colons += 1,
                TokenTree::Ident(it) if colons == 2 => {
                    path.push(it.to_string());
                    colons = 0;
                }
                other => {
                    self.names(&std::mem::take(&mut path));
                    colons = 0;
                    match other {
                        TokenTree::Ident(it) => path.push(it.to_string()),
                        TokenTree::Group(it) => self.tokens(it.stream()),
                        _ => {}
                    }
                }
            }
        }
        self.names(&path);
    }

    fn names(&mut self, path: &[String]) {
        if let Some(path) = self.absolute(path).filter(|_| path.len() > 1) {
            self.file.names.insert(path);
        }
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
        let Some(absolute) = self.absolute(&path).or_else(|| self.absolute(&own())) else { return };
        if is_public {
            let name = alias.or_else(|| path.last().cloned()).unwrap_or_default();
            self.file.handed_on.push((name, absolute.clone()));
        }
        self.file.names.insert(absolute);
    }
}

fn is_mark(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == mark)
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

    /// `pub(in crate::model)` takes nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|it| it.ident.to_string()).collect();
        self.names(&names);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let name = call.path.segments.last().map(|it| it.ident.to_string()).unwrap_or_default();
        if !matches!(name.as_str(), "quote" | "quote_spanned" | "macro_rules") {
            self.tokens(call.tokens.clone());
        }
    }
}
