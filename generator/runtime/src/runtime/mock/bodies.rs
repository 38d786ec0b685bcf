//! Validates the body of a request.

use serde_json::Value;

use super::document::{BodyFormat, BodySpec, MediaTypeSpec};
use super::form::{Form, describe};
use super::parts;
use super::received::ReceivedRequest;
use super::schemas::Schemas;
use crate::runtime::http::media;

/// What is wrong with the body as a whole: its presence, its media type, its JSON syntax.
pub(super) fn check_presence(request: &ReceivedRequest, documented: Option<&BodySpec>) -> Option<String> {
    let received = request.header("content-type").map(media::essence);
    let body = match documented {
        None if request.body.is_empty() => return None,
        None => return Some("a body is sent, but none is documented".to_owned()),
        Some(body) if request.body.is_empty() && !body.required => return None,
        // Text, forms and bytes may be empty.
        Some(_) if request.body.is_empty() && received.is_none() => return Some("the body is missing".to_owned()),
        Some(body) => body,
    };
    let received = received.unwrap_or_default();
    let types: Vec<_> = body.contents.iter().flat_map(|it| &it.media_types).collect();
    if !types.iter().any(|it| media::closeness(&received, it) > 0) {
        return Some(format!("the body is `{received}`, expected one of {types:?}"));
    }
    let is_raw = closest(request, body).is_some_and(|(_, it)| matches!(it.kind, BodyFormat::Bytes | BodyFormat::Text));
    let is_json = media::is_json(&received) && !is_raw;
    let error = serde_json::from_slice::<serde::de::IgnoredAny>(&request.body).err().filter(|_| is_json)?;
    Some(format!("the body is not JSON: {error}"))
}

/// What is wrong with the content of the body, whose media type is documented.
pub(super) fn check(request: &ReceivedRequest, documented: Option<&BodySpec>, schemas: &Schemas) -> Option<String> {
    let (closeness, content) = closest(request, documented?)?;
    if closeness == 0 || request.body.is_empty() {
        return None;
    }
    let mismatch = check_content(request, content, schemas).err()?;
    Some(format!("the body does not match its schema: {mismatch} ({})", content.pointer))
}

/// The documented content whose media type is closest to the received one.
fn closest<'b>(request: &ReceivedRequest, body: &'b BodySpec) -> Option<(u8, &'b MediaTypeSpec)> {
    let received = request.header("content-type")?;
    let fitting = body.contents.iter().map(|content| {
        let closest = content.media_types.iter().map(|it| media::closeness(received, it)).max();
        (closest.unwrap_or_default(), content)
    });
    fitting.max_by_key(|(closeness, _)| *closeness)
}

fn check_content(request: &ReceivedRequest, content: &MediaTypeSpec, schemas: &Schemas) -> Result<(), String> {
    let body = request.body.as_slice();
    let check_value = |value: &Value| match content.schema {
        Some(schema) => schemas.check(schema, value).map_err(describe),
        None => Ok(()),
    };
    match &content.kind {
        BodyFormat::Json => check_value(&serde_json::from_slice(body).map_err(|it| it.to_string())?),
        BodyFormat::Xml(root) => check_value(&root.to_json(body)?),
        BodyFormat::Lines => {
            let lines = body.split(|it| matches!(it, b'\n' | 0x1e));
            let mut lines = lines.filter(|it| !it.iter().all(u8::is_ascii_whitespace)).enumerate();
            lines.try_for_each(|(index, line)| {
                let read = serde_json::from_slice(line).map_err(|it| it.to_string()).and_then(|it| check_value(&it));
                read.map_err(|it| format!("line {}: {it}", index + 1))
            })
        }
        BodyFormat::Form(members) => {
            let text = String::from_utf8_lossy(body);
            let param_value = Form { schemas, schema: content.schema, members }.param_value(&text).map_err(describe)?;
            check_value(&schemas.value(&param_value, content.schema))
        }
        BodyFormat::Parts(documented, more) => {
            let content_type = request.header("content-type").unwrap_or_default();
            parts::check(content_type, body, documented, *more, content.schema, schemas)
        }
        BodyFormat::Text => std::str::from_utf8(body).map(drop).map_err(|it| it.to_string()),
        BodyFormat::Bytes => Ok(()),
    }
}
