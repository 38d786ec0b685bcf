//! Wire names as identifiers: `not in` → `NotIn`, `>=` → `GreaterOrEqual`, `北京` → `BeiJing`.

use std::cell::RefCell;

use deunicode::deunicode;
use foldhash::HashMap;
use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

use super::reserved::Kind;
use super::symbols::{comparison, operator, sign, symbol};

/// The maximum length of an identifier; a longer one ends with the last word that fits, or with a hash of the whole.
const LONGEST: usize = 96;

/// The maximum number of cached identifiers, and the maximum length of their names.
const KEPT: usize = 1 << 14;

thread_local! {
    /// A cache of identifiers by kind and name: a document has a few thousand names, each of them hundreds of times.
    static KNOWN: RefCell<[HashMap<String, String>; 6]> = RefCell::default();
}

/// The identifier of this kind for a wire name, regardless of keywords and of other names.
pub(super) fn identifier(kind: Kind, wire: &str) -> String {
    let made = || cased(kind, &spoken(wire, Symbols::AtTheEdge), Cut::for_kind(kind));
    if wire.len() > LONGEST {
        return made();
    }
    let is_made = match kind {
        Kind::Type => is_pascal(wire),
        Kind::Field | Kind::Method | Kind::Module => is_snake(wire),
        Kind::Variant | Kind::Const => false,
    };
    if is_made {
        return wire.to_owned();
    }
    KNOWN.with_borrow_mut(|known| {
        let known = &mut known[kind as usize];
        if let Some(identifier) = known.get(wire) {
            return identifier.clone();
        }
        if known.len() == KEPT {
            known.clear();
        }
        let identifier = made();
        known.insert(wire.to_owned(), identifier.clone());
        identifier
    })
}

/// Whether the text is an identifier of a type as it stands: words of letters and digits, each a capital with a small letter
/// behind it. Names of places are put together of such, and are long.
fn is_pascal(text: &str) -> bool {
    let letters = text.as_bytes();
    let is_right = |at: usize| match letters[at] {
        b'A'..=b'Z' => letters.get(at + 1).is_some_and(u8::is_ascii_lowercase),
        letter => letter.is_ascii_lowercase() || letter.is_ascii_digit(),
    };
    letters.first().is_some_and(u8::is_ascii_uppercase) && (0..letters.len()).all(is_right)
}

/// Whether the text is the name of a field as it stands: words of small letters and digits with an underscore between them.
fn is_snake(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    text.starts_with(|it: char| it.is_ascii_lowercase()) && text.split('_').all(is_word)
}

/// The same with a word for every symbol, for names that only differ in symbols.
pub(super) fn spelled_out(kind: Kind, wire: &str) -> String {
    cased(kind, &spoken(wire, Symbols::Everywhere), Cut::Hash)
}

/// The identifier of a name that is too long, shortened in the middle; `None` if all of it fits.
pub(super) fn shortened_inside(kind: Kind, wire: &str) -> Option<String> {
    let words = snake(wire);
    let words: Vec<&str> = words.split('_').filter(|it| !it.is_empty()).collect();
    let length = |words: &[&str]| words.iter().map(|it| it.len() + 1).sum::<usize>();
    if length(&words) < LONGEST {
        return None;
    }
    let half = |words: &mut dyn Iterator<Item = &&str>| {
        let mut room = LONGEST / 2;
        words.take_while(|it| room.checked_sub(it.len() + 1).map(|left| room = left).is_some()).count()
    };
    let (start, end) = (half(&mut words.iter()), half(&mut words.iter().rev()));
    (start > 0 && end > 0).then(|| identifier(kind, &[&words[..start], &words[words.len() - end..]].concat().join(" ")))
}

/// The words of a text, separated by underscores.
pub(crate) fn snake(text: &str) -> String {
    words(&joined(text), true).to_snake_case()
}

/// Whether a name can be made from the words of the text.
pub(crate) fn is_nameable(text: &str) -> bool {
    !identifier(Kind::Variant, text).is_empty() && text.chars().any(char::is_alphanumeric)
}

/// Converts to Pascal case for a part of a type name: `update_keyword` → `UpdateKeyword`.
pub(crate) fn pascal(wire: &str) -> String {
    identifier(Kind::Type, wire)
}

/// Joins words in Pascal case: `("ListMentions", "200")` → `ListMentions200`.
pub(crate) fn phrase<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let text: String = parts.into_iter().map(pascal).map(|it| it.trim_start_matches('_').to_owned()).collect();
    identifier(Kind::Type, &text)
}

/// The words of a type name in lower case: `ListMentionsRequest` → `list`, `mentions`, `request`.
pub(crate) fn words_of(name: &str) -> Vec<String> {
    name.to_snake_case().split('_').map(str::to_owned).collect()
}

/// How an identifier that is too long is shortened.
#[derive(Clone, Copy, PartialEq)]
enum Cut {
    /// It ends with the last word that fits.
    Words,
    /// It ends with a hash of the whole.
    Hash,
}

impl Cut {
    /// Type names are made from the words of their locations, and many only differ in the last ones.
    fn for_kind(kind: Kind) -> Self {
        if kind == Kind::Type { Self::Hash } else { Self::Words }
    }
}

fn cased(kind: Kind, text: &str, cut: Cut) -> String {
    let text = joined(text);
    let cased = match kind {
        Kind::Type | Kind::Variant => pascal_words(kind, &text, cut),
        Kind::Field | Kind::Method | Kind::Module => text.to_snake_case(),
        Kind::Const => text.to_shouty_snake_case(),
    };
    let mut short = shortened(cased, cut);
    if kind == Kind::Const {
        short.make_ascii_uppercase(); // the hash
    }
    match short.chars().next() {
        None => String::new(),
        // Lints reject names of an underscore and digits only.
        Some(_) if kind == Kind::Field && short.bytes().all(|it| it.is_ascii_digit() || it == b'_') => {
            format!("n{short}")
        }
        // A module is next to the types that it re-exports, and `_2d` may be one of them.
        Some(first) if first.is_ascii_digit() && kind == Kind::Module => format!("n{short}"),
        Some(first) if first.is_ascii_digit() => format!("_{short}"),
        Some(_) => short,
    }
}

/// The words in Pascal case. The separator of two numbers is kept, `2.10` → `2_10`, not `210`.
fn pascal_words(kind: Kind, text: &str, cut: Cut) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let word = if kind == Kind::Variant && is_unit(word) { word.to_owned() } else { word.to_pascal_case() };
        if cut == Cut::Words && !out.is_empty() && out.len() + word.len() >= LONGEST {
            break;
        }
        let digit = |c: Option<char>| c.is_some_and(|it| it.is_ascii_digit());
        if digit(out.chars().next_back()) && digit(word.chars().next()) {
            out.push('_');
        }
        out.push_str(&word);
    }
    out
}

/// A number with a letter for its unit, whose case distinguishes a minute from a month: `1m`, `1M`.
fn is_unit(word: &str) -> bool {
    let number = word.trim_start_matches(|c: char| c.is_ascii_digit());
    number.len() == 1 && word.len() > 1 && number.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// Words whose case suggests several: plurals of abbreviations (`userIDs` → `userIds`) and names of protocols (`OAuth`,
/// RFC 6749; `IPv4`, RFC 791; `IPv6`, RFC 8200).
fn joined(text: &str) -> String {
    const PROTOCOLS: &[(&str, &str)] = &[("OAuth", "Oauth"), ("IPv4", "Ipv4"), ("IPv6", "Ipv6")];
    // Two capitals in a row are rare, and all of these words have them.
    if !text.as_bytes().windows(2).any(|it| it[0].is_ascii_uppercase() && it[1].is_ascii_uppercase()) {
        return text.to_owned();
    }
    let mut text = text.to_owned();
    for (name, word) in PROTOCOLS {
        text = text.replace(name, word);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let run = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        let after = rest[run..].strip_prefix('s');
        if run > 1 && after.is_some_and(|it| !it.starts_with(|c: char| c.is_ascii_lowercase())) {
            out.push(first);
            out.push_str(&rest[1..run].to_ascii_lowercase());
            rest = &rest[run..];
        } else {
            let step = run.max(first.len_utf8());
            out.push_str(&rest[..step]);
            rest = &rest[step..];
        }
    }
    out
}

fn shortened(name: String, cut: Cut) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    if let Some(end) = name[..LONGEST].rfind('_').filter(|end| cut == Cut::Words && *end > 0) {
        return name[..end].to_owned();
    }
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{}{:08x}", &name[..LONGEST - 8], hash as u32)
}

#[derive(Clone, Copy, PartialEq)]
enum Symbols {
    /// A symbol before a word has a meaning (`!source`, `-date`, `+1`); between words it is a separator.
    AtTheEdge,
    /// Every symbol has a meaning.
    Everywhere,
}

/// The wire name as words of ASCII letters and digits, with words for symbols that have a meaning.
fn spoken(wire: &str, symbols: Symbols) -> String {
    // Only names of sensible length are read completely; the hash distinguishes the others.
    let ascii = if wire.is_ascii() { wire.to_owned() } else { transliterated(wire) };
    let wordless = !ascii.contains(|c: char| c.is_ascii_alphanumeric());
    if symbols == Symbols::Everywhere {
        return letter_by_letter(&ascii, wordless);
    }
    if wordless {
        return operator(&ascii).map_or_else(|| letter_by_letter(&ascii, true), str::to_owned);
    }
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let word = ascii.trim_start_matches(|c: char| !is_word(c));
    let edge = &ascii[..ascii.len() - word.len()];
    let inner = word.trim_end_matches(|c: char| !is_word(c));
    let tail = &word[inner.len()..];
    let bracketed = ascii.find('<').is_some_and(|open| ascii[open..].contains('>'));
    let (before, after) = (before(edge, inner, bracketed), after(inner, tail, bracketed));
    format!("{before} {} {after}", words(inner, bracketed))
}

/// Transliterates to ASCII, with words for signs that have no letters.
fn transliterated(wire: &str) -> String {
    let mut out = String::with_capacity(wire.len());
    let mut rest = wire;
    while let Some(at) = rest.find(|c: char| !c.is_ascii() && sign(c).is_some()) {
        let c = rest[at..].chars().next().unwrap_or_default();
        out.push_str(&deunicode(&rest[..at]));
        out.push_str(&format!(" {} ", sign(c).unwrap_or_default()));
        rest = &rest[at + c.len_utf8()..];
    }
    out.push_str(&deunicode(rest));
    out
}

/// The word for a symbol before a word.
fn before(edge: &str, word: &str, bracketed: bool) -> &'static str {
    match edge.trim() {
        "-" => "minus",
        "+" => "plus",
        "!" => "not",
        // The decimal point of a number.
        "." if word.bytes().all(|it| it.is_ascii_digit()) => "0",
        edge if bracketed && edge.starts_with('<') => "",
        edge => comparison(edge).or_else(|| operator(edge).filter(|_| edge.contains('='))).unwrap_or(""),
    }
}

/// The word for a symbol after a word: `10+`, `C#`, `50%`, `user:*`, `DateCreated<`.
fn after(word: &str, tail: &str, bracketed: bool) -> &'static str {
    let letter = word.len() == 1 || word[..word.len() - 1].ends_with(|c: char| !c.is_ascii_alphanumeric());
    match tail {
        "+" => "plus",
        "++" => "plus plus",
        "-" => "minus",
        "#" if letter => "sharp",
        ".*" | ":*" | "/*" | "-*" | "_*" => "all",
        _ if tail.trim() == "%" => "percent",
        _ if bracketed => "",
        tail => comparison(tail.trim()).unwrap_or(""),
    }
}

/// Splits words at everything that is no letter or digit; comparisons become words.
fn words(text: &str, bracketed: bool) -> String {
    let is_comparison = |c: char| matches!(c, '<' | '>' | '=' | '!');
    if bracketed || !text.contains(['<', '>', '!']) {
        return text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = rest.find(|c| !is_comparison(c)).unwrap_or(rest.len());
        let step = if run > 0 { run } else { first.len_utf8() };
        // `->` is an arrow, not a comparison.
        match run > 0 && !text[..text.len() - rest.len()].ends_with('-') {
            true => out.push_str(&format!(" {} ", comparison(&rest[..run]).unwrap_or(""))),
            false => out.push(if first.is_ascii_alphanumeric() { first } else { ' ' }),
        }
        rest = &rest[step..];
    }
    out
}

fn letter_by_letter(text: &str, blanks: bool) -> String {
    let mut spoken = String::new();
    let mut chars = text.chars().peekable();
    let mut in_word = false;
    while let Some(c) = chars.next() {
        let hyphen = c == '-' && in_word && chars.peek().is_some_and(char::is_ascii_alphanumeric);
        in_word = c.is_ascii_alphanumeric();
        match symbol(c) {
            _ if in_word => spoken.push(c),
            _ if hyphen => spoken.push_str(" hyphen "),
            Some("space") if !blanks => spoken.push(' '),
            Some(name) => {
                spoken.push(' ');
                spoken.push_str(name);
                spoken.push(' ');
            }
            None => spoken.push(' '),
        }
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Some of these are right as they stand, and the others are near to that.
    const TEXTS: &[&str] = &[
        "Order",
        "ListOrders200Response",
        "VpnV4Route",
        "Ab1Cd",
        "Aa0B0",
        "A",
        "AB",
        "ABc",
        "A1",
        "A1b",
        "OAuth",
        "IDs",
        "2D",
        "Ab 2",
        "Ab_c",
        "Äb",
        "",
        "order",
        "order_id",
        "line_1",
        "line1_2a",
        "ids_1_2",
        "a1b",
        "line__1",
        "_line",
        "line_",
        "1st",
        "type",
    ];

    #[test]
    fn what_is_an_identifier_already_stays_as_it_is() {
        let kinds = [Kind::Type, Kind::Field, Kind::Method, Kind::Module];
        for (text, kind) in TEXTS.iter().flat_map(|text| kinds.map(|kind| (*text, kind))) {
            let made = cased(kind, &spoken(text, Symbols::AtTheEdge), Cut::for_kind(kind));
            assert_eq!(identifier(kind, text), made, "{text}");
        }
        assert!(is_pascal("ListOrders200Response") && !is_pascal("ABc"));
        assert!(is_snake("line_1_of2") && !is_snake("line__1") && !is_snake("_line") && !is_snake("1st"));
    }
}
