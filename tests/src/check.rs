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
    // `#` in a template is a piece of the path; written as it is it would end the path.
    let template = operation.path.replace('#', "%23");
    base_paths.filter_map(|it| path.strip_prefix(it.as_str())).find_map(|it| fit(&template, it))
}

/// Takes the template off the path, piece by piece; a value has no slash and is not empty.
fn fit(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let Some((literal, rest)) = template.split_once('{') else {
        return (template == path).then(Vec::new);
    };
    let path = path.strip_prefix(literal)?;
    let (name, rest) = rest.split_once('}')?;
    let end = path.find('/').unwrap_or(path.len());
    (1..=end).rev().filter(|it| path.is_char_boundary(*it)).find_map(|it| {
        let mut values = fit(rest, &path[it..])?;
        values.insert(0, (name.to_owned(), path[..it].to_owned()));
        Some(values)
    })
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
    let is_satisfied = operation.security.iter().any(|it| it.iter().all(is_there));
    if is_satisfied {
        Vec::new()
    } else {
        vec![format!("credentials are missing or wrong, one of {:?} is asked for", operation.security)]
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
    use super::*;

    #[test]
    fn templates() {
        for (template, path, values) in [
            ("/a", "/a", Some(vec![])),
            ("/a", "/b", None),
            ("/a/{id}", "/a/x%2Fy", Some(vec!["x%2Fy"])),
            ("/a/{id}", "/a/x/y", None),
            ("/a/{id}", "/a/", None),
            ("/a/{id}/b", "/a/1/b", Some(vec!["1"])),
            ("/{a}.{b}", "/x.y.z", Some(vec!["x.y", "z"])),
        ] {
            let found = fit(template, path).map(|it| it.into_iter().map(|(_, it)| it).collect::<Vec<_>>());
            assert_eq!(found, values.map(|it| it.into_iter().map(str::to_owned).collect()), "{template} {path}");
        }
    }
}
