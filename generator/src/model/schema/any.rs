//! The type of any JSON value; a test holds that no other file of this folder names it.

use crate::ir::TypeRef;

/// The type of a schema that takes every value: nothing is lost.
pub(crate) fn any() -> TypeRef {
    TypeRef::Json
}

/// Whether the type takes every value.
pub(crate) fn is_any(ty: &TypeRef) -> bool {
    *ty == TypeRef::Json
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_other_file_makes_a_type_that_takes_everything() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model/schema");
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            let text = std::fs::read_to_string(&path).expect("it is text");
            let says = text.contains("TypeRef::Json") || text.contains("Json as");
            assert!(path.ends_with("any.rs") || !says, "{}: use `any` or `widened`", path.display());
        }
    }
}
