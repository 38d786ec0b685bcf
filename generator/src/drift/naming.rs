//! Names of types: no message has them, but the crate does. Where only they differ, that is told by itself.

use super::describe::describe;
use super::finding::Site;
use super::rules;
use super::walk::Walk;
use crate::ir::{Api, TypeDef, TypeRef};

impl<'a> Walk<'a> {
    /// Notes that a value has another name now, where one side has a name for what the other writes out.
    pub fn named_otherwise(&mut self, old: &TypeRef, new: &TypeRef, site: &Site) {
        let def = |api: &'a Api, ty: &TypeRef| match ty {
            TypeRef::Named(name) => Some(api.type_def(name)).filter(|it| it.component.is_some()),
            _ => None,
        };
        let finding = match (def(self.old, old), def(self.new, new)) {
            (None, Some(b)) => site.finding(rules::SCHEMA_TO_COMPONENT, describe(self.old, old), wire_name(b)).whole(),
            (Some(a), None) => site.finding(rules::SCHEMA_TO_INLINE, wire_name(a), describe(self.new, new)).whole(),
            (Some(a), Some(b)) if a.component != b.component => {
                site.finding(rules::SCHEMA_REPLACED, wire_name(a), wire_name(b))
            }
            _ => return,
        };
        self.findings.push(finding.losing(vec![old.clone()]).gaining(vec![new.clone()]));
    }

    /// Notes where the names of a pair differ; how the types themselves are called is told once.
    pub fn names(&mut self, pair: usize, first: bool, site: &Site) {
        let (old, new) = self.types[pair];
        let names = (old.name.as_str(), new.name.as_str());
        let rule = match (&old.component, &new.component) {
            (Some(a), Some(b)) if a == b && old.name == new.name => return,
            (Some(a), Some(b)) if a != b && (has(self.new, a) || has(self.old, b)) => {
                let finding = site.finding(rules::SCHEMA_REPLACED, a, b);
                let finding = finding.losing(vec![TypeRef::Named(old.name.clone())]);
                self.findings.push(finding.gaining(vec![TypeRef::Named(new.name.clone())]));
                return;
            }
            (None, None) if names.0 == names.1 => return,
            // Several places that have one type have one new name for it.
            (None, None) if !self.renamed.insert(names) => return,
            (None, None) => rules::INLINE_RENAMED,
            (Some(_), Some(_)) => rules::SCHEMA_RENAMED,
            (None, Some(_)) => rules::SCHEMA_TO_COMPONENT,
            (Some(_), None) => rules::SCHEMA_TO_INLINE,
        };
        if first {
            let here = self.type_site(pair);
            let called = |def: &'a TypeDef| def.component.as_deref().unwrap_or(def.name.as_str());
            self.findings.push(here.finding(rule, called(old), called(new)).whole());
        }
    }
}

/// Whether an API has that component.
pub(super) fn has(api: &Api, component: &str) -> bool {
    api.types.iter().any(|it| it.component.as_deref() == Some(component))
}

/// A schema's name for people: that of the component, or of the type; where several places have one, of the place.
pub(super) fn wire_name(def: &TypeDef) -> &str {
    def.component.as_deref().unwrap_or(def.name.own())
}
