//! A member whose value distinguishes the alternatives of a union: the one that a `discriminator` names (OpenAPI 3.0.3,
//! Discriminator Object; OpenAPI 2.0, `discriminator`), or one that all alternatives have, each with its own constant.
//!
//! What leads to an alternative is what the `mapping` says, also that of another base in the same hierarchy; else what
//! the alternative's own schema lists for the member; else the name of its schema.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::merged::Merged;
use super::node::{Discriminator, mapped};
use super::parents::Parents;
use super::set::{SchemaSet, Schemas};
use super::value;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Choice, JsonKind};

/// An alternative, as far as its tag goes.
pub(super) struct Alternative<'b, 'a> {
    /// What holds for it.
    pub merged: &'b Merged<'a>,
    /// The component that it is.
    pub target: Option<Pointer>,
    /// Whether it is the base of a hierarchy itself, without its subtypes.
    pub is_base: bool,
}

/// A member whose value distinguishes the alternatives.
#[derive(Debug)]
pub(super) struct Tag {
    property: String,
    /// The values of each alternative, the first one being the one it is named after. A base that no value leads to has
    /// none.
    values: Vec<Vec<String>>,
    /// Whether each alternative's own type has the member.
    declared: Vec<bool>,
    default: Option<usize>,
}

impl Tag {
    /// The tag that the document names, the one that all alternatives have, or the one of the base that all have.
    pub fn of<'a>(
        schemas: &Schemas<'a>,
        parents: &Parents,
        alternatives: &[Alternative<'_, 'a>],
        discriminator: Option<&Discriminator>,
        diags: &mut Diagnostics,
    ) -> Option<Self> {
        let declared = |it: &Discriminator, diags: &mut Diagnostics| {
            let may_be_object = |it: &Alternative<'_, 'a>| matches!(it.merged.kind, None | Some(JsonKind::Object));
            let naming = Naming { schemas, parents, alternatives, discriminator: it, mapping: it.tags() };
            alternatives.iter().all(may_be_object).then(|| naming.tag(diags))
        };
        match discriminator {
            Some(it) => declared(it, diags),
            None => Self::found(schemas, alternatives)
                .or_else(|| inherited(alternatives).and_then(|it| declared(&it, diags))),
        }
    }

    /// A required member with a constant in every alternative, no constant in two of them.
    fn found(schemas: &Schemas<'_>, alternatives: &[Alternative<'_, '_>]) -> Option<Self> {
        let first = alternatives.first()?.merged;
        let candidates = first.properties.keys().filter(|name| first.required.contains(*name));
        candidates.map(|name| (*name).to_owned()).find_map(|property| {
            let mut seen = BTreeSet::new();
            let mut values = Vec::new();
            for Alternative { merged, .. } in alternatives {
                let own = constants(schemas, merged, &property);
                let distinguishes = own.iter().all(|value| seen.insert(value.clone()));
                if own.is_empty() || !distinguishes || !merged.required.contains(property.as_str()) {
                    return None;
                }
                values.push(own);
            }
            let declared = vec![true; values.len()];
            Some(Self { property, values, declared, default: None })
        })
    }

    /// The value that an alternative is named after: its only one.
    pub fn value(&self, index: usize) -> Option<&str> {
        match self.values[index].as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Whether a value leads to the alternative.
    pub fn leads_to(&self, index: usize) -> bool {
        !self.values[index].is_empty() || self.default == Some(index)
    }

    /// Takes an alternative out, the last one.
    pub fn drop_last(&mut self) {
        self.values.pop();
        self.declared.pop();
    }

    /// The member and value to add when writing an alternative whose own type has no such member.
    pub fn missing_in(&self, index: usize) -> Option<String> {
        (!self.declared[index]).then(|| self.values[index].first().cloned()).flatten()
    }

    /// The tag as the reader needs it. Of two alternatives with one value, the first takes it.
    pub fn choice(self) -> Choice {
        let mut seen = BTreeSet::new();
        let pairs =
            self.values.into_iter().enumerate().flat_map(|(index, tags)| tags.into_iter().map(move |it| (it, index)));
        let values = pairs.filter(|(tag, _)| seen.insert(tag.clone())).collect();
        Choice::Tagged { property: self.property, values, default: self.default }
    }
}

/// The discriminator that all alternatives have from their bases, where they look at one member.
fn inherited(alternatives: &[Alternative<'_, '_>]) -> Option<Discriminator> {
    let mut all = alternatives.iter().map(|it| it.merged.discriminator.clone().filter(|_| it.target.is_some()));
    all.next()?.and_then(|first| {
        all.try_fold(first, |mut first, next| {
            let next = next.filter(|it| it.property == first.property)?;
            let new = next.mapping.into_iter().filter(|it| !first.mapping.contains(it)).collect::<Vec<_>>();
            first.mapping.extend(new);
            Some(first)
        })
    })
}

/// The way from a discriminator to the tags of the alternatives.
struct Naming<'n, 'b, 'a> {
    schemas: &'n Schemas<'a>,
    parents: &'n Parents,
    alternatives: &'n [Alternative<'b, 'a>],
    discriminator: &'n Discriminator,
    mapping: BTreeMap<Pointer, Vec<String>>,
}

impl Naming<'_, '_, '_> {
    fn tag(&self, diags: &mut Diagnostics) -> Tag {
        let property = &self.discriminator.property;
        let listed: Vec<_> = self.alternatives.iter().map(|it| constants(self.schemas, it.merged, property)).collect();
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        let each = listed.iter().flat_map(|own| own.iter().collect::<BTreeSet<_>>());
        each.for_each(|it| *uses.entry(it).or_default() += 1);
        let mut values: Vec<Vec<String>> = Vec::new();
        for (it, own) in self.alternatives.iter().zip(&listed) {
            values.push(match it.is_base {
                true => self.mapped(it),
                false => self.values(it, own, &uses, diags),
            });
        }
        self.add_subtypes(&mut values);
        self.add_bases(&listed, &mut values);
        self.tell(&values, diags);
        let has_member = |it: &Alternative<'_, '_>| {
            // A choice inside has the member where its own alternatives have it; they write it themselves.
            let inside = !it.merged.groups.is_empty()
                || (!it.is_base && it.target.as_ref().is_some_and(|at| self.parents.has(at)));
            inside || it.merged.properties.contains_key(property.as_str())
        };
        let default = self.discriminator.default.as_deref().map(mapped);
        Tag {
            property: property.clone(),
            values,
            declared: self.alternatives.iter().map(has_member).collect(),
            default: default.and_then(|to| self.alternatives.iter().position(|it| it.target.as_ref() == Some(&to))),
        }
    }

    /// What the mapping says, or that of another base of the alternative.
    fn mapped(&self, it: &Alternative<'_, '_>) -> Vec<String> {
        it.target.as_ref().map(|at| self.mapped_to(at)).unwrap_or_default()
    }

    fn mapped_to(&self, target: &Pointer) -> Vec<String> {
        let elsewhere = || {
            let tags = self.parents.tags(target, &self.discriminator.property).into_iter();
            tags.filter(|it| !self.is_mapped(it)).collect()
        };
        self.mapping.get(target).cloned().unwrap_or_else(elsewhere)
    }

    fn values(
        &self,
        it: &Alternative<'_, '_>,
        own: &[String],
        uses: &BTreeMap<&str, usize>,
        diags: &mut Diagnostics,
    ) -> Vec<String> {
        let mut values = self.mapped(it);
        let name = it.target.as_ref().map(Pointer::last);
        for value in telling(own, uses, name.as_deref()) {
            if !values.contains(value) && !self.is_mapped(value) {
                values.push(value.clone());
            }
        }
        if let Some(at) = it.target.as_ref().filter(|_| values.is_empty()) {
            let by_name = self.by_name(at);
            let resembles = |listed: &&String| is_alike(listed, &by_name) && !self.is_mapped(listed);
            match own.iter().find(resembles) {
                Some(value) => {
                    let message =
                        format!("no `mapping` names this schema: of the tags that are listed, `{value}` is taken");
                    diags.approximated(code::DISCRIMINATOR, at, message);
                    values.push(value.clone());
                }
                None => {
                    if !own.is_empty() {
                        let member = &self.discriminator.property;
                        let message = format!(
                            "none of the values listed for `{member}` is its own: it is identified by the name of its schema, `{by_name}`"
                        );
                        diags.approximated(code::DISCRIMINATOR, at, message);
                    }
                    values.push(by_name);
                }
            }
        }
        values
    }

    /// The name of the schema. Documents of 2.0 cannot map; many say the value at the alternative.
    fn by_name(&self, at: &Pointer) -> String {
        let own = self.schemas.node(at).and_then(|node| node.text("x-ms-discriminator-value"));
        own.map_or_else(|| at.last(), str::to_owned)
    }

    /// Whether the document says to which alternative the tag leads.
    fn is_mapped(&self, tag: &str) -> bool {
        self.discriminator.mapping.iter().any(|(mapped, _)| mapped == tag)
    }

    /// Where an alternative is a base with subtypes that are no alternatives by themselves, their tags lead to it.
    fn add_subtypes(&self, values: &mut [Vec<String>]) {
        let targets: BTreeSet<&Pointer> = self.alternatives.iter().filter_map(|it| it.target.as_ref()).collect();
        let mut taken: BTreeSet<String> = values.iter().flatten().cloned().collect();
        for (it, values) in self.alternatives.iter().zip(values).filter(|(it, _)| !it.is_base) {
            let subtypes = it.target.as_ref().and_then(|at| self.parents.children(at));
            for at in subtypes.into_iter().flatten().filter(|at| !targets.contains(at)) {
                let merged = Merged::of(self.schemas, &SchemaSet::from(at.clone()), &mut Diagnostics::default());
                let mut tags = self.mapped_to(at);
                if tags.is_empty() {
                    let own = constants(self.schemas, &merged, &self.discriminator.property);
                    tags.push(if let [only] = own.as_slice() { only.clone() } else { self.by_name(at) });
                }
                values.extend(tags.into_iter().filter(|tag| taken.insert(tag.clone())));
            }
        }
    }

    /// The tag of a base is what is listed for it and leads to no subtype, or else its name. A base whose
    /// list has the tags of its subtypes alone is none of the alternatives.
    fn add_bases(&self, listed: &[Vec<String>], values: &mut [Vec<String>]) {
        let taken: BTreeSet<String> = values.iter().flatten().cloned().collect();
        let is_free = |tag: &&String| !taken.contains(*tag) && !self.is_mapped(tag);
        for ((it, own), values) in self.alternatives.iter().zip(listed).zip(values).filter(|((it, _), _)| it.is_base) {
            values.extend(own.iter().filter(is_free).cloned());
            let by_name = it.target.as_ref().map(|at| self.by_name(at)).filter(|_| values.is_empty() && own.is_empty());
            values.extend(by_name.iter().filter(is_free).cloned());
        }
    }

    /// Tells what no value leads to, and which values lead nowhere.
    fn tell(&self, values: &[Vec<String>], diags: &mut Diagnostics) {
        let mut seen: BTreeSet<&String> = BTreeSet::new();
        for (it, own) in self.alternatives.iter().zip(values) {
            let free = own.iter().filter(|tag| seen.insert(tag)).count();
            if let (Some(at), Some(first), 0) = (&it.target, own.first(), free) {
                let message = format!("`{first}` already selects another alternative: no value is read as this one");
                diags.approximated(code::DISCRIMINATOR, at, message);
            }
        }
        let targets: Vec<&Pointer> = self.alternatives.iter().filter_map(|it| it.target.as_ref()).collect();
        let known: BTreeSet<&Pointer> = targets.iter().copied().collect();
        for (to, tags) in self.mapping.iter().filter(|(to, _)| !known.contains(to)) {
            if targets.iter().any(|at| self.parents.are_related(at, to)) {
                continue;
            }
            if let (Some(tag), Some(at)) = (tags.iter().find(|it| !seen.contains(it)), targets.first()) {
                let (name, member) = (to.last(), &self.discriminator.property);
                let message = format!(
                    "`{tag}` of `{member}` is mapped to `{name}`, which is not one of the alternatives: a value of it is kept as JSON"
                );
                diags.approximated(code::DISCRIMINATOR, at, message);
            }
        }
    }
}

/// Of the values that an alternative lists for its tag, those that tell it from the others: many a document lists the
/// tags of all alternatives in each. What other alternatives list, too, is theirs, but for the alternative's own name.
fn telling<'a>(own: &'a [String], uses: &BTreeMap<&str, usize>, name: Option<&str>) -> Vec<&'a String> {
    let alone = |value: &String| uses.get(value.as_str()) == Some(&1);
    let telling: Vec<_> = own.iter().filter(|it| Some(it.as_str()) == name || alone(it)).collect();
    match own {
        [only] if telling.is_empty() => vec![only],
        _ => telling,
    }
}

/// Whether both are one name but for case and what parts their words.
fn is_alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (one, other): (String, String) = (letters(one), letters(other));
    one == other
}

/// The strings that a member may have, where they are listed.
fn constants(schemas: &Schemas<'_>, merged: &Merged<'_>, property: &str) -> Vec<String> {
    let Some(places) = merged.properties.get(property) else {
        return Vec::new();
    };
    let member = Merged::of(schemas, &SchemaSet::of(places.iter().cloned()), &mut Diagnostics::default());
    let single: Vec<Value> = member.constant.cloned().into_iter().collect();
    let values = member.values.filter(|_| single.is_empty()).unwrap_or(single);
    values.iter().filter(|it| !it.is_array() && !it.is_object()).map(value::text).collect()
}
