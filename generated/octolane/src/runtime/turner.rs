//! From one page to the next: which request comes now, and whether there is one. Knows no operation.

use std::collections::HashSet;

use http::HeaderMap;
use serde_json::Value;

use super::client::Client;
use super::draft::Draft;
use super::paging::{PageParam, Paging};
use super::payload::Payload;
use super::{Error, link};

/// What a page says of the next one.
pub(super) struct Facts<'a> {
    pub(super) next: Option<String>,
    pub(super) has_more: Option<bool>,
    pub(super) count: usize,
    pub(super) headers: &'a HeaderMap,
}

/// The state between two pages.
pub(super) struct Turner {
    client: Client,
    draft: Box<Draft>,
    paging: Paging,
    /// What names the page that comes next; `None` for the first one.
    cursor: Option<String>,
    seen: HashSet<String>,
    pages: usize,
    done: bool,
    error: Option<Error>,
}

impl Turner {
    pub(super) fn new(client: Client, draft: Box<Draft>, paging: Paging) -> Self {
        Self { client, draft, paging, cursor: None, seen: HashSet::new(), pages: 0, done: false, error: None }
    }

    pub(super) fn resume(&mut self, cursor: String) {
        self.cursor = Some(cursor);
    }

    pub(super) fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// No more requests; the cursor stays.
    pub(super) fn stop(&mut self) {
        self.done = true;
    }

    /// The request for the page that comes next, if there is one.
    pub(super) fn request(&mut self) -> Result<Option<(Client, Box<Draft>)>, Error> {
        if let Some(error) = self.error.take() {
            self.done = true;
            return Err(error);
        }
        if self.done {
            return Ok(None);
        }
        let Some(mut draft) = self.draft.duplicate() else {
            self.done = true;
            return Err(Error::argument("a call whose body is a stream has no pages: the body can be sent once only"));
        };
        if let Some(cursor) = &self.cursor {
            match self.paging {
                Paging::Cursor { param, numeric } => set(&mut draft, param, cursor, numeric),
                Paging::Page { param, .. } | Paging::Offset { param } => set(&mut draft, param, cursor, true),
                Paging::LinkHeader | Paging::NextUrl => draft.target = Some(cursor.clone()),
            }
        }
        self.pages += 1;
        Ok(Some((self.client.clone(), Box::new(draft))))
    }

    /// Goes on from a page.
    pub(super) fn turn(&mut self, facts: Facts<'_>) {
        let next = match self.paging {
            _ if facts.has_more == Some(false) => None,
            Paging::Cursor { .. } | Paging::NextUrl => facts.next,
            Paging::LinkHeader => link::next(facts.headers),
            Paging::Page { .. } | Paging::Offset { .. } if facts.count == 0 => None,
            Paging::Page { param, first } => Some(self.number(param, first).saturating_add(1).to_string()),
            Paging::Offset { param } => Some(self.number(param, 0).saturating_add(facts.count as u64).to_string()),
        };
        self.cursor = next.filter(|it| !it.is_empty());
        let Some(cursor) = &self.cursor else {
            self.done = true;
            return;
        };
        if !self.seen.insert(cursor.clone()) {
            self.error =
                Some(Error::policy("the list goes round in circles: the server gave a cursor for a second time"));
        } else if self.pages >= self.client.0.page_limit {
            self.error = Some(Error::policy(format!("the list has more than {} pages", self.pages)));
        }
    }

    /// The number of the page that was read now: the one set for it, or the caller's, or the first one.
    fn number(&self, param: PageParam, first: u64) -> u64 {
        let own = || match param {
            PageParam::Query(name) => {
                let (_, pair) = self.draft.query.iter().find(|(it, _)| it == name)?;
                pair.rsplit_once('=')?.1.parse().ok()
            }
            PageParam::Body(pointer) => body(&self.draft)?.pointer(pointer)?.as_u64(),
        };
        let set = self.cursor.as_ref().and_then(|it| it.parse().ok());
        set.or_else(own).unwrap_or(first)
    }
}

fn set(draft: &mut Draft, param: PageParam, cursor: &str, numeric: bool) {
    match param {
        PageParam::Query(name) => draft.query(name, cursor),
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
