//! Rust syntax as it is printed in a list of items: on one line, with the usual spacing, and without paths.

use quote::ToTokens;
use syn::{Attribute, Expr, Fields, FnArg, Pat, ReturnType, Type, Visibility};

use super::items::{Function, Item};

pub(super) fn function(signature: &syn::Signature) -> Function {
    let mut function = Function::default();
    for input in &signature.inputs {
        match input {
            FnArg::Receiver(it) => {
                let borrowed = matches!(it.kind, syn::ReceiverKind::Reference(..));
                function.receiver = Some(if borrowed { "&self".into() } else { "self".into() });
            }
            FnArg::Typed(it) => {
                let name = match &*it.pat {
                    Pat::Ident(it) => plain(&it.ident),
                    other => tidy(&other.to_token_stream().to_string()),
                };
                function.arguments.push((name, type_text(&it.ty)));
            }
        }
    }
    if let ReturnType::Type(_, ty) = &signature.output {
        function.output = type_text(ty);
    }
    function
}

/// `(pub i64, pub String)` of a tuple struct or variant, or nothing.
pub(super) fn positions(fields: &Fields) -> String {
    let Fields::Unnamed(fields) = fields else { return String::new() };
    let items = fields.unnamed.iter().map(|it| {
        let vis = if public(&it.vis) { "pub " } else { "" };
        format!("{vis}{}", type_text(&it.ty))
    });
    format!("({})", items.collect::<Vec<_>>().join(", "))
}

pub(super) fn attributed(item: Item, attributes: &[Attribute]) -> Item {
    let has = |name: &str| attributes.iter().any(|it| it.path().is_ident(name));
    Item { non_exhaustive: has("non_exhaustive"), deprecated: has("deprecated"), ..item }
}

pub(super) fn hidden(attributes: &[Attribute]) -> bool {
    let lists = attributes.iter().filter(|it| it.path().is_ident("doc")).filter_map(|it| it.meta.require_list().ok());
    lists.into_iter().any(|it| it.tokens.to_string() == "hidden")
}

pub(super) fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// An identifier without `r#`.
pub(super) fn plain(ident: &syn::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

/// A type on one line, without paths.
pub(super) fn type_text(ty: &Type) -> String {
    let mut ty = ty.clone();
    LastNames.shorten(&mut ty);
    tidy(&ty.to_token_stream().to_string())
}

/// A constant's value on one line.
pub(super) fn expression(expr: &Expr) -> String {
    tidy(&expr.to_token_stream().to_string())
}

/// Cuts every path to its last segment, in types and in the bounds of `impl Trait`.
struct LastNames;

impl LastNames {
    fn shorten(&self, ty: &mut Type) {
        match ty {
            Type::Path(it) => self.path(&mut it.path),
            Type::Reference(it) => self.shorten(&mut it.elem),
            Type::Slice(it) => self.shorten(&mut it.elem),
            Type::Array(it) => self.shorten(&mut it.elem),
            Type::Tuple(it) => it.elems.iter_mut().for_each(|it| self.shorten(it)),
            Type::ImplTrait(it) => it.bounds.iter_mut().for_each(|it| {
                if let syn::TypeParamBound::Trait(it) = it {
                    self.path(&mut it.path);
                }
            }),
            _ => {}
        }
    }

    fn path(&self, path: &mut syn::Path) {
        let Some(mut last) = path.segments.last().cloned() else { return };
        if let syn::PathArguments::AngleBracketed(arguments) = &mut last.arguments {
            for argument in &mut arguments.args {
                match argument {
                    syn::GenericArgument::Type(ty) => self.shorten(ty),
                    syn::GenericArgument::AssocType(it) => self.shorten(&mut it.ty),
                    _ => {}
                }
            }
        }
        *path = syn::Path::from(last);
    }
}

/// Applies the usual spacing: tokens are printed with a space between any two of them.
pub(super) fn tidy(tokens: &str) -> String {
    let mut text = tokens.to_owned();
    for (spaced, close) in [
        (" < ", "<"),
        (" >", ">"),
        ("< ", "<"),
        (" , ", ", "),
        ("& ", "&"),
        ("( ", "("),
        (" )", ")"),
        ("[ ", "["),
        (" ]", "]"),
        (" :: ", "::"),
        (" ,", ","),
        (",>", ">"),
    ] {
        text = text.replace(spaced, close);
    }
    text
}

/// The type parameters of a declaration, `<T: Wire>` with all bounds, or nothing.
pub(super) fn generics(generics: &syn::Generics) -> String {
    let (parameters, conditions) = (generics.params.to_token_stream(), generics.where_clause.to_token_stream());
    let parameters =
        if parameters.is_empty() { String::new() } else { format!("<{}>", short(&parameters.to_string())) };
    let conditions = short(&conditions.to_string());
    if conditions.is_empty() { parameters } else { format!("{parameters} {conditions}") }
}

/// Tokens with the usual spacing, without module paths: `O::Error` stays, since `O` is no module.
pub(super) fn short(tokens: &str) -> String {
    let text = tidy(tokens);
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((head, tail)) = rest.split_once("::") {
        let start = head.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |it| it + 1);
        let is_module = head[start..].starts_with(|c: char| c.is_lowercase()) || head[start..].is_empty();
        out.push_str(if is_module && !head.ends_with('>') { &head[..start] } else { head });
        if !is_module || head.ends_with('>') {
            out.push_str("::");
        }
        rest = tail;
    }
    out.push_str(rest);
    out.replace('$', "").replace(" :", ":").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The condition of a `#[cfg(…)]`, if there is one.
pub(super) fn condition(attributes: &[Attribute]) -> Option<String> {
    let attribute = attributes.iter().find(|it| it.path().is_ident("cfg"))?;
    attribute.meta.require_list().ok().map(|it| tidy(&it.tokens.to_string()))
}
