//! `openapi.json` of a generated crate: the document as the client understands it, for its mock server.
//!
//! It is the lowered document, so it has one dialect and its references, without what is only for people to read
//! (`description`, `summary`, `title`, `externalDocs`, `deprecated`, tags) or for others than the server (callbacks,
//! links, headers of responses, credentials, extensions). Examples stay. What the client makes of `parameters` and
//! `requestBody`, by the rules of `model`, is said once for each operation in the member `x-octogen-operations`; schemas
//! are named there by their places. Each operation, component and entry of that list is one line: small enough, and a
//! change of the document is a change of few lines.

mod operations;

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use crate::diagnostics::print::is_hidden;
use crate::ir::Api;

/// The text of the file, for which the document is used up.
pub(crate) fn text(mut lowered: Value, api: &Api) -> String {
    let operations: Vec<_> = api.operations.iter().map(|it| operations::entry(&lowered, api, it)).collect();
    let mut root = Map::new();
    for key in ["openapi", "paths", "components"] {
        if let Some(mut value) = lowered.get_mut(key).map(Value::take) {
            strip(&mut value, holds(key));
            root.insert(key.to_owned(), value);
        }
    }
    root.insert("info".to_owned(), json!({ "title": api.title, "version": api.version }));
    root.insert("x-octogen-operations".to_owned(), operations.into());
    let mut out = String::new();
    print(&Value::Object(root), DEPTH, &mut out);
    out.push('\n');
    visible(out)
}

/// The text with escapes for what shows not at all, or shows other text in another order: people read this file, too.
/// Outside of strings JSON has ASCII alone (RFC 8259, section 2), so each such character stands in one.
fn visible(json: String) -> String {
    // What is hidden in ASCII is escaped in JSON (RFC 8259, section 7), but for the one that it does not count as such.
    if json.bytes().all(|it| it.is_ascii() && it != 0x7f) {
        return json;
    }
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if character != '\n' && is_hidden(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(character);
        }
    }
    out
}

/// How deep values are broken into lines: as far as operations and components.
const DEPTH: usize = 3;

fn print(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Object(members) if depth > 0 && !members.is_empty() => {
            let entries = members.iter().map(|(key, member)| (Some(key), member));
            lines(['{', '}'], entries, depth, out);
        }
        // Only the list of operations stands so far outside.
        Value::Array(items) if depth + 1 == DEPTH && !items.is_empty() => {
            lines(['[', ']'], items.iter().map(|it| (None, it)), 1, out);
        }
        value => {
            // A value has texts for keys and no other numbers than JSON has.
            out.push_str(&serde_json::to_string(value).unwrap_or_default());
        }
    }
}

fn lines<'v>(
    [open, close]: [char; 2],
    entries: impl Iterator<Item = (Option<&'v String>, &'v Value)>,
    depth: usize,
    out: &mut String,
) {
    out.push(open);
    for (index, (key, value)) in entries.enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        out.push_str(&" ".repeat(DEPTH + 1 - depth));
        if let Some(key) = key {
            let _ = write!(out, "{}: ", Value::String(key.clone()));
        }
        print(value, depth - 1, out);
    }
    out.push('\n');
    out.push_str(&" ".repeat(DEPTH - depth));
    out.push(close);
}

/// What a member holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// A piece of the document, or a list of such.
    Piece,
    /// Pieces by names that the document chooses.
    Names,
    /// The same; each is a response, which has to have a description.
    Responses,
    /// Values of the API.
    Values,
    /// What the server does not need.
    Nothing,
}

fn holds(key: &str) -> Holds {
    match key {
        "paths"
        | "properties"
        | "schemas"
        | "parameters"
        | "requestBodies"
        | "content"
        | "encoding"
        | "x-octogen-pattern-properties"
        | "x-octogen-dependent-schemas"
        | "x-octogen-path-items"
        | "x-octogen-media-types" => Holds::Names,
        "responses" => Holds::Responses,
        "example" | "examples" | "default" | "enum" | "mapping" | "required" | "x-octogen-examples"
        | "x-octogen-const" => Holds::Values,
        "description" | "summary" | "title" | "externalDocs" | "deprecated" | "tags" | "callbacks" | "links"
        | "headers" | "security" | "securitySchemes" | "servers" | "xml" | "x-octogen-comment" => Holds::Nothing,
        key if key.starts_with("x-") && !key.starts_with("x-octogen-") => Holds::Nothing,
        _ => Holds::Piece,
    }
}

/// Takes out what the server does not need.
fn strip(value: &mut Value, held: Holds) {
    match (value, held) {
        (_, Holds::Values) => {}
        (Value::Array(items), _) => items.iter_mut().for_each(|it| strip(it, Holds::Piece)),
        (Value::Object(members), Holds::Piece) => {
            members.retain(|key, _| holds(key) != Holds::Nothing);
            members.iter_mut().for_each(|(key, member)| strip(member, holds(key)));
        }
        (Value::Object(members), _) => {
            for member in members.values_mut() {
                strip(member, Holds::Piece);
                if let (Holds::Responses, Value::Object(response)) = (held, member)
                    && !response.contains_key("$ref")
                {
                    response.insert("description".to_owned(), "".into());
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
