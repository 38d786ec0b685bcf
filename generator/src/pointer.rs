//! JSON pointers (RFC 6901): where in the user's document something stands.

use std::fmt;

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
        let mut text = self.0.clone();
        text.push('/');
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
        Self(format!("{}/{index}", self.0))
    }

    /// The value that contains this one; none for the root.
    #[must_use]
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|end| Self(self.0[..end].to_owned()))
    }

    /// The keys from the root on, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> {
        self.0.split('/').skip(1).map(|it| it.replace("~1", "/").replace("~0", "~"))
    }

    /// The last key, unescaped; empty for the root.
    pub fn last(&self) -> String {
        self.tokens().last().unwrap_or_default()
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

impl fmt::Display for Pointer {
    /// As in a reference: `#/paths/~1feeds`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

#[cfg(test)]
mod tests {
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
}
