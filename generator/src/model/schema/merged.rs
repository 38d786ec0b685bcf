//! A conjunction of schemas as one: `allOf` is gone, properties, requirements and bounds are put together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::node::{Additional, Discriminator, Group, Node};
use super::set::{Part, SchemaSet, Schemas};
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::JsonKind;
use crate::numeric::{self, one_spelling, same_value};
use crate::visit::Visit;

/// How many schemas are put together at most.
const MOST: usize = 256;

/// How deep an `allOf` is looked into. A chain in which every schema adds to the one before would else make types as
/// large as the chain, as many as it has links.
const DEPTH: usize = 64;

/// A conjunction of schemas, put together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Merged<'a> {
    /// The schemas, the outermost first.
    pub parts: Vec<Node<'a>>,
    /// The JSON type.
    pub kind: Option<JsonKind>,
    /// `format`.
    pub format: Option<&'a str>,
    /// Properties by wire name, each with the schemas that hold for it.
    pub properties: BTreeMap<&'a str, Vec<Pointer>>,
    /// Names of declared members that must be there.
    pub required: BTreeSet<&'a str>,
    /// Names that must be there and that nobody declares.
    pub undeclared: BTreeMap<&'a str, Undeclared<'a>>,
    /// Members that have no name.
    pub additional: Option<Additional>,
    /// Schemas of the items.
    pub items: Vec<Pointer>,
    /// Schemas by position.
    pub prefix_items: Vec<Pointer>,
    /// The allowed values, without null.
    pub values: Option<Vec<Value>>,
    /// The only allowed value.
    pub constant: Option<&'a Value>,
    /// Choices that have to be made.
    pub groups: Vec<Group>,
    /// A discriminator without a choice beside it: the parent of schemas that have it in their `allOf`.
    pub discriminator: Option<Discriminator>,
    /// Whether only null is allowed.
    pub only_null: bool,
    /// Whether nothing at all is allowed.
    pub never: bool,
    /// Whether the parts want types or values that no value has at once.
    pub conflict: bool,
}

impl<'a> Merged<'a> {
    /// The schemas that a set puts together, the outermost first.
    pub fn parts_of(schemas: &Schemas<'a>, set: &SchemaSet) -> Vec<Node<'a>> {
        Flat::of(schemas, set).parts
    }

    /// Puts a set of schemas together; conflicts are reported.
    pub fn of(schemas: &Schemas<'a>, set: &SchemaSet, diags: &mut Diagnostics) -> Self {
        let Flat { parts, mut groups, cut } = Flat::of(schemas, set);
        let mut merged = Self::default();
        for part in &parts {
            merged.add(part, diags);
        }
        if let Some(at) = cut {
            let message = format!(
                "more than {MOST} schemas in one `allOf`, or {DEPTH} in each other; members of the others have no name"
            );
            diags.approximated(code::ALL_OF_CONFLICT, &at, message);
            merged.additional = Some(Additional::Any);
        }
        groups.retain(|group| !only_narrows(schemas, group));
        merged.groups = schemas.narrowest_groups(groups);
        merged.only_null = is_null(&parts);
        merged.parts = parts;
        merged.infer_kind(diags);
        merged.settle_required();
        merged
    }

    fn add(&mut self, part: &Node<'a>, diags: &mut Diagnostics) {
        self.add_kind(part, diags);
        self.add_values(part, diags);
        for (name, place) in part.properties() {
            self.properties.entry(name).or_default().push(place);
        }
        self.required.extend(part.required());
        self.additional = match (self.additional.take(), part.additional()) {
            (Some(Additional::Schema(it)), _) | (_, Some(Additional::Schema(it))) => Some(Additional::Schema(it)),
            (Some(Additional::Any), _) | (_, Some(Additional::Any)) => Some(Additional::Any),
            (before, now) => before.or(now),
        };
        self.items.extend(part.items());
        if self.prefix_items.is_empty() {
            self.prefix_items = part.prefix_items();
        }
        self.format = self.format.or(part.text("format"));
        self.conflict |= self.constant.zip(part.constant()).is_some_and(|(before, now)| !same_value(before, now));
        self.constant = self.constant.or(part.constant());
        if part.groups().is_empty() && self.discriminator.is_none() {
            self.discriminator = part.discriminator();
        }
        self.never |= part.never();
    }

    fn add_kind(&mut self, part: &Node<'a>, diags: &mut Diagnostics) {
        self.kind = match (self.kind, part.kind()) {
            (Some(JsonKind::Integer), Some(JsonKind::Number)) | (Some(JsonKind::Number), Some(JsonKind::Integer)) => {
                Some(JsonKind::Integer)
            }
            (Some(before), Some(now)) if before != now => {
                let [one, other] = [before, now].map(word);
                let message = format!("parts of `allOf` require {one} and {other}; the first is used");
                diags.approximated(code::ALL_OF_CONFLICT, &part.at, message);
                self.conflict = true;
                Some(before)
            }
            (before, now) => before.or(now),
        };
    }

    fn add_values(&mut self, part: &Node<'a>, diags: &mut Diagnostics) {
        let Some(values) = part.values() else { return };
        let values = values.iter().filter(|it| !it.is_null());
        self.values = Some(match self.values.take() {
            None => values.cloned().collect(),
            Some(before) => {
                let known: Vec<_> = before.iter().map(one_spelling).collect();
                let both: Vec<_> = values.filter(|it| known.contains(&one_spelling(it))).cloned().collect();
                if both.is_empty() {
                    self.conflict = true;
                    let message = "parts of `allOf` have no value in common; those of the first are used";
                    diags.approximated(code::ALL_OF_CONFLICT, &part.at, message);
                    before
                } else {
                    both
                }
            }
        });
    }

    /// What a schema without `type` is taken for: a format of numbers says it, then the keywords that speak of one JSON
    /// type alone, then any other format. A number with a format of whole numbers is a whole number.
    fn infer_kind(&mut self, diags: &mut Diagnostics) {
        let says_otherwise = self.values.is_some() || self.constant.is_some() || !self.groups.is_empty();
        if self.kind.is_none()
            && !says_otherwise
            && let Some((kind, at)) = self.evidence()
        {
            self.kind = Some(kind);
            let message = format!("no `type`: read as {} because of the keywords beside it", word(kind));
            diags.approximated(code::TYPE_INFERRED, &at, message);
        }
        if self.kind == Some(JsonKind::Number) && self.format.is_some_and(numeric::is_integer_format) {
            self.kind = Some(JsonKind::Integer);
        }
    }

    /// The JSON type that the keywords speak of, and where.
    fn evidence(&self) -> Option<(JsonKind, Pointer)> {
        const EVIDENCE: &[(JsonKind, &[&str])] = &[
            (JsonKind::Object, &["properties", "additionalProperties", "required", "minProperties", "maxProperties"]),
            (JsonKind::Array, &["items", "minItems", "maxItems", "uniqueItems", "x-octogen-prefix-items"]),
            (JsonKind::String, &["pattern", "minLength", "maxLength"]),
            (JsonKind::Number, &["minimum", "maximum", "multipleOf"]),
            (JsonKind::String, &["format"]),
        ];
        let by_format = |part: &Node<'a>| {
            let format = part.text("format").filter(|it| numeric::is_number_format(it))?;
            let whole = numeric::is_integer_format(format);
            Some((if whole { JsonKind::Integer } else { JsonKind::Number }, part.at.clone()))
        };
        let by_keyword = |(kind, keywords): &(JsonKind, &[&str])| {
            let part = self.parts.iter().find(|part| keywords.iter().any(|it| part.get(it).is_some()))?;
            Some((*kind, part.at.clone()))
        };
        self.parts.iter().find_map(by_format).or_else(|| EVIDENCE.iter().find_map(by_keyword))
    }
}

/// Whether the parts allow null alone. One that adds null to others (see `null`) does not.
fn is_null(parts: &[Node<'_>]) -> bool {
    let says_more = |part: &Node<'_>| !part.only_null() && !part.only_adds_null() && !part.is_bare();
    parts.iter().any(Node::only_null) && !parts.iter().any(says_more)
}

/// The schemas of an `allOf` tree, references followed, each once.
#[derive(Default)]
struct Flat<'a> {
    parts: Vec<Node<'a>>,
    /// The choices that are still to be made.
    groups: Vec<Group>,
    /// The first schema for which there was no room.
    cut: Option<Pointer>,
}

impl<'a> Flat<'a> {
    fn of(schemas: &Schemas<'a>, set: &SchemaSet) -> Self {
        // Most schemas are alone and combine nothing.
        if let Some(node) = set.single().and_then(|place| schemas.node(place))
            && node.reference().is_none()
            && node.conjuncts().is_empty()
        {
            return Self { groups: node.groups(), parts: vec![node], cut: None };
        }
        let mut flat = Self::default();
        let (whole, own): (Vec<_>, Vec<_>) = set.parts().iter().partition(|it| matches!(it, Part::Whole(_)));
        let mut visit = Visit::from(whole.into_iter().map(|it| it.place().clone()));
        let mut groups: Vec<(Pointer, Group)> = Vec::new();
        while let Some((place, depth)) = visit.next() {
            if flat.parts.len() >= MOST || depth >= DEPTH {
                flat.cut.get_or_insert(place);
                continue;
            }
            let Some(node) = schemas.node(&place) else { continue };
            match node.reference() {
                Some(target) => visit.push([schemas.meaning(&Pointer::parse(target))], depth),
                None => {
                    visit.push(node.conjuncts().iter().map(|at| schemas.meaning(at)), depth + 1);
                    groups.extend(node.groups().into_iter().map(|group| (place.clone(), group)));
                    flat.parts.push(node);
                }
            }
        }
        groups.retain(|(owner, group)| !schemas.is_made(group, owner, flat.parts.iter().map(|it| &it.at)));
        flat.groups = groups.into_iter().map(|(_, group)| group).collect();
        let own = own.into_iter().map(Part::place).filter(|it| !visit.has(it));
        flat.parts.extend(own.filter_map(|place| schemas.node(place)));
        flat
    }
}

/// Whether no branch of the choice gives a value a shape: `anyOf: [{required: [a]}, {required: [b]}]`.
fn only_narrows(schemas: &Schemas<'_>, group: &Group) -> bool {
    let narrows = |place: &Pointer| {
        schemas
            .node(place)
            .is_some_and(|node| node.reference().is_none() && node.only_narrows() && node.kind().is_none())
    };
    group.branches.iter().all(narrows)
}

/// What becomes of a name under `required` that is not declared.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Undeclared<'a> {
    /// It is taken for a declared member that differs from it in case or separators only.
    Meant(&'a str),
    /// It is a member that may be missing and may be anything.
    Free,
}

/// The name of a JSON type in a message.
fn word(kind: JsonKind) -> String {
    format!("{kind:?}").to_lowercase()
}
