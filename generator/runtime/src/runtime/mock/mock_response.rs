//! The expected operations and their responses.

use std::collections::VecDeque;
use std::time::Duration;

use super::document::OperationSpec;

/// An operation with its remaining responses.
pub(super) struct ExpectedOperation {
    pub(super) id: &'static str,
    /// The operation in the document, if it is there.
    pub(super) operation: Option<&'static OperationSpec>,
    pub(super) responses: VecDeque<MockResponse>,
}

impl ExpectedOperation {
    pub(super) fn next(&mut self) -> Option<MockResponse> {
        match self.responses.front() {
            Some(response) if response.forever => Some(response.clone()),
            _ => self.responses.pop_front(),
        }
    }
}

/// A response of the mock server.
#[derive(Clone, Debug)]
pub(super) struct MockResponse {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) delay: Duration,
    pub(super) end: End,
    pub(super) forever: bool,
}

impl MockResponse {
    pub(super) fn new(status: u16, media_type: Option<&str>, body: Vec<u8>) -> Self {
        let headers = media_type.map(|it| ("content-type".to_owned(), it.to_owned())).into_iter().collect();
        Self { status, headers, body, delay: Duration::ZERO, end: End::Whole, forever: false }
    }
}

/// How a response ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Whole,
    /// After half of the body.
    Half,
    /// Before the first byte.
    Nothing,
}
