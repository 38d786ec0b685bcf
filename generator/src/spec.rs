//! Lowered document → [`Spec`]: the `openapiv3` model, and lookup of references in the lowered JSON. A piece that the model
//! refuses is taken out by itself and reported, so one broken schema does not cost the document.

mod pieces;

use openapiv3::{
    Callback, Example, Header, Link, OpenAPI, Parameter, PathItem, RequestBody, Response, Schema, SecurityScheme,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::document::{Document, Place, Version};

/// How many references may stand in a row.
const MAX_HOPS: usize = 64;

/// A document that can be built from.
#[derive(Clone, Debug)]
pub struct Spec {
    document: Document,
}

/// Reads a lowered document. None if there is no document left at all, which was reported then.
pub fn parse(mut document: Document, diags: &mut Diagnostics) -> Option<Spec> {
    let is_readable = pieces::check(&mut document, diags);
    diags.set_places(document.places.clone());
    let spec = Spec { document };
    // A document is readable where each of its pieces is: to read it a second time, as a whole, would tell nothing new.
    match is_readable.then_some(()).map_or_else(|| spec.model().map(drop), Ok) {
        Ok(()) => Some(spec),
        Err(error) => {
            diags.error(code::UNREADABLE, &Pointer::root(), format!("the document cannot be read as OpenAPI: {error}"));
            None
        }
    }
}

trait DeserializeValue: DeserializeOwned {
    fn deserialize_value(value: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(value)
    }
}

impl<T: DeserializeOwned> DeserializeValue for T {}

impl Spec {
    /// The document as `openapiv3` reads it.
    ///
    /// # Errors
    ///
    /// What cannot be read; nothing, where [`parse`] has seen to the document.
    pub fn model(&self) -> Result<OpenAPI, serde_json::Error> {
        OpenAPI::deserialize_value(&self.document.value)
    }

    /// The lowered document.
    pub fn value(&self) -> &Value {
        &self.document.value
    }

    /// The dialect whose rules apply; 2.0 has become 3.0.
    pub fn version(&self) -> Version {
        self.document.version
    }

    /// What stands at a place of the lowered document.
    pub fn raw(&self, at: &Pointer) -> Option<&Value> {
        self.document.get(at)
    }

    /// File, line and pointer in the user's own files.
    pub fn place(&self, at: &Pointer) -> Option<Place> {
        self.document.places.place(at)
    }

    /// What a reference (`#/components/schemas/Pet`) leads to, and the place where that really stands: references that
    /// lead to references are followed.
    pub fn resolve(&self, reference: &str) -> Option<(&Value, Pointer)> {
        let mut at = Pointer::parse(reference);
        for _ in 0..MAX_HOPS {
            let value = self.raw(&at)?;
            match target(value) {
                Some(next) => at = Pointer::parse(next),
                None => return Some((value, at)),
            }
        }
        None
    }

    /// The same as one step: what a reference leads to, be it a reference again.
    pub fn target(&self, reference: &str) -> Option<(&Value, Pointer)> {
        let at = Pointer::parse(reference);
        self.raw(&at).map(|value| (value, at))
    }

    /// What is at a place, behind its references if it is one.
    pub fn resolved(&self, at: &Pointer) -> Option<(&Value, Pointer)> {
        self.resolve(at.as_str())
    }

    /// What stands at a place, as a type of the `openapiv3` model.
    pub fn typed<T: DeserializeOwned>(&self, at: &Pointer) -> Option<T> {
        T::deserialize(self.raw(at)?).ok()
    }
}

/// The text of the `$ref` of an object.
fn target(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}

macro_rules! lookups {
    ($($(#[$docs:meta])* $name:ident -> $type:ty;)*) => {
        /// Lookup of references in the types of the model. Each gives what stands there and the place; references that lead to
        /// references are followed.
        impl Spec {
            $($(#[$docs])* pub fn $name(&self, reference: &str) -> Option<($type, Pointer)> {
                let (value, at) = self.resolve(reference)?;
                Some((<$type>::deserialize_value(value).ok()?, at))
            })*
        }
    };
}

lookups! {
    /// A schema.
    schema -> Schema;
    /// A parameter.
    parameter -> Parameter;
    /// A response.
    response -> Response;
    /// A header.
    header -> Header;
    /// A request body.
    request_body -> RequestBody;
    /// An example.
    example -> Example;
    /// A link.
    link -> Link;
    /// A callback.
    callback -> Callback;
    /// A security scheme.
    security_scheme -> SecurityScheme;
    /// A path item.
    path_item -> PathItem;
}

#[cfg(test)]
mod tests;
