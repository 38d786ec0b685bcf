//! Pairs of enums and constants, as sets of values.

use super::resolve::values as listed;
use crate::diff::finding::{Finding, Site, Touch};
use crate::diff::rules;
use crate::diff::values::scalars::{same_scalar, scalar_text};
use crate::ir::{Scalar, Shape, TypeDef};
use crate::surface::path;

/// Compares the values of two enums or constants, as sets.
pub(in crate::diff) fn values(old: &TypeDef, new: &TypeDef, site: &Site) -> Vec<Finding> {
    let mut found = Vec::new();
    let (before, after) = (listed(&old.shape).unwrap_or_default(), listed(&new.shape).unwrap_or_default());
    let missing = |from: &[Scalar], it: &Scalar| !from.iter().any(|other| same_scalar(other, it));
    for value in after.iter().filter(|it| missing(&before, it)) {
        let finding = site.message().finding(rules::ENUM_VALUE_ADDED, "", scalar_text(value));
        found.push(finding.touching(variant_touches(new, value, old)));
    }
    for value in before.iter().filter(|it| missing(&after, it)) {
        let finding = site.message().finding(rules::ENUM_VALUE_REMOVED, scalar_text(value), "");
        found.push(finding.touching(variant_touches(old, value, new)));
    }
    let (Shape::Enum(a), Shape::Enum(b)) = (&old.shape, &new.shape) else { return found };
    // The same name for another value that both lists have: the surface is what it was.
    let listed = |values: &[Scalar], it: &Scalar| values.iter().any(|other| same_scalar(other, it));
    for (one, other) in a.variants.iter().filter_map(|it| Some((it, b.variants.iter().find(|b| b.name == it.name)?))) {
        let moved = !same_scalar(&one.wire, &other.wire);
        if moved && (listed(&before, &other.wire) || listed(&after, &one.wire)) {
            let (was, is) = (scalar_text(&one.wire), scalar_text(&other.wire));
            let site = site.inside(&format!("::{}", one.name)).message();
            found.push(site.finding(rules::VALUE_NAMES_SWAPPED, was, is).touching(Vec::new()));
        }
    }
    for variant in &b.variants {
        let counterpart = a.variants.iter().find(|it| same_scalar(&it.wire, &variant.wire));
        let Some(counterpart) = counterpart else { continue };
        let site = site.inside(&format!("={}", scalar_text(&variant.wire))).message();
        if counterpart.deprecated != variant.deprecated {
            let rule = if variant.deprecated { rules::VALUE_DEPRECATED } else { rules::VALUE_UNDEPRECATED };
            found.push(site.finding(rule, "", "").touching(variant_touches(new, &variant.wire, new)));
        }
        if counterpart.docs != variant.docs {
            found.push(site.finding(rules::VALUE_DOCS, "", "").touching(Vec::new()));
        }
    }
    found
}

/// The variant of a value; all of the type where the other side is of another kind.
fn variant_touches(def: &TypeDef, value: &Scalar, other: &TypeDef) -> Vec<Touch> {
    let ty = path::type_(def.name.as_str());
    match (&def.shape, &other.shape) {
        (Shape::Enum(it), Shape::Enum(counterpart)) => {
            let variant = it.variants.iter().find(|it| same_scalar(&it.wire, value));
            let mut touches: Vec<_> =
                variant.map(|it| Touch::Item(path::variant(&ty, it.name.as_str()))).into_iter().collect();
            if it.repr != counterpart.repr {
                touches.push(Touch::Owner(ty));
            }
            touches
        }
        _ => vec![Touch::Owner(ty), Touch::Owner(path::type_(other.name.as_str()))],
    }
}
