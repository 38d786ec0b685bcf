//! Credentials: what operations require, and what the schemes are.

use super::rule::Opposite::{Itself, Rule as Not};
use super::rule::rules;

rules! {
    CREDENTIALS:

    SECURITY_ADDED "security-requirement-added" Breaking Breaking Patch Contract Not("security-requirement-removed"),
        "{place} requires credentials now: {after}",
        "set them on the client; calls without them fail";
    SECURITY_REMOVED "security-requirement-removed" NonBreaking NonBreaking Patch Contract Not("security-requirement-added"),
        "{place} no longer requires credentials; it required {before}",
        "check that this is intended";
    ALTERNATIVE_ADDED "security-alternative-added" NonBreaking NonBreaking Patch Contract Not("security-alternative-removed"),
        "{place} takes {after} too",
        "use it if you need it";
    ALTERNATIVE_RELAXED "security-alternative-relaxed" NonBreaking NonBreaking Patch Contract Not("security-alternative-tightened"),
        "{place} takes {after}, no longer only {before}",
        "check that this is intended";
    ALTERNATIVE_TIGHTENED "security-alternative-tightened" Breaking Breaking Patch Contract Not("security-alternative-relaxed"),
        "{place} requires {after} now; {before} is not enough",
        "set the other credentials, too";
    ALTERNATIVE_REMOVED "security-alternative-removed" Breaking Breaking Patch Contract Not("security-alternative-added"),
        "{place} no longer takes {before}",
        "use other credentials";
    SCOPE_ADDED "security-scope-added" Breaking Breaking Patch Contract Not("security-scope-removed"),
        "{place} requires the scope {after} now",
        "get a token that has it";
    SCOPE_REMOVED "security-scope-removed" NonBreaking NonBreaking Patch Contract Not("security-scope-added"),
        "{place} no longer requires the scope {before}",
        "nothing to do";
    SCHEME_ADDED "security-scheme-added" NonBreaking NonBreaking Patch Contract Not("security-scheme-removed"),
        "the credentials {place} were added: {after}",
        "set them if you need them";
    SCHEME_REMOVED "security-scheme-removed" NonBreaking NonBreaking Patch Contract Not("security-scheme-added"),
        "the credentials {place} are no longer used: {before}",
        "stop setting them";
    SCHEME_RENAMED "security-scheme-renamed" None None Patch Contract Itself,
        "the credentials {before} are called {after} now",
        "set them by their new name";
    SCHEME_TYPE "security-scheme-type-changed" Breaking Breaking Patch Contract Itself,
        "the credentials {place} are {after} now, not {before}",
        "set credentials of the new kind";
    SCHEME_KEY "security-scheme-key-changed" Breaking Breaking Patch Contract Itself,
        "the key {place} is sent as {after} now, not as {before}",
        "upgrade: programs built before send it the old way";
    BEARER_FORMAT "security-bearer-format-changed" None None None Contract Itself,
        "the tokens of {place} have the form {after} now; it was {before}",
        "check that your tokens have that form";
    TOKEN_URL "security-token-url-changed" Breaking Breaking Patch Contract Itself,
        "the token URL of {place} is {after} now, not {before}",
        "check that you trust the new URL";
    TOKEN_URL_ADDED "security-token-url-added" NonBreaking NonBreaking Patch Contract Not("security-token-url-removed"),
        "tokens of {place} are also issued at {after}",
        "check that you trust the new URL";
    TOKEN_URL_REMOVED "security-token-url-removed" Breaking Breaking Patch Contract Not("security-token-url-added"),
        "tokens of {place} are no longer issued at {before}",
        "get them elsewhere";
    FLOW_ADDED "security-flow-added" NonBreaking NonBreaking Patch Contract Not("security-flow-removed"),
        "the credentials {place} can also be obtained by {after}",
        "use it if you need it";
    FLOW_REMOVED "security-flow-removed" Breaking Breaking Patch Contract Not("security-flow-added"),
        "the credentials {place} can no longer be obtained by {before}",
        "get your token another way";
    SCHEME_SCOPES "security-scheme-scopes-changed" None None Patch Contract Itself,
        "the scopes of {place} are {after} now, not {before}",
        "nothing to do";
    SCHEME_DOCS "security-scheme-docs-changed" None None Patch Documentation Itself,
        "the description of the credentials {place} changed",
        "nothing to do";
}
