//! Objects of the lowered document that are no schemas: operations, parameters, responses, headers.

use serde_json::{Map, Value};

use crate::Pointer;
use crate::ir::Docs;
use crate::spec::Spec;

/// An object and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Raw<'a> {
    members: &'a Map<String, Value>,
    /// Where it stands.
    pub at: Pointer,
}

/// How many references may follow each other; `document` has refused cycles, this bounds the work.
const CHAIN: usize = 64;

impl<'a> Raw<'a> {
    /// The object at a place, references followed to where it really stands.
    pub fn at(spec: &'a Spec, at: &Pointer) -> Option<Self> {
        let mut at = at.clone();
        for _ in 0..CHAIN {
            let members = spec.raw(&at)?.as_object()?;
            match members.get("$ref").and_then(Value::as_str) {
                Some(target) => at = Pointer::parse(target),
                None => return Some(Self { members, at }),
            }
        }
        None
    }

    /// Whether another object has the same members.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.members == other.members
    }

    /// A member.
    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.members.get(key)
    }

    /// A member that is a text.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.get(key)?.as_str()
    }

    /// The same, owned.
    pub fn string(&self, key: &str) -> Option<String> {
        self.text(key).map(str::to_owned)
    }

    /// Whether a member is `true`.
    pub fn flag(&self, key: &str) -> bool {
        self.get(key) == Some(&Value::Bool(true))
    }

    /// A boolean member.
    pub fn bool(&self, key: &str) -> Option<bool> {
        self.get(key)?.as_bool()
    }

    /// The texts of a member that is a list.
    pub fn texts(&self, key: &str) -> Vec<String> {
        let items = self.get(key).and_then(Value::as_array).into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// A member that is an object, references followed.
    pub fn object(&self, spec: &'a Spec, key: &str) -> Option<Raw<'a>> {
        self.get(key)?;
        Self::at(spec, &self.at.key(key))
    }

    /// The members of a member that is an object: key and place.
    pub fn entries(&self, key: &str) -> impl Iterator<Item = (&'a str, Pointer)> {
        let at = self.at.key(key);
        let members = self.get(key).and_then(Value::as_object).into_iter().flatten();
        members.map(move |(name, _)| (name.as_str(), at.key(name)))
    }

    /// The places of a member's items.
    pub fn items(&self, key: &str) -> impl Iterator<Item = Pointer> {
        let at = self.at.key(key);
        let count = self.get(key).and_then(Value::as_array).map_or(0, Vec::len);
        (0..count).map(move |index| at.index(index))
    }

    /// The members of the object itself: key and place.
    pub fn members(&self) -> impl Iterator<Item = (&'a str, Pointer)> {
        let at = self.at.clone();
        self.members.iter().map(move |(name, _)| (name.as_str(), at.key(name)))
    }

    /// `summary`, `description` and examples.
    pub fn docs(&self) -> Docs {
        Docs {
            title: self.string("summary").or_else(|| self.string("x-octogen-summary")),
            description: self.string("description"),
            examples: self.get("example").cloned().into_iter().collect(),
            external: self.get("externalDocs").and_then(external_docs),
            local: Vec::new(),
        }
    }
}

/// An `externalDocs` object: description and URL.
pub(super) fn external_docs(value: &Value) -> Option<(Option<String>, String)> {
    let text = |key: &str| value.get(key)?.as_str().map(str::to_owned);
    Some((text("description"), text("url")?))
}
