//! The overlay action that takes a mistake out of a document that is not one's own: the reference, or the smallest piece
//! around the mistake that a document can do without.

use crate::Pointer;

/// The action, as an item of an overlay's `actions` (Overlay Specification 1.1, section 4.4.3); none where no piece of
/// the document can be spared.
pub(super) fn action(at: &Pointer) -> Option<String> {
    let target = path(&spared(at)?);
    // A JSON string is one of YAML, too.
    Some(format!("{{target: {}, remove: true}}", serde_json::Value::from(target)))
}

/// The methods of a path item (OpenAPI 3.2, section 4.9).
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Maps and lists whose entries may go one by one.
const ENTRIES: &[&str] = &[
    "parameters",
    "headers",
    "responses",
    "requestBodies",
    "examples",
    "links",
    "callbacks",
    "pathItems",
    "securitySchemes",
    "paths",
    "webhooks",
];

/// The piece that goes: a reference of a schema by itself, so that any value is taken there; of anything else the entry
/// that it stands in; for other mistakes the operation or the path.
fn spared(at: &Pointer) -> Option<Pointer> {
    let tokens: Vec<String> = at.tokens().collect();
    let upto = |count: usize| tokens[..count].iter().fold(Pointer::root(), |it, token| it.key(token));
    if let [before @ .., key, last] = tokens.as_slice()
        && last == "$ref"
    {
        let is_entry = before.last().is_some_and(|it| ENTRIES.contains(&it.as_str()) && !is_name(before));
        // What others refer to cannot go.
        let is_component = tokens[0] == "components" && tokens.len() == 4 || tokens.len() == 3 && !is_paths(&tokens[0]);
        return match is_entry || key == "requestBody" {
            true if is_component => None,
            true => at.parent(),
            false => Some(at.clone()),
        };
    }
    match tokens.as_slice() {
        [first, _, method, ..] if is_paths(first) && METHODS.contains(&method.as_str()) => Some(upto(3)),
        [first, _, ..] if is_paths(first) => Some(upto(2)),
        _ => None,
    }
}

fn is_paths(token: &str) -> bool {
    token == "paths" || token == "webhooks"
}

/// Whether the last token is a name that the document chose, such as that of a property.
fn is_name(tokens: &[String]) -> bool {
    let holder = tokens.len().checked_sub(2).map(|it| tokens[it].as_str());
    holder.is_some_and(|it| matches!(it, "properties" | "patternProperties" | "schemas" | "definitions" | "$defs"))
}

/// The normalized path of RFC 9535, section 2.7.
fn path(pointer: &Pointer) -> String {
    let tokens: Vec<String> = pointer.tokens().collect();
    let mut out = "$".to_owned();
    for (index, token) in tokens.iter().enumerate() {
        match is_index(&tokens[..index], token) {
            true => out.push_str(&format!("[{token}]")),
            false => out.push_str(&format!("['{}']", name(token))),
        }
    }
    out
}

/// A name between single quotes.
fn name(token: &str) -> String {
    let mut out = String::with_capacity(token.len());
    for c in token.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// Whether a token counts the items of a list. A pointer does not say so itself; which members are lists, OpenAPI does.
fn is_index(before: &[String], token: &str) -> bool {
    const LISTS: &[&str] =
        &["parameters", "allOf", "anyOf", "oneOf", "prefixItems", "servers", "security", "tags", "enum", "required"];
    let [.., holder] = before else { return false };
    let component = before.len() == 2 && before[0] == "components" || before.len() == 1 && holder == "parameters";
    token.bytes().all(|it| it.is_ascii_digit()) && LISTS.contains(&holder.as_str()) && !component && !is_name(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(at: &str, target: Option<&str>) {
        let wanted = target.map(|it| format!("{{target: {}, remove: true}}", serde_json::Value::from(it)));
        assert_eq!(action(&Pointer::parse(at)), wanted);
    }

    #[test]
    fn the_smallest_piece_goes() {
        for (at, target) in [
            (
                "/components/schemas/A/properties/b/$ref",
                Some("$['components']['schemas']['A']['properties']['b']['$ref']"),
            ),
            (
                "/components/schemas/A/properties/parameters/$ref",
                Some("$['components']['schemas']['A']['properties']['parameters']['$ref']"),
            ),
            (
                "/components/schemas/A/properties/headers/properties/x/$ref",
                Some("$['components']['schemas']['A']['properties']['headers']['properties']['x']['$ref']"),
            ),
            ("/paths/~1a/get/parameters/0/$ref", Some("$['paths']['/a']['get']['parameters'][0]")),
            (
                "/paths/~1a/get/parameters/0/schema/$ref",
                Some("$['paths']['/a']['get']['parameters'][0]['schema']['$ref']"),
            ),
            ("/paths/~1a/get/responses/200/$ref", Some("$['paths']['/a']['get']['responses']['200']")),
            ("/paths/~1a/post/requestBody/$ref", Some("$['paths']['/a']['post']['requestBody']")),
            ("/components/parameters/7/$ref", None),
            ("/components/parameters/7/schema/$ref", Some("$['components']['parameters']['7']['schema']['$ref']")),
            ("/responses/A/$ref", None),
            ("/definitions/A/$ref", Some("$['definitions']['A']['$ref']")),
            ("/paths/~1a/$ref", Some("$['paths']['/a']")),
            ("/paths/~1a/get/operationId", Some("$['paths']['/a']['get']")),
            ("/paths/~1it's/parameters/0", Some("$['paths']['/it\\'s']")),
            ("/components/schemas/A/type", None),
            ("", None),
        ] {
            check(at, target);
        }
    }
}
