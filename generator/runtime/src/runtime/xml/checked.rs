//! XML bodies for the mock server: read more strictly than by a client, which passes over what it does not know.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::runtime::json::plain::Plain;
use crate::runtime::spec::xml_table::XmlTable;
use crate::runtime::xml::shape::{Element, Member, NodeType, Object, Shape, Wrapped};
use crate::runtime::xml::tree::{Node, local, parse};
use crate::runtime::xml::{reader, writer};

impl XmlTable for Element {
    fn to_json(&self, text: &[u8]) -> Result<Value, String> {
        let node = parse(text)?;
        let is_any = matches!(self.shape.resolved(), Shape::Any);
        if !is_any && local(&node.name) != local(self.name) {
            return Err(format!("the root element is `{}`, expected `{}`", node.name, self.name));
        }
        Check { namespaces: Vec::new() }.element(self, &node)?;
        let mut value = reader::value(&self.shape, &node);
        add_unknown(&self.shape, &node, &mut value);
        Ok(value)
    }

    fn to_xml(&self, value: &Value) -> Option<Vec<u8>> {
        let holds = match self.shape.resolved() {
            Shape::Object(_) | Shape::Map(_) => value.is_object(),
            Shape::List(..) => value.is_array(),
            _ => true,
        };
        let mut out = String::new();
        writer::element(self.name, self, &Plain::of(value).ok().filter(|_| holds)?, &mut out).ok()?;
        Some(out.into_bytes())
    }
}

/// Compares elements with their tables. The namespaces in scope are pairs of prefix and URI, the innermost last.
struct Check<'n> {
    namespaces: Vec<(&'n str, &'n str)>,
}

impl<'n> Check<'n> {
    fn element(&mut self, table: &Element, node: &'n Node) -> Result<(), String> {
        let outside = self.namespaces.len();
        self.namespaces.extend(node.attributes.iter().filter_map(|(name, uri)| match name.split_once(':') {
            None if name == "xmlns" => Some(("", uri.as_str())),
            Some(("xmlns", prefix)) => Some((prefix, uri.as_str())),
            _ => None,
        }));
        let outcome = unique_attributes(node)
            .and_then(|()| self.namespace(table, &node.name, true))
            .and_then(|()| if node.is_nil() { Ok(()) } else { self.content(table.shape.resolved(), node) });
        self.namespaces.truncate(outside);
        outcome
    }

    /// A namespace that the document states has to be that of the element or attribute, whatever its prefix is
    /// (Namespaces in XML 1.0, sections 5 and 6).
    fn namespace(&self, table: &Element, name: &str, is_element: bool) -> Result<(), String> {
        let shown = if is_element { format!("<{name}>") } else { name.to_owned() };
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let declared = self.namespaces.iter().rev().find(|(it, _)| *it == prefix).map(|(_, uri)| *uri);
        // A default namespace does not apply to attributes.
        let declared = declared.filter(|_| is_element || !prefix.is_empty());
        let is_undeclared = declared.is_none() && !matches!(prefix, "" | "xml");
        let documented = table.name.split_once(':').map_or("", |(prefix, _)| prefix);
        match (table.namespace, declared.unwrap_or_default()) {
            (None, _) if prefix == documented => Ok(()),
            _ if is_undeclared => Err(format!("the prefix `{prefix}` of `{shown}` is not declared")),
            (Some((_, expected)), uri) if uri == expected => Ok(()),
            (Some((_, expected)), "") => Err(format!("`{shown}` has no namespace, expected `{expected}`")),
            (Some((_, expected)), uri) => Err(format!("`{shown}` has the namespace `{uri}`, expected `{expected}`")),
            (None, _) => Ok(()),
        }
    }

    fn content(&mut self, shape: &Shape, node: &'n Node) -> Result<(), String> {
        let name = &node.name;
        let holds_text = |it: &Member| matches!(it.node_type, NodeType::Text | NodeType::Cdata);
        let is_text = match shape {
            Shape::Object(object) => object.members.iter().any(holds_text),
            Shape::List(..) | Shape::Map(_) => false,
            _ => true,
        };
        if !is_text && !node.text.trim().is_empty() {
            return Err(format!("`<{name}>` has text, expected elements"));
        }
        match shape {
            Shape::Object(object) => self.members(object, node),
            Shape::List(item, _) => node.children.iter().try_for_each(|child| {
                if local(&child.name) != local(item.name) {
                    return Err(format!("`<{name}>` has an element `<{}>`, expected `<{}>`", child.name, item.name));
                }
                self.element(item, child)
            }),
            Shape::Map(item) => node.children.iter().try_for_each(|child| self.element(item, child)),
            Shape::Text | Shape::Number | Shape::Boolean => match node.children.first() {
                Some(child) => Err(format!("`<{name}>` has an element `<{}>`, expected text", child.name)),
                None => Ok(()),
            },
            Shape::Any | Shape::Deferred(_) => Ok(()),
        }
    }

    fn members(&mut self, object: &Object, node: &'n Node) -> Result<(), String> {
        let parent = &node.name;
        for (name, _) in own_attributes(node) {
            match object.members.iter().find(|it| it.is_attribute(name)) {
                // Without a prefix an attribute has no namespace, and the table declares none for it.
                Some(it) if it.element.name.contains(':') => self.namespace(&it.element, name, false)?,
                Some(_) => {}
                None => misplaced(object, parent, name, &format!("the attribute `{name}`"))?,
            }
        }
        for child in &node.children {
            let called = |it: &&Member| it.is_called(&child.name);
            match object.members.iter().filter(called).collect::<Vec<_>>()[..] {
                [] => {
                    misplaced(object, parent, &child.name, &format!("the element `<{}>`", child.name))?;
                    object.extra.map_or(Ok(()), |it| self.element(it, child))?;
                }
                [Member { element: Element { shape: Shape::List(item, Wrapped::No), .. }, .. }] => {
                    self.element(item, child)?;
                }
                [member] if node.children.iter().filter(|it| member.is_called(&it.name)).count() > 1 => {
                    return Err(format!("`<{parent}>` has more than one element `<{}>`", child.name));
                }
                [member] => self.element(&member.element, child)?,
                // Nothing tells to which of several members an element belongs.
                _ => {}
            }
        }
        Ok(())
    }
}

impl Member {
    fn is_attribute(&self, name: &str) -> bool {
        self.node_type == NodeType::Attribute && local(self.element.name) == local(name)
    }
}

/// Well-formed XML has no attribute twice in a tag (XML 1.0, section 3.1).
fn unique_attributes(node: &Node) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    match node.attributes.iter().find(|(name, _)| !seen.insert(name)) {
        Some((name, _)) => Err(format!("`<{}>` has the attribute `{name}` twice", node.name)),
        None => Ok(()),
    }
}

/// The attributes that are data: neither declarations of namespaces nor those of XML and of XML Schema.
fn own_attributes(node: &Node) -> impl Iterator<Item = &(String, String)> {
    node.attributes.iter().filter(|(name, _)| {
        name != "xmlns" && !name.split_once(':').is_some_and(|(prefix, _)| matches!(prefix, "xmlns" | "xml" | "xsi"))
    })
}

/// An element or attribute that no member is called like, though it has the name of one in JSON, or that of the items of a
/// wrapped list: it belongs elsewhere.
fn misplaced(object: &Object, parent: &str, name: &str, shown: &str) -> Result<(), String> {
    let is_item = |it: &Member| matches!(it.element.shape, Shape::List(item, Wrapped::Yes) if item.name == name);
    let is_meant = |it: &&Member| it.key == local(name) || local(it.element.name) == local(name) || is_item(it);
    let Some(member) = object.members.iter().find(is_meant) else { return Ok(()) };
    let expected = match (member.node_type, &member.element.shape) {
        (NodeType::Attribute, _) => format!("the attribute `{}`", member.element.name),
        (NodeType::Text | NodeType::Cdata, _) => "the text".to_owned(),
        (NodeType::Element, Shape::List(item, Wrapped::Yes)) => {
            format!("an element `<{}>` with elements `<{}>`", member.element.name, item.name)
        }
        (NodeType::Element, _) => format!("an element `<{}>`", member.name()),
    };
    Err(format!("`<{parent}>` has {shown}; `{}` is {expected}", member.key))
}

/// Adds elements and attributes that the table does not know as members, so that the schema decides on them.
fn add_unknown(shape: &Shape, node: &Node, value: &mut Value) {
    match (shape.resolved(), value) {
        (Shape::Object(object), Value::Object(members)) => {
            for member in object.members.iter().filter(|it| it.node_type == NodeType::Element) {
                let mut named = node.children.iter().filter(|it| member.is_called(&it.name));
                match (&member.element.shape, members.get_mut(member.key)) {
                    (Shape::List(item, Wrapped::No), Some(Value::Array(values))) => {
                        named.zip(values).for_each(|(child, value)| add_unknown(&item.shape, child, value));
                    }
                    (shape, Some(value)) => {
                        named.next().into_iter().for_each(|child| add_unknown(shape, child, value));
                    }
                    (_, None) => {}
                }
            }
            if object.extra.is_none() {
                unknown_members(object, node, members);
            }
        }
        (Shape::List(item, _), Value::Array(values)) => {
            node.children.iter().zip(values).for_each(|(child, value)| add_unknown(&item.shape, child, value));
        }
        _ => {}
    }
}

fn unknown_members(object: &Object, node: &Node, members: &mut Map<String, Value>) {
    let elements = node.children.iter().filter(|it| !object.members.iter().any(|member| member.is_called(&it.name)));
    for child in elements {
        members.entry(local(&child.name)).or_insert_with(|| reader::value(&Shape::Any, child));
    }
    let attributes = own_attributes(node).filter(|(name, _)| !object.members.iter().any(|it| it.is_attribute(name)));
    for (name, text) in attributes {
        members.entry(local(name)).or_insert_with(|| text.as_str().into());
    }
}

#[cfg(test)]
mod tests {
    use std::sync::OnceLock;

    use serde_json::json;

    use super::*;

    const TEXT: Shape = Shape::Text;
    const NAMESPACE: &str = "https://example.com/shelf";

    static MOOD: Element = Element::new("mood", TEXT);
    static BOOK: Element = Element::new("book", Shape::Object(&BOOK_MEMBERS));
    static BOOK_MEMBERS: Object = Object {
        members: &[
            Member::required("name", NodeType::Element, Element::new("title", TEXT)),
            Member::optional("isbn", NodeType::Attribute, Element::new("isbn", TEXT)),
            Member::optional("language", NodeType::Attribute, Element::new("k:lang", TEXT).namespace("k", "urn:k")),
        ],
        extra: None,
    };
    static SHELF_MEMBERS: Object = Object {
        members: &[
            Member::required("id", NodeType::Attribute, Element::new("id", Shape::Number)),
            Member::optional("label", NodeType::Element, Element::new("k:label", TEXT).namespace("k", "urn:k")),
            Member::optional("books", NodeType::Element, Element::new("books", Shape::List(&BOOK, Wrapped::No))),
            Member::optional("moods", NodeType::Element, Element::new("moods", Shape::List(&MOOD, Wrapped::Yes))),
            Member::optional("p", NodeType::Element, Element::new("p:p", TEXT)),
        ],
        extra: None,
    };
    static SHELF: Element = Element::new("shelf", Shape::Object(&SHELF_MEMBERS)).namespace("", NAMESPACE);

    #[test]
    fn elements_are_held_against_their_tables() {
        let rows = [
            ("", "<p>a</p>", Ok(json!({ "id": 1, "p": "a" }))),
            ("", "<p:p>a</p:p>", Ok(json!({ "id": 1, "p": "a" }))),
            ("", "<q:p>a</q:p>", Err("the prefix `q` of `<q:p>` is not declared")),
            (" xml:lang='en' xsi:schemaLocation='x'", "", Ok(json!({ "id": 1 }))),
            (" color='red'", "<more/><x:y/>", Ok(json!({ "id": 1, "color": "red", "more": "", "y": "" }))),
            (" id='2'", "", Err("`<shelf>` has the attribute `id` twice")),
            ("", "text", Err("`<shelf>` has text, expected elements")),
            ("", "<id>1</id>", Err("`<shelf>` has the element `<id>`; `id` is the attribute `id`")),
            (" p='a'", "", Err("`<shelf>` has the attribute `p`; `p` is an element `<p:p>`")),
            ("", "<p><b/></p>", Err("`<p>` has an element `<b>`, expected text")),
            ("", "<p/><p/>", Err("`<shelf>` has more than one element `<p>`")),
            ("", "<label>a</label>", Err("`<label>` has the namespace `https://example.com/shelf`, expected `urn:k`")),
            ("", "<k:label>a</k:label>", Err("the prefix `k` of `<k:label>` is not declared")),
            ("", "<k:label xmlns:k='urn:x'/>", Err("`<k:label>` has the namespace `urn:x`, expected `urn:k`")),
            ("", "<label xmlns=''/>", Err("`<label>` has no namespace, expected `urn:k`")),
            (" xmlns:z='urn:k'", "<z:label>a</z:label>", Ok(json!({ "id": 1, "label": "a" }))),
            ("", "<label xmlns='urn:k'>a</label><p>b</p>", Ok(json!({ "id": 1, "label": "a", "p": "b" }))),
            ("", "<books><book/></books>", Err("`<shelf>` has the element `<books>`; `books` is an element `<book>`")),
            (
                "",
                "<book isbn='1'><title>a</title><pages>2</pages></book>",
                Ok(json!({ "id": 1, "books": [{ "name": "a", "isbn": "1", "pages": "2" }] })),
            ),
            (
                "",
                "<book><name>a</name></book>",
                Err("`<book>` has the element `<name>`; `name` is an element `<title>`"),
            ),
            (
                "",
                "<book k:lang='en' xmlns:k='urn:k'><title>a</title></book>",
                Ok(json!({ "id": 1, "books": [{ "name": "a", "language": "en" }] })),
            ),
            ("", "<book lang='en'/>", Err("`lang` has no namespace, expected `urn:k`")),
            ("", "<moods><mood>a</mood></moods>", Ok(json!({ "id": 1, "moods": ["a"] }))),
            ("", "<moods><feel/></moods>", Err("`<moods>` has an element `<feel>`, expected `<mood>`")),
            (
                "",
                "<mood>a</mood>",
                Err("`<shelf>` has the element `<mood>`; `moods` is an element `<moods>` with elements `<mood>`"),
            ),
            ("", "<moods xsi:nil='true'/>", Ok(json!({ "id": 1, "moods": null }))),
        ];
        for (attributes, content, expected) in rows {
            let xml = format!("<shelf xmlns='{NAMESPACE}' id='1'{attributes}>{content}</shelf>");
            assert_eq!(SHELF.to_json(xml.as_bytes()), expected.map_err(str::to_owned), "{xml}");
        }
        let unqualified = "`<shelf>` has no namespace, expected `https://example.com/shelf`";
        assert_eq!(SHELF.to_json(b"<shelf id='1'/>"), Err(unqualified.to_owned()));
        assert_eq!(SHELF.to_json(b"<board/>"), Err("the root element is `board`, expected `shelf`".to_owned()));
    }

    #[test]
    fn values_of_another_type_are_not_written() {
        assert_eq!(SHELF.to_xml(&json!("text")), None);
        assert_eq!(MOOD.to_xml(&json!("a&b")), Some(b"<mood>a&amp;b</mood>".to_vec()));
    }

    /// A tree whose table is built at run time.
    #[test]
    fn a_table_may_contain_itself() {
        let shape: &'static OnceLock<Shape> = Box::leak(Box::default());
        let tree = |name| Element::new(name, Shape::Deferred(shape));
        let members = Vec::leak(vec![Member::optional("child", NodeType::Element, tree("child"))]);
        shape.set(Shape::Object(Box::leak(Box::new(Object { members, extra: None })))).expect("it is set once");
        let value = json!({ "child": { "child": {} } });
        let xml = tree("tree").to_xml(&value).expect("it can be written");
        assert_eq!(xml, b"<tree><child><child></child></child></tree>");
        assert_eq!(tree("tree").to_json(&xml), Ok(value));
    }
}
