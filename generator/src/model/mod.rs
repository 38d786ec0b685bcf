//! Document of the one dialect → [`Api`]: every type decided, every name final.
//!
//! `schema` makes types, `operation` makes operations, `names` is the only maker of names. What comes in is read
//! as JSON, by the keywords that `lower` leaves; `spec` has made sure that `openapiv3` can read it. After this
//! step there is no `$ref`, no schema and no undecided name.

mod address;
mod arguments;
mod errors;
mod files;
mod finish;
mod given;
mod groups;
mod hooks;
mod lock;
mod media;
mod operation;
mod paging;
mod raw;
mod recursion;
mod schema;
mod security;
mod servers;
mod settings;
mod several;
mod tags;
mod tails;
mod usage;
mod walk;
mod webhooks;
mod xml;

#[cfg(test)]
pub(crate) use errors::built as errors_of;

use std::collections::BTreeMap;

use self::finish::Facts;
use self::groups::Parts;
use self::lock::Lock;
use self::operation::{Found, Headers, Shared};
use self::raw::Raw;
use self::schema::Types;
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Aside, ModuleName, Operation, Tag};
use crate::namer::{Kind, Scope};
use crate::names::Settled;
use crate::source_map::Places;
use crate::spec::Spec;

/// How much of an API is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What a crate is made from.
    Crate,
    /// The same, and [`Api::apart`], which documents are compared by.
    Compared,
}

/// Builds the API of a lowered document, with what everything is called, where the settings have a lock. Findings go into
/// `diags`; the result is whole in any case.
pub(crate) fn named(spec: &Spec, config: &Config, extent: Extent, diags: &mut Diagnostics) -> (Api, Option<Settled>) {
    let mut found = operation::found(spec, diags);
    settings::check(spec, config, &found, diags);
    found.retain(|it| it.wanted(config));
    if lock::are_grouped(config, &found, diags) {
        operation::group(&mut found);
    }
    let mut schemes = security::schemes(spec, config, diags);
    let (mut servers, default_path) = servers::of_document(spec, config.document_url.as_deref(), diags);
    let (mut tags, modules) = tags(spec, &found);
    security::unknown(spec, &schemes, &security_holders(&found), diags);

    let mut types = Types::new(spec, config, diags);
    types.build_components();
    let mut headers = Headers::default();
    let shared = Shared { config, schemes: &schemes, modules: &modules };
    let operations = operation::built(spec, &mut types, &mut headers, found, &shared);
    settings::check_bodies(config, types.diags);
    let (webhooks, events) = webhooks::built(spec, config, &mut types);
    let (schemas, origins) = (types.schemas.clone(), types.take_origins());
    let mut types = types.into_defs();

    several::keep(&mut types, diags);
    files::resolve(&operations, &mut types);
    tags::set(&mut types);
    let hints = xml::hints(&schemas, &types, &operations);
    let mut parts = Parts { types, operations, headers, webhooks };
    let mut lock = Lock::new(spec, config, &parts, &origins, diags);
    // How values stand in XML is told of each place, so that what is told does not depend on what the API is for.
    let keeps_places = extent == Extent::Compared || xml::is_used(&parts.operations);
    let mut joined = groups::join(&mut parts, &origins, &hints, lock.as_ref().map(Lock::labels), keeps_places);
    if let Some(lock) = &mut lock {
        lock.apply(&mut parts, &mut joined, (&mut tags, &mut schemes, &mut servers), diags);
    }
    let apart = joined.apart;
    let has_features = lock.as_ref().is_some_and(Lock::has_features);
    let facts = Facts { spec, config, schemas: &schemas, schemes, servers, default_path, tags, events, has_features };
    let mut api = match apart {
        None => facts.api(parts, diags, None),
        // Whether a setting finds something is a matter of the crate.
        Some(apart) => {
            let mut unsaid = Diagnostics::default();
            let api = facts.api(parts, diags, Some(&mut unsaid));
            let apart = facts.api(apart, &mut unsaid, Some(diags));
            Api { apart: (extent == Extent::Compared).then(|| Box::new(apart)), ..api }
        }
    };
    arguments::order(&mut api, &schemas);
    api.written = written(&api, diags.places());
    if let Some(apart) = &mut api.apart {
        apart.written.clone_from(&api.written);
    }
    let settled = lock.map(|it| it.finish(&mut api, diags));
    (api, settled)
}

/// How many operations there are to build from.
pub(crate) fn operations(spec: &Spec) -> usize {
    operation::found(spec, &mut Diagnostics::default()).len()
}

/// Where the parts of requests stand in the user's own file, for those that stand elsewhere now.
fn written(api: &Api, places: &Places) -> BTreeMap<Pointer, Pointer> {
    let of_operation = |it: &Operation| {
        let contents = it.body.iter().flat_map(|it| &it.contents).map(|it| it.pointer.clone());
        let params = it.params.iter().map(|it| it.pointer.clone());
        [it.pointer.clone()].into_iter().chain(params).chain(contents).collect::<Vec<_>>()
    };
    let all = api.operations.iter().flat_map(of_operation).map(|now| (places.pointer(&now), now));
    all.filter(|(written, now)| written != now).map(|(written, now)| (now, written)).collect()
}

/// What the document says and no crate has. It costs as much as the types of the crate do, so it is made only where
/// documents are compared.
pub(crate) fn aside(spec: &Spec, config: &Config) -> Aside {
    Aside {
        hooks: hooks::built(spec, config).map(Box::new),
        relative_servers: servers::relative(spec),
        bearer_formats: security::bearer_formats(spec),
    }
}

/// Every place that may have a `security` member.
fn security_holders(found: &[Found<'_>]) -> Vec<Pointer> {
    std::iter::once(Pointer::root()).chain(found.iter().map(|it| it.at().clone())).collect()
}

/// The tags that operations have, and the module of each group.
fn tags(spec: &Spec, found: &[Found<'_>]) -> (Vec<Tag>, BTreeMap<String, ModuleName>) {
    let groups: std::collections::BTreeSet<&str> = found.iter().map(|it| it.group.as_str()).collect();
    let names = Scope::new(Kind::Module, &[]).names(groups.iter().copied());
    let root = Raw::at(spec, &Pointer::root());
    let declared: Vec<_> = root.iter().flat_map(|it| it.items("tags")).filter_map(|at| Raw::at(spec, &at)).collect();
    let description = |wire: &str| declared.iter().find(|it| it.text("name") == Some(wire))?.string("description");
    let mut tags: Vec<_> = groups
        .iter()
        .map(|wire| {
            let module = ModuleName::new(names[wire].clone());
            let feature = Tag::feature_of(&module);
            Tag { module, feature, wire: (*wire).to_owned(), description: description(wire) }
        })
        .collect();
    tags.sort_by(|a, b| a.module.cmp(&b.module));
    let modules = groups.iter().map(|wire| ((*wire).to_owned(), ModuleName::new(names[wire].clone())));
    (tags, modules.collect())
}

#[cfg(test)]
mod tests;
