//! Members of objects.

use super::rule::Opposite::{Itself, Rule as Not};
use super::rule::rules;

rules! {
    MEMBERS:

    PROPERTY_OPTIONAL_ADDED "optional-property-added" NonBreaking NonBreaking Patch Contract Not("optional-property-removed"),
        "the optional member {place} was added",
        "use it if you need it";
    PROPERTY_OPTIONAL_REMOVED "optional-property-removed" Breaking Breaking Patch Contract Not("optional-property-added"),
        "the optional member {place} was removed",
        "do without it: it is no longer understood, or never comes again";
    PROPERTY_REQUIRED_ADDED "required-property-added" Breaking NonBreaking Patch Contract Not("required-property-removed"),
        "the required member {place} was added",
        "give it where you send this object";
    PROPERTY_REQUIRED_REMOVED "required-property-removed" Breaking Breaking Patch Contract Not("required-property-added"),
        "the required member {place} was removed",
        "do without it: it is no longer understood, or never comes again";
    PROPERTY_SPELLING "property-spelling-changed" Breaking Breaking Patch Contract Itself,
        "the member {before} is spelled {after} now ({place})",
        "upgrade: programs built before use the old spelling";
    READ_ONLY_ADDED "became-read-only" Breaking NonBreaking Patch Contract Not("became-writable"),
        "{place} is read-only now",
        "stop sending it";
    READ_ONLY_REMOVED "became-writable" NonBreaking NonBreaking Patch Contract Not("became-read-only"),
        "{place} is no longer read-only",
        "nothing to do";
    WRITABLE_REQUIRED "became-writable-and-required" Breaking NonBreaking Patch Contract Not("became-read-only"),
        "{place} is no longer read-only, and it is required",
        "give it where you send this object";
    WRITE_ONLY_ADDED "became-write-only" NonBreaking Breaking Patch Contract Not("became-readable"),
        "{place} is write-only now",
        "do not expect it in responses";
    WRITE_ONLY_REMOVED "became-readable" NonBreaking NonBreaking Patch Contract Not("became-write-only"),
        "{place} is no longer write-only",
        "nothing to do";
    CLOSED "additional-properties-forbidden" Breaking NonBreaking Patch Contract Not("additional-properties-allowed"),
        "{place} no longer allows other members",
        "send only the documented members";
    OPENED "additional-properties-allowed" NonBreaking NonBreaking Patch Contract Not("additional-properties-forbidden"),
        "{place} allows other members now",
        "nothing to do";
    OTHERS_TYPED "additional-properties-narrowed" Breaking NonBreaking Patch Contract Not("additional-properties-widened"),
        "other members of {place} must be {after} now, they could be anything",
        "check what you send";
    OTHERS_UNTYPED "additional-properties-widened" NonBreaking Breaking Patch Contract Not("additional-properties-narrowed"),
        "other members of {place} may be anything now, they were {before}",
        "be ready for more where you read them";
    OTHERS_NAMED "other-members-spelled-out" None None Patch Contract Not("other-members-left-out"),
        "{place} says that it allows other members, as it did unsaid",
        "nothing to do";
    OTHERS_UNNAMED "other-members-left-out" None None Patch Contract Not("other-members-spelled-out"),
        "{place} no longer says that it allows other members, but still does",
        "read them from the JSON where you used them";
}
