//! Wire names as identifiers: `not in` → `NotIn`, `>=` → `GreaterOrEqual`, `北京` → `BeiJing`.

use deunicode::deunicode;
use heck::{ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

use super::Kind;

/// The longest identifier made; what is longer is cut and ends with a hash of the whole.
const LONGEST: usize = 96;

/// The identifier of that kind for a wire name, before keywords and neighbours are looked at.
pub(super) fn identifier(kind: Kind, wire: &str) -> String {
    cased(kind, &spoken(wire, Symbols::AtTheEdge))
}

/// The same with every symbol spelled out, for names that differ in nothing else.
pub(super) fn spelled_out(kind: Kind, wire: &str) -> String {
    cased(kind, &spoken(wire, Symbols::Everywhere))
}

/// A type's name in the making: `update_keyword` → `UpdateKeyword`.
pub(crate) fn pascal(wire: &str) -> String {
    identifier(Kind::Type, wire)
}

/// Words in Pascal case, one after the other: `("ListMentions", "200")` → `ListMentions200`.
pub(crate) fn phrase<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let text: String = parts.into_iter().map(pascal).map(|it| it.trim_start_matches('_').to_owned()).collect();
    identifier(Kind::Type, &text)
}

/// The words of a type's name, in lower case: `ListMentionsRequest` → `list`, `mentions`, `request`.
pub(crate) fn words_of(name: &str) -> Vec<String> {
    name.to_snake_case().split('_').map(str::to_owned).collect()
}

fn cased(kind: Kind, text: &str) -> String {
    let text = joined(text);
    let cased = match kind {
        Kind::Type | Kind::Variant => text.to_pascal_case(),
        Kind::Field | Kind::Method | Kind::Module => text.to_snake_case(),
        Kind::Const => text.to_shouty_snake_case(),
    };
    let mut short = shortened(cased);
    if kind == Kind::Const {
        short.make_ascii_uppercase(); // the hash
    }
    match short.chars().next() {
        None => String::new(),
        // Digits alone behind an underscore are a name that lints take for none.
        Some(_) if kind == Kind::Field && short.bytes().all(|it| it.is_ascii_digit() || it == b'_') => {
            format!("n{short}")
        }
        // A module stands beside the types that come out of it, and `_2d` may be one of them.
        Some(first) if first.is_ascii_digit() && kind == Kind::Module => format!("n{short}"),
        Some(first) if first.is_ascii_digit() => format!("_{short}"),
        Some(_) => short,
    }
}

/// What is one word though its case says otherwise: plurals of abbreviations (`userIDs` → `userIds`) and the names of
/// protocols (`OAuth`, RFC 6749; `IPv4`, RFC 791; `IPv6`, RFC 8200).
fn joined(text: &str) -> String {
    const PROTOCOLS: &[(&str, &str)] = &[("OAuth", "Oauth"), ("IPv4", "Ipv4"), ("IPv6", "Ipv6")];
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

fn shortened(name: String) -> String {
    if name.len() <= LONGEST {
        return name;
    }
    let hash = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{}{:08x}", &name[..LONGEST - 8], hash as u32)
}

#[derive(Clone, Copy, PartialEq)]
enum Symbols {
    /// A symbol in front of a word says something (`!source`, `-date`, `+1`); between words it parts them.
    AtTheEdge,
    /// Every symbol says something.
    Everywhere,
}

/// The wire name as words of ASCII letters and digits, symbols spoken where they say something.
fn spoken(wire: &str, symbols: Symbols) -> String {
    // Only names of a sane length are looked at character by character; the hash keeps the rest apart.
    let ascii = if wire.is_ascii() { wire.to_owned() } else { deunicode(wire) };
    let wordless = !ascii.contains(|c: char| c.is_ascii_alphanumeric());
    if wordless {
        return operator(&ascii).map_or_else(|| letter_by_letter(&ascii, true), str::to_owned);
    }
    if symbols == Symbols::Everywhere {
        return letter_by_letter(&ascii, false);
    }
    let word = ascii.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let edge = ascii[..ascii.len() - word.len()].trim();
    let said = match edge {
        "" | "_" | "__" | "$" | "@" | "#" | "/" | "." | "(" | "[" | "{" | "\"" | "'" | "*" | ":" | "~" => "",
        "-" => "minus",
        "+" => "plus",
        "!" => "not",
        other => operator(other).unwrap_or(""),
    };
    format!("{said} {}", words(word))
}

/// Everything that is no letter or digit parts words.
fn words(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect()
}

/// What common operators are called.
fn operator(text: &str) -> Option<&'static str> {
    Some(match text.trim() {
        "=" | "==" | "===" => "equal",
        "!=" | "<>" | "!==" => "not equal",
        ">" => "greater than",
        ">=" => "greater or equal",
        "<" => "less than",
        "<=" => "less or equal",
        "=~" | "~=" | "~" => "matches",
        "!~" => "not matches",
        "&&" | "&" => "and",
        "||" | "|" => "or",
        "!" => "not",
        "*" => "asterisk",
        "->" | "=>" => "arrow",
        "..." => "ellipsis",
        "" if text.is_empty() => "empty",
        "" => "blank",
        _ => return None,
    })
}

fn letter_by_letter(text: &str, blanks: bool) -> String {
    let mut said = String::new();
    for c in text.chars() {
        match symbol(c) {
            _ if c.is_ascii_alphanumeric() => said.push(c),
            Some("space") if !blanks => said.push(' '),
            Some(name) => {
                said.push(' ');
                said.push_str(name);
                said.push(' ');
            }
            None => said.push(' '),
        }
    }
    said
}

fn symbol(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "space",
        '\t' => "tab",
        '\n' => "newline",
        '\r' => "return",
        '!' => "bang",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "ampersand",
        '\'' => "apostrophe",
        '(' => "open paren",
        ')' => "close paren",
        '*' => "asterisk",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' => "open bracket",
        '\\' => "backslash",
        ']' => "close bracket",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' => "open brace",
        '|' => "pipe",
        '}' => "close brace",
        '~' => "tilde",
        _ => return None,
    })
}
