//! Sends every operation of a document through a client to a real server. The server writes a transcript: what it
//! understood has to be what the client was told to send, and what the client gives back what the server answered. Where
//! the client has the items of a list over its pages, they are called for, too.

use serde_json::{Map, Value, json};

use crate::answer::{Expected, Kind};
use crate::check::covers;
use crate::document::{Content, Document, Operation, essence, is_json, is_text_type};
use crate::drive::{Options, Report};
use crate::example::{Direction, Maker};
use crate::transcript::{Entries, Responded, Transcript};
use crate::{pages, sse, understood};

/// Calls all operations through `call`, which takes an operation's id and its arguments and gives the outcome, both as
/// the driver protocol has them.
pub async fn compare(
    document: &Document,
    transcript: &mut Transcript,
    options: Options,
    call: impl AsyncFn(&str, Value) -> Value,
) -> Report {
    let mut maker = Maker::new(document, Direction::Request);
    let mut report = Report::default();
    for operation in &document.operations {
        report.operations += 1;
        let minimal = operation.minimal_arguments(&mut maker);
        let sets = operation.argument_sets(document, &mut maker, &minimal, options.mutations);
        let sets: Vec<_> = [minimal].into_iter().chain(sets).collect();
        for arguments in &sets {
            report.calls += 1;
            let outcome = outcome(options, &call, &operation.id, arguments).await;
            let wrong = match transcript.entries().await {
                Ok(entries) => wrong(document, operation, arguments, &entries, &outcome),
                Err(reason) => Some(format!("the transcript cannot be read: {reason}")),
            };
            report.failures.extend(wrong.map(|it| failure(operation, &it, arguments)));
        }
        list(document, operation, &sets, transcript, options, &call, &mut report).await;
    }
    report.contradictions = maker.contradictions;
    report
}

/// Calls for the items of the operation, where it is a list over pages.
async fn list(
    document: &Document,
    operation: &Operation,
    sets: &[Map<String, Value>],
    transcript: &mut Transcript,
    options: Options,
    call: &impl AsyncFn(&str, Value) -> Value,
    report: &mut Report,
) {
    let (name, mut most) = (pages::operation(&operation.id), 0);
    for (index, arguments) in sets.iter().enumerate() {
        let outcome = outcome(options, call, &name, arguments).await;
        if pages::is_none(&outcome) {
            return;
        }
        report.lists += usize::from(index == 0);
        report.calls += 1;
        let wrong = match transcript.entries().await {
            Ok(entries) => {
                most = most.max(entries.responded.len());
                let last = entries.responded.last().filter(|it| !(200..300).contains(&it.status));
                match last {
                    Some(last) => wrong_outcome(document, operation, last, &outcome),
                    None => pages::wrong(document, operation, arguments, &entries, &outcome),
                }
            }
            Err(reason) => Some(format!("the transcript cannot be read: {reason}")),
        };
        report.failures.extend(wrong.map(|it| failure(operation, &it, arguments)));
    }
    if most < 2 {
        report.failures.push(format!("{name}: no call came to a second page"));
    }
}

async fn outcome(
    options: Options,
    call: &impl AsyncFn(&str, Value) -> Value,
    operation: &str,
    arguments: &Map<String, Value>,
) -> Value {
    let outcome = call(operation, Value::Object(arguments.clone()));
    let outcome = tokio::time::timeout(options.timeout, outcome).await;
    outcome.unwrap_or_else(|_| json!({ "error": "timed out" }))
}

fn failure(operation: &Operation, what: &str, arguments: &Map<String, Value>) -> String {
    let arguments = short(&Value::Object(arguments.clone()).to_string());
    format!("{}: {what}\n    arguments {arguments}", operation.id)
}

/// What is wrong with one call, looked at from both sides.
fn wrong(
    document: &Document,
    operation: &Operation,
    arguments: &Map<String, Value>,
    entries: &Entries,
    outcome: &Value,
) -> Option<String> {
    let responded = match &entries.responded[..] {
        [responded] => responded,
        [] => return Some(format!("the server answered nothing: {outcome}")),
        several => return Some(format!("the server answered {} times: {outcome}", several.len())),
    };
    let received = match &entries.received[..] {
        [received] => received,
        [] => return Some(format!("the server refused it: {} {}", responded.status, shown(responded))),
        several => return Some(format!("the server received {} requests", several.len())),
    };
    if received.operation != operation.id {
        return Some(format!("the server took it for {}", received.operation));
    }
    understood::difference(document, operation, arguments, &received.arguments)
        .map(|it| format!("the server understood something else: {it}"))
        .or_else(|| wrong_outcome(document, operation, responded, outcome))
}

fn wrong_outcome(document: &Document, operation: &Operation, responded: &Responded, outcome: &Value) -> Option<String> {
    let status = responded.status;
    if outcome["status"] != status {
        return Some(format!("the outcome is not {status}: {outcome}\n    answer {}", shown(responded)));
    }
    let part = match ((200..300).contains(&status), outcome.get("error")) {
        (true, None) => &outcome["value"],
        (false, Some(error)) if error["kind"].is_string() => &error["body"],
        _ => return Some(format!("{status} gives {outcome}\n    answer {}", shown(responded))),
    };
    let difference = match expected(document, operation, responded) {
        Ok(expected) => expected.difference(part, &Default::default()),
        Err(reason) => Some(reason),
    };
    difference.map(|it| format!("the client read something else: {it}\n    answer {}", shown(responded)))
}

fn shown(responded: &Responded) -> String {
    short(&String::from_utf8_lossy(&responded.body))
}

fn short(text: &str) -> String {
    let mut short: String = text.chars().take(600).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// What the client has to give for a response: what its document says of its media type, and what came.
fn expected(document: &Document, operation: &Operation, responded: &Responded) -> Result<Expected, String> {
    let documented = documented(operation, responded.status);
    let is_success = (200..300).contains(&responded.status);
    if documented.is_none_or(<[Content]>::is_empty) && (is_success || responded.body.is_empty()) {
        return Ok(Expected::Nothing);
    }
    // Without a Content-Type the body is what the document says first (RFC 9110, section 8.3).
    let first = documented.and_then(<[Content]>::first).map_or("application/octet-stream", |it| &it.media_type);
    let media_type = responded.media_type.as_deref().unwrap_or(first);
    let content = documented.and_then(|it| it.iter().find(|it| covers(&it.media_type, media_type)));
    let undocumented = || kind_by(document, documented.unwrap_or_default(), media_type);
    let kind = content.map_or_else(undocumented, |it| it.kind(document));
    let text = || String::from_utf8(responded.body.clone()).map_err(|_| "the body is no UTF-8".to_owned());
    Ok(match kind {
        Kind::Json | Kind::Xml if responded.body.is_empty() => Expected::Nothing,
        Kind::Json => Expected::Json(json_of(&text()?)?),
        Kind::Text => Expected::Text(text()?),
        // A number or a boolean is written in a text as in JSON.
        Kind::Scalar => Expected::Json(json_of(&text()?)?),
        Kind::Bytes => Expected::Bytes(responded.body.clone()),
        Kind::Either => Expected::Either(text()?),
        Kind::JsonLines => Expected::Json(lines(&text()?, "\n")?),
        Kind::JsonSequence => Expected::Json(lines(&text()?, "\u{1e}")?),
        Kind::EventStream => Expected::Json(events(document, &text()?, content)?),
        Kind::Xml => return Err("no server of ours answers XML".to_owned()),
    })
}

/// The media types of the response: its status, its range, or `default`.
fn documented(operation: &Operation, status: u16) -> Option<&[Content]> {
    let of = |wanted: &str| operation.responses.iter().find(|it| it.status.eq_ignore_ascii_case(wanted));
    let found = of(&status.to_string()).or_else(|| of(&format!("{}XX", status / 100))).or_else(|| of("default"))?;
    Some(&found.contents)
}

/// How a body is read whose media type the document does not have: by what came (RFC 9110, section 8.3). Text that stands
/// for a documented number or boolean is that.
fn kind_by(document: &Document, documented: &[Content], media_type: &str) -> Kind {
    let is_scalar = |it: &Content| {
        let types = it.schema.as_ref().map(|it| document.schemas.types(it)).unwrap_or_default();
        let scalar = |it: &String| matches!(it.as_str(), "number" | "integer" | "boolean");
        !types.is_empty() && types.iter().all(scalar)
    };
    match essence(media_type) {
        it if is_json(&it) => Kind::Json,
        it if is_text_type(&it) && documented.iter().any(is_scalar) => Kind::Scalar,
        it if is_text_type(&it) => Kind::Text,
        _ => Kind::Bytes,
    }
}

fn json_of(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| format!("the server answered no JSON: {error}"))
}

fn lines(text: &str, by: &str) -> Result<Value, String> {
    text.split(by).filter(|it| !it.trim().is_empty()).map(json_of).collect()
}

/// The data of each event, JSON where the document does not say that it is text; the whole event where `itemSchema` has
/// `data` among its members (OpenAPI 3.2, section 4.14.4).
fn events(document: &Document, text: &str, content: Option<&Content>) -> Result<Value, String> {
    let item = content.and_then(|it| it.item_schema.as_ref()).map(|it| document.schemas.flat(it).into_owned());
    let whole = item.as_ref().and_then(|it| it["properties"].get("data"));
    let schema = whole.or(item.as_ref()).or_else(|| content.and_then(|it| it.schema.as_ref()));
    let is_text = schema.is_some_and(|it| document.schemas.types(it).iter().eq(["string"]));
    let read = |event: sse::Event| {
        let data = if is_text { json!(event.data) } else { json_of(&event.data)? };
        let Some(_) = whole else { return Ok(data) };
        let members = event.fields.into_iter().chain([("data".to_owned(), data)]);
        Ok(Value::Object(members.collect()))
    };
    sse::events(text).into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Received;

    fn document() -> Document {
        let tick = json!({ "type": "object", "properties": { "at": { "type": ["string", "null"] } } });
        let content = json!({
            "application/json": { "schema": tick }, "text/event-stream": { "schema": tick },
            "application/jsonl": { "itemSchema": tick }, "application/octet-stream": {}, "text/plain": {},
        });
        Document::new(json!({ "openapi": "3.2.0", "info": {}, "paths": { "/a/{id}": { "post": {
            "operationId": "a",
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
            "requestBody": { "content": { "application/json": { "schema": tick } } },
            "responses": {
                "200": { "content": content }, "204": {}, "4XX": { "content": { "application/json": { "schema": tick } } },
            },
        } } } }))
        .unwrap()
    }

    fn entries(operation: &str, arguments: Value, status: u16, media_type: &str, body: &str) -> Entries {
        let arguments = arguments.as_object().cloned().unwrap();
        Entries {
            received: vec![Received { operation: operation.to_owned(), arguments }],
            responded: vec![Responded {
                status,
                media_type: Some(media_type.to_owned()),
                body: body.as_bytes().to_vec(),
            }],
        }
    }

    #[track_caller]
    fn check(entries: &Entries, outcome: Value, found: Option<&str>) {
        let document = document();
        let Value::Object(arguments) = json!({ "id": 7, "body": { "at": null } }) else { panic!() };
        let wrong = wrong(&document, &document.operations[0], &arguments, entries, &outcome);
        match (&wrong, found) {
            (Some(wrong), Some(found)) => assert!(wrong.contains(found), "{wrong}"),
            _ => assert_eq!(wrong.is_some(), found.is_some(), "{wrong:?}"),
        }
    }

    /// A number or a boolean that is documented under another media type than it came under.
    #[test]
    fn single_values_are_what_the_document_says() {
        for (documented, schema, came, body, value) in [
            ("application/json", json!({ "type": "boolean" }), "text/html", "true", json!(true)),
            ("application/json", json!({ "type": "integer" }), "text/plain", "4\n", json!(4)),
            ("application/json", json!({ "type": "string" }), "text/html", "true", json!("true")),
            ("text/plain", json!({ "type": "number" }), "text/plain", "4.5", json!(4.5)),
            ("text/plain", json!({ "type": "number" }), "application/json", "4.5", json!(4.5)),
            ("text/plain", json!({ "type": "string" }), "application/json", "\"a\"", json!("a")),
            ("text/plain", json!({ "type": "string" }), "text/plain", "4.5", json!("4.5")),
        ] {
            let responses = json!({ "200": { "content": { documented: { "schema": schema } } } });
            let paths = json!({ "/": { "get": { "operationId": "a", "responses": responses } } });
            let document = Document::new(json!({ "openapi": "3.1.0", "info": {}, "paths": paths })).unwrap();
            let Value::Object(nothing) = json!({}) else { panic!() };
            let entries = entries("a", json!({}), 200, came, body);
            let found = |value: Value| {
                wrong(&document, &document.operations[0], &nothing, &entries, &json!({ "status": 200, "value": value }))
            };
            assert_eq!(found(value), None, "{documented} {came} {body}");
            assert!(found(json!([body])).is_some());
        }
    }

    /// What a wrong client does to a request.
    #[test]
    fn the_server_has_to_understand_what_was_given() {
        let outcome = json!({ "status": 200, "value": {} });
        for (operation, arguments, found) in [
            ("a", json!({ "id": 7, "body": { "at": null } }), None),
            ("b", json!({ "id": 7, "body": { "at": null } }), Some("took it for b")),
            ("a", json!({ "id": 8, "body": { "at": null } }), Some("`/id`: expected 7, got 8")),
            ("a", json!({ "id": 7, "body": {} }), Some("`/body/at` is missing")),
            ("a", json!({ "id": 7, "body": { "at": "null" } }), Some("`/body/at`: expected null")),
            ("a", json!({ "id": 7 }), Some("`/body` is missing")),
            ("a", json!({ "id": 7, "body": { "at": null }, "q": "" }), Some("`/q` was added")),
        ] {
            check(&entries(operation, arguments, 200, "application/json", "{}"), outcome.clone(), found);
        }
        let silent = Entries { received: Vec::new(), ..entries("a", json!({}), 422, "application/json", "{}") };
        check(&silent, json!({ "status": 422, "error": { "kind": "api", "body": {} } }), Some("refused it: 422"));
        check(&Entries::default(), json!({ "status": null }), Some("answered nothing"));
    }

    /// What a wrong client makes of a response.
    #[test]
    fn the_client_has_to_give_back_what_was_answered() {
        let given = || json!({ "id": 7, "body": { "at": null } });
        let lines = "{\"at\":\"x\"}\n{\"at\":null}\n";
        let events = ": hi\n\ndata: {\"at\":\"x\"}\n\nid: 1\ndata: {\"at\":null}\n\n";
        let items = json!([{ "at": "x" }, { "at": null }]);
        for (media_type, body, value) in [
            ("application/json; charset=utf-8", "{\"at\":null}", json!({ "at": null })),
            ("application/jsonl", lines, items.clone()),
            ("text/event-stream", events, items),
            ("text/plain", "{\"at\":null}", json!("{\"at\":null}")),
            ("application/octet-stream", "hi", json!("aGk=")),
        ] {
            let entries = entries("a", given(), 200, media_type, body);
            check(&entries, json!({ "status": 200, "value": value }), None);
            for wrong in [json!({}), json!([{ "at": "x" }, {}]), json!(null), json!("hi")] {
                check(&entries, json!({ "status": 200, "value": wrong }), Some("read something else"));
            }
            check(&entries, json!({ "status": 201, "value": value }), Some("the outcome is not 200"));
            check(&entries, json!({ "status": 200, "error": { "kind": "decode" } }), Some("200 gives"));
        }
        let error = entries("a", given(), 404, "application/json", "{\"at\":null}");
        let outcome = |body: Value| json!({ "status": 404, "error": { "kind": "api", "body": body } });
        check(&error, outcome(json!({ "at": null })), None);
        check(&error, outcome(json!({})), Some("`/at` is missing"));
        let undocumented = entries("a", given(), 503, "text/plain", "later");
        check(&undocumented, json!({ "status": 503, "error": { "kind": "undocumented", "body": "later" } }), None);
        let silent = entries("a", given(), 503, "text/plain", "");
        check(&silent, json!({ "status": 503, "error": { "kind": "undocumented", "body": null } }), None);
        let nothing = entries("a", given(), 204, "text/html", "");
        check(&nothing, json!({ "status": 204, "value": null }), None);
        check(&nothing, json!({ "status": 204, "value": "" }), Some("expected nothing"));
    }
}
