//! Limits on the size of a text, checked on its characters before it is parsed: parsers keep the whole text as values,
//! so a small text of many tiny values takes a hundred times its size in memory.
//!
//! No parser checks this: `serde_json` and `serde_yaml` only limit depth, and only while they parse.

use saphyr_parser::{Event, Parser};

use super::{flow, read};

/// The limits of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The number of values: objects, arrays, strings, numbers, booleans and nulls.
    pub nodes: usize,
    /// The nesting depth of arrays and objects.
    pub depth: usize,
}

impl Bounds {
    /// Creates limits with this number of values and the depth limit of documents.
    pub fn nodes(nodes: usize) -> Self {
        Self { nodes, depth: read::MAX_DEPTH }
    }

    /// Checks a text that should be JSON, in one pass over its bytes.
    ///
    /// # Errors
    ///
    /// Returns which limit it exceeds.
    ///
    /// ```
    /// use octogen::document::Bounds;
    ///
    /// assert_eq!(Bounds::nodes(3).json("[1, 2]"), Ok(()));
    /// assert_eq!(Bounds::nodes(3).json("[1, 2, 3]"), Err("it holds more than 3 values".to_owned()));
    /// assert!(Bounds::nodes(3).json(&"[".repeat(200)).unwrap_err().contains("nested"));
    /// ```
    pub fn json(&self, text: &str) -> Result<(), String> {
        self.hold(json(text))
    }

    /// Checks a text that should be YAML, in time that does not depend on its nesting.
    ///
    /// # Errors
    ///
    /// Returns which limit it exceeds.
    pub fn yaml(&self, text: &str) -> Result<(), String> {
        if flow::too_deep(text, self.depth).is_some() {
            return self.hold(Seen { depth: usize::MAX, nodes: 0 });
        }
        // The estimate is never too low. If it is too high, prose may have been counted as values.
        self.hold(yaml(text)).or_else(|_| self.hold(self.count(text)))
    }

    fn hold(&self, seen: Seen) -> Result<(), String> {
        match seen {
            Seen { depth, .. } if depth > self.depth => Err(format!("it is nested deeper than {}", self.depth)),
            Seen { nodes, .. } if nodes > self.nodes => Err(format!("it holds more than {} values", self.nodes)),
            _ => Ok(()),
        }
    }

    /// Counts the events of a parser that keeps nothing. It stops at the limit or at a syntax error, which is reported
    /// when the text is parsed.
    fn count(&self, text: &str) -> Seen {
        let mut parser = Parser::new_from_str(text);
        let mut seen = Seen::default();
        // The open collections; for a mapping, whether its next node is a key.
        let mut open: Vec<Option<bool>> = Vec::new();
        while seen.nodes <= self.nodes && seen.depth <= self.depth {
            let Some(Ok((event, _))) = parser.next_event() else { break };
            let inside = match event {
                Event::SequenceStart(..) => Some(None),
                Event::MappingStart(..) => Some(Some(true)),
                Event::Scalar(..) | Event::Alias(..) => None,
                Event::SequenceEnd | Event::MappingEnd => {
                    open.pop();
                    continue;
                }
                Event::StreamEnd => break,
                _ => continue,
            };
            let is_key = open.last() == Some(&Some(true));
            if let Some(Some(next)) = open.last_mut() {
                *next = !*next;
            }
            seen.nodes += usize::from(!is_key);
            open.extend(inside);
            seen.depth = seen.depth.max(open.len());
        }
        seen
    }
}

#[derive(Clone, Copy, Default)]
struct Seen {
    nodes: usize,
    depth: usize,
}

/// Exact: outside of strings, each value except the first follows a comma or an opening bracket.
fn json(text: &str) -> Seen {
    let mut seen = Seen { nodes: 1, depth: 0 };
    let (mut open, mut is_string, mut is_escaped, mut is_empty) = (0_usize, false, false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'[' | b'{' => {
                open += 1;
                seen.depth = seen.depth.max(open);
                seen.nodes += 1;
                is_empty = true;
                continue;
            }
            b']' | b'}' => {
                open = open.saturating_sub(1);
                seen.nodes -= usize::from(is_empty);
            }
            b',' => seen.nodes += 1,
            _ if byte.is_ascii_whitespace() => continue,
            _ => {}
        }
        is_empty = false;
    }
    seen
}

/// An upper bound: a value in block style is on a line of its own or follows an indicator, a value in flow style
/// follows a comma or a bracket. Block style nests by column, twice if the sequence of a key begins at the column of
/// the key; flow style nests by bracket.
fn yaml(text: &str) -> Seen {
    let mut seen = Seen { nodes: 1, depth: 0 };
    let mut brackets = 0;
    for line in text.lines() {
        let start = line.bytes().take_while(|it| matches!(it, b' ' | b'-' | b'?')).count();
        let behind = line.as_bytes().windows(2).filter(|it| matches!(it, [b'-' | b'?' | b':', b' '])).count();
        let opened = line.bytes().filter(|it| matches!(it, b'[' | b'{')).count();
        let commas = line.bytes().filter(|it| *it == b',').count();
        seen.nodes += 1 + behind + opened + commas;
        seen.depth = seen.depth.max(2 * (start + 1));
        brackets += opened;
    }
    seen.depth += brackets;
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { nodes: 6, depth: 3 };

    fn is_json(text: &str) -> bool {
        serde_json::from_str::<serde_json::Value>(text).is_ok()
    }

    #[test]
    fn texts_within_their_bounds() {
        for text in [
            "{}",
            "[ ]",
            r#"{"a": [1, 2], "b": {"c": null}}"#,
            r#"["[[[[[[[[,,,,,,,,", "\"[[[[[[["]"#,
            "a: [1, 2]\nb: {c: d}\n",
            "a: commas, and, more, of, them, and, more\n",
            "a: \"[[[[[[[[\"\nb: it is [ not { open\n",
            "- - - a\n",
            "a:\n- b: 1\n",
            "a:\n - 1\n - 2\n - 3\n",
            "'[[[[': 1\n",
        ] {
            assert_eq!(BOUNDS.yaml(text), Ok(()), "{text}");
            assert!(!is_json(text) || BOUNDS.json(text) == Ok(()), "{text}");
        }
    }

    #[test]
    fn texts_with_too_much() {
        for (text, what) in [
            ("[1, 2, 3, 4, 5, 6]", "values"),
            (r#"{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}"#, "values"),
            ("[[], [], [], {}, {}, {}]", "values"),
            ("[[[[1]]]]", "nested"),
            (r#"{"a": {"a": {"a": {}}}}"#, "nested"),
            ("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n", "values"),
            ("- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n", "values"),
            ("a: [1, 2, 3, 4, 5]\n", "values"),
            ("{a: 'b\"', c: [1, 2, 3, 4, 5], d: '\"'}", "values"),
            ("- - - - a\n", "nested"),
            ("a:\n b:\n  c:\n   d: 1\n", "nested"),
            ("a:\n- b:\n  - c: 1\n", "nested"),
            ("- [[[[1]]]]\n", "nested"),
            ("a: &a [1, 2]\nb: [*a, *a, *a]\n", "values"),
        ] {
            let Err(said) = BOUNDS.yaml(text) else { panic!("{text} is let through") };
            assert!(said.contains(what), "{text}: {said}");
            assert!(!is_json(text) || BOUNDS.json(text) == Err(said), "{text}");
        }
    }

    /// Texts for which a YAML parser takes quadratic time do not reach it.
    #[test]
    fn depth_is_told_without_a_reader() {
        for start in ["[", "{", "[{", "a: [", "a: {b: [", "- ", "? ", "- ? "] {
            let text = start.repeat(100_000);
            assert!(Bounds::nodes(1_000_000).yaml(&text).unwrap_err().contains("nested"), "{start}");
        }
    }
}
