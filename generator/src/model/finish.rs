//! Types and operations that are built → the whole API: what is found by looking at finished types.

use super::groups::Parts;
use super::operation::number_headers;
use super::raw::Raw;
use super::schema::Schemas;
use super::{errors, paging, recursion, usage, webhooks, xml};
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Aside, Docs, Events, Package, SecurityScheme, Server, Tag};
use crate::namer;
use crate::spec::Spec;

/// From more operations on each tag is a Cargo feature, where the settings do not say it: what is compiled for nothing counts
/// then.
const MANY_OPERATIONS: usize = 100;

/// What an API has beside types and operations.
pub(super) struct Facts<'a, 's> {
    pub spec: &'a Spec,
    pub config: &'a Config,
    pub schemas: &'s Schemas<'a>,
    pub schemes: Vec<SecurityScheme>,
    pub servers: Vec<Server>,
    /// The path of the default server, where the document names no host.
    pub default_path: Option<String>,
    pub tags: Vec<Tag>,
    pub events: Events,
    /// Whether tags were features before.
    pub has_features: bool,
}

impl Facts<'_, '_> {
    /// Whether tags are features: as the settings say, else as they were, else where there are many operations.
    fn tag_features(&self, operations: usize) -> bool {
        let said = self.config.client.tag_features;
        said.unwrap_or((self.has_features && !self.config.prune) || operations > MANY_OPERATIONS)
    }

    /// The API of these parts. Findings about XML may go elsewhere than those about settings.
    pub fn api(&self, parts: Parts, diags: &mut Diagnostics, of_xml: Option<&mut Diagnostics>) -> Api {
        let Parts { mut types, mut operations, headers, webhooks } = parts;
        let events = Events { union: webhooks::union(&webhooks, &self.events.choice, &types), ..self.events.clone() };
        let (headers, places) = headers.named();
        number_headers(&mut operations, &places);
        paging::add(self.spec, &mut operations, &types, &headers, self.config, diags);
        let errors = errors::built(&mut operations, &types, self.config, diags);
        recursion::resolve(&mut types);
        let xml = xml::built(self.schemas, &types, &operations, of_xml.unwrap_or(diags));

        let info = Raw::at(self.spec, &Pointer::parse("/info"));
        let text = |key: &str| info.as_ref().and_then(|it| it.string(key));
        let title = text("title").unwrap_or_default();
        let mut api = Api {
            package: package(self.config, &title),
            version: text("version").unwrap_or_default(),
            docs: Docs { title: text("x-octogen-summary"), description: text("description"), ..Docs::default() },
            servers: self.servers.clone(),
            default_path: self.default_path.clone(),
            title,
            schemes: self.schemes.clone(),
            tags: self.tags.clone(),
            tag_features: self.tag_features(operations.len()),
            types,
            operations,
            headers,
            webhooks,
            events,
            errors,
            xml,
            written: Default::default(),
            apart: None,
            aside: Aside::default(),
        };
        usage::mark(&mut api);
        if !self.config.include.is_empty() || !self.config.exclude.is_empty() {
            usage::prune(&mut api);
        }
        api
    }
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
