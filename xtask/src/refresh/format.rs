//! The one form of a vendored JSON document: keys in the order in which they came, two spaces, one final line end.
//!
//! Works on the tokens, so that numbers keep their spelling; strings get serde_json's escapes. The text has to be
//! valid JSON, which is the caller's part.

/// Formats a valid JSON text.
pub fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let mut length = first.len_utf8();
        match first {
            '{' | '[' => {
                let inside = rest[1..].trim_start();
                if inside.starts_with(['}', ']']) {
                    out.push(first);
                    out.push_str(&inside[..1]);
                    rest = inside[1..].trim_start();
                    continue;
                }
                depth += 1;
                out.push(first);
                line(&mut out, depth);
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(first);
            }
            ',' => {
                out.push(first);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            '"' => {
                length = string_end(rest);
                out.push_str(&string(&rest[..length]));
            }
            _ => {
                length = rest.find([',', ']', '}', ' ', '\n', '\r', '\t']).unwrap_or(rest.len());
                out.push_str(&rest[..length]);
            }
        }
        rest = rest[length..].trim_start();
    }
    out.push('\n');
    out
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// The length of the string that begins here, with its quotes.
fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn string(token: &str) -> String {
    let text: Result<String, _> = serde_json::from_str(token);
    text.ok().and_then(|it| serde_json::to_string(&it).ok()).unwrap_or_else(|| token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form() {
        for (text, formatted) in [
            ("{}", "{}\n"),
            (" [ ] ", "[]\n"),
            ("{\"b\":1.50,\"a\":[true,null]}", "{\n  \"b\": 1.50,\n  \"a\": [\n    true,\n    null\n  ]\n}\n"),
            (r#"["\u00e4\/\"", "a\\"]"#, "[\n  \"ä/\\\"\",\n  \"a\\\\\"\n]\n"),
            ("{\r\n\t\"a\" : {  } }", "{\n  \"a\": {}\n}\n"),
        ] {
            assert_eq!(json(text), formatted);
            assert_eq!(json(formatted), formatted);
        }
    }

    #[test]
    fn the_value_stays() {
        for api in crate::workspace::apis(&crate::workspace::root(), &[]).unwrap() {
            if api.document.ends_with(".json") {
                let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
                assert_eq!(value(&json(&api.text)), value(&api.text), "{}", api.name);
            }
        }
    }
}
