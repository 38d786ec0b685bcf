//! The style of a wire name, in words: for names that have the same identifier because they only differ in case or
//! separators (`asc` and `ASC`, `foo_bar` and `foo-bar`).

/// The case of a name's letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Case {
    /// `foo_bar`, or no letters.
    Lower,
    /// `fooBar`.
    Camel,
    /// `FooBar`.
    Pascal,
    /// `Foo_Bar`, `Asc`.
    Capitalized,
    /// `fOO`.
    Mixed,
    /// `FOO_BAR`.
    Upper,
}

/// The separator between the words of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Parted {
    Nothing,
    Underscore,
    Hyphen,
    Space,
    Dot,
    Slash,
    Colon,
    Other,
}

/// The case and separator of a name; the plainest style is the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Style {
    ascii: std::cmp::Reverse<bool>,
    case: Case,
    parted: Parted,
}

impl Style {
    /// The style of a wire name.
    pub fn of(wire: &str) -> Self {
        let proper = wire.trim_matches(|c: char| !c.is_alphanumeric());
        Self { ascii: std::cmp::Reverse(wire.is_ascii()), case: case(proper), parted: parted(proper) }
    }

    /// The words for this style that distinguish it from the other; empty if both are the same.
    pub fn words(self, other: Self) -> String {
        let case = match (self.case == other.case, self.case, self.parted) {
            (false, Case::Lower, Parted::Underscore) => return "snake case".to_owned(),
            (false, Case::Lower, Parted::Hyphen) => return "kebab case".to_owned(),
            (true, ..) => "",
            (_, Case::Lower, _) => "lowercase",
            (_, Case::Camel, _) => "camel case",
            (_, Case::Pascal, _) => "pascal case",
            (_, Case::Capitalized, _) => "capitalized",
            (_, Case::Mixed, _) => "mixed case",
            (_, Case::Upper, _) => "uppercase",
        };
        let parted = match self.parted {
            it if it == other.parted => "",
            // Screaming snake case counts as upper case.
            Parted::Underscore if self.case == Case::Upper && other.case != Case::Upper => "",
            Parted::Nothing if !case.is_empty() => "",
            Parted::Nothing => "joined",
            Parted::Underscore => "underscored",
            Parted::Hyphen => "hyphenated",
            Parted::Space => "spaced",
            Parted::Dot => "dotted",
            Parted::Slash => "slashed",
            Parted::Colon => "with colon",
            Parted::Other => "",
        };
        let script = if self.ascii > other.ascii { "unicode" } else { "" };
        [case, parted, script].join(" ").trim().to_owned()
    }
}

fn case(name: &str) -> Case {
    let (upper, lower) = (name.contains(char::is_uppercase), name.contains(char::is_lowercase));
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|it| it.contains(char::is_alphabetic));
    let small = |text: &str| !text.contains(char::is_uppercase);
    let capital = |word: &str| {
        let mut chars = word.trim_start_matches(char::is_numeric).chars();
        chars.next().is_some_and(char::is_uppercase) && small(chars.as_str())
    };
    match (upper, lower) {
        (false, _) => Case::Lower,
        (true, false) => Case::Upper,
        _ if words.all(capital) => Case::Capitalized,
        _ if name.contains(|c: char| !c.is_alphanumeric()) => Case::Mixed,
        _ if name.starts_with(char::is_uppercase) => Case::Pascal,
        // A single word with only its first letter in lower case, `aSC`, is not camel case.
        _ if name.chars().filter(|it| it.is_lowercase()).count() == 1 => Case::Mixed,
        _ => Case::Camel,
    }
}

fn parted(name: &str) -> Parted {
    let mut kinds = name.chars().filter(|it| !it.is_alphanumeric()).map(|it| match it {
        '_' => Parted::Underscore,
        '-' => Parted::Hyphen,
        ' ' => Parted::Space,
        '.' => Parted::Dot,
        '/' => Parted::Slash,
        ':' => Parted::Colon,
        _ => Parted::Other,
    });
    let first = kinds.next().unwrap_or(Parted::Nothing);
    if kinds.all(|it| it == first) { first } else { Parted::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_style_beside_another() {
        for (wire, beside, words) in [
            ("ASC", "asc", "uppercase"),
            ("Asc", "asc", "capitalized"),
            ("asc", "Asc", "lowercase"),
            ("aSC", "asc", "mixed case"),
            ("fooBar", "foo_bar", "camel case"),
            ("FooBar", "foo_bar", "pascal case"),
            ("FOO_BAR", "foo_bar", "uppercase"),
            ("foo-bar", "foo_bar", "hyphenated"),
            ("foo.bar", "foo_bar", "dotted"),
            ("foo_bar", "FooBar", "snake case"),
            ("foo-bar", "FooBar", "kebab case"),
            ("Foo-Bar", "foo_bar", "capitalized hyphenated"),
            ("Foo-Bar", "foo-bar", "capitalized"),
            ("FOO-BAR", "FOO_BAR", "hyphenated"),
            ("v2", "v_2", "joined"),
            ("≥", ">=", "unicode"),
            ("größe", "grosse", "unicode"),
            ("a.b/c", "a/b/c", ""),
            ("@id", "id", ""),
        ] {
            assert_eq!(Style::of(wire).words(Style::of(beside)), words, "{wire} beside {beside}");
        }
    }
}
