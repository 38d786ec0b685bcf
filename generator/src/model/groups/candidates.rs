//! The names of groups: by what all places of a group have in common, and no other group.
//!
//! On each level a group has one candidate at most: the title of its schemas; the member that holds them; the member with
//! the one around it, and so on outwards; the last words of its places; the alternatives of a small choice. It takes the first one that is free and that no
//! other group wants on that level; where several want one, none of them gets it. What finds no name so is called after
//! the smallest of its places.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Shape, TypeName};
use crate::model::schema::Origin;
use crate::namer::{Kind, Scope, is_plain_type, words_of};

/// How many steps of a place make a name at most.
const STEPS: usize = 6;

/// Longer titles are sentences.
const LONGEST_TITLE: usize = 40;

/// Words that say what a schema is part of, and not what it is.
const GENERIC: &[&str] = &[
    "item",
    "value",
    "param",
    "body",
    "header",
    "request",
    "response",
    "form",
    "multipart",
    "line",
    "event",
    "callback",
    "webhook",
    "object",
    "list",
    "string",
    "integer",
    "number",
    "boolean",
    "named",
    "with",
    "data",
    "default",
    "inline",
];

/// A group that wants a name.
pub(super) struct Group<'a> {
    /// Its places, the smallest first, under the names that their types would have by themselves.
    pub places: Vec<(&'a TypeName, &'a Origin)>,
    /// What its types look like.
    pub shape: &'a Shape,
}

/// The names of groups, one for each; `taken` are names that no group can have.
pub(super) fn names(groups: &[Group<'_>], taken: &BTreeSet<String>) -> Vec<TypeName> {
    let mut taken = taken.clone();
    let mut names: Vec<Option<String>> = vec![None; groups.len()];
    for level in 0..=STEPS + 2 {
        let mut claims: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, group) in groups.iter().enumerate().filter(|it| names[it.0].is_none()) {
            let candidate = candidate(group, level).filter(|it| is_plain_type(it) && !taken.contains(it));
            candidate.into_iter().for_each(|it| claims.entry(it).or_default().push(index));
        }
        for (name, claimants) in claims {
            if let [only] = claimants[..] {
                taken.insert(name.clone());
                names[only] = Some(name);
            }
        }
    }
    let named: Vec<&str> = taken.iter().map(String::as_str).collect();
    let mut scope = Scope::new(Kind::Type, &named);
    // By themselves all types have names of their own; only one that another group has by now is not free.
    let mut order: Vec<usize> = (0..groups.len()).filter(|it| names[*it].is_none()).collect();
    order.sort_by_key(|&it| groups[it].places[0].0);
    for index in order {
        let mut wishes: Vec<&str> = groups[index].places.iter().map(|(own, _)| own.as_str()).collect();
        let inline = format!("{}Inline", wishes[0]);
        wishes.push(&inline);
        names[index] = Some(scope.name(&wishes));
    }
    names.into_iter().flatten().map(TypeName::new).collect()
}

/// What a group may be called on a level.
fn candidate(group: &Group<'_>, level: usize) -> Option<String> {
    const LAST_WORDS: usize = STEPS + 1;
    match level {
        0 => shared(&group.places, title),
        1..=STEPS => shared(&group.places, |it| it.place.tail(level)),
        LAST_WORDS => last_words(&group.places),
        _ => alternatives(group.shape),
    }
}

/// What a value may be, where the places have nothing else in common: `ListOrString`.
fn alternatives(shape: &Shape) -> Option<String> {
    const MOST: usize = 3;
    let Shape::Union(union) = shape else { return None };
    let mut names: Vec<&str> = union.variants.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    // One that is called after a member says too little by itself.
    let telling = names.len() <= MOST && !names.iter().any(|it| it.starts_with("With") || it.starts_with('_'));
    telling.then(|| names.join("Or"))
}

fn shared(group: &[(&TypeName, &Origin)], of: impl Fn(&Origin) -> Option<String>) -> Option<String> {
    let mut all = group.iter().map(|(_, origin)| of(origin));
    let first = all.next()??;
    all.all(|it| it.as_ref() == Some(&first)).then_some(first)
}

fn title(origin: &Origin) -> Option<String> {
    let title = origin.title.as_deref().filter(|it| it.chars().count() <= LONGEST_TITLE)?;
    title.contains(char::is_alphabetic).then(|| crate::namer::phrase([title]))
}

/// The words with which all places end, where they are worth a name: `CreateWidgetRequest` and `UpdateWidgetRequest` are a
/// `WidgetRequest`.
fn last_words(group: &[(&TypeName, &Origin)]) -> Option<String> {
    let mut words = words_of(group[0].1.place.name());
    for (_, origin) in &group[1..] {
        let other = words_of(origin.place.name());
        let same = words.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
        words.drain(..words.len() - same);
    }
    let says = |it: &String| it.len() > 2 && !GENERIC.contains(&it.as_str()) && it.contains(char::is_alphabetic);
    let from = words.iter().position(|it| it.len() > 2 && it.contains(char::is_alphabetic))?;
    let words = &words[from..];
    words.iter().any(says).then(|| crate::namer::phrase(words.iter().map(String::as_str)))
}
