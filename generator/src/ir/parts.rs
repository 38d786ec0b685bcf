//! Which parts of the runtime an API needs beside those that all do.

use super::api::Api;
use super::operation::{BodyKind, ContentKind};
use super::security::SchemeKind;

/// A part of the runtime that an API may not need: a Cargo feature of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuntimePart {
    /// Server-sent events.
    Events,
    /// Bodies of several parts.
    Multipart,
    /// Grants of OAuth 2.0.
    OAuth2,
    /// Signatures of webhooks. Whoever receives none needs none, so this one is a feature of the client, too.
    Webhooks,
    /// Bodies that are XML.
    Xml,
}

impl RuntimePart {
    /// All of them, by their features.
    pub const ALL: [Self; 5] = [Self::Events, Self::Multipart, Self::OAuth2, Self::Webhooks, Self::Xml];

    /// The feature's name.
    pub fn feature(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Multipart => "multipart",
            Self::OAuth2 => "oauth2",
            Self::Webhooks => "webhooks",
            Self::Xml => "xml",
        }
    }

    /// Whether it is for the user of a client to choose, where the API needs it at all.
    pub fn is_optional(self) -> bool {
        self == Self::Webhooks
    }
}

impl Api {
    /// The parts that generated code names.
    pub fn parts(&self) -> Vec<RuntimePart> {
        RuntimePart::ALL.into_iter().filter(|it| self.needs(*it)).collect()
    }

    fn needs(&self, part: RuntimePart) -> bool {
        let bodies = || self.operations.iter().filter_map(|it| it.body.as_ref()).flat_map(|it| &it.contents);
        match part {
            // Error responses are read as a whole, whatever their media type is.
            RuntimePart::Events => self.operations.iter().any(|it| it.output.has(ContentKind::EventStream)),
            RuntimePart::Multipart => bodies().any(|it| matches!(it.kind, BodyKind::Multipart(_))),
            RuntimePart::OAuth2 => {
                self.schemes.iter().any(|it| matches!(it.kind, SchemeKind::OAuth2(_) | SchemeKind::OpenId { .. }))
            }
            RuntimePart::Webhooks => self.events.signature.is_some(),
            RuntimePart::Xml => !self.xml.elements.is_empty(),
        }
    }
}
