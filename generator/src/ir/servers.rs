//! Where requests go.

use super::names::{ConstName, FieldName};

/// A server of the API (OpenAPI 3.1, section 4.8.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The constant that names it, `PRODUCTION`.
    pub name: ConstName,
    /// The URL template, `https://{region}.example.com/v1`.
    pub url: String,
    /// What it is, in the document's words.
    pub description: Option<String>,
    /// The variables of the template.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its setter, `region`.
    pub name: FieldName,
    /// Its name in the template.
    pub wire: String,
    /// The value where none is set.
    pub default: String,
    /// The allowed values, empty for any.
    pub values: Vec<String>,
    /// What it is, in the document's words.
    pub description: Option<String>,
}
