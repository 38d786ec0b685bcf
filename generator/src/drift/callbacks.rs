//! The callbacks of a pair of operations: requests that the server sends, so their bodies are read by programs as
//! responses are. They belong together by key, method and address, else by key alone.

use super::finding::{Mask, Site, Subject};
use super::operations::part;
use super::walk::Walk;
use super::{rules, structures};
use crate::ir::{Callback, Constraints, Operation};

/// Compares the callbacks.
pub(super) fn compare<'a>(walk: &mut Walk<'a>, (old, new): (&'a Operation, &'a Operation), site: &Site) {
    let mut pairs: Vec<(&Callback, &Callback)> = Vec::new();
    let tests: [fn(&Callback, &Callback) -> bool; 3] =
        [|a, b| a.name == b.name && address(a) == address(b), |a, b| a.name == b.name, |a, b| address(a) == address(b)];
    for test in tests {
        for a in &old.callbacks {
            let free = |b: &&Callback| !pairs.iter().any(|it| std::ptr::eq(it.0, a) || std::ptr::eq(it.1, *b));
            if let Some(b) = new.callbacks.iter().filter(free).find(|b| test(a, b)) {
                pairs.push((a, b));
            }
        }
    }
    for it in old.callbacks.iter().filter(|it| !pairs.iter().any(|pair| std::ptr::eq(pair.0, *it))) {
        let finding = place(site, it, it).removed(rules::CALLBACK_REMOVED, address(it), &it.pointer);
        walk.findings.push(finding.losing(vec![it.ty.clone()]));
    }
    for it in new.callbacks.iter().filter(|it| !pairs.iter().any(|pair| std::ptr::eq(pair.1, *it))) {
        let finding = place(site, it, it).added(rules::CALLBACK_ADDED, address(it), &it.pointer);
        walk.findings.push(finding.gaining(vec![it.ty.clone()]));
    }
    for (a, b) in pairs {
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
