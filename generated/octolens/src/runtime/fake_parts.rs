//! The parts of a `multipart` body, by their names.

use super::fake_bodies::demanded;
use super::fake_demands::Types;
use super::fake_rules::PartRule;
use super::fake_texts;

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
    let mut told = vec![false; parts.len()];
    for rule in documented {
        let own: Vec<usize> = (0..parts.len()).filter(|index| rule.is_called(&parts[*index].0)).collect();
        if own.is_empty() && rule.required {
            return Err(format!("the part `{}` is missing", rule.name));
        }
        own.iter().for_each(|index| told[*index] = true);
        let own: Vec<_> = own.into_iter().map(|index| (parts[index].0.as_str(), parts[index].1)).collect();
        of_its_type(rule, &own, types).map_err(|it| format!("the part `{}`: {it}", rule.name))?;
    }
    match parts.iter().zip(told).find(|(_, told)| !told && !more && !documented.is_empty()) {
        Some(((name, _), _)) => Err(format!("the part `{name}` is not documented")),
        None => Ok(()),
    }
}

impl PartRule {
    fn is_called(&self, name: &str) -> bool {
        match &self.styled {
            Some((rule, _)) => rule.is_called(&escaped(name)),
            None => self.name == name,
        }
    }
}

fn of_its_type(rule: &PartRule, parts: &[(&str, &[u8])], types: Types) -> Result<(), String> {
    let Some((style, reads)) = rule.styled.as_ref().filter(|_| !parts.is_empty()) else {
        let Some(reads) = rule.reads else { return Ok(()) };
        return parts
            .iter()
            .try_for_each(|(_, content)| demanded(&reads(content).map_err(|it| it.to_string())?, rule.demands, types));
    };
    let pairs: Vec<_> =
        parts.iter().map(|(name, content)| (escaped(name), escaped(&String::from_utf8_lossy(content)))).collect();
    let pairs: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let value = style.texts(&pairs).and_then(|it| reads(&it)).map_err(|it| it.message().to_owned())?;
    demanded(&value, rule.demands, types)
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
        field("content-disposition:").and_then(|it| it.split(';').find_map(|it| it.trim().strip_prefix("name=")));
    if let Some(value) = value {
        return Some(value.trim().trim_matches('"').replace("%22", "\""));
    }
    let (_, id) = field("content-id:")?.split_once('<')?;
    let (name, _) = id.split_once('@')?;
    // Those of one name are counted: `name.2`.
    let uncounted = name.rsplit_once('.').filter(|(_, it)| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()));
    Some(fake_texts::decoded(uncounted.map_or(name, |(name, _)| name)))
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|it| it == mark)
}
