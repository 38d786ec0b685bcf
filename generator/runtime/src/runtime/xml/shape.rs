//! The tables of XML elements, from the `xml` keywords of schemas.

use std::sync::OnceLock;

/// An element, or an attribute where it stands for one.
#[derive(Debug)]
pub struct Element {
    /// Its name, with the prefix where it has one.
    pub name: &'static str,
    /// The prefix, which may be empty, and the namespace that is declared on it.
    pub namespace: Option<(&'static str, &'static str)>,
    /// Its content.
    pub shape: Shape,
}

impl Element {
    /// An element without a namespace.
    pub const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, namespace: None, shape }
    }

    /// Declares a namespace on it; the prefix may be empty.
    #[must_use]
    pub const fn namespace(mut self, prefix: &'static str, uri: &'static str) -> Self {
        self.namespace = Some((prefix, uri));
        self
    }
}

/// The content of an element.
#[derive(Debug)]
pub enum Shape {
    /// A string.
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Anything: elements without a schema are objects, and everything else is text.
    Any,
    /// Members.
    Object(&'static Object),
    /// Elements that are alike.
    List(&'static Element, Wrapped),
    /// Elements whose names are keys.
    Map(&'static Element),
    /// Content that is set after the element is made: a table that is built at run time may contain itself.
    Deferred(&'static OnceLock<Self>),
}

impl Shape {
    /// The content itself, also where it was deferred; anything where it was never set.
    pub(crate) fn resolved(&self) -> &Self {
        match self {
            Self::Deferred(it) => it.get().map_or(&Self::Any, Self::resolved),
            it => it,
        }
    }
}

/// Whether a list has an element of its own around its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapped {
    /// The items stand in the list's own element.
    Yes,
    /// The items stand among the other members.
    No,
}

/// An object.
#[derive(Debug)]
pub struct Object {
    /// The members that have a name.
    pub members: &'static [Member],
    /// Members that have none, where they are kept.
    pub extra: Option<&'static Element>,
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// Its name in JSON.
    pub key: &'static str,
    /// The kind of its XML node.
    pub node_type: NodeType,
    /// Whether it must be there: a list that has no items leaves no trace.
    pub required: bool,
    /// Its element.
    pub element: Element,
}

impl Member {
    /// A member that may be missing.
    pub const fn optional(key: &'static str, node_type: NodeType, element: Element) -> Self {
        Self { key, node_type, required: false, element }
    }

    /// A member that must be there.
    pub const fn required(key: &'static str, node_type: NodeType, element: Element) -> Self {
        Self { key, node_type, required: true, element }
    }
}

/// The kind of XML node of a property (`nodeType` of OpenAPI 3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeType {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the object's element.
    Text,
    /// The same text as CDATA.
    Cdata,
}
