//! How names of the document are written in keys and in lists.

/// A name of the document in a key: unchanged if it is plain, or quoted as in JSON if it contains separators of keys.
pub(crate) fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | '@');
    if !text.is_empty() && text.chars().all(plain) { text.to_owned() } else { quoted(text) }
}

/// The text in quotes, in ASCII: invisible and confusable characters are escaped.
fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c.is_alphanumeric() || (' '..='~').contains(&c) {
            true => out.push(c),
            false => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}"))),
        }
    }
    out
}

/// A name of the document as a part of a key, `limit` of `query:limit`, or of a list.
pub(crate) fn element(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '$' | '@' | '.' | '[' | ']');
    if !text.is_empty() && text.chars().all(plain) { text.to_owned() } else { quoted(text) }
}

/// A list as it is written.
pub(crate) fn list(items: impl IntoIterator<Item = String>) -> String {
    items.into_iter().collect::<Vec<_>>().join(", ")
}

/// The parts of a list, as they are written.
pub(super) fn items(text: &str) -> Vec<String> {
    let mut quoted = Quoted::default();
    let parts = text.split(|c: char| !quoted.holds(c) && c == ',').map(str::trim);
    parts.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// Whether a scan is inside a string in quotes, as in JSON.
#[derive(Default)]
pub(super) struct Quoted {
    inside: bool,
    escaped: bool,
}

impl Quoted {
    pub(super) fn holds(&mut self, c: char) -> bool {
        let escaped = std::mem::take(&mut self.escaped);
        match c {
            '"' if !escaped => {
                self.inside = !self.inside;
                true
            }
            '\\' if self.inside && !escaped => {
                self.escaped = true;
                true
            }
            _ => self.inside,
        }
    }
}
