//! Objects: structs where members have names, maps where they have none.

use std::collections::BTreeSet;

use super::any::any;
use super::docs::{constraints_at, docs, nodes_here};
use super::merged::{Merged, Undeclared};
use super::node::Additional;
use super::place::Place;
use super::set::SchemaSet;
use super::typed::Built;
use super::types::Types;
use crate::Pointer;
use crate::diagnostics::code;
use crate::ir::{Access, Constraints, Docs, Field, FieldName, Presence, Shape, Struct, TypeRef};
use crate::model::name_extensions;
use crate::namer::{Claim, Kind, STRUCT_METHODS, Scope, settle};

/// The type of an object.
pub(super) fn build<'a>(types: &mut Types<'a, '_>, merged: &Merged<'a>, place: &Place) -> Built {
    let named = !merged.properties.is_empty() || !merged.undeclared.is_empty();
    match (&merged.additional, named) {
        (Some(Additional::Forbidden), _) | (_, true) => Built::Shape(Shape::Struct(structure(types, merged, place))),
        (Some(Additional::Schema(at)), false) => {
            let value = types.value(&at.clone().into(), &place.part("Value"));
            Built::Ref(TypeRef::Map(Box::new(value)))
        }
        (Some(Additional::Any) | None, false) => Built::Ref(TypeRef::Map(Box::new(any()))),
    }
}

/// The members of an object with names.
pub(super) fn structure<'a>(types: &mut Types<'a, '_>, merged: &Merged<'a>, place: &Place) -> Struct {
    let mut scope = Scope::new(Kind::Field, STRUCT_METHODS);
    let free = undeclared(types, merged);
    let wires: BTreeSet<&str> = merged.properties.keys().copied().chain(free).collect();
    let wishes = wishes(types, merged, &wires);
    let names = scope.names(wishes.iter().map(String::as_str));
    let mut fields: Vec<_> = wires
        .iter()
        .zip(&wishes)
        .filter_map(|(wire, wish)| field(types, merged, place, wire, FieldName::new(names[wish.as_str()].clone())))
        .collect();
    fields.sort_by(|a, b| order(a).cmp(&order(b)));
    let extra = match &merged.additional {
        Some(Additional::Schema(at)) => Some(types.value(&at.clone().into(), &place.part("Value"))),
        Some(Additional::Any) => Some(any()),
        Some(Additional::Forbidden) | None => None,
    };
    Struct {
        fields,
        extra: extra.map(|ty| (FieldName::new(scope.name(&["extra", "extra_members"])), ty)),
        closed: merged.additional == Some(Additional::Forbidden),
    }
}

/// The names under `required` that nobody declares and that no declared member is meant by; all are reported.
fn undeclared<'a>(types: &mut Types<'a, '_>, merged: &Merged<'a>) -> Vec<&'a str> {
    let mut free = Vec::new();
    for (&name, it) in &merged.undeclared {
        let at = merged.place_of_required(name);
        let (message, help) = match it {
            Undeclared::Meant(declared) => (
                format!("`required` names `{name}`, which is not declared; `{declared}` is assumed"),
                format!("write `{declared}` in `required`"),
            ),
            Undeclared::Free => {
                free.push(name);
                let message = "which is not declared; it may be missing, and be any JSON value";
                (format!("`required` names `{name}`, {message}"), format!("declare `{name}`, or remove it"))
            }
        };
        if types.is_first_word_about(&at) {
            types.diags.warning(code::REQUIRED_UNDECLARED, &at, message).help(help);
        }
    }
    free
}

/// What the members are named after: the name that the document gives for it, or the one on the wire.
fn wishes(types: &mut Types<'_, '_>, merged: &Merged<'_>, wires: &BTreeSet<&str>) -> Vec<String> {
    let mut claims = Vec::new();
    for wire in wires {
        let places = merged.properties.get(wire).map(Vec::as_slice).unwrap_or_default();
        let nodes = nodes_here(&types.schemas, places);
        for node in &nodes {
            name_extensions::check(name_extensions::PROPERTY, &node.at, |keyword| node.get(keyword), types.diags);
        }
        let given =
            nodes.iter().find_map(|node| name_extensions::name(name_extensions::PROPERTY, |keyword| node.get(keyword)));
        // A name that another member has on the wire stays that one's.
        claims.push(given.map(|it| Claim::new(it, 1)).into_iter().chain([Claim::new(*wire, 0)]).collect());
    }
    settle(Kind::Field, &claims)
}

/// Required members first, then by wire name: the order of keys in a document means nothing.
fn order(field: &Field) -> (bool, &str) {
    (!matches!(field.presence, Presence::Required | Presence::Nullable), &field.wire)
}

fn field<'a>(
    types: &mut Types<'a, '_>,
    merged: &Merged<'a>,
    place: &Place,
    wire: &str,
    name: FieldName,
) -> Option<Field> {
    let required = merged.required.contains(wire);
    let Some(places) = merged.properties.get(wire) else {
        return Some(plain_field(name, wire, merged.place_of_required(wire)));
    };
    if places.iter().any(|at| types.schemas.node(at).is_some_and(|node| node.never())) {
        return None; // `false`: the member must not be there
    }
    let typed = types.typed(&SchemaSet::of(places.iter().cloned()), &place.inner(wire));
    let nodes = nodes_here(&types.schemas, places);
    Some(Field {
        name,
        wire: wire.to_owned(),
        presence: typed.presence(required),
        ty: typed.ty,
        access: access(types, places),
        docs: docs(&nodes),
        constraints: Constraints {
            number_text: places.iter().any(|at| types.schemas.may_be_text_of_number(at)),
            ..constraints_at(&types.schemas, places)
        },
        deprecated: nodes.iter().any(|node| node.flag("deprecated")),
        tag: None,
        pointer: places[0].clone(),
    })
}

/// A member of which nothing but the name is known.
fn plain_field(name: FieldName, wire: &str, pointer: Pointer) -> Field {
    Field {
        name,
        wire: wire.to_owned(),
        ty: any(),
        presence: Presence::Tristate,
        access: Access::Both,
        docs: Docs::default(),
        constraints: Constraints::default(),
        deprecated: false,
        tag: None,
        pointer,
    }
}

/// `readOnly` and `writeOnly`, of the member or of what it refers to.
fn access(types: &Types<'_, '_>, places: &[Pointer]) -> Access {
    let ends = places.iter().flat_map(|at| [at.clone(), types.schemas.resolve(at)]);
    let nodes: Vec<_> = ends.filter_map(|at| types.schemas.node(&at)).collect();
    let flag = |keyword: &str| {
        nodes.iter().any(|node| {
            let asides = || node.asides().iter().any(|it| it.flag(keyword));
            node.flag(keyword) || node.annotations().flag(keyword) || asides()
        })
    };
    match (flag("readOnly"), flag("writeOnly")) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => Access::Both,
    }
}
