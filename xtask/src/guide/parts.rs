//! Parts of a page that are made: what stands between `<!-- made: PART -->` and `<!-- end -->`.

const END: &str = "<!-- end -->";

/// The page with each part made anew.
///
/// # Errors
///
/// A part has no end, or `make` does not know it.
pub fn filled(page: &str, make: &dyn Fn(&str) -> Result<String, String>) -> Result<String, String> {
    let mut out = String::with_capacity(page.len());
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(part) = line.strip_prefix("<!-- made: ").and_then(|it| it.strip_suffix(" -->")) else { continue };
        if !lines.any(|it| it == END) {
            return Err(format!("the part `{part}` has no `{END}`"));
        }
        out.push_str(make(part)?.trim_end());
        out.push('\n');
        out.push_str(END);
        out.push('\n');
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_made_anew() {
        let make = |part: &str| if part == "known" { Ok("new\n".to_owned()) } else { Err(format!("no `{part}`")) };
        for (page, filled_or_reason) in [
            ("a\nb\n", Ok("a\nb\n")),
            ("a\n<!-- made: known -->\nold\n<!-- end -->\nb\n", Ok("a\n<!-- made: known -->\nnew\n<!-- end -->\nb\n")),
            ("<!-- made: known -->\n", Err("the part `known` has no `<!-- end -->`")),
            ("<!-- made: other -->\n<!-- end -->\n", Err("no `other`")),
        ] {
            let expected = filled_or_reason.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(filled(page, &make), expected, "{page}");
        }
    }
}
