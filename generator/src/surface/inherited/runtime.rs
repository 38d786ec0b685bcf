//! The module `runtime`: which names it shows, and where they are declared.

use syn::Item as Code;

use super::items;
use super::names::{Name, names};
use crate::surface::items::Item;
use crate::surface::list::Surface;
use crate::surface::read::Source;
use crate::surface::syntax::{condition, hidden, plain, public};

/// The files of the runtime, by the modules that they are.
pub(super) struct Runtime {
    files: Vec<(Vec<String>, syn::File)>,
}

/// Where a shown name is declared: the module and the name there.
struct Shown<'a> {
    path: String,
    module: &'a [String],
    name: String,
}

impl Runtime {
    /// Reads the files below `src/runtime/`.
    pub fn read(sources: &[Source<'_>]) -> Result<Self, String> {
        let mut files = Vec::new();
        for source in sources {
            let Some(path) = source.path.strip_prefix("src/runtime/").and_then(|it| it.strip_suffix(".rs")) else {
                continue;
            };
            let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
            if module.last().is_some_and(|it| it == "mod") {
                module.pop();
            }
            if module.last().is_none_or(|it| it != "tests") {
                let file = syn::parse_file(source.text).map_err(|error| format!("{}: {error}", source.path))?;
                files.push((module, file));
            }
        }
        Ok(Self { files })
    }

    /// The text of a macro that other crates may call.
    pub fn macro_text(&self, name: &str) -> Option<proc_macro2::TokenStream> {
        let all = self.files.iter().flat_map(|it| &it.1.items);
        all.into_iter().find_map(|item| match item {
            Code::Macro(it) if it.ident.as_ref().is_some_and(|it| it == name) => Some(it.mac.tokens.clone()),
            _ => None,
        })
    }

    /// What the module shows, with the methods and impls of its types.
    pub fn items(&self, surface: &mut Surface) {
        let mut shown = Vec::new();
        self.show(&[], "runtime::", &mut shown, surface);
        for (module, file) in &self.files {
            for item in &file.items {
                if let Code::Impl(it) = item
                    && let Some(of) = nearest(&shown, module, &items::target(it))
                {
                    items::implementation(it, &of.path, surface);
                }
            }
        }
    }

    /// The names that a module hands on or declares, and its public modules.
    fn show<'a>(&'a self, module: &[String], prefix: &str, shown: &mut Vec<Shown<'a>>, surface: &mut Surface) {
        let Some((_, file)) = self.files.iter().find(|it| it.0 == module) else { return };
        for item in &file.items {
            match item {
                Code::Use(it) if public(&it.vis) && !hidden(&it.attrs) => {
                    for name in names(&it.tree) {
                        self.handed_on(&name, prefix, condition(&it.attrs), shown, surface);
                    }
                }
                Code::Mod(it) if public(&it.vis) && !hidden(&it.attrs) => {
                    let name = plain(&it.ident);
                    let inner = [module, std::slice::from_ref(&name)].concat();
                    self.show(&inner, &format!("{prefix}{name}::"), shown, surface);
                }
                _ => {
                    let Some(name) = items::name(item) else { continue };
                    let path = format!("{prefix}{name}");
                    items::declared(item, &path, surface);
                    if surface.items.contains_key(&path)
                        && let Some((module, _)) = self.files.iter().find(|it| it.0 == module)
                    {
                        shown.push(Shown { path, module, name });
                    }
                }
            }
        }
    }

    /// A name that is handed on: as it is declared, or by itself where another crate declares it.
    fn handed_on<'a>(
        &'a self,
        name: &Name,
        prefix: &str,
        feature: Option<String>,
        shown: &mut Vec<Shown<'a>>,
        surface: &mut Surface,
    ) {
        let path = format!("{prefix}{}", name.public);
        let Some(last) = name.path.last() else { return };
        let Some((module, item)) = self.declaration(&name.path, last) else {
            return surface.insert(items::export(&path, &name.path.join("::"), feature));
        };
        items::declared(item, &path, surface);
        let known = surface.items.get(&path).cloned();
        if let Some(item) = known.filter(|it| it.feature.is_none()) {
            surface.insert(Item { feature, ..item });
        }
        shown.push(Shown { path, module, name: last.clone() });
    }

    /// The declaration of that name which is nearest to the modules on its way.
    fn declaration(&self, way: &[String], name: &str) -> Option<(&[String], &Code)> {
        let named = self.files.iter().flat_map(|(module, file)| {
            let of = file.items.iter().filter(|item| items::name(item).is_some_and(|it| it == name));
            of.map(move |it| (module.as_slice(), it))
        });
        let is_inside = |module: &[String]| common(module, way);
        named.filter(|it| is_inside(it.0) > 0).max_by_key(|it| (is_inside(it.0), std::cmp::Reverse(it.0.len())))
    }
}

/// The shown type of that name which is nearest to a module.
fn nearest<'a, 'b>(shown: &'b [Shown<'a>], module: &[String], name: &str) -> Option<&'b Shown<'a>> {
    shown.iter().filter(|it| it.name == name).max_by_key(|it| common(it.module, module))
}

/// How many modules two ways have in common from the beginning.
fn common(a: &[String], b: &[String]) -> usize {
    let skipped = |way: &[String]| usize::from(way.first().is_some_and(|it| it == "crate")) * 2;
    let (a, b) = (&a[skipped(a).min(a.len())..], &b[skipped(b).min(b.len())..]);
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}
