//! Responding with the example of the document, or a value generated from its schema.

use super::Server;
use super::document::OperationSpec;
use super::documented::{closest, encoded, response, values};
use super::expect::{Expectation, readable, spec, status_of};
use super::mock_response::MockResponse;
use crate::runtime::spec::operation::{BodyReader, ResponseKey, ResponseSpec, Status};

impl<O: crate::runtime::spec::operation::Operation> Expectation<'_, O> {
    /// Responds with the first documented success and its example in the document: the first one that this client can
    /// read, of the media type (`example`, `examples`) or of the schema. Without an example it responds with a value
    /// generated from the schema: the required properties, those with an example, and the lists and objects of the whole;
    /// the first value of an `enum`, one item per array, strings by their `format`, numbers within their bounds.
    pub fn example(self) -> Self {
        let whole = O::SUCCESS.iter().find(|it| matches!(it.reader, BodyReader::Whole(_)));
        match whole.or(O::SUCCESS.first()) {
            Some(spec) => self.example_of(spec, status_of(spec.key.status)),
            None => self.without("has no documented success"),
        }
    }

    /// Responds with the documented error response of `status` and its example in the document, or a value generated
    /// from its schema, as [`example`](Self::example) does.
    pub fn error_example(self, status: u16) -> Self {
        match spec(O::FAILURE, status) {
            Some(spec) => self.example_of(spec, status),
            None => self.without(&format!("has no documented response {status}")),
        }
    }

    fn example_of<T>(self, spec: &ResponseSpec<T>, status: u16) -> Self {
        let Some(operation) = self.server.documented(self.index) else {
            return self.without("is not in the document");
        };
        let candidates = candidates(self.server, operation, &spec.key, status);
        match candidates.into_iter().find(|it| readable(&spec.reader, it).is_ok()) {
            Some(response) => self.server.push(self.index, response),
            None => return self.without("has no readable example, and none can be generated"),
        }
        self
    }

    fn without(self, why: &str) -> Self {
        self.server.violation(format!("`{}` {why}", O::META.id));
        self
    }
}

/// The possible responses, the examples of the document first.
fn candidates(server: &Server, operation: &OperationSpec, key: &ResponseKey, status: u16) -> Vec<MockResponse> {
    let Some(media_type) = key.media_type else { return vec![MockResponse::new(status, None, Vec::new())] };
    let schemas = &server.shared.parsed.schemas;
    let response = response(schemas, operation, |code| is_status(code, key.status));
    let Some(content) = response.and_then(|it| closest(schemas, it, media_type)) else { return Vec::new() };
    let element = server.shared.document.element_of(schemas, content);
    let values = values(schemas, content);
    values.iter().flat_map(|it| encoded(it, media_type, element, status)).collect()
}

fn is_status(code: &str, status: Status) -> bool {
    match status {
        Status::Code(it) => code == it.to_string(),
        Status::Range(digit) => code.eq_ignore_ascii_case(&format!("{digit}XX")),
        Status::Default => code == "default",
    }
}
