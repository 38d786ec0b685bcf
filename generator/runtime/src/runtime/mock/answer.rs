//! The answers that are still to come.

use std::collections::VecDeque;
use std::time::Duration;

use super::document::Operation;

/// An operation with the answers that are left.
pub(super) struct Expected {
    pub(super) id: &'static str,
    /// What the document says of it.
    pub(super) operation: Option<&'static Operation>,
    pub(super) answers: VecDeque<Answer>,
}

impl Expected {
    pub(super) fn next(&mut self) -> Option<Answer> {
        match self.answers.front() {
            Some(answer) if answer.forever => Some(answer.clone()),
            _ => self.answers.pop_front(),
        }
    }
}

/// An answer to come.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) delay: Duration,
    pub(super) end: End,
    pub(super) forever: bool,
}

impl Answer {
    pub(super) fn new(status: u16, media_type: Option<&str>, body: Vec<u8>) -> Self {
        let headers = media_type.map(|it| ("content-type".to_owned(), it.to_owned())).into_iter().collect();
        Self { status, headers, body, delay: Duration::ZERO, end: End::Whole, forever: false }
    }
}

/// How an answer ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Whole,
    /// After half of the body.
    Half,
    /// Before the first byte.
    Nothing,
}
