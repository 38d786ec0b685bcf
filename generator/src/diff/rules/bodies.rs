//! Bodies, their media types and parts, and how XML writes them.

use super::rule::Opposite::{Itself, Rule as Not};
use super::rule::rules;

rules! {
    BODIES:

    BODY_OPTIONAL_ADDED "request-optional-body-added" NonBreaking NonBreaking Patch Contract Not("request-optional-body-removed"),
        "{place} takes an optional body now",
        "set it if you need it";
    BODY_REQUIRED_ADDED "request-required-body-added" Breaking Breaking Patch Contract Not("request-required-body-removed"),
        "{place} requires a body now",
        "give one; calls without it are rejected";
    BODY_OPTIONAL_REMOVED "request-optional-body-removed" Breaking Breaking Patch Contract Not("request-optional-body-added"),
        "{place} no longer takes a body",
        "stop giving one";
    BODY_REQUIRED_REMOVED "request-required-body-removed" Breaking Breaking Patch Contract Not("request-required-body-added"),
        "{place} no longer takes a body",
        "stop giving one";
    REQUEST_MEDIA_ADDED "request-media-type-added" NonBreaking NonBreaking Patch Contract Not("request-media-type-removed"),
        "{place} takes {after} too",
        "use it if you need it";
    REQUEST_MEDIA_REMOVED "request-media-type-removed" Breaking Breaking Patch Contract Not("request-media-type-added"),
        "{place} no longer takes {before}",
        "send another media type";
    REQUEST_MEDIA_WIDENED "request-media-type-widened" NonBreaking NonBreaking Patch Contract Not("request-media-type-narrowed"),
        "{place} takes {after} now, no longer only {before}",
        "use it if you need it";
    REQUEST_MEDIA_NARROWED "request-media-type-narrowed" Breaking Breaking Patch Contract Not("request-media-type-widened"),
        "{place} takes only {after} now, it took {before}",
        "send that media type";
    REQUEST_ENCODING_WIDENED "request-encoding-widened" NonBreaking NonBreaking Patch Contract Not("request-encoding-narrowed"),
        "{place} may be {after} now, it was {before}",
        "use it if you need it";
    REQUEST_ENCODING_NARROWED "request-encoding-narrowed" Breaking Breaking Patch Contract Not("request-encoding-widened"),
        "{place} must be {after} now, it could be {before}",
        "send that media type";
    PART_HEADER_OPTIONAL_ADDED "request-part-optional-header-added" NonBreaking NonBreaking Patch Contract Not("request-part-optional-header-removed"),
        "{place} was added",
        "send it if you need it";
    PART_HEADER_REQUIRED_ADDED "request-part-required-header-added" Breaking Breaking Patch Contract Not("request-part-required-header-removed"),
        "{place} was added, and it is required",
        "send it with the part";
    PART_HEADER_OPTIONAL_REMOVED "request-part-optional-header-removed" Breaking Breaking Patch Contract Not("request-part-optional-header-added"),
        "{place} was removed",
        "stop sending it";
    PART_HEADER_REQUIRED_REMOVED "request-part-required-header-removed" Breaking Breaking Patch Contract Not("request-part-required-header-added"),
        "{place}, which was required, was removed",
        "stop sending it";
    PART_HEADER_REQUIRED "request-part-header-became-required" Breaking Breaking Patch Contract Not("request-part-header-became-optional"),
        "{place} is required now",
        "send it with the part";
    PART_HEADER_OPTIONAL "request-part-header-became-optional" NonBreaking NonBreaking Patch Contract Not("request-part-header-became-required"),
        "{place} is optional now",
        "nothing to do";
    XML_NAME "xml-name-changed" Breaking Breaking Patch Contract Itself,
        "in XML {place} is called {after} now, not {before}",
        "upgrade: programs built before use the old name";
    XML_PLACE "xml-place-changed" Breaking Breaking Patch Contract Itself,
        "in XML {place} is the {after} now, not the {before}",
        "upgrade: programs built before look for it there";
    XML_WRAPPED "xml-wrapping-changed" Breaking Breaking Patch Contract Itself,
        "in XML the list {place} has {after} now, it had {before}",
        "upgrade: programs built before write and read it the old way";
    RESPONSE_MEDIA_WIDENED "response-media-type-widened" Breaking Breaking Patch Contract Not("response-media-type-narrowed"),
        "{place} may be any {after} now, it was {before}",
        "be ready for others";
    RESPONSE_MEDIA_NARROWED "response-media-type-narrowed" NonBreaking NonBreaking Patch Contract Not("response-media-type-widened"),
        "{place} is {after} now, of {before}",
        "nothing to do";
    REQUEST_ENCODING "request-encoding-changed" Breaking Breaking Patch Contract Itself,
        "{place} is written as {after} now, not as {before}",
        "upgrade: programs built before write it the old way";
    RESPONSE_MEDIA_ADDED "response-media-type-added" NonBreaking NonBreaking Patch Contract Not("response-media-type-removed"),
        "{place} may be {after} now",
        "be ready to read it";
    RESPONSE_MEDIA_REMOVED "response-media-type-removed" Breaking Breaking Patch Contract Not("response-media-type-added"),
        "{place} is no longer {before}",
        "read another media type";
    RESPONSE_BODY_ADDED "response-body-added" NonBreaking NonBreaking Patch Contract Not("response-body-removed"),
        "{place} has a body now: {after}",
        "read it if you need it";
    RESPONSE_BODY_REMOVED "response-body-removed" Breaking Breaking Patch Contract Not("response-body-added"),
        "{place} no longer has a body of {before}",
        "do without it";
}
