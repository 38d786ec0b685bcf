//! Text → [`Document`]: one JSON value with all its references inside itself, and where each piece stands in the user's
//! files. Nothing is read here but what the caller hands over.

mod bounds;
mod bundle;
mod files;
mod flow;
pub mod grammar;
mod lines;
mod places;
mod read;
mod reference;
mod version;

use serde_json::Value;

pub use bounds::Bounds;
pub use files::{FileError, Files, NoFiles};
pub(crate) use places::camel;
pub use places::{Place, Places};
pub(crate) use read::read;
pub use version::Version;
pub(crate) use version::kind;

use crate::Pointer;
use crate::diagnostics::Diagnostics;
use crate::overlay::{self, Overlay};

/// What to read.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Name of the file as it is printed, and as references to other files are relative to it: `api/openapi.yaml`.
    pub name: &'a str,
    /// What is in the file.
    pub bytes: &'a [u8],
    /// The other files that references may lead to.
    pub files: &'a dyn Files,
    /// Changes to the document, applied in this order before anything is made of it.
    pub overlays: &'a [Overlay<'a>],
}

impl<'a> Source<'a> {
    /// A document that stands alone: references to other files are refused.
    pub fn new(name: &'a str, bytes: &'a (impl AsRef<[u8]> + ?Sized)) -> Self {
        Self { name, bytes: bytes.as_ref(), files: &NoFiles, overlays: &[] }
    }

    /// The same with access to other files.
    #[must_use]
    pub fn with_files(self, files: &'a dyn Files) -> Self {
        Self { files, ..self }
    }

    /// The same with changes to apply.
    #[must_use]
    pub fn with_overlays(self, overlays: &'a [Overlay<'a>]) -> Self {
        Self { overlays, ..self }
    }
}

/// A document in one piece.
#[derive(Clone, Debug)]
pub struct Document {
    /// The value; keys are sorted.
    pub value: Value,
    /// The OpenAPI version whose rules apply. Lowering makes 3.0 of 2.0; `x-octogen-version` keeps what the user wrote.
    pub version: Version,
    /// Where pointers lead in the user's files.
    pub places: Places,
}

impl Document {
    /// What is at a place.
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        pointer.find(&self.value)
    }
}

/// Reads a document and all that it refers to. None if it cannot be read at all; errors are in `diags`.
pub fn load(source: &Source<'_>, diags: &mut Diagnostics) -> Option<Document> {
    let mut places = Places::default();
    let read = read(source.name, source.bytes, &mut places, diags);
    diags.set_places(places.clone());
    let (_, mut value) = read?;
    for overlay in source.overlays {
        value = overlay::apply(value, overlay, &mut places, diags);
    }
    diags.set_places(places.clone());
    let version = version::of(&value, diags)?;
    let value = canonical(value);
    let document = bundle::bundle(Document { value, version, places }, source, diags);
    diags.set_places(document.places.clone());
    Some(document)
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

/// The same value with the keys of all objects sorted, since their order carries no meaning.
///
/// ```
/// let value = octogen::document::canonical(serde_json::json!({"b": 1, "a": 2}));
/// assert_eq!(value.to_string(), r#"{"a":2,"b":1}"#);
/// ```
pub fn canonical(value: Value) -> Value {
    if is_canonical(&value) { value } else { sorted(value) }
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut members: Vec<(String, Value)> = map.into_iter().map(|(key, it)| (key, sorted(it))).collect();
            members.sort_by(|(a, _), (b, _)| a.cmp(b));
            Value::Object(members.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

/// Whether all keys are sorted, as they are by themselves where no other package of the build has asked `serde_json` to
/// keep their order.
fn is_canonical(value: &Value) -> bool {
    match value {
        Value::Object(map) => map.keys().is_sorted() && map.values().all(is_canonical),
        Value::Array(items) => items.iter().all(is_canonical),
        _ => true,
    }
}

#[cfg(test)]
mod tests;
