//! Resolves every reference to a location in the document itself where the grammar expects its kind. Targets elsewhere,
//! in another file or under members such as `$defs` or `x-shared`, are copied into `components` under names made from
//! their files and locations; their origins are recorded.

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
use links::{DYNAMIC, links, size};
use target::{Finder, Report, Target};

/// The maximum length of a chain of references.
const MAX_CHAIN: usize = 60;
/// The maximum number of values that copies may add; more is an attack.
const MAX_COPIED: usize = 4_000_000;

/// Copies the targets of references and rewrites all references.
pub(crate) fn bundle(document: Document, source: &Source<'_>, diags: &mut Diagnostics) -> Document {
    let mut finder = Finder::new(document, source, diags);
    let Found { targets, is_plain } = discover(&mut finder);
    let mut document = if is_plain {
        let value = finder.take_main();
        finder.document(value)
    } else {
        let names = names::choose(&targets, finder.main());
        rewritten(&mut finder, &targets, &names)
    };
    document.value = canonical(document.value);
    let version = document.version;
    for (at, kind) in report_cycles(&document, finder.diags) {
        if let Some(value) = document.value.pointer_mut(at.as_str()) {
            leave_out(kind, version, value);
        }
    }
    document
}

/// The targets of references.
struct Found {
    /// Everything that has to be copied.
    targets: Vec<Target>,
    /// Whether nothing has to be rewritten, as in most documents: each reference is `#/…` and names its own target.
    is_plain: bool,
}

/// Finds all targets to copy by following references from the main file.
fn discover(finder: &mut Finder<'_, '_>) -> Found {
    let mut targets: Vec<Target> = Vec::new();
    let mut is_plain = true;
    let mut seen: std::collections::BTreeSet<Target> = Default::default();
    let mut next = 0;
    let mut scan = Target { path: finder.main_path(), pointer: Pointer::root(), kind: Kind::Document };
    loop {
        misplaced::fill(finder, &scan);
        for (at, kind, text) in references(finder, &scan) {
            let text = anchored(finder, &scan.path, &at).unwrap_or(text);
            if let Some(target) = meant_as_schema(finder, kind, &text, &scan.path, &at) {
                finder.warn_meant(&text, &scan.path, &at);
                is_plain = false;
                if !finder.is_in_place(&target) && seen.insert(target.clone()) {
                    targets.push(target);
                }
                continue;
            }
            // A broken mapping only loses its entry; `$recursiveRef` is in no dialect of OpenAPI.
            let spared = kind == Kind::Discriminator || at.last() == "$recursiveRef";
            let report = if spared { Report::Warning } else { Report::Error };
            let Some(target) = finder.find(&text, &scan.path, &at, target_kind(kind), report) else {
                is_plain = false;
                continue;
            };
            let is_static = !DYNAMIC.contains(&at.last().as_str());
            is_plain &= is_static && text.strip_prefix('#') == Some(target.pointer.as_str());
            if !finder.is_in_place(&target) {
                is_plain = false;
                if seen.insert(target.clone()) {
                    targets.push(target);
                }
            }
        }
        let Some(target) = targets.get(next) else {
            return Found { targets, is_plain };
        };
        scan = target.clone();
        next += 1;
    }
}

/// The references inside a target, each with its location in the file.
fn references(finder: &Finder<'_, '_>, scan: &Target) -> Vec<(Pointer, Kind, String)> {
    let mut references = Vec::new();
    let Some(value) = finder.value(&scan.path, &scan.pointer) else {
        return references;
    };
    grammar::walk(scan.kind, value, &At::start(&scan.pointer), &mut |kind, value, at| {
        for (keys, text) in links(kind, value) {
            let pointer = keys.iter().fold(at.pointer(), |at, key| at.key(key));
            references.push((pointer, kind, text.to_owned()));
        }
    });
    references
}

/// The main file with all references rewritten and all targets in `components`.
fn rewritten(finder: &mut Finder<'_, '_>, targets: &[Target], names: &BTreeMap<Target, Pointer>) -> Document {
    let root = Target { path: finder.main_path(), pointer: Pointer::root(), kind: Kind::Document };
    let mut value = with_references(finder, names, &root);
    let mut left = MAX_COPIED;
    for target in targets {
        let piece = with_references(finder, names, target);
        let Some(rest) = left.checked_sub(size(&piece)) else {
            let message = "nested references make this document too large";
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
                match kind {
                    Kind::Discriminator => remove(value, &keys),
                    _ if keys == ["$recursiveRef"] => remove(value, &keys),
                    _ => leave_out(kind, finder.version(), value),
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
        [key] if DYNAMIC.contains(&key.as_str()) => {
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

/// A response that is only a reference to a schema means the schema of its content.
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

fn insert(root: &mut Value, target: &Pointer, piece: Value) {
    let mut value = root;
    for token in target.tokens() {
        if !value.is_object() {
            *value = Value::Object(Map::new());
        }
        let Value::Object(map) = value else { return };
        value = map.entry(token).or_insert(Value::Null);
    }
    *value = piece;
}

/// Replaces a broken reference, which has been reported, with the plainest object of its kind: later steps find what
/// else is wrong, and nothing that follows from the reference. What stands beside it stays in schemas and path items.
fn leave_out(kind: Kind, version: Version, value: &mut Value) {
    let reference = value.get("$ref").and_then(Value::as_str).unwrap_or_default();
    let name = Pointer::parse(reference).last();
    let plainest = match kind {
        Kind::Schema | Kind::PathItem => {
            if let Value::Object(map) = value {
                map.retain(|key, _| key != "$ref" && !DYNAMIC.contains(&key.as_str()));
            }
            return;
        }
        Kind::Parameter if version == Version::V2 => json!({ "name": name, "in": "header", "type": "string" }),
        Kind::Parameter => json!({ "name": name, "in": "header", "schema": {} }),
        Kind::Response => json!({ "description": "" }),
        Kind::RequestBody => json!({ "content": {} }),
        Kind::Header => json!({ "schema": {} }),
        Kind::SecurityScheme => json!({ "type": "http", "scheme": "bearer" }),
        _ => json!({}),
    };
    *value = plainest;
}

/// Reports references that lead to each other and never to a thing, or through too many others, and returns all of them
/// with their kinds.
fn report_cycles(document: &Document, diags: &mut Diagnostics) -> Vec<(Pointer, Kind)> {
    let root = Pointer::root();
    let mut cyclic = Vec::new();
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
                cyclic.push((chain[0].clone(), kind));
                if reported.insert(chain.iter().min().cloned()) {
                    let links = chain.iter().chain([&next]).take(10);
                    let links: Vec<String> = links.map(|it| format!("`{}`", document.places.pointer(it))).collect();
                    let what = if is_circle { "references form a cycle" } else { "too many references in a row" };
                    let message = format!("{what}: {}", links.join(" → "));
                    let help = "replace one of them by what is meant";
                    diags.error(code::CYCLIC_REF, &chain[0].key("$ref"), message).help(help);
                }
                return;
            }
            let Some(next_value) = document.get(&next).filter(|_| !chain.contains(&next)) else { return };
            chain.push(next);
            value = next_value;
        }
    });
    cyclic
}
