//! The path to a place in a JSON text, `data[3].platform`, from the line and column of a parser's error.
//! Only used when reading has failed, so it need not be fast; it must be right for texts that are broken, too.

/// The path to the value that ends at, or holds, that line and column (both from 1, columns in bytes).
pub(crate) fn at(text: &[u8], line: usize, column: usize) -> String {
    let start = text.split_inclusive(|it| *it == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum::<usize>();
    PathScanner { text, offset: 0, end: start.saturating_add(column), path: Vec::new() }.run()
}

struct PathScanner<'a> {
    text: &'a [u8],
    offset: usize,
    /// The offset after the last byte that the parser looked at.
    end: usize,
    path: Vec<Level>,
}

enum Level {
    Array(usize),
    Object { key: Option<String> },
}

impl PathScanner<'_> {
    fn run(mut self) -> String {
        while let Some(byte) = self.text.get(self.offset).copied() {
            let token_end = match byte {
                b' ' | b'\t' | b'\r' | b'\n' => self.offset + 1,
                b'"' => self.string_end(),
                b'{' | b'}' | b'[' | b']' | b',' | b':' => self.offset + 1,
                _ => self.scalar_end(),
            };
            if byte == b'{' || byte == b'[' {
                if token_end >= self.end {
                    return self.render();
                }
                self.path.push(if byte == b'[' { Level::Array(0) } else { Level::Object { key: None } });
            } else if byte == b'}' || byte == b']' {
                self.path.pop();
                if token_end >= self.end {
                    return self.render();
                }
            } else if byte == b',' {
                match self.path.last_mut() {
                    Some(Level::Array(index)) => *index += 1,
                    Some(Level::Object { key }) => *key = None,
                    None => {}
                }
            } else if byte == b'"' && matches!(self.path.last(), Some(Level::Object { key: None })) {
                let name = self.text.get(self.offset..token_end).unwrap_or_default();
                if let Some(Level::Object { key }) = self.path.last_mut() {
                    *key = Some(name_text(name));
                }
            }
            if token_end >= self.end {
                return self.render();
            }
            self.offset = token_end;
        }
        self.render()
    }

    fn string_end(&self) -> usize {
        let mut at = self.offset + 1;
        while let Some(byte) = self.text.get(at) {
            match byte {
                b'"' => return at + 1,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.text.len()
    }

    fn scalar_end(&self) -> usize {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        let length = rest.iter().position(|it| b" \t\r\n{}[],:\"".contains(it)).unwrap_or(rest.len());
        self.offset + length.max(1)
    }

    fn render(&self) -> String {
        let mut path = Spelling::default();
        for level in &self.path {
            match level {
                Level::Array(index) => path.item(*index),
                Level::Object { key: Some(key) } => path.member(key),
                Level::Object { key: None } => {}
            }
        }
        path.text()
    }
}

/// How paths are spelled: `data[3].platform`, `headers["a b"]`, `$` for the whole text. A path is cut where it is
/// too long for a line, because a server can make it as long as it likes.
#[derive(Default)]
pub(crate) struct Spelling(String);

const LONGEST: usize = 200;

impl Spelling {
    pub(crate) fn member(&mut self, name: &str) {
        match is_plain(name) {
            true if self.0.is_empty() => self.push(name),
            true => self.push(&format!(".{name}")),
            false => self.push(&format!("[{name:?}]")),
        }
    }

    pub(crate) fn item(&mut self, index: usize) {
        self.push(&format!("[{index}]"));
    }

    fn push(&mut self, step: &str) {
        if self.0.ends_with('…') {
            return;
        }
        self.0.push_str(if self.0.len() + step.len() > LONGEST { "…" } else { step });
    }

    pub(crate) fn text(self) -> String {
        if self.0.is_empty() { "$".to_owned() } else { self.0 }
    }
}

fn name_text(quoted: &[u8]) -> String {
    serde_json::from_slice(quoted).unwrap_or_else(|_| String::from_utf8_lossy(quoted).trim_matches('"').to_owned())
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.len() <= 100
        && key.chars().all(|it| it.is_alphanumeric() || matches!(it, '_' | '-' | '$' | '@'))
}
