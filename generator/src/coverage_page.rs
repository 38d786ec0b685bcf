//! The coverage as a page for a browser: each part with the document's lines and the Rust item that came of it, side by
//! side.

use std::collections::BTreeMap;

use crate::Pointer;
use crate::coverage::{Class, Coverage, FileLine, Note};
use crate::ir::{Api, Shape};
use crate::page::{Excerpts, Line, Page, Row, Tone, html};
use crate::source_map::Places;
use crate::surface::{Kind, Surface, path};

/// The page. Of no classes: what is unsupported and approximated, and how often each keyword is documented only. `written` is
/// where the parts of the coverage stand, `places` where those of the API do.
pub(crate) fn page(api: &Api, coverage: &Coverage, written: &Places, places: &Places, classes: &[Class]) -> String {
    let (items, excerpts) = (Items::new(api, places), Excerpts::new(written));
    let listed = if classes.is_empty() { &[Class::Unsupported, Class::Approximated][..] } else { classes };
    let notes = Class::ALL.into_iter().rev().filter(|it| listed.contains(it)).flat_map(|it| coverage.of(it));
    let mut rows: Vec<Row> = notes.map(|it| row(it, written, &items, &excerpts)).collect();
    if classes.is_empty() {
        rows.extend(summed(coverage));
    }
    let title = format!("Coverage of {} {}", api.title, api.version);
    html(&Page { title: &title, lead: vec![coverage.summary()], rows })
}

fn row(note: &Note, places: &Places, items: &Items, excerpts: &Excerpts<'_>) -> Row {
    let at = note.file_line(&|it| FileLine::of(places, it));
    let document = excerpts.at(&at.file, at.line.unwrap_or_default());
    let mut columns = vec![(format!("{at}  {}", note.pointer), document)];
    columns.extend(items.at(&note.pointer).filter(|_| note.elsewhere.is_none()));
    Row {
        kind: note.class.to_string(),
        tone: match note.class {
            Class::Unsupported => Tone::Bad,
            Class::Approximated => Tone::Doubtful,
            Class::DocumentedOnly | Class::Supported => Tone::Plain,
        },
        code: note.code.clone(),
        text: note.message.clone(),
        general: None,
        place: at.to_string(),
        columns,
        notes: note.help.clone(),
    }
}

/// A row for each keyword that is documented only.
fn summed(coverage: &Coverage) -> impl Iterator<Item = Row> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    coverage.of(Class::DocumentedOnly).for_each(|it| *counts.entry(&it.code).or_default() += 1);
    counts.into_iter().map(|(code, count)| Row {
        kind: Class::DocumentedOnly.to_string(),
        code: code.to_owned(),
        text: if count == 1 { "once".to_owned() } else { format!("{count} times") },
        notes: vec!["`octogen report --class documented-only` lists the places".to_owned()],
        ..Row::default()
    })
}

/// The Rust items by the places of the document that they were made of.
struct Items {
    paths: BTreeMap<Pointer, String>,
    /// How each item reads, with its fields or variants.
    texts: BTreeMap<String, Vec<String>>,
}

/// How many fields or variants of an item are shown.
const PARTS: usize = 30;

impl Items {
    fn new(api: &Api, places: &Places) -> Self {
        let mut paths = BTreeMap::new();
        let mut put = |at: &Pointer, path: String| {
            paths.entry(places.pointer(at)).or_insert(path);
        };
        for def in &api.types {
            let owner = path::type_(def.name.as_str());
            put(&def.pointer, owner.clone());
            if let Shape::Struct(it) = &def.shape {
                it.fields.iter().for_each(|it| put(&it.pointer, path::field(&owner, it.name.as_str())));
            }
        }
        for operation in &api.operations {
            put(&operation.pointer, path::method("Client", operation.name.as_str()));
        }
        Self { paths, texts: texts(&Surface::of(api)) }
    }

    /// The item of a place, or of what is around it, as it reads.
    fn at(&self, pointer: &Pointer) -> Option<(String, Vec<Line>)> {
        let path = pointer.outwards().find_map(|it| self.paths.get(&Pointer::parse(it)))?;
        let lines = self.texts.get(path)?;
        let more = lines.len().checked_sub(1 + PARTS).filter(|it| *it > 0).map(|it| format!("    … and {it} more"));
        let shown = lines.iter().take(1 + PARTS).cloned().chain(more);
        Some((path.clone(), shown.map(Line::plain).collect()))
    }
}

fn texts(surface: &Surface) -> BTreeMap<String, Vec<String>> {
    let items = surface.items.values();
    let mut texts: BTreeMap<String, Vec<String>> = items.map(|it| (it.path.clone(), vec![it.text()])).collect();
    for item in surface.items.values().filter(|it| matches!(it.kind, Kind::Field | Kind::Variant)) {
        if let Some(owner) = texts.get_mut(&item.owner).filter(|_| item.owner != item.path) {
            owner.push(format!("    {}", item.text()));
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Config, Source};

    #[test]
    fn document_and_rust_stand_side_by_side() {
        let text = r##"{ "openapi": "3.1.0", "info": { "title": "<Pets>", "version": "1" },
"paths": { "/pets": { "get": { "operationId": "listPets", "bogus": 1, "responses": { "200": { "description": "",
"content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } } } } },
"components": { "schemas": { "Pet": { "type": "object", "properties": {
"name": { "type": "string", "maxLength": 3, "foo": 1 } } } } } }"##;
        let reading = crate::read(&Source::new("pets.json", text), &Config::default()).unwrap();
        let summed = reading.html(&[]);
        assert!(summed.contains("<title>Coverage of &lt;Pets&gt; 1</title>"), "{summed}");
        assert!(summed.contains("<mark>&quot;name&quot;: { &quot;type&quot;: &quot;string&quot;"), "{summed}");
        assert!(summed.contains("<h2>types::Pet.name</h2><pre>"), "{summed}");
        assert!(summed.contains("<h2>Client::list_pets()</h2><pre>"), "{summed}");
        assert!(summed.contains("<span>schema/maxLength</span> once"), "{summed}");
        let listed = reading.html(&[Class::DocumentedOnly]);
        assert!(listed.contains("#/components/schemas/Pet/properties/name/maxLength"), "{listed}");
        assert!(!listed.contains("unknown-member"), "{listed}");
    }
}
