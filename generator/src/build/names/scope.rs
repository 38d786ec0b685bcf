//! One scope of names: all wire names that stand side by side, and an identifier for each.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::reserved::unreserved;
use super::words::{identifier, spelled_out};

/// A scope in which no identifier is given twice.
#[derive(Clone, Debug)]
pub(crate) struct Scope {
    kind: Kind,
    reserved: BTreeSet<String>,
    taken: BTreeSet<String>,
}

impl Scope {
    /// An empty scope; `reserved` are names that something else in it already has.
    pub(crate) fn new(kind: Kind, reserved: &[&str]) -> Self {
        let reserved: BTreeSet<_> = reserved.iter().map(|&it| it.to_owned()).collect();
        Self { kind, taken: reserved.clone(), reserved }
    }

    /// Names for a set of wire names. The outcome does not depend on their order: of several that come to the
    /// same identifier, the one that is spelled like it keeps it, the others say their symbols or count up in
    /// the order of their wire names.
    pub(crate) fn names<'a>(&mut self, wires: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, String> {
        let mut groups: BTreeMap<String, BTreeSet<&'a str>> = BTreeMap::new();
        for wire in wires {
            groups.entry(self.plain(wire)).or_default().insert(wire);
        }
        let mut names = BTreeMap::new();
        let mut rivals = Vec::new();
        for (name, wires) in &groups {
            let first = wires.iter().min_by_key(|wire| (**wire != name, !is_plain(wire), **wire));
            for wire in wires {
                if Some(wire) == first && self.taken.insert(name.clone()) {
                    names.insert(*wire, name.clone());
                } else {
                    rivals.push(*wire);
                }
            }
        }
        for wire in rivals {
            let name = self.free(&[unreserved(self.kind, spelled_out(self.kind, wire))], &self.plain(wire));
            self.taken.insert(name.clone());
            names.insert(wire, name);
        }
        names
    }

    /// A name for one more thing: the first of the wishes that is free, or the first with a number behind it.
    pub(crate) fn name(&mut self, wishes: &[&str]) -> String {
        let wishes: Vec<_> = wishes.iter().map(|wish| self.plain(wish)).collect();
        let name = self.free(&wishes, &wishes[0]);
        self.taken.insert(name.clone());
        name
    }

    fn plain(&self, wire: &str) -> String {
        let name = unreserved(self.kind, identifier(self.kind, wire));
        if name.is_empty() { self.nameless() } else { name }
    }

    /// What stands for a wire name without a letter, digit or known symbol.
    fn nameless(&self) -> String {
        match self.kind {
            Kind::Type | Kind::Variant => "Nameless".to_owned(),
            Kind::Const => "NAMELESS".to_owned(),
            Kind::Field | Kind::Method | Kind::Module => "nameless".to_owned(),
        }
    }

    fn free(&self, wishes: &[String], stem: &str) -> String {
        let wish = wishes.iter().find(|wish| !wish.is_empty() && !self.taken.contains(*wish)).cloned();
        // What is reserved in this scope moves aside like a keyword.
        let aside = || match self.kind {
            Kind::Type | Kind::Variant | Kind::Const => None,
            _ => Some(format!("{stem}_")).filter(|it| self.reserved.contains(stem) && !self.taken.contains(it)),
        };
        wish.or_else(aside).unwrap_or_else(|| {
            let numbered = (2_u32..).map(|n| match self.kind {
                Kind::Type | Kind::Variant => format!("{stem}{n}"),
                _ => format!("{}_{n}", stem.trim_end_matches('_')),
            });
            numbered.into_iter().find(|it| !self.taken.contains(it)).unwrap_or_else(|| stem.to_owned())
        })
    }
}

/// Whether a type may be called so, and nothing has to be changed about it: it is no word of ours, not too long and begins
/// with a letter.
pub(crate) fn is_plain_type(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.len() <= LONGEST_PLAIN
        && unreserved(Kind::Type, identifier(Kind::Type, name)) == name
}

/// Names of this length are still easy to read.
const LONGEST_PLAIN: usize = 64;

/// Whether a wire name has no symbols that its identifier loses.
fn is_plain(wire: &str) -> bool {
    wire.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
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
        check(Kind::Field, &[("fooBar", "foo_bar_2"), ("foo_bar", "foo_bar"), ("foo-bar", "foo_minus_bar")]);
        check(Kind::Type, &[("FooBar", "FooBar"), ("foo_bar", "FooUnderscoreBar")]);
        check(Kind::Variant, &[("ASC", "Asc"), ("asc", "Asc2")]);
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
    fn types_stay_clear_of_the_prelude() {
        check(Kind::Type, &[("Option", "OptionSchema"), ("option", "OptionSchema2"), ("String", "StringSchema")]);
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
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
