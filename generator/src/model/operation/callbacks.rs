//! Callbacks (OpenAPI 3.1, section 4.8.18): what the server sends to a URL that the request named, as types.

use super::cx::Cx;
use crate::Pointer;
use crate::diagnostics::code;
use crate::ir::Callback;
use crate::model::media::{self, Family};
use crate::model::raw::Raw;

/// The callbacks of an operation that have a JSON body.
pub(super) fn build(cx: &mut Cx<'_, '_, '_, '_>, operation: &Raw<'_>) -> Vec<Callback> {
    let mut found = Vec::new();
    for (name, at) in operation.entries("callbacks") {
        let Some(callback) = Raw::at(cx.spec, &at) else {
            continue;
        };
        for (expression, at) in callback.members().filter(|(key, _)| !key.starts_with("x-")) {
            let Some(item) = Raw::at(cx.spec, &at) else {
                continue;
            };
            for method in super::operation_object::METHODS {
                found.extend(item.object(cx.spec, method).and_then(|raw| {
                    let Some(schema) = schema(cx, &raw) else {
                        let message = format!("callback `{name}` has no JSON body; it gets no type");
                        cx.types.diags.documented(code::WEBHOOK, &raw.at, message);
                        return None;
                    };
                    let place = cx.place(&raw.at, &[name, "Callback"]);
                    Some(Callback {
                        name: name.to_owned(),
                        expression: expression.to_owned(),
                        method: method.to_uppercase(),
                        ty: cx.types.value(&schema.clone().into(), &place),
                        docs: raw.docs(),
                        pointer: raw.at.clone(),
                        body: schema,
                    })
                }));
            }
        }
    }
    found
}

fn schema(cx: &Cx<'_, '_, '_, '_>, operation: &Raw<'_>) -> Option<Pointer> {
    let body = operation.object(cx.spec, "requestBody")?;
    let json = body.entries("content").find(|(media_type, _)| media::family(media_type) == Family::Json)?;
    let content = Raw::at(cx.spec, &json.1)?;
    content.get("schema").map(|_| content.at.key("schema"))
}
