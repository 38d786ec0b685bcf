//! What says where a list ends: a flag, a number of pages or of items, and the number of the page at hand.

use super::response::{Header, Member, is_number};
use super::words::{any, have, only};
use crate::ir::{MoreFlag, PageTotal, Step, TypeRef};

/// The boolean that says whether there is more.
pub(super) fn more(members: &[Member<'_>]) -> Option<(MoreFlag, String)> {
    members.iter().filter(|it| *it.ty == TypeRef::Bool).find_map(|member| {
        let negated = says_done(member.words());
        let flag = MoreFlag { way: member.way.clone(), negated };
        (negated || says_more(member.words())).then(|| (flag, member.wire.clone()))
    })
}

fn says_more(words: &[String]) -> bool {
    const WITH: &[&str] = &[
        "has",
        "more",
        "next",
        "is",
        "page",
        "pages",
        "items",
        "results",
        "records",
        "available",
        "there",
        "are",
        "data",
        "exists",
        "truncated",
        "entries",
        "list",
        "rows",
    ];
    only(words, WITH) && any(words, &["more", "next", "truncated"])
}

fn says_done(words: &[String]) -> bool {
    let last = have(words, &["last"]) && only(words, &["is", "last", "page", "result"]);
    let end = have(words, &["end"]) && only(words, &["is", "end", "of", "list", "results", "at", "reached"]);
    last || end
        || only(words, &["done", "finished", "exhausted", "is"]) && any(words, &["done", "finished", "exhausted"])
}

/// How many pages or items there are. Only names that can mean nothing else count: a bare `total` or `count` is the
/// number of items of this page in some documents, and would end the list after it.
pub(super) fn total(members: &[Member<'_>], headers: &[Header<'_>], by_page: bool) -> Option<(PageTotal, String)> {
    let numbers = || members.iter().filter(|it| is_number(it.ty));
    let pages = numbers().find(|it| by_page && says_pages(it.words(), it.in_envelope()));
    let items = || numbers().find(|it| says_items(it.words()));
    if let Some(member) = pages {
        return Some((PageTotal::Pages(member.way.clone()), format!("`{}`", member.wire)));
    }
    if let Some(member) = items() {
        return Some((PageTotal::Items(member.way.clone()), format!("`{}`", member.wire)));
    }
    let shown = |it: &Header<'_>| format!("the header `{}`", it.wire);
    let pages = headers.iter().find(|it| by_page && says_pages(&it.words, true));
    if let Some(header) = pages {
        return Some((PageTotal::PagesHeader(header.wire.to_owned()), shown(header)));
    }
    let items = headers.iter().find(|it| says_items(&it.words) || is_x_total(&it.words))?;
    Some((PageTotal::ItemsHeader(items.wire.to_owned()), shown(items)))
}

fn says_pages(words: &[String], in_envelope: bool) -> bool {
    const WITH: &[&str] = &["total", "page", "pages", "count", "num", "number", "of", "last", "max", "x", "wp"];
    let counted = any(words, &["total", "count", "num", "number", "max"]) && any(words, &["pages"]);
    let named = have(words, &["total", "page"]) || have(words, &["page", "count"]) || have(words, &["last", "page"]);
    only(words, WITH) && (counted || named || (in_envelope && words == ["pages"]))
}

fn says_items(words: &[String]) -> bool {
    const THINGS: &[&str] = &["count", "items", "results", "records", "elements", "entries", "rows", "objects", "hits"];
    have(words, &["total"]) && only(words, &[THINGS, &["total", "x", "number", "of"]].concat()) && any(words, THINGS)
}

fn is_x_total(words: &[String]) -> bool {
    words == ["x", "total"] || words == ["x", "wp", "total"]
}

/// The number of the page at hand.
pub(super) fn current(members: &[Member<'_>]) -> Option<(Vec<Step>, String)> {
    let found = members.iter().filter(|it| is_number(it.ty)).find(|it| {
        let words = it.words();
        let named = have(words, &["page"]) && only(words, &["current", "page", "number", "no", "index", "num"]);
        let in_page = it.in_envelope() && (words == ["current"] || words == ["number"]);
        named || in_page
    })?;
    Some((found.way.clone(), found.wire.clone()))
}

/// Whether the response tells of paging at all.
pub(super) fn speaks_of_pages(members: &[Member<'_>], headers: &[Header<'_>]) -> bool {
    let bare = |it: &Member<'_>| is_number(it.ty) && (it.words() == ["total"] || it.words() == ["count"]);
    more(members).is_some()
        || total(members, headers, true).is_some()
        || members.iter().any(bare)
        || current(members).is_some()
}
