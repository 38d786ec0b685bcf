//! The overlay action that takes a mistake out of a document that is not one's own: the reference, or the smallest piece
//! around the mistake that a document can do without.

use serde_json::Value;

use crate::Pointer;
use crate::grammar::{self, Kind, Slot};
use crate::source_map::Places;

/// The action that removes a piece, as an item of an overlay's `actions` (Overlay Specification 1.1, section 4.4.3).
pub(super) fn action(target: &Pointer, root: Option<&Value>) -> String {
    // A JSON string is one of YAML, too.
    format!("{{target: {}, remove: true}}", Value::from(path(target, root)))
}

/// The action that updates a body, which in 2.0 is a parameter, as the document has it; none where it stands in another
/// file.
pub(crate) fn update(places: &Places, at: &Pointer, update: &str) -> Option<String> {
    let target = places.pointer(at);
    let is_body = matches!(grammar::kind_at(&target), Some(Kind::RequestBody | Kind::Parameter));
    let path = || Value::from(path(&target, root(places, &target)));
    (is_body && places.is_in_root(at)).then(|| format!("{{target: {}, update: {update}}}", path()))
}

/// The document, where a path to that place depends on it.
pub(super) fn root<'p>(places: &'p Places, target: &Pointer) -> Option<&'p Value> {
    let is_item = |slot: &Slot| matches!(slot, Slot::List(kind) if *kind != Kind::Schema);
    grammar::slots(target).iter().any(is_item).then(|| places.root()).flatten()
}

/// The piece that goes, none where the document can spare none: a reference of a schema by itself, so that any value is taken there; of anything else the object
/// that it stands for; for other mistakes the operation or the path.
pub(super) fn spared(at: &Pointer) -> Option<Pointer> {
    let tokens: Vec<String> = at.tokens().collect();
    let slots = grammar::slots(at);
    let goes = |count: usize| {
        let piece = tokens[..count].iter().fold(Pointer::root(), |it, token| it.key(token));
        (count > 0 && !is_referred_to(&slots[..count])).then_some(piece)
    };
    if at.last() == "$ref" {
        let holder = tokens.len() - 1;
        return match slots.get(holder)? {
            Slot::One(Kind::Schema) => Some(at.clone()),
            _ => goes(holder),
        };
    }
    let innermost = |kind: Kind| slots.iter().rposition(|it| *it == Slot::One(kind));
    goes(innermost(Kind::Operation).or_else(|| innermost(Kind::PathItem))?)
}

/// Whether what stands in the last of these slots is a component: others refer to it, so it cannot go. Paths of webhooks
/// are none.
fn is_referred_to(holders: &[Slot]) -> bool {
    match holders {
        [.., Slot::One(Kind::Components), _] => true,
        [Slot::One(Kind::Document), Slot::Map(kind)] => *kind != Kind::PathItem,
        _ => false,
    }
}

/// The path to a place (RFC 9535, section 2.7). An item of a list from which items are removed is not told by its number,
/// which the removal of another one changes, but by what it says (section 2.3.5): so all actions can be used together.
pub(super) fn path(pointer: &Pointer, root: Option<&Value>) -> String {
    let slots = grammar::slots(pointer);
    let mut out = "$".to_owned();
    let mut at = Pointer::root();
    for (index, token) in pointer.tokens().enumerate() {
        let list = root.and_then(|it| at.find(it)).and_then(Value::as_array);
        let item = match slots.get(index) {
            // A schema stays; only its reference goes.
            Some(Slot::List(Kind::Schema)) => Some(format!("[{token}]")),
            Some(Slot::List(_)) => Some(list.and_then(|it| filter(it, &token)).unwrap_or(format!("[{token}]"))),
            Some(Slot::One(kind)) if grammar::is_item(*kind, &token) => Some(format!("[{token}]")),
            _ => None,
        };
        out.push_str(&item.unwrap_or_else(|| format!("['{}']", name(&token))));
        at = at.key(&token);
    }
    out
}

/// The filter that finds an item of a list and none of those that differ from it.
fn filter(list: &[Value], token: &str) -> Option<String> {
    let item = list.get(token.parse::<usize>().ok()?)?.as_object()?;
    let plain = |key: &&str| item.get(*key).is_some_and(|it| it.is_string() || it.is_boolean() || it.is_number());
    let mut all: Vec<&str> = item.keys().map(String::as_str).filter(|it| plain(it)).collect();
    all.sort_unstable();
    let identifying = [vec!["$ref"], vec!["name", "in"], vec!["url"], all].into_iter().find(|keys| {
        let same = |it: &Value| keys.iter().all(|key| it.get(*key) == item.get(*key));
        !keys.is_empty()
            && keys.iter().all(plain)
            && list.iter().filter(|it| same(it)).all(|it| it.as_object() == Some(item))
    })?;
    let conditions = identifying.iter().map(|key| format!("@['{}'] == {}", name(key), literal(&item[*key])));
    Some(format!("[?{}]", conditions.collect::<Vec<_>>().join(" && ")))
}

/// A value as a filter compares with it.
fn literal(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), |text| format!("'{}'", name(text)))
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(at: &str, target: Option<&str>) {
        let wanted = target.map(|it| format!("{{target: {}, remove: true}}", Value::from(it)));
        assert_eq!(spared(&Pointer::parse(at)).map(|it| action(&it, None)), wanted);
    }

    #[test]
    fn items_are_told_by_what_they_say() {
        let parameters = json!([
            {"$ref": "#/a"},
            {"name": "x", "in": "query"},
            {"name": "x", "in": "header"},
            {"$ref": "#/a"},
            {"name": "it's", "in": "query", "required": true},
            {"name": "it's", "in": "query"},
            {"schema": {}},
            {"schema": {"type": "string"}},
        ]);
        let root = json!({"paths": {"/a": {"get": {"parameters": parameters}}}});
        for (index, found) in [
            (0, "[?@['$ref'] == '#/a']"),
            (1, "[?@['name'] == 'x' && @['in'] == 'query']"),
            (3, "[?@['$ref'] == '#/a']"),
            (4, "[?@['in'] == 'query' && @['name'] == 'it\\'s' && @['required'] == true]"),
            (6, "[6]"),
        ] {
            let at = Pointer::parse("/paths/~1a/get/parameters").index(index);
            let path = path(&at, Some(&root));
            assert_eq!(path, format!("$['paths']['/a']['get']['parameters']{found}"));
            let is_path = serde_json_path::JsonPath::parse(&path).unwrap();
            let count = is_path.query(&root).len();
            assert_eq!(count, if found.contains("$ref") { 2 } else { 1 }, "{path}");
        }
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
