//! How much a text may hold, told from its characters before any reader sees it: readers keep whole texts as values,
//! so a small text of many tiny values costs a hundred times its size.
//!
//! No reader tells this: `serde_json` and `serde_yaml` count depth alone, and only while they read.

use saphyr_parser::{Event, Parser};

use super::{flow, read};

/// What a text may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Values: objects, arrays, strings, numbers, booleans and nulls, all together.
    pub nodes: usize,
    /// Arrays and objects inside each other.
    pub depth: usize,
}

impl Bounds {
    /// So many values, nested as deep as documents are read at all.
    pub fn nodes(nodes: usize) -> Self {
        Self { nodes, depth: read::MAX_DEPTH }
    }

    /// Holds a text that ought to be JSON to the bounds, in one pass over its bytes.
    ///
    /// # Errors
    ///
    /// What it has too much of, in a few words.
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

    /// Holds a text that ought to be YAML to the bounds, in time that does not grow with its nesting.
    ///
    /// # Errors
    ///
    /// What it has too much of, in a few words.
    pub fn yaml(&self, text: &str) -> Result<(), String> {
        if flow::too_deep(text, self.depth).is_some() {
            return self.hold(Seen { depth: usize::MAX, nodes: 0 });
        }
        // What was seen is never too little. Where it is too much, prose may have been taken for values.
        self.hold(yaml(text)).or_else(|_| self.hold(self.count(text)))
    }

    fn hold(&self, seen: Seen) -> Result<(), String> {
        match seen {
            Seen { depth, .. } if depth > self.depth => Err(format!("it is nested deeper than {}", self.depth)),
            Seen { nodes, .. } if nodes > self.nodes => Err(format!("it holds more than {} values", self.nodes)),
            _ => Ok(()),
        }
    }

    /// Counts by the events of a reader that keeps nothing; it stops where a bound is passed or the text is at fault,
    /// which whoever reads it will say.
    fn count(&self, text: &str) -> Seen {
        let mut parser = Parser::new_from_str(text);
        let mut seen = Seen::default();
        // What is open; of a mapping, whether its next node is a key.
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

/// Exact: outside of strings each value but the first stands behind a comma or an opening bracket.
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

/// Never fewer than there are: a value of block style stands on a line of its own or behind an indicator, a value of
/// flow style behind a comma or a bracket. Block style goes a level deeper with a column, or twice where the list of a
/// key begins at the key's own column; flow style goes a level deeper with a bracket.
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

    /// What takes a reader of YAML time in the square of its length does not reach it.
    #[test]
    fn depth_is_told_without_a_reader() {
        for start in ["[", "{", "[{", "a: [", "a: {b: [", "- ", "? ", "- ? "] {
            let text = start.repeat(100_000);
            assert!(Bounds::nodes(1_000_000).yaml(&text).unwrap_err().contains("nested"), "{start}");
        }
    }
}
