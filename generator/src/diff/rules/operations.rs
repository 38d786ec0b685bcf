//! Operations as a whole. Their ids are whole: no message comes before them.

use super::rule::Opposite::{Itself, Rule as Not};
use super::rule::rules;

rules! {
    OPERATIONS:

    OPERATION_ADDED "operation-added" NonBreaking NonBreaking Patch Contract Not("operation-removed"),
        "operation {place} was added",
        "call it if you need it";
    OPERATION_REMOVED "operation-removed" Breaking Breaking Patch Contract Not("operation-added"),
        "operation {place} was removed",
        "stop calling it; the server no longer has it";
    OPERATION_REMOVED_DEPRECATED "operation-removed-after-deprecation" NonBreaking NonBreaking Patch Contract Not("operation-added"),
        "operation {place}, which was deprecated, was removed",
        "stop calling it; it had been announced";
    OPERATION_PATH "operation-path-changed" Breaking Breaking Patch Contract Itself,
        "operation {place} moved from {before} to {after}",
        "upgrade: programs built before call the old address";
    OPERATION_METHOD "operation-method-changed" Breaking Breaking Patch Contract Itself,
        "operation {place} is now {after}, not {before}",
        "upgrade: programs built before use the old method";
    PATH_VARIABLE "operation-path-variable-renamed" None None Patch Contract Itself,
        "the path variable {before} of {place} is now called {after}",
        "nothing to do";
    OPERATION_ID "operation-id-renamed" None None Patch Contract Itself,
        "the operation id {before} is now {after}",
        "call the method by its new name";
    OPERATION_ID_ADDED "operation-id-added" None None Patch Contract Not("operation-id-removed"),
        "{place} now has the operation id {after}",
        "call the method by its new name";
    OPERATION_ID_REMOVED "operation-id-removed" None None Patch Contract Not("operation-id-added"),
        "{place} lost its operation id {before}",
        "call the method by its new name";
    OPERATION_IDS_SWAPPED "operation-ids-swapped" None None Major Contract Itself,
        "names of operations changed places, {before} is now {after}: calls compile and do something else",
        "check every call of these methods before you upgrade";
    OPERATION_DEPRECATED "operation-deprecation-added" NonBreaking NonBreaking Patch Contract Not("operation-deprecation-removed"),
        "operation {place} is deprecated",
        "look for its replacement";
    OPERATION_UNDEPRECATED "operation-deprecation-removed" NonBreaking NonBreaking Patch Contract Not("operation-deprecation-added"),
        "operation {place} is no longer deprecated",
        "nothing to do";
    OPERATION_TAGS "operation-tags-changed" NonBreaking NonBreaking None Metadata Itself,
        "the tags of {place} are now {after}, not {before}",
        "nothing to do";
    OPERATION_DOCS "operation-docs-changed" None None Patch Documentation Itself,
        "the description of {place} changed",
        "nothing to do";
    OPERATION_SCOPE "operation-scope-changed" None None Patch Contract Itself,
        "what {place} says of permissions is now {after}, not {before}",
        "check what your key is allowed to do";
    OPERATION_SERVERS "operation-servers-changed" Breaking Breaking Patch Contract Itself,
        "the servers of {place} are now {after}, not {before}",
        "check that you trust the new address";
    OPERATION_SERVER_ADDED "operation-server-added" NonBreaking NonBreaking Patch Contract Not("operation-server-removed"),
        "{place} may be called at {after}, too",
        "check that you trust the new address";
    OPERATION_SERVER_REMOVED "operation-server-removed" Breaking Breaking Patch Contract Not("operation-server-added"),
        "{place} may no longer be called at {before}",
        "use another server";
    OPERATION_PAGINATION "operation-pagination-changed" None None Patch Contract Itself,
        "the paging of {place} is now {after}, not {before}",
        "check loops over pages";
}
