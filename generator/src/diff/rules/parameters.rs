//! Parameters, always of a request.

use super::rule::Opposite::{Itself, Rule as Not};
use super::rule::rules;

rules! {
    PARAMETERS:

    PARAMETER_OPTIONAL_ADDED "request-optional-parameter-added" NonBreaking NonBreaking Patch Contract Not("request-optional-parameter-removed"),
        "the optional parameter {place} was added",
        "set it if you need it";
    PARAMETER_OPTIONAL_REMOVED "request-optional-parameter-removed" Breaking Breaking Patch Contract Not("request-optional-parameter-added"),
        "the optional parameter {place} was removed",
        "stop setting it; it has no effect or is rejected";
    PARAMETER_REQUIRED_ADDED "request-required-parameter-added" Breaking Breaking Patch Contract Not("request-required-parameter-removed"),
        "the required parameter {place} was added",
        "give it; calls without it are rejected";
    PARAMETER_REQUIRED_REMOVED "request-required-parameter-removed" Breaking Breaking Patch Contract Not("request-required-parameter-added"),
        "the required parameter {place} was removed",
        "stop giving it; it has no effect or is rejected";
    PARAMETER_MOVED "request-parameter-place-changed" Breaking Breaking Patch Contract Itself,
        "the parameter {place} goes into the {after} now, not into the {before}",
        "upgrade: programs built before send it in the old place";
    PARAMETER_STYLE "request-parameter-style-changed" Breaking Breaking Patch Contract Itself,
        "the parameter {place} is written as {after} now, not as {before}",
        "upgrade: programs built before write it the old way";
    PARAMETER_RESERVED "request-parameter-reserved-changed" Breaking Breaking Patch Contract Itself,
        "reserved characters of the parameter {place} are {after} now, not {before}",
        "upgrade: programs built before write it the old way";
    PARAMETER_EMPTY_ALLOWED "request-parameter-empty-allowed" NonBreaking NonBreaking Patch Contract Not("request-parameter-empty-forbidden"),
        "the parameter {place} may be empty now",
        "nothing to do";
    PARAMETER_EMPTY_FORBIDDEN "request-parameter-empty-forbidden" Breaking Breaking Patch Contract Not("request-parameter-empty-allowed"),
        "the parameter {place} may no longer be empty",
        "do not send it empty";
    PARAMETER_NULL_ALLOWED "request-parameter-null-allowed" NonBreaking NonBreaking Patch Contract Not("request-parameter-null-forbidden"),
        "{place} may be null now, which is as good as not sent",
        "nothing to do";
    PARAMETER_NULL_FORBIDDEN "request-parameter-null-forbidden" NonBreaking NonBreaking Patch Contract Not("request-parameter-null-allowed"),
        "{place} may no longer be null, which was as good as not sent",
        "nothing to do";
    PARAMETER_CONTENT "request-parameter-serialization-changed" Breaking Breaking Patch Contract Itself,
        "the parameter {place} is written as {after} now, not as {before}",
        "upgrade: programs built before write it the old way";
    PARAMETER_DEFAULT_ADDED "request-parameter-default-added" Breaking Breaking Patch Contract Not("request-parameter-default-removed"),
        "the parameter {place} has the default {after} now",
        "set it where you rely on what happened without it";
    PARAMETER_DEFAULT_REMOVED "request-parameter-default-removed" Breaking Breaking Patch Contract Not("request-parameter-default-added"),
        "the parameter {place} no longer has the default {before}",
        "set it where you rely on the default";
    PARAMETER_DEFAULT_CHANGED "request-parameter-default-changed" Breaking Breaking Patch Contract Itself,
        "the default of the parameter {place} is {after} now, not {before}",
        "set it where you rely on the default";
    PARAMETER_DEFAULT_IDLE "request-required-parameter-default-changed" NonBreaking NonBreaking Patch Contract Itself,
        "the default of the parameter {place}, which is always given, is {after} now, not {before}",
        "nothing to do";
}
