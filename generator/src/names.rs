//! `names.lock`: the names of all public items of a client, by the parts of the document that they stand for. A client
//! that is generated with it keeps its names, whatever is added, removed or moved in the document.
//!
//! A plain value, parsed by [`Names::parse`] and written by [`Display`](fmt::Display): one line per name, sorted by
//! bytes, so that two branches merge line by line. [`generate`](crate::generate) takes it as
//! [`Config::names`](crate::Config::names) and returns that of the new crate.

mod read;
mod words;
mod write;

use std::collections::BTreeMap;
use std::fmt;

pub(crate) use words::{element, list, word};

/// The names of one client.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The file's name, for messages.
    file: String,
    entries: BTreeMap<(Kind, String), Entry>,
}

/// The value of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// A Rust name, or a list of names of the document.
    pub value: String,
    /// The line, starting at 1; 0 if it is not from a file.
    pub line: usize,
}

/// The kind of a line. Kind and key together are unique.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// An alternative of a union: the variant.
    Alternative,
    /// An operation: its required parameters and body, in the order of the arguments.
    Arguments,
    /// A media type of an operation's body: the argument or setter.
    Body,
    /// The document: the type of error codes.
    Code,
    /// An extension of an operation: the constant of its marker.
    Constant,
    /// The body of an error response that no component schema names: the variant of `ErrorBody`.
    Error,
    /// A webhook: the variant of the event enum.
    Event,
    /// A tag: the Cargo feature.
    Feature,
    /// A group of operations, by its tag: the method of the client that returns the handle.
    Group,
    /// A group whose handle is not named like its method: the handle.
    Handle,
    /// A response header: the constant.
    Header,
    /// An operation whose marker is not named like its method: the marker.
    Marker,
    /// A member of an object: the field and its setter.
    Member,
    /// An alternative media type of an operation's body: its own method.
    Method,
    /// An object in requests: the members that `new` takes, in their order.
    New,
    /// An operation: the method of the client, or of a group, `issues.create`.
    Operation,
    /// A response of an operation with several types of output: the variant.
    Outcome,
    /// An operation with several types of output: the enum.
    Output,
    /// The document: the package.
    Package,
    /// A parameter of an operation: the argument or setter.
    Parameter,
    /// A security scheme: the setter of the client's builder.
    Scheme,
    /// A server: the constant.
    Server,
    /// A schema: the type.
    Type,
    /// A value of an enum: the variant.
    Variant,
    /// A variable of servers: the setter.
    Variable,
}

/// The keywords of the kinds, with the forms of their values.
const KINDS: [(Kind, &str, Form); 25] = [
    (Kind::Alternative, "alternative", Form::Identifier),
    (Kind::Arguments, "arguments", Form::List),
    (Kind::Body, "body", Form::Identifier),
    (Kind::Code, "code", Form::Identifier),
    (Kind::Constant, "constant", Form::Identifier),
    (Kind::Error, "error", Form::Identifier),
    (Kind::Event, "event", Form::Identifier),
    (Kind::Feature, "feature", Form::Feature),
    (Kind::Group, "group", Form::Identifier),
    (Kind::Handle, "handle", Form::Identifier),
    (Kind::Header, "header", Form::Identifier),
    (Kind::Marker, "marker", Form::Identifier),
    (Kind::Member, "member", Form::Identifier),
    (Kind::Method, "method", Form::Identifier),
    (Kind::New, "new", Form::List),
    (Kind::Operation, "operation", Form::Method),
    (Kind::Outcome, "outcome", Form::Identifier),
    (Kind::Output, "output", Form::Identifier),
    (Kind::Package, "package", Form::Package),
    (Kind::Parameter, "parameter", Form::Identifier),
    (Kind::Scheme, "scheme", Form::Identifier),
    (Kind::Server, "server", Form::Identifier),
    (Kind::Type, "type", Form::Identifier),
    (Kind::Variant, "variant", Form::Identifier),
    (Kind::Variable, "variable", Form::Identifier),
];

/// The form of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Identifier,
    /// An identifier, optionally after that of a group and a dot.
    Method,
    Package,
    Feature,
    List,
}

/// An error in a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamesError {
    /// The name of the file, as passed by the caller.
    pub file: String,
    /// The line, starting at 1.
    pub line: usize,
    /// The message; it names the other line if there are two.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl fmt::Display for NamesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[names]: {}\n  at   {}:{}\n  help {}", self.message, self.file, self.line, self.help)
    }
}

impl std::error::Error for NamesError {}

/// The names of the generated client, and how they relate to those that were passed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// All names of the client.
    pub names: Names,
    /// The items that have another key now and kept their names.
    pub renamed: Vec<Renamed>,
}

/// An item that has another name in the document now.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Renamed {
    /// Its kind: `type`, `operation`.
    pub kind: &'static str,
    /// Its key before.
    pub before: String,
    /// Its key now.
    pub after: String,
    /// The name that it keeps.
    pub name: String,
}

impl fmt::Display for Renamed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, before, after, name } = self;
        write!(f, "{kind} {before} is {after} now and stays `{name}`")
    }
}

impl PartialEq for Names {
    /// Compares keys and names, not files and lines.
    fn eq(&self, other: &Self) -> bool {
        let all = |names: &Self| -> Vec<_> {
            names.entries.iter().map(|(key, entry)| (key.clone(), entry.value.clone())).collect()
        };
        all(self) == all(other)
    }
}

impl Eq for Names {}

impl Names {
    /// Creates an empty lock, for a client that is generated for the first time.
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), entries: BTreeMap::new() }
    }

    /// Whether there are no names.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The name of an item.
    pub(crate) fn get(&self, kind: Kind, key: &str) -> Option<&Entry> {
        self.entries.get(&(kind, key.to_owned()))
    }

    /// The parts of a list.
    pub(crate) fn list(&self, kind: Kind, key: &str) -> Option<Vec<String>> {
        self.get(kind, key).map(|entry| words::items(&entry.value))
    }

    /// All names of a kind, by key.
    pub(crate) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (&str, &Entry)> {
        let all = self.entries.range((kind, String::new())..);
        all.take_while(move |((it, _), _)| *it == kind).map(|((_, key), entry)| (key.as_str(), entry))
    }

    /// The names of a kind whose keys have this prefix, with the rest of the key.
    pub(crate) fn below<'a>(&'a self, kind: Kind, start: &'a str) -> impl Iterator<Item = (&'a str, &'a Entry)> {
        let all = self.entries.range((kind, start.to_owned())..);
        all.map_while(move |((it, key), entry)| Some((key.strip_prefix(start).filter(|_| *it == kind)?, entry)))
    }

    /// Adds a name.
    pub(crate) fn put(&mut self, kind: Kind, key: impl Into<String>, value: impl Into<String>) {
        self.entries.insert((kind, key.into()), Entry { value: value.into(), line: 0 });
    }

    /// Removes a name.
    pub(crate) fn forget(&mut self, kind: Kind, key: &str) {
        self.entries.remove(&(kind, key.to_owned()));
    }

    /// Whether the operations are in groups.
    pub(crate) fn has_groups(&self) -> bool {
        self.of_kind(Kind::Group).next().is_some()
    }

    /// Removes the groups from the names of operations, and returns them by the keys of the operations.
    pub(crate) fn take_groups(&mut self) -> BTreeMap<String, String> {
        let mut groups = BTreeMap::new();
        for ((_, key), entry) in self.entries.iter_mut().filter(|it| it.0.0 == Kind::Operation) {
            if let Some((group, name)) = entry.value.split_once('.') {
                groups.insert(key.clone(), group.to_owned());
                entry.value = name.to_owned();
            }
        }
        groups
    }

    /// Removes all names of a kind.
    pub(crate) fn forget_all(&mut self, kind: Kind) {
        self.entries.retain(|it, _| it.0 != kind);
    }

    /// Returns the names under other keys; a line whose new key is taken is left out.
    pub(crate) fn with_keys(&self, key: impl Fn(&str) -> String) -> Self {
        let mut entries = BTreeMap::new();
        let changed = |it: &(Kind, String)| (it.0, key(&it.1));
        let (same, other): (Vec<_>, Vec<_>) =
            self.entries.iter().map(|(old, entry)| (old, changed(old), entry)).partition(|(old, new, _)| *old == new);
        for (_, key, entry) in same.into_iter().chain(other) {
            entries.entry(key).or_insert_with(|| entry.clone());
        }
        Self { file: self.file.clone(), entries }
    }

    /// The file's name.
    pub(crate) fn file(&self) -> &str {
        &self.file
    }
}

impl Kind {
    /// The keyword at the beginning of its lines.
    pub(crate) fn word(self) -> &'static str {
        KINDS.iter().find(|it| it.0 == self).map_or("", |it| it.1)
    }
}

#[cfg(test)]
mod tests;
