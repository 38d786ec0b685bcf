//! The Operation Objects of a document, with the names that the document gives them.

use std::collections::{BTreeMap, BTreeSet};

use super::super::raw::Raw;
use super::path::{self, Lead};
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::{Diagnostics, code};
use crate::spec::Spec;

/// An operation as the document has it.
#[derive(Clone, Debug)]
pub(in crate::model) struct OperationObject<'a> {
    pub(super) raw: Raw<'a>,
    pub(super) item: Raw<'a>,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) id: String,
    /// Whether `id` is the document's and not made from method and path.
    pub(super) id_given: bool,
    /// An `operationId` that names others, too, and so names none.
    shared_id: Option<String>,
    pub(super) tags: Vec<String>,
    /// The first tag, or what stands for one.
    pub group: String,
    /// Whether its methods are on the handle of that group.
    pub(super) grouped: bool,
    /// The start of the path that tells nothing.
    pub(super) lead: Lead,
}

/// The methods of a path item (OpenAPI 3.1, section 4.8.9.1).
pub(in crate::model) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// All operations, by path and method.
pub(in crate::model) fn operation_objects<'a>(spec: &'a Spec, diags: &mut Diagnostics) -> Vec<OperationObject<'a>> {
    let Some(paths) = Raw::at(spec, &Pointer::root().key("paths")) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (key, at) in paths.members().filter(|(key, _)| !key.starts_with("x-")) {
        let Some(item) = Raw::at(spec, &at) else {
            continue;
        };
        let path = with_slash(key, &at, diags);
        let usual = METHODS.iter().filter(|method| item.get(method).is_some());
        let usual = usual.map(|method| (method.to_uppercase(), item.at.key(method)));
        let more = item.entries("x-octogen-additional-operations").map(|(method, at)| (method.to_uppercase(), at));
        for (method, at) in usual.chain(more) {
            all.extend(Raw::at(spec, &at).map(|raw| OperationObject::new(raw, item.clone(), method, &path)));
        }
    }
    let paths: BTreeSet<String> = all.iter().map(|it| it.path.clone()).collect();
    let lead = Lead::of(paths.iter().map(String::as_str));
    all.iter_mut().for_each(|it| it.lead = lead(&it.path));
    without_shared_ids(&mut all, diags);
    say_same_calls(&all, diags);
    all
}

impl<'a> OperationObject<'a> {
    fn new(raw: Raw<'a>, item: Raw<'a>, method: String, path: &str) -> Self {
        let given = raw.text("operationId").filter(|id| !id.trim().is_empty());
        let id = given.map_or_else(|| format!("{method} {path}"), str::to_owned);
        let tags = raw.texts("tags");
        let group = tags.first().cloned().unwrap_or_else(|| path::group(path));
        let path = path.to_owned();
        let lead = Lead::default();
        let grouped = false; // `grouping` says otherwise
        Self { id_given: given.is_some(), id, shared_id: None, tags, group, grouped, lead, raw, item, method, path }
    }

    /// An operation that stands elsewhere than under `paths`.
    pub fn elsewhere(raw: Raw<'a>, item: Raw<'a>, method: &str, id: String) -> Self {
        let (tags, group) = (Vec::new(), String::new());
        let (method, path) = (method.to_uppercase(), "/".to_owned());
        let (lead, grouped) = (Lead::default(), false);
        Self { id_given: true, id, shared_id: None, tags, group, grouped, lead, raw, item, method, path }
    }

    /// Whether its method may be repeated (RFC 9110, section 9.2.2).
    pub fn is_idempotent(&self) -> bool {
        matches!(self.method.as_str(), "GET" | "HEAD" | "PUT" | "DELETE" | "OPTIONS" | "TRACE")
    }

    /// Its `operationId`, or what stands for it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Method and path: `GET /feeds`.
    pub fn call(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// The same without the names of variables.
    pub fn address(&self) -> String {
        format!("{} {}", self.method, path::shape(&self.path))
    }

    /// Its tags.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(String::as_str)
    }

    /// Whether the settings want it.
    pub fn wanted(&self, config: &Config) -> bool {
        let mut called = vec![self.id.as_str()];
        called.extend(self.shared_id.as_deref());
        let call = self.call();
        called.push(&call);
        config.wants(&called, &self.tags().collect::<Vec<_>>())
    }

    /// Where it stands.
    pub fn at(&self) -> &Pointer {
        &self.raw.at
    }

    /// The document's id for it, also where others have it, too.
    pub(super) fn given_id(&self) -> Option<&str> {
        if self.id_given { Some(&self.id) } else { self.shared_id.as_deref() }
    }
}

/// Paths begin with a slash (OpenAPI 3.1, section 4.8.8.1); it is put before one that does not.
fn with_slash(key: &str, at: &Pointer, diags: &mut Diagnostics) -> String {
    if key.starts_with('/') {
        return key.to_owned();
    }
    let message = format!("path `{key}` does not begin with a slash; it is read as `/{key}`");
    diags.warning(code::REPAIRED, at, message).help("write the path with a slash before it");
    format!("/{key}")
}

/// An `operationId` that several operations have names none of them (OpenAPI 3.1, section 4.8.10.1: ids are unique).
/// None of them is called by it alone, so that it does not matter which one stands first.
fn without_shared_ids(all: &mut [OperationObject<'_>], diags: &mut Diagnostics) {
    let mut first: BTreeMap<String, Pointer> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for it in all.iter().filter(|it| it.id_given) {
        let at = it.raw.at.key("operationId");
        match first.get(&it.id) {
            Some(first) => {
                let message =
                    format!("operationId `{}` is used more than once; tag or path tell its uses apart", it.id);
                let finding = diags.warning(code::DUPLICATE_OPERATION_ID, &at, message);
                finding
                    .also(first, "the first use")
                    .help("give each an id of its own, with an overlay if the document is not yours");
                shared.insert(it.id.clone());
            }
            None => {
                first.insert(it.id.clone(), at);
            }
        }
    }
    for it in all.iter_mut().filter(|it| it.id_given && shared.contains(&it.id)) {
        let call = it.call();
        it.shared_id = Some(std::mem::replace(&mut it.id, call));
        it.id_given = false;
    }
}

/// Templates that differ in the names of their expressions only are the same path (OpenAPI 3.1, section 4.8.8.2).
fn say_same_calls(all: &[OperationObject<'_>], diags: &mut Diagnostics) {
    let mut first: BTreeMap<(&str, String), &OperationObject<'_>> = BTreeMap::new();
    for it in all {
        let key = (it.method.as_str(), path::shape(&it.path));
        match first.get(&key) {
            Some(other) => {
                let message = format!(
                    "`{}` and `{}` are the same request; a server cannot tell them apart",
                    it.call(),
                    other.call()
                );
                diags.warning(code::SAME_PATH, &it.raw.at, message).also(&other.raw.at, "the first one");
            }
            None => {
                first.insert(key, it);
            }
        }
    }
}
