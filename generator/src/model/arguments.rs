//! The order of the arguments of `new`: that of the lists `required` in the document, which are lists and so have one, where
//! the order of an object's members means nothing and is not in its value. A lock goes before it.

use std::collections::HashMap;

use super::draft::Draft;
use super::schema::{Merged, SchemaSet};
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Shape, Struct, TypeDef};

/// Decides the order of the arguments of `new`: what a schema itself requires, then what those require that it combines.
/// Other fields stay where they are.
pub(super) fn run(draft: &mut Draft<'_>, _: &mut Diagnostics) {
    let (api, schemas) = (&mut draft.api, &draft.schemas);
    let ordered = |def: &TypeDef| {
        let Shape::Struct(it) = &def.shape else { return None };
        if !def.usage.request || it.arguments(api).nth(1).is_none() {
            return None;
        }
        let parts = Merged::parts_of(schemas, &SchemaSet::from(def.pointer.clone()));
        let lists = parts.iter().filter_map(|part| part.get("required")?.as_array());
        let mut places = HashMap::new();
        for wire in lists.flatten().filter_map(|it| it.as_str()) {
            let next = places.len();
            places.entry(wire).or_insert(next);
        }
        // What no list of the schema has comes from the base beside a choice, and so from before.
        order_of(api, it, |wire| Some(places.get(wire).map_or(0, |place| place + 1)))
    };
    let orders = api.types.iter().map(ordered).collect();
    reorder(api, orders);
}

/// The new order of the fields of a struct, as indices of the old one: the arguments of `new` are sorted by `place`, those
/// without one last. None if they are in that order already.
pub(super) fn order_of(api: &Api, of: &Struct, place: impl Fn(&str) -> Option<usize>) -> Option<Vec<usize>> {
    let slots: Vec<usize> = (0..of.fields.len()).filter(|at| of.fields[*at].is_argument(api)).collect();
    let mut wanted = slots.clone();
    wanted.sort_by_key(|at| place(&of.fields[*at].wire).unwrap_or(usize::MAX));
    if wanted == slots {
        return None;
    }
    let mut order: Vec<usize> = (0..of.fields.len()).collect();
    for (slot, from) in slots.into_iter().zip(wanted) {
        order[slot] = from;
    }
    Some(order)
}

/// Gives the structs their fields in another order, where there is one.
pub(super) fn reorder(api: &mut Api, orders: Vec<Option<Vec<usize>>>) {
    for (def, order) in api.types.iter_mut().zip(orders) {
        if let (Shape::Struct(it), Some(order)) = (&mut def.shape, order) {
            let mut fields: Vec<_> = std::mem::take(&mut it.fields).into_iter().map(Some).collect();
            it.fields = order.into_iter().filter_map(|from| fields[from].take()).collect();
        }
    }
}
