//! An API in the making: what the builders put together and the passes complete.

use super::grouped::Grouped;
use super::lock::state::Lock;
use super::schema::{Origins, Schemas};
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::Api;
use crate::names::Settled;
use crate::spec::Spec;

/// An API in the making.
pub(super) struct Draft<'a> {
    pub spec: &'a Spec,
    pub config: &'a Config,
    pub purpose: Purpose,
    /// The schemas of the document.
    pub schemas: Schemas<'a>,
    /// Where inline types come from.
    pub origins: Origins,
    /// The API, in which equal inline types become one.
    pub api: Api,
    /// What became of equal inline types.
    pub grouped: Grouped,
    /// The lock of the settings, from `lock::open` until `lock::close`.
    pub lock: Option<Lock<'a>>,
    /// The lock of the new client, after `lock::close`.
    pub names: Option<Settled>,
}

/// What an API is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// A crate.
    Crate,
    /// A crate, and comparisons with other revisions of the API.
    Revision,
    /// Comparisons of callbacks and webhooks, which no client calls.
    CallbacksAndWebhooks,
}

impl Purpose {
    /// Whether a crate is made from the API.
    pub fn has_crate(self) -> bool {
        self != Self::CallbacksAndWebhooks
    }
}

impl Draft<'_> {
    /// Does the same to the API and to the one without groups. Problems are reported of the former only, so that each is
    /// reported once.
    pub fn each(&mut self, diags: &mut Diagnostics, mut pass: impl FnMut(&mut Api, &mut Diagnostics)) {
        pass(&mut self.api, diags);
        if let Some(ungrouped) = &mut self.grouped.ungrouped {
            pass(ungrouped, &mut Diagnostics::default());
        }
    }
}
