//! JSON pointers (RFC 6901): where in the user's document something stands.
//!
//! A type of our own: `serde_json` reads pointers and has no type for them, and those of other crates keep a list of tokens,
//! while here a hundred thousand of them are keys that are compared and hashed as one text.

use std::borrow::{Borrow, Cow};
use std::fmt::{self, Write as _};

use serde_json::Value;

/// A JSON pointer, kept in its escaped text form without the leading `#`: `/paths/~1feeds/get`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes a pointer in its text form, with or without the leading `#`; percent-encoding is not undone.
    pub fn parse(text: &str) -> Self {
        Self(text.strip_prefix('#').unwrap_or(text).to_owned())
    }

    /// The member `key` of the value that this leads to.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut text = String::with_capacity(self.0.len() + 1 + key.len());
        text.push_str(&self.0);
        text.push('/');
        if !key.bytes().any(|it| matches!(it, b'~' | b'/')) {
            text.push_str(key);
            return Self(text);
        }
        for c in key.chars() {
            match c {
                '~' => text.push_str("~0"),
                '/' => text.push_str("~1"),
                c => text.push(c),
            }
        }
        Self(text)
    }

    /// The item `index` of the value that this leads to.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut text = String::with_capacity(self.0.len() + 4);
        text.push_str(&self.0);
        // Writing to a `String` does not fail.
        let _ = write!(text, "/{index}");
        Self(text)
    }

    /// The value that contains this one; none for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|end| Self(self.0[..end].to_owned()))
    }

    /// The keys from the root on, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> {
        self.steps().map(Cow::into_owned)
    }

    fn steps(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(unescaped)
    }

    /// The value that it leads to. `Value::pointer` makes two texts of each key; a document has some millions of them.
    pub(crate) fn find<'v>(&self, root: &'v Value) -> Option<&'v Value> {
        found(&self.0, root)
    }

    /// The places around it from the inside out, itself first.
    pub(crate) fn outwards(&self) -> impl Iterator<Item = &str> {
        std::iter::successors(Some(self.as_str()), |at| at.rfind('/').map(|end| &at[..end]))
    }

    /// The last key, unescaped; empty for the root.
    pub fn last(&self) -> String {
        self.0.rsplit_once('/').map(|(_, last)| unescaped(last).into_owned()).unwrap_or_default()
    }

    /// Whether it leads to that place, or to one inside of it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.as_str().strip_prefix(other.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// The text form, without `#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a pointer in its text form leads to.
pub(crate) fn found<'v>(pointer: &str, root: &'v Value) -> Option<&'v Value> {
    let (mut value, mut rest) = (root, pointer.split_once('/').map(|(_, rest)| rest));
    while let Some(steps) = rest {
        let end = steps.bytes().position(|it| it == b'/');
        let step = unescaped(&steps[..end.unwrap_or(steps.len())]);
        value = match value {
            Value::Object(members) => members.get(&*step)?,
            Value::Array(items) => items.get(index(&step)?)?,
            _ => return None,
        };
        rest = end.map(|end| &steps[end + 1..]);
    }
    Some(value)
}

impl Borrow<str> for Pointer {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

/// A key without its escapes.
fn unescaped(token: &str) -> Cow<'_, str> {
    if !token.bytes().any(|it| it == b'~') {
        return token.into();
    }
    let mut parts = token.split('~');
    let mut key = String::with_capacity(token.len());
    key.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (sign, rest) = match part.as_bytes().first() {
            Some(b'0') => ('~', &part[1..]),
            Some(b'1') => ('/', &part[1..]),
            _ => ('~', part),
        };
        key.push(sign);
        key.push_str(rest);
    }
    key.into()
}

/// The place in a list: digits without a leading zero (RFC 6901, section 4).
fn index(token: &str) -> Option<usize> {
    let is_number = token.bytes().all(|it| it.is_ascii_digit()) && (token == "0" || !token.starts_with('0'));
    token.parse().ok().filter(|_| is_number)
}

impl fmt::Display for Pointer {
    /// As in a reference: `#/paths/~1feeds`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_escaped_and_come_back() {
        for (key, text) in [("a", "#/a"), ("/feeds/{id}", "#/~1feeds~1{id}"), ("a~b", "#/a~0b"), ("", "#/")] {
            let pointer = Pointer::root().key(key);
            assert_eq!(pointer.to_string(), text);
            assert_eq!(pointer.last(), key);
            assert_eq!(pointer.parent(), Some(Pointer::root()));
        }
    }

    #[test]
    fn values_are_found_as_serde_json_finds_them() {
        let root = json!({ "": 0, "a": [1, { "b": 2 }], "/": { "~": 3 }, "~1": 4, "~": 6, "~/": 7, "~~1": 8, "~2": 9, "0": { "01": 5 }, "s": "text" });
        let texts = [
            "", "/", "/a", "/a/0", "/a/1/b", "/a/2", "/a/01", "/a/+0", "/a/-", "/a/", "/~1/~0", "/~01", "/0/01",
            "/s/0", "/a/1/c", "/x/y", "/~", "/~~1", "/~~01", "/~2",
        ];
        for text in texts {
            assert_eq!(Pointer::parse(text).find(&root), root.pointer(text), "{text}");
        }
    }
}
