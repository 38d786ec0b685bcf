//! Files in multipart bodies: the members that are sent as files hold a `File` instead of a text, wherever the
//! struct is used.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::lookup::Lookup;
use crate::diagnostics::Diagnostics;
use crate::ir::{BodyKind, FieldName, Format, Operation, PartKind, Shape, TypeDef, TypeName, TypeRef};

/// Decides which members of multipart bodies are files.
pub(super) fn run(draft: &mut Draft<'_>, _: &mut Diagnostics) {
    let members = members(&draft.api.operations, &draft.api.types);
    for def in &mut draft.api.types {
        let Shape::Struct(it) = &mut def.shape else {
            continue;
        };
        let extra = it.extra.iter_mut().map(|(name, ty)| (&*name, ty));
        let all = it.fields.iter_mut().map(|field| (&field.name, &mut field.ty)).chain(extra);
        for (name, ty) in all {
            if let Some(repeated) = members.get(&(def.name.clone(), name.clone())) {
                *ty = file(ty, *repeated);
            }
        }
    }
}

/// The members, each with whether it is a part for each item.
fn members(operations: &[Operation], types: &[TypeDef]) -> BTreeMap<(TypeName, FieldName), bool> {
    let lookup = Lookup::new(types);
    let mut found = BTreeMap::new();
    for content in operations.iter().filter_map(|it| it.body.as_ref()).flat_map(|body| &body.contents) {
        let BodyKind::Multipart(parts) = &content.kind else {
            continue;
        };
        let Some((name, _)) = lookup.structure(&content.ty) else {
            continue;
        };
        let files = parts.iter().filter(|part| part.kind == PartKind::File);
        found.extend(files.map(|part| ((name.clone(), part.field.clone()), part.repeated)));
    }
    found
}

fn file(ty: &TypeRef, repeated: bool) -> TypeRef {
    match ty {
        TypeRef::List(item) => TypeRef::List(Box::new(file(item, false))),
        TypeRef::Option(item) => TypeRef::Option(Box::new(file(item, repeated))),
        // One file or several.
        _ if repeated => TypeRef::List(Box::new(TypeRef::Format(Format::File))),
        _ => TypeRef::Format(Format::File),
    }
}
