//! Validates requests.

use std::cmp::Reverse;

use super::document::{OperationSpec, ParsedDocument};
use super::received::ReceivedRequest;
use super::{bodies, params, path};
use crate::runtime::spec::api::{ApiSpec, SchemeKind};

/// The operation that a request is a call of: `/keywords/suggestions` is not one of `/keywords/{id}` where both are there.
pub(super) fn called<'o>(
    request: &ReceivedRequest,
    operations: impl Iterator<Item = &'o OperationSpec>,
) -> Option<&'o OperationSpec> {
    operations.filter(|it| is_call_of(request, it)).min_by_key(|it| breadth(it))
}

/// How general the path and the query of an operation are; the least general operation is called.
pub(super) fn breadth(operation: &OperationSpec) -> (usize, Reverse<usize>) {
    (operation.path.matches('{').count(), Reverse(operation.query.len()))
}

/// Whether method and path are those of the operation, with the query that a document may write in the path.
pub(super) fn is_call_of(request: &ReceivedRequest, operation: &OperationSpec) -> bool {
    let is_fixed = |(name, value): &(&str, &str)| request.has_query_pair(name, value);
    request.method == operation.method && operation.query.iter().all(is_fixed) && is_path_of(request, operation)
}

/// Whether the path is the operation's.
pub(super) fn is_path_of(request: &ReceivedRequest, operation: &OperationSpec) -> bool {
    path::segments(operation.path, &request.path).is_some()
}

/// What is wrong with a call of the operation.
pub(super) fn check(
    request: &ReceivedRequest,
    operation: &OperationSpec,
    parsed: &ParsedDocument,
    api: &ApiSpec,
) -> Vec<String> {
    let OperationSpec { id, pointer, .. } = operation;
    let mut wrong = Vec::new();
    let mut say = |what: String| wrong.push(format!("`{id}`: {what} ({pointer})"));
    for (template, segment) in path::segments(operation.path, &request.path).unwrap_or_default() {
        if template.starts_with('{') && segment.is_empty() {
            say(format!("the path parameter `{template}` is empty"));
        }
    }
    bodies::check_presence(request, operation.body.as_ref()).into_iter().for_each(&mut say);
    let proven = |name: &&str| {
        let scheme = api.schemes.iter().find(|it| it.name == *name);
        scheme.is_none_or(|it| has_credential(request, it.kind))
    };
    if !operation.security.is_empty() && !operation.security.iter().any(|all| all.iter().all(proven)) {
        say("the credentials of no documented alternative are complete".to_owned());
    }
    // These have pointers of their own.
    let more = params::check(request, parsed, operation, &keys_in_query(api));
    let more = more.into_iter().chain(bodies::check(request, operation.body.as_ref(), &parsed.schemas));
    wrong.extend(more.map(|what| format!("`{id}`: {what}")));
    wrong
}

/// The query parameters of API keys, which are not among the documented parameters.
fn keys_in_query(api: &ApiSpec) -> Vec<&'static str> {
    let key = |kind| if let SchemeKind::ApiKeyQuery(name) = kind { Some(name) } else { None };
    api.schemes.iter().filter_map(|it| key(it.kind)).collect()
}

fn has_credential(request: &ReceivedRequest, kind: SchemeKind) -> bool {
    let authorization = |scheme: &str| {
        let value = request.header("authorization").and_then(|it| it.split_once(' '));
        value.is_some_and(|(name, value)| name.eq_ignore_ascii_case(scheme) && !value.is_empty())
    };
    match kind {
        SchemeKind::ApiKeyHeader(name) => request.header(name).is_some(),
        SchemeKind::ApiKeyQuery(name) => request.has_query(name),
        SchemeKind::ApiKeyCookie(name) => request.header("cookie").is_some_and(|cookies| {
            cookies.split(';').any(|cookie| cookie.trim().strip_prefix(name).is_some_and(|it| it.starts_with('=')))
        }),
        SchemeKind::Basic => authorization("basic"),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenId => authorization("bearer"),
        SchemeKind::Http(name) => authorization(name),
        SchemeKind::MutualTls => true,
    }
}
