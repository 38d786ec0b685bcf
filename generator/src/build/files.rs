//! Files in multipart bodies: the members that are sent as files hold a `File` instead of a text, wherever the
//! struct is used.

use std::collections::BTreeSet;

use super::walk::Walk;
use crate::ir::{BodyKind, FieldName, Format, Operation, PartKind, Shape, TypeDef, TypeName, TypeRef};

/// Gives file members their type.
pub(super) fn resolve(operations: &[Operation], types: &mut [TypeDef]) {
    let members = members(operations, types);
    for def in types.iter_mut() {
        let Shape::Struct(it) = &mut def.shape else {
            continue;
        };
        let extra = it.extra.iter_mut().map(|(name, ty)| (&*name, ty));
        let all = it.fields.iter_mut().map(|field| (&field.name, &mut field.ty)).chain(extra);
        for (_, ty) in all.filter(|(name, _)| members.contains(&(def.name.clone(), (*name).clone()))) {
            *ty = file(ty);
        }
    }
}

fn members(operations: &[Operation], types: &[TypeDef]) -> BTreeSet<(TypeName, FieldName)> {
    let walk = Walk::new(types);
    let mut found = BTreeSet::new();
    for content in operations.iter().filter_map(|it| it.body.as_ref()).flat_map(|body| &body.contents) {
        let BodyKind::Multipart(parts) = &content.kind else {
            continue;
        };
        let Some((name, _)) = walk.structure(&content.ty) else {
            continue;
        };
        let files = parts.iter().filter(|part| part.kind == PartKind::File);
        found.extend(files.map(|part| (name.clone(), part.field.clone())));
    }
    found
}

fn file(ty: &TypeRef) -> TypeRef {
    match ty {
        TypeRef::List(item) => TypeRef::List(Box::new(file(item))),
        TypeRef::Option(item) => TypeRef::Option(Box::new(file(item))),
        _ => TypeRef::Format(Format::File),
    }
}
