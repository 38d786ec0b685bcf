//! Compares two surfaces, and says what each difference means for users, by the rules of Cargo's SemVer compatibility
//! for the items that generated crates have. Types count, too, which tools that compare names only do not see.

use std::collections::BTreeMap;

use super::items::{Item, Kind};
use super::level::Level;
use super::list::Surface;

/// A difference in one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemChange {
    /// The item.
    pub path: String,
    /// The item that it belongs to.
    pub owner: String,
    /// Its old text; `None` for a new item.
    pub before: Option<String>,
    /// Its new text; `None` for a removed item.
    pub after: Option<String>,
    /// The version that the crate needs for it.
    pub level: Level,
}

/// The differences between two surfaces, by path.
pub fn changes(old: &Surface, new: &Surface) -> Vec<ItemChange> {
    let aliases = [Aliases::of(old), Aliases::of(new)];
    let removed = old.items.values().filter(|it| !new.items.contains_key(&it.path)).map(removed);
    let others = new.items.values().filter_map(|item| match old.items.get(&item.path) {
        Some(before) => changed(before, item, &aliases),
        None => Some(added(item, old)),
    });
    let mut changes: Vec<_> = removed.chain(others).collect();
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    changes
}

fn removed(item: &Item) -> ItemChange {
    ItemChange {
        path: item.path.clone(),
        owner: item.owner.clone(),
        before: Some(item.text()),
        after: None,
        level: Level::Major,
    }
}

/// A new item is compatible unless users may construct or match exhaustively what it is a part of.
fn added(item: &Item, old: &Surface) -> ItemChange {
    let part = matches!(item.kind, Kind::Field | Kind::Variant | Kind::Required);
    let closed = old.items.get(&item.owner).is_some_and(|it| !it.non_exhaustive);
    ItemChange {
        path: item.path.clone(),
        owner: item.owner.clone(),
        before: None,
        after: Some(item.text()),
        level: if part && closed { Level::Major } else { Level::Minor },
    }
}

fn changed(old: &Item, new: &Item, aliases: &[Aliases<'_>; 2]) -> Option<ItemChange> {
    let level = [
        signature(old, new, aliases),
        attribute(old.non_exhaustive, new.non_exhaustive, Level::Major, Level::Minor),
        attribute(old.deprecated, new.deprecated, Level::Minor, Level::Patch),
        feature(old.feature.as_deref(), new.feature.as_deref()),
        if old.value == new.value { Level::None } else { Level::Patch },
    ]
    .into_iter()
    .max()?;
    (level > Level::None).then(|| ItemChange {
        path: new.path.clone(),
        owner: new.owner.clone(),
        before: Some(old.text()),
        after: Some(new.text()),
        level,
    })
}

fn attribute(old: bool, new: bool, gained: Level, lost: Level) -> Level {
    match (old, new) {
        (false, true) => gained,
        (true, false) => lost,
        _ => Level::None,
    }
}

/// An item that now needs a feature, or another one, is removed for users who have not enabled it.
fn feature(old: Option<&str>, new: Option<&str>) -> Level {
    match (old, new) {
        (old, new) if old == new => Level::None,
        (Some(_), None) => Level::Minor,
        _ => Level::Major,
    }
}

/// Names of arguments do not matter to callers, but if two arguments are exchanged, a call still compiles with another
/// meaning. An alias is the type that it names (Rust Reference, "Type aliases").
fn signature(old: &Item, new: &Item, [before, after]: &[Aliases<'_>; 2]) -> Level {
    let is_one = || old.types == new.types || before.expanded(&old.types) == after.expanded(&new.types);
    if old.kind != new.kind || !is_one() {
        return Level::Major;
    }
    let sorted = |it: &Item| {
        let mut names = it.arguments.clone();
        names.sort();
        names
    };
    match () {
        () if old.arguments == new.arguments => Level::None,
        () if sorted(old) == sorted(new) => Level::Major,
        () => Level::Patch,
    }
}

/// The aliases in `types` by name, with their types.
struct Aliases<'s>(BTreeMap<&'s str, &'s str>);

impl<'s> Aliases<'s> {
    fn of(surface: &'s Surface) -> Self {
        let named = |item: &'s Item| {
            let name = item.path.strip_prefix("types::").filter(|_| item.kind == Kind::Alias)?;
            Some((name, item.signature.split_once(" = ")?.1))
        };
        Self(surface.items.values().filter_map(named).collect())
    }

    /// A signature with its aliases resolved. A cyclic alias is not valid Rust, but must not cause an endless loop
    /// either.
    fn expanded(&self, signature: &str) -> String {
        let mut text = signature.to_owned();
        for _ in 0..self.0.len() {
            let next = self.expanded_once(&text);
            if next == text {
                break;
            }
            text = next;
        }
        text
    }

    fn expanded_once(&self, signature: &str) -> String {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let mut out = String::new();
        let mut rest = signature;
        while let Some(start) = rest.find(is_word) {
            let end = rest[start..].find(|c| !is_word(c)).map_or(rest.len(), |it| start + it);
            out += &rest[..start];
            out += self.0.get(&rest[start..end]).copied().unwrap_or(&rest[start..end]);
            rest = &rest[end..];
        }
        out + rest
    }
}
