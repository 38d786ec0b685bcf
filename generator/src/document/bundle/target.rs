//! Resolves a reference to its target, a location in a file. Files are read on first use. `$id`, `$anchor` and pointers
//! through further references are supported.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::files::FileError;
use super::super::read::read;
use super::super::reference::{Reference, Refusal};
use super::super::source::Source;
use super::super::value::{Document, canonical};
use super::super::version::Version;
use crate::Pointer;
use crate::diagnostics::{At, Diagnostics, code};
use crate::grammar::{self, Kind};

/// The maximum number of references on the way of a pointer.
const MAX_HOPS: usize = 32;

/// A location in a file, and the kind of object that is expected there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub path: String,
    pub pointer: Pointer,
    pub kind: Kind,
}

/// How a failure is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Report {
    Nothing,
    Warning,
    Error,
}

/// All files read so far.
pub(super) struct Finder<'s, 'd> {
    document: Document,
    source: &'s Source<'s>,
    files: BTreeMap<String, Option<File>>,
    /// The references that were replaced in files other than the main one, for their copies.
    filled: Vec<Filled>,
    pub diags: &'d mut Diagnostics,
}

/// A location in a file whose value was replaced by one from elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Filled {
    /// The file.
    pub path: String,
    /// The location in it.
    pub at: Pointer,
    /// The file and location of the origin.
    pub from: (String, Pointer),
}

struct File {
    number: usize,
    value: Value,
    /// The last part of an `$id` → the whole `$id` and the pointer to its schema.
    ids: BTreeMap<String, Vec<(String, Pointer)>>,
    /// The pointers to all schemas with an `$id`.
    resources: BTreeSet<Pointer>,
    /// `$anchor` and `$dynamicAnchor` → the pointer to the schema.
    anchors: BTreeMap<String, Pointer>,
}

impl File {
    fn new(number: usize, value: Value) -> Self {
        let mut file = Self {
            number,
            value: Value::Null,
            ids: BTreeMap::new(),
            resources: BTreeSet::new(),
            anchors: BTreeMap::new(),
        };
        file.index(&value, &mut Vec::new());
        Self { value, ..file }
    }

    fn index(&mut self, value: &Value, path: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                for (key, child) in map {
                    if let Value::String(text) = child {
                        let at = || path.iter().fold(Pointer::root(), |at, key| at.key(key));
                        match key.as_str() {
                            "$id" | "$self" => self.add_id(text, at()),
                            "$anchor" | "$dynamicAnchor" => {
                                self.anchors.entry(text.clone()).or_insert_with(at);
                            }
                            _ => {}
                        }
                        continue;
                    }
                    path.push(key.clone());
                    self.index(child, path);
                    path.pop();
                }
            }
            Value::Array(items) => {
                for (index, child) in items.iter().enumerate().filter(|(_, it)| !it.is_string()) {
                    path.push(index.to_string());
                    self.index(child, path);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn add_id(&mut self, text: &str, at: Pointer) {
        let id = text.trim_end_matches('#');
        self.ids.entry(last_part(id).to_owned()).or_default().push((id.to_owned(), at.clone()));
        if at != Pointer::root() {
            self.resources.insert(at);
        }
    }

    /// The pointer to the schema with this `$id`, given in full or by its end.
    fn id(&self, id: &str) -> Option<&Pointer> {
        let known = self.ids.get(last_part(id))?;
        let end = format!("/{}", id.trim_start_matches("./").trim_start_matches('/'));
        let exact = known.iter().find(|(it, _)| it == id);
        exact.or_else(|| known.iter().find(|(it, _)| it.ends_with(&end))).map(|(_, at)| at)
    }

    /// The innermost schema with an `$id` that contains a location.
    fn resource(&self, here: &Pointer) -> Option<&Pointer> {
        if self.resources.is_empty() {
            return None;
        }
        std::iter::successors(Some(here.clone()), Pointer::parent).find_map(|it| self.resources.get(&it))
    }
}

fn last_part(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

impl<'s, 'd> Finder<'s, 'd> {
    pub(super) fn new(mut document: Document, source: &'s Source<'s>, diags: &'d mut Diagnostics) -> Self {
        let main = File::new(0, std::mem::take(&mut document.value));
        let files = BTreeMap::from([(source.name.to_owned(), Some(main))]);
        Self { document, source, files, filled: Vec::new(), diags }
    }

    pub(super) fn main_path(&self) -> String {
        self.source.name.to_owned()
    }

    pub(super) fn main(&self) -> &Value {
        self.file(self.source.name).map_or(&Value::Null, |it| &it.value)
    }

    pub(super) fn value(&self, path: &str, pointer: &Pointer) -> Option<&Value> {
        pointer.find(&self.file(path)?.value)
    }

    /// Whether a target is in the main file, where the grammar expects its kind.
    pub(super) fn is_in_place(&self, target: &Target) -> bool {
        target.path == self.source.name && grammar::kind_at(&target.pointer) == Some(target.kind)
    }

    pub(super) fn note_copy(&mut self, target: &Target, copy: &Pointer) {
        self.document.places.copied(self.number(&target.path), &target.pointer, copy);
        let inside = format!("{}/", target.pointer.as_str());
        let filled: Vec<_> = self.filled.iter().filter(|it| it.path == target.path).cloned().collect();
        for Filled { at, from: (path, from), .. } in filled {
            if let Some(rest) = format!("{}/", at.as_str()).strip_prefix(&inside) {
                let now = format!("{}/{rest}", copy.as_str());
                self.document.places.copied(self.number(&path), &from, &Pointer::parse(now.trim_end_matches('/')));
            }
        }
    }

    /// Records which values were replaced, and their origins.
    pub(super) fn note_filled(&mut self, filled: Vec<Filled>) {
        for it in filled {
            if it.path == self.source.name {
                let number = self.number(&it.from.0);
                self.document.places.copied(number, &it.from.1, &it.at);
            } else {
                self.filled.push(it);
            }
        }
    }

    /// Replaces a value in a file.
    pub(super) fn replace(&mut self, path: &str, pointer: &Pointer, value: Value) {
        let file = self.files.get_mut(path).and_then(Option::as_mut);
        if let Some(place) = file.and_then(|it| it.value.pointer_mut(pointer.as_str())) {
            *place = value;
        }
    }

    fn number(&self, path: &str) -> usize {
        self.file(path).map_or(0, |it| it.number)
    }

    pub(super) fn error(&mut self, code: &'static str, base: &str, here: &Pointer, message: String, help: &str) {
        let at = self.at(base, here);
        self.diags.error_at(code, at, message).help(help);
    }

    /// Warns about a location as it was written, before its value is replaced.
    pub(super) fn warn(&mut self, code: &'static str, base: &str, here: &Pointer, message: String, help: &str) {
        let line = self.document.places.line(self.number(base), here).unwrap_or(0);
        let at = At::File { file: base.to_owned(), line, pointer: here.clone() };
        self.diags.warning_at(code, at, message).help(help);
    }

    /// The main file, of which nothing is asked any more.
    pub(super) fn take_main(&mut self) -> Value {
        let file = self.files.get_mut(self.source.name).and_then(Option::as_mut);
        file.map_or(Value::Null, |it| std::mem::take(&mut it.value))
    }

    pub(super) fn document(&self, value: Value) -> Document {
        Document { value, ..self.document.clone() }
    }

    /// Resolves the reference `text` at `here` in the file `base`; reports a failure as `report` says.
    pub(super) fn find(
        &mut self,
        text: &str,
        base: &str,
        here: &Pointer,
        kind: Kind,
        report: Report,
    ) -> Option<Target> {
        match self.look(text, base, here, kind, 0) {
            Ok(target) => Some(target),
            Err(failure) => {
                self.report(&failure, text, base, here, report);
                None
            }
        }
    }

    fn look(&mut self, text: &str, base: &str, here: &Pointer, kind: Kind, hops: usize) -> Result<Target, Failure> {
        let reference = Reference::parse(text);
        let (path, resource) = self.resource(&reference, base, here, kind)?;
        let pointer = match reference.fragment.as_str() {
            "" => resource.clone().unwrap_or_default(),
            fragment if fragment.starts_with('/') => {
                let inside = resource.map(|it| Pointer::parse(&format!("{}{fragment}", it.as_str())));
                inside.filter(|it| self.value(&path, it).is_some()).unwrap_or_else(|| Pointer::parse(fragment))
            }
            anchor => match self.file(&path).and_then(|it| it.anchors.get(anchor)) {
                Some(pointer) => pointer.clone(),
                None => {
                    return Err(Failure::Dangling { path, pointer: None });
                }
            },
        };
        let (path, pointer) = self.locate(&path, &pointer, kind, hops)?;
        let actual = grammar::kind_at(&pointer).filter(|_| path == self.source.name);
        match actual {
            Some(actual) if kind == Kind::Schema && actual != kind => match self.schema_of(&path, &pointer) {
                Some(pointer) => Ok(Target { path, pointer, kind }),
                None => Err(Failure::Kind { expected: kind, actual }),
            },
            Some(actual) if actual != kind => Err(Failure::Kind { expected: kind, actual }),
            _ => Ok(Target { path, pointer, kind }),
        }
    }

    /// The schema of a parameter, header or response: references to these often mean the schema.
    fn schema_of(&self, path: &str, at: &Pointer) -> Option<Pointer> {
        let value = self.value(path, at)?;
        if value.get("schema").is_some() {
            return Some(at.key("schema"));
        }
        let (media, content) = value.get("content")?.as_object()?.iter().next()?;
        content.get("schema").map(|_| at.key("content").key(media).key("schema"))
    }

    /// The file, and the schema resource in it that the fragment is relative to.
    fn resource(
        &mut self,
        reference: &Reference,
        base: &str,
        here: &Pointer,
        kind: Kind,
    ) -> Result<(String, Option<Pointer>), Failure> {
        if reference.file.is_empty() {
            let resource = self.file(base).and_then(|it| it.resource(here)).cloned();
            return Ok((base.to_owned(), resource));
        }
        for path in [base, self.source.name] {
            if let Some(at) = self.file(path).and_then(|it| it.id(&reference.file)) {
                return Ok((path.to_owned(), Some(at.clone())));
            }
        }
        if let Some(at) = self.named(&reference.file, kind) {
            return Ok((self.main_path(), Some(at)));
        }
        let path = reference.path(base).map_err(Failure::Refused)?;
        self.open(&path)?;
        Ok((path, None))
    }

    /// The definition with that name: old documents refer to it by the bare name.
    fn named(&self, name: &str, kind: Kind) -> Option<Pointer> {
        if name.contains(['.', '/']) {
            return None;
        }
        let section = kind.section()?;
        let places =
            [Pointer::root().key("components").key(section).key(name), Pointer::root().key("definitions").key(name)];
        places.into_iter().find(|it| grammar::kind_at(it) == Some(kind) && self.value(self.source.name, it).is_some())
    }

    fn open(&mut self, path: &str) -> Result<(), Failure> {
        if let Some(known) = self.files.get(path) {
            return if known.is_some() { Ok(()) } else { Err(Failure::Reported) };
        }
        let bytes = self.source.files.read(path);
        let read = match &bytes {
            Ok(bytes) => read_file(path, bytes, &mut self.document, self.diags),
            Err(_) => None,
        };
        self.files.insert(path.to_owned(), read.map(|(number, value)| File::new(number, value)));
        match bytes {
            Err(error) => {
                self.files.remove(path);
                Err(Failure::File { path: path.to_owned(), error })
            }
            Ok(_) if self.file(path).is_none() => Err(Failure::Reported),
            Ok(_) => Ok(()),
        }
    }

    /// The location of a pointer, following the references on its way.
    fn locate(&mut self, path: &str, pointer: &Pointer, kind: Kind, hops: usize) -> Result<(String, Pointer), Failure> {
        if self.value(path, pointer).is_some() {
            return Ok((path.to_owned(), pointer.clone()));
        }
        let dangling = || Failure::Dangling { path: path.to_owned(), pointer: Some(pointer.clone()) };
        let (mut path_, mut at) = (path.to_owned(), Pointer::root());
        for token in pointer.tokens() {
            for hop in 0.. {
                let value = self.value(&path_, &at).ok_or_else(dangling)?;
                if self.value(&path_, &at.key(&token)).is_some() {
                    at = at.key(&token);
                    break;
                }
                let text = value.get("$ref").and_then(Value::as_str).ok_or_else(dangling)?.to_owned();
                if hop + hops > MAX_HOPS {
                    return Err(dangling());
                }
                let kind = grammar::kind_at(&at).filter(|_| path_ == self.source.name).unwrap_or(kind);
                let next = self.look(&text, &path_.clone(), &at.clone(), kind, hop + hops + 1)?;
                (path_, at) = (next.path, next.pointer);
            }
        }
        Ok((path_, at))
    }

    pub(super) fn version(&self) -> Version {
        self.document.version
    }

    /// Warns about a reference to a schema where a response is expected.
    pub(super) fn warn_meant(&mut self, text: &str, base: &str, here: &Pointer) {
        let message = format!(
            "`{text}` refers to a schema, but a response is expected; it is read as a JSON response with that schema"
        );
        let at = self.at(base, here);
        self.diags.warning_at(code::REF_KIND, at, message).help("write the response with `description` and `content`");
    }

    /// The location for a finding.
    fn at(&self, base: &str, here: &Pointer) -> At {
        if base == self.source.name {
            return At::Pointer(here.clone());
        }
        let line = self.file(base).and_then(|it| self.document.places.line(it.number, here)).unwrap_or(0);
        At::File { file: base.to_owned(), line, pointer: here.clone() }
    }

    fn file(&self, path: &str) -> Option<&File> {
        self.files.get(path)?.as_ref()
    }

    fn report(&mut self, failure: &Failure, text: &str, base: &str, here: &Pointer, report: Report) {
        let at = self.at(base, here);
        let near = match failure {
            Failure::Dangling { path, pointer: Some(pointer) } => {
                self.value(path, &Pointer::root()).and_then(|it| near(it, pointer))
            }
            _ => None,
        };
        failure.report(text, at, near, report, self.diags);
    }
}

enum Failure {
    Refused(Refusal),
    File {
        path: String,
        error: FileError,
    },
    Dangling {
        path: String,
        pointer: Option<Pointer>,
    },
    Kind {
        expected: Kind,
        actual: Kind,
    },
    /// The file could not be read, which was reported when it was opened.
    Reported,
}

impl Failure {
    fn report(&self, text: &str, at: At, near: Option<Pointer>, report: Report, diags: &mut Diagnostics) {
        let (code, message, help) = match self {
            Self::Reported => return,
            Self::Refused(Refusal::Remote) => (
                code::EXTERNAL_REF,
                format!("`{text}` refers to another host; nothing is fetched"),
                "download that file to the root folder and refer to it by a relative path".to_owned(),
            ),
            Self::Refused(Refusal::Absolute) => (
                code::EXTERNAL_REF,
                format!("`{text}` is an absolute path or an unknown scheme"),
                "refer to files by a path relative to this one, with `/` between its parts".to_owned(),
            ),
            Self::Refused(Refusal::Outside) => (
                code::EXTERNAL_REF,
                format!("`{text}` points outside the root folder"),
                "give `--root` a folder that holds all files of the document".to_owned(),
            ),
            Self::File { error: FileError::NotAllowed, .. } => (
                code::EXTERNAL_REF,
                format!("`{text}` refers to another file, which is not allowed"),
                "allow it with `--root FOLDER`, the folder that references may lead into".to_owned(),
            ),
            Self::File { path, error: FileError::NotFound } => (
                code::DANGLING_REF,
                format!("`{text}` refers to `{path}`, which does not exist"),
                "paths are relative to the file that holds the reference".to_owned(),
            ),
            Self::File { path, error: FileError::Other(why) } => (
                code::EXTERNAL_REF,
                format!("`{text}` refers to `{path}`, which cannot be read: {why}"),
                "make the file readable, or remove the reference".to_owned(),
            ),
            Self::Dangling { .. } => (
                code::DANGLING_REF,
                format!("`{text}` does not resolve"),
                near.map_or("add what it names, or remove the reference".to_owned(), |it| format!("there is `{it}`")),
            ),
            Self::Kind { expected, actual } => (
                code::REF_KIND,
                format!("`{text}` refers to {}, but {} is expected", a(actual.noun()), a(expected.noun())),
                format!("refer to {}", a(expected.noun())),
            ),
        };
        match report {
            Report::Nothing => {}
            Report::Warning => {
                diags.warning_at(code, at, message).help(help);
            }
            Report::Error => {
                diags.error_at(code, at, message).help(help);
            }
        }
    }
}

/// The noun with its article.
fn a(noun: &str) -> String {
    format!("{} {noun}", if noun.starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" })
}

/// The location whose name is most similar to a missing one.
fn near(root: &Value, missing: &Pointer) -> Option<Pointer> {
    let name = missing.last();
    let mut candidates = Vec::new();
    let parent = missing.parent()?;
    if let Some(Value::Object(map)) = root.pointer(parent.as_str()) {
        candidates.extend(map.keys().map(|key| parent.key(key)));
    }
    if let Some(Value::Object(sections)) = root.get("components") {
        let components = Pointer::root().key("components");
        for (section, members) in sections {
            let at = components.key(section);
            candidates.extend(
                members.as_object().into_iter().flatten().filter(|(key, _)| **key == name).map(|(key, _)| at.key(key)),
            );
        }
    }
    let definitions = Pointer::root().key("definitions").key(&name);
    candidates.extend(definitions.find(root).map(|_| definitions));
    let scored = candidates.into_iter().take(5_000).map(|it| (distance(&it.last(), &name), it));
    scored.min().filter(|(distance, _)| *distance <= 2 + name.len() / 5).map(|(_, it)| it)
}

/// The edit distance, ignoring case; very long names, which nobody types, are not compared.
fn distance(a: &str, b: &str) -> usize {
    const MAX: usize = 320;
    match a.len() > MAX || b.len() > MAX {
        true => usize::MAX,
        false => strsim::levenshtein(&a.to_lowercase(), &b.to_lowercase()),
    }
}

/// Reads another file; its references are relative to it.
fn read_file(path: &str, bytes: &[u8], document: &mut Document, diags: &mut Diagnostics) -> Option<(usize, Value)> {
    let (file, value) = read(path, bytes, &mut document.places, diags)?;
    Some((file, canonical(value)))
}
