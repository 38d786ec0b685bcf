//! The tables of XML bodies, which a crate would have in its `xml.rs`. They live as long as the process.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use octogen::ir::{Api, Xml, XmlElement, XmlItem, XmlObject, XmlPlace, XmlShape};
use octogen_runtime::XmlTable;
use octogen_runtime::xml::{Element, Member, NodeType, Object, Shape, Wrapped};
use serde_json::Value;

use super::leaked::{leaked, text};

/// A table with the JSON pointer of its media type.
type Root = (&'static str, &'static dyn XmlTable);

/// The tables of all bodies that are XML. A response whose schema says nothing of its elements has one, too, so that its
/// example is well-formed; `document` is the text of the `openapi.json`.
pub fn tables(api: &Api, document: &str) -> &'static [Root] {
    let tables = Tables::new(&api.xml);
    let elements: BTreeMap<_, &'static Element> =
        api.xml.elements.iter().map(|(name, it)| (name, leaked(tables.element(it)))).collect();
    let shaped = api.xml.roots.iter().filter_map(|(at, name)| {
        let element: &'static dyn XmlTable = *elements.get(name)?;
        Some((text(at.as_str()), element))
    });
    let mut roots: Vec<Root> = shaped.collect();
    let document: Value = serde_json::from_str(document).unwrap_or_default();
    for content in api.operations.iter().flat_map(|it| &it.responses).flat_map(|it| &it.contents) {
        let at = content.pointer.as_str();
        if is_xml(&content.media_type) && !roots.iter().any(|(known, _)| *known == at) {
            let schema = document.pointer(at).and_then(|it| it["schema"]["$ref"].as_str());
            let component = schema.and_then(|it| it.strip_prefix("#/components/schemas/"));
            roots.push((text(at), leaked(Element::new(component.map_or("root", text), Shape::Any))));
        }
    }
    leaked(roots)
}

/// `application/xml`, `text/xml`, and types with the suffix `+xml` (RFC 7303); those are XML whatever their parameters.
fn is_xml(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "application/xml" | "text/xml") || essence.ends_with("+xml")
}

/// The contents of types and of named items, by their tables: they may contain each other.
struct Tables<'a> {
    xml: &'a Xml,
    shapes: BTreeMap<&'a str, &'static OnceLock<Shape>>,
}

impl<'a> Tables<'a> {
    fn new(xml: &'a Xml) -> Self {
        let names = xml.objects.iter().map(|it| &it.table).chain(xml.items.iter().map(|(table, _)| table));
        let shapes = names.map(|table| (table.as_str(), leaked(OnceLock::new()))).collect();
        let tables = Self { xml, shapes };
        for object in &xml.objects {
            tables.set(object.table.as_str(), Shape::Object(leaked(tables.object(object))));
        }
        for (table, element) in &xml.items {
            tables.set(table.as_str(), tables.shape(&element.shape));
        }
        tables
    }

    fn set(&self, table: &str, shape: Shape) {
        if let Some(it) = self.shapes.get(table) {
            it.get_or_init(|| shape);
        }
    }

    fn deferred(&self, table: &str) -> Shape {
        self.shapes.get(table).map_or(Shape::Any, |it| Shape::Deferred(it))
    }

    fn object(&self, object: &XmlObject) -> Object {
        let members = object.members.iter().map(|it| {
            let node_type = match it.place {
                XmlPlace::Element => NodeType::Element,
                XmlPlace::Attribute => NodeType::Attribute,
                XmlPlace::Text => NodeType::Text,
                XmlPlace::Cdata => NodeType::Cdata,
            };
            Member { key: text(&it.wire), node_type, required: it.required, element: self.element(&it.element) }
        });
        let members = leaked(members.collect::<Vec<_>>());
        Object { members, extra: object.extra.as_ref().map(|it| leaked(self.element(it))) }
    }

    fn element(&self, element: &XmlElement) -> Element {
        let named = Element::new(text(&element.name), self.shape(&element.shape));
        match &element.namespace {
            Some((prefix, uri)) => named.namespace(text(prefix), text(uri)),
            None => named,
        }
    }

    fn shape(&self, shape: &XmlShape) -> Shape {
        match shape {
            XmlShape::Text => Shape::Text,
            XmlShape::Number => Shape::Number,
            XmlShape::Boolean => Shape::Boolean,
            XmlShape::Any => Shape::Any,
            XmlShape::Object(name) => {
                self.xml.object(name).map_or(Shape::Any, |object| self.deferred(object.table.as_str()))
            }
            XmlShape::List { item, wrapped } => {
                Shape::List(self.item(item), if *wrapped { Wrapped::Yes } else { Wrapped::No })
            }
            XmlShape::Map(item) => Shape::Map(self.item(item)),
        }
    }

    fn item(&self, item: &XmlItem) -> &'static Element {
        leaked(match item {
            XmlItem::Own(it) => self.element(it),
            XmlItem::Named { name, table } => {
                let own = self.xml.item(item).and_then(|it| it.namespace.as_ref());
                let element = Element::new(text(name), self.deferred(table.as_str()));
                match own {
                    Some((prefix, uri)) => element.namespace(text(prefix), text(uri)),
                    None => element,
                }
            }
        })
    }
}
