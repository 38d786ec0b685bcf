//! `src/client.rs`: the static description of the API, the way to a client, and one setter for each credential.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs::{Text, code_span, one_line};
use super::module::Module;
use super::operations::option;
use super::quick_start::mock_start;
use super::servers::server_spec;
use crate::ir::{Api, ApiKeyLocation, OAuthFlow, SchemeKind, SecurityScheme, Server, ServerVariable};

/// The module.
pub fn module(api: &Api) -> Module {
    let imports = imports(api);
    let items = [imports, spec(api)].into_iter().chain(types(api)).chain([constructors(api)]);
    let items = items.chain(credentials(api)).chain(servers(api));
    Module::new(
        "src/client.rs",
        Text::sentence("How a client of this API is made: its servers and credentials."),
        items,
    )
}

fn imports(api: &Api) -> TokenStream {
    let settable = api.schemes.iter().any(|it| it.kind != SchemeKind::MutualTls);
    let credentials = settable.then(|| quote!(Credential,));
    let token = api.schemes.iter().any(takes_secret).then(|| quote!(Secret,));
    let scheme = (!api.schemes.is_empty()).then(|| quote!(SchemeKind, SchemeSpec,));
    let server = (!api.servers.is_empty() || api.default_path.is_some()).then(|| quote!(ServerSpec,));
    let variable = api.servers.iter().any(|it| !it.variables.is_empty()).then(|| quote!(ServerVariableSpec,));
    quote!(use crate::runtime::{self, ApiSpec, #credentials #scheme #token #server #variable};)
}

fn takes_secret(scheme: &SecurityScheme) -> bool {
    scheme.kind != SchemeKind::MutualTls
}

/// The constants that the runtime works from.
fn spec(api: &Api) -> TokenStream {
    let name = &api.package.name;
    let agent = format!("{}/{}", api.package.name, api.package.version);
    let version = &api.package.version;
    let path = api.default_path.iter().map(|path| quote!(ServerSpec { url: #path, variables: &[] }));
    let servers = api.servers.iter().map(server_spec).chain(path);
    let schemes = api.schemes.iter().map(scheme_spec);
    quote! {
        /// What the document says of the API as a whole.
        static API: ApiSpec = ApiSpec {
            name: #name,
            version: #version,
            user_agent: #agent,
            servers: &[#(#servers),*],
            schemes: &[#(#schemes),*],
            tracer: TRACER,
        };

        #[cfg(feature = "tracing")]
        runtime::tracer! {}
        #[cfg(not(feature = "tracing"))]
        const TRACER: Option<&'static runtime::Tracer> = None;
    }
}

fn scheme_spec(scheme: &SecurityScheme) -> TokenStream {
    let SecurityScheme { wire, name, .. } = scheme;
    let setter = name.as_str();
    let kind = match &scheme.kind {
        SchemeKind::ApiKey { location: ApiKeyLocation::Header, parameter } => quote!(ApiKeyHeader(#parameter)),
        SchemeKind::ApiKey { location: ApiKeyLocation::Query, parameter } => quote!(ApiKeyQuery(#parameter)),
        SchemeKind::ApiKey { location: ApiKeyLocation::Cookie, parameter } => quote!(ApiKeyCookie(#parameter)),
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Bearer => quote!(Bearer),
        SchemeKind::Http(scheme) => quote!(Http(#scheme)),
        SchemeKind::OAuth2(flows) => {
            let token_url = option(flows.iter().find_map(|it| it.token_url.as_ref()));
            quote!(OAuth2 { token_url: #token_url })
        }
        SchemeKind::OpenId { .. } => quote!(OpenId),
        SchemeKind::MutualTls => quote!(MutualTls),
    };
    quote!(SchemeSpec { name: #wire, setter: #setter, kind: SchemeKind::#kind })
}

fn constructors(api: &Api) -> TokenStream {
    let Some((variable, scheme)) = api.from_env() else { return TokenStream::new() };
    let setter = &api.schemes[scheme].name;
    let docs = format!(" A client with the credential of the environment variable {}.", code_span(variable));
    let start = format!(" Starts a client with the credential of the environment variable {}.", code_span(variable));
    let missing = format!("the environment variable `{variable}` is not set, or is not Unicode");
    quote! {
        impl Client {
            #[doc = #docs]
            ///
            /// # Errors
            ///
            /// The variable is not set, or no client can be made.
            pub fn from_env() -> Result<Self, crate::Error> {
                ClientBuilder::from_env()?.build()
            }
        }

        impl ClientBuilder {
            #[doc = #start]
            ///
            /// # Errors
            ///
            /// The variable is not set.
            pub fn from_env() -> Result<Self, crate::Error> {
                match std::env::var(#variable) {
                    Ok(secret) => Ok(Client::builder().#setter(secret)),
                    Err(_) => Err(crate::Error::argument(#missing)),
                }
            }
        }
    }
}

/// The client's types, which the runtime's macros make, and those of features.
fn types(api: &Api) -> Vec<TokenStream> {
    let example = mock_start(api).map(|it| format!("```no_run\n{it}```")).unwrap_or_default();
    let docs = Text::sentence("Starts a mock server of this API on a free port of this machine.")
        .paragraph(example)
        .paragraph("# Errors")
        .paragraph("There is no port to listen on.");
    let roots = api.xml.roots.iter().map(|(at, table)| {
        let at = at.as_str();
        quote!((#at, &crate::xml::#table))
    });
    vec![
        quote! {
            /// The document, for the mock server.
            #[cfg(feature = "test-util")]
            static DOCUMENT: runtime::mock::Document =
                runtime::mock::Document::new(include_str!("../openapi.json"), &[#(#roots),*]);
        },
        quote!(runtime::client_types! { API, crate::ErrorBody }),
        quote! {
            #[cfg(feature = "blocking")]
            runtime::blocking_calls! {}
        },
        quote! {
            #[cfg(not(feature = "blocking"))]
            runtime::calls_without_blocking! {}
        },
        quote! {
            #[cfg(feature = "reqwest")]
            runtime::http_client! {}
        },
        quote! {
            #[cfg(feature = "test-util")]
            runtime::mock_server! { crate::ErrorBody }
        },
        quote! {
            #[cfg(feature = "test-util")]
            impl mock::Server {
                #docs
                pub async fn start() -> std::io::Result<Self> {
                    Self::serve(&API, &DOCUMENT).await
                }
            }
        },
    ]
}

/// The builder's setters for credentials, each for the scheme of that index.
fn credentials(api: &Api) -> Option<TokenStream> {
    let setters: Vec<_> = api.schemes.iter().enumerate().flat_map(|(index, it)| setters(api, index, it)).collect();
    (!setters.is_empty()).then(|| {
        quote! {
            impl ClientBuilder {
                #(#setters)*
            }
        }
    })
}

fn setters(api: &Api, index: usize, scheme: &SecurityScheme) -> Vec<TokenStream> {
    let place = Literal::usize_unsuffixed(index);
    let name = &scheme.name;
    let docs = Text::new(&scheme.docs, &format!("Sets the credential of {}.", code_span(&scheme.wire)));
    let docs = sent_as(&scheme.kind).into_iter().fold(docs, Text::paragraph);
    match &scheme.kind {
        SchemeKind::MutualTls => Vec::new(),
        SchemeKind::Basic => vec![quote! {
            #docs
            #[must_use]
            pub fn #name(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
                self.credential(#place, Credential::basic(user, password))
            }
        }],
        kind => {
            let setter = quote! {
                #docs
                #[must_use]
                pub fn #name(self, secret: impl Into<Secret>) -> Self {
                    self.credential(#place, Credential::token(secret))
                }
            };
            let flows = if let SchemeKind::OAuth2(flows) = kind { flows.as_slice() } else { &[] };
            let more = [provider(api, index, scheme), grant(api, index, scheme, flows)];
            [setter].into_iter().chain(more.into_iter().flatten()).collect()
        }
    }
}

/// How the credential is sent.
fn sent_as(kind: &SchemeKind) -> Option<String> {
    let of_key = |location: &ApiKeyLocation, parameter: &str| {
        let location = match location {
            ApiKeyLocation::Header => "header",
            ApiKeyLocation::Query => "query parameter",
            ApiKeyLocation::Cookie => "cookie",
        };
        format!("the {location} {}", code_span(parameter))
    };
    let way = match kind {
        SchemeKind::ApiKey { location, parameter } => of_key(location, parameter),
        SchemeKind::Basic => "HTTP Basic".to_owned(),
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenId { .. } => "a bearer token".to_owned(),
        SchemeKind::Http(_) | SchemeKind::MutualTls => return None,
    };
    Some(format!("It is sent as {way}."))
}

/// A second setter's name; none where a scheme of the document has it already.
fn second_name(api: &Api, scheme: &SecurityScheme, suffix: &str) -> Option<Ident> {
    let name = format_ident!("{}_{suffix}", scheme.name.as_str());
    (!api.schemes.iter().any(|it| name == it.name.as_str())).then_some(name)
}

/// For credentials that change: asked for one whenever it is needed.
fn provider(api: &Api, index: usize, scheme: &SecurityScheme) -> Option<TokenStream> {
    let name = second_name(api, scheme, "provider")?;
    let place = Literal::usize_unsuffixed(index);
    let docs = format!(" As [`{0}`](Self::{0}), asked of a provider.", scheme.name);
    Some(quote! {
        #[doc = #docs]
        #[must_use]
        pub fn #name(self, provider: impl runtime::TokenProvider) -> Self {
            self.credential(#place, Credential::provider(provider))
        }
    })
}

/// For OAuth 2.0: client credentials or a refresh token (RFC 6749, sections 4.4 and 6).
fn grant(api: &Api, index: usize, scheme: &SecurityScheme, flows: &[OAuthFlow]) -> Option<TokenStream> {
    let place = Literal::usize_unsuffixed(index);
    let token_urls = flows.iter().filter_map(|it| it.token_url.as_deref());
    let name = second_name(api, scheme, "grant").filter(|_| !flows.is_empty())?;
    let urls: Vec<_> = token_urls.map(code_span).collect();
    let mut scopes: Vec<_> = flows.iter().flat_map(|it| &it.scopes).collect();
    scopes.sort();
    scopes.dedup();
    let scopes = scopes.iter().map(|(name, words)| format!("* {}: {}", code_span(name), one_line(words)));
    let scopes = scopes.collect::<Vec<_>>().join("\n");
    let docs =
        Text::sentence(format!("As [`{0}`](Self::{0}), with tokens that are fetched as they are needed.", scheme.name))
            .paragraph(urls.first().map(|it| format!("The document names {it}.")).unwrap_or_default())
            .paragraph(if scopes.is_empty() { "" } else { "Scopes:" })
            .paragraph(scopes);
    Some(quote! {
        #docs
        #[must_use]
        pub fn #name(self, grant: runtime::OAuth2) -> Self {
            self.credential(#place, Credential::oauth2(grant))
        }
    })
}

/// The document's servers as constants, and a setter for each of their variables.
fn servers(api: &Api) -> Option<TokenStream> {
    let constants = api.servers.iter().enumerate().map(|(index, server)| constant(index, server));
    let mut setters: Vec<&ServerVariable> = Vec::new();
    for variable in api.servers.iter().flat_map(|it| &it.variables) {
        if !setters.iter().any(|it| it.name == variable.name) {
            setters.push(variable);
        }
    }
    let setters = setters.into_iter().map(variable_setter);
    (!api.servers.is_empty()).then(|| {
        quote! {
            impl Server {
                #(#constants)*
                #(#setters)*
            }
        }
    })
}

fn constant(index: usize, server: &Server) -> TokenStream {
    let place = Literal::usize_unsuffixed(index);
    let name = &server.name;
    let url = code_span(&server.url);
    let docs = match server.description.as_deref().map(one_line).filter(|it| !it.is_empty()) {
        Some(words) => Text::sentence(words).paragraph(url),
        None => Text::sentence(url),
    };
    quote! {
        #docs
        pub const #name: Self = Self::new(&API.servers[#place]);
    }
}

fn variable_setter(variable: &ServerVariable) -> TokenStream {
    let ServerVariable { name, wire, default, values, .. } = variable;
    let sets = format!("Sets the variable {}, {} otherwise.", code_span(wire), code_span(default));
    let words = variable.description.as_deref().map(one_line).filter(|it| !it.is_empty());
    let listed: Vec<_> = values.iter().map(|it| code_span(it)).collect();
    let allowed = if listed.is_empty() { String::new() } else { format!("One of {}.", listed.join(", ")) };
    let docs = match words {
        Some(words) => Text::sentence(words).paragraph(sets),
        None => Text::sentence(sets),
    };
    let docs = docs.paragraph(allowed);
    quote! {
        #docs
        #[must_use]
        pub fn #name(self, #name: impl Into<String>) -> Self {
            self.with(#wire, #name)
        }
    }
}
