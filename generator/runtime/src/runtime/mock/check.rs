//! What the mock server checks in a request.

use super::document::{Book, Operation};
use super::sent::Sent;
use super::{bodies, params, path};
use crate::runtime::spec::api::{ApiSpec, SchemeKind};

/// Whether method and path are those of the operation, with the query that a document may write behind the path.
pub(super) fn is_call_of(sent: &Sent, operation: &Operation) -> bool {
    let says = |(name, value): &(&str, &str)| sent.says(name, value);
    sent.method == operation.method
        && operation.query.iter().all(says)
        && path::segments(operation.path, &sent.path).is_some()
}

/// What is wrong with a call of the operation.
pub(super) fn check(sent: &Sent, operation: &Operation, book: &Book, api: &ApiSpec) -> Vec<String> {
    let Operation { id, pointer, .. } = operation;
    let mut wrong = Vec::new();
    let mut say = |what: String| wrong.push(format!("`{id}`: {what} ({pointer})"));
    for (template, segment) in path::segments(operation.path, &sent.path).unwrap_or_default() {
        if template.starts_with('{') && segment.is_empty() {
            say(format!("the path parameter `{template}` is empty"));
        }
    }
    bodies::check_presence(sent, operation.body.as_ref()).into_iter().for_each(&mut say);
    let proven = |name: &&str| {
        let scheme = api.schemes.iter().find(|it| it.name == *name);
        scheme.is_none_or(|it| has_credential(sent, it.kind))
    };
    if !operation.security.is_empty() && !operation.security.iter().any(|all| all.iter().all(proven)) {
        say("no credentials of a documented alternative".to_owned());
    }
    // These know a place of their own.
    let more = params::check(sent, book, operation, &keys_in_query(api));
    let more = more.into_iter().chain(bodies::check(sent, operation.body.as_ref(), &book.schemas));
    wrong.extend(more.map(|what| format!("`{id}`: {what}")));
    wrong
}

/// Credentials that stand beside the documented parameters.
fn keys_in_query(api: &ApiSpec) -> Vec<&'static str> {
    let key = |kind| if let SchemeKind::ApiKeyQuery(name) = kind { Some(name) } else { None };
    api.schemes.iter().filter_map(|it| key(it.kind)).collect()
}

fn has_credential(sent: &Sent, kind: SchemeKind) -> bool {
    let authorization = |scheme: &str| {
        let value = sent.header("authorization").and_then(|it| it.split_once(' '));
        value.is_some_and(|(name, value)| name.eq_ignore_ascii_case(scheme) && !value.is_empty())
    };
    match kind {
        SchemeKind::ApiKeyHeader(name) => sent.header(name).is_some(),
        SchemeKind::ApiKeyQuery(name) => sent.has_query(name),
        SchemeKind::ApiKeyCookie(name) => sent.header("cookie").is_some_and(|cookies| {
            cookies.split(';').any(|it| it.trim().strip_prefix(name).is_some_and(|it| it.starts_with('=')))
        }),
        SchemeKind::Basic => authorization("basic"),
        SchemeKind::Bearer | SchemeKind::OAuth2 { .. } | SchemeKind::OpenId => authorization("bearer"),
        SchemeKind::Http(name) => authorization(name),
        SchemeKind::MutualTls => true,
    }
}
