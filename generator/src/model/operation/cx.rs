//! An operation in the making: what its parts share.

use std::collections::BTreeMap;

use super::path;
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{HeaderDef, ModuleName, SecurityScheme, TypeName};
use crate::model::raw::Raw;
use crate::model::schema::{Merged, Place, Types};
use crate::namer::{Scope, phrase, words_of};
use crate::spec::Spec;

/// What all operations share while they are built.
pub(in crate::model) struct Shared<'s> {
    /// The document.
    pub config: &'s Config,
    /// The security schemes, in order.
    pub schemes: &'s [SecurityScheme],
    /// Groups and their modules.
    pub modules: &'s BTreeMap<String, ModuleName>,
}

/// One operation in the making.
pub(super) struct Cx<'a, 'd, 't, 's> {
    pub spec: &'a Spec,
    pub types: &'t mut Types<'a, 'd>,
    pub headers: &'t mut Vec<HeaderDef>,
    pub shared: &'t Shared<'s>,
    pub methods: &'t mut Scope,
    pub markers: &'t mut Scope,
    pub marker: TypeName,
}

impl<'a> Cx<'a, '_, '_, '_> {
    pub fn merged(&self, schema: &Pointer) -> Merged<'a> {
        Merged::of(&self.types.schemas, &schema.clone().into(), &mut Diagnostics::default())
    }

    /// The words for an inline schema of this operation, or of the shared component in which it stands.
    pub fn place(&self, at: &Pointer, words: &[&str]) -> Place {
        let tokens: Vec<String> = at.tokens().collect();
        match tokens.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["components", kind @ ("parameters" | "responses" | "requestBodies" | "headers"), name, ..] => {
                let word = component_word(kind);
                let is_taken =
                    || Raw::at(self.spec, &Pointer::root().key("components").key("schemas").key(name)).is_some();
                match ends_with_word(name, word) && !is_taken() {
                    true => Place::of([*name]),
                    false => Place::of([*name, word]),
                }
            }
            ["paths", path, "parameters", ..] => {
                Place::of([path::words("", path, &path::Lead::default()).as_str()]).within(words.iter().copied())
            }
            // A body by itself is the operation's; a parameter, or what comes with one status, has words of its own.
            [.., before, _] if *before != "parameters" && words.len() == 1 => {
                Place::of([self.marker.as_str(), words[0]])
            }
            _ => Place::of([self.marker.as_str()]).within(words.iter().copied()),
        }
    }
}

fn component_word(kind: &str) -> &'static str {
    match kind {
        "parameters" => "Param",
        "responses" => "Response",
        "requestBodies" => "Body",
        _ => "Header",
    }
}

/// Whether the last of several words of a name is this one, as in `NotFoundResponse` and `date_range_param`.
fn ends_with_word(name: &str, word: &str) -> bool {
    matches!(words_of(name).as_slice(), [.., _, last] if last.eq_ignore_ascii_case(word))
}

/// The words of an enum that belongs to an operation: `RunSearch` + `Output`.
pub(super) fn owned(markers: &mut Scope, marker: &TypeName, word: &str) -> TypeName {
    TypeName::new(markers.name(&[&phrase([marker.as_str(), word])]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_says_its_kind_once() {
        for (name, word, expected) in [
            ("NotFoundResponse", "Response", true),
            ("date_range_param", "Param", true),
            ("trigger.response", "Response", true),
            ("HTTPResponse", "Response", true),
            ("NotFound", "Response", false),
            ("Response", "Response", false),
            ("correspondenceresponse", "Response", false),
            ("Größe", "Body", false),
        ] {
            assert_eq!(ends_with_word(name, word), expected, "{name}");
        }
    }
}
