//! The callbacks of a pair of operations: requests that the server sends, so their bodies are read by programs as
//! responses are. They belong together by key, method and address, else by key alone.

use super::matching;
use crate::diff::apis::Apis;
use crate::diff::finding::{Mask, Site, Subject};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::diff::types::value::value;
use crate::ir::{Callback, Constraints, Operation};

/// Compares the callbacks.
pub(in crate::diff) fn compare<'a>(
    apis: Apis<'a>,
    (old, new): (&'a Operation, &'a Operation),
    site: &Site,
) -> Notes<'a> {
    let mut found = Notes::default();
    let pairs = matching::pairs(
        &old.callbacks,
        &new.callbacks,
        &[
            |(_, a), (_, b)| a.name == b.name && address(a) == address(b),
            |(_, a), (_, b)| a.name == b.name,
            |(_, a), (_, b)| address(a) == address(b),
        ],
    );
    for (_, it) in old.callbacks.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.0 == *index)) {
        let finding = place(site, it, it).removed(rules::CALLBACK_REMOVED, address(it), &it.pointer);
        found.push(finding.losing(vec![it.ty.clone()]));
    }
    for (_, it) in new.callbacks.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.1 == *index)) {
        let finding = place(site, it, it).added(rules::CALLBACK_ADDED, address(it), &it.pointer);
        found.push(finding.gaining(vec![it.ty.clone()]));
    }
    for (a, b) in pairs {
        let (a, b) = (&old.callbacks[a], &new.callbacks[b]);
        let site = place(site, a, b);
        if address(a) != address(b) {
            found.push(site.finding(rules::CALLBACK_ADDRESS, address(a), address(b)));
        }
        let site = Site { subject: Subject::Body, ..site };
        if a.docs != b.docs {
            found.push(site.finding(rules::DOCS, "", ""));
        }
        let none = Constraints::default();
        found.join(value(apis, (&a.ty, &none), (&b.ty, &none), &site));
    }
    found
}

/// `POST {$request.body#/url}`.
fn address(callback: &Callback) -> String {
    format!("{} {}", callback.method, callback.expression)
}

fn place(site: &Site, old: &Callback, new: &Callback) -> Site {
    let name = format!("callback {}", new.name);
    site.part(&name, Subject::Whole, Mask::RESPONSE, (&old.pointer, &new.pointer))
}
