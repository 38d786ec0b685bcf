//! The types of error bodies, with the ways to code and message that the settings name.

use std::collections::BTreeSet;

use super::walk::Walk;
use crate::config::Config;
use crate::ir::{CodeAccess, ContentKind, ErrorBody, Operation, Outcome, Shape, TypeDef, TypeRef};

/// Every type that an error response has, by type.
pub(super) fn bodies(operations: &[Operation], types: &[TypeDef], config: &Config) -> Vec<ErrorBody> {
    let walk = Walk::new(types);
    let distinct: BTreeSet<&TypeRef> = operations.iter().flat_map(|it| error_types(&it.error)).collect();
    let bodies = distinct.into_iter().map(|ty| ErrorBody {
        ty: ty.clone(),
        code: config.errors.code.as_ref().and_then(|pointer| access(&walk, ty, pointer, is_code)),
        message: config.errors.message.as_ref().and_then(|pointer| access(&walk, ty, pointer, is_text)),
    });
    bodies.collect()
}

fn error_types(outcome: &Outcome) -> Vec<&TypeRef> {
    let typed = |kind: &ContentKind| !matches!(kind, ContentKind::Text | ContentKind::Bytes);
    match outcome {
        Outcome::None => Vec::new(),
        Outcome::Single { ty, kind } => Some(ty).filter(|_| typed(kind)).into_iter().collect(),
        Outcome::Enum { variants, .. } => {
            let contents = variants.iter().filter_map(|it| it.content.as_ref());
            contents.filter(|it| typed(&it.kind)).map(|it| &it.ty).collect()
        }
    }
}

fn access<'t>(
    walk: &Walk<'t>,
    ty: &'t TypeRef,
    pointer: &str,
    fits: fn(&Walk<'_>, &TypeRef) -> bool,
) -> Option<CodeAccess> {
    // Looked up in the walk's own types, so that the borrow is theirs.
    let (steps, end) = walk.along(ty, pointer)?;
    let end = walk.bare(end);
    fits(walk, end).then(|| CodeAccess { steps, ty: end.clone() })
}

fn is_text(_: &Walk<'_>, ty: &TypeRef) -> bool {
    *ty == TypeRef::String
}

fn is_code(walk: &Walk<'_>, ty: &TypeRef) -> bool {
    let named_enum =
        || ty.named().and_then(|name| walk.def(name)).is_some_and(|def| matches!(def.shape, Shape::Enum(_)));
    matches!(ty, TypeRef::String | TypeRef::I64 | TypeRef::I32) || named_enum()
}
