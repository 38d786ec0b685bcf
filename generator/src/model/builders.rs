//! The builders: what the document declares, part by part, becomes a [`Draft`] that the passes complete.

use std::collections::{BTreeMap, BTreeSet};

use super::callbacks_and_webhooks;
use super::draft::{Draft, Purpose};
use super::grouped::Grouped;
use super::operation::{self, OperationObject, Shared};
use super::raw::Raw;
use super::schema::Types;
use super::{lock, security, servers, settings, webhooks};
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Docs, Errors, Events, ModuleName, Package, SecurityScheme, Server, Tag, Xml};
use crate::namer::{self, Kind, Scope};
use crate::spec::Spec;

/// The API of the document: its selected operations with all that they need, its schemas and its webhooks.
pub(super) fn document<'a>(spec: &'a Spec, config: &'a Config, purpose: Purpose, diags: &mut Diagnostics) -> Draft<'a> {
    let mut found = operation::operation_objects(spec, diags);
    settings::check(spec, config, &found, diags);
    found.retain(|it| it.wanted(config));
    if lock::are_grouped(config, &found, diags) {
        operation::group(&mut found);
    }
    let schemes = security::schemes(spec, config, diags);
    let (servers, default_path) = servers::of_document(spec, config.document_url.as_deref(), diags);
    let (tags, modules) = tags(spec, &found);
    security::unknown(spec, &schemes, &security_holders(&found), diags);
    draft(spec, config, purpose, Declared { found, modules, schemes, servers, default_path, tags }, diags)
}

/// The callbacks and webhooks of the document as operations; none where it has neither.
pub(super) fn callbacks_and_webhooks<'a>(
    spec: &'a Spec,
    config: &'a Config,
    diags: &mut Diagnostics,
) -> Option<Draft<'a>> {
    let (found, addresses) = callbacks_and_webhooks::found(spec, config, diags);
    if found.is_empty() {
        return None;
    }
    let modules = BTreeMap::from([(String::new(), ModuleName::new("callbacks_and_webhooks"))]);
    let declared = Declared { found, modules, ..Declared::default() };
    let mut draft = draft(spec, config, Purpose::CallbacksAndWebhooks, declared, diags);
    callbacks_and_webhooks::set_addresses(&mut draft.api.operations, addresses);
    Some(draft)
}

/// What is known before types and operations are built.
#[derive(Default)]
struct Declared<'a> {
    found: Vec<OperationObject<'a>>,
    /// The module of each group of operations.
    modules: BTreeMap<String, ModuleName>,
    schemes: Vec<SecurityScheme>,
    servers: Vec<Server>,
    /// The path of the default server, where the document names no host.
    default_path: Option<String>,
    tags: Vec<Tag>,
}

fn draft<'a>(
    spec: &'a Spec,
    config: &'a Config,
    purpose: Purpose,
    declared: Declared<'a>,
    diags: &mut Diagnostics,
) -> Draft<'a> {
    let Declared { found, modules, schemes, servers, default_path, tags } = declared;
    let mut types = Types::new(spec, config, diags);
    types.build_components();
    let mut headers = Vec::new();
    let shared = Shared { config, schemes: &schemes, modules: &modules };
    let operations = operation::build(spec, &mut types, &mut headers, found, &shared);
    let (mut webhooks, mut events) = (Vec::new(), Events::default());
    if purpose.has_crate() {
        settings::check_bodies(config, types.diags);
        (webhooks, events) = webhooks::build(spec, config, &mut types);
    }
    let (schemas, origins) = (types.schemas.clone(), types.take_origins());
    let types = types.into_defs();

    let info = Raw::at(spec, &Pointer::parse("/info"));
    let text = |key: &str| info.as_ref().and_then(|it| it.string(key));
    let title = text("title").unwrap_or_default();
    let api = Api {
        package: package(config, &title),
        version: text("version").unwrap_or_default(),
        docs: Docs { title: text("x-octogen-summary"), description: text("description"), ..Docs::default() },
        title,
        servers,
        default_path,
        schemes,
        tags,
        tag_features: false,
        types,
        operations,
        headers,
        webhooks,
        events,
        errors: Errors::default(),
        xml: Xml::default(),
        written: BTreeMap::new(),
    };
    Draft { spec, config, purpose, schemas, origins, api, grouped: Grouped::default(), lock: None, names: None }
}

fn package(config: &Config, title: &str) -> Package {
    let name = config.package.name.clone().unwrap_or_else(|| namer::package_of(title));
    Package {
        library: namer::crate_of(&name),
        name,
        version: config.package.version.clone().unwrap_or_else(|| "0.1.0".to_owned()),
        auth_env: config.auth.env.clone(),
        about: config.package.about.clone(),
    }
}

/// All locations that may have a `security` member.
fn security_holders(found: &[OperationObject<'_>]) -> Vec<Pointer> {
    std::iter::once(Pointer::root()).chain(found.iter().map(|it| it.at().clone())).collect()
}

/// The tags that operations have, and the module of each group.
fn tags(spec: &Spec, found: &[OperationObject<'_>]) -> (Vec<Tag>, BTreeMap<String, ModuleName>) {
    let groups: BTreeSet<&str> = found.iter().map(|it| it.group.as_str()).collect();
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
