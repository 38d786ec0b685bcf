//! Which segments of a path stand for which segments of a template.

use percent_encoding::percent_decode_str;

/// The segments of a template, each with what stands for it in the path, still encoded; none where the path is
/// another one. `{+name}` spans segments.
pub(super) fn segments<'t>(template: &'t str, path: &str) -> Option<Vec<(&'t str, String)>> {
    let (template, path): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    let mut pairs = Vec::with_capacity(template.len());
    matched(&template, &path, &mut pairs).then_some(pairs)
}

fn matched<'t>(template: &[&'t str], path: &[&str], pairs: &mut Vec<(&'t str, String)>) -> bool {
    let [first, rest @ ..] = template else { return path.is_empty() };
    let most = path.len().saturating_sub(rest.len());
    let spans = if first.contains("{+") { 1..=most } else { 1..=most.min(1) };
    for count in spans {
        let text = path[..count].join("/");
        if fits(first, &text) {
            pairs.push((first, text));
            if matched(rest, &path[count..], pairs) {
                return true;
            }
            pairs.pop();
        }
    }
    false
}

/// `{id}.json` fits `7.json`.
fn fits(template: &str, segment: &str) -> bool {
    let (Some(start), Some(end)) = (template.find('{'), template.rfind('}')) else {
        return percent_decode_str(segment).eq(percent_decode_str(template));
    };
    let (before, after) = (template.get(..start).unwrap_or_default(), template.get(end + 1..).unwrap_or_default());
    segment.len() >= before.len() + after.len() && segment.starts_with(before) && segment.ends_with(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_templates() {
        for (template, path, expected) in [
            ("/a/{id}", "/a/7", Some(" a 7")),
            ("/a/{id}", "/a/7/8", None),
            ("/a/{id}.json", "/a/7.json", Some(" a 7.json")),
            ("/v1/{+name}", "/v1/projects/p/ops/o", Some(" v1 projects/p/ops/o")),
            ("/v1/{+name}:cancel", "/v1/projects/p:cancel", Some(" v1 projects/p:cancel")),
            ("/v1/{+name}:cancel", "/v1/projects/p", None),
            ("/{+a}/x/{b}", "/1/x/2/x/3", Some(" 1/x/2 x 3")),
            ("/{+a}/{+b}", "/1", None),
        ] {
            let found = segments(template, path);
            let found = found.map(|it| it.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" "));
            assert_eq!(found.as_deref(), expected, "{template} {path}");
        }
    }
}
