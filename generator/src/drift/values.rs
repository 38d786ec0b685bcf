//! Pairs of enums and constants, as sets of values.

use super::describe::scalar_text;
use super::finding::{Site, Touch};
use super::relation::{same_scalar, values as listed};
use super::rules;
use super::walk::Walk;
use crate::ir::{Scalar, Shape, TypeDef};
use crate::surface::path;

/// Compares the values of two enums or constants, as sets.
pub(super) fn values(walk: &mut Walk<'_>, old: &TypeDef, new: &TypeDef, site: &Site) {
    let (before, after) = (listed(&old.shape).unwrap_or_default(), listed(&new.shape).unwrap_or_default());
    let missing = |from: &[Scalar], it: &Scalar| !from.iter().any(|other| same_scalar(other, it));
    for value in after.iter().filter(|it| missing(&before, it)) {
        let finding = site.message().finding(rules::ENUM_VALUE_ADDED, "", scalar_text(value));
        walk.findings.push(finding.touching(variant_touches(new, value, old)));
    }
    for value in before.iter().filter(|it| missing(&after, it)) {
        let finding = site.message().finding(rules::ENUM_VALUE_REMOVED, scalar_text(value), "");
        walk.findings.push(finding.touching(variant_touches(old, value, new)));
    }
    let (Shape::Enum(a), Shape::Enum(b)) = (&old.shape, &new.shape) else { return };
    // The same name for another value that both lists have: the surface is what it was.
    let listed = |values: &[Scalar], it: &Scalar| values.iter().any(|other| same_scalar(other, it));
    for (one, other) in a.variants.iter().filter_map(|it| Some((it, b.variants.iter().find(|b| b.name == it.name)?))) {
        let moved = !same_scalar(&one.wire, &other.wire);
        if moved && (listed(&before, &other.wire) || listed(&after, &one.wire)) {
            let (was, is) = (scalar_text(&one.wire), scalar_text(&other.wire));
            let site = site.inside(&format!("::{}", one.name)).message();
            walk.findings.push(site.finding(rules::VALUE_NAMES_SWAPPED, was, is).touching(Vec::new()));
        }
    }
    for variant in &b.variants {
        let twin = a.variants.iter().find(|it| same_scalar(&it.wire, &variant.wire));
        let Some(twin) = twin else { continue };
        let site = site.inside(&format!("={}", scalar_text(&variant.wire))).message();
        if twin.deprecated != variant.deprecated {
            let rule = if variant.deprecated { rules::VALUE_DEPRECATED } else { rules::VALUE_UNDEPRECATED };
            walk.findings.push(site.finding(rule, "", "").touching(variant_touches(new, &variant.wire, new)));
        }
        if twin.docs != variant.docs {
            walk.findings.push(site.finding(rules::VALUE_DOCS, "", "").touching(Vec::new()));
        }
    }
}

/// The variant of a value; all of the type where the other side is of another kind.
fn variant_touches(def: &TypeDef, value: &Scalar, other: &TypeDef) -> Vec<Touch> {
    let ty = path::type_(def.name.as_str());
    match (&def.shape, &other.shape) {
        (Shape::Enum(it), Shape::Enum(twin)) => {
            let variant = it.variants.iter().find(|it| same_scalar(&it.wire, value));
            let mut touches: Vec<_> =
                variant.map(|it| Touch::Item(path::variant(&ty, it.name.as_str()))).into_iter().collect();
            if it.repr != twin.repr {
                touches.push(Touch::Owner(ty));
            }
            touches
        }
        _ => vec![Touch::Owner(ty), Touch::Owner(path::type_(other.name.as_str()))],
    }
}
