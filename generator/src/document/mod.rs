//! Text → [`Document`]: one JSON value with all its references inside itself, and where each piece stands in the user's
//! files. Nothing is read here but what the caller hands over. Between the text and the document stand the overlays, which
//! may mend what would not be one.

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

/// A text as one value, with its references as they are written.
pub(crate) struct Text {
    /// What it says.
    pub value: Value,
    /// Where each value stands in it.
    pub places: Places,
}

/// Text → value.
///
/// # Errors
///
/// Why it is not read, with places.
pub(crate) fn load(source: &Source<'_>, diags: &mut Diagnostics) -> Result<Text, Diagnostics> {
    let mut places = Places::default();
    let read = read(source.name, source.bytes, &mut places, diags);
    diags.set_places(places.clone());
    diags.end(read.map(|(_, value)| Text { value, places }))
}

/// Value → document: its dialect is known, and all that it refers to is in it. References that lead nowhere are errors, and
/// left out of the document, so that later steps can look at the rest.
///
/// # Errors
///
/// A text that is no OpenAPI document, and one that its references make too large.
pub(crate) fn bundle(text: Text, source: &Source<'_>, diags: &mut Diagnostics) -> Result<Document, Diagnostics> {
    let Text { value, places } = text;
    let Some(version) = version::of(&value, diags) else { return diags.end(None) };
    let value = canonical(value);
    let document = bundle::bundle(Document { value, version, places }, source, diags);
    diags.set_places(document.places.clone());
    if diags.exceeds_a_limit() { diags.end(None) } else { Ok(document) }
}

/// The same in one step, without overlays; what was found stays in `diags`.
#[cfg(test)]
pub(crate) fn whole(source: &Source<'_>, diags: &mut Diagnostics) -> Option<Document> {
    let document = load(source, diags).and_then(|text| bundle(text, source, diags));
    document.map_err(|all| *diags = all).ok().filter(|_| !diags.has_errors())
}

/// The value of one text, its references left as they are.
///
/// # Errors
///
/// Why it is not read, with places.
pub fn value(name: &str, text: &str) -> Result<Value, Diagnostics> {
    let mut places = Places::default();
    let mut diags = Diagnostics::default();
    let read = read(name, text.as_bytes(), &mut places, &mut diags);
    diags.set_places(places);
    read.map(|(_, value)| value).ok_or(diags)
}

#[cfg(test)]
mod tests;
