//! The names of the alternatives of a union: their tag, schema or title, else what distinguishes them from the others:
//! the value of a member, a member that no other one has, a format, items. Numbers come last.

use std::collections::{BTreeMap, BTreeSet};

use super::equivalence::is_equivalent;
use super::merged::Merged;
use super::node::Additional;
use super::set::{Part, SchemaSet, Schemas, is_component};
use super::types::Types;
use super::value::text;
use crate::diagnostics::Diagnostics;
use crate::ir::JsonKind;
use crate::namer::{Claim, Kind, is_nameable, phrase, settle};

/// The longest text that is a name and no description.
const LONGEST: usize = 40;

/// Unions with more alternatives have tags or are made by machines.
const COMPARED: usize = 32;

/// How many values are told one after the other.
const FEW: usize = 3;

/// Members that say in most documents what an object is.
const TELLING: &[&str] = &["type", "kind", "object", "event", "action", "method", "role", "mode", "status"];

/// An alternative as its name is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unnamed<'b, 'a> {
    /// The schemas that hold for it.
    pub set: &'b SchemaSet,
    /// The same, put together.
    pub merged: &'b Merged<'a>,
    /// Its only tag.
    pub tag: Option<&'b str>,
}

/// The words of each alternative's name, no two the same, whatever their order.
pub(super) fn words(types: &Types<'_, '_>, all: &[Unnamed<'_, '_>]) -> Vec<String> {
    let schemas = &types.schemas;
    let wishes: Vec<Vec<String>> = all.iter().map(|it| own_words(schemas, *it)).collect();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for own in &wishes {
        own.iter().map(|it| phrase([it.as_str()])).for_each(|it| *uses.entry(it).or_default() += 1);
    }
    let mut members: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().flat_map(|it| it.merged.properties.keys()).for_each(|it| *members.entry(it).or_default() += 1);
    let claims = |(it, own): (&Unnamed<'_, '_>, &Vec<String>)| {
        // What has a name of its own need not be looked into.
        let alone = own.iter().any(|it| uses.get(&phrase([it.as_str()])) == Some(&1));
        let looks = if alone { Vec::new() } else { looks(schemas, *it, all, &members) };
        own.iter().chain(&looks).map(|it| Claim::new(it, 0)).collect()
    };
    let claims: Vec<Vec<Claim>> = all.iter().zip(&wishes).map(claims).collect();
    // What can only be counted is counted in the order of what the schemas say.
    let text = |it: &Unnamed<'_, '_>| -> Vec<String> {
        it.merged.parts.iter().filter_map(|part| schemas.raw(&part.at)).map(ToString::to_string).collect()
    };
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_cached_key(|&index| text(&all[index]));
    let mut claims: Vec<Vec<Claim>> = order.iter().map(|&index| claims[index].clone()).collect();
    // Schemas that differ in their descriptions only come to one type in the end, and that has the better name.
    let schema = |at: usize| all[order[at]].merged.parts.first().and_then(|part| schemas.raw(&part.at));
    for at in (1..all.len()).filter(|_| all.len() <= COMPARED) {
        let copies =
            (0..at).filter(|&it| schema(it).zip(schema(at)).is_some_and(|(one, other)| is_equivalent(one, other)));
        let copies = u8::try_from(copies.count()).unwrap_or(u8::MAX);
        claims[at].iter_mut().for_each(|it| it.rank = copies);
    }
    let settled = settle(Kind::Variant, &claims);
    let mut words = vec![String::new(); all.len()];
    for (index, it) in order.into_iter().zip(settled) {
        words[index] = it;
    }
    words
}

/// What the document calls the alternative: by its tag, its schema, its title.
fn own_words(schemas: &Schemas<'_>, it: Unnamed<'_, '_>) -> Vec<String> {
    let tag = it.tag.filter(|tag| is_word(tag)).map(str::to_owned);
    let title = it.merged.parts.first().and_then(|part| part.text("title"));
    let title = title.filter(|title| title.len() <= LONGEST && is_nameable(title)).map(str::to_owned);
    tag.into_iter().chain(component(schemas, it.set)).chain(title).collect()
}

/// What it looks like, the most telling first.
fn looks(
    schemas: &Schemas<'_>,
    it: Unnamed<'_, '_>,
    all: &[Unnamed<'_, '_>],
    uses: &BTreeMap<&str, usize>,
) -> Vec<String> {
    let merged = it.merged;
    let values = listed(merged);
    let mut wishes: Vec<String> =
        phrase_of(&values).filter(|it| is_word(it) && values.len() == 1).into_iter().collect();
    wishes.extend(members(schemas, it, all, uses));
    wishes.extend(look(schemas, merged, all));
    if values.len() > 1 {
        wishes.push(kind(merged).to_owned());
    }
    wishes.extend(phrase_of(&values));
    // A tag that is but a number is told by nobody; it comes after what has a word.
    wishes.extend(it.tag.map(str::to_owned));
    wishes.push(kind(merged).to_owned());
    wishes
}

fn is_word(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

/// The component; the last part of a product is the branch, the base is the same in all of them.
fn component(schemas: &Schemas<'_>, set: &SchemaSet) -> Option<String> {
    let reduced = schemas.reduce(set);
    reduced.parts().iter().rev().find_map(|part| match part {
        Part::Whole(at) if is_component(at) => Some(at.last()),
        _ => None,
    })
}

/// What the members of an object tell: the value of one, its only one, one that not all alternatives have.
fn members(
    schemas: &Schemas<'_>,
    it: Unnamed<'_, '_>,
    all: &[Unnamed<'_, '_>],
    uses: &BTreeMap<&str, usize>,
) -> Vec<String> {
    let merged = it.merged;
    let names: BTreeSet<&str> = merged.properties.keys().copied().collect();
    let known = TELLING.iter().copied().filter(|it| names.contains(it));
    let others = names.iter().copied().filter(|it| !TELLING.contains(it));
    let values = known.chain(others).map(|name| {
        let member = SchemaSet::of(merged.properties[name].iter().cloned());
        listed(&Merged::of(schemas, &member, &mut Diagnostics::default()))
    });
    let (single, several): (Vec<_>, Vec<_>) = values.filter(|it| !it.is_empty()).partition(|it| it.len() == 1);
    let phrases = |values: Vec<Vec<String>>| {
        values.into_iter().filter_map(|it| phrase_of(&it)).filter(|it| is_word(it)).take(FEW)
    };
    let mut wishes: Vec<String> = phrases(single).collect();
    // `{"circle": {…}}`, `{"square": {…}}`: the name of the only member is the tag.
    let is_wrapper = |it: &Unnamed<'_, '_>| it.merged.properties.len() == 1 && it.merged.required.len() == 1;
    let objects = || all.iter().filter(|it| it.merged.kind == Some(JsonKind::Object));
    let has = |name: &str| uses.get(name).copied().unwrap_or_default();
    if objects().count() > 1 && objects().all(is_wrapper) && is_wrapper(&it) {
        wishes.extend(names.iter().filter(|it| has(it) == 1).map(|it| (*it).to_owned()));
    }
    let own = merged.required.iter().chain(names.iter().filter(|it| !merged.required.contains(*it)));
    let telling = own.copied().filter(|it| has(it) < all.len());
    let (alone, shared): (Vec<&str>, Vec<&str>) = telling.partition(|it| has(it) < 2);
    let with =
        |members: Vec<&str>| members.into_iter().take(FEW).map(|member| format!("With {member}")).collect::<Vec<_>>();
    wishes.extend(with(alone));
    wishes.extend(phrases(several));
    wishes.extend(with(shared));
    wishes
}

/// The values that a schema lists.
fn listed(merged: &Merged<'_>) -> Vec<String> {
    let single = merged.constant.into_iter().cloned().collect::<Vec<_>>();
    let values = merged.values.clone().filter(|_| single.is_empty()).unwrap_or(single);
    values.iter().filter(|it| !it.is_array() && !it.is_object()).map(text).collect()
}

/// A few values in words: `queued or in_progress`.
fn phrase_of(values: &[String]) -> Option<String> {
    let phrase = values.join(" or ");
    (!values.is_empty() && values.len() <= FEW && phrase.len() <= LONGEST && is_nameable(&phrase)).then_some(phrase)
}

/// What the alternative looks like.
fn look(schemas: &Schemas<'_>, merged: &Merged<'_>, all: &[Unnamed<'_, '_>]) -> Vec<String> {
    let several = |kind: JsonKind| all.iter().filter(|it| it.merged.kind == Some(kind)).count() > 1;
    match merged.kind {
        Some(JsonKind::String) if merged.values.is_none() => format(merged).into_iter().collect(),
        Some(JsonKind::Array) if several(JsonKind::Array) => list(schemas, merged, 0).into_iter().collect(),
        Some(JsonKind::Object) if several(JsonKind::Object) => map(schemas, merged).into_iter().collect(),
        None => alternatives(schemas, merged).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// A text is called after its format, if that has a name.
fn format(merged: &Merged<'_>) -> Option<String> {
    merged.format.filter(|it| it.len() <= LONGEST && is_nameable(it)).map(|it| match it {
        "byte" => "base64".to_owned(),
        it => it.to_owned(),
    })
}

/// One list of several is called after its items: `String List`; one of anything is but a list.
fn list(schemas: &Schemas<'_>, merged: &Merged<'_>, depth: usize) -> Option<String> {
    let items = schemas.reduce(&SchemaSet::of(merged.items.iter().cloned()));
    inner(schemas, &items, depth).map(|it| format!("{it} List"))
}

/// A map is called after its values.
fn map(schemas: &Schemas<'_>, merged: &Merged<'_>) -> Option<String> {
    match &merged.additional {
        Some(Additional::Schema(at)) if merged.properties.is_empty() => {
            let values = schemas.reduce(&at.clone().into());
            inner(schemas, &values, 0).map(|it| format!("{it} Map"))
        }
        _ => None,
    }
}

/// What items or values are, in a word.
fn inner(schemas: &Schemas<'_>, set: &SchemaSet, depth: usize) -> Option<String> {
    if let Some(component) = set.component() {
        return Some(component.last());
    }
    let merged = Merged::of(schemas, set, &mut Diagnostics::default());
    let title = merged.parts.first().and_then(|part| part.text("title"));
    if let Some(title) = title.filter(|it| it.len() <= LONGEST && is_nameable(it)) {
        return Some(title.to_owned());
    }
    match merged.kind? {
        JsonKind::Array if depth < 4 => list(schemas, &merged, depth + 1),
        _ if merged.values.is_some() => phrase_of(&listed(&merged)).or_else(|| Some(kind(&merged).to_owned())),
        JsonKind::String if merged.values.is_none() => format(&merged).or_else(|| Some(kind(&merged).to_owned())),
        _ => Some(kind(&merged).to_owned()),
    }
}

/// A choice inside is called after its own alternatives.
fn alternatives(schemas: &Schemas<'_>, merged: &Merged<'_>) -> Option<String> {
    let [only] = merged.groups.as_slice() else { return None };
    if only.branches.len() > FEW {
        return None;
    }
    let names: Option<Vec<String>> = only.branches.iter().map(|at| inner(schemas, &at.clone().into(), 0)).collect();
    names.map(|it| it.join(" or ")).filter(|it| it.len() <= LONGEST)
}

fn kind(merged: &Merged<'_>) -> &'static str {
    match merged.kind {
        Some(JsonKind::String) if merged.values.is_some() => "Named",
        Some(JsonKind::String) => "String",
        Some(JsonKind::Integer) => "Integer",
        Some(JsonKind::Number) => "Number",
        Some(JsonKind::Boolean) => "Boolean",
        Some(JsonKind::Array) => "List",
        Some(JsonKind::Object) => "Object",
        Some(JsonKind::Null) => "Null",
        None => "Value",
    }
}
