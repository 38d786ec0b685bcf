//! Types that cannot be compared part by part: one became the other, and how they relate says what that means.

use super::describe::describe;
use super::equality::other_name;
use super::finding::{Site, Subject};
use super::relation::{self, Relation, resolved};
use super::rules::Rule;
use super::texts::texts;
use super::walk::Walk;
use super::{objects, rules};
use crate::ir::{Api, Shape, TypeDef, TypeRef};

impl<'a> Walk<'a> {
    /// Notes that one type became another.
    pub fn mismatch(&mut self, old: &'a TypeRef, new: &'a TypeRef, site: &Site) {
        if objects::emptied(self, old, new, site) {
            return;
        }
        let Some(mut rule) = rule(relation::relation(self.old, old, self.new, new)) else { return };
        // Outside of a body everything is text.
        if rule.name == rules::TYPE_CHANGED.name && is_text(site) {
            let (old, new) = (texts(self.old, old), texts(self.new, new));
            rule = match (old.within(&new), new.within(&old)) {
                (true, true) => rules::TYPE_RESPELLED,
                (true, _) => rules::TYPE_WIDENED,
                (_, true) => rules::TYPE_NARROWED,
                _ => rules::TYPE_CHANGED,
            };
        }
        let (before, after) = (describe(self.old, old), describe(self.new, new));
        let finding = site.finding(rule, before, after);
        self.findings.push(finding.losing(vec![old.clone()]).gaining(vec![new.clone()]));
    }

    /// A value that may be null beside one that is nothing else: no value but null is in both.
    pub fn nullness(&mut self, old: &'a TypeRef, new: &'a TypeRef, site: &Site) {
        let rule = if *resolved(self.new, new) == TypeRef::Null { rules::TYPE_NARROWED } else { rules::TYPE_WIDENED };
        let finding = site.finding(rule, describe(self.old, old), describe(self.new, new));
        self.findings.push(finding.losing(vec![old.clone()]).gaining(vec![new.clone()]));
    }

    /// Two types of one name that are of different kinds.
    pub fn shapes(&mut self, old: &'a TypeDef, new: &'a TypeDef, site: &Site) {
        let named = |def: &TypeDef| TypeRef::Named(def.name.clone());
        let (a, b) = (named(old), named(new));
        if objects::emptied(self, &a, &b, site) {
            return;
        }
        let Some(rule) = rule(relation::relation(self.old, &a, self.new, &b)) else { return };
        let text = |api: &Api, def: &TypeDef| match other_name(&def.shape) {
            Some(ty) => describe(api, ty),
            None => kind(&def.shape).to_owned(),
        };
        let finding = site.finding(rule, text(self.old, old), text(self.new, new));
        let roots = |def: &TypeDef| def.shape.references().into_iter().cloned().collect();
        self.findings.push(finding.losing(roots(old)).gaining(roots(new)));
    }
}

/// What a relation is told as; nothing where both are equal.
fn rule(relation: Relation) -> Option<&'static Rule> {
    Some(match relation {
        Relation::Equal => return None,
        Relation::Wider => rules::TYPE_WIDENED,
        Relation::Narrower => rules::TYPE_NARROWED,
        Relation::Opened => rules::BECAME_OPEN,
        Relation::Closed => rules::BECAME_ENUM,
        Relation::Different => rules::TYPE_CHANGED,
    })
}

/// Whether values at a place are written as text, whatever their type.
pub(super) fn is_text(site: &Site) -> bool {
    matches!(site.subject, Subject::Parameter | Subject::Header)
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Struct(_) => "an object",
        Shape::Enum(_) => "an enum",
        Shape::Union(_) => "one of several",
        Shape::Constant(_) => "a constant",
        Shape::Tuple(_) => "an array with a type per position",
        Shape::Alias(_) | Shape::Newtype(_) => "another type",
    }
}
