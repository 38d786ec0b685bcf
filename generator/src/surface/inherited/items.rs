//! Any public item of Rust as items of a surface, generics and all.

use quote::ToTokens;
use syn::{Attribute, Fields, ImplItem, Item as Code, TraitItem};

use super::names::names;
use crate::surface::items::{Item, Kind};
use crate::surface::list::Surface;
use crate::surface::path;
use crate::surface::syntax::{
    attributed, condition, function, generics, hidden, plain, positions, public, short, type_text,
};

/// All items of a file that declares its own types, under names that begin with `module`.
pub(super) fn all(code: &[Code], module: &str, surface: &mut Surface) {
    for item in code {
        declared(item, &format!("{module}{}", name(item).unwrap_or_default()), surface);
        if let Code::Impl(it) = item {
            implementation(it, &format!("{module}{}", target(it)), surface);
        }
        if let Code::Mod(it) = item
            && let Some((_, inner)) = it.content.as_ref().filter(|_| public(&it.vis))
        {
            all(inner, &format!("{module}{}::", plain(&it.ident)), surface);
        }
        if let Code::Use(it) = item
            && public(&it.vis)
            && !hidden(&it.attrs)
        {
            for name in names(&it.tree).iter().filter(|it| it.public != "*") {
                surface.insert(export(&format!("{module}{}", name.public), &name.public, condition(&it.attrs)));
            }
        }
    }
}

/// A name that is handed on.
pub(super) fn export(path: &str, name: &str, feature: Option<String>) -> Item {
    Item { feature, ..Item::new(Kind::Export, path, path, format!("use {name}")) }
}

/// The name of a declaration.
pub(super) fn name(item: &Code) -> Option<String> {
    Some(plain(match item {
        Code::Struct(it) => &it.ident,
        Code::Enum(it) => &it.ident,
        Code::Trait(it) => &it.ident,
        Code::Type(it) => &it.ident,
        Code::Const(it) => &it.ident,
        Code::Static(it) => &it.ident,
        Code::Fn(it) => &it.sig.ident,
        _ => return None,
    }))
}

/// The last name of the type that an impl is of.
pub(super) fn target(it: &syn::ItemImpl) -> String {
    let text = type_text(&it.self_ty);
    text.split('<').next().unwrap_or_default().trim().to_owned()
}

/// A public declaration at a path.
pub(super) fn declared(item: &Code, path: &str, surface: &mut Surface) {
    match item {
        Code::Struct(it) if shown(&it.vis, &it.attrs) => {
            let signature = format!("struct {}{}{}", plain(&it.ident), generics(&it.generics), positions(&it.fields));
            let item = whole(Item::new(Kind::Struct, path, path, signature), &it.attrs);
            // Nobody else can write out a struct that has private fields.
            let open = item.non_exhaustive || it.fields.iter().any(|it| !public(&it.vis));
            surface.insert(Item { non_exhaustive: open, ..item });
            fields(&it.fields, path, surface);
            derives(&it.attrs, path, surface);
        }
        Code::Enum(it) if shown(&it.vis, &it.attrs) => {
            let signature = format!("enum {}{}", plain(&it.ident), generics(&it.generics));
            surface.insert(whole(Item::new(Kind::Enum, path, path, signature), &it.attrs));
            for variant in it.variants.iter().filter(|it| !hidden(&it.attrs)) {
                let name = plain(&variant.ident);
                let signature = format!("{name}{}", short(&variant.fields.to_token_stream().to_string()));
                let item = Item::new(Kind::Variant, path::variant(path, &name), path, signature);
                surface.insert(whole(item, &variant.attrs));
            }
            derives(&it.attrs, path, surface);
        }
        Code::Trait(it) if shown(&it.vis, &it.attrs) => {
            let above = short(&it.supertraits.to_token_stream().to_string());
            let signature = format!("trait {}{}: {above}", plain(&it.ident), generics(&it.generics));
            surface.insert(whole(Item::new(Kind::Trait, path, path, signature), &it.attrs));
            it.items.iter().for_each(|it| trait_item(it, path, surface));
        }
        Code::Type(it) if shown(&it.vis, &it.attrs) => {
            let signature = format!("type {}{} = {}", plain(&it.ident), generics(&it.generics), type_text(&it.ty));
            surface.insert(whole(Item::new(Kind::Alias, path, path, signature), &it.attrs));
        }
        Code::Const(it) if shown(&it.vis, &it.attrs) => {
            let signature = format!("const {}: {}", plain(&it.ident), type_text(&it.ty));
            surface.insert(whole(Item::new(Kind::Const, path, path, signature), &it.attrs));
        }
        Code::Static(it) if shown(&it.vis, &it.attrs) => {
            let signature = format!("static {}: {}", plain(&it.ident), type_text(&it.ty));
            surface.insert(whole(Item::new(Kind::Const, path, path, signature), &it.attrs));
        }
        Code::Fn(it) if shown(&it.vis, &it.attrs) => {
            surface.insert(whole(method(&format!("{path}()"), path, &it.sig), &it.attrs));
        }
        _ => {}
    }
}

/// What an impl adds to the type at a path.
pub(super) fn implementation(it: &syn::ItemImpl, path: &str, surface: &mut Surface) {
    if hidden(&it.attrs) || is_test(&it.attrs) {
        return;
    }
    if let Some((of, _)) = &it.trait_ {
        let of = short(&of.to_token_stream().to_string());
        let signature = format!("impl{} {of} for {}", generics(&it.generics), type_text(&it.self_ty));
        surface.insert(whole(Item::new(Kind::Impl, path::implements(&of, path), path, signature), &it.attrs));
        return;
    }
    let feature = condition(&it.attrs);
    for member in &it.items {
        let item = match member {
            ImplItem::Fn(member) if shown(&member.vis, &member.attrs) => {
                let item = method(&path::method(path, &plain(&member.sig.ident)), path, &member.sig);
                whole(bounded(item, &it.generics), &member.attrs)
            }
            ImplItem::Const(member) if shown(&member.vis, &member.attrs) => {
                let name = plain(&member.ident);
                let signature = format!("const {name}: {}", type_text(&member.ty));
                whole(Item::new(Kind::Const, path::variant(path, &name), path, signature), &member.attrs)
            }
            _ => continue,
        };
        surface.insert(Item { feature: item.feature.clone().or_else(|| feature.clone()), ..item });
    }
}

/// An item of a trait: with a text of its own, or to be written by whoever implements it.
fn trait_item(item: &TraitItem, path: &str, surface: &mut Surface) {
    let required = |name: &str, signature: String, has_default: bool| Item {
        kind: if has_default { Kind::AssociatedType } else { Kind::Required },
        ..Item::new(Kind::Required, path::variant(path, name), path, signature)
    };
    let item = match item {
        TraitItem::Fn(it) if !hidden(&it.attrs) => {
            let item = method(&path::method(path, &plain(&it.sig.ident)), path, &it.sig);
            let kind = if it.default.is_some() { Kind::Method } else { Kind::Required };
            whole(Item { kind, ..item }, &it.attrs)
        }
        TraitItem::Type(it) if !hidden(&it.attrs) => {
            let bounds = short(&it.bounds.to_token_stream().to_string());
            required(&plain(&it.ident), format!("type {}: {bounds}", it.ident), it.default.is_some())
        }
        TraitItem::Const(it) if !hidden(&it.attrs) => {
            let signature = format!("const {}: {}", it.ident, type_text(&it.ty));
            required(&plain(&it.ident), signature, it.default.is_some())
        }
        _ => return,
    };
    surface.insert(item);
}

/// A function with its own type parameters, and what else counts of it.
fn method(path: &str, owner: &str, signature: &syn::Signature) -> Item {
    let item = Item::method(path, owner, &plain(&signature.ident), &function(signature));
    let words = [signature.constness.map(|_| "const "), signature.asyncness.map(|_| "async ")];
    let before: String = words.into_iter().flatten().collect();
    let after = generics(&signature.generics);
    let complete = |text: String| format!("{before}{}{}{after}", short(&text), if after.is_empty() { "" } else { " " });
    Item { types: complete(item.types), signature: complete(item.signature), ..item }
}

/// A method that only some instances of its type have.
fn bounded(item: Item, of: &syn::Generics) -> Item {
    let is_plain = of.where_clause.is_none() && !generics(of).contains(':');
    if is_plain {
        return item;
    }
    let bounds = generics(of);
    Item {
        types: format!("impl{bounds} {}", item.types),
        signature: format!("impl{bounds} {}", item.signature),
        ..item
    }
}

fn fields(fields: &Fields, owner: &str, surface: &mut Surface) {
    let Fields::Named(fields) = fields else { return };
    for field in fields.named.iter().filter(|it| shown(&it.vis, &it.attrs)) {
        let name = field.ident.as_ref().map(plain).unwrap_or_default();
        let signature = format!("{name}: {}", type_text(&field.ty));
        surface.insert(whole(Item::new(Kind::Field, path::field(owner, &name), owner, signature), &field.attrs));
    }
}

fn derives(attributes: &[Attribute], owner: &str, surface: &mut Surface) {
    let lists =
        attributes.iter().filter(|it| it.path().is_ident("derive")).filter_map(|it| it.meta.require_list().ok());
    let texts: Vec<String> = lists.map(|it| it.tokens.to_string()).collect();
    for of in texts.iter().flat_map(|it| it.split(',')).map(short).filter(|it| !it.is_empty()) {
        surface.insert(Item::new(Kind::Impl, path::implements(&of, owner), owner, format!("impl {of}")));
    }
}

fn shown(visibility: &syn::Visibility, attributes: &[Attribute]) -> bool {
    public(visibility) && !hidden(attributes) && !is_test(attributes)
}

fn is_test(attributes: &[Attribute]) -> bool {
    condition(attributes).is_some_and(|it| it == "test")
}

fn whole(item: Item, attributes: &[Attribute]) -> Item {
    Item { feature: condition(attributes), ..attributed(item, attributes) }
}
