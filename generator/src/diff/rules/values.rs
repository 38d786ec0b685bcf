//! What any value may do: the subject (parameter, body, property, header) comes before.

use super::rule::Opposite::{Itself, Rule as Not};
use super::rule::rules;

rules! {
    VALUES:

    BECAME_REQUIRED "became-required" Breaking NonBreaking Patch Contract Not("became-optional"),
        "{place} is required now",
        "give it where you send it";
    BECAME_OPTIONAL "became-optional" NonBreaking Breaking Patch Contract Not("became-required"),
        "{place} is optional now",
        "be ready to miss it where you read it";
    BECAME_NULLABLE "became-nullable" NonBreaking Breaking Patch Contract Not("became-not-nullable"),
        "{place} may be null now",
        "be ready for null where you read it";
    BECAME_NOT_NULLABLE "became-not-nullable" Breaking NonBreaking Patch Contract Not("became-nullable"),
        "{place} may no longer be null",
        "do not send null";
    TYPE_CHANGED "type-changed" Breaking Breaking Patch Contract Itself,
        "the type of {place} is {after} now, not {before}",
        "change the code that makes or reads it";
    TYPE_RESPELLED "type-respelled" None None Patch Contract Itself,
        "the type of {place} is {after} now, not {before}, which is written the same way",
        "give it by its new type";
    TYPE_WIDENED "type-widened" NonBreaking Breaking Patch Contract Not("type-narrowed"),
        "the type of {place} is {after} now, wider than {before}",
        "be ready for more where you read it";
    TYPE_NARROWED "type-narrowed" Breaking NonBreaking Patch Contract Not("type-widened"),
        "the type of {place} is {after} now, narrower than {before}",
        "check what you send";
    BECAME_ENUM "became-enum" Breaking NonBreaking Patch Contract Not("became-open"),
        "{place} is {after} now, it was any {before}",
        "send only these values";
    BECAME_OPEN "became-open" NonBreaking Breaking Patch Contract Not("became-enum"),
        "{place} may be any {after} now, it was {before}",
        "be ready for other values where you read it";
    SCHEMA_REPLACED "schema-replaced" None None Patch Contract Itself,
        "{place} is described by {after} now, not by {before}",
        "use the other type; what differs in it is listed apart";
    DEFAULT_ADDED "default-added" NonBreaking NonBreaking Patch Contract Not("default-removed"),
        "{place} has the default {after} now",
        "set it where you rely on what happened without it";
    DEFAULT_REMOVED "default-removed" NonBreaking NonBreaking Patch Contract Not("default-added"),
        "{place} no longer has the default {before}",
        "set it where you rely on the default";
    DEFAULT_CHANGED "default-changed" NonBreaking NonBreaking Patch Contract Itself,
        "the default of {place} is {after} now, not {before}",
        "set it where you rely on the default";
    DEPRECATED "deprecation-added" NonBreaking NonBreaking Patch Contract Not("deprecation-removed"),
        "{place} is deprecated",
        "look for its replacement";
    UNDEPRECATED "deprecation-removed" NonBreaking NonBreaking Patch Contract Not("deprecation-added"),
        "{place} is no longer deprecated",
        "nothing to do";
    FORMAT "format-changed" None None None Documentation Itself,
        "the format of {place} is {after} now, not {before}; no type depends on it",
        "nothing to do";
    FORMAT_REQUIRED "format-required" Breaking NonBreaking Patch Contract Not("format-dropped"),
        "the format of {place} is {after} now, it was {before}",
        "check what you send";
    FORMAT_DROPPED "format-dropped" NonBreaking Breaking Patch Contract Not("format-required"),
        "the format of {place} is {after} now, it was {before}",
        "be ready for other strings where you read it";
    FORMAT_REPLACED "format-replaced" Breaking Breaking Patch Contract Itself,
        "the format of {place} is {after} now, not {before}",
        "check what you send and what you read";
    DOCS "docs-changed" None None Patch Documentation Itself,
        "the description of {place} changed",
        "nothing to do";
    MAXIMUM_ADDED "maximum-added" Breaking NonBreaking Patch Contract Not("maximum-removed"),
        "the maximum of {place} is {after} now, it had none",
        "check what you send";
    MAXIMUM_REMOVED "maximum-removed" NonBreaking Breaking Patch Contract Not("maximum-added"),
        "the maximum of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MAXIMUM_RAISED "maximum-raised" NonBreaking Breaking Patch Contract Not("maximum-lowered"),
        "the maximum of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAXIMUM_LOWERED "maximum-lowered" Breaking NonBreaking Patch Contract Not("maximum-raised"),
        "the maximum of {place} is {after} now, not {before}",
        "check what you send";
    MINIMUM_ADDED "minimum-added" Breaking NonBreaking Patch Contract Not("minimum-removed"),
        "the minimum of {place} is {after} now, it had none",
        "check what you send";
    MINIMUM_REMOVED "minimum-removed" NonBreaking Breaking Patch Contract Not("minimum-added"),
        "the minimum of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MINIMUM_RAISED "minimum-raised" Breaking NonBreaking Patch Contract Not("minimum-lowered"),
        "the minimum of {place} is {after} now, not {before}",
        "check what you send";
    MINIMUM_LOWERED "minimum-lowered" NonBreaking Breaking Patch Contract Not("minimum-raised"),
        "the minimum of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_LENGTH_ADDED "max-length-added" Breaking NonBreaking Patch Contract Not("max-length-removed"),
        "the greatest length of {place} is {after} now, it had none",
        "check what you send";
    MAX_LENGTH_REMOVED "max-length-removed" NonBreaking Breaking Patch Contract Not("max-length-added"),
        "the greatest length of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MAX_LENGTH_RAISED "max-length-raised" NonBreaking Breaking Patch Contract Not("max-length-lowered"),
        "the greatest length of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_LENGTH_LOWERED "max-length-lowered" Breaking NonBreaking Patch Contract Not("max-length-raised"),
        "the greatest length of {place} is {after} now, not {before}",
        "check what you send";
    MIN_LENGTH_ADDED "min-length-added" Breaking NonBreaking Patch Contract Not("min-length-removed"),
        "the least length of {place} is {after} now, it had none",
        "check what you send";
    MIN_LENGTH_REMOVED "min-length-removed" NonBreaking Breaking Patch Contract Not("min-length-added"),
        "the least length of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MIN_LENGTH_RAISED "min-length-raised" Breaking NonBreaking Patch Contract Not("min-length-lowered"),
        "the least length of {place} is {after} now, not {before}",
        "check what you send";
    MIN_LENGTH_LOWERED "min-length-lowered" NonBreaking Breaking Patch Contract Not("min-length-raised"),
        "the least length of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_ITEMS_ADDED "max-items-added" Breaking NonBreaking Patch Contract Not("max-items-removed"),
        "the greatest number of items of {place} is {after} now, it had none",
        "check what you send";
    MAX_ITEMS_REMOVED "max-items-removed" NonBreaking Breaking Patch Contract Not("max-items-added"),
        "the greatest number of items of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MAX_ITEMS_RAISED "max-items-raised" NonBreaking Breaking Patch Contract Not("max-items-lowered"),
        "the greatest number of items of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_ITEMS_LOWERED "max-items-lowered" Breaking NonBreaking Patch Contract Not("max-items-raised"),
        "the greatest number of items of {place} is {after} now, not {before}",
        "check what you send";
    MIN_ITEMS_ADDED "min-items-added" Breaking NonBreaking Patch Contract Not("min-items-removed"),
        "the least number of items of {place} is {after} now, it had none",
        "check what you send";
    MIN_ITEMS_REMOVED "min-items-removed" NonBreaking Breaking Patch Contract Not("min-items-added"),
        "the least number of items of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MIN_ITEMS_RAISED "min-items-raised" Breaking NonBreaking Patch Contract Not("min-items-lowered"),
        "the least number of items of {place} is {after} now, not {before}",
        "check what you send";
    MIN_ITEMS_LOWERED "min-items-lowered" NonBreaking Breaking Patch Contract Not("min-items-raised"),
        "the least number of items of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_PROPERTIES_ADDED "max-properties-added" Breaking NonBreaking Patch Contract Not("max-properties-removed"),
        "the greatest number of members of {place} is {after} now, it had none",
        "check what you send";
    MAX_PROPERTIES_REMOVED "max-properties-removed" NonBreaking Breaking Patch Contract Not("max-properties-added"),
        "the greatest number of members of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MAX_PROPERTIES_RAISED "max-properties-raised" NonBreaking Breaking Patch Contract Not("max-properties-lowered"),
        "the greatest number of members of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MAX_PROPERTIES_LOWERED "max-properties-lowered" Breaking NonBreaking Patch Contract Not("max-properties-raised"),
        "the greatest number of members of {place} is {after} now, not {before}",
        "check what you send";
    MIN_PROPERTIES_ADDED "min-properties-added" Breaking NonBreaking Patch Contract Not("min-properties-removed"),
        "the least number of members of {place} is {after} now, it had none",
        "check what you send";
    MIN_PROPERTIES_REMOVED "min-properties-removed" NonBreaking Breaking Patch Contract Not("min-properties-added"),
        "the least number of members of {place}, {before}, was dropped",
        "be ready for more where you read it";
    MIN_PROPERTIES_RAISED "min-properties-raised" Breaking NonBreaking Patch Contract Not("min-properties-lowered"),
        "the least number of members of {place} is {after} now, not {before}",
        "check what you send";
    MIN_PROPERTIES_LOWERED "min-properties-lowered" NonBreaking Breaking Patch Contract Not("min-properties-raised"),
        "the least number of members of {place} is {after} now, not {before}",
        "be ready for more where you read it";
    MULTIPLE_OF_ADDED "multiple-of-added" Breaking NonBreaking Patch Contract Not("multiple-of-removed"),
        "{place} must be a multiple of {after} now",
        "check what you send";
    MULTIPLE_OF_REMOVED "multiple-of-removed" NonBreaking Breaking Patch Contract Not("multiple-of-added"),
        "{place} need not be a multiple of {before} any more",
        "be ready for more where you read it";
    MULTIPLE_OF_WIDENED "multiple-of-widened" NonBreaking Breaking Patch Contract Not("multiple-of-narrowed"),
        "{place} must be a multiple of {after} now, no longer of {before}",
        "be ready for more where you read it";
    MULTIPLE_OF_NARROWED "multiple-of-narrowed" Breaking NonBreaking Patch Contract Not("multiple-of-widened"),
        "{place} must be a multiple of {after} now, not of {before} alone",
        "check what you send";
    MULTIPLE_OF_CHANGED "multiple-of-changed" Breaking Breaking Patch Contract Itself,
        "{place} must be a multiple of {after} now, not of {before}",
        "check what you send";
    PATTERN_ADDED "pattern-added" Breaking NonBreaking Patch Contract Not("pattern-removed"),
        "{place} must match {after} now",
        "check what you send";
    PATTERN_REMOVED "pattern-removed" NonBreaking NonBreaking Patch Contract Not("pattern-added"),
        "{place} need not match {before} any more",
        "nothing to do";
    PATTERN_CHANGED "pattern-changed" Breaking NonBreaking Patch Contract Itself,
        "{place} must match {after} now, not {before}",
        "check what you send";
    UNIQUE_ITEMS_ADDED "unique-items-added" Breaking NonBreaking None Contract Not("unique-items-removed"),
        "the items of {place} must differ now",
        "check what you send";
    UNIQUE_ITEMS_REMOVED "unique-items-removed" NonBreaking Breaking None Contract Not("unique-items-added"),
        "the items of {place} may repeat now",
        "be ready for repeated items where you read it";
    MIN_CONTAINS_RAISED "min-contains-raised" Breaking NonBreaking Patch Contract Not("min-contains-lowered"),
        "at least {after} items of {place} must match now, not {before}",
        "check what you send";
    MIN_CONTAINS_LOWERED "min-contains-lowered" NonBreaking Breaking Patch Contract Not("min-contains-raised"),
        "at least {after} items of {place} must match now, not {before}",
        "be ready for fewer where you read them";
    MAX_CONTAINS_ADDED "max-contains-added" Breaking NonBreaking Patch Contract Not("max-contains-removed"),
        "at most {after} items of {place} may match now, any number did before",
        "check what you send";
    MAX_CONTAINS_REMOVED "max-contains-removed" NonBreaking Breaking Patch Contract Not("max-contains-added"),
        "any number of items of {place} may match now, at most {before} did before",
        "be ready for more where you read them";
    MAX_CONTAINS_RAISED "max-contains-raised" NonBreaking Breaking Patch Contract Not("max-contains-lowered"),
        "at most {after} items of {place} may match now, not {before}",
        "be ready for more where you read them";
    MAX_CONTAINS_LOWERED "max-contains-lowered" Breaking NonBreaking Patch Contract Not("max-contains-raised"),
        "at most {after} items of {place} may match now, not {before}",
        "check what you send";
    CONDITION_ADDED "condition-added" Breaking NonBreaking Patch Contract Not("condition-removed"),
        "{place} has a further condition: {after}",
        "check what you send";
    CONDITION_REMOVED "condition-removed" NonBreaking Breaking Patch Contract Not("condition-added"),
        "{place} lost a condition: {before}",
        "be ready for more where you read it";
}
