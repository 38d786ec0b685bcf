//! Percent-encoding (RFC 3986, section 2): what stays as it is in each place of a request.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// How a value is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escape {
    /// All but unreserved characters.
    Strict,
    /// `allowReserved` in a query: reserved characters stay, but for those that would end the value.
    ReservedInQuery,
    /// `allowReserved` in a path: reserved characters stay, but for those that would end the segment.
    ReservedInPath,
    /// A variable of a path that spans segments (`{name=projects/*}`): all but unreserved characters and slashes.
    Slashes,
    /// The same with `allowReserved`, or as RFC 6570 writes `{+path}`: reserved characters stay, slashes included.
    ReservedAndSlashes,
    /// Nothing: a header, a raw cookie, a part.
    Nothing,
}

impl Escape {
    /// Whether a value may span segments of a path.
    pub(crate) fn keeps_slashes(self) -> bool {
        matches!(self, Self::Slashes | Self::ReservedAndSlashes)
    }
}

const STRICT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Reserved characters that are harmless within a segment of a path.
const PATH: &AsciiSet = &STRICT
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// In a query `&` begins a new pair, `+` is read as a space and `#` ends the query; the rest may stay.
const QUERY: &AsciiSet = &PATH.add(b'&').add(b'+').remove(b'/').remove(b'?').remove(b'[').remove(b']');

/// The text, escaped.
pub(crate) fn escape(text: &str, how: Escape) -> String {
    let set = match how {
        Escape::Strict => STRICT,
        Escape::ReservedInQuery => QUERY,
        Escape::ReservedInPath => PATH,
        Escape::Slashes => const { &STRICT.remove(b'/') },
        Escape::ReservedAndSlashes => const { &PATH.remove(b'/') },
        Escape::Nothing => return text.to_owned(),
    };
    utf8_percent_encode(text, set).to_string()
}

/// The fixed text of a path template: what a URL cannot hold is escaped, all else (also `%2F`) stays.
pub(crate) fn literal(text: &str) -> impl Iterator<Item = &str> {
    const LITERAL: &AsciiSet = &PATH.remove(b'/').remove(b'%');
    utf8_percent_encode(text, LITERAL)
}
