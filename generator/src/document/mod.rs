//! Text → [`Document`]: one JSON value whose references all lead into itself, with the location of each part in the
//! user's files. Only what the caller passes is read. Overlays are applied between text and document, since they may
//! repair what would not be a document.

mod bounds;
mod bundle;
mod files;
mod flow;
pub(crate) mod read;
mod reference;
mod source;
mod value;
mod version;

use serde_json::Value;

pub use bounds::Bounds;
pub use files::{FileError, Files, NoFiles};
pub(crate) use read::read;
pub use source::Source;
pub use value::{Document, canonical};
pub use version::Version;
pub(crate) use version::kind;

use crate::diagnostics::Diagnostics;
use crate::source_map::Places;

/// A parsed text, its references unchanged.
pub(crate) struct Text {
    /// Its value.
    pub value: Value,
    /// The locations of values in it.
    pub places: Places,
}

/// Text → value.
///
/// # Errors
///
/// Fails with all reasons why it cannot be read, each with its location. Keys that stand twice are such a reason,
/// because references into the value that is dropped would seem broken.
pub(crate) fn load(source: &Source<'_>, diags: &mut Diagnostics) -> Result<Text, Diagnostics> {
    let mut places = Places::default();
    let read = read(source.name, source.bytes, &mut places, diags);
    diags.set_places(places.clone());
    diags.end(read.map(|(_, value)| Text { value, places }))
}

/// Value → document: determines the dialect and resolves all references into the document. A broken reference is an
/// error in `diags` and left out, so that later steps can check the rest.
///
/// # Errors
///
/// Fails if the value is not an OpenAPI document, or if its references make it too large.
pub(crate) fn bundle(text: Text, source: &Source<'_>, diags: &mut Diagnostics) -> Result<Document, Diagnostics> {
    let Text { value, places } = text;
    let Some(version) = version::of(&value, diags) else { return diags.end(None) };
    let value = canonical(value);
    let document = bundle::bundle(Document { value, version, places }, source, diags);
    diags.set_places(document.places.clone());
    if diags.exceeds_a_limit() { diags.end(None) } else { Ok(document) }
}

/// The same in one step, without overlays; all findings stay in `diags`.
#[cfg(test)]
pub(crate) fn whole(source: &Source<'_>, diags: &mut Diagnostics) -> Option<Document> {
    let document = load(source, diags).and_then(|text| bundle(text, source, diags));
    document.map_err(|all| *diags = all).ok().filter(|_| !diags.has_errors())
}

/// Parses a single text; its references stay unchanged.
///
/// # Errors
///
/// Fails with all reasons why it cannot be read, each with its location.
pub fn value(name: &str, text: &str) -> Result<Value, Diagnostics> {
    let mut places = Places::default();
    let mut diags = Diagnostics::default();
    let read = read(name, text.as_bytes(), &mut places, &mut diags);
    diags.set_places(places);
    read.map(|(_, value)| value).ok_or(diags)
}

#[cfg(test)]
mod tests;
