//! The items of a list over its pages, looked at from both sides: each request asks for a page that was not asked for
//! before and keeps the other arguments, and the items are those of all pages, in their order.

use serde_json::{Map, Value};

use crate::answer::Expected;
use crate::document::{Document, Operation};
use crate::transcript::{Entries, Received, Responded};
use crate::understood;

/// What a driver takes in place of an operation's name, for the items of all its pages.
pub fn operation(id: &str) -> String {
    format!("{id}.items()")
}

/// Whether a driver says that the operation is no list over pages.
pub fn is_none(outcome: &Value) -> bool {
    outcome["error"]["kind"] == "usage" && outcome["error"]["message"] == "no list over pages"
}

/// What is wrong with the requests and the items of one list; all its pages were given.
pub fn wrong(
    document: &Document,
    operation: &Operation,
    arguments: &Map<String, Value>,
    entries: &Entries,
    outcome: &Value,
) -> Option<String> {
    requests(document, operation, arguments, &entries.received)
        .map(|it| format!("over its pages, {it}"))
        .or_else(|| items(&entries.responded, outcome))
}

fn requests(
    document: &Document,
    operation: &Operation,
    arguments: &Map<String, Value>,
    received: &[Received],
) -> Option<String> {
    let Some((first, later)) = received.split_first() else {
        return Some("the server refused the first page".to_owned());
    };
    if let Some(other) = received.iter().find(|it| it.operation != operation.id) {
        return Some(format!("the server took a page for {}", other.operation));
    }
    if let Some(difference) = understood::difference(document, operation, arguments, &first.arguments) {
        return Some(format!("the server understood something else: {difference}"));
    }
    later.iter().enumerate().find_map(|(index, page)| {
        if received[..=index].iter().any(|it| it.arguments == page.arguments) {
            return Some(format!("the server was asked twice for {}", Value::Object(page.arguments.clone())));
        }
        let changed = changed(&first.arguments, &page.arguments);
        let (given, others): (Vec<_>, Vec<_>) = changed.into_iter().partition(|it| arguments.contains_key(*it));
        // One argument moves on. Where it was not given, nothing that was given may change.
        let may_move = usize::from(others.is_empty());
        (given.len() > may_move).then(|| format!("a later page has other values of {}", given.join(", ")))
    })
}

fn changed<'a>(first: &'a Map<String, Value>, later: &'a Map<String, Value>) -> Vec<&'a str> {
    let mut names: Vec<&str> = first.keys().chain(later.keys()).map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|it| first.get(*it) != later.get(*it));
    names
}

/// The document does not say which list of a page is meant, so one of those that the pages have must be it.
fn items(responded: &[Responded], outcome: &Value) -> Option<String> {
    let pages: Result<Vec<Value>, _> = responded.iter().map(|it| serde_json::from_slice(&it.body)).collect();
    let Ok(pages) = pages else { return Some("a page is no JSON".to_owned()) };
    let value = &outcome["value"];
    let mut lists = Vec::new();
    pages.iter().for_each(|it| lists_of(it, String::new(), &mut lists));
    let wrong = lists.iter().map(|list| {
        let of_page = |page: &Value| page.pointer(list).and_then(Value::as_array).cloned().unwrap_or_default();
        let all: Vec<Value> = pages.iter().flat_map(of_page).collect();
        Expected::Json(Value::Array(all)).difference(value, &Default::default())
    });
    let wrong: Vec<Option<String>> = wrong.collect();
    if wrong.iter().any(Option::is_none) {
        return None;
    }
    let why = wrong.into_iter().flatten().next().unwrap_or_else(|| "the pages have no list".to_owned());
    Some(format!("{} pages gave other items: {why}\n    items {value}", pages.len()))
}

fn lists_of(value: &Value, at: String, lists: &mut Vec<String>) {
    match value {
        Value::Array(_) if !lists.contains(&at) => lists.push(at),
        Value::Object(members) => {
            for (name, value) in members {
                lists_of(value, format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), lists);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What a wrong pager does.
    #[test]
    fn each_page_once_and_all_items_in_their_order() {
        let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": { "/": { "get": {
            "operationId": "a", "responses": {}, "parameters": [
                { "name": "page", "in": "query", "schema": { "type": "integer" } },
                { "name": "q", "in": "query", "schema": { "type": "string" } },
            ],
        } } } }))
        .unwrap();
        let body = |items: Value| json!({ "data": { "items": items }, "errors": [] }).to_string().into_bytes();
        let check = |given: Value, requests: &[Value], items: Value, found: Option<&str>| {
            let received = requests
                .iter()
                .map(|it| Received { operation: "a".to_owned(), arguments: it.as_object().cloned().unwrap() });
            let pages = [json!([1, 2]), json!([3]), json!([])];
            let responded = pages[..requests.len()].iter().map(|it| Responded {
                status: 200,
                media_type: Some("application/json".to_owned()),
                body: body(it.clone()),
            });
            let entries = Entries { received: received.collect(), responded: responded.collect() };
            let outcome = json!({ "status": 200, "value": items });
            let wrong = wrong(&document, &document.operations[0], given.as_object().unwrap(), &entries, &outcome);
            match found {
                None => assert_eq!(wrong, None),
                Some(found) => assert!(wrong.as_ref().is_some_and(|it| it.contains(found)), "{wrong:?}"),
            }
        };
        let (one, two) = (json!({ "page": 1, "q": "x" }), json!({ "page": 2, "q": "x" }));
        let all = json!([1, 2, 3]);
        check(one.clone(), &[one.clone(), two.clone()], all.clone(), None);
        check(json!({}), &[json!({}), json!({ "page": 2, "limit": 2 })], all.clone(), None);
        check(json!({}), &[json!({})], json!([1, 2]), None);
        check(one.clone(), &[one.clone(), two.clone()], json!([1, 2]), Some("2 pages gave other items"));
        check(one.clone(), &[one.clone(), two.clone()], json!([3, 1, 2]), Some("gave other items"));
        check(one.clone(), &[one.clone(), two.clone(), two.clone()], all.clone(), Some("asked twice"));
        check(one.clone(), &[one.clone(), json!({ "page": 2 })], all.clone(), Some("other values of page, q"));
        check(json!({ "q": "x" }), &[json!({ "q": "x" }), json!({ "page": 2 })], all.clone(), Some("values of q"));
        check(one, &[two], json!([1, 2]), Some("understood something else"));
    }
}
