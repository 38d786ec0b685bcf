//! Annotations and constraints of equal types that differ. What all of them have in common is stated once; what only some
//! have is listed with their locations.

use std::hash::Hash;

use foldhash::{HashMap, HashMapExt as _};

use crate::ir::{Constraints, Docs, LocalConstraints};

/// The maximum number of examples of a type or member.
const EXAMPLES: usize = 3;

/// How many locations are named; the others are counted.
const PLACES: usize = 3;

/// The annotations and constraints at one location.
pub(super) struct Annotations<'a> {
    /// The location, for readers.
    pub place: String,
    pub docs: &'a Docs,
    pub constraints: &'a Constraints,
    pub deprecated: bool,
    /// Whether the member that has the type there repeats them.
    pub repeats_user: bool,
}

/// The annotations and constraints of all locations together.
pub(super) struct MergedAnnotations {
    pub docs: Docs,
    pub constraints: Constraints,
    pub deprecated: bool,
}

/// Merges the annotations of equal types.
pub(super) fn joined(all: &[Annotations<'_>]) -> MergedAnnotations {
    let constraints = common(all.iter().map(|it| it.constraints));
    let deprecated = all.iter().all(|it| it.deprecated);
    MergedAnnotations {
        docs: Docs { local: local(all, &constraints, deprecated), ..words(all) },
        constraints,
        deprecated,
    }
}

fn words(all: &[Annotations<'_>]) -> Docs {
    let mut examples = Vec::new();
    for example in all.iter().flat_map(|it| &it.docs.examples) {
        if examples.len() < EXAMPLES && !examples.contains(example) {
            examples.push(example.clone());
        }
    }
    let mut titles = all.iter().filter_map(|it| it.docs.title.as_deref());
    let title = titles.next().filter(|first| titles.all(|it| it == *first)).map(str::to_owned);
    let said = all.iter().map(|it| (Words::of(it, title.as_deref()), it)).filter(|(it, _)| *it != Words::default());
    let mut distinct = grouped(said, |words| *words);
    if distinct.len() < 2 {
        let Words { title: own, description, external } = distinct.pop().map(|it| it.0).unwrap_or_default();
        let (own, description) = (own.map(str::to_owned), description.map(str::to_owned));
        return Docs { title: title.or(own), description, external: external.cloned(), examples, local: Vec::new() };
    }
    let paragraphs = distinct.into_iter().filter_map(|(words, sayings)| {
        let places: Vec<&str> = sayings.iter().filter(|it| !it.repeats_user).map(|it| it.place.as_str()).collect();
        (!places.is_empty()).then(|| format!("In {}:\n\n{}", listed(&places), words.text()))
    });
    let text = paragraphs.collect::<Vec<_>>().join("\n\n");
    Docs { title, description: Some(text).filter(|it| !it.is_empty()), examples, ..Docs::default() }
}

/// What one place says in words.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
struct Words<'a> {
    title: Option<&'a str>,
    description: Option<&'a str>,
    external: Option<&'a (Option<String>, String)>,
}

impl<'a> Words<'a> {
    /// Those of a place, without the title that all places have.
    fn of(it: &Annotations<'a>, common: Option<&str>) -> Self {
        let Docs { title, description, external, .. } = it.docs;
        let title = title.as_deref().filter(|it| Some(*it) != common);
        Self { title, description: description.as_deref(), external: external.as_ref() }
    }

    fn text(&self) -> String {
        let link =
            self.external.map(|(text, url)| format!("See also: {} <{url}>", text.as_deref().unwrap_or_default()));
        let title = self.title.filter(|title| self.description.is_none_or(|it| !it.starts_with(title)));
        let parts = title.map(str::to_owned).into_iter().chain(self.description.map(str::to_owned)).chain(link);
        parts.collect::<Vec<_>>().join("\n\n")
    }
}

/// The constraints that not all locations have, each with the locations that have it.
fn local(all: &[Annotations<'_>], common: &Constraints, deprecated: bool) -> Vec<LocalConstraints> {
    let own = all.iter().filter(|it| !it.repeats_user);
    let own = own.map(|it| ((without(it.constraints, common), it.deprecated && !deprecated), it));
    let own = own.filter(|((constraints, deprecated), _)| *deprecated || !constraints.is_empty());
    let distinct = grouped(own, |it| format!("{it:?}"));
    let requirements = distinct.into_iter().map(|((constraints, deprecated), sayings)| LocalConstraints {
        places: sayings.iter().take(PLACES).map(|it| it.place.clone()).collect(),
        more: sayings.len().saturating_sub(PLACES),
        constraints,
        deprecated,
    });
    requirements.collect()
}

/// Groups what is said equally, which is told by keys, in the order of the first locations.
fn grouped<'s, 'a, T, K: Eq + Hash>(
    said: impl Iterator<Item = (T, &'s Annotations<'a>)>,
    key: impl Fn(&T) -> K,
) -> Vec<(T, Vec<&'s Annotations<'a>>)> {
    let mut known: HashMap<K, usize> = HashMap::new();
    let mut groups: Vec<(T, Vec<&'s Annotations<'a>>)> = Vec::new();
    for (own, saying) in said {
        let index = *known.entry(key(&own)).or_insert(groups.len());
        match groups.get_mut(index) {
            Some((_, sayings)) => sayings.push(saying),
            None => groups.push((own, vec![saying])),
        }
    }
    groups
}

fn listed(places: &[&str]) -> String {
    let named: Vec<_> = places.iter().take(PLACES).map(|it| format!("`{it}`")).collect();
    match places.len().saturating_sub(PLACES) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}

/// The constraints that all of them have.
pub(super) fn common<'a>(mut all: impl Iterator<Item = &'a Constraints>) -> Constraints {
    let Some(first) = all.next() else { return Constraints::default() };
    all.fold(first.clone(), |before, it| if before == *it { before } else { kept(before, it, Keep::Equal) })
}

/// The constraints beyond the common ones.
fn without(all: &Constraints, common: &Constraints) -> Constraints {
    kept(all.clone(), common, Keep::Other)
}

/// Which of two constraints of one keyword is kept.
#[derive(Clone, Copy, PartialEq)]
enum Keep {
    /// One that both have.
    Equal,
    /// One that the other has not.
    Other,
}

fn kept(one: Constraints, other: &Constraints, keep: Keep) -> Constraints {
    Constraints {
        minimum: keep.of(one.minimum, &other.minimum),
        maximum: keep.of(one.maximum, &other.maximum),
        multiple_of: keep.of(one.multiple_of, &other.multiple_of),
        min_length: keep.of(one.min_length, &other.min_length),
        max_length: keep.of(one.max_length, &other.max_length),
        only: keep.of(one.only, &other.only),
        texts: keep.of(one.texts, &other.texts),
        pattern: keep.of(one.pattern, &other.pattern),
        min_items: keep.of(one.min_items, &other.min_items),
        max_items: keep.of(one.max_items, &other.max_items),
        contains: keep.of(one.contains, &other.contains),
        unique_items: keep.of(one.unique_items, &other.unique_items),
        min_properties: keep.of(one.min_properties, &other.min_properties),
        max_properties: keep.of(one.max_properties, &other.max_properties),
        null: keep.of(one.null, &other.null),
        // It decides how a member is read, and reading more does no harm.
        number_text: keep == Keep::Equal && (one.number_text || other.number_text),
        format: keep.of(one.format, &other.format),
        default: keep.of(one.default, &other.default),
        items: keep.of(one.items, &other.items),
        part_headers: keep.of(one.part_headers, &other.part_headers),
        notes: keep.of(one.notes, &other.notes),
    }
}

impl Keep {
    fn of<T: PartialEq + Default>(self, one: T, other: &T) -> T {
        if (one == *other) == (self == Self::Equal) { one } else { T::default() }
    }
}
