//! Pagination that does not depend on the operation: which request comes next, and whether there is one.

use std::collections::HashSet;
use std::sync::Arc;

use http::HeaderMap;
use serde_json::Value;

use crate::runtime::error::Failure;
use crate::runtime::http::link;
use crate::runtime::request::builder::RequestBuilder;
use crate::runtime::request::payload::Payload;
use crate::runtime::response::page_digest::Digest;
use crate::runtime::send::client_state::ClientState;
use crate::runtime::spec::page_spec::{NextCursor, PageParam, Paging, Total};

/// How many empty pages in a row are followed. Servers that filter their results return some; a server that returns
/// nothing else would never end.
const EMPTY_PAGES: usize = 20;

/// What a page tells about the next one.
pub(crate) struct PageInfo<'a> {
    pub(crate) next: Option<String>,
    pub(crate) has_more: Option<bool>,
    pub(crate) total: Option<u64>,
    pub(crate) current: Option<u64>,
    pub(crate) count: usize,
    pub(crate) digest: Digest,
    pub(crate) headers: &'a HeaderMap,
}

/// What happens to a page that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PageAction {
    /// It is yielded.
    Yield,
    /// It was read before, and another one is requested.
    Skip,
    /// It was read before, and the list ends.
    End,
}

/// The request for a page, and the state of the client that sends it.
type Next = (Arc<ClientState>, Box<RequestBuilder>);

/// The state between two pages.
pub(crate) struct PageCursor {
    shared: Arc<ClientState>,
    builder: Box<RequestBuilder>,
    paging: Paging,
    /// What identifies the next page; `None` for the first one.
    cursor: Option<String>,
    /// The cursors that were seen.
    seen: HashSet<String>,
    /// The pages that were read, by the digests of their items.
    known: HashSet<u64>,
    /// The digest of the page before.
    before: Option<u64>,
    pages: usize,
    empty: usize,
    items: u64,
    /// The number of the first page, once it is known.
    first: Option<u64>,
    done: bool,
    error: Option<Failure>,
}

impl PageCursor {
    pub(crate) fn new(shared: Arc<ClientState>, builder: Box<RequestBuilder>, paging: Paging) -> Self {
        Self {
            shared,
            builder,
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

    pub(crate) fn position(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// Sends no more requests; the cursor stays.
    pub(crate) fn stop(&mut self) {
        self.done = true;
    }

    /// The request for the next page, if there is one.
    pub(crate) fn request(&mut self) -> Result<Option<Next>, Failure> {
        if let Some(error) = self.error.take() {
            self.done = true;
            return Err(error);
        }
        if self.done {
            return Ok(None);
        }
        let Some(mut builder) = self.builder.duplicate() else {
            self.done = true;
            return Err(Failure::argument(
                "a call whose body is a stream cannot be paginated: the body can be sent only once",
            ));
        };
        if let Some(cursor) = &self.cursor {
            match self.paging {
                Paging::Cursor { next: NextCursor::OrUrl, .. } if link::is_url(cursor) => {
                    builder.target = Some(link::target(cursor));
                }
                Paging::Cursor { param, numeric, .. } => set(&mut builder, param, cursor, numeric),
                Paging::Page { param, .. } | Paging::Offset { param, .. } => set(&mut builder, param, cursor, true),
                Paging::LinkHeader => builder.target = Some(cursor.clone()),
                Paging::NextUrl => builder.target = Some(link::target(cursor)),
            }
        }
        self.pages += 1;
        Ok(Some((self.shared.clone(), Box::new(builder))))
    }

    /// Moves on from a page.
    pub(crate) fn advance(&mut self, info: &PageInfo<'_>) -> PageAction {
        if let Some(advance) = self.old_page(info) {
            return advance;
        }
        self.items += info.count as u64;
        self.empty = if info.count == 0 { self.empty + 1 } else { 0 };
        let asked = self.cursor.take();
        self.cursor = self.next(asked.as_deref(), info).filter(|it| !it.is_empty());
        self.check(asked.as_deref(), info);
        PageAction::Yield
    }

    /// What happens to a page that was read before; `None` for a new one.
    fn old_page(&mut self, info: &PageInfo<'_>) -> Option<PageAction> {
        let sum = info.digest.sum();
        let before = self.before.replace(sum);
        if info.count == 0 {
            return None;
        }
        let known = !self.known.insert(sum);
        let follows_itself = before == Some(sum);
        let same_cursor = info.next.is_some() && info.next == self.cursor;
        let old = match self.paging {
            // The number is ours and proves nothing: a server that ignores the parameter returns the same page.
            Paging::Page { .. } | Paging::Offset { .. } => known,
            Paging::Cursor { next: NextCursor::Steady, .. } => follows_itself,
            // Plain values can be alike on two pages, but not where the cursor is the same, too.
            Paging::Cursor { .. } | Paging::LinkHeader | Paging::NextUrl => {
                follows_itself && (same_cursor || info.digest.identifies())
            }
        };
        if !old {
            return None;
        }
        if let (Paging::Page { first: None, .. }, None, Some("1")) = (self.paging, self.first, self.position()) {
            // The page without a number and page 1 are the same, so pages count from 1.
            self.first = Some(1);
            self.cursor = Some("2".to_owned());
            return Some(PageAction::Skip);
        }
        self.done = true;
        self.cursor = None;
        Some(PageAction::End)
    }

    /// What identifies the page after the requested one; `None` if there is none.
    fn next(&self, asked: Option<&str>, info: &PageInfo<'_>) -> Option<String> {
        if info.has_more == Some(false) {
            return None;
        }
        match self.paging {
            Paging::Cursor { next: NextCursor::Header(name), .. } => Some(header(info.headers, name)?.to_owned()),
            Paging::Cursor { next: NextCursor::Steady, .. } if info.count == 0 => None,
            // Numbers count from 1; a server that must return one at the end returns 0 or -1.
            Paging::Cursor { numeric: true, .. } => {
                info.next.clone().filter(|it| !it.parse::<i64>().is_ok_and(|number| number <= 0))
            }
            Paging::Cursor { .. } | Paging::NextUrl => info.next.clone(),
            Paging::LinkHeader => link::next(info.headers),
            Paging::Page { .. } | Paging::Offset { .. } if info.count == 0 => None,
            Paging::Page { param, first, total } => {
                let first = first.or(self.first);
                let number = self.number(asked, param, info.current.or(first).unwrap_or(0));
                // If the first number is unknown, pages that count from 0 are one more than their last number.
                let pages = first.and_then(|first| self.total(total, info, true)?.checked_add(first));
                let behind = pages.is_some_and(|end| number.saturating_add(1) >= end);
                let items = self.total(total, info, false).is_some_and(|it| self.items >= it);
                (!behind && !items).then(|| number.saturating_add(1).to_string())
            }
            Paging::Offset { param, first, total } => {
                let next = self.number(asked, param, first).saturating_add(info.count as u64);
                let end = self.total(total, info, false).map(|it| it.saturating_add(first));
                end.is_none_or(|end| next < end).then(|| next.to_string())
            }
        }
    }

    /// The number of all pages, or of all items.
    fn total(&self, total: Total, info: &PageInfo<'_>, pages: bool) -> Option<u64> {
        match (total, pages) {
            (Total::Items, false) | (Total::Pages, true) => info.total,
            (Total::ItemsHeader(name), false) | (Total::PagesHeader(name), true) => {
                header(info.headers, name)?.parse().ok()
            }
            _ => None,
        }
    }

    /// Checks whether the next page can be requested.
    fn check(&mut self, asked: Option<&str>, info: &PageInfo<'_>) {
        let steady = matches!(self.paging, Paging::Cursor { next: NextCursor::Steady, .. });
        // A page that returns the cursor with which it was requested is the last one.
        if !steady && self.cursor.as_deref().is_some_and(|it| Some(it) == asked) {
            self.cursor = None;
        }
        let Some(cursor) = &self.cursor else {
            self.done = true;
            return;
        };
        if !self.seen.insert(cursor.clone()) && !steady {
            self.error = Some(Failure::policy("the server returned the same cursor twice"));
        } else if self.empty >= EMPTY_PAGES && info.count == 0 {
            self.error = Some(Failure::policy(format!("the list has {} empty pages in a row", self.empty)));
        } else if self.pages >= self.shared.page_limit {
            self.error = Some(Failure::policy(format!("the list has more than {} pages", self.pages)));
        }
    }

    /// The number of the page that was just read: the requested one, or the caller's, or the first one.
    fn number(&self, asked: Option<&str>, param: PageParam, first: u64) -> u64 {
        let own = || match param {
            PageParam::Query(name) => {
                let value = self.builder.query_value(name)?;
                value.strip_suffix(".0").unwrap_or(&value).parse().ok()
            }
            PageParam::Body(pointer) => body(&self.builder)?.pointer(pointer)?.as_u64(),
        };
        let set = asked.and_then(|it| it.parse().ok());
        set.or_else(own).unwrap_or(first)
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

fn set(builder: &mut RequestBuilder, param: PageParam, cursor: &str, numeric: bool) {
    match param {
        PageParam::Query(name) => builder.query_member(name, cursor),
        PageParam::Body(pointer) => {
            let number = cursor.parse().ok().filter(|_| numeric).map(Value::Number);
            let value = number.unwrap_or_else(|| Value::String(cursor.to_owned()));
            let mut whole = body(builder).unwrap_or_else(|| Value::Object(serde_json::Map::new()));
            match insert(&mut whole, pointer, value) {
                Some(()) => builder.replace_json(&whole),
                None => builder.fail(format!("the cursor cannot be set at `{pointer}` of the body")),
            }
        }
    }
}

fn body(builder: &RequestBuilder) -> Option<Value> {
    match &builder.payload {
        Payload::Whole(bytes) => serde_json::from_slice(bytes).ok(),
        _ => None,
    }
}

/// Inserts a value at a JSON pointer, creating the objects on the way.
fn insert(whole: &mut Value, pointer: &str, value: Value) -> Option<()> {
    let mut target = whole;
    for token in pointer.strip_prefix('/')?.split('/') {
        if target.is_null() {
            *target = Value::Object(serde_json::Map::new());
        }
        let name = token.replace("~1", "/").replace("~0", "~");
        target = target.as_object_mut()?.entry(name).or_insert(Value::Null);
    }
    *target = value;
    Some(())
}
