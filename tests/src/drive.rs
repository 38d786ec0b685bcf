//! Sends every operation of a document through a client: all arguments, the least arguments, every documented
//! response, and answers from a server that is newer than the client. What the client makes of each answer is
//! compared with the answer.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::answer::{Answer, Expected, Kind};
use crate::document::{Content, Document, Operation, Response};
use crate::example::{Direction, Maker};
use crate::mutate::{self, Mutation};
use crate::server::{Expectation, Server};
use crate::text::Charset;

/// How much is tried.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many answers get changed at random, for each success and each kind of change.
    pub mutations: u64,
    /// How many values an answer has, at most.
    pub values: usize,
    /// How long one call may take.
    pub timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self { mutations: 3, values: 16, timeout: Duration::from_secs(10) }
    }
}

/// What was done and what went wrong.
#[derive(Debug, Default)]
pub struct Report {
    /// Operations that were called.
    pub operations: usize,
    /// Documented responses that were given, a media type each.
    pub responses: usize,
    /// Calls.
    pub calls: usize,
    /// Operations whose items were called for over all pages.
    pub lists: usize,
    /// All values that went over the wire within arguments and JSON answers, as text.
    pub travelled: BTreeSet<String>,
    /// Everything that was not as the document has it.
    pub failures: Vec<String>,
    /// Where the document contradicts itself; no failure of the client.
    pub contradictions: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { operations, responses, calls, failures, contradictions, .. } = self;
        write!(f, "{operations} operations, {responses} responses, {calls} calls: {} failures", failures.len())?;
        if !contradictions.is_empty() {
            write!(f, ", {} contradictions in the document", contradictions.len())?;
        }
        Ok(())
    }
}

/// Calls all operations through `call`, which takes an operation's id and its arguments and gives the outcome, both
/// as the driver protocol has them.
pub async fn drive(server: &Server, options: Options, call: impl AsyncFn(&str, Value) -> Value) -> Report {
    let document = server.document().clone();
    let requests = Maker::new(&document, Direction::Request);
    let responses = Maker::new(&document, Direction::Response);
    let mut drive =
        Drive { server, document: &document, options, call, requests, responses, report: Report::default() };
    for index in 0..document.operations.len() {
        drive.operation(index).await;
    }
    let mut report = drive.report;
    report.contradictions.extend(drive.requests.contradictions);
    report.contradictions.extend(drive.responses.contradictions);
    report
}

struct Drive<'a, C> {
    server: &'a Server,
    document: &'a Document,
    options: Options,
    call: C,
    requests: Maker<'a>,
    responses: Maker<'a>,
    report: Report,
}

/// What a call must give; where nothing is said of the body, only the status counts.
#[derive(Clone)]
struct Prepared {
    answer: Answer,
    expected: Option<Expected>,
    /// Whether members that no document has may be in the outcome.
    unknown_members: bool,
}

impl<C: AsyncFn(&str, Value) -> Value> Drive<'_, C> {
    async fn operation(&mut self, index: usize) {
        let document = self.document;
        let operation = &document.operations[index];
        self.report.operations += 1;
        let minimal = operation.minimal_arguments(&mut self.requests);
        let usual = self.usual_answer(operation);
        self.call(index, "the least arguments", minimal.clone(), usual.clone()).await;
        for arguments in operation.argument_sets(document, &mut self.requests, &minimal, self.options.mutations) {
            self.call(index, "arguments", arguments, usual.clone()).await;
        }
        for response in &operation.responses {
            self.response(index, response, &minimal).await;
        }
    }

    /// The answer where only the request counts: the first success, with as little in it as possible.
    fn usual_answer(&mut self, operation: &Operation) -> Prepared {
        let mut responses: Vec<_> = operation.responses.iter().collect();
        if responses.is_empty() {
            return prepared(200, Vec::new(), None);
        }
        responses.sort_by_key(|it| !it.status.starts_with('2'));
        for response in responses {
            let status = statuses(operation, response).into_iter().next().unwrap_or(200);
            let headers = self.headers(response);
            if response.contents.is_empty() {
                return prepared(status, headers, Some(Expected::Nothing));
            }
            for content in &response.contents {
                let value = match (&content.schema, content.is_stream(self.document)) {
                    (Some(schema), false) => self.responses.minimal(schema),
                    (_, true) => Some(json!([])),
                    (None, false) => Some(json!("text")),
                };
                if let Some(value) = value {
                    return self.with_body(status, headers, content, &value, operation);
                }
            }
        }
        // The document allows no answer at all; one that no document has to speak of is left.
        prepared(500, Vec::new(), None)
    }

    async fn response(&mut self, index: usize, response: &Response, arguments: &Map<String, Value>) {
        let document = self.document;
        let operation = &document.operations[index];
        let statuses = statuses(operation, response);
        if statuses.is_empty() {
            self.report.contradictions.push(format!("{}: {} is no final status", operation.id, response.status));
            self.report.responses += response.contents.len().max(1);
        }
        for (round, status) in statuses.into_iter().enumerate() {
            let headers = self.headers(response);
            if response.contents.is_empty() {
                self.report.responses += usize::from(round == 0);
                let what = format!("the response {status}");
                self.call(index, &what, arguments.clone(), prepared(status, headers.clone(), Some(Expected::Nothing)))
                    .await;
            }
            for content in &response.contents {
                let values = self.values(content);
                self.report.responses += usize::from(round == 0 && !values.is_empty());
                let what = format!("the response {status} {}", content.media_type);
                for value in &values {
                    let prepared = self.with_body(status, headers.clone(), content, value, operation);
                    self.call(index, &what, arguments.clone(), prepared).await;
                }
                for (what, prepared) in self.mutations(status, &headers, content, &values, operation) {
                    self.call(index, &what, arguments.clone(), prepared).await;
                }
            }
        }
    }

    /// Values for a body, made and documented.
    fn values(&mut self, content: &Content) -> Vec<Value> {
        let most = self.options.values;
        if content.is_stream(self.document) {
            let item = content.item_schema.clone().or(content.schema.clone()).unwrap_or(json!({}));
            let examples = self.responses.exemplary(&item);
            return vec![self.responses.values(&item).into_iter().take(most).chain(examples).collect()];
        }
        let Some(schema) = &content.schema else {
            return vec![if content.kind(self.document) == Kind::Json {
                json!({ "any": ["thing", 1] })
            } else {
                json!("text")
            }];
        };
        if content.kind(self.document) == Kind::Bytes {
            return vec![Value::Null];
        }
        let mut values = self.responses.values(schema);
        values.truncate(most);
        if content.kind(self.document) != Kind::Xml {
            values.extend(self.responses.minimal(schema));
            values.extend(self.responses.documented(schema, &content.examples));
            values.extend(self.responses.exemplary(schema).into_iter().take(most));
        }
        values
    }

    /// Changed answers of a JSON success.
    fn mutations(
        &mut self,
        status: u16,
        headers: &[(String, String)],
        content: &Content,
        values: &[Value],
        operation: &Operation,
    ) -> Vec<(String, Prepared)> {
        let (Some(schema), Kind::Json, 200..300) = (&content.schema, content.kind(self.document), status) else {
            return Vec::new();
        };
        if values.is_empty() {
            return Vec::new();
        }
        let mut mutations = Vec::new();
        for mutation in [Mutation::UnknownMember, Mutation::UnknownEnumValue, Mutation::MissingMember] {
            let seeds = if mutation == Mutation::UnknownMember { values.len() as u64 } else { self.options.mutations };
            for seed in 0..seeds.min(4) {
                let value = &values[seed as usize % values.len()];
                let Some(changed) = mutate::mutated(self.document, schema, value, mutation, seed) else { continue };
                let mut prepared = self.with_body(status, headers.to_vec(), content, &changed, operation);
                prepared.unknown_members = mutation == Mutation::UnknownMember;
                mutations.push((format!("the response {status} with {mutation:?}, seed {seed}"), prepared));
            }
        }
        mutations
    }

    fn headers(&mut self, response: &Response) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        for it in response.headers.iter().filter(|it| !is_of_message(&it.name)) {
            let documented = self.responses.documented(&it.schema, &it.examples);
            let value = documented.into_iter().chain(self.responses.parameter(&it.schema, Charset::Plain, true)).next();
            headers.extend(value.and_then(|value| Some((it.name.clone(), header_text(&value)?))));
        }
        headers
    }

    fn with_body(
        &self,
        status: u16,
        mut headers: Vec<(String, String)>,
        content: &Content,
        value: &Value,
        operation: &Operation,
    ) -> Prepared {
        if matches!(status, 204 | 205 | 304) || operation.method == "HEAD" {
            return prepared(status, headers, None);
        }
        let (content_type, body, expected) = content.payload(self.document, value);
        headers.push(("content-type".to_owned(), content_type));
        let mut prepared = prepared(status, headers, Some(expected));
        prepared.answer.body = body;
        prepared
    }

    async fn call(&mut self, index: usize, what: &str, arguments: Map<String, Value>, prepared: Prepared) {
        let operation = &self.document.operations[index];
        let answer = prepared.answer.clone();
        self.server.expect(Expectation { operation: index, arguments: arguments.clone(), answer });
        self.report.calls += 1;
        arguments.values().for_each(|it| travelled(it, &mut self.report.travelled));
        if let Some(Expected::Json(value)) = &prepared.expected {
            travelled(value, &mut self.report.travelled);
        }
        let outcome = (self.call)(&operation.id, Value::Object(arguments.clone()));
        let outcome = tokio::time::timeout(self.options.timeout, outcome)
            .await
            .unwrap_or_else(|_| json!({ "error": "timed out" }));
        let mut wrong = self.server.violations();
        wrong.extend(self.wrong_outcome(&prepared, &outcome));
        let arguments = Value::Object(arguments);
        self.report
            .failures
            .extend(wrong.iter().map(|it| format!("{}, {what}: {it}\n    arguments {arguments}", operation.id)));
    }

    /// What is wrong with what the client made of the answer.
    fn wrong_outcome(&self, prepared: &Prepared, outcome: &Value) -> Option<String> {
        let status = prepared.answer.status;
        if (300..400).contains(&status) {
            return None;
        }
        if outcome["status"] != status {
            return Some(format!("the outcome is not {status}: {outcome}"));
        }
        let is_success = (200..300).contains(&status);
        let part = match (is_success, outcome.get("error")) {
            (true, None) => &outcome["value"],
            (false, Some(error)) if error["kind"].is_string() => &error["body"],
            _ => return Some(format!("{status} gives {outcome}")),
        };
        let part = if prepared.unknown_members { mutate::without_unknown(part) } else { part.clone() };
        let expected = match prepared.expected.clone()? {
            Expected::Json(it) if prepared.unknown_members => Expected::Json(mutate::without_unknown(&it)),
            it => it,
        };
        let difference = expected.difference(&part, &self.document.write_only)?;
        Some(format!("{difference}\n    answer {}", String::from_utf8_lossy(&prepared.answer.body)))
    }
}

/// Notes a value and all values in it.
pub fn travelled(value: &Value, all: &mut BTreeSet<String>) {
    all.insert(value.to_string());
    match value {
        Value::Array(items) => items.iter().for_each(|it| travelled(it, all)),
        Value::Object(members) => members.values().for_each(|it| travelled(it, all)),
        _ => {}
    }
}

fn prepared(status: u16, headers: Vec<(String, String)>, expected: Option<Expected>) -> Prepared {
    Prepared { answer: Answer { status, headers, body: Vec::new() }, expected, unknown_members: false }
}

/// The statuses that stand for a documented one: itself, or some that no other response speaks of.
fn statuses(operation: &Operation, response: &Response) -> Vec<u16> {
    let is_free = |it: &u16| {
        let range = format!("{}XX", it / 100);
        let others = operation.responses.iter().filter(|other| other.status != response.status);
        !others
            .map(|it| it.status.to_uppercase())
            .any(|other| other == it.to_string() || (other == range && response.status == "default"))
    };
    match response.status.to_uppercase().as_str() {
        "1XX" => Vec::new(),
        "2XX" => [200, 203, 206].into_iter().find(is_free).into_iter().collect(),
        "3XX" => [300].into_iter().filter(is_free).collect(),
        "4XX" => [418, 422, 451].into_iter().find(is_free).into_iter().collect(),
        "5XX" => [501, 507, 508].into_iter().find(is_free).into_iter().collect(),
        "DEFAULT" => {
            let has_success = operation.responses.iter().any(|it| it.status.starts_with('2'));
            let success = [200].into_iter().filter(|_| !has_success);
            success.chain([418, 451, 501, 507].into_iter().find(is_free)).collect()
        }
        code => code.parse().ok().filter(|it| (200..1000).contains(it)).into_iter().collect(),
    }
}

/// Headers that say how the message itself is made are not the document's to choose.
fn is_of_message(name: &str) -> bool {
    let names = ["content-length", "content-encoding", "transfer-encoding", "connection", "upgrade", "trailer", "te"];
    names.iter().any(|it| name.eq_ignore_ascii_case(it))
}

/// A header's value in the style `simple`.
fn header_text(value: &Value) -> Option<String> {
    match value {
        Value::String(it) => Some(it.clone()),
        Value::Array(items) => items.iter().map(header_text).collect::<Option<Vec<_>>>().map(|it| it.join(",")),
        Value::Object(_) | Value::Null => None,
        other => Some(other.to_string()),
    }
}
