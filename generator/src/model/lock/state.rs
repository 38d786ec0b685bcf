//! A lock in use.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diagnostics::{At, Diagnostics, code};
use crate::ir::TypeName;
use crate::model::grouped::Labels;
use crate::names::{Entry, Names, Settled};
use crate::spec::Spec;

/// The lock of a document that is being built.
pub(in crate::model) struct Lock<'a> {
    pub spec: &'a Spec,
    pub config: &'a Config,
    /// What was called how, by the keys of this document.
    pub known: Names,
    /// What is called how.
    pub settled: Settled,
    /// The keys of types, by what they would be called by themselves.
    pub keys: BTreeMap<TypeName, String>,
    /// The keys of operations, in their order.
    pub operations: Vec<String>,
    /// What the lock calls components and inline types, by what they would be called by themselves.
    pub components: Labels,
    pub inline: Labels,
    /// The order of arguments of `new`, by the names of their types.
    pub orders: BTreeMap<TypeName, Vec<String>>,
    /// The groups of operations in the lock, by the keys of these.
    pub groups: BTreeMap<String, String>,
    /// The keys that are known under each name.
    pub by_name: BTreeMap<String, Vec<String>>,
}

impl Lock<'_> {
    /// What the lock calls inline types.
    pub fn labels(&self) -> &Labels {
        &self.inline
    }

    /// Reports a thing that the lock and the settings name differently.
    pub(super) fn refuse_setting(&self, what: &str, entry: &Entry, setting: &str, diags: &mut Diagnostics) {
        if self.config.lenient {
            return;
        }
        let message = format!("`{what}` is `{}` here and `{setting}` in the settings, under `naming`", entry.value);
        let finding = diags.error_at(code::NAMES_LOCK, self.line(entry.line), message);
        finding.help("edit this line and remove the setting");
    }

    pub(super) fn refuse_reserved(&self, what: &str, entry: &Entry, diags: &mut Diagnostics) {
        let message = format!("`{what}` cannot be `{}`: the generated code has that name", entry.value);
        diags.error_at(code::NAMES_LOCK, self.line(entry.line), message).help("give it another name");
    }

    pub(super) fn refuse_clash(&self, what: &str, entry: &Entry, first: Option<usize>, diags: &mut Diagnostics) {
        let message = format!("`{what}` cannot be `{}`: another thing beside it has that name", entry.value);
        let finding = diags.error_at(code::NAMES_LOCK, self.line(entry.line), message);
        if let Some(line) = first {
            finding.also_at(self.line(line), "the other one");
        }
        finding.help("give one of the two another name");
    }

    fn line(&self, line: usize) -> At {
        At::Line { file: self.known.file().to_owned(), line, column: 0 }
    }
}
