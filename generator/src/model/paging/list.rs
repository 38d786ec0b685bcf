//! The list of items in a page: the page itself, its one list, or the one that its name or the path tells.

use super::super::lookup::Lookup;
use super::response::{is_envelope, step};
use super::words::{Words, any, words};
use crate::ir::{Field, Operation, Segment, Step, Struct, TypeName, TypeRef};
use crate::visit::Memo;

/// The list of items.
#[derive(Clone, Debug)]
pub(super) struct List<'t> {
    /// The way to it.
    pub way: Vec<Step>,
    /// Its name in messages, `data.items`.
    pub wire: String,
    /// The type of an item.
    pub item: &'t TypeRef,
}

/// Lists that hold the items, where there are several.
const ITEMS: &[&str] =
    &["data", "items", "results", "records", "values", "entries", "list", "rows", "hits", "nodes", "value", "content"];

/// Objects that have the items inside of them.
const INSIDE: &[&str] = &["embedded", "response", "result"];

/// Lists that come beside the items and are none of them.
const BESIDE: &[&str] = &[
    "errors",
    "warnings",
    "messages",
    "notices",
    "included",
    "includes",
    "links",
    "facets",
    "columns",
    "aggregations",
    "filters",
    "sort",
    "headers",
    "fields",
    "schema",
    "debug",
];

/// How deep lists are looked for.
const DEPTH: usize = 4;

/// The list of items, or why there is none.
pub(super) fn list<'t>(lookup: &Lookup<'t>, page: &'t TypeRef, operation: &Operation) -> Result<List<'t>, String> {
    if let TypeRef::List(item) = lookup.bare(page) {
        return Ok(List { way: Vec::new(), wire: "the body".to_owned(), item });
    }
    let noun = noun(operation);
    at(lookup, page, &noun, 0, &Memo::default()).map(|mut it| {
        it.way.reverse();
        it
    })
}

/// The last word of the path that is none of a parameter: `/users/{id}/keys` is about keys.
fn noun(operation: &Operation) -> Words {
    let literals = operation.segments.iter().rev().filter_map(|it| match it {
        Segment::Literal(text) => text.split('/').rfind(|it| !it.is_empty()),
        Segment::Param(_) => None,
    });
    words(literals.into_iter().next().unwrap_or_default())
}

/// What is known of the types at each level.
type Known<'t> = Memo<(&'t TypeName, usize), Result<List<'t>, String>>;

/// The list at a level or inside of it; ways are built from their ends. Each type is looked into once at each level.
fn at<'t>(
    lookup: &Lookup<'t>,
    ty: &'t TypeRef,
    noun: &[String],
    depth: usize,
    known: &Known<'t>,
) -> Result<List<'t>, String> {
    match lookup.structure(ty) {
        Some((owner, it)) => known.get((owner, depth), |_| inside(lookup, (owner, it), noun, depth, known)),
        None => Err("the response has no list".to_owned()),
    }
}

fn inside<'t>(
    lookup: &Lookup<'t>,
    (owner, it): (&'t TypeName, &'t Struct),
    noun: &[String],
    depth: usize,
    known: &Known<'t>,
) -> Result<List<'t>, String> {
    let reachable: Vec<_> = it.fields.iter().filter(|it| step(lookup, owner, it).is_some()).collect();
    let is_list = |it: &&Field| matches!(lookup.bare(&it.ty), TypeRef::List(_));
    let usable: Vec<_> = reachable.iter().copied().filter(|it| !is_beside(it)).collect();
    let lists: Vec<_> = usable.iter().copied().filter(is_list).collect();
    // A list of objects that is alone at the top is what is listed, though others have one of that name beside the items.
    let alone = reachable.iter().copied().filter(is_list).collect::<Vec<_>>();
    if let ([only], true) = (alone.as_slice(), depth == 0 && lists.is_empty())
        && is_thing(only)
        && holds_objects(lookup, &only.ty)
    {
        return Ok(here(lookup, owner, only));
    }
    // What is called like the items and is no list has them inside of it, or they are no list at all.
    let elsewhere: Vec<_> = usable.iter().copied().filter(|it| is_items(it) && is_compound(lookup, &it.ty)).collect();
    let chosen = match lists.as_slice() {
        [only] if elsewhere.is_empty() => Some(*only),
        lists => chosen(lookup, lists, noun, elsewhere.is_empty()),
    };
    if let Some(field) = chosen {
        return Ok(here(lookup, owner, field));
    }
    if depth == DEPTH {
        return Err("the response has no list".to_owned());
    }
    // Where nothing else has a list, it stands beside what speaks of paging: `meta.users` beside `meta.cursor`.
    let paging: Vec<_> = usable.iter().copied().filter(|it| elsewhere.is_empty() && is_only_paging(it)).collect();
    let inner: Vec<_> = match elsewhere.is_empty() {
        false => elsewhere,
        true => usable.into_iter().filter(|it| lookup.structure(&it.ty).is_some() && !is_only_paging(it)).collect(),
    };
    let look = |fields: Vec<&'t Field>| -> Vec<List<'t>> {
        let into = |field: &'t Field| {
            let mut list = at(lookup, &field.ty, noun, depth + 1, known).ok()?;
            list.way.push(step(lookup, owner, field)?);
            list.wire = format!("{}.{}", field.wire, list.wire);
            Some(list)
        };
        fields.into_iter().filter_map(into).collect()
    };
    let mut found = look(inner);
    if found.is_empty() && lists.is_empty() {
        found = look(paging);
    }
    match (found.len(), lists.len()) {
        (1, 0 | 1) => Ok(found.remove(0)),
        (0, 0) => Err("the response has no list".to_owned()),
        (0, _) => Err(names_of(lists.iter().map(|it| it.wire.as_str()))),
        _ => Err(names_of(found.iter().map(|it| it.wire.as_str()))),
    }
}

fn names_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.take(5).map(|it| format!("`{it}`")).collect();
    format!("the response has no list that stands out among {}", names.join(", "))
}

fn here<'t>(lookup: &Lookup<'t>, owner: &'t TypeName, field: &'t Field) -> List<'t> {
    let item = match lookup.bare(&field.ty) {
        TypeRef::List(item) => item,
        other => other,
    };
    List { way: step(lookup, owner, field).into_iter().collect(), wire: field.wire.clone(), item }
}

/// The one of several lists that its name, the path or its items tell.
fn chosen<'t>(lookup: &Lookup<'t>, lists: &[&'t Field], noun: &[String], may_guess: bool) -> Option<&'t Field> {
    let usual = ITEMS.iter().find_map(|name| lists.iter().find(|it| *words(&it.wire) == [*name]));
    let of_path = || lists.iter().find(|it| is_same_noun(&words(&it.wire), noun));
    let objects: Vec<_> = lists.iter().filter(|it| holds_objects(lookup, &it.ty)).collect();
    let only_objects = || match objects.as_slice() {
        [only] if may_guess && lists.len() > 1 => Some(**only),
        _ => None,
    };
    usual.or_else(of_path).copied().or_else(only_objects)
}

fn holds_objects(lookup: &Lookup<'_>, ty: &TypeRef) -> bool {
    match lookup.bare(ty) {
        TypeRef::List(item) => matches!(lookup.bare(item), TypeRef::Named(_)) && lookup.structure(item).is_some(),
        _ => false,
    }
}

fn is_same_noun(a: &[String], b: &[String]) -> bool {
    let stem = |it: &[String]| {
        let last = it.last().map(String::as_str).unwrap_or_default();
        last.trim_end_matches('s').trim_end_matches("ie").trim_end_matches('y').to_owned()
    };
    !a.is_empty() && !stem(a).is_empty() && stem(a) == stem(b)
}

fn is_items(field: &Field) -> bool {
    let words = words(&field.wire);
    matches!(&*words, [only] if ITEMS.contains(&only.as_str()) || INSIDE.contains(&only.as_str()))
}

fn is_compound(lookup: &Lookup<'_>, ty: &TypeRef) -> bool {
    matches!(lookup.bare(ty), TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Json)
}

fn is_beside(field: &Field) -> bool {
    matches!(&*words(&field.wire), [only] if BESIDE.contains(&only.as_str()))
}

/// What stands beside the items of one list and is the items of another one.
fn is_thing(field: &Field) -> bool {
    any(&words(&field.wire), &["messages", "fields", "filters", "columns", "headers"])
}

/// An object that speaks of paging; `page`, `results` and their like may have the items, too.
fn is_only_paging(field: &Field) -> bool {
    let words = words(&field.wire);
    is_envelope(&words) && !any(&words, &["page", "result", "results", "data", "list", "items"])
}
