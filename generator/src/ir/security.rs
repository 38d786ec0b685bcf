//! Security schemes and the security requirements of operations (OpenAPI 3.1, sections 4.8.27 and 4.8.30).

use super::docs::Docs;
use super::names::FieldName;
use crate::Pointer;

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// The key under `components.securitySchemes`.
    pub wire: String,
    /// The setter on the client's builder, `api_key`.
    pub name: FieldName,
    /// What kind it is.
    pub kind: SchemeKind,
    /// What the document says about it.
    pub docs: Docs,
    /// Where it is declared.
    pub pointer: Pointer,
}

/// The kinds of schemes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// Where it goes.
        location: ApiKeyLocation,
        /// The name of the header, parameter or cookie.
        parameter: String,
    },
    /// HTTP Basic (RFC 7617).
    Basic,
    /// HTTP Bearer (RFC 6750).
    Bearer,
    /// Another HTTP scheme: the user gives the whole credentials after the scheme's name.
    Http(String),
    /// OAuth 2.0 (RFC 6749); the token goes as Bearer.
    OAuth2(Vec<OAuthFlow>),
    /// OpenID Connect; the token goes as Bearer.
    OpenId {
        /// The discovery document.
        url: String,
    },
    /// Mutual TLS: the user's own HTTP client carries the certificate.
    MutualTls,
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// A header.
    Header,
    /// The query string.
    Query,
    /// A cookie.
    Cookie,
}

/// A flow of an OAuth 2.0 scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthFlow {
    /// `clientCredentials`, `authorizationCode`, `password`, `implicit` or `deviceAuthorization`.
    pub kind: String,
    /// `tokenUrl`.
    pub token_url: Option<String>,
    /// `authorizationUrl`.
    pub authorization_url: Option<String>,
    /// `refreshUrl`.
    pub refresh_url: Option<String>,
    /// Scopes and what they allow, by name.
    pub scopes: Vec<(String, String)>,
}

/// One alternative: all of these schemes together. An empty one means "no credentials".
pub type Requirement = Vec<SchemeUse>;

/// A scheme as an operation uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeUse {
    /// The index into [`Api::schemes`](super::Api::schemes).
    pub scheme: usize,
    /// The scopes it needs.
    pub scopes: Vec<String>,
}
