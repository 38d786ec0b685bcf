//! The overlay action that takes a mistake out of a document that is not one's own: the reference, or the smallest piece
//! around the mistake that a document can do without.

use crate::Pointer;
use crate::document::grammar::{self, Kind, Slot};

/// The action, as an item of an overlay's `actions` (Overlay Specification 1.1, section 4.4.3); none where no piece of
/// the document can be spared.
pub(super) fn action(at: &Pointer) -> Option<String> {
    let target = path(&spared(at)?);
    // A JSON string is one of YAML, too.
    Some(format!("{{target: {}, remove: true}}", serde_json::Value::from(target)))
}

/// The piece that goes: a reference of a schema by itself, so that any value is taken there; of anything else the object
/// that it stands for; for other mistakes the operation or the path.
fn spared(at: &Pointer) -> Option<Pointer> {
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

/// The normalized path of RFC 9535, section 2.7.
fn path(pointer: &Pointer) -> String {
    let slots = grammar::slots(pointer);
    let mut out = "$".to_owned();
    for (index, token) in pointer.tokens().enumerate() {
        let counts = match slots.get(index) {
            Some(Slot::List(_)) => true,
            Some(Slot::One(kind)) => grammar::is_item(*kind, &token),
            _ => false,
        };
        out.push_str(&if counts { format!("[{token}]") } else { format!("['{}']", name(&token)) });
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
