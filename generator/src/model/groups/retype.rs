//! All places where finished types and operations name a type.

use crate::ir::{Operation, Outcome, Shape, TypeRef};

/// The references of a shape.
pub(super) fn of_shape(shape: &mut Shape) -> Vec<&mut TypeRef> {
    match shape {
        Shape::Struct(it) => {
            let extra = it.extra.as_mut().map(|(_, ty)| ty);
            it.fields.iter_mut().map(|field| &mut field.ty).chain(extra).collect()
        }
        Shape::Union(it) => it.variants.iter_mut().map(|variant| &mut variant.ty).collect(),
        Shape::Tuple(it) => it.items.iter_mut().chain(&mut it.rest).collect(),
        Shape::Alias(it) | Shape::Newtype(it) => vec![it],
        Shape::Enum(_) | Shape::Constant(_) => Vec::new(),
    }
}

/// The references of an operation; what `paging` adds comes later.
pub(super) fn of_operation(operation: &mut Operation) -> Vec<&mut TypeRef> {
    let Operation { params, body, responses, output, callbacks, .. } = operation;
    let params = params.iter_mut().map(|it| &mut it.ty);
    let bodies = body.iter_mut().flat_map(|it| &mut it.contents).map(|it| &mut it.ty);
    let responses = responses.iter_mut().flat_map(|it| &mut it.contents).map(|it| &mut it.ty);
    let outcomes = of_outcome(output);
    let callbacks = callbacks.iter_mut().map(|it| &mut it.ty);
    params.chain(bodies).chain(responses).chain(outcomes).chain(callbacks).collect()
}

fn of_outcome(outcome: &mut Outcome) -> Vec<&mut TypeRef> {
    match outcome {
        Outcome::None => Vec::new(),
        Outcome::Single { ty, .. } => vec![ty],
        Outcome::Enum { variants, .. } => {
            variants.iter_mut().filter_map(|it| it.content.as_mut()).map(|it| &mut it.ty).collect()
        }
    }
}
