//! Makes every reference lead to a place of the document itself where the grammar expects its kind. What is elsewhere,
//! in another file or in a corner such as `$defs` or `x-shared`, is copied into `components` under a name made from its
//! own file and place, and its origin is remembered.

mod links;
mod misplaced;
mod names;
mod target;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::source::Source;
use super::value::{Document, canonical};
use super::version::Version;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::grammar::{self, At, Kind};
use links::{links, size};
use target::{Finder, Report, Target};

/// How many references may stand in a row.
const MAX_CHAIN: usize = 60;
/// What copies may add to a document, in values; more is an attack.
const MAX_COPIED: usize = 4_000_000;

/// Copies what references need and rewrites them all.
pub(crate) fn bundle(document: Document, source: &Source<'_>, diags: &mut Diagnostics) -> Document {
    let mut finder = Finder::new(document, source, diags);
    let targets = discover(&mut finder);
    let names = names::choose(&targets, finder.main());
    let mut document = rewritten(&mut finder, &targets, &names);
    document.value = canonical(document.value);
    report_cycles(&document, finder.diags);
    document
}

/// Everything that has to be copied, found by following references from the main file on.
fn discover(finder: &mut Finder<'_, '_>) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    let mut seen: std::collections::BTreeSet<Target> = Default::default();
    let mut next = 0;
    let mut scan = Target { path: finder.main_path(), pointer: Pointer::root(), kind: Kind::Document };
    loop {
        misplaced::fill(finder, &scan);
        for (at, kind, text) in references(finder, &scan) {
            let text = anchored(finder, &scan.path, &at).unwrap_or(text);
            if let Some(target) = meant_as_schema(finder, kind, &text, &scan.path, &at) {
                finder.warn_meant(&text, &scan.path, &at);
                if !finder.is_in_place(&target) && seen.insert(target.clone()) {
                    targets.push(target);
                }
                continue;
            }
            // A mapping that leads nowhere costs its entry, not the document; `$recursiveRef` is of no dialect of OpenAPI.
            let spared = kind == Kind::Discriminator || at.last() == "$recursiveRef";
            let report = if spared { Report::Warning } else { Report::Error };
            let Some(target) = finder.find(&text, &scan.path, &at, target_kind(kind), report) else {
                continue;
            };
            if !finder.is_in_place(&target) && seen.insert(target.clone()) {
                targets.push(target);
            }
        }
        let Some(target) = targets.get(next) else {
            return targets;
        };
        scan = target.clone();
        next += 1;
    }
}

/// The references inside a target, each with its place in its file.
fn references(finder: &Finder<'_, '_>, scan: &Target) -> Vec<(Pointer, Kind, String)> {
    let mut found = Vec::new();
    let Some(value) = finder.value(&scan.path, &scan.pointer) else {
        return found;
    };
    grammar::walk(scan.kind, value, &At::start(&scan.pointer), &mut |kind, value, at| {
        for (keys, text) in links(kind, value) {
            let pointer = keys.iter().fold(at.pointer(), |at, key| at.key(key));
            found.push((pointer, kind, text.to_owned()));
        }
    });
    found
}

/// The main file with all references rewritten and all targets in `components`.
fn rewritten(finder: &mut Finder<'_, '_>, targets: &[Target], names: &BTreeMap<Target, Pointer>) -> Document {
    let root = Target { path: finder.main_path(), pointer: Pointer::root(), kind: Kind::Document };
    let mut value = with_references(finder, names, &root);
    let mut left = MAX_COPIED;
    for target in targets {
        let piece = with_references(finder, names, target);
        let Some(rest) = left.checked_sub(size(&piece)) else {
            let message = "references to pieces inside of each other make this document too large";
            finder
                .diags
                .error(code::LIMIT, &Pointer::root(), message)
                .help("put shared schemas under `components.schemas`");
            break;
        };
        left = rest;
        let Some(place) = names.get(target) else {
            continue;
        };
        insert(&mut value, place, piece);
        finder.note_copy(target, place);
    }
    finder.document(value)
}

fn with_references(finder: &mut Finder<'_, '_>, names: &BTreeMap<Target, Pointer>, scan: &Target) -> Value {
    let mut value = finder.value(&scan.path, &scan.pointer).cloned().unwrap_or_default();
    grammar::walk_mut(scan.kind, &mut value, &At::start(&scan.pointer), &mut |kind, value, at| {
        let written: Vec<(Vec<String>, String)> =
            links(kind, value).into_iter().map(|(keys, text)| (keys, text.to_owned())).collect();
        for (keys, text) in written {
            let here = keys.iter().fold(at.pointer(), |at, key| at.key(key));
            if let Some(target) = meant_as_schema(finder, kind, &text, &scan.path, &here) {
                let leads_to = names.get(&target).unwrap_or(&target.pointer).to_string();
                *value = response_of(finder, &leads_to);
                continue;
            }
            let anchored = anchored(finder, &scan.path, &here);
            let meant = anchored.as_ref().unwrap_or(&text);
            let Some(target) = finder.find(meant, &scan.path, &here, target_kind(kind), Report::Nothing) else {
                if kind == Kind::Discriminator || keys == ["$recursiveRef"] {
                    remove(value, &keys);
                }
                continue;
            };
            let leads_to = names.get(&target).unwrap_or(&target.pointer).to_string();
            replace(value, &keys, leads_to, text);
        }
    });
    value
}

fn replace(value: &mut Value, keys: &[String], leads_to: String, text: String) {
    let Some(map) = value.as_object_mut() else {
        return;
    };
    match keys {
        [key] if key == "$dynamicRef" || key == "$recursiveRef" => {
            map.remove(key);
            map.insert("$ref".to_owned(), leads_to.into());
            map.insert("x-octogen-dynamic-ref".to_owned(), text.into());
        }
        [key] => drop(map.insert(key.clone(), leads_to.into())),
        [outer, inner] => {
            if let Some(Value::Object(map)) = map.get_mut(outer) {
                map.insert(inner.clone(), leads_to.into());
            }
        }
        _ => {}
    }
}

/// What a `$recursiveRef` refers to: the schema around it that says `$recursiveAnchor` (JSON Schema 2019-09, section
/// 8.2.4.2), since a schema of OpenAPI is no document of its own.
fn anchored(finder: &Finder<'_, '_>, path: &str, at: &Pointer) -> Option<String> {
    let is_anchor = |at: &Pointer| {
        let value = finder.value(path, at);
        value.is_some_and(|it| it.get("$recursiveAnchor").and_then(Value::as_bool) == Some(true))
    };
    let own = at.parent().filter(|_| at.last() == "$recursiveRef")?;
    std::iter::successors(own.parent(), Pointer::parent).find(is_anchor).map(|it| it.to_string())
}

/// A response that is only a reference to a schema: the schema of its content is meant.
fn meant_as_schema(finder: &mut Finder<'_, '_>, kind: Kind, text: &str, path: &str, at: &Pointer) -> Option<Target> {
    if kind != Kind::Response || finder.find(text, path, at, kind, Report::Nothing).is_some() {
        return None;
    }
    finder.find(text, path, at, Kind::Schema, Report::Nothing).filter(|it| finder.is_in_place(it))
}

fn response_of(finder: &Finder<'_, '_>, reference: &str) -> Value {
    let schema = json!({"$ref": reference});
    match finder.version() {
        Version::V2 => json!({"description": "", "schema": schema}),
        _ => json!({"description": "", "content": {"application/json": {"schema": schema}}}),
    }
}

fn remove(value: &mut Value, keys: &[String]) {
    let Some((last, outer)) = keys.split_last() else { return };
    let map = outer.iter().try_fold(value, |value, key| value.get_mut(key)).and_then(Value::as_object_mut);
    map.map(|map| map.remove(last));
}

fn target_kind(kind: Kind) -> Kind {
    if kind == Kind::Discriminator { Kind::Schema } else { kind }
}

fn insert(root: &mut Value, place: &Pointer, piece: Value) {
    let mut value = root;
    for token in place.tokens() {
        if !value.is_object() {
            *value = Value::Object(Map::new());
        }
        let Value::Object(map) = value else { return };
        value = map.entry(token).or_insert(Value::Null);
    }
    *value = piece;
}

/// References that lead to each other and never to a thing, or through too many others.
fn report_cycles(document: &Document, diags: &mut Diagnostics) {
    let root = Pointer::root();
    let mut reported = std::collections::BTreeSet::new();
    grammar::walk(Kind::Document, &document.value, &At::start(&root), &mut |kind, value, at| {
        if kind.section().is_none() || value.get("$ref").is_none() {
            return;
        }
        let mut chain = vec![at.pointer()];
        let mut value = value;
        while let Some(next) = value.get("$ref").and_then(Value::as_str).map(Pointer::parse) {
            let is_circle = chain[0] == next;
            if is_circle || chain.len() > MAX_CHAIN {
                if reported.insert(chain.iter().min().cloned()) {
                    let links = chain.iter().chain([&next]).take(10);
                    let links: Vec<String> = links.map(|it| format!("`{}`", document.places.pointer(it))).collect();
                    let what = if is_circle { "references lead in a circle" } else { "too many references in a row" };
                    let message = format!("{what}: {}", links.join(" → "));
                    let help = "write what is meant in the place of one of them";
                    diags.error(code::CYCLIC_REF, &chain[0].key("$ref"), message).help(help);
                }
                return;
            }
            let Some(found) = document.get(&next).filter(|_| !chain.contains(&next)) else { return };
            chain.push(next);
            value = found;
        }
    });
}
