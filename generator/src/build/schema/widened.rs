//! Any JSON value, and why. A type that takes more than its schema is only made here, so that nobody can make one
//! without a word in the report; a test holds that no other file of this folder names the type.

use super::Types;
use crate::Pointer;
use crate::ir::{JsonKind, TypeRef};

/// The type of a schema that takes every value: nothing is lost.
pub(crate) fn any() -> TypeRef {
    TypeRef::Json
}

/// Whether the type takes every value.
pub(crate) fn is_any(ty: &TypeRef) -> bool {
    *ty == TypeRef::Json
}

impl Types<'_, '_> {
    /// Any JSON value in the place of what the schema there says; the report says how.
    pub(super) fn widened(&mut self, code: &'static str, at: &Pointer, how: impl Into<String>) -> TypeRef {
        self.diags.approximated(code, at, how);
        any()
    }

    /// The same where something else has been said already: an error, or a warning about the same keyword.
    pub(super) fn widened_as_said(&self) -> TypeRef {
        debug_assert!(!self.diags.is_empty(), "somebody has said it");
        any()
    }
}

/// The name of a JSON type in a message.
pub(super) fn word(kind: JsonKind) -> String {
    format!("{kind:?}").to_lowercase()
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_other_file_makes_a_type_that_takes_everything() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/build/schema");
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            let text = std::fs::read_to_string(&path).expect("it is text");
            let says = text.contains("TypeRef::Json") || text.contains("Json as");
            assert!(path.ends_with("widened.rs") || !says, "{}: use `any` or `widened`", path.display());
        }
    }
}
