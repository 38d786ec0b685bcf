//! The parts of a `multipart` body, by their names.

/// What is wrong with the parts: one that is missing, one that is not documented.
pub(super) fn check(content_type: &str, body: &[u8], documented: &[(&str, bool)], more: bool) -> Option<String> {
    let Some(boundary) = boundary(content_type) else {
        return Some("its media type has no boundary".to_owned());
    };
    let text = String::from_utf8_lossy(body);
    let mark = format!("--{boundary}");
    let parts = text.split(&mark).skip(1).filter(|it| !it.starts_with("--"));
    let names: Vec<String> = parts.filter_map(name).collect();
    let missing = documented.iter().find(|(name, required)| *required && !names.iter().any(|it| it == name));
    if let Some((name, _)) = missing {
        return Some(format!("the part `{name}` is missing"));
    }
    let unknown = names.iter().find(|name| !documented.iter().any(|(it, _)| it == name));
    unknown.filter(|_| !more && !documented.is_empty()).map(|name| format!("the part `{name}` is not documented"))
}

fn boundary(content_type: &str) -> Option<&str> {
    let mut parameters = content_type.split(';').skip(1).filter_map(|it| it.trim().split_once('='));
    let (_, value) = parameters.find(|(name, _)| name.eq_ignore_ascii_case("boundary"))?;
    Some(value.trim_matches('"')).filter(|it| !it.is_empty())
}

/// The `name` of the part's `content-disposition`.
fn name(part: &str) -> Option<String> {
    let (head, _) = part.split_once("\r\n\r\n")?;
    let line = head.lines().find(|it| it.to_ascii_lowercase().starts_with("content-disposition:"))?;
    let value = line.split("; ").find_map(|it| it.strip_prefix("name="))?;
    Some(value.trim().trim_matches('"').replace("%22", "\""))
}
