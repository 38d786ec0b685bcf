//! Where a pointer of the document leads in the user's files: through what bundling and lowering moved, to file and
//! line. Lines are looked up on the first question only, by reading the text again.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use super::lines::{Format, Lines};
use crate::Pointer;

/// The texts of a document, and what stands elsewhere than where its author wrote it. Cheap to copy.
#[derive(Clone, Debug, Default)]
pub struct Places {
    files: Vec<Arc<File>>,
    moves: Arc<Moves>,
}

/// From a pointer of the document to a file and the pointer there.
type Moves = BTreeMap<Pointer, (usize, Pointer)>;

/// A place in the user's files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Name of the file, as given by the caller.
    pub file: String,
    /// Line, from 1 on.
    pub line: usize,
    /// The place inside that file, as its author would write it.
    pub pointer: Pointer,
}

#[derive(Debug)]
struct File {
    name: String,
    text: Arc<str>,
    format: Format,
    lines: OnceLock<Lines>,
    reread: Reread,
    value: OnceLock<Option<Value>>,
}

/// Reads a text again, by its name: whoever adds a text knows how.
pub(crate) type Reread = fn(&str, &str) -> Option<Value>;

impl Places {
    /// File, line and pointer in the user's own file; none if no text is known.
    pub fn place(&self, pointer: &Pointer) -> Option<Place> {
        let (file, pointer) = self.origin(pointer);
        let line = self.line(file, &pointer)?;
        Some(Place { file: self.files[file].name.clone(), line, pointer })
    }

    /// The text of a file of the document, by its name; none where it could not be read as text.
    pub fn text(&self, file: &str) -> Option<&str> {
        self.files.iter().find(|it| it.name == file).map(|it| &*it.text)
    }

    /// Whether it stands in the document itself, and in no other file that belongs to it.
    pub(crate) fn is_in_root(&self, pointer: &Pointer) -> bool {
        !self.files.is_empty() && self.origin(pointer).0 == 0
    }

    /// The document itself as it was written, read again on the first question; none where it cannot be read.
    pub(crate) fn root(&self) -> Option<&Value> {
        let file = self.files.first()?;
        file.value.get_or_init(|| (file.reread)(&file.name, &file.text)).as_ref()
    }

    /// What stands elsewhere than where it was written, with the number of its file and its place there.
    pub(crate) fn moves(&self) -> impl Iterator<Item = (&Pointer, &(usize, Pointer))> {
        self.moves.iter()
    }

    /// The pointer as it is in the user's own file.
    pub fn pointer(&self, pointer: &Pointer) -> Pointer {
        self.origin(pointer).1
    }

    /// Notes that what is at `now` stood at `before` until this moment.
    pub(crate) fn moved(&mut self, before: &Pointer, now: &Pointer) {
        let (file, origin) = self.origin(before);
        let moves = Arc::make_mut(&mut self.moves);
        let inside: Vec<(Pointer, (usize, Pointer))> = inside_of(moves, before)
            .map(|(it, origin)| {
                let rest = &it.as_str()[before.as_str().len()..];
                (Pointer::parse(&format!("{}{rest}", now.as_str())), origin.clone())
            })
            .collect();
        // What was known about the place before is not about what stands there now.
        let stale: Vec<Pointer> = inside_of(moves, now).map(|(it, _)| it.clone()).collect();
        stale.iter().for_each(|it| drop(moves.remove(it)));
        moves.insert(now.clone(), (file, origin));
        moves.extend(inside);
    }

    /// Notes that what is at `now` was copied from a place in a file.
    pub(crate) fn copied(&mut self, file: usize, before: &Pointer, now: &Pointer) {
        Arc::make_mut(&mut self.moves).insert(now.clone(), (file, before.clone()));
    }

    /// The number of a file that was added.
    pub(crate) fn add(&mut self, name: &str, text: &str, format: Format, reread: Reread) -> usize {
        self.files.push(Arc::new(File {
            name: name.to_owned(),
            text: text.into(),
            format,
            lines: OnceLock::new(),
            reread,
            value: OnceLock::new(),
        }));
        self.files.len() - 1
    }

    /// Line of a place in a file, or of the nearest thing around it.
    pub(crate) fn line(&self, file: usize, pointer: &Pointer) -> Option<usize> {
        Some(self.lines(file)?.line(pointer))
    }

    /// Which one a member is among the members of its object, in the text; none where it stands in no text.
    pub(crate) fn order(&self, pointer: &Pointer) -> Option<u32> {
        let (file, pointer) = self.origin(pointer);
        self.lines(file)?.order(&pointer)
    }

    /// The lines of all members of this name in an object.
    pub(crate) fn occurrences(&self, file: usize, object: &Pointer, key: &str) -> Vec<usize> {
        self.lines(file).map_or(Vec::new(), |it| it.occurrences(object, key))
    }

    fn lines(&self, file: usize) -> Option<&Lines> {
        let file = self.files.get(file)?;
        Some(file.lines.get_or_init(|| Lines::new(&file.text, file.format)))
    }

    /// The file and the pointer in it.
    pub(crate) fn origin(&self, pointer: &Pointer) -> (usize, Pointer) {
        let known = |at: &str| self.moves.get(at).map(|known| (at.len(), known));
        let moved = if self.moves.is_empty() { None } else { pointer.outwards().find_map(known) };
        match moved {
            Some((length, (file, origin))) => {
                (*file, spelled(&format!("{}{}", origin.as_str(), &pointer.as_str()[length..])))
            }
            None => (0, spelled(pointer.as_str())),
        }
    }
}

/// What is known about places inside of a place.
fn inside_of<'m>(moves: &'m Moves, at: &Pointer) -> impl Iterator<Item = (&'m Pointer, &'m (usize, Pointer))> {
    let prefix = format!("{}/", at.as_str());
    moves.range(Pointer::parse(&prefix)..).take_while(move |(it, _)| it.as_str().starts_with(&prefix))
}

/// Undoes the names of extensions that carry a keyword: `x-octogen-prefix-items` → `prefixItems`.
fn spelled(pointer: &str) -> Pointer {
    if !pointer.contains("/x-octogen-") {
        return Pointer::parse(pointer);
    }
    let tokens: Vec<String> =
        pointer.split('/').map(|it| it.strip_prefix("x-octogen-").map_or(it.to_owned(), camel)).collect();
    Pointer::parse(&tokens.join("/"))
}

pub(crate) fn camel(kebab: &str) -> String {
    let mut words = kebab.split('-');
    let mut text = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut chars = word.chars();
        text.extend(chars.next().map(|it| it.to_ascii_uppercase()));
        text.push_str(chars.as_str());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_lead_back_to_the_file() {
        let mut places = Places::default();
        places.add("a.json", "{\n\"definitions\": {\n\"A\": {\n\"prefixItems\": [\n{}]}}}", Format::Json, |_, _| None);
        places.moved(&Pointer::parse("/definitions/A"), &Pointer::parse("/components/schemas/A"));
        places.moved(&Pointer::parse("/components/schemas/A"), &Pointer::parse("/components/schemas/B"));
        for (now, before, line) in [
            ("/components/schemas/B/x-octogen-prefix-items/0", "/definitions/A/prefixItems/0", 5),
            ("/components/schemas/B", "/definitions/A", 3),
            ("/definitions/A/made/up", "/definitions/A/made/up", 3),
            ("", "", 1),
        ] {
            let place = places.place(&Pointer::parse(now)).unwrap();
            assert_eq!((place.pointer.as_str(), place.line), (before, line), "{now}");
        }
    }

    #[test]
    fn members_have_the_order_of_the_text() {
        for (text, format) in [
            (r#"{"p": {"z": 1, "a": {"y": 1}, "m": 2}}"#, Format::Json),
            ("p:\n  z: 1\n  a: {y: 1}\n  m: 2\n", Format::Yaml),
        ] {
            let mut places = Places::default();
            places.add("a", text, format, |_, _| None);
            places.moved(&Pointer::parse("/p"), &Pointer::parse("/q"));
            for (at, order) in
                [("/q/z", Some(0)), ("/q/a", Some(1)), ("/q/m", Some(2)), ("/q/a/y", Some(0)), ("/q/b", None)]
            {
                assert_eq!(places.order(&Pointer::parse(at)), order, "{at}");
            }
        }
    }
}
