//! A scope of names: the wire names in it, and an identifier for each.

use std::collections::{BTreeMap, BTreeSet};

use super::reserved::Kind;
use super::reserved::unreserved;
use super::style::Style;
use super::words::{identifier, shortened_inside, spelled_out};

/// A scope in which all identifiers are unique.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    kind: Kind,
    reserved: BTreeSet<String>,
    taken: BTreeSet<String>,
}

impl Scope {
    /// Creates an empty scope; `reserved` are names that are taken in it.
    pub(crate) fn new(kind: Kind, reserved: &[&str]) -> Self {
        let reserved: BTreeSet<_> = reserved.iter().map(|&it| it.to_owned()).collect();
        Self { kind, taken: reserved.clone(), reserved }
    }

    /// The identifiers for a set of wire names, independent of their order. If several have the same identifier, the
    /// one that is spelled like it keeps it, otherwise the one in the plainest style. The others get words for their
    /// style or their symbols, or else a number in the order of the wire names.
    pub(crate) fn names<'a>(&mut self, wires: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, String> {
        let groups = self.groups(wires);
        let mut names = BTreeMap::new();
        let mut rivals = Vec::new();
        for (name, wires) in &groups {
            let order = |wire: &&str| (!is_spelled(self.kind, wire), is_edged(wire), Style::of(wire));
            let first = match wires.len() {
                1 => wires.first().copied(),
                _ => wires.iter().copied().min_by_key(|wire| (order(wire), *wire)),
            };
            for &wire in wires {
                if Some(wire) == first && self.taken.insert(name.clone()) {
                    names.insert(wire, name.clone());
                } else {
                    rivals.push((wire, name, first.filter(|it| *it != wire)));
                }
            }
        }
        for (wire, plain, first) in rivals {
            let style = first.map(|it| Style::of(wire).words(Style::of(it))).filter(|it| !it.is_empty());
            let styled = style.map(|it| unreserved(self.kind, beside(self.kind, plain, &it)));
            let shortened = first.and_then(|_| shortened_inside(self.kind, wire));
            let spelled = unreserved(self.kind, spelled_out(self.kind, wire));
            let wishes: Vec<String> = styled.into_iter().chain(shortened).chain([spelled]).collect();
            let name = self.free(&wishes, plain);
            self.taken.insert(name.clone());
            names.insert(wire, name);
        }
        names
    }

    /// The wire names by identifier. If some only differ in the sign of a number, as time zones do (`Etc/GMT+1`,
    /// `Etc/GMT-1`), all of them have a word for the sign.
    fn groups<'a>(&self, wires: impl IntoIterator<Item = &'a str>) -> BTreeMap<String, BTreeSet<&'a str>> {
        let mut groups: BTreeMap<String, BTreeSet<&'a str>> = BTreeMap::new();
        for wire in wires {
            groups.entry(self.plain(wire)).or_default().insert(wire);
        }
        let differ = |it: &BTreeSet<&str>| {
            [" plus ", " minus "].iter().all(|sign| it.iter().any(|wire| signed(wire).contains(sign)))
        };
        if !groups.values().any(|it| it.len() > 1 && differ(it)) {
            return groups;
        }
        let mut by_sign: BTreeMap<String, BTreeSet<&'a str>> = BTreeMap::new();
        for wire in groups.into_values().flatten() {
            by_sign.entry(self.plain(&signed(wire))).or_default().insert(wire);
        }
        by_sign
    }

    /// A name for one more item: the first candidate that is free, or the first one with a number.
    pub(crate) fn name(&mut self, wishes: &[&str]) -> String {
        let first = self.plain(wishes[0]);
        if self.taken.insert(first.clone()) {
            return first;
        }
        let wishes: Vec<_> = wishes.iter().map(|wish| self.plain(wish)).collect();
        let name = self.free(&wishes, &first);
        self.taken.insert(name.clone());
        name
    }

    /// Whether the name is taken.
    pub(crate) fn has(&self, wire: &str) -> bool {
        self.taken.contains(&self.plain(wire))
    }

    fn plain(&self, wire: &str) -> String {
        let name = unreserved(self.kind, identifier(self.kind, wire));
        if name.is_empty() { self.nameless() } else { name }
    }

    /// The identifier for a wire name without a letter, digit or known symbol.
    fn nameless(&self) -> String {
        match self.kind {
            Kind::Type | Kind::Variant => "Nameless".to_owned(),
            Kind::Const => "NAMELESS".to_owned(),
            Kind::Field | Kind::Method | Kind::Module => "nameless".to_owned(),
        }
    }

    fn free(&self, wishes: &[String], stem: &str) -> String {
        let wish = wishes.iter().find(|wish| !wish.is_empty() && !self.taken.contains(*wish)).cloned();
        // A name that is reserved in this scope is changed like a keyword.
        let alternative = || match self.kind {
            Kind::Type | Kind::Variant | Kind::Const => None,
            _ => Some(format!("{stem}_")).filter(|it| self.reserved.contains(stem) && !self.taken.contains(it)),
        };
        wish.or_else(alternative).unwrap_or_else(|| {
            let numbered = (2_u32..).map(|n| match self.kind {
                Kind::Type | Kind::Variant => format!("{stem}{n}"),
                _ => format!("{}_{n}", stem.trim_end_matches('_')),
            });
            numbered.into_iter().find(|it| !self.taken.contains(it)).unwrap_or_else(|| stem.to_owned())
        })
    }
}

/// Whether a type may have this name unchanged: it is not reserved, not too long, and begins with a letter.
pub(crate) fn is_plain_type(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= LONGEST_PLAIN
        // Formats that `types` re-exports beside the types of the document.
        && !matches!(name, "DateTime" | "Uuid")
        && unreserved(Kind::Type, identifier(Kind::Type, name)) == name
}

/// The text with words for the signs between a letter and a digit.
fn signed(wire: &str) -> String {
    let mut text = String::with_capacity(wire.len());
    let mut chars = wire.chars().peekable();
    while let Some(c) = chars.next() {
        let is_sign = text.ends_with(char::is_alphabetic) && chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '+' if is_sign => text.push_str(" plus "),
            '-' if is_sign => text.push_str(" minus "),
            c => text.push(c),
        }
    }
    text
}

/// The length up to which names are easy to read.
const LONGEST_PLAIN: usize = 64;

/// Whether an identifier is the wire name itself, except for the underscore before a digit.
fn is_spelled(kind: Kind, wire: &str) -> bool {
    let name = identifier(kind, wire);
    wire == name || name.strip_prefix('_') == Some(wire)
}

/// Whether there are symbols around the words.
fn is_edged(wire: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|it| !it.is_alphanumeric());
    edge(wire.chars().next()) || edge(wire.chars().next_back())
}

/// The identifier with more words appended.
fn beside(kind: Kind, name: &str, words: &str) -> String {
    let words = identifier(kind, words);
    match kind {
        Kind::Type | Kind::Variant => format!("{name}{words}"),
        _ => format!("{}_{words}", name.trim_end_matches('_')),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: Kind, rows: &[(&str, &str)]) {
        for order in [false, true] {
            let mut wires: Vec<_> = rows.iter().map(|(wire, _)| *wire).collect();
            if order {
                wires.reverse();
            }
            let names = Scope::new(kind, &[]).names(wires);
            for (wire, name) in rows {
                assert_eq!(names[wire], *name, "{wire:?}");
            }
        }
    }

    #[test]
    fn modules() {
        check(Kind::Module, &[("2D", "n2d"), ("7", "n7"), ("pets (v2)", "pets_v2")]);
    }

    #[test]
    fn fields() {
        check(
            Kind::Field,
            &[
                ("petId", "pet_id"),
                ("userIDs", "user_ids"),
                ("URLs", "urls"),
                ("HTTPServer", "http_server"),
                ("oauthURLsV2", "oauth_urls_v2"),
                ("OAuth2Token", "oauth2_token"),
                ("allowIPv4", "allow_ipv4"),
                ("type", "type_"), // keyword
                ("self", "self_"), // cannot be raw
                ("2fa", "_2fa"),   // leading digit
                ("0", "n0"),       // digits alone
                ("1.2", "n1_2"),
                ("!source", "not_source"),
                ("-date", "minus_date"),
                ("@id", "id"),
                ("$ref", "ref_"),
                ("größe", "grosse"),
                ("北京", "bei_jing"),
                ("", "empty"),
                ("\u{200b}", "blank"),
            ],
        );
    }

    #[test]
    fn equal_after_casing() {
        for (kind, rows) in [
            (
                Kind::Field,
                &[
                    ("foo_bar", "foo_bar"),
                    ("fooBar", "foo_bar_camel_case"),
                    ("foo-bar", "foo_bar_hyphenated"),
                    ("FOO_BAR", "foo_bar_uppercase"),
                ][..],
            ),
            (Kind::Field, &[("id", "id"), ("_id", "underscore_id"), ("ID", "id_uppercase"), ("@id", "at_id")]),
            (Kind::Field, &[("type", "type_"), ("@type", "at_type"), ("Type", "type_capitalized")]),
            (Kind::Field, &[("+1", "plus_1"), ("-1", "minus_1"), ("1", "n1")]),
            (Kind::Type, &[("FooBar", "FooBar"), ("foo_bar", "FooBarSnakeCase"), ("fooBar", "FooBarCamelCase")]),
            (
                Kind::Variant,
                &[
                    ("Etc/GMT", "EtcGmt"),
                    ("Etc/GMT+1", "EtcGmtPlus1"),
                    ("Etc/GMT-1", "EtcGmtMinus1"),
                    ("Etc/GMT-14", "EtcGmtMinus14"),
                ],
            ),
            (Kind::Variant, &[("iso-8859", "Iso8859Hyphenated"), ("iso8859", "Iso8859"), ("utf-8", "Utf8")]),
            (Kind::Variant, &[("asc", "Asc"), ("ASC", "AscUppercase")]),
            (Kind::Variant, &[("in", "InLowercase"), ("IN", "InUppercase"), ("In", "In")]),
            (
                Kind::Variant,
                &[
                    ("buckets.time.exp_avg", "BucketsTimeExpAvg"),
                    ("Buckets.Time.Exp_avg", "BucketsTimeExpAvgMixedCase"),
                ],
            ),
            (Kind::Variant, &[("10", "_10"), ("10+", "_10Plus")]),
            (Kind::Variant, &[("=", "Equal"), ("==", "EqualEqual"), ("≠", "NotEqual"), ("≥", "GreaterOrEqual")]),
            (Kind::Variant, &[(">=", "GreaterOrEqual"), ("≥", "GreaterOrEqualUnicode")]),
        ] {
            check(kind, rows);
        }
    }

    #[test]
    fn variants() {
        check(
            Kind::Variant,
            &[
                (">=", "GreaterOrEqual"),
                ("<=", "LessOrEqual"),
                ("=", "Equal"),
                ("equals", "Equals"),
                ("not in", "NotIn"),
                ("1d", "_1d"),
                ("", "Empty"),
                (" ", "Blank"),
                ("unknown", "UnknownValue"), // the fallback is called `Unknown`
                ("Self", "SelfValue"),
                ("Engagement.twitter.likes", "EngagementTwitterLikes"),
                ("+1", "Plus1"),
                ("-1", "Minus1"),
            ],
        );
    }

    #[test]
    fn numbers_keep_what_parts_them() {
        check(
            Kind::Variant,
            &[
                ("2.9", "_2_9"),
                ("2.10", "_2_10"),
                ("21.0", "_21_0"),
                ("210", "_210"),
                ("-1.5", "Minus1_5"),
                (".5", "_0_5"),
                ("v1.2.3-rc.4", "V1_2_3Rc4"),
                ("2024-01-31", "_2024_01_31"),
                ("10-20", "_10_20"),
                ("gpt-4.1", "Gpt4_1"),
                ("1024x768", "_1024x768"),
            ],
        );
    }

    /// A letter after a number is a unit, and its case says which one.
    #[test]
    fn units_keep_their_case() {
        check(
            Kind::Variant,
            &[("1m", "_1m"), ("1M", "_1M"), ("1h", "_1h"), ("3D", "_3D"), ("4K", "_4K"), ("1min", "_1min")],
        );
        check(Kind::Field, &[("1m", "_1m"), ("1M", "_1m_uppercase")]);
    }

    #[test]
    fn symbols_that_say_something() {
        check(
            Kind::Variant,
            &[
                ("≠", "NotEqual"),
                ("=", "Equal"),
                ("<", "LessThan"),
                ("≤", "LessOrEqual"),
                ("!", "Not"),
                ("*", "Asterisk"),
                ("|", "Pipe"),
                ("||", "Or"),
                (",", "Comma"),
                ("\t", "Tab"),
                ("C", "C"),
                ("C++", "CPlusPlus"),
                ("C#", "CSharp"),
                ("A+", "APlus"),
                ("A-", "AMinus"),
                ("A", "A"),
                ("50%", "_50Percent"),
                ("≥5", "GreaterOrEqual5"),
                ("<=5", "LessOrEqual5"),
                ("score>5", "ScoreGreaterThan5"),
                ("user:*", "UserAll"),
                ("image/*", "ImageAll"),
                ("€", "Euro"),
                ("Page<User>", "PageUser"),
                ("a->b", "AB"),
                ("#1", "_1"),
            ],
        );
        check(
            Kind::Field,
            &[
                ("DateCreated", "date_created"),
                ("DateCreated<", "date_created_less_than"),
                ("DateCreated>", "date_created_greater_than"),
                ("ids[]", "ids"),
                ("filter[name]", "filter_name"),
            ],
        );
    }

    #[test]
    fn types_stay_clear_of_the_prelude() {
        check(
            Kind::Type,
            &[("Option", "OptionSchema"), ("option", "OptionSchemaLowercase"), ("String", "StringSchema")],
        );
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let sentence = |end: &str| format!("{}{end}", "This value says what it means at length, ".repeat(4));
        let (one, other) = (sentence("twice."), sentence("thrice."));
        let names = Scope::new(Kind::Variant, &[]).names([one.as_str(), other.as_str()]);
        let words = "ThisValueSaysWhatItMeansAtLength".repeat(2) + "ThisValueSaysWhatItMeansAt";
        assert_eq!(names[other.as_str()], words);
        let (start, end) = ("ThisValueSaysWhatItMeansAtLengthThis", "ThisValueSaysWhatItMeansAtLengthTwice");
        assert_eq!(names[one.as_str()], format!("{start}{end}"));
        let (a, b) = ("a".repeat(12_000), "a".repeat(12_001));
        let names = Scope::new(Kind::Field, &[]).names([a.as_str(), b.as_str()]);
        assert_ne!(names[a.as_str()], names[b.as_str()]);
        assert!(names.values().all(|it| it.len() < 110));
        let constant = &Scope::new(Kind::Const, &[]).names([a.as_str()])[a.as_str()];
        assert_eq!(constant.to_ascii_uppercase(), *constant);
    }

    #[test]
    fn one_more_name_takes_the_first_free_wish() {
        let mut scope = Scope::new(Kind::Type, &[]);
        assert_eq!(scope.name(&["ListRequest"]), "ListRequest");
        assert_eq!(scope.name(&["ListRequest", "ListRequestBody"]), "ListRequestBody");
        assert_eq!(scope.name(&["ListRequest", "ListRequestBody"]), "ListRequest2");
    }
}
