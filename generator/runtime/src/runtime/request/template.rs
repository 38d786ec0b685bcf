//! Filling in a path template. A parameter stays within its segment of the path, unless the template says that it spans
//! segments: `{+name}`. None leads to another path, or nothing is sent.

use crate::runtime::http::encode::literal;

/// Appends the path with all variables filled in; the values are escaped already.
pub(crate) fn fill(path: &mut String, template: &str, values: &[(&'static str, String)]) -> Result<(), String> {
    for (index, segment) in template.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        fill_segment(path, segment, values)?;
    }
    Ok(())
}

fn fill_segment(path: &mut String, segment: &str, values: &[(&'static str, String)]) -> Result<(), String> {
    let start = path.len();
    let mut rest = segment;
    let mut last = None;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        let name = name.strip_prefix('+').unwrap_or(name);
        let Some((_, value)) = values.iter().find(|(it, _)| *it == name) else {
            return Err(format!("the path parameter `{name}` is not set"));
        };
        if value.is_empty() {
            return Err(format!("the path parameter `{name}` is empty"));
        }
        path.extend(literal(before));
        path.push_str(value);
        last = Some(name);
        rest = after;
    }
    path.extend(literal(rest));
    // A dot alone is a step within the path for every URL library, escaped or not.
    let step = path.get(start..).and_then(|path| path.split('/').find(|it| matches!(*it, "." | "..")));
    match (last, step) {
        (Some(name), Some(step)) if path.get(start..) == Some(step) => {
            Err(format!("the path parameter `{name}` is `{step}`, which would lead to another path"))
        }
        (Some(name), Some(step)) => {
            Err(format!("the path parameter `{name}` has the segment `{step}`, which would lead to another path"))
        }
        _ => Ok(()),
    }
}
