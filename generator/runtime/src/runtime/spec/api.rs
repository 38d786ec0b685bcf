//! The description of an API in constants: name, servers, security schemes.

use crate::runtime::spec::tracer::Tracer;

/// The description of an API that its client is built on.
#[derive(Debug)]
#[doc(hidden)]
pub struct ApiSpec {
    /// The crate's name.
    pub name: &'static str,
    /// The crate's version.
    pub version: &'static str,
    /// The `user-agent` that is sent where the builder sets no other.
    pub user_agent: &'static str,
    /// The servers of the document; the first one is the default.
    pub servers: &'static [ServerSpec],
    /// The security schemes; operations refer to them by their index.
    pub schemes: &'static [SchemeSpec],
    /// How calls are told to `tracing`, where the client's crate has that feature.
    pub tracer: Option<&'static Tracer>,
}

/// A server of the document.
#[derive(Debug)]
#[doc(hidden)]
pub struct ServerSpec {
    /// The URL template, `https://{region}.example.com/v1`; or a path, `/v1`, where the document names no host.
    pub url: &'static str,
    /// The variables of the template.
    pub variables: &'static [ServerVariableSpec],
}

impl ServerSpec {
    /// Whether it is a path without a host.
    pub(crate) fn is_relative(&self) -> bool {
        self.url.starts_with('/') && !self.url.starts_with("//")
    }
}

/// A variable of a server's URL template.
#[derive(Debug)]
#[doc(hidden)]
pub struct ServerVariableSpec {
    /// Its name in the template.
    pub name: &'static str,
    /// The default value.
    pub default: &'static str,
    /// The allowed values; none means any.
    pub values: &'static [&'static str],
}

/// A security scheme.
#[derive(Debug)]
#[doc(hidden)]
pub struct SchemeSpec {
    /// Its key in the document.
    pub name: &'static str,
    /// The builder's method that sets its credential, for messages.
    pub setter: &'static str,
    /// How the credential is sent.
    pub kind: SchemeKind,
}

/// How a credential is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum SchemeKind {
    /// A key in the header of that name.
    ApiKeyHeader(&'static str),
    /// A key in the query parameter of that name.
    ApiKeyQuery(&'static str),
    /// A key in the cookie of that name.
    ApiKeyCookie(&'static str),
    /// HTTP Basic (RFC 7617).
    Basic,
    /// HTTP Bearer (RFC 6750).
    Bearer,
    /// Another HTTP scheme of that name.
    Http(&'static str),
    /// OAuth 2.0; the token goes as Bearer.
    OAuth2 {
        /// The token URL, if the document has one.
        token_url: Option<&'static str>,
    },
    /// OpenID Connect; the token goes as Bearer.
    OpenId,
    /// Mutual TLS: the user's own HTTP client carries the certificate.
    MutualTls,
}

/// A security scheme as an operation requires it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub struct SchemeUse {
    /// The index in [`ApiSpec::schemes`].
    pub scheme: usize,
    /// The scopes it needs.
    pub scopes: &'static [&'static str],
}

impl SchemeUse {
    /// A scheme without scopes.
    pub const fn new(scheme: usize) -> Self {
        Self { scheme, scopes: &[] }
    }
}
