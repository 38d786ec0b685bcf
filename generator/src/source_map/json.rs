//! Where things stand in a text in JSON, level by level: what stands in an object or a list is told without what stands in
//! that. The text is gone through once, for its brackets; so a question about one place costs what is around the place,
//! and no tree of the whole text is made. The reader of values has seen the text before, so nothing is said here of what
//! is wrong with it; from there on nothing is found.

use std::sync::Arc;

/// Where something begins: byte and line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Start {
    pub byte: usize,
    /// From 1 on.
    pub line: u32,
}

/// A member of an object, or an item of a list.
pub(super) struct Entry {
    /// Empty for an item.
    pub key: Box<str>,
    /// The line of its key; of an item, that of the value.
    pub line: u32,
    pub value: Start,
}

/// A text with the places of its brackets.
#[derive(Debug)]
pub(super) struct Json {
    text: Arc<str>,
    /// Where each bracket opens, and what comes behind the one that closes it.
    brackets: Vec<(usize, Start)>,
}

impl Json {
    pub fn new(text: Arc<str>) -> Self {
        let brackets = brackets(&text);
        Self { text, brackets }
    }

    /// Where the value of the text begins.
    pub fn start(&self) -> Start {
        let mut scan = Scan { json: self, at: Start { byte: 0, line: 1 } };
        scan.skip(b"");
        scan.at
    }

    /// What stands in the value that begins there, in the order of the text, and whether it is a list.
    pub fn inside(&self, value: Start) -> (Vec<Entry>, bool) {
        let mut scan = Scan { json: self, at: value };
        let is_list = match scan.next() {
            Some(b'[') => true,
            Some(b'{') => false,
            _ => return (Vec::new(), false),
        };
        let mut entries = Vec::new();
        scan.at.byte += 1;
        loop {
            scan.skip(b",");
            let line = scan.at.line;
            let key = match scan.next() {
                None | Some(b']' | b'}') => return (entries, is_list),
                _ if is_list => Box::default(),
                Some(b'"') => {
                    let key = scan.string();
                    scan.skip(b":");
                    serde_json::from_str(key).unwrap_or_default()
                }
                Some(_) => return (entries, is_list),
            };
            entries.push(Entry { key, line, value: scan.at });
            scan.value();
        }
    }

    /// What comes behind the brackets that open there; where they are not closed, the end.
    fn behind(&self, open: usize) -> Start {
        let index = self.brackets.partition_point(|(at, _)| *at < open);
        let known = self.brackets.get(index).filter(|(at, end)| *at == open && end.byte > 0);
        known.map_or(Start { byte: self.text.len(), line: 0 }, |(_, end)| *end)
    }
}

fn brackets(text: &str) -> Vec<(usize, Start)> {
    let bytes = text.as_bytes();
    let (mut brackets, mut open) = (Vec::new(), Vec::new());
    let mut at = Start { byte: 0, line: 1 };
    while let Some(byte) = bytes.get(at.byte) {
        match byte {
            b'"' => {
                at.byte = behind_string(bytes, at.byte);
                continue;
            }
            b'[' | b'{' => {
                open.push(brackets.len());
                brackets.push((at.byte, Start::default()));
            }
            b']' | b'}' => {
                if let Some(index) = open.pop() {
                    brackets[index].1 = Start { byte: at.byte + 1, ..at };
                }
            }
            b'\n' => at.line += 1,
            _ => {}
        }
        at.byte += 1;
    }
    brackets
}

/// What comes behind the string that begins there.
fn behind_string(text: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = text.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
        match text[at + found] {
            b'"' => return at + found + 1,
            _ => at += found + 2,
        }
    }
    text.len()
}

struct Scan<'j> {
    json: &'j Json,
    at: Start,
}

impl<'j> Scan<'j> {
    fn next(&self) -> Option<u8> {
        self.json.text.as_bytes().get(self.at.byte).copied()
    }

    /// Goes on behind white space and these signs.
    fn skip(&mut self, signs: &[u8]) {
        while let Some(byte) = self.next().filter(|it| it.is_ascii_whitespace() || signs.contains(it)) {
            self.at.line += u32::from(byte == b'\n');
            self.at.byte += 1;
        }
    }

    /// The string that begins here, with its quotes.
    fn string(&mut self) -> &'j str {
        let start = self.at.byte;
        self.at.byte = behind_string(self.json.text.as_bytes(), start);
        self.json.text.get(start..self.at.byte).unwrap_or_default()
    }

    /// Goes on behind the value that begins here.
    fn value(&mut self) {
        match self.next() {
            Some(b'"') => self.at.byte = behind_string(self.json.text.as_bytes(), self.at.byte),
            Some(b'[' | b'{') => self.at = self.json.behind(self.at.byte),
            _ => {
                let ends = |it: &u8| it.is_ascii_whitespace() || matches!(it, b',' | b']' | b'}');
                let rest = &self.json.text.as_bytes()[self.at.byte..];
                self.at.byte += rest.iter().position(ends).unwrap_or(rest.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found of a text whose reading has ended with an error: no more than there is, and an end in any case.
    #[test]
    fn texts_that_are_no_json_have_an_end() {
        let whole = r#" {"a" : [1, "\"]", {}], "b\\" :{"c":null} , "d": [[]]}  "#;
        let ends = (0..=whole.len()).map(|end| whole[..end].to_owned());
        let wrong = [
            "[1,,2]",
            "[}",
            "{]",
            "{\"a\"}",
            "{\"a\":}",
            "{1:2}",
            "[1 2]",
            "\"\\",
            "{'a': 1}",
            "}",
            "[\"a\" \"b\"]",
            "[:",
        ];
        for text in ends.chain(wrong.map(str::to_owned)) {
            let json = Json::new(text.as_str().into());
            let mut open = vec![json.start()];
            while let Some(value) = open.pop() {
                open.extend(json.inside(value).0.into_iter().map(|it| it.value));
            }
        }
        let json = Json::new(whole.into());
        let keys = |at| json.inside(at).0.into_iter().map(|it| it.key).collect::<Vec<_>>();
        assert_eq!(keys(json.start()), ["a".into(), "b\\".into(), "d".into()]);
        assert_eq!(json.inside(json.inside(json.start()).0[0].value).0.len(), 3);
    }
}
