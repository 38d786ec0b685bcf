//! The items of `types`.

use super::items::{Function, Item, Kind};
use super::list::Surface;
use super::{path, text};
use crate::ir::{Api, Enum, EnumRepr, Shape, Struct, Tuple, TypeDef, TypeRef, Union};

/// All items of `types`.
pub(super) fn items(api: &Api, surface: &mut Surface) {
    for def in &api.types {
        type_(api, def, surface);
    }
}

fn type_(api: &Api, def: &TypeDef, surface: &mut Surface) {
    let owner = path::type_(def.name.as_str());
    let item = |kind, signature: String| Item::new(kind, &owner, &owner, signature);
    let name = &def.name;
    match &def.shape {
        Shape::Struct(it) => {
            surface.insert(item(Kind::Struct, format!("struct {name}")).non_exhaustive());
            structure(api, def, it, surface);
        }
        Shape::Enum(it) => {
            surface.insert(item(Kind::Enum, format!("enum {name}")).non_exhaustive());
            enumeration(&owner, it, surface);
        }
        Shape::Union(it) => {
            surface.insert(item(Kind::Enum, format!("enum {name}")).non_exhaustive());
            union(&owner, it, surface);
            for (ty, is_string) in it.conversions(api, name) {
                from(&text::type_(&ty), &owner, surface);
                if is_string {
                    from("&str", &owner, surface);
                }
            }
        }
        Shape::Constant(_) => {
            surface.insert(item(Kind::Struct, format!("struct {name}")));
            implements("Default", &owner, surface);
        }
        Shape::Tuple(it) => surface.insert(item(Kind::Struct, tuple(def, it))),
        Shape::Alias(it) => surface.insert(item(Kind::Alias, format!("type {name} = {}", text::type_(it)))),
        Shape::Newtype(it) => {
            surface.insert(item(Kind::Struct, format!("struct {name}(pub {})", text::type_(it))));
            from(&text::type_(it), &owner, surface);
        }
    }
}

fn structure(api: &Api, def: &TypeDef, it: &Struct, surface: &mut Surface) {
    let owner = path::type_(def.name.as_str());
    for field in &it.fields {
        let signature = format!("{}: {}", field.name, text::field(field));
        let path = path::field(&owner, field.name.as_str());
        surface.insert(Item::new(Kind::Field, path, &owner, signature).deprecated(field.deprecated));
    }
    if let Some((name, ty)) = &it.extra {
        let signature = format!("{name}: BTreeMap<String, {}>", text::type_(ty));
        surface.insert(Item::new(Kind::Field, path::field(&owner, name.as_str()), &owner, signature));
    }
    if def.usage.request {
        let arguments = it.arguments(api).map(|it| (it.name.to_string(), text::argument(api, &it.ty))).collect();
        let new = Function { receiver: None, arguments, output: "Self".into() };
        surface.insert(Item::method(path::method(&owner, "new"), &owner, "new", &new));
    }
    let own = it.setters(api).map(|it| (&it.name, text::field_setter(api, it), it.deprecated));
    let extra =
        it.extra.iter().map(|(name, ty)| (name, text::argument(api, &TypeRef::Map(Box::new(ty.clone()))), false));
    for (name, ty, deprecated) in own.chain(extra).filter(|_| def.usage.request) {
        let method = name.setter();
        let arguments = vec![(name.to_string(), ty)];
        let setter = Function { receiver: Some("self".into()), arguments, output: "Self".into() };
        surface.insert(Item::method(path::method(&owner, &method), &owner, &method, &setter).deprecated(deprecated));
    }
    if def.usage.request && it.has_default(api) {
        implements("Default", &owner, surface);
    }
}

fn from(ty: &str, owner: &str, surface: &mut Surface) {
    implements(&format!("From<{ty}>"), owner, surface);
}

fn implements(name: &str, owner: &str, surface: &mut Surface) {
    surface.insert(Item::new(Kind::Impl, path::implements(name, owner), owner, format!("impl {name}")));
}

fn enumeration(owner: &str, it: &Enum, surface: &mut Surface) {
    for variant in &it.variants {
        let path = path::variant(owner, variant.name.as_str());
        let item = Item::new(Kind::Variant, path, owner, variant.name.to_string());
        surface.insert(item.deprecated(variant.deprecated));
    }
    let kept = match it.repr {
        EnumRepr::String => "String",
        EnumRepr::Integer => "i64",
        EnumRepr::Mixed => "Value",
    };
    let path = path::variant(owner, it.fallback.as_str());
    surface.insert(Item::new(Kind::Variant, path, owner, format!("{}({kept})", it.fallback)));
}

fn union(owner: &str, it: &Union, surface: &mut Surface) {
    for variant in &it.variants {
        let signature = format!("{}({})", variant.name, text::type_(&variant.ty));
        surface.insert(Item::new(Kind::Variant, path::variant(owner, variant.name.as_str()), owner, signature));
    }
    let signature = format!("{}(Value)", it.fallback);
    surface.insert(Item::new(Kind::Variant, path::variant(owner, it.fallback.as_str()), owner, signature));
}

fn tuple(def: &TypeDef, it: &Tuple) -> String {
    let items = it.items.iter().map(|it| format!("pub {}", text::type_(it)));
    let rest = it.rest.iter().map(|it| format!("pub Vec<{}>", text::type_(it)));
    format!("struct {}({})", def.name, items.chain(rest).collect::<Vec<_>>().join(", "))
}
