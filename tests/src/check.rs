//! One request against the document: method, path, parameters, body, `Accept` and credentials.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hyper::http::request::Parts;
use serde_json::{Map, Value};

use crate::body;
use crate::decode::{self, Wire};
use crate::document::{Document, Operation, Place, Scheme, essence};
use crate::same;
use crate::server::KEY;

/// All that is wrong with a request that should be a call of `operation` with these arguments.
pub fn violations(
    document: &Document,
    operation: &Operation,
    arguments: &Map<String, Value>,
    request: &Parts,
    bytes: &[u8],
) -> Vec<String> {
    let mut found = Vec::new();
    if request.method.as_str() != operation.method {
        found.push(format!("method {}, documented {}", request.method, operation.method));
    }
    let Some(path) = path_values(document, operation, request.uri.path()) else {
        found.push(format!("path {} is not {}", request.uri.path(), operation.path));
        return found;
    };
    let mut wire = wire(request, path);
    found.extend(parameters(document, operation, arguments, &mut wire));
    found.extend(fixed_query(operation, &mut wire));
    let allowed = allowed_keys(operation, Place::Query);
    for (index, (name, _)) in wire.query.iter().enumerate() {
        if !wire.taken.contains(&index) && !allowed.contains(&decode::decoded(name, true)) {
            found.push(format!("query parameter `{name}` is not documented, or not as it was sent"));
        }
    }
    found.extend(body_violations(document, operation, arguments, &wire, bytes));
    found.extend(accept(operation, &wire));
    found.extend(credentials(operation, &wire));
    found
}

fn wire(request: &Parts, path: Vec<(String, String)>) -> Wire {
    let text = |it: &hyper::header::HeaderValue| String::from_utf8_lossy(it.as_bytes()).into_owned();
    let headers: Vec<_> = request.headers.iter().map(|(name, it)| (name.as_str().to_owned(), text(it))).collect();
    let lines = headers.iter().filter(|(name, _)| name == "cookie").flat_map(|(_, it)| it.split(';'));
    let cookies = lines.filter_map(|it| it.trim().split_once('=')).map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
    let query = Wire::pairs(request.uri.query().unwrap_or_default());
    Wire { query, path, headers, cookies, ..Wire::default() }
}

/// The raw values in a path that fits the operation's template behind one of the base paths.
pub(crate) fn path_values(document: &Document, operation: &Operation, path: &str) -> Option<Vec<(String, String)>> {
    let base_paths = operation.base_paths.iter().chain(&document.base_paths);
    base_paths.filter_map(|it| path.strip_prefix(it.as_str())).find_map(|it| operation.template.values(it))
}

/// The query that the path itself has must be there, once.
fn fixed_query(operation: &Operation, wire: &mut Wire) -> Vec<String> {
    let mut found = Vec::new();
    for (name, value) in &operation.template.fixed {
        let is_it = |(a, b): &(String, String)| {
            decode::decoded(a, true) == decode::decoded(name, true)
                && decode::decoded(b, true) == decode::decoded(value, true)
        };
        let places: Vec<_> = (0..wire.query.len()).filter(|it| is_it(&wire.query[*it])).collect();
        if places.len() != 1 {
            found.push(format!("`{name}={value}` of the path's query was sent {} times", places.len()));
        }
        wire.taken.extend(places);
    }
    found
}

fn parameters(
    document: &Document,
    operation: &Operation,
    arguments: &Map<String, Value>,
    wire: &mut Wire,
) -> Vec<String> {
    let mut all: Vec<_> = operation.parameters.iter().zip(operation.argument_names()).collect();
    // An exploded object takes what nobody else does, so it comes last.
    all.sort_by_key(|(it, _)| {
        it.place == Place::Query && it.explode && document.schemas.types(&it.schema).contains("object")
    });
    let mut found = Vec::new();
    for (parameter, name) in all {
        let readings = decode::readings(document, parameter, wire);
        let valid: Vec<_> = readings.iter().filter(|it| document.schemas.is_valid(&parameter.schema, it)).collect();
        let at = format!("{} parameter `{}`", parameter.place.as_str(), parameter.name);
        match (arguments.get(&name), readings.is_empty()) {
            (None, true) if parameter.required => found.push(format!("{at} is required")),
            (None, true) => {}
            (Some(it), true) => found.push(format!("{at} is missing or cannot be read, given was {it}")),
            // The transport negotiates compression by itself, also where the document speaks of it.
            (None, false) if parameter.place == Place::Header && is_of_transport(&parameter.name) => {}
            (None, false) => found.push(format!("{at} was sent without being given: {}", readings[0])),
            (Some(_), false) if valid.is_empty() => {
                let errors = document.errors(&parameter.schema, &readings[0]).join("; ");
                found.push(format!("{at} is not valid: {errors}"));
            }
            (Some(it), false) if valid.iter().all(|other| same::difference(it, other).is_some()) => {
                found.push(format!("{at} is {}, given was {it}", valid[0]));
            }
            _ => {}
        }
    }
    found
}

fn is_of_transport(header: &str) -> bool {
    ["accept-encoding", "user-agent"].iter().any(|it| header.eq_ignore_ascii_case(it))
}

fn body_violations(
    document: &Document,
    operation: &Operation,
    arguments: &Map<String, Value>,
    wire: &Wire,
    bytes: &[u8],
) -> Vec<String> {
    let content_type = wire.header("content-type");
    let given = operation
        .bodies
        .iter()
        .enumerate()
        .find_map(|(index, it)| Some((it, arguments.get(&operation.body_argument(index))?)));
    match (given, content_type) {
        (None, _) if !bytes.is_empty() => vec!["a body was sent without being given".to_owned()],
        (None, Some(it)) => vec![format!("Content-Type {it} without a body")],
        (None, None) => Vec::new(),
        (Some(_), None) => vec!["a body without Content-Type".to_owned()],
        (Some((body, _)), Some(it)) if !covers(&body.media_type, &it) => {
            vec![format!("Content-Type {it}, documented {}", body.media_type)]
        }
        (Some((body, argument)), Some(it)) => body::violations(document, body, &it, bytes, argument),
    }
}

/// Every documented media type of a success must be acceptable to the client.
fn accept(operation: &Operation, wire: &Wire) -> Vec<String> {
    let Some(accept) = wire.header("accept") else { return Vec::new() };
    let successes = operation.responses.iter().filter(|it| it.status.starts_with('2'));
    let contents = successes.flat_map(|it| &it.contents).filter(|it| {
        let ranges = accept.split(',').map(str::trim);
        !ranges.clone().any(|range| covers(range, &it.media_type) || covers(&it.media_type, range))
    });
    contents.map(|it| format!("Accept {accept} leaves out {}", it.media_type)).collect()
}

/// Whether a media type belongs to a range; parameters do not matter.
fn covers(range: &str, media_type: &str) -> bool {
    let (range, media_type) = (essence(range), essence(media_type));
    let kind = range.strip_suffix("/*").filter(|it| *it != "*");
    range == "*/*"
        || range == media_type
        || kind.is_some_and(|it| media_type.split('/').next() == Some(it))
        || (range == "application/*+json" && media_type.ends_with("+json"))
}

fn credentials(operation: &Operation, wire: &Wire) -> Vec<String> {
    let authorization = wire.header("authorization");
    if operation.security.is_empty() {
        return authorization
            .map(|_| "credentials were sent where none are asked for".to_owned())
            .into_iter()
            .collect();
    }
    let is_there = |it: &Scheme| match it {
        Scheme::Bearer => authorization.as_deref() == Some(&format!("Bearer {KEY}")),
        Scheme::Basic => authorization
            .as_deref()
            .and_then(|it| STANDARD.decode(it.strip_prefix("Basic ")?).ok())
            .is_some_and(|it| String::from_utf8_lossy(&it).contains(KEY)),
        Scheme::Http(name) => {
            authorization.as_deref().is_some_and(|it| it.to_lowercase().starts_with(name) && it.contains(KEY))
        }
        Scheme::ApiKey(Place::Query, name) => {
            wire.query.iter().any(|(it, key)| decode::decoded(it, true) == *name && key == KEY)
        }
        Scheme::ApiKey(Place::Cookie, name) => wire.cookies.iter().any(|(it, key)| it == name && key == KEY),
        Scheme::ApiKey(_, name) => wire.header(name).as_deref() == Some(KEY),
        Scheme::Unseen => true,
    };
    // Two schemes of one alternative that are written into the same header cannot both be there.
    let is_written = |it: &Scheme, all: &[Scheme]| {
        is_there(it)
            || header_of(it).is_some_and(|header| {
                all.iter().any(|other| header_of(other).as_ref() == Some(&header) && is_there(other))
            })
    };
    let is_satisfied = operation.security.iter().any(|all| all.iter().all(|it| is_written(it, all)));
    if is_satisfied {
        Vec::new()
    } else {
        vec![format!("credentials are missing or wrong, one of {:?} is asked for", operation.security)]
    }
}

/// The header that a scheme is written into.
fn header_of(scheme: &Scheme) -> Option<String> {
    match scheme {
        Scheme::Basic | Scheme::Bearer | Scheme::Http(_) => Some("authorization".to_owned()),
        Scheme::ApiKey(Place::Header, name) => Some(name.to_lowercase()),
        Scheme::ApiKey(..) | Scheme::Unseen => None,
    }
}

/// The names of keys that credentials put there.
fn allowed_keys(operation: &Operation, place: Place) -> Vec<String> {
    let schemes = operation.security.iter().flatten();
    schemes
        .filter_map(|it| match it {
            Scheme::ApiKey(at, name) if *at == place => Some(name.clone()),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// What is wrong with a request for `operation`, a `GET` of this key of `paths` where it says nothing else.
    fn check(path: &str, operation: Value, arguments: Value, uri: &str, headers: &[(&str, &str)]) -> Vec<String> {
        let document = json!({
            "openapi": "3.1.0", "info": {}, "paths": { path: { "get": operation } },
            "components": { "securitySchemes": {
                "basic": { "type": "http", "scheme": "basic" }, "bearer": { "type": "http", "scheme": "bearer" },
                "key": { "type": "apiKey", "in": "header", "name": "Authorization" },
                "other": { "type": "apiKey", "in": "header", "name": "X-Key" },
                "query": { "type": "apiKey", "in": "query", "name": "key" },
            } },
        });
        let document = Document::new(document).unwrap();
        let builder = hyper::Request::builder().uri(uri);
        let builder = headers.iter().fold(builder, |it, (name, value)| it.header(*name, *value));
        let (parts, ()) = builder.body(()).unwrap().into_parts();
        let arguments = arguments.as_object().cloned().unwrap_or_default();
        violations(&document, &document.operations[0], &arguments, &parts, b"")
    }

    #[test]
    fn queries_and_fragments_of_paths() {
        let none = json!({});
        for (key, uri, fault) in [
            ("/a#b", "/a", None),
            ("/a#b", "/a%23b", Some("path /a%23b is not /a#b")),
            ("/a?action=y", "/a?action=y", None),
            ("/a?action=y z", "/a?action=y%20z", None),
            ("/a?action=y", "/a", Some("`action=y` of the path's query was sent 0 times")),
            ("/a?action=y", "/a?action=x", Some("`action=y` of the path's query was sent 0 times")),
            ("/a?action=y", "/a?action=y&action=y", Some("`action=y` of the path's query was sent 2 times")),
            ("/a?action=y", "/a%3Faction=y", Some("path /a%3Faction=y is not /a?action=y")),
            ("/a", "/a?action=y", Some("query parameter `action` is not documented, or not as it was sent")),
        ] {
            let found = check(key, none.clone(), none.clone(), uri, &[]);
            assert_eq!(found.first().map(String::as_str), fault, "{key} {uri}");
        }
        let declared = json!({ "parameters": [{ "name": "q", "in": "path", "schema": { "type": "integer" } }] });
        for (uri, is_right) in [("/a?q=1", true), ("/a?q=x", false), ("/a", false)] {
            let found = check("/a?q={q}", declared.clone(), json!({ "q": 1 }), uri, &[]);
            assert_eq!(found.is_empty(), is_right, "{uri} {found:?}");
        }
        assert_eq!(check("/a/{id}", none.clone(), json!({ "id": "x" }), "/a/x", &[]), [""; 0]);
        assert_ne!(check("/a/{id}", none.clone(), json!({ "id": "x" }), "/a/y", &[]), [""; 0]);
    }

    #[test]
    fn headers_of_the_transport() {
        let header = |name: &str| json!({ "name": name, "in": "header", "schema": { "type": "string" } });
        let names = ["Accept-Encoding", "User-Agent", "X-Trace"];
        let operation = json!({ "parameters": names.map(header) });
        let sent = [("accept-encoding", "gzip"), ("user-agent", "me/1.0")];
        assert_eq!(check("/a", operation.clone(), json!({}), "/a", &sent), [""; 0]);
        for (arguments, sent, fault) in [
            (json!({}), ("x-trace", "1"), "header parameter `X-Trace` was sent without being given"),
            (json!({ "User-Agent": "you" }), ("user-agent", "me"), "header parameter `User-Agent` is \"me\""),
            (json!({ "Accept-Encoding": "br" }), ("x", ""), "header parameter `Accept-Encoding` is missing"),
        ] {
            let found = check("/a", operation.clone(), arguments, "/a", &[sent]);
            assert!(found.iter().any(|it| it.starts_with(fault)), "{fault} {found:?}");
        }
    }

    #[test]
    fn credentials_that_satisfy() {
        let bearer = format!("Bearer {KEY}");
        for (security, header, value, is_right) in [
            (json!([{ "bearer": [] }]), "authorization", bearer.as_str(), true),
            (json!([{ "bearer": [] }]), "authorization", KEY, false),
            (json!([{ "bearer": [] }, { "other": [] }]), "x-key", KEY, true),
            (json!([{ "bearer": [], "other": [] }]), "x-key", KEY, false),
            (json!([{ "key": [] }]), "authorization", KEY, true),
            (json!([{ "bearer": [], "key": [] }]), "authorization", KEY, true),
            (json!([{ "bearer": [], "key": [] }]), "authorization", "else", false),
            (json!([{}, { "bearer": [] }]), "x", "", true),
        ] {
            let found = check("/a", json!({ "security": security }), json!({}), "/a", &[(header, value)]);
            assert_eq!(found.is_empty(), is_right, "{security} {header}: {value}: {found:?}");
        }
        let query = json!({ "security": [{ "query": [] }] });
        assert_eq!(check("/a", query.clone(), json!({}), &format!("/a?key={KEY}"), &[]), [""; 0]);
        assert_ne!(check("/a", query, json!({}), "/a?key=else", &[]), [""; 0]);
    }
}
