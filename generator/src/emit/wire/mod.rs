//! `src/wire`: how the types of `src/types` are read and written, in files of the same names. What stands there is
//! tables and lists of fields; the work is done by the runtime.

mod enums;
mod structs;
mod tuples;
mod unions;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::Text;
use super::types::by_module;
use super::{Maker, Module};
use crate::ir::{Api, Constant, EnumRepr, ModuleName, Scalar, Shape, TypeDef, TypeName, TypeRef};

pub(super) fn makers(api: &Api) -> Vec<Maker<'_>> {
    let mut modules = by_module(api);
    modules.values_mut().for_each(|defs| defs.retain(|def| has_impls(def)));
    modules.retain(|_, defs| !defs.is_empty());
    let names: Vec<_> = modules.keys().copied().collect();
    let mut makers: Vec<Maker<'_>> = vec![Box::new(move || Some(index(&names)))];
    for (module, defs) in modules {
        makers.push(Box::new(move || Some(file(api, module, &defs))));
    }
    makers
}

fn index(modules: &[&ModuleName]) -> Module {
    Module {
        path: "src/wire/mod.rs".to_owned(),
        docs: Text::sentence("How the types are read and written, in files named like those of `types`."),
        items: modules.iter().map(|module| quote!(mod #module;)).collect(),
    }
}

fn has_impls(def: &TypeDef) -> bool {
    !matches!(def.shape, Shape::Alias(_))
}

fn file(api: &Api, module: &ModuleName, defs: &[&TypeDef]) -> Module {
    let impls = defs.iter().flat_map(|def| impls(api, def));
    let shared =
        [("text_enums", EnumRepr::String), ("integer_enums", EnumRepr::Integer), ("mixed_enums", EnumRepr::Mixed)]
            .into_iter()
            .filter_map(|(macro_name, repr)| {
                let names: Vec<_> = defs.iter().filter(|def| is_enum(def, repr)).map(|def| &def.name).collect();
                let macro_name = format_ident!("{macro_name}");
                (!names.is_empty()).then(|| quote!(open_enum::#macro_name! { #(types::#names),* }))
            });
    let names = defs.iter().map(|def| &def.name);
    let through_serde = quote!(wire::through_serde! { #(types::#names),* });
    Module {
        path: format!("src/wire/{module}.rs"),
        docs: Text::sentence(format!("How the types of `{module}` are read and written.")),
        items: imports(defs).into_iter().chain(impls).chain(shared).chain([through_serde]).collect(),
    }
}

fn imports(defs: &[&TypeDef]) -> Vec<TokenStream> {
    let mut names = vec!["deserialize", "serialize", "wire"];
    for def in defs {
        names.extend(match &def.shape {
            Shape::Enum(_) => ["open_enum"].as_slice(),
            Shape::Union(it) if unions::has_scalars(it) => &["scalar", "union"],
            Shape::Union(_) => &["union"],
            Shape::Constant(_) => &["constant", "scalar"],
            Shape::Tuple(_) => &["tuple"],
            _ => &[],
        });
    }
    names.sort_unstable();
    names.dedup();
    let names = names.into_iter().map(|name| format_ident!("{name}"));
    vec![
        quote!(use crate::runtime::{#(#names),*};),
        quote!(
            use crate::types;
        ),
    ]
}

fn impls(api: &Api, def: &TypeDef) -> Vec<TokenStream> {
    match &def.shape {
        Shape::Struct(it) => structs::items(api, def, it),
        Shape::Enum(it) => enums::items(def, it),
        Shape::Union(it) => unions::items(def, it),
        Shape::Constant(it) => vec![constant(&def.name, it)],
        Shape::Tuple(it) => vec![tuples::item(def, it)],
        Shape::Newtype(_) => vec![newtype(&def.name)],
        Shape::Alias(_) => Vec::new(),
    }
}

fn is_enum(def: &TypeDef, repr: EnumRepr) -> bool {
    matches!(&def.shape, Shape::Enum(it) if it.repr == repr)
}

fn constant(name: &TypeName, it: &Constant) -> TokenStream {
    let value = match &it.value {
        serde_json::Value::String(text) => quote!(scalar::Scalar::Text(#text)),
        value => json_scalar(value),
    };
    let null = it.value.is_null().then(|| {
        quote! {
            #[inline]
            fn null() -> Option<Self> {
                Some(Self)
            }
        }
    });
    quote! {
        impl wire::Wire for types::#name {
            #[inline]
            fn read(found: wire::Found<'_>) -> Result<Self, wire::Mismatch> {
                constant::read(found, #value, Self)
            }

            #null

            #[inline]
            fn write(&self, out: &mut wire::Output<'_>) {
                constant::write(#value, out);
            }
        }
    }
}

fn newtype(name: &TypeName) -> TokenStream {
    quote! {
        impl wire::Wire for types::#name {
            #[inline]
            fn read(found: wire::Found<'_>) -> Result<Self, wire::Mismatch> {
                wire::Wire::read(found).map(Self)
            }

            #[inline]
            fn null() -> Option<Self> {
                wire::Wire::null().map(Self)
            }

            #[inline]
            fn write(&self, out: &mut wire::Output<'_>) {
                wire::Wire::write(&self.0, out);
            }
        }
    }
}

/// A value of the document as a constant of the generated code.
fn scalar(value: &Scalar) -> TokenStream {
    match value {
        Scalar::String(text) => quote!(scalar::Scalar::Text(#text)),
        Scalar::Number(number) => json_scalar(&serde_json::Value::Number(number.clone())),
        Scalar::Bool(it) => json_scalar(&serde_json::Value::Bool(*it)),
        Scalar::Null => json_scalar(&serde_json::Value::Null),
    }
}

fn json_scalar(value: &serde_json::Value) -> TokenStream {
    match value.as_i64() {
        Some(number) => {
            let number = proc_macro2::Literal::i64_unsuffixed(number);
            quote!(scalar::Scalar::Integer(#number))
        }
        None => {
            let text = value.to_string();
            quote!(scalar::Scalar::Json(#text))
        }
    }
}

/// A name for the parameter of `read` that no local of these names hides.
fn found(locals: &[&str]) -> Ident {
    let mut name = "found".to_owned();
    while locals.contains(&name.as_str()) {
        name.push('_');
    }
    format_ident!("{name}")
}

/// Whether the type takes `null` by itself.
fn is_option(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::Option(_))
}
