//! References where OpenAPI allows none (3.1, section 4.8.23, lists where it does): in place of an operation, all
//! paths, a map of properties, a list of servers, a tag. Authors who split a document into files write them, and other
//! tools follow them. Each is replaced by its target, with a warning. So is a reference to a security scheme in another
//! file, without a warning: a copy beside the reference would be a second scheme.

use serde_json::{Map, Value};

use super::super::reference::Reference;
use super::links::{links, size};
use super::target::{Filled, Finder, Report, Target};
use crate::Pointer;
use crate::diagnostics::code;
use crate::grammar::{self, At, Kind, Slot};

/// The maximum length of a chain of such references.
const MAX_CHAIN: usize = 32;
/// The maximum depth of a document after they are replaced, twice that of a text.
const MAX_DEPTH: usize = 256;
/// The maximum number of references to follow.
const MAX_FOLLOWED: usize = 10_000;
/// The maximum number of values that they may add.
const MAX_ADDED: usize = 4_000_000;

/// Members that are plain data and never objects, so that an object with a `$ref` can only be a reference.
const LISTS: &[&str] = &["required", "enum", "security", "scopes", "consumes", "produces", "schemes"];

/// The state of a walk: the file, and the references that were followed to get there.
struct Walk<'f, 's, 'd> {
    finder: &'f mut Finder<'s, 'd>,
    path: String,
    chain: Vec<(String, Pointer)>,
    /// The locations that were replaced, each with the file and location of the origin.
    filled: Vec<Filled>,
    left: usize,
    followed: usize,
    changed: bool,
}

/// Replaces all such references inside a target, in its file, before its other references are collected.
pub(super) fn fill(finder: &mut Finder<'_, '_>, target: &Target) {
    let Some(value) = finder.value(&target.path, &target.pointer) else { return };
    if !has_reference(value, target.kind) {
        return;
    }
    let mut value = value.clone();
    let mut walk = Walk {
        finder,
        path: target.path.clone(),
        chain: Vec::new(),
        filled: Vec::new(),
        left: MAX_ADDED,
        followed: 0,
        changed: false,
    };
    walk.slot(Slot::One(target.kind), &mut value, &target.pointer);
    let Walk { filled, changed, .. } = walk;
    if changed {
        finder.replace(&target.path, &target.pointer, value);
        finder.note_filled(filled);
    }
}

/// Whether there may be such references; most documents have none.
fn has_reference(value: &Value, kind: Kind) -> bool {
    let mut has_reference = false;
    each(Slot::One(kind), value, &mut |slot, value| has_reference |= is_reference(slot, value).is_some());
    has_reference
}

fn each(slot: Slot, value: &Value, visit: &mut dyn FnMut(Slot, &Value)) {
    visit(slot, value);
    match (slot, value) {
        (Slot::One(kind), Value::Object(map)) => {
            for (key, child) in map {
                if let Some(slot) = member(kind, key) {
                    each(slot, child, visit);
                }
            }
        }
        (Slot::Map(kind), Value::Object(map)) => map.values().for_each(|it| each(Slot::One(kind), it, visit)),
        (Slot::One(kind) | Slot::List(kind), Value::Array(items)) => {
            items.iter().for_each(|it| each(Slot::One(kind), it, visit));
        }
        _ => {}
    }
}

/// The content of a member that may contain a reference.
fn member(kind: Kind, key: &str) -> Option<Slot> {
    match kind.member(key)? {
        Slot::Data if !LISTS.contains(&key) => None,
        slot => Some(slot),
    }
}

/// The text of a reference where OpenAPI allows none, or of one to a security scheme.
fn is_reference(slot: Slot, value: &Value) -> Option<&str> {
    let text = value.as_object()?.get("$ref")?.as_str()?;
    let here = match slot {
        Slot::One(kind) => kind.section().is_none() || kind == Kind::SecurityScheme,
        Slot::List(_) | Slot::Map(_) | Slot::Data => true,
    };
    here.then_some(text)
}

impl Walk<'_, '_, '_> {
    fn slot(&mut self, slot: Slot, value: &mut Value, at: &Pointer) {
        let depth = self.chain.len();
        while let Some(text) = is_reference(slot, value).map(str::to_owned) {
            if !self.follow(slot, value, &text, at) {
                break;
            }
        }
        match (slot, &mut *value) {
            (Slot::One(kind), Value::Object(map)) => {
                for (key, child) in map.iter_mut() {
                    if let Some(slot) = member(kind, key) {
                        self.slot(slot, child, &at.key(key));
                    }
                }
            }
            (Slot::Map(kind), Value::Object(map)) => {
                for (key, child) in map.iter_mut() {
                    self.slot(Slot::One(kind), child, &at.key(key));
                }
            }
            (Slot::One(kind) | Slot::List(kind), Value::Array(items)) => {
                for (index, item) in items.iter_mut().enumerate() {
                    self.slot(Slot::One(kind), item, &at.index(index));
                }
            }
            _ => {}
        }
        self.chain.truncate(depth);
    }

    /// Replaces a reference with its target, where siblings take precedence. Returns whether it was replaced.
    fn follow(&mut self, slot: Slot, value: &mut Value, text: &str, at: &Pointer) -> bool {
        let here = at.key("$ref");
        let is_scheme = slot == Slot::One(Kind::SecurityScheme);
        let path = self.path.clone();
        let target = match is_scheme {
            // References that are allowed here are reported with all others.
            true => self.finder.find(text, &path, &here, Kind::SecurityScheme, Report::Nothing),
            false => self.finder.find(text, &path, &here, kind(slot), Report::Error),
        };
        let target = target.filter(|it| !is_scheme || !self.finder.is_in_place(it));
        let Some(target) = target.filter(|it| self.fits(slot, it, text, &here)) else {
            if !is_scheme {
                take_reference(value);
            }
            return false;
        };
        let origin = (target.path, target.pointer);
        if self.chain.contains(&origin) || self.chain.len() >= MAX_CHAIN || inside(&origin, &self.path, at) {
            let message = format!("`{text}` refers to itself");
            self.finder.error(code::CYCLIC_REF, &path, &here, message, "replace one of them by what is meant");
            take_reference(value);
            return false;
        }
        let piece = self.finder.value(&origin.0, &origin.1).cloned().unwrap_or_default();
        if let Slot::List(kind) = slot
            && !piece.is_array()
            && kind.section().is_some()
        {
            // As a single item the reference is allowed.
            let message = format!("`{}` is a list; the single reference was read as one", at.last());
            self.finder.warn(code::REPAIRED, &path, at, message, "write a list");
            *value = Value::Array(vec![value.take()]);
            self.changed = true;
            return false;
        }
        if at.tokens().count() + depth(&piece) > MAX_DEPTH {
            let message = format!("`{text}` nests this document too deeply");
            self.finder.error(code::LIMIT, &path, &here, message, "refer to a named piece of `components`");
            take_reference(value);
            return false;
        }
        if !self.is_affordable(&piece, &here) {
            take_reference(value);
            return false;
        }
        let piece = self.relocated(slot, piece, &origin, at);
        if !is_scheme {
            let message =
                format!("{} is a reference, which OpenAPI does not have there; it was followed", noun(slot, at));
            let help = "replace it by what it refers to, or bundle the document with a tool";
            self.finder.warn(code::MISPLACED_REF, &path, &here, message, help);
        }
        // References that were replaced inside the target have origins of their own.
        self.filled.push(Filled { path, at: at.clone(), from: origin.clone() });
        self.chain.push(origin);
        put(value, piece);
        self.changed = true;
        true
    }

    /// Counts what is added, and reports once if it exceeds the limits.
    fn is_affordable(&mut self, piece: &Value, here: &Pointer) -> bool {
        self.followed += 1;
        let size = size(piece);
        if self.followed <= MAX_FOLLOWED && size <= self.left {
            self.left -= size;
            return true;
        }
        if self.left > 0 {
            let message = "references where OpenAPI has none make this document too large";
            let path = self.path.clone();
            self.finder.error(code::LIMIT, &path, here, message.to_owned(), "refer to shared parts less often");
        }
        self.left = 0;
        false
    }

    /// Whether the target may be a map if one is expected; a single object of such a map is not one.
    fn fits(&mut self, slot: Slot, target: &Target, text: &str, here: &Pointer) -> bool {
        let Slot::Map(kind) = slot else { return true };
        if !self.finder.is_in_place(target) {
            return true;
        }
        let noun = kind.noun();
        let message = format!("`{text}` refers to one {noun}, but a map of them is expected");
        let (path, help) = (self.path.clone(), format!("refer to a map of them, or write the {noun} under a name"));
        self.finder.error(code::REF_KIND, &path, here, message, &help);
        false
    }

    /// A target of another file with its references made relative to this file, for the location `here`.
    fn relocated(&mut self, slot: Slot, mut piece: Value, origin: &(String, Pointer), here: &Pointer) -> Value {
        let (from, at) = origin;
        if *from == self.path {
            return piece;
        }
        // Misplaced references are replaced in their own file, to which their texts are relative.
        let path = std::mem::replace(&mut self.path, from.clone());
        let (filled, chain) = (std::mem::take(&mut self.filled), self.chain.clone());
        self.chain.push(origin.clone());
        self.slot(slot, &mut piece, at);
        let inner = std::mem::replace(&mut self.filled, filled);
        self.chain = chain;
        self.path = path;
        for it in inner {
            if let Some(rest) = it.at.as_str().strip_prefix(at.as_str()) {
                let at = Pointer::parse(&format!("{}{rest}", here.as_str()));
                self.filled.push(Filled { path: self.path.clone(), at, from: it.from });
            }
        }
        relocate(slot, &mut piece, from, &self.path);
        piece
    }
}

/// The kind of object that is expected; for lists and maps that of their items.
fn kind(slot: Slot) -> Kind {
    match slot {
        Slot::One(kind) | Slot::List(kind) | Slot::Map(kind) => kind,
        Slot::Data => Kind::Document,
    }
}

/// The noun for a location in messages.
fn noun(slot: Slot, at: &Pointer) -> String {
    match slot {
        Slot::One(kind) if kind.noun() != "object" => format!("this {}", kind.noun()),
        _ => format!("`{}`", at.last()),
    }
}

/// Whether a location is inside the target that it refers to.
fn inside((path, target): &(String, Pointer), here: &str, at: &Pointer) -> bool {
    let prefix = format!("{}/", target.as_str());
    path == here && (target == at || at.as_str().starts_with(&prefix))
}

/// The nesting depth of a value.
fn depth(value: &Value) -> usize {
    match value {
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or_default(),
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

fn take_reference(value: &mut Value) {
    if let Value::Object(map) = value {
        map.remove("$ref");
    }
}

/// Replaces the reference with its target; siblings of the reference take precedence.
fn put(value: &mut Value, piece: Value) {
    let beside: Map<String, Value> = match value.take() {
        Value::Object(map) => map.into_iter().filter(|(key, _)| key != "$ref").collect(),
        _ => Map::new(),
    };
    *value = match piece {
        Value::Object(mut map) => {
            map.extend(beside);
            Value::Object(map)
        }
        other => other,
    };
}

/// Rewrites the references of a value from the file `from` to lead to the same targets from the file `to`.
fn relocate(slot: Slot, piece: &mut Value, from: &str, to: &str) {
    let Slot::One(kind) = slot else {
        return match (slot, piece) {
            (Slot::Map(kind), Value::Object(map)) => {
                map.values_mut().for_each(|it| relocate(Slot::One(kind), it, from, to));
            }
            (Slot::List(kind), Value::Array(items)) => {
                items.iter_mut().for_each(|it| relocate(Slot::One(kind), it, from, to));
            }
            _ => {}
        };
    };
    let start = Pointer::root();
    let at = At::start(&start);
    grammar::walk_mut(kind, piece, &at, &mut |kind, value, _| {
        let moved: Vec<(Vec<String>, String)> =
            links(kind, value).into_iter().filter_map(|(keys, text)| Some((keys, moved(text, from, to)?))).collect();
        for (keys, text) in moved {
            let text_value = keys.iter().try_fold(&mut *value, |value, key| value.get_mut(key));
            if let Some(text_value) = text_value {
                *text_value = text.into();
            }
        }
    });
}

/// The text of a reference in another file; `None` if it is the same there.
fn moved(text: &str, from: &str, to: &str) -> Option<String> {
    let reference = Reference::parse(text);
    let path = match reference.file.is_empty() {
        true => from.to_owned(),
        // A bare word may be the name of a schema, and a URL is the same anywhere.
        false if !reference.file.contains(['.', '/']) => return None,
        false => reference.path(from).ok()?,
    };
    let fragment = text.split_once('#').map(|(_, fragment)| format!("#{fragment}")).unwrap_or_default();
    let up = "../".repeat(to.matches('/').count());
    let path = path.replace('%', "%25").replace('#', "%23").replace(':', "%3A");
    Some(if fragment.is_empty() { format!("{up}{path}") } else { format!("{up}{path}{fragment}") })
}
