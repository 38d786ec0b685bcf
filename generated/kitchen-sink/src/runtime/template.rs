//! Filling in a path template. Each parameter stays within its segment of the path, or nothing is sent.

use super::encode::literal;

/// The path with all variables filled in; the values are escaped already.
pub(super) fn fill(template: &str, values: &[(&'static str, String)]) -> Result<String, String> {
    let mut path = String::new();
    for (index, segment) in template.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        path.push_str(&fill_segment(segment, values)?);
    }
    Ok(path)
}

fn fill_segment(segment: &str, values: &[(&'static str, String)]) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = segment;
    let mut last = None;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        let Some((_, value)) = values.iter().find(|(it, _)| *it == name) else {
            return Err(format!("the path parameter `{name}` is not set"));
        };
        if value.is_empty() {
            return Err(format!("the path parameter `{name}` is empty"));
        }
        text.push_str(&literal(before));
        text.push_str(value);
        last = Some(name);
        rest = after;
    }
    text.push_str(&literal(rest));
    match last {
        // A dot alone is a step within the path for every URL library, escaped or not.
        Some(name) if matches!(text.as_str(), "." | "..") => {
            Err(format!("the path parameter `{name}` is `{text}`, which would lead to another path"))
        }
        _ => Ok(text),
    }
}
