//! Lowered document → [`Spec`]: the `openapiv3` model, and lookup of references in the lowered JSON. A piece that the model
//! refuses is taken out by itself and reported, so one broken schema does not cost the document.

mod models;
mod pieces;

use openapiv3::OpenAPI;
use serde::Deserialize;
use serde_json::Value;

use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::document::{Document, Version};

/// A document that can be built from.
#[derive(Clone, Debug)]
pub struct Spec {
    document: Document,
}

/// Reads a lowered document.
///
/// # Errors
///
/// All that was found so far, where there is an error here.
pub(crate) fn parse(mut document: Document, diags: &mut Diagnostics) -> Result<Spec, Diagnostics> {
    let is_readable = pieces::check(&mut document, diags);
    diags.set_places(document.places.clone());
    let spec = Spec { document };
    // A document is readable where each of its pieces is: to read it a second time, as a whole, would tell nothing new.
    if let Err(error) = is_readable.then_some(()).map_or_else(|| spec.model().map(drop), Ok) {
        diags.error(code::UNREADABLE, &Pointer::root(), format!("the document cannot be read as OpenAPI: {error}"));
        return diags.end(None);
    }
    Ok(spec)
}

impl Spec {
    /// The document as `openapiv3` reads it.
    ///
    /// # Errors
    ///
    /// What cannot be read; nothing, where [`parse`] has seen to the document.
    pub fn model(&self) -> Result<OpenAPI, serde_json::Error> {
        OpenAPI::deserialize(&self.document.value)
    }

    /// The lowered document.
    pub fn value(&self) -> &Value {
        &self.document.value
    }

    /// The lowered document, where nothing else is asked of it any more.
    pub fn into_value(self) -> Value {
        self.document.value
    }

    /// The dialect whose rules apply; 2.0 has become 3.0.
    pub fn version(&self) -> Version {
        self.document.version
    }

    /// What stands at a place of the lowered document.
    pub fn raw(&self, at: &Pointer) -> Option<&Value> {
        self.document.get(at)
    }
}

#[cfg(test)]
mod grammar_tests;
#[cfg(test)]
mod tests;
