//! Values of enums, variants of unions, and what tells them apart.

use super::rule::Opposite::{Itself, Rule as Not};
use super::rule::rules;

rules! {
    CHOICES:

    ENUM_VALUE_ADDED "enum-value-added" NonBreaking Breaking Patch Contract Not("enum-value-removed"),
        "{place} may be {after} now",
        "be ready for it where you read it";
    ENUM_VALUE_REMOVED "enum-value-removed" Breaking NonBreaking Patch Contract Not("enum-value-added"),
        "{place} may no longer be {before}",
        "stop sending it";
    VALUE_DEPRECATED "enum-value-deprecation-added" NonBreaking NonBreaking Patch Contract Not("enum-value-deprecation-removed"),
        "{place} is deprecated",
        "look for its replacement";
    VALUE_UNDEPRECATED "enum-value-deprecation-removed" NonBreaking NonBreaking Patch Contract Not("enum-value-deprecation-added"),
        "{place} is no longer deprecated",
        "nothing to do";
    VALUE_NAMES_SWAPPED "enum-value-names-swapped" None None Major Contract Itself,
        "{place} stands for {after} now, not for {before}: code compiles and means something else",
        "check every use of this variant before you upgrade";
    VALUE_DOCS "enum-value-docs-changed" None None Patch Documentation Itself,
        "the description of {place} changed",
        "nothing to do";
    VARIANT_ADDED "union-variant-added" NonBreaking Breaking Patch Contract Not("union-variant-removed"),
        "{place} may be {after} now",
        "be ready for it where you read it";
    VARIANT_REMOVED "union-variant-removed" Breaking NonBreaking Patch Contract Not("union-variant-added"),
        "{place} may no longer be {before}",
        "stop sending it";
    UNION_ANY "union-became-any" NonBreaking Breaking Patch Contract Not("union-became-one"),
        "{place} may be several of its alternatives at once now",
        "be ready for it where you read it";
    UNION_ONE "union-became-one" Breaking NonBreaking Patch Contract Not("union-became-any"),
        "{place} must be just one of its alternatives now",
        "check what you send";
    DISCRIMINATOR_PROPERTY "discriminator-property-changed" Breaking Breaking Patch Contract Itself,
        "the variants of {place} are distinguished by {after} now, not by {before}",
        "upgrade: programs built before look at the old member";
    DISCRIMINATOR_MAPPING "discriminator-mapping-changed" Breaking Breaking Patch Contract Itself,
        "the tag of {place} is {after} now, not {before}",
        "upgrade: programs built before know the old tag";
    DISCRIMINATOR_VALUE_ADDED "discriminator-value-added" NonBreaking Breaking Patch Contract Not("discriminator-value-removed"),
        "{place} may have the tag {after} now, too",
        "upgrade before you read it: programs built before do not know this tag";
    DISCRIMINATOR_VALUE_REMOVED "discriminator-value-removed" Breaking NonBreaking Patch Contract Not("discriminator-value-added"),
        "{place} no longer has the tag {before}",
        "send another tag";
    DISCRIMINATOR_REQUIRED "discriminator-required" Breaking NonBreaking Patch Contract Not("discriminator-removed"),
        "the variants of {place} are distinguished by {after} now, which was not required",
        "set it where you send this object";
    DISCRIMINATOR_ADDED "discriminator-added" NonBreaking NonBreaking Patch Contract Not("discriminator-removed"),
        "the variants of {place} are distinguished by {after} now",
        "nothing to do";
    DISCRIMINATOR_REMOVED "discriminator-removed" NonBreaking NonBreaking Patch Contract Not("discriminator-added"),
        "the variants of {place} are no longer distinguished by {before}",
        "nothing to do";
}
