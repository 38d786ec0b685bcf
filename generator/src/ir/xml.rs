//! How values stand in XML (OpenAPI 3.1, section 4.8.26): tables for the bodies that are XML, and for the types in them.

use super::names::{ConstName, TypeName};
use crate::Pointer;

/// The tables of all XML bodies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Xml {
    /// The root element of each XML body, by the place of its media type, sorted.
    pub roots: Vec<(Pointer, ConstName)>,
    /// The root elements, each once.
    pub elements: Vec<(ConstName, XmlElement)>,
    /// The types that are reached from them, sorted by name.
    pub objects: Vec<XmlObject>,
    /// The items that are lists or maps with a name: they may hold each other. Sorted by their tables.
    pub items: Vec<(ConstName, XmlElement)>,
}

/// An element, or an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlElement {
    /// Its name, with the prefix where it has one.
    pub name: String,
    /// The prefix, which may be empty, and the namespace.
    pub namespace: Option<(String, String)>,
    /// What stands in it.
    pub shape: XmlShape,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlShape {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
    /// Anything.
    Any,
    /// The members of a type.
    Object(TypeName),
    /// Items, in an element of their own or among the other members.
    List {
        /// The element of an item.
        item: XmlItem,
        /// Whether the list has an element of its own.
        wrapped: bool,
    },
    /// Elements whose names are keys.
    Map(XmlItem),
}

/// The element of an item or of a map's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum XmlItem {
    /// That of this list alone.
    Own(Box<XmlElement>),
    /// One of [`Xml::items`].
    Named {
        /// The name of the element.
        name: String,
        /// The name of its table.
        table: ConstName,
    },
}

/// A struct, or a union of structs with the members of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlObject {
    /// The type.
    pub name: TypeName,
    /// The name of its table.
    pub table: ConstName,
    /// The named members.
    pub members: Vec<XmlMember>,
    /// The element of members without a name, where they are kept.
    pub extra: Option<XmlElement>,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlMember {
    /// Its name in JSON.
    pub wire: String,
    /// What it is in XML.
    pub place: XmlPlace,
    /// Whether it must be there.
    pub required: bool,
    /// Its element.
    pub element: XmlElement,
}

impl XmlMember {
    /// The name by which it is found: that of its items, where a list has no element of its own.
    pub fn found_by(&self) -> &str {
        match &self.element.shape {
            XmlShape::List { item, wrapped: false } => item.name(),
            _ => &self.element.name,
        }
    }
}

impl XmlItem {
    /// The name of the element.
    pub fn name(&self) -> &str {
        match self {
            Self::Own(it) => &it.name,
            Self::Named { name, .. } => name,
        }
    }
}

/// What a member is in XML (3.2 `nodeType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlPlace {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the object's element.
    Text,
    /// That text, as CDATA.
    Cdata,
}

impl Xml {
    /// The root element of the XML body at that place.
    pub fn root(&self, content: &Pointer) -> Option<&ConstName> {
        self.roots.binary_search_by(|(at, _)| at.cmp(content)).ok().map(|index| &self.roots[index].1)
    }

    /// The element of an item.
    pub fn item<'a>(&'a self, item: &'a XmlItem) -> Option<&'a XmlElement> {
        match item {
            XmlItem::Own(it) => Some(it),
            XmlItem::Named { table, .. } => {
                self.items.binary_search_by(|it| it.0.cmp(table)).ok().map(|index| &self.items[index].1)
            }
        }
    }

    /// The table of a type.
    pub fn object(&self, name: &TypeName) -> Option<&XmlObject> {
        self.objects.binary_search_by(|it| it.name.cmp(name)).ok().map(|index| &self.objects[index])
    }
}
