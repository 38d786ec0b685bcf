//! Paged operations: as the settings say, as an extension of the document says, or by rule from the roles that
//! parameters and members of the response play (`request`, `next`, `end`, `list`, `rules`).
//!
//! The result goes into the coverage report, and so does the reason where something looks like paging and is not.

mod end;
mod extension;
mod list;
mod next;
mod request;
mod response;
mod rules;
mod same;
mod settings;
#[cfg(test)]
mod tests;
mod time;
mod words;

use self::rules::Verdict;
use super::draft::Draft;
use super::lookup::Lookup;
use crate::config::{Config, PageStyle, Pagination as Settings};
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Api, HeaderDef, Operation, Pagination};
use crate::spec::Spec;

/// Decides which operations are paged, and how. Nobody pages through callbacks and webhooks.
pub(super) fn run(draft: &mut Draft<'_>, diags: &mut Diagnostics) {
    let (spec, config) = (draft.spec, draft.config);
    if draft.purpose.has_crate() {
        draft.each(diags, |api, diags| add(spec, api, config, diags));
    }
}

fn add(spec: &Spec, api: &mut Api, config: &Config, diags: &mut Diagnostics) {
    let Api { operations, types, headers, .. } = api;
    let mut paging = Paging { spec, lookup: Lookup::new(types), headers, lenient: config.lenient, diags };
    for operation in operations {
        operation.pagination = match config.pagination.get(&operation.id) {
            Some(settings) => paging.by_settings(operation, settings),
            None => paging.by_document(operation),
        };
    }
}

struct Paging<'a> {
    spec: &'a Spec,
    lookup: Lookup<'a>,
    headers: &'a [HeaderDef],
    lenient: bool,
    diags: &'a mut Diagnostics,
}

impl Paging<'_> {
    fn by_settings(&mut self, operation: &Operation, settings: &Settings) -> Option<Pagination> {
        if settings.style == PageStyle::None {
            return None;
        }
        match settings::from_settings(&self.lookup, operation, self.headers, settings, "settings") {
            Ok(pagination) => {
                self.found(operation, "as the settings say");
                Some(pagination)
            }
            Err(_) if self.lenient => None,
            Err(why) => {
                let message =
                    format!("the settings for paging `{}` do not fit its request and response: {why}", operation.id);
                self.diags.error(code::PAGINATION, &operation.pointer, message);
                None
            }
        }
    }

    fn by_document(&mut self, operation: &Operation) -> Option<Pagination> {
        let extension = extension::of(self.spec, operation);
        if let Some(extension::Extension { name, settings }) = extension {
            if settings.style == PageStyle::None {
                self.not(operation, &operation.pointer, &format!("`{name}` says that there is one page"));
                return None;
            }
            match settings::from_settings(&self.lookup, operation, self.headers, &settings, name) {
                Ok(pagination) => {
                    self.found(operation, &format!("as `{name}` says"));
                    return Some(pagination);
                }
                Err(why) => self.not(operation, &operation.pointer, &format!("`{name}` does not fit: {why}")),
            }
        }
        match rules::by_rule(&self.lookup, operation, self.headers) {
            Verdict::Paged(pagination, evidence) => {
                self.found(operation, &format!("by {}: {evidence}", pagination.found_by));
                Some(*pagination)
            }
            Verdict::Not(at, why) => {
                self.not(operation, &at, &why);
                None
            }
            Verdict::Nothing => None,
        }
    }

    fn found(&mut self, operation: &Operation, how: &str) {
        self.diags.supported(code::PAGINATION, &operation.pointer, format!("`{}` is paged {how}", operation.id));
    }

    fn not(&mut self, operation: &Operation, at: &crate::Pointer, why: &str) {
        let id = &operation.id;
        let message =
            format!("`{id}` has no pages: {why}; `[pagination.{}]` in the settings can say otherwise", key(id));
        self.diags.documented(code::PAGINATION, at, message);
    }
}

/// An id as TOML writes it in a table's name.
fn key(id: &str) -> String {
    let bare = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if bare { id.to_owned() } else { format!("{id:?}") }
}
