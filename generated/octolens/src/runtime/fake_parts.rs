//! The parts of a `multipart` body, by their names.

use super::fake_bodies::demanded;
use super::fake_demands::Types;
use super::fake_rules::PartRule;

/// What is wrong with the parts: one that is missing, one that is not documented, one that is not of its type.
pub(super) fn check(
    content_type: &str,
    body: &[u8],
    documented: &'static [PartRule],
    more: bool,
    types: Types,
) -> Result<(), String> {
    let boundary = boundary(content_type).ok_or("its media type has no boundary")?;
    let parts = parts(body, boundary);
    let named = |name: &str| parts.iter().any(|(it, _)| it == name);
    if let Some(it) = documented.iter().find(|it| it.required && !named(it.name)) {
        return Err(format!("the part `{}` is missing", it.name));
    }
    for (name, content) in &parts {
        match documented.iter().find(|it| it.name == name) {
            Some(rule) => of_its_type(rule, content, types).map_err(|it| format!("the part `{name}`: {it}"))?,
            None if more || documented.is_empty() => {}
            None => return Err(format!("the part `{name}` is not documented")),
        }
    }
    Ok(())
}

fn of_its_type(rule: &PartRule, content: &[u8], types: Types) -> Result<(), String> {
    let Some(reads) = rule.reads else { return Ok(()) };
    demanded(&reads(content).map_err(|it| it.to_string())?, rule.demands, types)
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

/// The `name` of the part's `content-disposition`.
fn name(head: &str) -> Option<String> {
    let line = head.lines().find(|it| it.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let value = line.split(';').find_map(|it| it.trim().strip_prefix("name="))?;
    Some(value.trim().trim_matches('"').replace("%22", "\""))
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|it| it == mark)
}
