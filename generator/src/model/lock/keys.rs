//! What parts of a document are called in a lock: by names and places, without a number in it that another part would
//! move.
//!
//! ```text
//! Feed                        a component
//! Feed.status                 the inline schema of its member
//! Feed.tags[]   Feed.by_id{}  of the items of a list, of the values of a map
//! Feed.source|Reddit          of an alternative
//! GET /feeds/{} query:sort    of a parameter; of a body, a response, the items in its member
//! POST /feeds body
//! GET /feeds/{} 200.items[]
//! ```

use std::collections::BTreeMap;

use serde_json::Value;

use crate::Pointer;
use crate::ir::{Operation, Scalar, TypeDef, TypeName};
use crate::model::operation::{OperationObject, address};
use crate::model::schema::{Origins, Part};
use crate::names::{element, list, word};
use crate::spec::Spec;

/// The keys of all types, by the names that they would have without a lock.
pub(super) fn of_types(spec: &Spec, types: &[TypeDef], origins: &Origins) -> BTreeMap<TypeName, String> {
    let key = |def: &TypeDef| match &def.component {
        Some(component) => word(component),
        None => match origins.get(&def.name).and_then(|it| it.set.as_ref()) {
            Some(set) => conjunction(spec, set.parts()),
            None => place(spec, &def.pointer),
        },
    };
    let keys: Vec<String> = types.iter().map(key).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    keys.iter().for_each(|key| *count.entry(key).or_default() += 1);
    // Of several at one place each says what it would be called.
    let own = |(def, key): (&TypeDef, &String)| match count[key.as_str()] {
        1 => (def.name.clone(), key.clone()),
        _ => (def.name.clone(), format!("{key} ({})", def.name)),
    };
    types.iter().zip(&keys).map(own).collect()
}

/// The keys of operations; two that are the same request have the names of their variables, too.
pub(super) fn of_operations(operations: &[Operation]) -> Vec<String> {
    let keys: Vec<String> = operations.iter().map(|it| call(&it.method, &address(&it.path))).collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    keys.iter().for_each(|key| *count.entry(key).or_default() += 1);
    let own = |(it, key): (&Operation, &String)| match count[key.as_str()] {
        1 => key.clone(),
        _ => call(&it.method, &it.path),
    };
    operations.iter().zip(&keys).map(own).collect()
}

/// The key of an operation of which there is nothing yet.
pub(super) fn of_object(object: &OperationObject<'_>) -> String {
    let address = object.address();
    let (method, path) = address.split_once(' ').unwrap_or_default();
    call(method, path)
}

/// The key of a group.
pub(super) fn of_group(tag: &str) -> String {
    word(tag)
}

fn call(method: &str, path: &str) -> String {
    format!("{method} {}", address_word(path))
}

/// A path or URL, in quotes where it is of other letters than those.
pub(super) fn address_word(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '"' | ','));
    if plain && !text.is_empty() { text.to_owned() } else { Value::from(text).to_string() }
}

fn conjunction(spec: &Spec, parts: &[Part]) -> String {
    let mut keys: Vec<String> = Vec::new();
    for part in parts {
        let key = match part {
            Part::Whole(at) => place(spec, at),
            Part::Own(at) => format!("{} alone", place(spec, at)),
        };
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys.sort();
    keys.join(" & ")
}

/// The key of the schema at a place.
pub(super) fn place(spec: &Spec, at: &Pointer) -> String {
    let tokens: Vec<String> = at.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let root = Pointer::root();
    let down = |count: usize| tokens[..count].iter().fold(root.clone(), |at, key| at.key(key));
    match tokens[..] {
        ["components", "schemas", name, ..] => format!("{}{}", word(name), steps(spec, down(3), &tokens[3..])),
        ["components", kind, name, ..] => {
            format!("{kind}/{}{}", word(name), inside(spec, down(3), &tokens[3..]))
        }
        ["paths", path, "parameters", ..] => {
            format!("{}{}", call("*", &address(path)), inside(spec, down(2), &tokens[2..]))
        }
        ["paths", path, "x-octogen-additional-operations", method, ..] => {
            format!("{}{}", call(method, &address(path)), inside(spec, down(4), &tokens[4..]))
        }
        ["paths", path, method, ..] => {
            let call = call(&method.to_uppercase(), &address(path));
            format!("{call}{}", inside(spec, down(3), &tokens[3..]))
        }
        ["x-octogen-webhooks", name, _, ..] => {
            format!("webhook {}{}", word(name), inside(spec, down(3), &tokens[3..]))
        }
        _ => at.to_string(),
    }
}

/// Below an operation, a response, a parameter or a body.
fn inside(spec: &Spec, at: Pointer, rest: &[&str]) -> String {
    let down = |count: usize| rest[..count].iter().fold(at.clone(), |at, key| at.key(key));
    match *rest {
        [] => String::new(),
        ["parameters", _, ..] => {
            let param = spec.raw(&down(2));
            let text = |key: &str| param.and_then(|it| it.get(key)).and_then(Value::as_str).unwrap_or_default();
            format!(" {}:{}{}", text("in"), element(text("name")), inside(spec, down(2), &rest[2..]))
        }
        ["requestBody", ..] => format!(" body{}", inside(spec, down(1), &rest[1..])),
        ["responses", status, ..] => format!(" {status}{}", inside(spec, down(2), &rest[2..])),
        ["headers", name, ..] => format!(" header:{}{}", element(name), inside(spec, down(2), &rest[2..])),
        ["callbacks", name, _, method, ..] => {
            format!(" callback {} {method}{}", word(name), inside(spec, down(4), &rest[4..]))
        }
        ["content", "application/json", ..] => inside(spec, down(2), &rest[2..]),
        ["content", media_type, ..] => format!(" {}{}", media(media_type), inside(spec, down(2), &rest[2..])),
        ["schema" | "x-octogen-item-schema", ..] => steps(spec, down(1), &rest[1..]),
        _ => steps(spec, at, rest),
    }
}

/// A media type, in quotes where it has parameters.
pub(super) fn media(media_type: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '+' | '-' | '.' | '*' | '_');
    if media_type.chars().all(plain) { media_type.to_owned() } else { Value::from(media_type).to_string() }
}

/// Below a schema.
fn steps(spec: &Spec, at: Pointer, rest: &[&str]) -> String {
    let down = |count: usize| rest[..count].iter().fold(at.clone(), |at, key| at.key(key));
    let (own, count) = match *rest {
        [] => return String::new(),
        ["properties", name, ..] => (member(name), 2),
        ["items", ..] => ("[]".to_owned(), 1),
        ["additionalProperties", ..] => ("{}".to_owned(), 1),
        ["x-octogen-pattern-properties", pattern, ..] => (format!("{{{}}}", word(pattern)), 2),
        // The position is what such an item is told by.
        ["x-octogen-prefix-items", index, ..] => (format!("[{index}]"), 2),
        // What an `allOf` adds belongs to the schema itself.
        ["allOf", _, ..] => (String::new(), 2),
        ["oneOf" | "anyOf", _, ..] => (format!("|{}", own_label(spec, &down(1), &down(2))), 2),
        [other, ..] => (format!("/{}", word(other)), 1),
    };
    format!("{own}{}", steps(spec, down(count), &rest[count..]))
}

/// What stands behind a type's key for a member.
pub(super) fn member(wire: &str) -> String {
    format!(".{}", word(wire))
}

/// What stands behind a type's key for a value.
pub(super) fn value(scalar: &Scalar) -> String {
    match scalar {
        Scalar::String(it) => format!(" {}", Value::from(it.as_str())),
        Scalar::Number(it) => format!(" {it}"),
        Scalar::Bool(it) => format!(" {it}"),
        Scalar::Null => " null".to_owned(),
    }
}

/// What an alternative may be told by, the best first: the component, the tag, the title, what it must hold, what it may.
pub(super) fn labels(spec: &Spec, at: &Pointer) -> Vec<String> {
    let tokens: Vec<String> = at.tokens().collect();
    if let [components, schemas, name] = &tokens[..]
        && (components.as_str(), schemas.as_str()) == ("components", "schemas")
    {
        return vec![word(name)];
    }
    let Some(schema) = spec.raw(at) else { return Vec::new() };
    let title = schema.get("title").and_then(Value::as_str).map(word);
    let component = component(schema);
    let shape = [false, true].map(|all| shape(schema, all, 0));
    component.into_iter().chain(tag(schema)).chain(title).chain(shape).collect()
}

fn component(schema: &Value) -> Option<String> {
    let target = Pointer::parse(schema.get("$ref")?.as_str()?);
    Some(word(&target.last()))
}

/// The best label of an alternative that none of those beside it has.
fn own_label(spec: &Spec, choice: &Pointer, at: &Pointer) -> String {
    let count = spec.raw(choice).and_then(Value::as_array).map_or(0, Vec::len);
    let others = (0..count).map(|index| choice.index(index)).filter(|it| it != at);
    let others: Vec<String> = others.flat_map(|it| labels(spec, &it)).collect();
    let all = labels(spec, at);
    let own = all.iter().find(|it| !others.contains(it)).or(all.first());
    own.cloned().unwrap_or_default()
}

/// The one member with a single text: by it the alternatives are told apart on the wire.
fn tag(schema: &Value) -> Option<String> {
    let properties = schema.get("properties")?.as_object()?;
    let mut tags = properties.values().filter_map(|it| match it.get("x-octogen-const") {
        Some(Value::String(only)) => Some(only),
        _ => match it.get("enum").and_then(Value::as_array).map(Vec::as_slice) {
            Some([Value::String(only)]) => Some(only),
            _ => None,
        },
    });
    let only = tags.next()?;
    tags.next().is_none().then(|| Value::from(only.as_str()).to_string())
}

/// A schema's shape in short: `{id,name}`, `[string]`, `integer`. With `all`, members that may be missing are told, too.
fn shape(schema: &Value, all: bool, depth: usize) -> String {
    const DEEPEST: usize = 3;
    if let Some(component) = component(schema) {
        return component;
    }
    let names = |key: &str| -> Vec<String> {
        match schema.get(key) {
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(word).collect(),
            Some(Value::Object(members)) => members.keys().map(|it| word(it)).collect(),
            _ => Vec::new(),
        }
    };
    let kind = schema.get("type").and_then(Value::as_str);
    match kind {
        _ if schema.get("properties").is_some() || kind == Some("object") => {
            let (mut required, mut known) = (names("required"), names("properties"));
            required.sort();
            known.sort();
            known.retain(|it| !required.contains(it));
            let known = known.into_iter().map(|it| format!("{it}?"));
            let members = match all || required.is_empty() {
                true => required.into_iter().chain(known).collect(),
                false => required,
            };
            format!("{{{}}}", list(members).replace(", ", ","))
        }
        _ if schema.get("items").is_some() && depth < DEEPEST => {
            format!("[{}]", schema.get("items").map(|it| shape(it, all, depth + 1)).unwrap_or_default())
        }
        _ if all && schema.get("enum").is_some() => {
            let values = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
            format!("({})", values.map(ToString::to_string).collect::<Vec<_>>().join("/"))
        }
        Some("array") => "[]".to_owned(),
        Some(kind) => match schema.get("format").and_then(Value::as_str).filter(|_| all) {
            Some(format) => format!("{kind}:{}", word(format)),
            None => kind.to_owned(),
        },
        None => ["oneOf", "anyOf", "allOf"].into_iter().find(|it| schema.get(it).is_some()).unwrap_or("any").to_owned(),
    }
}

/// The key of a parameter, behind that of its operation.
pub(super) fn param(location: crate::ir::ParamLocation, wire: &str) -> String {
    use crate::ir::ParamLocation::{Cookie, Header, Path, Query, QueryString};
    let location = match location {
        Path => "path",
        Query => "query",
        QueryString => "querystring",
        Header => "header",
        Cookie => "cookie",
    };
    format!("{location}:{}", element(wire))
}

/// Where the steps of a key end, the whole of it last.
pub(super) fn ends_of_steps(key: &str) -> Vec<usize> {
    let ends = key.match_indices([' ', '.', '[', '{', '|', '/']).map(|it| it.0).filter(|it| *it > 0);
    ends.chain([key.len()]).collect()
}
