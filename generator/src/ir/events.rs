//! The type of webhook events: how a reader distinguishes them, and how the server signs them.

use super::names::VariantName;
use super::types::{Choice, TypeRef};

/// The type of all events that the API sends.
#[derive(Clone, Debug, PartialEq)]
pub struct Events {
    /// How a reader distinguishes them, by their indices among the webhooks.
    pub choice: Choice,
    /// The variant that keeps an event which is not known, as JSON.
    pub fallback: VariantName,
    /// The document's own union of all events, which is the type of events then.
    pub union: Option<TypeRef>,
    /// How they are signed, if the settings or the document say so.
    pub signature: Option<Signature>,
}

/// How the server signs what it sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// Standard Webhooks 1.0.
    StandardWebhooks,
    /// `sha256=…` over the body.
    GitHub {
        /// The header that has it, lower case.
        header: String,
    },
    /// `t=…,v1=…` over the time and the body.
    Stripe {
        /// The header that has it, lower case.
        header: String,
    },
}

impl Default for Events {
    /// Those of an API that sends none.
    fn default() -> Self {
        Self {
            choice: Choice::Untagged(Vec::new()),
            fallback: VariantName::new("Unknown"),
            union: None,
            signature: None,
        }
    }
}
