//! What a document says of the XML of a schema, and what can be a name there.

/// The `xml` keyword of a schema, its own members before those of what it refers to.
#[derive(Debug, Default)]
pub(super) struct Keywords {
    pub name: Option<String>,
    pub prefix: Option<String>,
    pub namespace: Option<String>,
    pub node: Option<String>,
    pub attribute: bool,
    pub wrapped: bool,
}

impl Keywords {
    /// The name of the element, with its prefix.
    pub fn element_name(&self, otherwise: &str) -> String {
        match (self.prefix.as_deref().filter(|it| !it.is_empty()), self.name.as_deref()) {
            (Some(prefix), Some(name)) => format!("{prefix}:{name}"),
            // The name of a list may have a prefix already, which is not that of its items.
            (Some(prefix), None) => format!("{prefix}:{}", otherwise.rsplit(':').next().unwrap_or(otherwise)),
            (None, name) => name.unwrap_or(otherwise).to_owned(),
        }
    }

    /// The prefix and the namespace.
    pub fn namespace(&self) -> Option<(String, String)> {
        Some((self.prefix.clone().unwrap_or_default(), self.namespace.clone()?))
    }
}

/// Whether elements and attributes can be called so (XML 1.0, section 2.3, as the runtime has it).
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'))
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-' | '.' | '\u{b7}'))
}
