//! Types under other names, wherever types and operations refer to them.

use foldhash::HashMap;

use crate::ir::{Api, Operation, Outcome, Shape, TypeName, TypeRef};

/// Gives references the new names of types, and sorts the types by name.
pub(in crate::model) fn retype(api: &mut Api, names: &HashMap<TypeName, TypeName>) {
    let shapes = api.types.iter_mut().flat_map(|def| of_shape(&mut def.shape));
    shapes.for_each(|ty| retyped(ty, names));
    let operations = api.operations.iter_mut().flat_map(of_operation);
    let webhooks = api.webhooks.iter_mut().map(|it| &mut it.ty);
    let headers = api.headers.iter_mut().map(|it| &mut it.ty);
    operations.chain(webhooks).chain(headers).for_each(|ty| retyped(ty, names));
    api.types.sort_by(|a, b| a.name.cmp(&b.name));
}

pub(super) fn rename(name: &mut TypeName, names: &HashMap<TypeName, TypeName>) {
    if let Some(new) = names.get(name) {
        name.clone_from(new);
    }
}

fn retyped(ty: &mut TypeRef, names: &HashMap<TypeName, TypeName>) {
    let mut ty = ty;
    loop {
        match ty {
            TypeRef::Named(name) => return rename(name, names),
            TypeRef::List(it) | TypeRef::Map(it) | TypeRef::Option(it) | TypeRef::Boxed(it) => ty = it,
            _ => return,
        }
    }
}

/// The references of a shape.
fn of_shape(shape: &mut Shape) -> Vec<&mut TypeRef> {
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
fn of_operation(operation: &mut Operation) -> Vec<&mut TypeRef> {
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
