//! Whether two responses of one operation are pages of one shape: every way of the one leads to the same in the other.

use super::super::lookup::Lookup;
use crate::ir::{NextValue, PageStyle, PageTotal, Pagination, Step, TypeRef};

/// Whether the paging of one page holds for its counterpart.
pub(super) fn is_same(lookup: &Lookup<'_>, alternative: &TypeRef, page: &TypeRef, pagination: &Pagination) -> bool {
    let list = |ty| match along(lookup, ty, &pagination.items) {
        Some(TypeRef::List(item)) => Some(&**item),
        _ => None,
    };
    let items = list(alternative).is_some_and(|it| *it == pagination.item);
    items
        && ways(pagination).all(|way| {
            along(lookup, alternative, way).is_some() && along(lookup, alternative, way) == along(lookup, page, way)
        })
}

fn ways(pagination: &Pagination) -> impl Iterator<Item = &[Step]> {
    let next = match &pagination.style {
        PageStyle::Cursor { next: NextValue::Member(way, _), .. } | PageStyle::NextUrl { next: way, .. } => Some(way),
        PageStyle::Page { current, .. } => current.as_ref(),
        _ => None,
    };
    let total = match &pagination.total {
        Some(PageTotal::Items(way) | PageTotal::Pages(way)) => Some(way),
        _ => None,
    };
    let more = pagination.more.as_ref().map(|it| &it.way);
    [next, total, more].into_iter().flatten().map(Vec::as_slice)
}

/// The type at the end of a way, by the names of the fields.
fn along<'t>(lookup: &Lookup<'t>, ty: &'t TypeRef, way: &[Step]) -> Option<&'t TypeRef> {
    let mut ty = ty;
    for step in way {
        let (owner, it) = lookup.structure(ty)?;
        let field = it.fields.iter().find(|it| it.name == step.field)?;
        if super::response::step(lookup, owner, field)?.presence != step.presence {
            return None;
        }
        ty = &field.ty;
    }
    Some(lookup.bare(ty))
}
