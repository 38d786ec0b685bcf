//! Names of symbols: by their meaning if it is always the same (`>=`, `≠`), otherwise by their Unicode names.

/// The names of common operators that are the whole name.
pub(super) fn operator(text: &str) -> Option<&'static str> {
    Some(match text.trim() {
        "=" | "==" | "===" => "equal",
        "!=" | "<>" | "!==" => "not equal",
        ">" => "greater than",
        ">=" => "greater or equal",
        "<" => "less than",
        "<=" => "less or equal",
        "=~" | "~=" => "matches",
        "!~" => "not matches",
        "&&" => "and",
        "||" => "or",
        "!" => "not",
        "*" => "asterisk",
        "->" | "=>" => "arrow",
        "..." => "ellipsis",
        "" => return blank(text),
        _ => return None,
    })
}

/// The name of an empty or blank string.
fn blank(text: &str) -> Option<&'static str> {
    Some(match text {
        "" => "empty",
        "\t" => "tab",
        "\n" => "newline",
        "\r" => "return",
        "\r\n" => "return newline",
        _ => "blank",
    })
}

/// Operators that also have a meaning next to words: `score>=5`, `DateCreated<`.
pub(super) fn comparison(text: &str) -> Option<&'static str> {
    matches!(text, ">" | ">=" | "<" | "<=" | "!=" | "<>").then(|| operator(text))?
}

/// The meaning of a symbol outside of ASCII whose transliteration is wrong (`≠` is not `=`) or missing.
pub(super) fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '≠' => "not equal",
        '≤' | '⩽' => "less or equal",
        '≥' | '⩾' => "greater or equal",
        '≈' | '≅' | '≃' => "approximately",
        '≡' => "identical",
        '≢' => "not identical",
        '<' => "less than",
        '>' => "greater than",
        '=' => "equal",
        '¬' => "not",
        '∧' => "and",
        '∨' => "or",
        '∈' => "in",
        '∉' => "not in",
        '∋' => "contains",
        '∌' => "not contains",
        '⊂' => "subset",
        '⊆' => "subset or equal",
        '⊃' => "superset",
        '⊇' => "superset or equal",
        '∪' => "union",
        '∩' => "intersection",
        '∅' => "empty set",
        '∞' => "infinity",
        '±' => "plus minus",
        '−' => "minus",
        '×' => "times",
        '÷' => "divided by",
        '√' => "square root",
        '∑' => "sum",
        '∏' => "product",
        '∆' => "increment",
        '°' => "degrees",
        '‰' => "per mille",
        '←' => "left arrow",
        '→' => "right arrow",
        '↑' => "up arrow",
        '↓' => "down arrow",
        '↔' => "left right arrow",
        '⇒' => "implies",
        '⇔' => "equivalent",
        '€' => "euro",
        '£' => "pound",
        '¥' => "yen",
        '¢' => "cent",
        '₹' => "rupee",
        '₽' => "ruble",
        '₩' => "won",
        '₿' => "bitcoin",
        '§' => "section",
        '©' => "copyright",
        '®' => "registered",
        '™' => "trademark",
        '✓' | '✔' => "check mark",
        '✗' | '✘' => "ballot cross",
        '•' => "bullet",
        '…' => "ellipsis",
        _ => return None,
    })
}

/// The name of an ASCII symbol.
pub(super) fn symbol(c: char) -> Option<&'static str> {
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
