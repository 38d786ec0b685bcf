//! The kinds of objects, and what a member may hold.

macro_rules! kinds {
    ($($name:ident)*) => {
        /// The kinds of objects of an OpenAPI document.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)] // Each is named like the object in the OpenAPI text.
        pub enum Kind {
            $($name,)*
        }

        impl Kind {
            /// All kinds, in their order.
            pub const ALL: &[Self] = &[$(Self::$name),*];
        }
    };
}

kinds! {
    Document Info Contact License Server ServerVariable Paths PathItem Operation ExternalDocs Parameter RequestBody
    MediaType Encoding Responses Response Callback Example Link Header Tag Schema Discriminator Xml SecurityScheme
    OAuthFlows OAuthFlow Components
}

/// What a member of an object holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// One object of a kind.
    One(Kind),
    /// A list of them.
    List(Kind),
    /// Names of the author's choice, each with one of them.
    Map(Kind),
    /// Anything else that is known: text, numbers, examples.
    Data,
}

impl Kind {
    /// How it is called in a message.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Schema => "schema",
            Self::Response => "response",
            Self::Parameter => "parameter",
            Self::Example => "example",
            Self::RequestBody => "request body",
            Self::Header => "header",
            Self::SecurityScheme => "security scheme",
            Self::Link => "link",
            Self::Callback => "callback",
            Self::PathItem => "path item",
            Self::MediaType => "media type",
            Self::Operation => "operation",
            _ => "object",
        }
    }
}
