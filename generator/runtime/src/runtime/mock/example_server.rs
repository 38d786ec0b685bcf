//! A server that expects every operation any number of times and responds with the examples of the document, to try out
//! or develop a client without a key and without the real server.

use std::fmt;

use serde_json::Value;

use super::check;
use super::document::{Document, OperationSpec, ParsedDocument};
use super::documented::{encoded, response, schema, values};
use super::mock_response::MockResponse;
use super::received::ReceivedRequest;
use crate::runtime::http::media;
use crate::runtime::spec::api::ApiSpec;

/// A request and its response, for a log.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// The method.
    pub method: String,
    /// The path as it was sent, without the query.
    pub path: String,
    /// The operation that it is a call of.
    pub operation: Option<&'static str>,
    /// The status of the response.
    pub status: u16,
    /// What is wrong with the request.
    pub wrong: Vec<String>,
}

impl fmt::Display for Exchange {
    /// One line, whatever was sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What is wrong names the operation itself.
        let rest = match (&*self.wrong, self.operation) {
            ([], Some(operation)) => format!(" {operation}"),
            ([], None) => String::new(),
            (wrong, _) => format!(": {}", wrong.join("; ")),
        };
        let line = format!("{} {} {}{rest}", self.method, self.path, self.status);
        line.chars().try_for_each(|it| match it.is_control() {
            true => write!(f, "{}", it.escape_default()),
            false => write!(f, "{it}"),
        })
    }
}

/// Validates the request and responds with an example or with what is wrong.
pub(super) fn respond(
    request: &ReceivedRequest,
    document: &Document,
    parsed: &'static ParsedDocument,
    api: &ApiSpec,
) -> (MockResponse, Exchange) {
    let operation = check::called(request, parsed.operations.iter());
    let outcome = match operation {
        None => Err((404, vec![unknown(request, parsed)])),
        Some(operation) => match check::check(request, operation, parsed, api) {
            wrong if !wrong.is_empty() => Err((400, wrong)),
            _ => example(request, operation, document, parsed).ok_or_else(|| {
                (
                    501,
                    vec![format!(
                        "`{}`: the document has no example of a response, and none can be generated",
                        operation.id
                    )],
                )
            }),
        },
    };
    let (response, wrong) = match outcome {
        Ok(response) => (response, Vec::new()),
        Err((status, wrong)) => {
            (MockResponse::new(status, Some("text/plain; charset=utf-8"), wrong.join("\n").into_bytes()), wrong)
        }
    };
    let exchange = Exchange {
        method: request.method.clone(),
        path: request.path.clone(),
        operation: operation.map(|it| it.id),
        status: response.status,
        wrong,
    };
    (response, exchange)
}

/// Why a request does not call any operation.
fn unknown(request: &ReceivedRequest, parsed: &'static ParsedDocument) -> String {
    let here = parsed.operations.iter().filter(|it| check::is_path_of(request, it)).map(|it| it.method);
    let methods: Vec<_> = here.collect();
    match methods.is_empty() {
        true => format!("the document has no path `{}`", request.path),
        false => format!("`{}` has no operation {}, only {}", request.path, request.method, methods.join(", ")),
    }
}

/// The first documented success, or else the first response, with an example that is valid by its schema if there is
/// one.
fn example(
    request: &ReceivedRequest,
    operation: &OperationSpec,
    document: &Document,
    parsed: &'static ParsedDocument,
) -> Option<MockResponse> {
    let schemas = &parsed.schemas;
    let mut codes: Vec<&str> = operation.responses.as_object()?.keys().map(String::as_str).collect();
    codes.sort_by_key(|it| rank(it));
    let code = codes.first()?;
    let status = status(code);
    let response = response(schemas, operation, |it| it == *code)?;
    let contents = response.get("content").and_then(Value::as_object).into_iter().flatten();
    let accepted = request.header("accept").unwrap_or("*/*");
    // Clients prefer JSON, too.
    let preference = |it: &str| (quality(accepted, it), media::is_json(&media::essence(it)));
    let Some((media_type, content)) = contents.rev().max_by_key(|(it, _)| preference(it)) else {
        return Some(MockResponse::new(status, None, Vec::new()));
    };
    let content = schemas.resolved(content);
    let element = document.element_of(schemas, content);
    let values = values(schemas, content);
    let fits = |value: &Value| {
        let Some(schema) = schema(content) else { return true };
        let serialized = element.zip(value.as_str()).and_then(|(element, text)| element.to_json(text.as_bytes()).ok());
        schemas.check(schemas.resolved(schema), serialized.as_ref().unwrap_or(value)).is_ok()
    };
    let (fitting, others): (Vec<_>, Vec<_>) = values.iter().partition(|it| fits(it));
    fitting.into_iter().chain(others).flat_map(|it| encoded(it, media_type, element, status)).next()
}

/// How much the client wants a media type, from 0 to 1000: the weight of the most specific range of its `Accept` that the
/// type is in (RFC 9110, section 12.5.1).
fn quality(accept: &str, media_type: &str) -> u16 {
    let ranges = accept.split(',').filter_map(|range| {
        let (range, parameters) = range.split_once(';').unwrap_or((range, ""));
        let weight = parameters.split(';').find_map(|it| it.trim().strip_prefix("q=")?.parse::<f32>().ok());
        let weight = weight.unwrap_or(1.0).clamp(0.0, 1.0) * 1000.0;
        let essence = media::essence(media_type);
        let is_same = |range: &str| range.eq_ignore_ascii_case(&essence);
        let specificity = match range.trim() {
            "*/*" => 1,
            range if is_same(range) => 3,
            range => {
                let kind = range.strip_suffix("/*")?;
                essence.split_once('/').filter(|(it, _)| it.eq_ignore_ascii_case(kind)).map(|_| 2)?
            }
        };
        Some((specificity, weight as u16))
    });
    ranges.max().map_or(0, |(_, weight)| weight)
}

/// Successes first, then what may be one, then everything else.
fn rank(code: &str) -> (u8, &str) {
    match code {
        it if it.starts_with('2') => (0, it),
        "default" => (1, code),
        it => (2, it),
    }
}

/// `200`, `2XX` → 200, `default` → 200.
fn status(code: &str) -> u16 {
    let digits = code.to_ascii_lowercase().replace('x', "0");
    digits.parse().ok().filter(|it| (100..600).contains(it)).unwrap_or(200)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_negotiated() {
        for (accept, media_type, expected) in [
            ("*/*", "application/xml", 1000),
            ("application/xml", "application/xml; charset=utf-8", 1000),
            ("Application/XML;q=0.5, */*;q=0.1", "application/xml", 500),
            ("text/*; q=0.3, */*", "text/xml", 300),
            ("text/*", "application/xml", 0),
            ("application/json", "application/xml", 0),
            ("application/xml;q=0, */*", "application/xml", 0),
        ] {
            assert_eq!(quality(accept, media_type), expected, "{accept} {media_type}");
        }
    }

    #[test]
    fn statuses_of_responses() {
        for (code, expected) in [("201", 201), ("2XX", 200), ("4xx", 400), ("default", 200), ("700", 200), ("x", 200)] {
            assert_eq!(status(code), expected, "{code}");
        }
        let mut codes = ["404", "default", "204", "201"];
        codes.sort_by_key(|it| rank(it));
        assert_eq!(codes, ["201", "204", "default", "404"]);
    }

    #[test]
    fn a_log_line_is_one_line() {
        let exchange = Exchange {
            method: "GET".to_owned(),
            path: "/a\r\n\u{1b}[2J".to_owned(),
            operation: Some("getA"),
            status: 400,
            wrong: vec!["no key".to_owned(), "no body".to_owned()],
        };
        assert_eq!(exchange.to_string(), "GET /a\\r\\n\\u{1b}[2J 400: no key; no body");
    }
}
