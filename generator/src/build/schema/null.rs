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

use std::collections::BTreeMap;

use super::node::Node;
use super::set::{Part, SchemaSet, Schemas};
use crate::Pointer;

/// How many schemas may stand in each other, or refer to each other, on the way to the answer.
const DEPTH: usize = 512;

/// What schemas say about null.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Null {
    /// Whether they accept it.
    pub accepted: bool,
    /// Members of an `allOf` that accept it against the letter of the others.
    pub meant: Vec<Pointer>,
}

/// What a schema says about null.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Answer {
    /// Nothing: it takes null as it takes anything else.
    Open,
    Accepted,
    Refused,
}

impl Schemas<'_> {
    /// What the conjunction of these schemas says about null.
    pub fn null(&self, set: &SchemaSet) -> Null {
        let mut asked = Asked { schemas: self.clone(), known: BTreeMap::new(), meant: Vec::new(), depth: 0 };
        let answers: Vec<_> = set.parts().iter().map(|part| asked.part(part)).collect();
        Null { accepted: all(answers) == Answer::Accepted, meant: asked.meant }
    }

    /// Whether nothing but null is accepted.
    pub fn is_null(&self, place: &Pointer) -> bool {
        self.node(&self.resolve(place)).is_some_and(|node| node.only_null())
    }
}

/// One question, with what has been found out for it: each schema is asked once, so the work is linear, and a schema
/// that leads back to itself says nothing there.
struct Asked<'a> {
    schemas: Schemas<'a>,
    known: BTreeMap<Pointer, Answer>,
    meant: Vec<Pointer>,
    depth: usize,
}

impl Asked<'_> {
    fn part(&mut self, part: &Part) -> Answer {
        match part {
            Part::Whole(at) => self.schema(at),
            Part::Own(at) => self.schemas.node(at).map_or(Answer::Open, |node| own(&node)),
        }
    }

    fn schema(&mut self, at: &Pointer) -> Answer {
        if let Some(known) = self.known.get(at) {
            return *known;
        }
        let Some(node) = self.schemas.node(at) else {
            return Answer::Open;
        };
        if self.depth == DEPTH {
            return Answer::Refused;
        }
        self.known.insert(at.clone(), Answer::Open);
        self.depth += 1;
        let answer = match node.reference() {
            // Lowering leaves nothing beside a reference that speaks about values.
            Some(target) => self.schema(&Pointer::parse(target)),
            None => self.combined(&node),
        };
        self.depth -= 1;
        self.known.insert(at.clone(), answer);
        answer
    }

    fn combined(&mut self, node: &Node<'_>) -> Answer {
        let own = own(node);
        if own == Answer::Accepted {
            return own;
        }
        let members = node.members();
        let (adding, others): (Vec<_>, Vec<_>) = members.iter().partition(|at| self.only_adds_null(at));
        let choices: Vec<_> = node.choices().iter().map(|branches| self.any(branches)).collect();
        let others: Vec<_> = others.into_iter().map(|at| self.schema(at)).collect();
        let answer = all([own].into_iter().chain(choices).chain(others));
        match (adding.first(), answer) {
            (None, answer) => answer,
            (Some(_), Answer::Open | Answer::Accepted) => Answer::Accepted,
            (Some(at), Answer::Refused) => {
                self.meant.push((*at).clone());
                Answer::Accepted
            }
        }
    }

    fn any(&mut self, branches: &[Pointer]) -> Answer {
        // All are asked, whatever the first says: each may be meant otherwise than it is written.
        let answers: Vec<_> = branches.iter().map(|at| self.schema(at)).collect();
        let says = |answer: Answer| answers.contains(&answer);
        match (says(Answer::Accepted), says(Answer::Open)) {
            (true, _) => Answer::Accepted,
            (false, true) => Answer::Open,
            (false, false) => Answer::Refused,
        }
    }

    fn only_adds_null(&self, at: &Pointer) -> bool {
        self.schemas.node(at).is_some_and(|node| node.only_adds_null())
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
    use crate::document::{Source, load};
    use crate::{lower, spec};

    #[test]
    fn schemas_that_double_or_lead_back_are_asked_once() {
        let to = |name: String| json!({ "$ref": format!("#/components/schemas/{name}") });
        let mut schemas = json!({
            "Ring": { "anyOf": [to("Ring".into()), to("L0".into())] },
            "Empty": { "allOf": [to("Empty".into())] },
        });
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
        let document = load(&Source::new("a.json", &document.to_string()), &mut diags).expect("it is a document");
        let spec = spec::parse(lower::lower(document, &mut diags), &mut diags).expect("it can be parsed");
        for (name, expected) in [("Ring", true), ("L0", true), ("L99", true), ("Empty", false)] {
            let at = Pointer::parse(&format!("/components/schemas/{name}"));
            assert_eq!(Schemas::new(&spec).null(&at.into()).accepted, expected, "{name}");
        }
    }
}
