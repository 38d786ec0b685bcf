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
            _ => example(operation, document, parsed).ok_or_else(|| {
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
fn example(operation: &OperationSpec, document: &Document, parsed: &'static ParsedDocument) -> Option<MockResponse> {
    let schemas = &parsed.schemas;
    let mut codes: Vec<&str> = operation.responses.as_object()?.keys().map(String::as_str).collect();
    codes.sort_by_key(|it| rank(it));
    let code = codes.first()?;
    let status = status(code);
    let response = response(schemas, operation, |it| it == *code)?;
    let contents = response.get("content").and_then(Value::as_object).into_iter().flatten();
    // Clients prefer JSON, too.
    let Some((media_type, content)) = contents.min_by_key(|(it, _)| !media::is_json(&media::essence(it))) else {
        return Some(MockResponse::new(status, None, Vec::new()));
    };
    let content = schemas.resolved(content);
    let element = document.element_of(schemas, content);
    let is_xml = media::essence(media_type).ends_with("xml");
    let mut values = values(schemas, content);
    // XML that is not a string needs a table of its elements, which only a generated crate has.
    values.retain(|it| !is_xml || it.is_string() || element.is_some());
    let fits = |it: &&Value| schema(content).is_none_or(|schema| schemas.check(schemas.resolved(schema), it).is_ok());
    let value = values.iter().find(fits).or(values.first())?;
    encoded(value, media_type, element, status).next()
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
