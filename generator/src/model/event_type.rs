//! The type of the events that webhooks send.

use super::draft::Draft;
use crate::diagnostics::Diagnostics;
use crate::ir::{Choice, Shape, TypeDef, TypeRef, Webhook};

/// Decides whether a union of the document is the type of its webhook events, so that there are no two for one thing.
pub(super) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    draft.each(diags, |api, _| api.events.union = union(&api.webhooks, &api.events.choice, &api.types));
}

/// The union of the document that has all events, distinguished by the same values of the same member. Of several it is
/// the smallest, then the first by name.
fn union(webhooks: &[Webhook], choice: &Choice, types: &[TypeDef]) -> Option<TypeRef> {
    let Choice::Tagged { property, values, .. } = choice else { return None };
    let size = |def: &TypeDef| {
        let Shape::Union(it) = &def.shape else { return None };
        let Choice::Tagged { property: member, values: tags, .. } = &it.choice else { return None };
        let leads = |(value, webhook): &(String, usize)| {
            let mut variants = tags.iter().filter(|(tag, _)| tag == value).map(|(_, index)| &it.variants[*index]);
            variants.any(|variant| variant.ty == webhooks[*webhook].ty && variant.tag.is_none())
        };
        (def.component.is_some() && member == property && values.iter().all(leads)).then_some(it.variants.len())
    };
    let found = types.iter().filter_map(|def| Some((size(def)?, &def.name))).min()?;
    Some(TypeRef::Named(found.1.clone()))
}
