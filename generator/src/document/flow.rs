//! Finds flow style (`[`, `{`) that is nested too deep before YAML is parsed, since the parser takes quadratic time in
//! the depth. Block style cannot nest without indentation and needs no check.
//!
//! The available YAML parsers apply their own limits only after they have spent that time.

use saphyr_parser::{Event, Parser};

/// The number of brackets that may seem open before a parser counts them.
const STEP: usize = 4_000;
/// The maximum number of such counts; no sensible text has as many unbalanced brackets.
const MAX_QUESTIONS: usize = 8;

/// The line where flow style is nested deeper than `max`, if there is one.
pub(super) fn too_deep(text: &str, max: usize) -> Option<usize> {
    let mut count = Count::default();
    let mut questions = 0;
    for (at, byte) in text.bytes().enumerate() {
        count.read(byte);
        if count.open > STEP {
            let line = || text[..at].lines().count();
            questions += 1;
            match depth(&text[..=at], max) {
                Ok(_) if questions == MAX_QUESTIONS => return Some(line()),
                Ok(depth) => count.open = depth,
                Err(line) => return Some(line),
            }
        }
    }
    None
}

/// An upper bound of the open brackets. Inside a possible string, comment or tag, a closing bracket only closes a
/// bracket that was opened in it.
#[derive(Default)]
struct Count {
    open: usize,
    /// What ends the possible string at the current position, and the number of brackets opened in it.
    text: Option<(u8, usize)>,
    is_escaped: bool,
    /// The last byte, and whether it ended a string in single quotes.
    last: u8,
    has_just_ended: bool,
}

impl Count {
    fn read(&mut self, byte: u8) {
        let is_start =
            matches!(self.last, 0 | b' ' | b'\t' | b'\n' | b'\r' | b'[' | b'{' | b',' | b':' | b'?' | b'-' | b'(');
        let is_again = self.has_just_ended && byte == self.last;
        self.has_just_ended = false;
        match (byte, &mut self.text) {
            (_, Some((b'"', _))) if self.is_escaped => self.is_escaped = false,
            (b'\\', Some((b'"', _))) => self.is_escaped = true,
            (b'[' | b'{', Some((_, inside))) => {
                *inside += 1;
                self.open += 1;
            }
            (b']' | b'}', Some((_, inside))) => {
                self.open = self.open.saturating_sub(usize::from(*inside > 0));
                *inside = inside.saturating_sub(1);
            }
            (byte, Some((end, _))) if byte == *end || (*end == b' ' && byte.is_ascii_whitespace()) => {
                self.has_just_ended = byte == b'\'';
                self.text = None;
            }
            (_, Some(_)) => {}
            (b'[' | b'{', None) => self.open += 1,
            (b']' | b'}', None) => self.open = self.open.saturating_sub(1),
            (b'"' | b'\'', None) if is_start || is_again => self.text = Some((byte, 0)),
            (b'#', None) if is_start => self.text = Some((b'\n', 0)),
            (b'!' | b'&' | b'*', None) if is_start => self.text = Some((b' ', 0)),
            _ => {}
        }
        self.last = byte;
    }
}

/// The maximum depth at the end of a text, or the line where it exceeds the limit.
fn depth(text: &str, max: usize) -> Result<usize, usize> {
    let mut parser = Parser::new_from_str(text);
    let mut depth = 0_usize;
    let mut seen = 0;
    while let Some(Ok((event, span))) = parser.next_event() {
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            Event::StreamEnd => break,
            _ => {}
        }
        if depth > max {
            return Err(span.start.line());
        }
        seen = span.end.line();
    }
    // Brackets that the parser has not classified yet may all be open.
    let rest = text.lines().skip(seen.saturating_sub(1));
    let undecided = rest.flat_map(str::bytes).filter(|it| matches!(it, b'[' | b'{')).count();
    if undecided >= STEP { Err(seen.max(1)) } else { Ok(depth + undecided) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_is_found_behind_texts_and_comments() {
        for start in [
            "[",
            "{b: ",
            "[x, ",
            "[\"]\", ",
            "[']', ",
            "['a'' ]', ",
            "[\"\\\" ]\", ",
            "[ # ]\n ",
            "[!t \"]\", ",
            "[a 'b, ",
            "[ *a",
        ] {
            assert!(too_deep(&format!("a: {}", start.repeat(20_000)), 128).is_some(), "{start}");
        }
        for text in ["- \"[\"\n", "- '[a](b)'\n", "- it's [x] isn't\n", "- {a: [1], b: [\"]\"]}\n"] {
            assert_eq!(too_deep(&text.repeat(4_500), 128), None, "{text}");
        }
    }
}
