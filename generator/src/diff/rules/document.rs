//! Webhooks and callbacks, names, the document itself.

use super::rule::Opposite::{Itself, Rule as Not};
use super::rule::rules;

rules! {
    DOCUMENT:

    WEBHOOK_ADDED "webhook-added" NonBreaking NonBreaking Patch Contract Not("webhook-removed"),
        "the webhook {place} was added",
        "handle it if you need it";
    WEBHOOK_REMOVED "webhook-removed" Breaking Breaking Patch Contract Not("webhook-added"),
        "the webhook {place} was removed",
        "do without it";
    WEBHOOK_TAG "webhook-tag-changed" Breaking Breaking Patch Contract Itself,
        "the webhook {place} is identified by {after} now, not by {before}",
        "upgrade: programs built before look for the old one";
    CALLBACK_ADDED "callback-added" NonBreaking NonBreaking Patch Contract Not("callback-removed"),
        "{place} calls back now: {after}",
        "handle it if you need it";
    CALLBACK_REMOVED "callback-removed" Breaking Breaking Patch Contract Not("callback-added"),
        "{place} no longer calls back: {before}",
        "do without it";
    CALLBACK_ADDRESS "callback-address-changed" Breaking Breaking Patch Contract Itself,
        "{place} goes to {after} now, not to {before}",
        "listen there; programs built before listen at the old address";
    SCHEMA_RENAMED "schema-renamed" None None Patch Contract Itself,
        "the schema {before} is called {after} now",
        "use the type by its new name";
    SCHEMA_TO_COMPONENT "schema-moved-to-component" None None Patch Contract Not("schema-moved-inline"),
        "the inline schema {before} is the component {after} now",
        "use the type by its new name";
    SCHEMA_TO_INLINE "schema-moved-inline" None None Patch Contract Not("schema-moved-to-component"),
        "the component {before} is an inline schema now: {after}",
        "use the type by its new name";
    INLINE_RENAMED "schema-place-changed" None None Patch Contract Itself,
        "the inline schema {before} is called {after} now, after its place",
        "use the type by its new name";
    SCHEMA_ADDED "schema-added" None None Patch Contract Not("schema-removed"),
        "the schema {place}, which no operation uses, was added",
        "nothing to do";
    SCHEMA_REMOVED "schema-removed" NonBreaking NonBreaking Patch Contract Not("schema-added"),
        "the schema {place}, which no operation used, was removed",
        "stop using the type";
    ITEMS_CHANGED "rust-items-changed" None None None Contract Itself,
        "no change of the document by itself explains {place}:",
        "change the code that uses these items";
    VERSION "info-version-changed" None None Patch Metadata Itself,
        "the document's version is {after} now, not {before}",
        "nothing to do";
    TITLE "info-title-changed" None None Patch Metadata Itself,
        "the document's title is {after} now, not {before}",
        "nothing to do";
    INFO_DOCS "info-docs-changed" None None Patch Documentation Itself,
        "the description of the document changed",
        "nothing to do";
}
