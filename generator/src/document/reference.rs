//! Parses references into file and fragment, without accessing files.

use percent_encoding::percent_decode_str;

/// A parsed reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The part before `#`, percent-decoded; empty for the same file.
    pub file: String,
    /// The fragment, percent-decoded.
    pub fragment: String,
}

/// Why a reference cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It refers to another host.
    Remote,
    /// It has an absolute path, a drive, or a scheme other than http.
    Absolute,
    /// It leads out of the root.
    Outside,
}

impl Reference {
    /// Parses a reference.
    pub(crate) fn parse(text: &str) -> Self {
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        Self { file: decoded(file), fragment: decoded(fragment) }
    }

    /// The path of the file, relative to the root; `base` is the path of the file that contains the reference.
    pub(crate) fn path(&self, base: &str) -> Result<String, Refusal> {
        let lower = self.file.to_ascii_lowercase();
        if lower.starts_with("http:") || lower.starts_with("https:") || lower.starts_with("//") {
            return Err(Refusal::Remote);
        }
        let before_slash = self.file.split('/').next().unwrap_or_default();
        if self.file.starts_with('/') || self.file.contains(['\\', '\0']) || before_slash.contains(':') {
            return Err(Refusal::Absolute);
        }
        let mut parts: Vec<&str> = base.split('/').collect();
        parts.pop();
        for part in self.file.split('/') {
            match part {
                "" | "." => {}
                ".." if matches!(parts.last(), None | Some(&"" | &".." | &".")) => {
                    return Err(Refusal::Outside);
                }
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        Ok(parts.join("/"))
    }
}

/// Percent-decodes the text, or returns it unchanged if it has no valid encoding of UTF-8.
fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |it| it.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_taken_apart() {
        for (text, file, fragment) in [
            ("#/a~1b", "", "/a~1b"),
            ("#/paths/~1a%7Bid%7D", "", "/paths/~1a{id}"),
            ("x%20y.yaml#/A", "x y.yaml", "/A"),
            ("a.yaml", "a.yaml", ""),
            ("#/100%", "", "/100%"),
        ] {
            assert_eq!(Reference::parse(text), Reference { file: file.into(), fragment: fragment.into() }, "{text}");
        }
    }

    #[test]
    fn paths_stay_inside_the_root() {
        for (base, text, path) in [
            ("api/openapi.yaml", "schemas/pet.yaml", Ok("api/schemas/pet.yaml")),
            ("api/openapi.yaml", "../common.yaml#/A", Ok("common.yaml")),
            ("openapi.yaml", "./a/./b//c.yaml", Ok("a/b/c.yaml")),
            ("openapi.yaml", "../secret", Err(Refusal::Outside)),
            ("openapi.yaml", "a/../../secret", Err(Refusal::Outside)),
            ("openapi.yaml", "%2e%2e/secret", Err(Refusal::Outside)),
            ("openapi.yaml", "/etc/passwd", Err(Refusal::Absolute)),
            ("openapi.yaml", "file:///etc/passwd", Err(Refusal::Absolute)),
            ("openapi.yaml", "C:/x", Err(Refusal::Absolute)),
            ("openapi.yaml", "..\\x", Err(Refusal::Absolute)),
            ("openapi.yaml", "HTTPS://host/x", Err(Refusal::Remote)),
            ("openapi.yaml", "//host/x", Err(Refusal::Remote)),
        ] {
            assert_eq!(Reference::parse(text).path(base), path.map(str::to_owned), "{text}");
        }
    }
}
