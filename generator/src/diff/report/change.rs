//! The report: two verdicts, and the changes behind them.

use serde_json::{Value, json};

use crate::Pointer;
use crate::diff::verdict::{Class, Direction, Level, Wire};
use crate::source_map::Places;
use crate::surface::ItemChange;

/// The differences between two documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The worst verdict on the wire.
    pub wire: Wire,
    /// The worst verdict for the crate.
    pub rust: Level,
    /// The changes, the most severe first.
    pub changes: Vec<Change>,
    /// Method and path of the affected operations, by operation id.
    pub addresses: Vec<(String, String)>,
}

/// One change.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The kind of change, such as `response-enum-value-added`.
    pub id: String,
    /// What it is about.
    pub class: Class,
    /// The messages in which it is visible.
    pub direction: Direction,
    /// The verdict on the wire.
    pub wire: Wire,
    /// The verdict for the crate.
    pub rust: Level,
    /// The location in the words of the document, such as `Keyword.tags[]`.
    pub place: String,
    /// The old value, if it fits in a few words.
    pub before: String,
    /// The new value, if it fits in a few words.
    pub after: String,
    /// The location in the old document.
    pub old: Option<Pointer>,
    /// The location in the new document.
    pub new: Option<Pointer>,
    /// The ids of the affected operations.
    pub operations: Vec<String>,
    /// The affected public items of the crate.
    pub items: Vec<ItemChange>,
    /// The sentence for the reviewer.
    pub message: String,
    /// What callers have to do.
    pub callers: String,
    /// Whether the change may matter for security.
    pub security: bool,
    /// A hash that identifies the change across runs.
    pub fingerprint: String,
}

impl Report {
    /// The same report with each location as the authors wrote it, for readers: lowering moves parts of a document.
    #[must_use]
    pub fn written(mut self, old: &Places, new: &Places) -> Self {
        for change in &mut self.changes {
            change.old = change.old.as_ref().map(|it| old.pointer(it));
            change.new = change.new.as_ref().map(|it| new.pointer(it));
        }
        self
    }

    /// A report of these changes: the verdicts are the worst of them, and so is the order.
    pub fn new(mut changes: Vec<Change>, addresses: Vec<(String, String)>) -> Self {
        changes.sort_by(|a, b| {
            let severity = |it: &Change| (it.wire, it.rust, it.security, it.class);
            severity(b)
                .cmp(&severity(a))
                .then_with(|| (&a.place, &a.id, &a.fingerprint).cmp(&(&b.place, &b.id, &b.fingerprint)))
        });
        Self {
            wire: changes.iter().map(|it| it.wire).max().unwrap_or_default(),
            rust: changes.iter().map(|it| it.rust).max().unwrap_or_default(),
            changes,
            addresses,
        }
    }

    /// The report with other changes, and the operations that they reach.
    pub(in crate::diff) fn with(
        self,
        change: impl FnOnce(Vec<Change>) -> Vec<Change>,
        mut addresses: Vec<(String, String)>,
    ) -> Self {
        addresses.extend(self.addresses);
        addresses.sort();
        addresses.dedup();
        Self::new(change(self.changes), addresses)
    }

    /// Whether there are no changes.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether a check with this threshold fails. Metadata and documentation fail only [`FailOn::Any`].
    pub fn fails(&self, on: FailOn) -> bool {
        match on {
            FailOn::Any => !self.is_empty(),
            FailOn::Breaking => self.wire == Wire::Breaking,
            FailOn::Major => self.rust >= Level::Major,
            FailOn::Minor => self.rust >= Level::Minor,
        }
    }

    /// The machine-readable form; `report.schema.json` describes it.
    pub fn to_json(&self) -> Value {
        json!({
            "wire": self.wire.as_str(),
            "rust": self.rust.as_str(),
            "changes": self.changes.iter().map(Change::to_json).collect::<Vec<_>>(),
        })
    }
}

/// The threshold from which a check fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailOn {
    /// On any change at all.
    #[default]
    Any,
    /// On a change that breaks programs on the wire.
    Breaking,
    /// On a change that breaks programs at compile time.
    Major,
    /// On a change that asks for a minor version at least.
    Minor,
}

impl std::str::FromStr for FailOn {
    type Err = String;

    /// As on the command line.
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "any" => Ok(Self::Any),
            "breaking" => Ok(Self::Breaking),
            "major" => Ok(Self::Major),
            "minor" => Ok(Self::Minor),
            _ => Err(format!("`{text}` is none of any, breaking, major, minor")),
        }
    }
}

impl Change {
    fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "wire": self.wire.as_str(),
            "rust": self.rust.as_str(),
            "old": self.old.as_ref().map(ToString::to_string),
            "new": self.new.as_ref().map(ToString::to_string),
            "operations": self.operations,
            "items": self.items.iter().map(item).collect::<Vec<_>>(),
            "message": format!("{}: {}", self.message, self.callers),
            "fingerprint": self.fingerprint,
        })
    }
}

fn item(item: &ItemChange) -> Value {
    json!({
        "path": item.path,
        "rust": item.level.as_str(),
        "before": item.before,
        "after": item.after,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_are_those_of_the_authors() {
        let read = |kind: &str| {
            let text = format!(
                r##"{{ "swagger": "2.0", "info": {{ "title": "Pets", "version": "1" }},
                "paths": {{ "/pets": {{ "get": {{ "operationId": "list", "responses": {{ "200": {{
                    "description": "Pets.", "schema": {{ "$ref": "#/definitions/Pet" }} }} }} }} }} }},
                "definitions": {{ "Pet": {{ "type": "object", "properties": {{ "age": {{ "type": "{kind}" }} }} }} }} }}"##
            );
            crate::read(&crate::Source::new("pets.json", &text), &crate::Config::default()).unwrap()
        };
        let (old, new) = (read("string"), read("integer"));
        let report = crate::diff::compare(&old.revision, &new.revision);
        let report = report.written(old.diagnostics.places(), new.diagnostics.places());
        let at = Some(Pointer::parse("/definitions/Pet/properties/age"));
        assert!(report.changes.iter().any(|it| it.old == at && it.new == at), "{:#?}", report.changes);
    }
}
