//! Types and operations that are built → the whole API: what is found by looking at finished types.

use super::groups::Parts;
use super::operation::number_headers;
use super::raw::Raw;
use super::schema::Schemas;
use super::{errors, package, paging, recursion, usage, xml};
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Aside, Docs, SecurityScheme, Server, Tag};
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
}

impl Facts<'_, '_> {
    /// The API of these parts. Findings about XML may go elsewhere than those about settings.
    pub fn api(&self, parts: Parts, diags: &mut Diagnostics, of_xml: Option<&mut Diagnostics>) -> Api {
        let Parts { mut types, mut operations, headers, webhooks } = parts;
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
            tag_features: self.config.client.tag_features.unwrap_or(operations.len() > MANY_OPERATIONS),
            types,
            operations,
            headers,
            webhooks,
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
