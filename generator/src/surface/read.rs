//! Generated source → the same list of items, read with `syn`. This is what holds the computed surface to the
//! truth: a test compares the two.

use quote::ToTokens;
use syn::{Attribute, Expr, Fields, FnArg, ImplItem, Item as Code, Pat, ReturnType, Type, Visibility};

use super::expand::expand;
use super::{Function, Item, Kind, Surface, path};

/// A generated file.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its path in the crate, `src/types/keywords.rs`.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// The public items of generated files. Files of the runtime and of examples are passed over.
///
/// # Errors
///
/// A file that is not Rust: its path and what is wrong.
pub fn read(sources: &[Source<'_>]) -> Result<Surface, String> {
    let mut surface = Surface::default();
    for source in sources {
        let Some(module) = module(source.path) else { continue };
        let file = syn::parse_file(source.text).map_err(|error| format!("{}: {error}", source.path))?;
        for item in &file.items {
            let made = match item {
                Code::Macro(it) => expand(it).map_err(|error| format!("{}: {error}", source.path))?,
                _ => Vec::new(),
            };
            made.iter().chain([item]).for_each(|it| item_of(it, module, &mut surface));
        }
    }
    Ok(surface)
}

/// The public module that a file's items are found in; the index of operations has the same items in every crate.
fn module(path: &str) -> Option<&'static str> {
    let path = path.strip_prefix("src/").filter(|it| *it != "operations/mod.rs")?;
    match path.split_once('/').map_or(path, |it| it.0) {
        "types" => Some("types"),
        "operations" => Some("operations"),
        "headers.rs" => Some("headers"),
        "webhooks.rs" => Some("webhooks"),
        "client.rs" => Some("client"),
        "errors.rs" => Some(""),
        _ => None,
    }
}

/// The path of an item; those of the crate's root have no module.
fn within(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") }
}

fn item_of(item: &Code, module: &str, surface: &mut Surface) {
    let owned = |name: &syn::Ident| within(module, &plain(name));
    match item {
        Code::Struct(it) if public(&it.vis) => {
            let owner = owned(&it.ident);
            let signature = format!("struct {}{}", plain(&it.ident), positions(&it.fields));
            surface.insert(attributed(Item::new(Kind::Struct, &owner, &owner, signature), &it.attrs));
            named_fields(&it.fields, &owner, surface);
            derives(&it.attrs, &owner, surface);
        }
        Code::Enum(it) if public(&it.vis) => {
            let owner = owned(&it.ident);
            let signature = format!("enum {}", plain(&it.ident));
            surface.insert(attributed(Item::new(Kind::Enum, &owner, &owner, signature), &it.attrs));
            for variant in &it.variants {
                let name = plain(&variant.ident);
                let signature = format!("{name}{}", positions(&variant.fields).replace("pub ", ""));
                let item = Item::new(Kind::Variant, path::variant(&owner, &name), &owner, signature);
                surface.insert(attributed(item, &variant.attrs));
            }
            derives(&it.attrs, &owner, surface);
        }
        // The error is the same in every crate, but for what its body is.
        Code::Type(it) if public(&it.vis) && !module.is_empty() => {
            let path = owned(&it.ident);
            let ty = type_text(&it.ty);
            // The alias of a call belongs to the operation that it calls.
            let called = ty.strip_prefix("Call<").and_then(|it| it.strip_suffix('>'));
            let owner = called.map_or_else(|| path.clone(), path::operation);
            let signature = format!("type {} = {ty}", plain(&it.ident));
            surface.insert(attributed(Item::new(Kind::Alias, path, owner, signature), &it.attrs));
        }
        Code::Const(it) if public(&it.vis) => {
            let path = owned(&it.ident);
            let signature = format!("const {}: {}", plain(&it.ident), type_text(&it.ty));
            surface.insert(attributed(Item::new(Kind::Const, path.clone(), path, signature), &it.attrs));
        }
        Code::Impl(it) => implementation(it, module, surface),
        _ => {}
    }
}

fn implementation(it: &syn::ItemImpl, module: &str, surface: &mut Surface) {
    // What only tests of users see (`test-util`) is the runtime's and the same in every crate.
    if it.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
        return;
    }
    let target = type_text(&it.self_ty);
    match &it.trait_ {
        None => it.items.iter().for_each(|item| inherent(item, &target, module, surface)),
        Some((of, _)) => {
            let whole = type_text(&Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path: of.clone() }));
            let of = of.segments.last().map(|it| plain(&it.ident)).unwrap_or_default();
            let owner = within(module, &target);
            if of == "From" && module == "types" {
                let path = path::implements(&whole, &owner);
                surface.insert(Item::new(Kind::Impl, path, &owner, format!("impl {whole}")));
            }
            if of == "Default" && module == "types" {
                let path = path::implements("Default", &owner);
                surface.insert(Item::new(Kind::Impl, path, &owner, "impl Default"));
            }
            let wanted = |name: &str| {
                matches!(
                    (of.as_str(), name),
                    ("Operation", "Output") | ("Paginated", "Item") | ("ErrorDetails", "Code")
                )
            };
            for item in &it.items {
                if let ImplItem::Type(ty) = item
                    && wanted(&plain(&ty.ident))
                {
                    let name = plain(&ty.ident);
                    let signature = format!("type {name} = {}", type_text(&ty.ty));
                    let path = path::associated(&owner, &of, &name);
                    surface.insert(Item::new(Kind::AssociatedType, path, &owner, signature));
                }
            }
        }
    }
}

/// A method or constant of an own type, or of a type of the runtime that the generated code adds to.
fn inherent(item: &ImplItem, target: &str, module: &str, surface: &mut Surface) {
    match item {
        ImplItem::Fn(it) if public(&it.vis) && !hidden(&it.attrs) => {
            let name = plain(&it.sig.ident);
            let function = function(&it.sig);
            let Some((path, owner)) = method_place(target, module, &name, &function) else { return };
            surface.insert(attributed(Item::method(path, owner, &name, &function), &it.attrs));
        }
        ImplItem::Const(it) if public(&it.vis) => {
            let name = plain(&it.ident);
            let signature = format!("const {name}: {}", type_text(&it.ty));
            let item = match (module, target) {
                ("operations", _) => {
                    let owner = path::operation(target);
                    let value = expression(&it.expr);
                    let item = Item::new(Kind::Const, path::variant(&owner, &name), &owner, signature);
                    Item { value: Some(value), ..item }
                }
                ("client", "Server") => Item::new(Kind::Const, path::server(&name), path::server(&name), signature),
                _ => return,
            };
            surface.insert(attributed(item, &it.attrs));
        }
        _ => {}
    }
}

/// Where a method belongs: its path and its owner.
fn method_place(target: &str, module: &str, name: &str, function: &Function) -> Option<(String, String)> {
    let marker = target.strip_prefix("Call<").and_then(|it| it.strip_suffix('>'));
    Some(match (module, target, marker) {
        ("operations", _, Some(marker)) => (path::method(target, name), path::operation(marker)),
        ("operations", "Client", _) => {
            (path::method(target, name), path::operation(function.output.strip_suffix("Call")?))
        }
        ("types", ..) if name == "new" || function.receiver.as_deref() == Some("self") => {
            let owner = path::type_(target);
            (path::method(&owner, name), owner)
        }
        ("webhooks", ..) => (path::method("webhooks::Event", name), "webhooks::Event".to_owned()),
        // How a client begins depends on the settings alone.
        ("client", "ClientBuilder", _) if function.receiver.is_some() => {
            let scheme = name.strip_suffix("_provider").or_else(|| name.strip_suffix("_grant"));
            (path::credential(name), path::credential(scheme.unwrap_or(name)))
        }
        ("client", "Server", _) => (path::method(target, name), path::method(target, name)),
        _ => return None,
    })
}

fn function(signature: &syn::Signature) -> Function {
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

fn named_fields(fields: &Fields, owner: &str, surface: &mut Surface) {
    let Fields::Named(fields) = fields else { return };
    for field in fields.named.iter().filter(|it| public(&it.vis)) {
        let name = field.ident.as_ref().map(plain).unwrap_or_default();
        let signature = format!("{name}: {}", type_text(&field.ty));
        let item = Item::new(Kind::Field, path::field(owner, &name), owner, signature);
        surface.insert(attributed(item, &field.attrs));
    }
}

/// `(pub i64, pub String)` of a tuple struct or variant, nothing for others.
fn positions(fields: &Fields) -> String {
    let Fields::Unnamed(fields) = fields else { return String::new() };
    let items = fields.unnamed.iter().map(|it| {
        let vis = if public(&it.vis) { "pub " } else { "" };
        format!("{vis}{}", type_text(&it.ty))
    });
    format!("({})", items.collect::<Vec<_>>().join(", "))
}

fn derives(attributes: &[Attribute], owner: &str, surface: &mut Surface) {
    let derived = attributes.iter().filter(|it| it.path().is_ident("derive"));
    let default = derived.filter_map(|it| it.meta.require_list().ok()).any(|it| {
        let tokens = it.tokens.to_string();
        tokens.split(',').any(|it| it.trim() == "Default")
    });
    if default && owner.starts_with("types::") {
        surface.insert(Item::new(Kind::Impl, path::implements("Default", owner), owner, "impl Default"));
    }
}

fn attributed(item: Item, attributes: &[Attribute]) -> Item {
    let has = |name: &str| attributes.iter().any(|it| it.path().is_ident(name));
    Item { non_exhaustive: has("non_exhaustive"), deprecated: has("deprecated"), ..item }
}

fn hidden(attributes: &[Attribute]) -> bool {
    let lists = attributes.iter().filter(|it| it.path().is_ident("doc")).filter_map(|it| it.meta.require_list().ok());
    lists.into_iter().any(|it| it.tokens.to_string() == "hidden")
}

fn public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// An identifier without `r#`.
fn plain(ident: &syn::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

/// A type on one line, every path by its last name.
fn type_text(ty: &Type) -> String {
    let mut ty = ty.clone();
    LastNames.shorten(&mut ty);
    tidy(&ty.to_token_stream().to_string())
}

/// A constant's value on one line.
fn expression(expr: &Expr) -> String {
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

/// The spacing that people use: tokens are printed with a blank between any two of them.
fn tidy(tokens: &str) -> String {
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
