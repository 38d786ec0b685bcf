//! An API as one of its documents has it, to be compared with another document's.

use std::collections::BTreeMap;

use super::api::Api;

/// One revision of an API: what its crate is made from, and what only a comparison with another revision asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Revision {
    /// What the crate is made from. Its public items are compared.
    pub api: Api,
    /// The same API with a type for each location, where equal inline schemas of several locations are one type of the
    /// crate. None where no two are equal.
    pub ungrouped: Option<Api>,
    /// The callbacks and webhooks as operations, with types of their own. None where the document has neither.
    pub callbacks_and_webhooks: Option<Api>,
    /// The servers whose URLs are relative to the location of the document, such as `/v1`.
    pub relative_servers: Vec<String>,
    /// The `bearerFormat` of security schemes, by the scheme's name.
    pub bearer_formats: BTreeMap<String, String>,
}

impl Revision {
    /// The API with a type for each location: what is compared for the wire, where groups do not count.
    pub fn ungrouped(&self) -> &Api {
        self.ungrouped.as_ref().unwrap_or(&self.api)
    }
}
