//! The type of `openapiv3` that each kind of object is read as.

use openapiv3::{
    AuthorizationCodeOAuth2Flow, Callback, Components, Contact, Discriminator, Encoding, Example,
    ExternalDocumentation, Header, Info, License, Link, MediaType, OAuth2Flows, OpenAPI, Operation, Parameter,
    PathItem, Paths, ReferenceOr, RequestBody, Response, Responses, Schema, SecurityScheme, Server, ServerVariable,
    Tag,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::grammar::Kind;

/// What is done with the type of a kind of object.
pub(super) trait ByModel {
    type Output;

    fn of<T: DeserializeOwned + Serialize>(self) -> Self::Output;
}

/// Calls `by` with the type of a kind; `None` for a kind that has none, which is read as a part of another one. The flows of
/// OAuth 2.0 have a type each: the one here has the members of all of them.
pub(super) fn of<M: ByModel>(kind: Kind, by: M) -> Option<M::Output> {
    Some(match kind {
        Kind::Document => by.of::<OpenAPI>(),
        Kind::Info => by.of::<Info>(),
        Kind::Contact => by.of::<Contact>(),
        Kind::License => by.of::<License>(),
        Kind::Server => by.of::<Server>(),
        Kind::ServerVariable => by.of::<ServerVariable>(),
        Kind::Paths => by.of::<Paths>(),
        Kind::PathItem => by.of::<PathItem>(),
        Kind::Operation => by.of::<Operation>(),
        Kind::ExternalDocs => by.of::<ExternalDocumentation>(),
        Kind::Parameter => by.of::<ReferenceOr<Parameter>>(),
        Kind::RequestBody => by.of::<ReferenceOr<RequestBody>>(),
        Kind::MediaType => by.of::<MediaType>(),
        Kind::Encoding => by.of::<Encoding>(),
        Kind::Responses => by.of::<Responses>(),
        Kind::Response => by.of::<ReferenceOr<Response>>(),
        Kind::Callback => by.of::<Callback>(),
        Kind::Example => by.of::<ReferenceOr<Example>>(),
        Kind::Link => by.of::<ReferenceOr<Link>>(),
        Kind::Header => by.of::<ReferenceOr<Header>>(),
        Kind::Tag => by.of::<Tag>(),
        Kind::Schema => by.of::<ReferenceOr<Schema>>(),
        Kind::Discriminator => by.of::<Discriminator>(),
        Kind::SecurityScheme => by.of::<ReferenceOr<SecurityScheme>>(),
        Kind::OAuthFlows => by.of::<OAuth2Flows>(),
        Kind::OAuthFlow => by.of::<AuthorizationCodeOAuth2Flow>(),
        Kind::Components => by.of::<Components>(),
        Kind::Xml => return None,
    })
}
