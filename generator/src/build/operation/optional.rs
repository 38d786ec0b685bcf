//! Bodies that may be left out by the letter and hardly by intent: `required` is false where nothing is said (OpenAPI 3.1,
//! section 4.8.13.1), and a schema with required members tells that its author did not mean that.

use super::Cx;
use crate::build::raw::Raw;
use crate::config::Bodies;
use crate::diagnostics::{code, mending};
use crate::ir::{Access, BodyContent, Shape, TypeRef};

/// So many aliases are followed.
const ALIASES: usize = 16;

/// Whether the body has to be given.
pub(super) fn required(cx: &mut Cx<'_, '_, '_, '_>, body: &Raw<'_>, contents: &[BodyContent]) -> bool {
    if body.get("required").is_some() || !contents.iter().any(|it| has_required_members(cx, &it.ty)) {
        return body.flag("required");
    }
    let diags = &mut cx.types.diags;
    if cx.shared.config.requests.body == Bodies::Required {
        diags.documented(code::OPTIONAL_BODY, &body.at, "the settings make this body a required one");
        return true;
    }
    let message = "this body may be left out, though its schema has required members: a call without it sends nothing";
    let places: Vec<_> = [&body.at].into_iter().chain(contents.iter().map(|it| &it.pointer)).collect();
    let action = mending(diags.places(), &places, "{required: true}");
    let finding = diags.warning(code::OPTIONAL_BODY, &body.at, message);
    if let Some(action) = action {
        finding.help(format!("mend it with the overlay action {action}"));
    }
    finding.help("or take all such bodies as required: `body = \"required\"` under `[requests]` in the settings");
    false
}

/// Whether it is an object with members that the client has to send.
fn has_required_members(cx: &Cx<'_, '_, '_, '_>, ty: &TypeRef) -> bool {
    let mut ty = ty;
    for _ in 0..ALIASES {
        let TypeRef::Named(name) = ty else { return false };
        match cx.types.def(name).map(|it| &it.shape) {
            Some(Shape::Alias(next)) => ty = next,
            Some(Shape::Struct(it)) => {
                return it.fields.iter().any(|it| it.is_required() && it.access != Access::ReadOnly);
            }
            _ => return false,
        }
    }
    false
}
