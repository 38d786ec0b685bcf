//! Names as newtypes, so that a string from a document is never taken for Rust. Only `build::names` makes them.

use std::fmt;

macro_rules! names {
    ($($(#[$docs:meta])* $name:ident)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes a text that is already a valid Rust identifier of this kind.
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
    /// The name of a struct, enum, alias or operation marker, `ListMentionsRequest`.
    TypeName
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
