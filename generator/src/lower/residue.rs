//! The last pass: what is still there and neither 3.0 nor an extension says, it reports and removes.

use super::node;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;
use crate::grammar::Kind;

/// Members that the table knows from 2.0 and 3.1, with the kinds where 3.0 has no such member.
const NOT_IN_3_0: &[(Kind, &[&str])] = &[
    (
        Kind::Document,
        &[
            "swagger",
            "definitions",
            "parameters",
            "responses",
            "securityDefinitions",
            "host",
            "basePath",
            "schemes",
            "consumes",
            "produces",
        ],
    ),
    (Kind::Operation, &["consumes", "produces", "schemes"]),
    (
        Kind::Parameter,
        &[
            "items",
            "type",
            "format",
            "collectionFormat",
            "default",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "enum",
            "multipleOf",
        ],
    ),
    (
        Kind::Header,
        &[
            "items",
            "type",
            "format",
            "collectionFormat",
            "default",
            "maximum",
            "exclusiveMaximum",
            "minimum",
            "exclusiveMinimum",
            "maxLength",
            "minLength",
            "pattern",
            "maxItems",
            "minItems",
            "uniqueItems",
            "enum",
            "multipleOf",
            "name",
            "in",
        ],
    ),
    (Kind::Response, &["schema", "examples"]),
    (Kind::SecurityScheme, &["flow", "authorizationUrl", "tokenUrl", "scopes"]),
    (Kind::Schema, &["patternProperties", "prefixItems", "additionalItems", "const", "examples"]),
];

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    node::objects(document, diags, |kind, map, at, cx| {
        if kind == Kind::Schema && map.contains_key("$ref") {
            return;
        }
        let is_free = matches!(kind, Kind::Paths | Kind::Responses | Kind::Callback);
        let unknown: Vec<String> =
            map.keys().filter(|it| !it.starts_with("x-") && !is_known(kind, it, is_free)).cloned().collect();
        for key in unknown {
            map.remove(&key);
            let what =
                format!("`{key}` is not a member that OpenAPI gives to this {}, so it was left out", kind.noun());
            cx.diags.warning(code::UNKNOWN_MEMBER, &at.key(&key).pointer(), what);
        }
    })
}

fn is_known(kind: Kind, key: &str, is_free: bool) -> bool {
    let is_gone = NOT_IN_3_0.iter().any(|(it, keys)| *it == kind && keys.contains(&key));
    is_free || (kind.member(key).is_some() && !is_gone)
}
