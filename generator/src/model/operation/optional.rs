//! Bodies that are optional by the letter and hardly by intent: `required` is false by default (OpenAPI 3.1, section
//! 4.8.13.1), and a schema with required members shows that its author did not mean that.

use serde_json::Value;

use super::cx::Cx;
use crate::Pointer;
use crate::config::Bodies;
use crate::diagnostics::{code, mending};
use crate::ir::{Access, BodyContent, Shape, TypeRef};
use crate::model::raw::Raw;
use crate::spec::Spec;

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
    // A body of 2.0 is a parameter, which its media types are made from.
    let written = match is_swagger(cx.spec) {
        true => contents.first().map_or(&body.at, |it| &it.pointer),
        false => &body.at,
    };
    let action = mending(diags.places(), written, "{required: true}");
    let finding = diags.warning(code::OPTIONAL_BODY, &body.at, message);
    if let Some(action) = action {
        finding.help(format!("fix it with the overlay action {action}"));
    }
    finding.help("or take all such bodies as required: `body = \"required\"` under `[requests]` in the settings");
    false
}

fn is_swagger(spec: &Spec) -> bool {
    let version = spec.raw(&Pointer::root().key("x-octogen-version"));
    version.and_then(Value::as_str).is_some_and(|it| it.starts_with('2'))
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
