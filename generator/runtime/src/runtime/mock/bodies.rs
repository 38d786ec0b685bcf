//! The body of a request, held against the document.

use serde_json::Value;

use super::document::{Body, Content, Kind};
use super::form::{Form, said};
use super::parts;
use super::schemas::Schemas;
use super::sent::Sent;
use crate::runtime::http::media;

/// What is wrong with the body as a whole: that there is none or one, its media type, that it is no JSON.
pub(super) fn check_presence(sent: &Sent, documented: Option<&Body>) -> Option<String> {
    let came = sent.header("content-type").map(media::essence);
    let body = match documented {
        None if sent.body.is_empty() => return None,
        None => return Some("there is a body where none is documented".to_owned()),
        Some(body) if sent.body.is_empty() && !body.required => return None,
        // Text, forms and bytes may be empty.
        Some(_) if sent.body.is_empty() && came.is_none() => return Some("the body is missing".to_owned()),
        Some(body) => body,
    };
    let came = came.unwrap_or_default();
    let types: Vec<_> = body.contents.iter().flat_map(|it| &it.media_types).collect();
    if !types.iter().any(|it| media::closeness(&came, it) > 0) {
        return Some(format!("the body is `{came}`, documented are {types:?}"));
    }
    let is_raw = closest(sent, body).is_some_and(|(_, it)| matches!(it.kind, Kind::Bytes | Kind::Text));
    let is_json = media::is_json(&came) && !is_raw;
    let error = serde_json::from_slice::<serde::de::IgnoredAny>(&sent.body).err().filter(|_| is_json)?;
    Some(format!("the body is no JSON: {error}"))
}

/// What is wrong with what is in the body, whose media type is known to be documented.
pub(super) fn check(sent: &Sent, documented: Option<&Body>, schemas: &Schemas) -> Option<String> {
    let (closeness, content) = closest(sent, documented?)?;
    if closeness == 0 || sent.body.is_empty() {
        return None;
    }
    let said = held(sent, content, schemas).err()?;
    Some(format!("the body does not fit: {said} ({})", content.pointer))
}

/// The content whose media type is closest to the one that came.
fn closest<'b>(sent: &Sent, body: &'b Body) -> Option<(u8, &'b Content)> {
    let came = sent.header("content-type")?;
    let fitting = body.contents.iter().map(|content| {
        let closest = content.media_types.iter().map(|it| media::closeness(came, it)).max();
        (closest.unwrap_or_default(), content)
    });
    fitting.max_by_key(|(closeness, _)| *closeness)
}

fn held(sent: &Sent, content: &Content, schemas: &Schemas) -> Result<(), String> {
    let body = sent.body.as_slice();
    let held = |value: &Value| match content.schema {
        Some(schema) => schemas.check(schema, value).map_err(said),
        None => Ok(()),
    };
    match &content.kind {
        Kind::Json => held(&serde_json::from_slice(body).map_err(|it| it.to_string())?),
        Kind::Xml(root) => held(&root.to_json(body)?),
        Kind::Lines => {
            let lines = body.split(|it| matches!(it, b'\n' | 0x1e));
            let mut lines = lines.filter(|it| !it.iter().all(u8::is_ascii_whitespace)).enumerate();
            lines.try_for_each(|(index, line)| {
                let read = serde_json::from_slice(line).map_err(|it| it.to_string()).and_then(|it| held(&it));
                read.map_err(|it| format!("line {}: {it}", index + 1))
            })
        }
        Kind::Form(members) => {
            let text = String::from_utf8_lossy(body);
            let texts = Form { schemas, schema: content.schema, members }.texts(&text).map_err(said)?;
            held(&schemas.value(&texts, content.schema))
        }
        Kind::Parts(documented, more) => {
            let content_type = sent.header("content-type").unwrap_or_default();
            parts::check(content_type, body, documented, *more, content.schema, schemas)
        }
        Kind::Text => std::str::from_utf8(body).map(drop).map_err(|it| it.to_string()),
        Kind::Bytes => Ok(()),
    }
}
