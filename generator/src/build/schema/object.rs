//! Objects: structs where members have names, maps where they have none.

use std::collections::BTreeSet;

use super::docs::{constraints_at, docs, said_here};
use super::merged::Merged;
use super::node::Additional;
use super::place::Place;
use super::set::SchemaSet;
use super::{Built, Types};
use crate::Pointer;
use crate::build::names::{Kind, STRUCT_METHODS, Scope};
use crate::ir::{Access, Constraints, Docs, Field, FieldName, Presence, Shape, Struct, TypeRef};

/// The type of an object.
pub(super) fn built<'a>(types: &mut Types<'a, '_>, merged: &Merged<'a>, place: &Place) -> Built {
    let named = !merged.properties.is_empty() || !merged.required.is_empty();
    match (&merged.additional, named) {
        (Some(Additional::Forbidden), _) | (_, true) => Built::Shape(Shape::Struct(structure(types, merged, place))),
        (Some(Additional::Schema(at)), false) => {
            let value = types.value(&at.clone().into(), &place.part("Value"));
            Built::Ref(TypeRef::Map(Box::new(value)))
        }
        (Some(Additional::Any) | None, false) => Built::Ref(TypeRef::Map(Box::new(TypeRef::Json))),
    }
}

/// The members of an object with names.
pub(super) fn structure<'a>(types: &mut Types<'a, '_>, merged: &Merged<'a>, place: &Place) -> Struct {
    let mut scope = Scope::new(Kind::Field, STRUCT_METHODS);
    // `required: [a]` without `properties.a` is legal: the key must be there, its type is unknown.
    let wires: BTreeSet<&str> = merged.properties.keys().chain(&merged.required).copied().collect();
    let names = scope.names(wires.iter().copied());
    let mut fields: Vec<_> = wires
        .iter()
        .filter_map(|wire| field(types, merged, place, wire, FieldName::new(names[wire].clone())))
        .collect();
    fields.sort_by(|a, b| order(a).cmp(&order(b)));
    let extra = match &merged.additional {
        Some(Additional::Schema(at)) => Some(types.value(&at.clone().into(), &place.part("Value"))),
        Some(Additional::Any) => Some(TypeRef::Json),
        Some(Additional::Forbidden) | None => None,
    };
    Struct {
        fields,
        extra: extra.map(|ty| (FieldName::new(scope.name(&["extra", "extra_members"])), ty)),
        closed: merged.additional == Some(Additional::Forbidden),
    }
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
        let pointer = merged.parts.first().map(|part| part.at.clone()).unwrap_or_default();
        return Some(plain_field(name, wire, required, pointer));
    };
    if places.iter().any(|at| types.schemas.node(at).is_some_and(|node| node.never())) {
        return None; // `false`: the member must not be there
    }
    let typed = types.typed(&SchemaSet::of(places.iter().cloned()), &place.inner(wire));
    let nodes = said_here(&types.schemas, places);
    Some(Field {
        name,
        wire: wire.to_owned(),
        presence: typed.presence(required),
        ty: typed.ty,
        access: access(types, places),
        docs: docs(&nodes),
        constraints: constraints_at(&types.schemas, places),
        deprecated: nodes.iter().any(|node| node.flag("deprecated")),
        tag: None,
        pointer: places[0].clone(),
    })
}

/// A member that must be there and of which nothing else is known.
fn plain_field(name: FieldName, wire: &str, required: bool, pointer: Pointer) -> Field {
    Field {
        name,
        wire: wire.to_owned(),
        ty: TypeRef::Json,
        presence: if required { Presence::Required } else { Presence::Tristate },
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
    let flag = |keyword: &str| {
        places.iter().any(|at| {
            let ends = [at.clone(), types.schemas.resolve(at)];
            ends.iter().filter_map(|at| types.schemas.node(at)).any(|node| {
                let asides = node.asides();
                node.flag(keyword) || node.annotations().flag(keyword) || asides.iter().any(|it| it.flag(keyword))
            })
        })
    };
    match (flag("readOnly"), flag("writeOnly")) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => Access::Both,
    }
}
