//! Responses, their statuses, links and headers.

use super::rule::Opposite::{Itself, Rule as Not};
use super::rule::rules;

rules! {
    RESPONSES:

    SUCCESS_ADDED "response-success-status-added" NonBreaking NonBreaking Patch Contract Not("response-success-status-removed"),
        "{place} may succeed with {after} now",
        "be ready for it";
    SUCCESS_REMOVED "response-success-status-removed" Breaking Breaking Patch Contract Not("response-success-status-added"),
        "{place} no longer succeeds with {before}",
        "see what it succeeds with instead";
    SUCCESS_WIDENED "response-success-status-widened" NonBreaking NonBreaking Patch Contract Not("response-success-status-narrowed"),
        "{place} may be any {after} now, it was {before}",
        "be ready for others of its kind";
    SUCCESS_NARROWED "response-success-status-narrowed" Breaking Breaking Patch Contract Not("response-success-status-widened"),
        "{place} is {after} alone now",
        "see what it succeeds with";
    ERROR_WIDENED "response-error-status-widened" NonBreaking NonBreaking Patch Contract Not("response-error-status-narrowed"),
        "{place} may be any {after} now, it was {before}",
        "handle it where you distinguish error responses";
    ERROR_NARROWED "response-error-status-narrowed" NonBreaking NonBreaking Patch Contract Not("response-error-status-widened"),
        "{place} is {after} alone now",
        "nothing to do";
    ERROR_ADDED "response-error-status-added" NonBreaking NonBreaking Patch Contract Not("response-error-status-removed"),
        "{place} may fail with {after} now",
        "handle it where you distinguish error responses";
    ERROR_REMOVED "response-error-status-removed" NonBreaking NonBreaking Patch Contract Not("response-error-status-added"),
        "{place} no longer fails with {before}",
        "drop the code that handles it";
    DEFAULT_RESPONSE_ADDED "response-default-added" NonBreaking NonBreaking Patch Contract Not("response-default-removed"),
        "{place} documents any other status now",
        "handle it where you distinguish error responses";
    DEFAULT_RESPONSE_REMOVED "response-default-removed" NonBreaking NonBreaking Patch Contract Not("response-default-added"),
        "{place} no longer documents any other status",
        "drop the code that handles it";
    LINK_ADDED "response-link-added" None None Patch Contract Not("response-link-removed"),
        "{place} was added, it leads to {after}",
        "follow it if you need it";
    LINK_REMOVED "response-link-removed" None None Patch Contract Not("response-link-added"),
        "{place}, which led to {before}, was removed",
        "do not rely on it";
    LINK_CHANGED "response-link-changed" None None Patch Contract Itself,
        "{place} leads to {after} now, it led to {before}",
        "see what it leads to";
    HEADER_ADDED "response-header-added" NonBreaking NonBreaking Patch Contract Not("response-header-removed"),
        "the header {place} was added",
        "read it if you need it";
    HEADER_REMOVED "response-header-removed" Breaking Breaking Patch Contract Not("response-header-added"),
        "the header {place} was removed",
        "do without it";
    HEADER_OPTIONAL "response-header-became-optional" Breaking Breaking Patch Contract Not("response-header-became-required"),
        "the header {place} may be missing now",
        "be ready to miss it";
    HEADER_REQUIRED "response-header-became-required" NonBreaking NonBreaking Patch Contract Not("response-header-became-optional"),
        "the header {place} is always there now",
        "nothing to do";
}
