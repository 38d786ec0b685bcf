//! The order of the arguments of `new`: that of the lists `required` in the document, which are lists and so have one, where
//! the order of an object's members means nothing and is not in its value. A lock goes before it.

use std::collections::HashMap;

use super::schema::{Merged, SchemaSet, Schemas};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Field, Shape, Struct, TypeDef};

/// Puts what `new` takes into the document's order: what a schema itself requires, then what those require that it puts
/// together. Other fields stay where they are.
pub(super) fn order(api: &mut Api, schemas: &Schemas<'_>) {
    let ordered = |def: &TypeDef| {
        let Shape::Struct(it) = &def.shape else { return None };
        if !def.usage.request || it.arguments(api).nth(1).is_none() {
            return None;
        }
        let merged = Merged::of(schemas, &SchemaSet::from(def.pointer.clone()), &mut Diagnostics::default());
        let lists = merged.parts.iter().filter_map(|part| part.get("required")?.as_array());
        let mut places = HashMap::new();
        for wire in lists.flatten().filter_map(|it| it.as_str()) {
            let next = places.len();
            places.entry(wire).or_insert(next);
        }
        // What no list of the schema has comes from the base beside a choice, and so from before.
        Some(fields(api, it, |wire| Some(places.get(wire).map_or(0, |place| place + 1))))
    };
    let all: Vec<_> = api.types.iter().map(ordered).collect();
    put(api, all);
}

/// The fields with the arguments of `new` by their places, those without one behind the others.
pub(super) fn fields(api: &Api, of: &Struct, place: impl Fn(&str) -> Option<usize>) -> Vec<Field> {
    let slots: Vec<usize> = (0..of.fields.len()).filter(|at| of.fields[*at].is_argument(api)).collect();
    let mut wanted = slots.clone();
    wanted.sort_by_key(|at| place(&of.fields[*at].wire).unwrap_or(usize::MAX));
    let mut fields = of.fields.clone();
    for (slot, from) in slots.into_iter().zip(wanted) {
        fields[slot] = of.fields[from].clone();
    }
    fields
}

/// Gives the structs their fields in another order, where there is one.
pub(super) fn put(api: &mut Api, all: Vec<Option<Vec<Field>>>) {
    for (def, fields) in api.types.iter_mut().zip(all) {
        if let (Shape::Struct(it), Some(fields)) = (&mut def.shape, fields) {
            it.fields = fields;
        }
    }
}
