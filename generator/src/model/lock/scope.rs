//! One scope under a lock: what has a line keeps its name, and what is new takes one that is free.

use std::collections::{BTreeMap, BTreeSet};

use super::state::Lock;
use crate::diagnostics::Diagnostics;
use crate::namer::{self as names, Scope, is_allowed};
use crate::names::Kind;

/// Something in a scope.
pub(super) struct Claim {
    /// The keys under which the lock may have it; it is written under the first.
    pub keys: Vec<String>,
    /// What it would be called without a lock.
    pub derived: String,
    /// What else it might be called where that is taken.
    pub wish: Option<String>,
}

impl Claim {
    /// Of one key.
    pub fn new(key: String, derived: impl Into<String>) -> Self {
        Self { keys: vec![key], derived: derived.into(), wish: None }
    }
}

/// The identifiers of a scope.
pub(super) struct Identifiers<'r> {
    /// What they are for.
    pub kind: names::Kind,
    /// Those that something else has.
    pub reserved: &'r [&'r str],
}

impl Lock<'_> {
    /// The names of these things, no two the same, in their order; what the lock says is noted anew.
    pub(super) fn settle(
        &mut self,
        scope: &Identifiers<'_>,
        claims: &[(Kind, Claim)],
        diags: &mut Diagnostics,
    ) -> Vec<String> {
        let mut names: Vec<Option<String>> = vec![None; claims.len()];
        let mut owners: BTreeMap<String, (usize, Option<usize>)> = BTreeMap::new();
        for (index, (kind, claim)) in claims.iter().enumerate() {
            let found = claim.keys.iter().find_map(|key| Some((key, self.known.get(*kind, key)?.clone())));
            let Some((key, entry)) = found else { continue };
            let what = format!("{} {key}", kind.word());
            if entry.value != claim.derived && !is_allowed(scope.kind, scope.reserved, &entry.value) {
                self.refuse_reserved(&what, &entry, diags);
                continue;
            }
            if let Some((_, line)) = owners.get(&entry.value) {
                self.refuse_clash(&what, &entry, *line, diags);
                continue;
            }
            owners.insert(entry.value.clone(), (index, Some(entry.line)));
            names[index] = Some(entry.value);
        }
        let mut taken: BTreeSet<String> = owners.into_keys().collect();
        let mut open: Vec<usize> = (0..claims.len()).filter(|it| names[*it].is_none()).collect();
        // The order of the document tells nothing.
        open.sort_by_key(|&it| (&claims[it].1.derived, &claims[it].1.keys));
        let mut late = Vec::new();
        for index in open {
            let derived = &claims[index].1.derived;
            match taken.insert(derived.clone()) {
                true => names[index] = Some(derived.clone()),
                false => late.push(index),
            }
        }
        for index in late {
            let claim = &claims[index].1;
            let all: Vec<&str> = scope.reserved.iter().copied().chain(taken.iter().map(String::as_str)).collect();
            let wishes: Vec<&str> = [claim.derived.as_str()].into_iter().chain(claim.wish.as_deref()).collect();
            let name = Scope::new(scope.kind, &all).name(&wishes);
            taken.insert(name.clone());
            names[index] = Some(name);
        }
        let names: Vec<String> = names.into_iter().flatten().collect();
        for ((kind, claim), name) in claims.iter().zip(&names) {
            if let Some(key) = claim.keys.first() {
                self.settled.names.put(*kind, key.clone(), name.clone());
            }
        }
        names
    }
}
