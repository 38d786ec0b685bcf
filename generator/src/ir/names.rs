//! Names as newtypes, so that a string from a document is never taken for Rust. Only `model::names` makes them.

use std::fmt;

/// The name of a struct, enum, alias or operation marker, `ListMentionsRequest`.
///
/// In [`Revision::ungrouped`](super::Revision::ungrouped) several types have one name, because the crate has one type for
/// all of them: they are distinguished by the name that each would have by itself.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeName {
    name: String,
    own: Option<String>,
}

impl TypeName {
    /// Takes a string that is already a valid Rust identifier of this kind.
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), own: None }
    }

    /// The name of a type that the crate has under `name`, together with others that are equal; by itself it would be
    /// called `own`.
    pub(crate) fn shared(name: &Self, own: &Self) -> Self {
        Self { name: name.name.clone(), own: Some(own.name.clone()) }
    }

    /// The same type under another name; what it would be called by itself stays.
    pub(crate) fn called(&self, name: &Self) -> Self {
        Self { name: name.name.clone(), own: self.own.clone() }
    }

    /// The same type; by itself it would be called `own`.
    pub(crate) fn by_itself(&self, own: impl Into<String>) -> Self {
        Self { name: self.name.clone(), own: Some(own.into()) }
    }

    /// The identifier, without `r#`.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// What no other type of the same API is called: the identifier, or the one that the type would have by itself.
    pub fn own(&self) -> &str {
        self.own.as_deref().unwrap_or(&self.name)
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

macro_rules! names {
    ($($(#[$docs:meta])* $name:ident)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes a string that is already a valid Rust identifier of this kind.
            pub(crate) fn new(name: impl Into<String>) -> Self {
                Self(name.into())
            }

            /// The identifier, without `r#`.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

names! {
    /// The name of a field, argument or setter, `platforms`.
    FieldName
    /// The name of a method on the client, `list_mentions`.
    MethodName
    /// The name of an enum variant, `HackerNews`.
    VariantName
    /// The name of a constant, `X_TOTAL_COUNT`.
    ConstName
    /// The name of a module and of its file, `mentions`.
    ModuleName
}
