//! What is asked of the table: every pass asks for every key of a document.

use std::sync::LazyLock;

use foldhash::HashMap;

use super::kind::Kind::{self, Callback, Components, Parameter, PathItem, Paths, Response, Responses, Schema};
use super::kind::Slot::{self, Data, Map, One};
use super::table::{Member, TABLE};
use super::version::Version;
use crate::source_map::camel;

/// The rows of a kind, in their order and by name.
struct Rows {
    all: &'static [Member],
    by_name: HashMap<&'static str, &'static Member>,
}

/// Those of each kind, in the order of the kinds.
static ROWS: LazyLock<Vec<Rows>> = LazyLock::new(|| {
    let of = |kind: &Kind| {
        let all = TABLE.iter().find(|(it, _)| it == kind).map_or(&[][..], |(_, members)| *members);
        Rows { all, by_name: all.iter().map(|it| (it.name, it)).collect() }
    };
    Kind::ALL.iter().map(of).collect()
});

impl Kind {
    /// What the member `key` of such an object holds; none if there is no such member.
    pub fn member(self, key: &str) -> Option<Slot> {
        if let Some(extension) = key.strip_prefix("x-") {
            let preserved = extension.strip_prefix("octogen-")?;
            return self.member(&camel(preserved)).filter(|it| *it != Data);
        }
        self.known(key).map(|it| it.slot).or_else(|| self.named_freely().map(One))
    }

    /// The row of the table for the member `key`; none if there is no such member, or if its name is the author's.
    pub fn known(self, key: &str) -> Option<&'static Member> {
        ROWS[self as usize].by_name.get(key).copied()
    }

    /// What stands behind names of the author's choice, where an object is made of them: paths, statuses, expressions.
    pub fn named_freely(self) -> Option<Self> {
        match self {
            Paths | Callback => Some(PathItem),
            Responses => Some(Response),
            _ => None,
        }
    }

    /// The name of the section of `components` for it.
    pub fn section(self) -> Option<&'static str> {
        Components.members().iter().find(|it| it.slot == Map(self)).map(|it| it.name)
    }

    /// The rows of the table for it.
    pub fn members(self) -> &'static [Member] {
        ROWS[self as usize].all
    }
}

/// What 2.0 says of the value of a parameter or header beside its name, and later versions in its schema.
pub fn in_value() -> impl Iterator<Item = &'static str> {
    let of_value = Parameter.members().iter().filter(|it| it.versions.until == Version::V2);
    of_value.map(|it| it.name).filter(|it| Schema.known(it).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grammar::Lowered;

    #[test]
    fn each_object_and_each_of_its_members_has_one_row() {
        for (index, kind) in Kind::ALL.iter().copied().enumerate() {
            assert_eq!(kind as usize, index, "{kind:?}");
            let tables = TABLE.iter().filter(|(it, _)| *it == kind).count();
            let is_free = matches!(kind, Paths | Responses);
            assert_eq!(tables, usize::from(!is_free), "{kind:?}");
            assert_eq!(kind.member("x-mine"), None);
            for row in kind.members() {
                let rows = kind.members().iter().filter(|it| it.name == row.name).count();
                assert_eq!((rows, kind.member(row.name)), (1, Some(row.slot)), "{kind:?} {}", row.name);
            }
        }
    }

    #[test]
    fn what_becomes_of_a_member_agrees_with_its_versions() {
        for (kind, row) in TABLE.iter().flat_map(|(kind, rows)| rows.iter().map(move |it| (kind, it))) {
            let Member { name, versions, lowered, becomes, .. } = row;
            assert!(versions.since <= versions.until, "{kind:?} {name}");
            let is_of_30 = versions.has(Version::V30);
            match lowered {
                // What stands inside of what is preserved, or where references lead.
                Lowered::Kept => assert!(is_of_30 || ["$defs", "definitions", "deviceAuthorizationUrl"].contains(name)),
                Lowered::Preserved | Lowered::Dropped => assert!(versions.since > Version::V30, "{kind:?} {name}"),
                Lowered::Rewritten => assert!(!is_of_30 && becomes.is_some(), "{kind:?} {name}"),
            }
            for other in becomes.iter().flat_map(|it| it.iter()).filter(|it| !it.starts_with("x-")) {
                assert!(kind.known(other).is_some_and(Member::is_of_dialect), "{kind:?} {name} → {other}");
            }
        }
    }

    #[test]
    fn the_value_of_a_parameter_is_what_a_header_says_too() {
        let of_headers = Kind::Header.members().iter().filter(|it| it.versions.until == Version::V2);
        let of_headers: Vec<_> = of_headers.map(|it| it.name).filter(|it| Schema.known(it).is_some()).collect();
        assert_eq!(in_value().collect::<Vec<_>>(), of_headers);
    }

    #[test]
    fn sections_of_components_are_named_by_what_they_hold() {
        for (kind, section) in [
            (Schema, Some("schemas")),
            (Kind::RequestBody, Some("requestBodies")),
            (PathItem, Some("pathItems")),
            (Kind::Operation, None),
        ] {
            assert_eq!(kind.section(), section);
        }
    }
}
