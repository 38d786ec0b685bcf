//! Type references and names as tokens. Inside `src/types` a type is named plainly; everywhere else it is
//! written `types::X`, so that a document's type never meets a name of the surrounding code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::paths::Paths;

use crate::ir;

/// Where the printed reference stands.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'p> {
    /// In a file of `src/types`, which imports what it names.
    Types,
    /// Anywhere else, by these paths: `types::Keyword`.
    File(&'p Paths),
}

/// The type as it is written in that scope.
pub fn type_ref(ty: &ir::TypeRef, scope: Scope<'_>) -> TokenStream {
    match ty {
        ir::TypeRef::Bool => quote!(bool),
        ir::TypeRef::I32 => quote!(i32),
        ir::TypeRef::I64 => quote!(i64),
        ir::TypeRef::U32 => quote!(u32),
        ir::TypeRef::U64 => quote!(u64),
        ir::TypeRef::F64 => quote!(f64),
        ir::TypeRef::String => quote!(String),
        ir::TypeRef::Json => quote!(serde_json::Value),
        ir::TypeRef::Null => quote!(()),
        ir::TypeRef::Format(it) if is_plain(*it) => qualified(&format_name(*it), scope),
        ir::TypeRef::Format(it) => match scope {
            Scope::Types => runtime_type(*it),
            Scope::File(paths) => {
                let (runtime, name) = (paths.runtime(), format_name(*it));
                quote!(#runtime::#name)
            }
        },
        ir::TypeRef::Named(it) => qualified(&ident(it.as_str()), scope),
        ir::TypeRef::List(it) => wrapped(quote!(Vec), it, scope),
        ir::TypeRef::Option(it) => wrapped(quote!(Option), it, scope),
        ir::TypeRef::Boxed(it) => wrapped(quote!(Box), it, scope),
        ir::TypeRef::Map(it) => {
            let (map, value) = (scope.map(), type_ref(it, scope));
            quote!(#map<String, #value>)
        }
    }
}

/// The type of a field: what `presence` adds around the type.
pub fn field_type(field: &ir::Field) -> TokenStream {
    let ty = &field.ty;
    match field.presence {
        ir::Presence::Required => quote!(#ty),
        ir::Presence::Nullable | ir::Presence::Optional => quote!(Option<#ty>),
        ir::Presence::Tristate => quote!(Maybe<#ty>),
    }
}

/// The runtime's type of a format, whatever the document calls its own types.
pub fn runtime_type(format: ir::Format) -> TokenStream {
    let name = format_name(format);
    quote!(crate::runtime::#name)
}

/// Whether the format is written like a type of the API. Many documents have schemas that are called like the others
/// and are no texts (`Duration`, `File`), so those are written with their path.
pub fn is_plain(format: ir::Format) -> bool {
    matches!(format, ir::Format::DateTime | ir::Format::Uuid)
}

/// The runtime's newtype for a text format.
pub fn format_name(format: ir::Format) -> Ident {
    ident(match format {
        ir::Format::DateTime => "DateTime",
        ir::Format::Date => "Date",
        ir::Format::Time => "Time",
        ir::Format::Duration => "Duration",
        ir::Format::Uuid => "Uuid",
        ir::Format::Uri => "Uri",
        ir::Format::Decimal => "Decimal",
        ir::Format::DecimalNumber => "DecimalNumber",
        ir::Format::Base64 => "Base64",
        ir::Format::File => "File",
    })
}

/// A name as an identifier. `model` gives out no keyword; should one come all the same, it is written raw.
pub fn ident(name: &str) -> Ident {
    match name {
        "self" | "Self" | "super" | "crate" | "_" => Ident::new(&format!("{name}_"), Span::call_site()),
        _ if KEYWORDS.binary_search(&name).is_err() => Ident::new(name, Span::call_site()),
        _ => Ident::new_raw(name, Span::call_site()),
    }
}

/// The words that have to be written raw, sorted (the Rust reference, "Keywords"): an API has its names by the ten
/// thousand, and to have `syn` read each of them took a tenth of what printing it takes.
const KEYWORDS: [&str; 47] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut",
    "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe",
    "unsized", "use", "virtual", "where", "while", "yield",
];

impl Scope<'_> {
    /// `BTreeMap`.
    pub fn map(self) -> TokenStream {
        match self {
            Scope::Types => quote!(BTreeMap),
            Scope::File(paths) => paths.map(),
        }
    }
}

fn qualified(name: &Ident, scope: Scope<'_>) -> TokenStream {
    match scope {
        Scope::Types => quote!(#name),
        Scope::File(paths) => {
            let types = paths.types();
            quote!(#types::#name)
        }
    }
}

fn wrapped(outer: TokenStream, inner: &ir::TypeRef, scope: Scope<'_>) -> TokenStream {
    let inner = type_ref(inner, scope);
    quote!(#outer<#inner>)
}

impl ToTokens for ir::TypeRef {
    /// As it is written in `src/types`.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(type_ref(self, Scope::Types));
    }
}

macro_rules! names_are_identifiers {
    ($($name:ident)*) => {$(
        impl ToTokens for ir::$name {
            fn to_tokens(&self, tokens: &mut TokenStream) {
                ident(self.as_str()).to_tokens(tokens);
            }
        }
    )*};
}

names_are_identifiers! { TypeName FieldName MethodName VariantName ConstName ModuleName }

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Format, TypeName, TypeRef};

    #[test]
    fn what_syn_takes_for_no_identifier_is_written_raw() {
        assert!(KEYWORDS.is_sorted());
        for name in KEYWORDS {
            assert!(syn::parse_str::<Ident>(name).is_err(), "{name}");
            assert_eq!(ident(name).to_string(), format!("r#{name}"));
        }
        for name in ["gen", "union", "auto", "raw", "safe", "default", "macro_rules", "static_", "Type", "_1", "größe"]
        {
            assert!(syn::parse_str::<Ident>(name).is_ok(), "{name}");
            assert_eq!(ident(name).to_string(), name);
        }
    }

    #[test]
    fn types_have_a_name_wherever_they_stand() {
        let list = TypeRef::List(Box::new(TypeRef::Format(Format::Date)));
        for (ty, here, there, outside) in [
            (TypeRef::Format(Format::Uuid), "Uuid", "types::Uuid", "types::Uuid"),
            (
                TypeRef::Format(Format::Duration),
                "crate::runtime::Duration",
                "crate::runtime::Duration",
                "api::runtime::Duration",
            ),
            (list, "Vec<crate::runtime::Date>", "Vec<crate::runtime::Date>", "Vec<api::runtime::Date>"),
            (TypeRef::Named(TypeName::new("Date")), "Date", "types::Date", "types::Date"),
            (
                TypeRef::Map(Box::new(TypeRef::I64)),
                "BTreeMap<String,i64>",
                "BTreeMap<String,i64>",
                "BTreeMap<String,i64>",
            ),
        ] {
            let text = |scope: Scope<'_>| type_ref(&ty, scope).to_string().replace(' ', "");
            let (file, program) = (Paths::of_crate(), Paths::of_program());
            let texts = [text(Scope::Types), text(Scope::File(&file)), text(Scope::File(&program))];
            assert_eq!(texts, [here, there, outside]);
        }
    }
}
