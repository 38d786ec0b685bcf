//! From one page to the next: which request comes now, and whether there is one. Knows no operation.

use std::collections::HashSet;
use std::sync::Arc;

use http::HeaderMap;
use serde_json::Value;

use crate::runtime::error::Failure;
use crate::runtime::http::link;
use crate::runtime::request::draft::Draft;
use crate::runtime::request::payload::Payload;
use crate::runtime::response::page_digest::Digest;
use crate::runtime::send::shared::Shared;
use crate::runtime::spec::page_spec::{NextCursor, PageParam, Paging, Total};

/// How many empty pages in a row are followed. Servers that filter what they read give some; one that never gives
/// anything else has no end.
const EMPTY_PAGES: usize = 20;

/// What a page says of the next one.
pub(crate) struct Facts<'a> {
    pub(crate) next: Option<String>,
    pub(crate) has_more: Option<bool>,
    pub(crate) total: Option<u64>,
    pub(crate) current: Option<u64>,
    pub(crate) count: usize,
    pub(crate) digest: Digest,
    pub(crate) headers: &'a HeaderMap,
}

/// What to do with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// It is handed out.
    Page,
    /// It was there before, and another one is asked for.
    Again,
    /// It was there before, and nothing comes after it.
    End,
}

/// The request for a page, and what it is sent with.
type Next = (Arc<Shared>, Box<Draft>);

/// The state between two pages.
pub(crate) struct Turner {
    shared: Arc<Shared>,
    draft: Box<Draft>,
    paging: Paging,
    /// What names the page that comes next; `None` for the first one.
    cursor: Option<String>,
    /// The cursors that were there.
    seen: HashSet<String>,
    /// The pages that were there, by the sums of their items.
    known: HashSet<u64>,
    /// The sum of the page before.
    before: Option<u64>,
    pages: usize,
    empty: usize,
    items: u64,
    /// The number of the first page, where it has been found out.
    first: Option<u64>,
    done: bool,
    error: Option<Failure>,
}

impl Turner {
    pub(crate) fn new(shared: Arc<Shared>, draft: Box<Draft>, paging: Paging) -> Self {
        Self {
            shared,
            draft,
            paging,
            cursor: None,
            seen: HashSet::new(),
            known: HashSet::new(),
            before: None,
            pages: 0,
            empty: 0,
            items: 0,
            first: None,
            done: false,
            error: None,
        }
    }

    pub(crate) fn resume(&mut self, cursor: String) {
        self.cursor = Some(cursor);
    }

    pub(crate) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// No more requests; the cursor stays.
    pub(crate) fn stop(&mut self) {
        self.done = true;
    }

    /// The request for the page that comes next, if there is one.
    pub(crate) fn request(&mut self) -> Result<Option<Next>, Failure> {
        if let Some(error) = self.error.take() {
            self.done = true;
            return Err(error);
        }
        if self.done {
            return Ok(None);
        }
        let Some(mut draft) = self.draft.duplicate() else {
            self.done = true;
            return Err(Failure::argument(
                "a call whose body is a stream has no pages: the body can be sent once only",
            ));
        };
        if let Some(cursor) = &self.cursor {
            match self.paging {
                Paging::Cursor { next: NextCursor::OrUrl, .. } if link::is_url(cursor) => {
                    draft.target = Some(link::target(cursor));
                }
                Paging::Cursor { param, numeric, .. } => set(&mut draft, param, cursor, numeric),
                Paging::Page { param, .. } | Paging::Offset { param, .. } => set(&mut draft, param, cursor, true),
                Paging::LinkHeader => draft.target = Some(cursor.clone()),
                Paging::NextUrl => draft.target = Some(link::target(cursor)),
            }
        }
        self.pages += 1;
        Ok(Some((self.shared.clone(), Box::new(draft))))
    }

    /// Goes on from a page.
    pub(crate) fn turn(&mut self, facts: &Facts<'_>) -> Turn {
        if let Some(turn) = self.old_page(facts) {
            return turn;
        }
        self.items += facts.count as u64;
        self.empty = if facts.count == 0 { self.empty + 1 } else { 0 };
        let asked = self.cursor.take();
        self.cursor = self.next(asked.as_deref(), facts).filter(|it| !it.is_empty());
        self.check(asked.as_deref(), facts);
        Turn::Page
    }

    /// What becomes of a page that was there before; `None` for one that is new.
    fn old_page(&mut self, facts: &Facts<'_>) -> Option<Turn> {
        let sum = facts.digest.sum();
        let before = self.before.replace(sum);
        if facts.count == 0 {
            return None;
        }
        let known = !self.known.insert(sum);
        let follows_itself = before == Some(sum);
        let same_cursor = facts.next.is_some() && facts.next == self.cursor;
        let old = match self.paging {
            // The number is ours and proves nothing: a server that does not know the parameter gives the same page.
            Paging::Page { .. } | Paging::Offset { .. } => known,
            Paging::Cursor { next: NextCursor::Steady, .. } => follows_itself,
            // Plain values can be alike on two pages, but not where the cursor is the same, too.
            Paging::Cursor { .. } | Paging::LinkHeader | Paging::NextUrl => {
                follows_itself && (same_cursor || facts.digest.identifies())
            }
        };
        if !old {
            return None;
        }
        if let (Paging::Page { first: None, .. }, None, Some("1")) = (self.paging, self.first, self.cursor()) {
            // The page without a number and page 1 are the same, so pages count from 1.
            self.first = Some(1);
            self.cursor = Some("2".to_owned());
            return Some(Turn::Again);
        }
        self.done = true;
        self.cursor = None;
        Some(Turn::End)
    }

    /// What names the page after the one that was asked for so; `None` where there is none.
    fn next(&self, asked: Option<&str>, facts: &Facts<'_>) -> Option<String> {
        if facts.has_more == Some(false) {
            return None;
        }
        match self.paging {
            Paging::Cursor { next: NextCursor::Header(name), .. } => Some(header(facts.headers, name)?.to_owned()),
            Paging::Cursor { next: NextCursor::Steady, .. } if facts.count == 0 => None,
            // Numbers go on from 1; a server that has to give one at the end gives 0 or -1.
            Paging::Cursor { numeric: true, .. } => {
                facts.next.clone().filter(|it| !it.parse::<i64>().is_ok_and(|number| number <= 0))
            }
            Paging::Cursor { .. } | Paging::NextUrl => facts.next.clone(),
            Paging::LinkHeader => link::next(facts.headers),
            Paging::Page { .. } | Paging::Offset { .. } if facts.count == 0 => None,
            Paging::Page { param, first, total } => {
                let first = first.or(self.first);
                let number = self.number(asked, param, facts.current.or(first).unwrap_or(0));
                // Where the first number is open, pages that count from 0 have one more than their last number.
                let pages = first.and_then(|first| self.total(total, facts, true)?.checked_add(first));
                let behind = pages.is_some_and(|end| number.saturating_add(1) >= end);
                let items = self.total(total, facts, false).is_some_and(|it| self.items >= it);
                (!behind && !items).then(|| number.saturating_add(1).to_string())
            }
            Paging::Offset { param, first, total } => {
                let next = self.number(asked, param, first).saturating_add(facts.count as u64);
                let end = self.total(total, facts, false).map(|it| it.saturating_add(first));
                end.is_none_or(|end| next < end).then(|| next.to_string())
            }
        }
    }

    /// The number of all pages, or of all items.
    fn total(&self, total: Total, facts: &Facts<'_>, pages: bool) -> Option<u64> {
        match (total, pages) {
            (Total::Items, false) | (Total::Pages, true) => facts.total,
            (Total::ItemsHeader(name), false) | (Total::PagesHeader(name), true) => {
                header(facts.headers, name)?.parse().ok()
            }
            _ => None,
        }
    }

    /// Whether the next page can be asked for.
    fn check(&mut self, asked: Option<&str>, facts: &Facts<'_>) {
        let steady = matches!(self.paging, Paging::Cursor { next: NextCursor::Steady, .. });
        // Who gives the cursor by which the page was asked for has no other.
        if !steady && self.cursor.as_deref().is_some_and(|it| Some(it) == asked) {
            self.cursor = None;
        }
        let Some(cursor) = &self.cursor else {
            self.done = true;
            return;
        };
        if !self.seen.insert(cursor.clone()) && !steady {
            self.error =
                Some(Failure::policy("the list goes round in circles: the server gave a cursor for a second time"));
        } else if self.empty >= EMPTY_PAGES && facts.count == 0 {
            self.error = Some(Failure::policy(format!("the list gave {} empty pages in a row", self.empty)));
        } else if self.pages >= self.shared.page_limit {
            self.error = Some(Failure::policy(format!("the list has more than {} pages", self.pages)));
        }
    }

    /// The number of the page that was read now: the one set for it, or the caller's, or the first one.
    fn number(&self, asked: Option<&str>, param: PageParam, first: u64) -> u64 {
        let own = || match param {
            PageParam::Query(name) => {
                let value = self.draft.query_value(name)?;
                value.strip_suffix(".0").unwrap_or(&value).parse().ok()
            }
            PageParam::Body(pointer) => body(&self.draft)?.pointer(pointer)?.as_u64(),
        };
        let set = asked.and_then(|it| it.parse().ok());
        set.or_else(own).unwrap_or(first)
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn set(draft: &mut Draft, param: PageParam, cursor: &str, numeric: bool) {
    match param {
        PageParam::Query(name) => draft.query_member(name, cursor),
        PageParam::Body(pointer) => {
            let number = cursor.parse().ok().filter(|_| numeric).map(Value::Number);
            let value = number.unwrap_or_else(|| Value::String(cursor.to_owned()));
            let mut whole = body(draft).unwrap_or_else(|| Value::Object(serde_json::Map::new()));
            match insert(&mut whole, pointer, value) {
                Some(()) => draft.replace_json(&whole),
                None => draft.fail(format!("the body has no place `{pointer}` for the cursor")),
            }
        }
    }
}

fn body(draft: &Draft) -> Option<Value> {
    match &draft.payload {
        Payload::Whole(bytes) => serde_json::from_slice(bytes).ok(),
        _ => None,
    }
}

/// Puts a value where a JSON pointer leads, making objects on the way.
fn insert(whole: &mut Value, pointer: &str, value: Value) -> Option<()> {
    let mut place = whole;
    for token in pointer.strip_prefix('/')?.split('/') {
        if place.is_null() {
            *place = Value::Object(serde_json::Map::new());
        }
        let name = token.replace("~1", "/").replace("~0", "~");
        place = place.as_object_mut()?.entry(name).or_insert(Value::Null);
    }
    *place = value;
    Some(())
}
