//! The callbacks of a pair of operations: requests that the server sends, so their bodies are read by programs as
//! responses are. They belong together by key, method and address, else by key alone.

use super::finding::{Mask, Site, Subject};
use super::operations::part;
use super::walk::Walk;
use super::{matching, rules, structures};
use crate::ir::{Callback, Constraints, Operation};

/// Compares the callbacks.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, (old, new): (&'a Operation, &'a Operation), site: &Site) {
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
        walk.findings.push(finding.losing(vec![it.ty.clone()]));
    }
    for (_, it) in new.callbacks.iter().enumerate().filter(|(index, _)| !pairs.iter().any(|pair| pair.1 == *index)) {
        let finding = place(site, it, it).added(rules::CALLBACK_ADDED, address(it), &it.pointer);
        walk.findings.push(finding.gaining(vec![it.ty.clone()]));
    }
    for (a, b) in pairs {
        let (a, b) = (&old.callbacks[a], &new.callbacks[b]);
        let site = place(site, a, b);
        if address(a) != address(b) {
            walk.findings.push(site.finding(rules::CALLBACK_ADDRESS, address(a), address(b)));
        }
        let site = Site { subject: Subject::Body, ..site };
        if a.docs != b.docs {
            walk.findings.push(site.finding(rules::DOCS, "", ""));
        }
        let none = Constraints::default();
        structures::value(walk, (&a.ty, &none), (&b.ty, &none), &site);
    }
}

/// `POST {$request.body#/url}`.
fn address(callback: &Callback) -> String {
    format!("{} {}", callback.method, callback.expression)
}

fn place(site: &Site, old: &Callback, new: &Callback) -> Site {
    let name = format!("callback {}", new.name);
    part(site, &name, Subject::Whole, Mask::RESPONSE, (&old.pointer, &new.pointer))
}
