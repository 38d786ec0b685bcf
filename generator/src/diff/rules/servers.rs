//! Servers and their variables.

use super::rule::Opposite::{Itself, Rule as Not};
use super::rule::rules;

rules! {
    SERVERS:

    SERVER_DOCS "server-docs-changed" None None Patch Documentation Itself,
        "the description of the server {place} changed",
        "nothing to do";
    SERVER_ADDED "server-added" NonBreaking NonBreaking Patch Contract Not("server-removed"),
        "the server {place} was added",
        "use it if you need it";
    SERVER_REMOVED "server-removed" Breaking Breaking Patch Contract Not("server-added"),
        "the server {place} was removed",
        "use another one";
    SERVER_URL "server-url-changed" Breaking Breaking Patch Contract Itself,
        "the server {before} is {after} now",
        "check that you trust the new address";
    SERVER_DEFAULT "server-default-changed" Breaking Breaking Patch Contract Itself,
        "the first server is {after} now, not {before}",
        "name the server that you mean";
    VARIABLE_DEFAULT "server-variable-default-changed" Breaking Breaking Patch Contract Itself,
        "the server variable {place} is {after} where it is not set, not {before}",
        "set it where you rely on the default";
    SERVER_RESPELLED "server-url-respelled" None None Patch Contract Itself,
        "the server {before} is written {after} now, which is the same address",
        "use the constant by its new name";
    SERVER_OPENED "server-variable-introduced" NonBreaking NonBreaking Patch Contract Not("server-variable-dropped"),
        "the server {before} is {after} now, the same as long as no variable is set",
        "set the variables if you need them";
    SERVER_FIXED "server-variable-dropped" Breaking Breaking Patch Contract Not("server-variable-introduced"),
        "the server {before} is always {after} now",
        "stop setting the variable";
    SERVER_PATH "server-base-path-changed" Breaking Breaking Patch Contract Itself,
        "the servers, relative to the document, have {after} now, not {before}",
        "name the new address";
    SERVER_PATH_ADDED "server-base-path-added" NonBreaking NonBreaking Patch Contract Not("server-base-path-removed"),
        "the server {after}, relative to the document, was added",
        "use it if you need it";
    SERVER_PATH_REMOVED "server-base-path-removed" Breaking Breaking Patch Contract Not("server-base-path-added"),
        "the server {before}, relative to the document, was removed",
        "use another one";
    SERVER_PREFIX "server-prefix-moved" None None Patch Contract Itself,
        "the servers have {after} now, they had {before}, and the paths of the operations make up for it",
        "nothing to do";
    VARIABLE_RENAMED "server-variable-renamed" None None Patch Contract Itself,
        "the server variable {before} is called {after} now",
        "set it by its new name";
    VARIABLE_LIMITED "server-variable-limited" Breaking Breaking Patch Contract Not("server-variable-freed"),
        "the server variable {place} must be one of {after} now",
        "use one of these values";
    VARIABLE_FREED "server-variable-freed" NonBreaking NonBreaking Patch Contract Not("server-variable-limited"),
        "the server variable {place} may be anything now, it was one of {before}",
        "nothing to do";
    VARIABLE_ADDED "server-variable-value-added" NonBreaking NonBreaking Patch Contract Not("server-variable-value-removed"),
        "the server variable {place} may be {after} now",
        "use it if you need it";
    VARIABLE_REMOVED "server-variable-value-removed" Breaking Breaking Patch Contract Not("server-variable-value-added"),
        "the server variable {place} may no longer be {before}",
        "use another value";
}
