//! The whole API: its package, servers, types, operations and webhooks.

use std::collections::BTreeMap;

use super::constraints::Constraints;
use super::docs::Docs;
use super::errors::Errors;
use super::names::{ConstName, ModuleName, TypeName};
use super::operation::Operation;
use super::security::SecurityScheme;
use super::servers::Server;
use super::types::{TypeDef, TypeRef};
use super::xml::Xml;
use crate::Pointer;
use crate::config::About;

/// Everything that is known of an API, decided and named.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The crate to be written.
    pub package: Package,
    /// `info.title`.
    pub title: String,
    /// `info.version`, the document's own version; not the crate's.
    pub version: String,
    /// `info.description` and friends.
    pub docs: Docs,
    /// The servers, the first one being the default. Empty means that the user has to name one.
    pub servers: Vec<Server>,
    /// The path of the default server, where the document names no host: the client puts it below the host that the
    /// user names.
    pub default_path: Option<String>,
    /// The security schemes that an operation uses, by name.
    pub schemes: Vec<SecurityScheme>,
    /// The tags, in the document's order; a module and a file each.
    pub tags: Vec<Tag>,
    /// Whether each tag is a Cargo feature.
    pub tag_features: bool,
    /// All types, by name.
    pub types: Vec<TypeDef>,
    /// All operations, by path and method.
    pub operations: Vec<Operation>,
    /// The documented response headers, one for each wire name and type, by constant name.
    pub headers: Vec<HeaderDef>,
    /// Events that the API sends to its users (3.1 `webhooks`), by name.
    pub webhooks: Vec<Webhook>,
    /// The type of these events.
    pub events: super::events::Events,
    /// What error responses have, all operations taken together.
    pub errors: Errors,
    /// How the bodies that are XML are read and written.
    pub xml: Xml,
    /// Where the parts of requests stand in the user's own file, for those that lowering or bundling moved.
    pub written: BTreeMap<Pointer, Pointer>,
}

/// The crate to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The package name, `octolens`.
    pub name: String,
    /// The library as Rust names it.
    pub library: String,
    /// The package version.
    pub version: String,
    /// The environment variable that `Client::from_env` reads, `OCTOLENS_API_KEY`.
    pub auth_env: Option<String>,
    /// What its owner says of it in the settings.
    pub about: About,
}

/// A tag: a module of operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The module and file, `mentions`.
    pub module: ModuleName,
    /// The tag as the document has it, `Mentions`.
    pub wire: String,
    /// Its Cargo feature, where tags are features: `price-lists`.
    pub feature: String,
    /// Its description.
    pub description: Option<String>,
}

/// A documented response header, a typed key for `Response::header`.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderDef {
    /// The constant, `X_TOTAL_COUNT`.
    pub name: ConstName,
    /// The header's name, lower case.
    pub wire: String,
    /// The type of its value.
    pub ty: TypeRef,
    /// The constraints of an inline schema.
    pub constraints: Constraints,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// What it says.
    pub docs: Docs,
    /// Where it is declared first.
    pub pointer: Pointer,
}

/// An event that the API sends.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// The key under `webhooks`, `post.published`.
    pub wire: String,
    /// What it says.
    pub docs: Docs,
    /// The type of the event's body, and where it is JSON.
    pub ty: TypeRef,
    /// The member of the payload that identifies this event, and its value, if the document has one.
    pub tag: Option<(String, String)>,
    /// The variant of the event enum.
    pub variant: super::names::VariantName,
    /// Where it is declared.
    pub pointer: Pointer,
    /// The schema of the body.
    pub body: Pointer,
}

impl Api {
    /// The type of that name; every name in an `Api` has one.
    pub fn type_def(&self, name: &TypeName) -> &TypeDef {
        let found = self.types.binary_search_by(|it| it.name.cmp(name));
        &self.types[found.expect("`model` keeps the types sorted and never names one that it did not make")]
    }

    /// The pointer as the document's author would write it.
    pub fn written<'a>(&'a self, pointer: &'a Pointer) -> &'a Pointer {
        self.written.get(pointer).unwrap_or(pointer)
    }

    /// The operations of one tag's module.
    pub fn operations_of<'a>(&'a self, module: &'a ModuleName) -> impl Iterator<Item = &'a Operation> {
        self.operations.iter().filter(move |it| &it.module == module)
    }
}
