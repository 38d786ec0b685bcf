//! Document of the one dialect → [`Api`]: every type decided, every name final.
//!
//! What comes in is read as JSON, by the keywords that `lower` leaves; `spec` has made sure that `openapiv3` can read it.
//! After this step there is no `$ref`, no schema and no undecided name. What cannot be represented is reported; the result
//! is whole in any case.
//!
//! # Builders
//!
//! `builders` reads the document part by part into a [`Draft`].
//!
//! | builder | what it makes |
//! | --- | --- |
//! | `operation` | operations with their parameters, bodies, responses and typed headers, grouped and named |
//! | `security`, `servers` | schemes with the names of their setters; servers with their constants |
//! | `schema` | a type for each component, and for each inline schema that an operation or another type leads to |
//! | `webhooks` | webhook events, how a reader distinguishes them, and how the server signs them |
//! | `callbacks_and_webhooks` | callbacks and webhooks as operations, for comparisons only |
//!
//! # Passes
//!
//! [`PASSES`] then complete the draft, each with one decision about the API as a whole. Operations, and callbacks and
//! webhooks where documents are compared, go through the same list. A pass does the same to both forms of the API: the one
//! of the crate, in which equal inline types are one (`groups`), and the one with a type for each location.

mod address;
mod arguments;
mod builders;
mod callbacks_and_webhooks;
mod discriminators;
mod draft;
mod errors;
mod event_type;
mod features;
mod files;
mod generated_ids;
mod grouped;
mod groups;
mod headers;
mod lock;
mod lookup;
mod media;
mod name_extensions;
mod operation;
mod overlap;
mod paging;
mod raw;
mod recursion;
mod schema;
mod security;
mod servers;
mod settings;
mod source_pointers;
mod usage;
mod webhooks;
mod xml;

#[cfg(test)]
pub(crate) use errors::errors as errors_of;

use self::draft::{Draft, Purpose};
use crate::config::Config;
use crate::diagnostics::{Diagnostics, Severity, code};
use crate::ir::{Api, Revision};
use crate::names::Settled;
use crate::spec::Spec;

type Pass = fn(&mut Draft<'_>, &mut Diagnostics);

/// The passes in their order. Those before `groups` still see each inline type at its own location; those between
/// `lock::open` and `lock::close` know nothing of the lock, but for `features`.
const PASSES: &[Pass] = &[
    overlap::run,         // which structs keep the members of alternatives that a value may fit as well
    files::run,           // which members of multipart bodies are files
    discriminators::run,  // which members `new` sets, because their only value says which alternative it is
    lock::open,           // which names of the lock belong to which parts of this document
    groups::run,          // which inline types are one type, and its name
    lock::rename,         // which names the lock gives back, and which ones are left for new parts
    event_type::run,      // which union of the document is the type of webhook events
    headers::run,         // the constants of response headers
    paging::run,          // which operations are paged, and how
    errors::run,          // the types, codes and messages of error responses
    recursion::run,       // where a type needs a `Box` or a struct to be finite
    xml::run,             // how bodies stand in XML
    features::run,        // whether tags are Cargo features
    usage::run,           // which types are sent and received, by which tags, in which module; which are dropped
    arguments::run,       // the order of the arguments of `new`
    source_pointers::run, // where the parts of requests stand in the user's own file
    lock::close,          // the names that only the whole API tells, and the lock of the new client
];

/// The API of a lowered document, with the lock of the new client where the settings have one.
pub(crate) fn api(spec: &Spec, config: &Config, diags: &mut Diagnostics) -> (Api, Option<Settled>) {
    let draft = complete(builders::document(spec, config, Purpose::Crate, diags), diags);
    (draft.api, draft.names)
}

/// Reports what building the API finds in a document from which broken parts were left out, apart from what may only follow
/// from that: names of the lock and settings that lead nowhere, undeclared members, lists that are not paged as the settings
/// say.
pub(crate) fn independent_findings(spec: &Spec, config: &Config, diags: &mut Diagnostics) {
    const DEPENDENT: [&str; 4] = [code::NAMES_LOCK, code::UNUSED_SETTING, code::REQUIRED_UNDECLARED, code::PAGINATION];
    let config = Config { names: None, ..config.clone() };
    let mut found = Diagnostics::default();
    found.set_places(diags.places().clone());
    api(spec, &config, &mut found);
    diags.extend(found, |it| {
        let is_allowed = it.severity == Severity::Error && config.allow.contains(it.code);
        !is_allowed && !DEPENDENT.contains(&it.code)
    });
}

/// The same with all that comparisons with other revisions of the API need. It costs about as much again.
pub(crate) fn revision(spec: &Spec, config: &Config, diags: &mut Diagnostics) -> (Revision, Option<Settled>) {
    let Draft { api, grouped, names, .. } = complete(builders::document(spec, config, Purpose::Revision, diags), diags);
    // Problems of callbacks and webhooks were reported when the operations that have them were built.
    let mut ignored = Diagnostics::default();
    let others = builders::callbacks_and_webhooks(spec, config, &mut ignored);
    let revision = Revision {
        api,
        ungrouped: grouped.ungrouped,
        callbacks_and_webhooks: others.map(|it| complete(it, &mut ignored).api),
        relative_servers: servers::relative(spec),
        bearer_formats: security::bearer_formats(spec),
    };
    (revision, names)
}

/// How many operations there are to build from.
pub(crate) fn operations(spec: &Spec) -> usize {
    operation::operation_objects(spec, &mut Diagnostics::default()).len()
}

fn complete<'a>(mut draft: Draft<'a>, diags: &mut Diagnostics) -> Draft<'a> {
    PASSES.iter().for_each(|pass| pass(&mut draft, diags));
    draft
}

#[cfg(test)]
mod tests;
