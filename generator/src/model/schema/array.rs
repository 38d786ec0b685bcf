//! Arrays: lists, and tuples where each position has a schema.

use super::docs::constraints_at;
use super::merged::Merged;
use super::place::Place;
use super::set::SchemaSet;
use super::typed::Built;
use super::types::Types;
use crate::ir::{Shape, Tuple, TypeRef};

/// The type of an array.
pub(super) fn build<'a>(types: &mut Types<'a, '_>, merged: &Merged<'a>, place: &Place) -> Built {
    if merged.prefix_items.is_empty() {
        return Built::Ref(TypeRef::List(Box::new(items(types, merged, place))));
    }
    let item_constraints =
        merged.prefix_items.iter().map(|at| constraints_at(&types.schemas, std::slice::from_ref(at))).collect();
    let positions = merged.prefix_items.iter().enumerate();
    let positions = positions.map(|(index, at)| types.value(&at.clone().into(), &place.part(&ordinal(index))));
    let tuple = positions.collect();
    for at in &merged.prefix_items {
        types.tell_number_without_text(&at.clone().into());
    }
    let open = merged.items.iter().all(|at| types.schemas.node(at).is_some_and(|node| !node.never()));
    let rest = (!merged.items.is_empty() && open).then(|| items(types, merged, place));
    Built::Shape(Shape::Tuple(Tuple { items: tuple, item_constraints, rest }))
}

fn items<'a>(types: &mut Types<'a, '_>, merged: &Merged<'a>, place: &Place) -> TypeRef {
    types.value(&SchemaSet::of(merged.items.iter().cloned()), &place.part("Item"))
}

/// `First`, `Second`, …, `Item11`.
fn ordinal(index: usize) -> String {
    const WORDS: [&str; 10] =
        ["First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth"];
    WORDS.get(index).map_or_else(|| format!("Item{}", index + 1), |&word| word.to_owned())
}
