//! `src/types`: one file per module with clean definitions, and `mod.rs` with flat re-exports.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Text;
use super::features::{of_any_feature, of_feature, of_tags};
use super::module::{Maker, Module};
use super::type_ref::{format_name, ident, is_plain};
use super::{aliases, constants, enums, structs, tuples, unions};
use crate::ir::{self, Api, ModuleName, Shape, TypeDef, TypeName, TypeRef};

/// What `types` re-exports of the runtime, where no type of the API has that name.
const RUNTIME: [&str; 9] = ["Base64", "Date", "DateTime", "Decimal", "Duration", "Maybe", "Time", "Uri", "Uuid"];

pub(super) fn makers(api: &Api) -> Vec<Maker<'_>> {
    let mut makers: Vec<Maker<'_>> = vec![Box::new(|| Some(index(api)))];
    for (module, defs) in by_module(api) {
        makers.push(Box::new(move || Some(file(api, module, &defs))));
    }
    makers
}

/// The modules that have types, by name, each with its types, by name.
pub(super) fn by_module(api: &Api) -> BTreeMap<&ModuleName, Vec<&TypeDef>> {
    let mut modules: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for def in &api.types {
        modules.entry(&def.module).or_default().push(def);
    }
    modules
}

fn index(api: &Api) -> Module {
    let modules = by_module(api);
    // A tag's own file has nothing that others need; in the common one each item says who does.
    let declarations = modules.iter().map(|(module, defs)| {
        let feature = of_file(api, module, defs);
        quote!(#feature mod #module;)
    });
    let exports = modules.iter().flat_map(|(module, defs)| {
        let mut groups: BTreeMap<&[ModuleName], Vec<&TypeName>> = BTreeMap::new();
        for def in defs {
            groups.entry(def.tags.as_slice()).or_default().push(&def.name);
        }
        let exports = groups.into_iter().map(|(tags, names)| {
            let feature = of_tags(api, tags);
            quote!(#feature pub use #module::{#(#names),*};)
        });
        exports.collect::<Vec<_>>()
    });
    let taken = |name: &str| api.types.iter().any(|def| def.name.as_str() == name);
    let runtime = RUNTIME.into_iter().filter(|name| !taken(name)).map(ident);
    let runtime = quote!(pub use crate::runtime::{#(#runtime),*};);
    Module {
        path: "src/types/mod.rs".to_owned(),
        docs: Text::sentence("All types of the API."),
        items: declarations.chain(exports).chain([runtime]).collect(),
    }
}

/// The attribute of a file of types: a tag's own file has only what that tag alone needs.
fn of_file(api: &Api, module: &ModuleName, defs: &[&TypeDef]) -> Option<TokenStream> {
    let is_own = defs.iter().all(|def| matches!(def.tags.as_slice(), [only] if only == module));
    is_own.then(|| of_feature(api, module)).flatten()
}

fn file(api: &Api, module: &ModuleName, defs: &[&TypeDef]) -> Module {
    let is_partly = of_file(api, module, defs).is_none();
    let items = defs.iter().map(|def| {
        let feature = is_partly.then(|| of_tags(api, &def.tags)).flatten();
        let item = definition(api, def);
        quote!(#feature #item)
    });
    let partly = is_partly.then(|| of_any_feature(api)).flatten();
    Module {
        path: format!("src/types/{module}.rs"),
        docs: Text::sentence(format!("The types of `{module}`."))
            .paragraph("A type lists its properties or values; a macro of the runtime implements the rest.")
            .paragraph("Structs that are sent have a setter for each optional field; the fields are public, too."),
        items: [undocumented()].into_iter().chain(partly).chain(imports(defs)).chain(items).collect(),
    }
}

/// What the document has no words for goes without; a name that is said twice helps nobody.
fn undocumented() -> TokenStream {
    quote!(#![allow(missing_docs, reason = "the documentation is the document's")])
}

fn definition(api: &Api, def: &TypeDef) -> TokenStream {
    match &def.shape {
        Shape::Struct(it) => structs::item(api, def, it),
        Shape::Enum(it) => enums::item(def, it),
        Shape::Union(it) => unions::item(api, def, it),
        Shape::Constant(it) => constants::item(def, it),
        Shape::Tuple(it) => tuples::item(def, it),
        Shape::Alias(it) => aliases::alias(def, it),
        Shape::Newtype(it) => aliases::newtype(def, it),
    }
}

/// What the definitions name and this file does not have: types of the other files, formats, `Maybe`, maps.
fn imports(defs: &[&TypeDef]) -> Vec<TokenStream> {
    let own: BTreeSet<&TypeName> = defs.iter().map(|def| &def.name).collect();
    let mut names = BTreeSet::new();
    let mut maps = false;
    for def in defs {
        maps |= matches!(&def.shape, Shape::Struct(it) if it.extra.is_some());
        // Another name for a format has it by its path.
        if matches!(&def.shape, Shape::Alias(TypeRef::Format(_))) {
            continue;
        }
        for ty in def.shape.references() {
            maps |= collect(ty, &own, &mut names);
        }
        let tristate = |field: &ir::Field| field.presence == ir::Presence::Tristate;
        if matches!(&def.shape, Shape::Struct(it) if it.fields.iter().any(tristate)) {
            names.insert("Maybe".to_owned());
        }
    }
    let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
    let maps = maps.then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let names = (!names.is_empty()).then(|| quote!(use super::{#(#names),*};));
    let macros = defs.iter().any(|def| !matches!(def.shape, Shape::Alias(_))).then(|| {
        quote!(
            use crate::runtime;
        )
    });
    maps.into_iter().chain(names).chain(macros).collect()
}

/// Adds the names that the type needs; tells whether there is a map in it.
fn collect(ty: &TypeRef, own: &BTreeSet<&TypeName>, names: &mut BTreeSet<String>) -> bool {
    match ty {
        TypeRef::Named(name) => {
            if !own.contains(name) {
                names.insert(name.to_string());
            }
            false
        }
        TypeRef::Format(it) if is_plain(*it) => {
            let name = TypeName::new(format_name(*it).to_string());
            if !own.contains(&name) {
                names.insert(name.to_string());
            }
            false
        }
        TypeRef::Map(it) => {
            collect(it, own, names);
            true
        }
        TypeRef::List(it) | TypeRef::Option(it) | TypeRef::Boxed(it) => collect(it, own, names),
        _ => false,
    }
}
