//! Tags as Cargo features: what each is called, and what is there under which.

use super::api::{Api, Tag};
use super::names::ModuleName;

/// The feature of all tags, which is on by default.
pub const ALL_OPERATIONS: &str = "all-operations";

/// Names that a feature of a tag cannot have: the features that every crate has, and that of signed webhooks.
pub(crate) const TAKEN: [&str; 16] = [
    ALL_OPERATIONS,
    "blocking",
    "chrono",
    "default",
    "gzip",
    "http2",
    "jiff",
    "native-tls",
    "reqwest",
    "rustls",
    "test-util",
    "time",
    "tracing",
    "url",
    "uuid",
    "webhooks",
];

impl Api {
    /// The tags that have operations, in the document's order.
    pub fn used_tags(&self) -> impl Iterator<Item = &Tag> {
        self.tags.iter().filter(|tag| self.operations_of(&tag.module).next().is_some())
    }

    /// The features of the tags that have operations, in their order; none where tags are no features.
    pub fn features(&self) -> Vec<String> {
        let tags = self.used_tags().filter(|_| self.tag_features);
        tags.filter_map(|tag| self.feature(&tag.module)).collect()
    }

    /// The feature of a tag, where tags are features.
    pub fn feature(&self, module: &ModuleName) -> Option<String> {
        let tag = self.tags.iter().find(|it| it.module == *module).filter(|_| self.tag_features)?;
        Some(tag.feature.clone())
    }
}

impl Tag {
    /// What the feature of a tag is called by itself: as its module in kebab case, with a word more where every crate has a
    /// feature of that name.
    pub(crate) fn feature_of(module: &ModuleName) -> String {
        let name = module.as_str().trim_matches('_').replace('_', "-");
        if TAKEN.contains(&name.as_str()) { format!("{name}-operations") } else { name }
    }
}
