//! The parts of a `multipart` body, by their names.
//!
//! Not `multer`: it reads `form-data` alone, as a stream; here a body is whole, and may be `mixed` or `related`.

use serde_json::Value;

use super::document::{PartContent, PartSpec};
use super::form::{Form, StyledMember, describe};
use super::param_value::{self, Encoding, ParamValue};
use super::schemas::Schemas;

/// What is wrong with the parts: a missing one, an undocumented one, one that is invalid.
pub(super) fn check(
    content_type: &str,
    body: &[u8],
    documented: &[PartSpec],
    more: bool,
    schema: Option<&'static Value>,
    schemas: &Schemas,
) -> Result<(), String> {
    let boundary = boundary(content_type).ok_or("its media type has no boundary")?;
    let parts = parts(body, boundary);
    let mut matched = vec![false; parts.len()];
    let form = Form { schemas, schema, members: &[] };
    for part in documented {
        let style = part.style.as_ref().map(|it| form.member(it));
        let is_called = |name: &str| match &style {
            Some(style) => style.is_called(&escaped(name)),
            None => part.name == name,
        };
        let own: Vec<usize> = (0..parts.len()).filter(|index| is_called(&parts[*index].0)).collect();
        if own.is_empty() && part.required {
            return Err(format!("the part `{}` is missing", part.name));
        }
        own.iter().for_each(|index| matched[*index] = true);
        let own: Vec<_> = own.into_iter().map(|index| (parts[index].0.as_str(), parts[index].1)).collect();
        let outcome = match style.filter(|_| !own.is_empty()) {
            Some(style) => styled(&style, &own, schemas),
            None => plain(part, &own, form.schema, schemas),
        };
        outcome.map_err(|it| format!("the part `{}`: {it}", part.name))?;
    }
    match parts.iter().zip(matched).find(|(_, matched)| !matched && !more && !documented.is_empty()) {
        Some(((name, _), _)) => Err(format!("the part `{name}` is not documented")),
        None => Ok(()),
    }
}

/// Parts that are values each.
fn plain(
    part: &PartSpec,
    parts: &[(&str, &[u8])],
    schema: Option<&'static Value>,
    schemas: &Schemas,
) -> Result<(), String> {
    let whole = schema.and_then(|it| schemas.alternatives(it).first().copied());
    let Some(mut schema) = whole.and_then(|it| schemas.member(it, part.name)) else { return Ok(()) };
    if part.repeated {
        let list = schemas.alternatives(schema).into_iter().find_map(|it| schemas.item(it, 0));
        let Some(item) = list else { return Ok(()) };
        schema = item;
    }
    parts.iter().try_for_each(|(_, content)| {
        let value = match part.holds {
            PartContent::Anything => return Ok(()),
            PartContent::Json => serde_json::from_slice(content).map_err(|it| it.to_string())?,
            PartContent::Text => {
                let text = std::str::from_utf8(content).map_err(|it| it.to_string())?;
                schemas.value(&ParamValue::one(text, Encoding::Plain), Some(schema))
            }
        };
        schemas.check(schema, &value).map_err(describe)
    })
}

/// Parts that are one value in a style of its own.
fn styled(style: &StyledMember<'_>, parts: &[(&str, &[u8])], schemas: &Schemas) -> Result<(), String> {
    let pairs: Vec<_> =
        parts.iter().map(|(name, content)| (escaped(name), escaped(&String::from_utf8_lossy(content)))).collect();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let param_value = style.param_value(&pairs).map_err(describe)?;
    match style.schema {
        Some(schema) => schemas.check(schema, &schemas.value(&param_value, Some(schema))).map_err(describe),
        None => Ok(()),
    }
}

/// As a form would have it: in a part nothing is escaped.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('+', "%2B")
}

fn boundary(content_type: &str) -> Option<&str> {
    let mut parameters = content_type.split(';').skip(1).filter_map(|it| it.trim().split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.eq_ignore_ascii_case("boundary"))?;
    Some(value.trim_matches('"')).filter(|it| !it.is_empty())
}

/// Names and contents.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<(String, &'a [u8])> {
    let mark = format!("--{boundary}");
    let mut rest = body;
    let mut parts = Vec::new();
    while let Some(start) = find(rest, mark.as_bytes()) {
        let part = &rest[start + mark.len()..];
        let end = find(part, mark.as_bytes()).unwrap_or(part.len());
        parts.extend(part_of(&part[..end]));
        rest = &part[end..];
    }
    parts
}

fn part_of(part: &[u8]) -> Option<(String, &[u8])> {
    let head = find(part, b"\r\n\r\n")?;
    let content = &part[head + 4..];
    Some((name(&String::from_utf8_lossy(&part[..head]))?, content.strip_suffix(b"\r\n").unwrap_or(content)))
}

/// The `name` of the part's `content-disposition`; where it has none, that before the `@` of its `content-id`.
fn name(head: &str) -> Option<String> {
    let field = |name: &str| head.lines().find(|it| it.to_ascii_lowercase().starts_with(name));
    let value =
        field("content-disposition:").and_then(|value| value.split(';').find_map(|it| it.trim().strip_prefix("name=")));
    if let Some(value) = value {
        return Some(value.trim().trim_matches('"').replace("%22", "\""));
    }
    let (_, id) = field("content-id:")?.split_once('<')?;
    let (name, _) = id.split_once('@')?;
    // Those of one name are counted: `name.2`.
    let uncounted = name.rsplit_once('.').filter(|(_, it)| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()));
    Some(param_value::decoded(uncounted.map_or(name, |(name, _)| name)))
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|it| it == mark)
}
