//! Types that cannot be compared part by part: one became the other, and how they relate says what that means.

use super::describe::describe;
use super::members::emptied;
use super::resolve::{other_name, resolved};
use super::subsumption::{Relation, relation};
use super::texts::texts;
use crate::diff::apis::Apis;
use crate::diff::finding::{Finding, Site, Subject};
use crate::diff::notes::Notes;
use crate::diff::rules::{self, Rule};
use crate::ir::{Api, Shape, TypeDef, TypeRef};

/// Tells that one type became another.
pub(in crate::diff) fn mismatch<'a>(apis: Apis<'a>, old: &TypeRef, new: &TypeRef, site: &Site) -> Notes<'a> {
    if let Some(found) = emptied(apis, old, new, site) {
        return found;
    }
    let Some(mut rule) = rule(relation(apis.old, old, apis.new, new)) else { return Notes::default() };
    // Outside of a body everything is text.
    if rule.name == rules::TYPE_CHANGED.name && is_text(site) {
        let (old, new) = (texts(apis.old, old), texts(apis.new, new));
        rule = match (old.is_subset(&new), new.is_subset(&old)) {
            (true, true) => rules::TYPE_RESPELLED,
            (true, _) => rules::TYPE_WIDENED,
            (_, true) => rules::TYPE_NARROWED,
            _ => rules::TYPE_CHANGED,
        };
    }
    became(apis, rule, old, new, site).into()
}

/// A value that may be null beside one that is nothing else: no value but null is in both.
pub(in crate::diff) fn nullness(apis: Apis<'_>, old: &TypeRef, new: &TypeRef, site: &Site) -> Finding {
    let rule = if *resolved(apis.new, new) == TypeRef::Null { rules::TYPE_NARROWED } else { rules::TYPE_WIDENED };
    became(apis, rule, old, new, site)
}

fn became(apis: Apis<'_>, rule: &'static Rule, old: &TypeRef, new: &TypeRef, site: &Site) -> Finding {
    let finding = site.finding(rule, describe(apis.old, old), describe(apis.new, new));
    finding.losing(vec![old.clone()]).gaining(vec![new.clone()])
}

/// Two types of one name that are of different kinds.
pub(in crate::diff) fn shapes<'a>(apis: Apis<'a>, old: &TypeDef, new: &TypeDef, site: &Site) -> Notes<'a> {
    let named = |def: &TypeDef| TypeRef::Named(def.name.clone());
    let (a, b) = (named(old), named(new));
    if let Some(found) = emptied(apis, &a, &b, site) {
        return found;
    }
    let Some(rule) = rule(relation(apis.old, &a, apis.new, &b)) else { return Notes::default() };
    let text = |api: &Api, def: &TypeDef| match other_name(&def.shape) {
        Some(ty) => describe(api, ty),
        None => kind(&def.shape).to_owned(),
    };
    let finding = site.finding(rule, text(apis.old, old), text(apis.new, new));
    let roots = |def: &TypeDef| def.shape.references().into_iter().cloned().collect();
    finding.losing(roots(old)).gaining(roots(new)).into()
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
pub(in crate::diff) fn is_text(site: &Site) -> bool {
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
