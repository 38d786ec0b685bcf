//! The words of the document itself.

use crate::Pointer;
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Mask, Site, Subject};
use crate::diff::rules;

/// Compares title, version and description.
pub(in crate::diff) fn compare(apis: Apis<'_>) -> Vec<Finding> {
    let (old, new) = (apis.old, apis.new);
    let mut found = Vec::new();
    let at = |key| {
        let pointer = Pointer::root().key("info").key(key);
        Site::of_document(Subject::Whole, Mask::BOTH, "info", &pointer, &pointer)
    };
    if old.version != new.version {
        found.push(at("version").finding(rules::VERSION, &old.version, &new.version));
    }
    if old.title != new.title {
        found.push(at("title").finding(rules::TITLE, &old.title, &new.title));
    }
    if old.docs != new.docs {
        found.push(at("description").finding(rules::INFO_DOCS, "", ""));
    }
    found
}
