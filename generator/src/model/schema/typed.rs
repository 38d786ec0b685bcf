//! What a schema comes to.

use super::any::is_any;
use crate::ir::{Presence, Shape, TypeRef};

/// A type, and whether the schema allows `null` beside it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Typed {
    /// The type.
    pub ty: TypeRef,
    /// Whether `null` is allowed.
    pub nullable: bool,
}

/// What a schema comes to: a type that is there already, or one that wants a name.
pub(crate) enum Built {
    /// A type that needs no name.
    Ref(TypeRef),
    /// A type to be named.
    Shape(Shape),
}

impl Typed {
    /// The type with `null` inside it.
    pub fn into_value(self) -> TypeRef {
        match self.ty {
            ty if is_any(&ty) || ty == TypeRef::Null => ty,
            ty if self.nullable => TypeRef::Option(Box::new(ty)),
            ty => ty,
        }
    }

    /// How a member of this type may be missing.
    pub fn presence(&self, required: bool) -> Presence {
        // Any JSON value may be null; a missing one is still something else than a null.
        let own_null = is_any(&self.ty) || self.ty == TypeRef::Null;
        match (required, self.nullable || own_null) {
            (true, true) if own_null => Presence::Required,
            (true, true) => Presence::Nullable,
            (true, false) => Presence::Required,
            (false, true) => Presence::Tristate,
            (false, false) => Presence::Optional,
        }
    }
}
