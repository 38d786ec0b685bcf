//! Generated source → the same list of items, parsed with `syn`. A test compares it with the computed surface.

use syn::{Attribute, Fields, ImplItem, Item as Code, Type};

use super::expand::expand;
use super::items::{Function, Item, Kind};
use super::list::Surface;
use super::path;
use super::syntax::{attributed, expression, function, hidden, plain, positions, public, type_text};

/// A generated file.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its path in the crate, `src/types/keywords.rs`.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// The public items of generated files. Files of the runtime and of examples are ignored.
///
/// # Errors
///
/// Fails if a file is not Rust, with its path and the reason.
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

/// The public module of a file's items; the index of operations has the same items in every crate.
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

/// The path of an item; items of the crate root have no module.
fn qualified(module: &str, name: &str) -> String {
    if module.is_empty() { name.to_owned() } else { format!("{module}::{name}") }
}

fn item_of(item: &Code, module: &str, surface: &mut Surface) {
    let owned = |name: &syn::Ident| qualified(module, &plain(name));
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
        // The error type is the same in every crate, except for its body.
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
    // Items behind `test-util` are those of the runtime and the same in every crate.
    if it.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
        return;
    }
    let target = type_text(&it.self_ty);
    match &it.trait_ {
        None => it.items.iter().for_each(|item| inherent(item, &target, module, surface)),
        Some((of, _)) => {
            let whole = type_text(&Type::Path(syn::TypePath { attrs: Vec::new(), qself: None, path: of.clone() }));
            let of = of.segments.last().map(|it| plain(&it.ident)).unwrap_or_default();
            let owner = qualified(module, &target);
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

/// A method or constant of a generated type, or of a type of the runtime that generated code extends.
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

/// The path of a method and its owner.
fn method_place(target: &str, module: &str, name: &str, function: &Function) -> Option<(String, String)> {
    // Setters are written on the alias of a call.
    let marker = target.strip_suffix("Call").filter(|it| !it.is_empty());
    Some(match (module, target, marker) {
        ("operations", _, Some(marker)) => (path::method(&path::call(marker), name), path::operation(marker)),
        ("operations", "Client", _) => match function.output.strip_suffix("<'_>") {
            // The method that returns the handle of a group belongs to the handle.
            Some(handle) => (path::method(target, name), path::operation(handle)),
            None => (path::method(target, name), path::operation(function.output.strip_suffix("Call")?)),
        },
        ("operations", ..) if target.ends_with("<'_>") => {
            let handle = path::operation(target.trim_end_matches("<'_>"));
            (path::method(&handle, name), path::operation(function.output.strip_suffix("Call")?))
        }
        ("types", ..) if name == "new" || function.receiver.as_deref() == Some("self") => {
            let owner = path::type_(target);
            (path::method(&owner, name), owner)
        }
        ("webhooks", ..) => (path::method("webhooks::Event", name), "webhooks::Event".to_owned()),
        // The constructors of a client depend on the settings alone.
        ("client", "ClientBuilder", _) if function.receiver.is_some() => {
            let scheme = name.strip_suffix("_provider").or_else(|| name.strip_suffix("_grant"));
            (path::credential(name), path::credential(scheme.unwrap_or(name)))
        }
        ("client", "Server", _) => (path::method(target, name), path::method(target, name)),
        _ => return None,
    })
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
