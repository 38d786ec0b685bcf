//! The order of the arguments of `new`: that of the lists `required` in the document, which are lists and so have one, where
//! the order of an object's members means nothing and is not in its value. A lock goes before it.

use std::collections::HashMap;

use super::schema::{Merged, SchemaSet, Schemas};
use crate::ir::{Api, Shape, Struct, TypeDef};

/// Puts what `new` takes into the document's order: what a schema itself requires, then what those require that it puts
/// together. Other fields stay where they are.
pub(super) fn order(api: &mut Api, schemas: &Schemas<'_>) {
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

/// Where each field of a struct is to come from, with the arguments of `new` by their places, those without one behind the
/// others; nothing where they stand so already.
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
