//! The documentation of a type.

use super::docs::Text;
use crate::ir::TypeDef;

/// The documentation of a type, with its constraints and whether it is deprecated.
pub(super) fn type_docs(def: &TypeDef) -> Text {
    let text = Text::new(&def.docs, "").constraints(&def.constraints).local(&def.docs.local);
    match def.deprecated {
        true => text.paragraph("**Deprecated** by the API's document."),
        false => text,
    }
}
