//! What gives the next value: a member of the page, a header, or the last item.

use super::super::lookup::Lookup;
use super::list::List;
use super::request::{Mover, Role};
use super::response::{Header, Member, is_links, is_number, is_reference, is_value, step};
use super::words::{any, have, noun, only};
use crate::ir::{Format, NextValue, Presence, Step, TypeRef};

/// Words that say that a value leads elsewhere.
const BACK: &[&str] = &["prev", "previous", "before", "first", "self", "back", "backward", "total", "count"];

/// What cursors are called.
const NOUNS: &[&str] = &[
    "cursor", "token", "key", "offset", "marker", "after", "iterator", "bookmark", "scroll", "id", "position",
    "number", "index", "skip", "mark", "state", "value", "num",
];

/// A member of the page that gives the parameter its next value.
#[derive(Debug)]
pub(super) struct NextSource {
    /// Where the value comes from.
    pub value: NextValue,
    /// How it is called in messages.
    pub wire: String,
    /// Whether it may be a URL.
    pub may_be_url: bool,
    /// How sure the pair is; the surest wins.
    pub score: u8,
}

/// The member or header that gives a parameter its next value.
pub(super) fn for_mover(
    lookup: &Lookup<'_>,
    mover: &Mover,
    members: &[Member<'_>],
    headers: &[Header<'_>],
) -> Option<NextSource> {
    let in_page = members.iter().rev().filter_map(|member| {
        let score = pair(lookup, mover, member)?;
        Some(NextSource {
            value: NextValue::Member(member.way.clone(), member.ty.clone()),
            wire: format!("`{}`", member.wire),
            may_be_url: mover.in_query() && may_be_url(member),
            score,
        })
    });
    let in_headers = headers.iter().filter_map(|header| {
        let score = header_pair(mover, header)?;
        Some(NextSource {
            value: NextValue::Header(header.wire.to_owned(), mover.is_number()),
            wire: format!("the header `{}`", header.wire),
            may_be_url: false,
            score,
        })
    });
    in_headers.chain(in_page).max_by_key(|it| it.score)
}

/// How well a member fits a parameter; none where it does not.
fn pair(lookup: &Lookup<'_>, mover: &Mover, member: &Member<'_>) -> Option<u8> {
    let words = member.words();
    if !is_value(lookup, member.ty) || leads_elsewhere(member) || is_url(member) || is_time(member.ty, mover) {
        return None;
    }
    let (own, wanted) = (noun(words), noun(&mover.words));
    let says_next = any(words, &["next", "continuation"]) || member.around().any(|it| it == "next");
    let same = own == wanted && !own.is_empty();
    // An id inside of `next` is that of the next thing, unless `next` stands where paging is spoken of.
    let inside = !any(words, &["next", "continuation"]) && member.names.len() == 2;
    let fits = own.iter().all(|it| NOUNS.contains(it)) && !(inside && !own.is_empty() && only_weak(&own));
    match mover.role {
        Some(Role::Size) => None,
        Some(Role::Cursor) if says_next && (same || own.is_empty()) => Some(9),
        Some(Role::Cursor) if says_next && fits => Some(7),
        // GraphQL: `after` takes `endCursor`.
        Some(Role::Cursor) if have(words, &["end", "cursor"]) || (have(words, &["last", "cursor"])) => Some(8),
        Some(Role::Cursor) if gives_last(words, &mover.words) => Some(7),
        // The same name in both directions; a token or an id at the top can be anything.
        Some(Role::Cursor) if same && (member.in_envelope() || !only_weak(&own)) => Some(8),
        Some(Role::Cursor) if own == ["cursor"] || own == ["iterator"] => Some(5),
        // A page number or an offset that the response gives; what says no "next" is the one of this page.
        Some(role @ (Role::Page | Role::Offset)) if says_next && fits_number(mover, member) => {
            (same || counts_like(role, &own)).then_some(7)
        }
        Some(Role::Offset) if same && mover.is_text() && !mover.is_number() && !is_number(member.ty) => Some(5),
        // Any other name, where the response says the same with "next" before it.
        None if says_next && same && is_next_of(words, &mover.words) => Some(6),
        _ => None,
    }
}

/// What the next page number or offset is called.
fn counts_like(role: Role, noun: &[&str]) -> bool {
    let names: &[&str] = match role {
        Role::Page => &["number", "index", "num", "no"],
        _ => &["offset", "skip", "index", "position"],
    };
    noun.iter().all(|it| names.contains(it))
}

fn only_weak(noun: &[&str]) -> bool {
    noun.iter().all(|it| ["token", "id", "key", "value", "number", "state", "index"].contains(it))
}

/// `last_id` for `after`, `lastEvaluatedKey` for `exclusiveStartKey`.
fn gives_last(words: &[String], mover: &[String]) -> bool {
    let id = have(words, &["last", "id"]) && words.len() <= 3 && any(mover, &["after", "id", "cursor"]);
    id || (have(words, &["last", "evaluated"]) || have(words, &["last", "key"]))
        && any(mover, &["key", "start", "after"])
}

fn is_next_of(words: &[String], mover: &[String]) -> bool {
    words.len() <= mover.len() + 1 && mover.iter().all(|it| words.contains(it))
}

/// A number goes where a number is taken; a text only where it is called like the parameter or just "next".
fn fits_number(mover: &Mover, member: &Member<'_>) -> bool {
    !mover.is_number() || is_number(member.ty) || matches!(member.ty, TypeRef::String | TypeRef::Json)
}

fn leads_elsewhere(member: &Member<'_>) -> bool {
    any(member.words(), BACK) || member.around().any(|it| BACK.contains(&it.as_str()))
}

/// A time is the next cursor only where the parameter takes one.
fn is_time(ty: &TypeRef, mover: &Mover) -> bool {
    matches!(ty, TypeRef::Format(Format::Date | Format::DateTime | Format::Time | Format::Duration)) && *ty != mover.ty
}

/// Whether a member is a URL by its type, its name or the object in which it stands.
fn is_url(member: &Member<'_>) -> bool {
    let named = any(member.words(), &["url", "uri", "href", "link", "urls"]);
    *member.ty == TypeRef::Format(Format::Uri) || named || member.names.iter().rev().skip(1).any(|it| is_links(it))
}

/// Names that documents give to tokens and to URLs alike.
fn may_be_url(member: &Member<'_>) -> bool {
    let text = member.text();
    let names_link = text.split(|c: char| !c.is_ascii_alphanumeric()).any(|it| matches!(it, "url" | "uri" | "link"));
    noun(member.words()).is_empty() || names_link
}

fn header_pair(mover: &Mover, header: &Header<'_>) -> Option<u8> {
    let says_next = any(&header.words, &["next", "continuation"]);
    let (own, wanted) = (noun(&header.words), noun(&mover.words));
    if any(&header.words, BACK) || *header.words == ["link"] || any(&header.words, &["url", "uri", "link"]) {
        return None;
    }
    let same = own == wanted || own.is_empty();
    let fits = own.iter().filter(|it| NOUNS.contains(it)).count() == own.len() || own.last() == wanted.last();
    match mover.role {
        Some(Role::Cursor) if says_next && same => Some(7),
        Some(Role::Cursor) if says_next && fits => Some(6),
        Some(Role::Cursor) if own == wanted && !own.is_empty() && !only_weak(&own) => Some(4),
        Some(role @ (Role::Page | Role::Offset)) if says_next && (same || counts_like(role, &own)) => Some(6),
        None if says_next && own == wanted && !own.is_empty() => Some(5),
        _ => None,
    }
}

/// The URL of the next page: its name says so, or the object or the type in which it stands.
/// `paged` is whether the request has any parameter of paging.
pub(super) fn url<'m, 't>(lookup: &Lookup<'_>, members: &'m [Member<'t>], paged: bool) -> Option<&'m Member<'t>> {
    let weight = |member: &Member<'_>| {
        let words = member.words();
        let next = any(words, &["next"]) || member.around().any(|it| it == "next");
        let shape = is_reference(lookup, member.ty);
        if !next || !shape || leads_elsewhere(member) {
            return None;
        }
        let rest = noun(words);
        if !rest.iter().all(|it| ["url", "uri", "href", "link", "path", "full", "data"].contains(it)) {
            return None;
        }
        let named = any(words, &["url", "uri", "href", "link"]);
        let is_link = *member.ty == TypeRef::Format(Format::Uri)
            || member.text().contains("url")
            || member.text().contains("link");
        match () {
            () if named && any(words, &["next"]) => Some(4),
            () if *member.ty == TypeRef::Format(Format::Uri) => Some(3),
            () if member.names.iter().rev().skip(1).any(|it| is_links(it)) && paged => Some(3),
            () if named && paged => Some(3),
            () if is_link => Some(2),
            () => None,
        }
    };
    let weighed = members.iter().rev().filter_map(|it| Some((weight(it)?, it)));
    weighed.max_by_key(|(weight, _)| *weight).map(|(_, it)| it)
}

/// The member of the last item that names it: `id`, or what the parameter says.
pub(super) fn last(lookup: &Lookup<'_>, mover: &Mover, list: &List<'_>) -> Option<(Vec<Step>, TypeRef, String)> {
    if mover.role != Some(Role::Cursor) || !any(&mover.words, &["after", "starting", "last", "from"]) {
        return None;
    }
    if any(&mover.words, &["cursor", "token"]) || lookup.is_optional(list.item) {
        return None;
    }
    let (owner, it) = lookup.structure(list.item)?;
    let wanted = noun(&mover.words).into_iter().rfind(|it| *it != "after").unwrap_or("id");
    let named = |name: &str| it.fields.iter().find(|it| *super::words::words(&it.wire) == [name]);
    let field = named(wanted).or_else(|| named("id")).or_else(|| named("uuid"))?;
    let ty = lookup.bare(&field.ty);
    let number = is_number(ty);
    let fits = matches!(ty, TypeRef::String | TypeRef::Format(Format::Uuid)) || number;
    let same_kind = !number || !mover.is_text() || !mover.is_number();
    if !fits || !same_kind || field.presence == Presence::Tristate {
        return None;
    }
    Some((vec![step(lookup, owner, field)?], ty.clone(), field.wire.clone()))
}

/// Whether the description of a cursor says that the `Link` header gives it (RFC 8288).
pub(super) fn says_link(mover: &Mover) -> bool {
    let text = mover.text();
    let header = text.contains("link") && text.contains("header");
    mover.role == Some(Role::Cursor) && (header || text.contains("next link") || text.contains("next` link"))
}

/// Whether the description of a parameter says that it takes the id of an item.
pub(super) fn takes_an_id(mover: &Mover) -> bool {
    let text = mover.text();
    let says = |words: &[&str]| words.iter().all(|it| text.contains(it));
    (says(&["id of the last"]) || says(&["last", "id", "previous page"]) || says(&["object id"]))
        && only(&mover.words, &["after", "starting", "last", "id"])
}
