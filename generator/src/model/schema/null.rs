//! Whether a schema accepts `null`: the one place that knows, and everything that asks about null asks here (members,
//! items, values of maps, alternatives, parameters, bodies, responses).
//!
//! JSON Schema has no keyword for it: `type`, `enum` and `const` say which values are taken, an `allOf` takes what all
//! of its members take, an `anyOf` what one of them takes (JSON Schema Core, section 10.2), a reference what its target
//! takes. OpenAPI 3.0 has `nullable`, which `lower` leaves where it stood or writes for what 3.1 says by `type`.
//!
//! Two things are read as they are meant and not as they stand. A `oneOf` with two alternatives that may be null takes
//! null, though it fits both. An `allOf` with a member that only adds null, `{nullable: true}` or
//! `{type: [object, "null"]}`, takes null, though the other members refuse it: it is what authors write to make a
//! reference nullable.

use super::node::Node;
use super::set::{Answer, Part, SchemaSet, Schemas};
use crate::Pointer;
use crate::visit;

/// What schemas say about null.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Null {
    /// Whether they accept it.
    pub accepted: bool,
    /// Members of an `allOf` that accept it against the letter of the others, where nobody asked for them before.
    pub meant: Vec<Pointer>,
}

impl Schemas<'_> {
    /// What the conjunction of these schemas says about null.
    pub fn null(&self, set: &SchemaSet) -> Null {
        let mut meant = Vec::new();
        let part = |part: &Part| match part {
            Part::Whole(at) => self.about_null(at, &mut meant),
            Part::Own(at) => self.node(at).map_or(Answer::Open, |node| own(&node)),
        };
        let answers: Vec<_> = set.parts().iter().map(part).collect();
        Null { accepted: all(answers) == Answer::Accepted, meant }
    }

    /// Whether nothing but null is accepted.
    pub fn is_null(&self, place: &Pointer) -> bool {
        self.node(&self.resolve(place)).is_some_and(|node| node.only_null())
    }

    /// Each schema is asked once for the whole document. One that refers to itself says nothing by that.
    fn about_null(&self, at: &Pointer, meant: &mut Vec<Pointer>) -> Answer {
        let answer = |at: &Pointer| self.node(at).map_or(Answer::Open, |node| self.combined(&node).0);
        let asks = |at: &Pointer| self.node(at).map(|node| asked_by(&node)).unwrap_or_default();
        let new = visit::settle(&self.known.null, at.clone(), asks, answer);
        meant.extend(new.iter().filter_map(|at| self.combined(&self.node(at)?).1));
        self.known.null.known(at).unwrap_or_default()
    }

    /// What the schema says, with what is known by now of those that it combines, and the member that is meant to add
    /// null where the others refuse it.
    fn combined(&self, node: &Node<'_>) -> (Answer, Option<Pointer>) {
        let known = |at: &Pointer| self.known.null.known(at).unwrap_or_default();
        // Lowering leaves nothing beside a reference that speaks about values.
        if let Some(target) = node.reference() {
            return (known(&Pointer::parse(target)), None);
        }
        let own = own(node);
        if own == Answer::Accepted {
            return (own, None);
        }
        let adds = |at: &Pointer| self.node(at).is_some_and(|node| node.only_adds_null());
        let (adding, others): (Vec<_>, Vec<_>) = node.members().into_iter().partition(adds);
        let choices = node.choices().into_iter().map(|branches| any(branches.iter().map(known)));
        let answer = all([own].into_iter().chain(choices).chain(others.iter().map(known)));
        match (adding.into_iter().next(), answer) {
            (None, answer) => (answer, None),
            (Some(_), Answer::Open | Answer::Accepted) => (Answer::Accepted, None),
            (adding, Answer::Refused) => (Answer::Accepted, adding),
        }
    }
}

/// The schemas that have a say in what the node says. All of a choice are asked, whatever the first says: each may be
/// meant otherwise than it is written.
fn asked_by(node: &Node<'_>) -> Vec<Pointer> {
    match node.reference() {
        Some(target) => vec![Pointer::parse(target)],
        None if own(node) == Answer::Accepted => Vec::new(),
        None => node.choices().into_iter().flatten().chain(node.members()).collect(),
    }
}

/// What a schema's own keywords say. Where there is no `type`, what speaks of one type alone (`properties`, `minimum`)
/// takes null by the letter.
fn own(node: &Node<'_>) -> Answer {
    if node.never() {
        Answer::Refused
    } else if node.nullable() || node.only_null() {
        Answer::Accepted
    } else if node.kind().is_some() || node.values().is_some() || node.constant().is_some() {
        Answer::Refused
    } else {
        Answer::Open
    }
}

fn any(answers: impl Iterator<Item = Answer>) -> Answer {
    let answers: Vec<_> = answers.collect();
    let says = |answer: Answer| answers.contains(&answer);
    match (says(Answer::Accepted), says(Answer::Open)) {
        (true, _) => Answer::Accepted,
        (false, true) => Answer::Open,
        (false, false) => Answer::Refused,
    }
}

fn all(answers: impl IntoIterator<Item = Answer>) -> Answer {
    answers.into_iter().fold(Answer::Open, |all, it| match (all, it) {
        (Answer::Refused, _) | (_, Answer::Refused) => Answer::Refused,
        (Answer::Open, it) | (it, Answer::Open) => it,
        (Answer::Accepted, Answer::Accepted) => Answer::Accepted,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::diagnostics::Diagnostics;
    use crate::document::{Source, whole};
    use crate::{lower, spec};

    #[test]
    fn schemas_that_double_or_lead_back_are_asked_once() {
        let to = |name: String| json!({ "$ref": format!("#/components/schemas/{name}") });
        let mut schemas = json!({
            "Ring": { "anyOf": [to("Ring".into()), to("L0".into())] },
            "Empty": { "allOf": [to("Empty".into())] },
        });
        // Longer than any stack of questions: names of names.
        for at in 0..2_000 {
            schemas[format!("Name{at}")] = json!({ "allOf": [to(format!("Name{}", at + 1))] });
        }
        schemas["Name2000"] = json!({ "type": ["string", "null"] });
        // A child of a union that may be null is an object all the same.
        schemas["Union"] = json!({ "oneOf": [to("Child".into()), { "type": "null" }] });
        schemas["Child"] = json!({ "allOf": [to("Union".into()), { "type": "object" }] });
        let levels = 100;
        for level in 0..levels {
            let next = to(format!("L{}", level + 1));
            schemas[format!("L{level}")] = json!({ "anyOf": [next, { "allOf": [next] }, { "oneOf": [next, next] }] });
        }
        schemas[format!("L{levels}")] = json!({ "type": ["string", "null"] });
        let document = json!({
            "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "components": { "schemas": schemas },
        });
        let mut diags = Diagnostics::default();
        let document = whole(&Source::new("a.json", &document.to_string()), &mut diags).expect("it is a document");
        let spec = spec::parse(lower::lower(&document, &mut diags), &mut diags).expect("it can be parsed");
        let all = [
            ("Ring", true),
            ("L0", true),
            ("L99", true),
            ("Empty", false),
            ("Name0", true),
            ("Union", true),
            ("Child", false),
        ];
        // Whichever is asked first, the answers are the same.
        for turn in 0..all.len() {
            let schemas = Schemas::new(&spec);
            for (name, expected) in all.iter().cycle().skip(turn).take(all.len()) {
                let at = Pointer::parse(&format!("/components/schemas/{name}"));
                assert_eq!(schemas.null(&at.into()).accepted, *expected, "{name}");
            }
        }
    }
}
