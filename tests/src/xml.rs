//! XML of a value as the `xml` keyword of its schema wants it (OpenAPI 3.1, section 4.8.26).

use serde_json::{Map, Value, json};

use crate::document::{Document, keys};

/// Whether a schema says nothing of the elements within: no members, no items, no values of a map.
pub fn is_shapeless(document: &Document, schema: &Value) -> bool {
    shapeless(document, schema, 0)
}

fn shapeless(document: &Document, schema: &Value, depth: usize) -> bool {
    let flat = document.schemas.flat(schema);
    let branches: Vec<_> = ["oneOf", "anyOf"].iter().flat_map(|it| flat[it].as_array().into_iter().flatten()).collect();
    let branches = branches.into_iter().filter(|it| !document.schemas.types(it).iter().eq(["null"]));
    let any_branch = depth < 8 && branches.into_iter().any(|it| shapeless(document, it, depth + 1));
    let types = document.schemas.types(schema);
    let own = types.contains("array") || keys(&flat["properties"]).next().is_some() || is_typed_map(document, &flat);
    any_branch || (!own && !["oneOf", "anyOf"].iter().any(|it| flat.get(it).is_some()))
}

fn is_typed_map(document: &Document, flat: &Value) -> bool {
    flat["additionalProperties"].is_object() && !document.schemas.types(&flat["additionalProperties"]).is_empty()
}

/// What of a value XML can carry: names of elements, no types but those that the schema knows, no trace of a list
/// without items or of an attribute that is null or an object.
pub fn carried(document: &Document, schema: &Value, value: &Value) -> Value {
    let flat = document.schemas.flat(schema);
    let types = document.schemas.types(schema);
    match value {
        Value::Object(members) if types.contains("object") => {
            let required = flat["required"].as_array().cloned().unwrap_or_default();
            let mut kept = Map::new();
            for (key, member) in members {
                let Some(own) = flat["properties"].get(key) else {
                    let key = key.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
                    kept.insert(key, carried(document, &flat["additionalProperties"], member));
                    continue;
                };
                let said = document.schemas.flat(own);
                let no_trace = match member {
                    Value::Object(_) if said["xml"]["attribute"] == true => true,
                    Value::Null => said["xml"]["attribute"] == true || is_unwrapped_list(&said),
                    Value::Array(items) => items.is_empty() && is_unwrapped_list(&said),
                    _ => false,
                };
                if !no_trace || required.contains(&json!(key)) {
                    kept.insert(key.clone(), carried(document, own, member));
                }
            }
            Value::Object(kept)
        }
        Value::Array(items) if types.contains("array") => {
            items.iter().map(|it| carried(document, &flat["items"], it)).collect()
        }
        Value::Null => Value::Null,
        Value::Object(_) | Value::Array(_) => json!("anything"),
        scalar if types.is_empty() || types.contains("string") => json!(self::scalar(scalar)),
        other => other.clone(),
    }
}

fn is_unwrapped_list(schema: &Value) -> bool {
    schema["items"].is_object() && schema["xml"]["wrapped"] != true
}

/// The document for a value; the root is named by the schema, by its component's name, or `root`.
pub fn text(document: &Document, schema: &Value, value: &Value) -> String {
    let flat = document.schemas.flat(schema);
    let component = schema["$ref"]
        .as_str()
        .and_then(|it| document.schemas.target(it)?["$ref"].as_str())
        .or(schema["$ref"].as_str());
    let component = component.filter(|it| it.contains("/schemas/")).and_then(|it| it.rsplit('/').next());
    let name = name_of(&flat, component.unwrap_or("root"));
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
    element(document, &name, &flat, value, &mut out);
    out
}

fn name_of(schema: &Value, otherwise: &str) -> String {
    let name = schema["xml"]["name"].as_str().unwrap_or(otherwise);
    match schema["xml"]["prefix"].as_str() {
        Some(prefix) => format!("{prefix}:{name}"),
        None => name.to_owned(),
    }
}

fn element(document: &Document, name: &str, schema: &Value, value: &Value, out: &mut String) {
    let flat = document.schemas.flat(schema);
    out.push('<');
    out.push_str(name);
    if let Some(namespace) = flat["xml"]["namespace"].as_str() {
        let prefix = flat["xml"]["prefix"].as_str().map(|it| format!(":{it}")).unwrap_or_default();
        out.push_str(&format!(" xmlns{prefix}=\"{}\"", escaped(namespace)));
    }
    let members: Vec<_> = value.as_object().into_iter().flatten().collect();
    for (key, member) in &members {
        let own = document.schemas.flat(&flat["properties"][key.as_str()]);
        if own["xml"]["attribute"] == true && !member.is_null() {
            out.push_str(&format!(" {}=\"{}\"", name_of(&own, key), escaped(&scalar(member))));
        }
    }
    if value.is_null() {
        out.push_str(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"");
    }
    out.push('>');
    match value {
        Value::Null => {}
        Value::Object(_) => {
            for (key, member) in &members {
                let own = document.schemas.flat(&flat["properties"][key.as_str()]);
                if own["xml"]["attribute"] != true {
                    child(document, key, &own, member, out);
                }
            }
        }
        Value::Array(items) => {
            let item = document.schemas.flat(&flat["items"]);
            items.iter().for_each(|it| element(document, &name_of(&item, name), &item, it, out));
        }
        other => out.push_str(&escaped(&scalar(other))),
    }
    out.push_str(&format!("</{name}>"));
}

/// A member: a list that is not wrapped repeats the element.
fn child(document: &Document, key: &str, schema: &Value, value: &Value, out: &mut String) {
    match value {
        Value::Null if schema["items"].is_object() && schema["xml"]["wrapped"] != true => {}
        Value::Array(items) if schema["xml"]["wrapped"] != true => {
            let item = document.schemas.flat(&schema["items"]);
            items.iter().for_each(|it| element(document, &name_of(&item, key), &item, it, out));
        }
        value => element(document, &name_of(schema, key), schema, value, out),
    }
}

fn scalar(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\t', "&#9;")
        .replace('\n', "&#10;")
        .replace('\r', "&#13;")
}

/// What differs between two documents, in whatever order elements of different names come.
pub fn difference(expected: &str, actual: &[u8]) -> Option<String> {
    let Ok(actual) = std::str::from_utf8(actual) else { return Some("the XML is not UTF-8".to_owned()) };
    match (tree(expected), tree(actual)) {
        (Some(ours), Some(theirs)) => (ours != theirs).then(|| format!("expected {expected}, got {actual}")),
        _ => Some(format!("not well-formed: {actual}")),
    }
}

/// An element as a reader of XML sees it: attributes and elements of different names have no order.
#[derive(Debug, Default, PartialEq)]
struct Node {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
    text: String,
}

/// The root of a document; none where a tag is not closed, or something else is not well-formed.
fn tree(xml: &str) -> Option<Node> {
    let mut open = vec![Node::default()];
    let mut rest = xml;
    while !rest.is_empty() {
        if let Some(it) = rest.strip_prefix("<![CDATA[") {
            let (text, behind) = it.split_once("]]>")?;
            open.last_mut()?.text.push_str(text);
            rest = behind;
        } else if let Some(it) = rest.strip_prefix("<?") {
            rest = it.split_once("?>")?.1;
        } else if let Some(it) = rest.strip_prefix("</") {
            let (name, behind) = it.split_once('>')?;
            let mut node = open.pop().filter(|it| it.name == name.trim_end() && !open.is_empty())?;
            node.children.sort_by(|a, b| a.name.cmp(&b.name));
            if !node.children.is_empty() && node.text.trim().is_empty() {
                node.text.clear();
            }
            open.last_mut()?.children.push(node);
            rest = behind;
        } else if let Some(it) = rest.strip_prefix('<') {
            let (tag, behind) = it.split_once('>')?;
            let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |it| (it, true));
            let node = start(tag)?;
            rest = behind;
            match empty {
                true => open.last_mut()?.children.push(node),
                false => open.push(node),
            }
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            let text = rest[..end].replace("\r\n", "\n").replace('\r', "\n");
            open.last_mut()?.text.push_str(&unescaped(&text)?);
            rest = &rest[end..];
        }
    }
    let document = open.pop().filter(|it| open.is_empty() && it.text.trim().is_empty())?;
    document.children.into_iter().next()
}

/// A start tag; a line break in an attribute that is not escaped is a space to a reader.
fn start(tag: &str) -> Option<Node> {
    let (name, mut rest) = tag.split_once([' ', '\n', '\t']).unwrap_or((tag, ""));
    let mut attributes = Vec::new();
    while !rest.trim().is_empty() {
        let (name, behind) = rest.trim_start().split_once("=\"")?;
        let (value, behind) = behind.split_once('"')?;
        attributes.push((name.to_owned(), unescaped(&value.replace(['\t', '\n', '\r'], " "))?));
        rest = behind;
    }
    attributes.sort();
    Some(Node { name: name.to_owned(), attributes, ..Node::default() })
}

fn unescaped(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        let (entity, behind) = behind.split_once(';')?;
        out.push_str(before);
        out.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "apos" => '\'',
            other => {
                let number = other.strip_prefix('#')?;
                let code = match number.strip_prefix('x') {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                char::from_u32(code.ok()?)?
            }
        });
        rest = behind;
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> Document {
        Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": {} })).unwrap()
    }

    #[test]
    fn attributes_and_lists() {
        let schema = json!({
            "xml": { "name": "pet" },
            "properties": {
                "id": { "xml": { "attribute": true } },
                "tags": { "items": { "xml": { "name": "tag" } }, "xml": { "wrapped": true } },
                "names": { "items": {} },
            },
        });
        let value = json!({ "id": 1, "tags": ["a<", "b"], "names": ["x", "y"] });
        let xml = text(&document(), &schema, &value);
        assert!(
            xml.ends_with(
                "<pet id=\"1\"><names>x</names><names>y</names><tags><tag>a&lt;</tag><tag>b</tag></tags></pet>"
            ),
            "{xml}"
        );
    }

    #[test]
    fn nulls_and_line_breaks() {
        let schema = json!({ "xml": { "name": "a" }, "properties": {
            "null": { "type": ["string", "null"] }, "list": { "type": ["array", "null"], "items": {} },
            "attribute": { "type": ["string", "null"], "xml": { "attribute": true } }, "text": { "type": "string" },
        } });
        let nulls = json!({ "null": null, "list": null, "attribute": null, "text": "a\nb" });
        let xml = text(&document(), &schema, &nulls);
        let nil = "<null xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"></null>";
        assert!(xml.ends_with(&format!("?><a>{nil}<text>a&#10;b</text></a>")), "{xml}");
        assert_eq!(carried(&document(), &schema, &nulls), json!({ "null": null, "text": "a\nb" }));
    }

    #[test]
    fn what_xml_can_carry() {
        let any_map = json!({ "type": "object" });
        let object = json!({ "type": "object", "properties": { "n": { "type": "integer" }, "any": {} } });
        let map = json!({ "type": "object", "additionalProperties": { "type": "integer" } });
        let attribute = json!({ "properties": { "a": { "type": "object", "xml": { "attribute": true } } } });
        for (schema, shapeless, value, left) in [
            (&any_map, true, json!({ "a b": { "c": 1 } }), json!({ "a-b": "anything" })),
            (&json!({}), true, json!({ "a": 1 }), json!("anything")),
            (&object, false, json!({ "n": 1, "any": [1] }), json!({ "n": 1, "any": "anything" })),
            (&object, false, json!({ "any": 1 }), json!({ "any": "1" })),
            (&map, false, json!({ "a b": 1 }), json!({ "a-b": 1 })),
            (&attribute, false, json!({ "a": { "b": 1 } }), json!({})),
            (&json!({ "items": { "type": "integer" } }), false, json!([1]), json!([1])),
            (&json!({ "anyOf": [object, { "type": "string" }] }), true, json!("a"), json!("a")),
        ] {
            assert_eq!(is_shapeless(&document(), schema), shapeless, "{schema}");
            assert_eq!(carried(&document(), schema, &value), left, "{schema}");
        }
    }

    #[test]
    fn documents_that_say_the_same() {
        for (a, b, same) in [
            ("<?xml version=\"1.0\"?><a b=\"1\" c=\"2\"/>", "<a c=\"2\" b=\"1\"></a>", true),
            ("<a><b/><c/></a>", "<a> <c/><b/> </a>", true),
            ("<a><b>1</b><b>2</b></a>", "<a><b>2</b><b>1</b></a>", false),
            ("<a>x&#10;y &lt;</a>", "<a>x\ny <![CDATA[<]]></a>", true),
            ("<a b=\"x&#10;y\"/>", "<a b=\"x\ny\"/>", false),
            ("<a>1</a>", "<a> 1</a>", false),
            ("<a></a>", "<a>", false),
            ("<a><b/></a>", "<a><b></a></b>", false),
            ("<a>&amp;</a>", "<a>&</a>", false),
        ] {
            assert_eq!(difference(a, b.as_bytes()).is_none(), same, "{a} {b}");
        }
    }
}
