//! What a reader wants to know of a method before the details: what it returns, what may go wrong, how it is paged, and the
//! scopes or permissions that its credential needs. A line each, where it applies.

use std::collections::BTreeMap;

use super::outcome::status_words;
use crate::emit::docs::{Text, code_span};
use crate::ir::{Api, Content, ContentKind, ErrorType, Operation, Outcome, Status, TypeRef};

/// The lines.
pub(super) fn facts(api: &Api, operation: &Operation) -> Vec<String> {
    let facts =
        [returns(operation), errors(api, operation), pages(operation), scopes(operation), permissions(operation)];
    facts.into_iter().flatten().collect()
}

/// The lines as paragraphs behind those of a text.
pub(super) fn with_facts(api: &Api, operation: &Operation, text: Text) -> Text {
    facts(api, operation).into_iter().fold(text, Text::paragraph)
}

fn returns(operation: &Operation) -> Option<String> {
    let value = match &operation.output {
        Outcome::None => return None,
        Outcome::Enum { name, .. } => format!("[`{name}`](crate::operations::{name})"),
        Outcome::Single { ty, kind } => match kind {
            ContentKind::Text => "text".to_owned(),
            ContentKind::Bytes => "bytes, as they come".to_owned(),
            ContentKind::EventStream => format!("a stream of events with {}", item(ty)),
            ContentKind::JsonLines => format!("a stream of {}", item(ty)),
            ContentKind::Json | ContentKind::Form | ContentKind::Xml => shown(ty),
        },
    };
    Some(format!("**Returns** {value}."))
}

/// `` `400`, `404` with [`ErrorResponse`](crate::types::ErrorResponse); `429` without a body ``: the documented ones.
fn errors(api: &Api, operation: &Operation) -> Option<String> {
    let mut by_body: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let is_error = |status| !matches!(status, Status::Code(100..200) | Status::Range(1));
    for response in operation.error_responses().filter(|it| is_error(it.status)) {
        let body = body(api, &response.contents);
        if !order.contains(&body) {
            order.push(body.clone());
        }
        let status = match response.status {
            Status::Default => "any other status".to_owned(),
            status => status_words(status),
        };
        by_body.entry(body).or_default().push(status);
    }
    let parts: Vec<String> = order.iter().map(|body| format!("{}{body}", by_body[body].join(", "))).collect();
    (!parts.is_empty()).then(|| format!("**Errors** {}.", parts.join("; ")))
}

/// What the body of an error response is, as a link to its variant.
fn body(api: &Api, contents: &[Content]) -> String {
    let types: Vec<ErrorType> = contents.iter().map(ErrorType::of).collect();
    let bodies = api.errors.bodies.iter().filter(|it| types.contains(&it.ty));
    let links: Vec<String> =
        bodies.map(|it| format!("[`ErrorBody::{0}`](crate::ErrorBody::{0})", it.variant)).collect();
    if links.is_empty() { String::new() } else { format!(" with {}", links.join(" or ")) }
}

fn pages(operation: &Operation) -> Option<String> {
    let paging = operation.paging()?;
    Some(format!("**Pages** `.items()` gives each {} of all pages, `.pages()` the pages.", item(&paging.item)))
}

/// The scopes of its security requirements, those of one alternative together; else those of an extension
/// (`x-required-scope`).
fn scopes(operation: &Operation) -> Option<String> {
    let alternatives = operation.security.iter().map(|alternative| {
        let scopes: Vec<String> = alternative.iter().flat_map(|it| &it.scopes).map(|it| code_span(it)).collect();
        scopes.join(" and ")
    });
    let mut lines: Vec<String> = Vec::new();
    for scopes in alternatives.filter(|it| !it.is_empty()) {
        if !lines.contains(&scopes) {
            lines.push(scopes);
        }
    }
    if lines.is_empty() {
        let extensions = operation.scopes.iter().filter(|it| it.wire.contains("scope"));
        lines.extend(
            extensions
                .map(|extension| extension.values.iter().map(|it| code_span(it)).collect::<Vec<_>>().join(" and ")),
        );
    }
    (!lines.is_empty()).then(|| format!("**Scopes** {}.", lines.join("; or ")))
}

/// The permissions that an extension names (`x-required-permission`).
fn permissions(operation: &Operation) -> Option<String> {
    let extensions = operation.scopes.iter().filter(|it| it.wire.contains("permission"));
    let told: Vec<String> = extensions.flat_map(|it| &it.values).map(|it| code_span(it)).collect();
    (!told.is_empty()).then(|| format!("**Permissions** {}.", told.join(" and ")))
}

/// A value in words: a link where the type has a page.
fn shown(ty: &TypeRef) -> String {
    match ty {
        TypeRef::List(of) => format!("a list of {}", item(of)),
        TypeRef::Map(of) => format!("a map of {}", item(of)),
        TypeRef::Option(of) => format!("{}, or nothing", shown(of)),
        TypeRef::Boxed(of) => shown(of),
        other => item(other),
    }
}

fn item(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(name) => format!("[`{name}`](crate::types::{name})"),
        TypeRef::Boxed(of) => item(of),
        TypeRef::String => "`String`".to_owned(),
        TypeRef::Bool => "`bool`".to_owned(),
        TypeRef::I32 => "`i32`".to_owned(),
        TypeRef::I64 => "`i64`".to_owned(),
        TypeRef::U32 => "`u32`".to_owned(),
        TypeRef::U64 => "`u64`".to_owned(),
        TypeRef::F64 => "`f64`".to_owned(),
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Option(_) => shown(ty),
        TypeRef::Format(_) => "text".to_owned(),
        TypeRef::Json | TypeRef::Null => "JSON".to_owned(),
    }
}
