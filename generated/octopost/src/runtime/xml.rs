//! XML bodies: a value of our types and the element that the `xml` keywords of its schema make of it (OpenAPI 3.1,
//! section 4.8.26). Generated code holds a table for each schema; here the table leads from XML to JSON and back, and
//! the types are read and written as everywhere else.

use serde::Serialize;

use super::draft::Draft;
use super::read::{RawBody, ReadError, json_text};
use super::record::in_request;
use super::wire::Wire;
#[cfg(feature = "test-util")]
use super::xml_text::local;
use super::xml_text::parse;
use super::{xml_read, xml_write};

/// An element, or an attribute where it stands for one.
#[derive(Debug)]
pub struct Element {
    /// Its name, with the prefix where it has one.
    pub name: &'static str,
    /// The prefix, which may be empty, and the namespace that is declared on it.
    pub namespace: Option<(&'static str, &'static str)>,
    /// What stands in it.
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

/// What stands in an element.
#[derive(Debug)]
pub enum Shape {
    /// A text.
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
    /// What it is in XML.
    pub place: Place,
    /// Whether it must be there: a list that has no items leaves no trace.
    pub required: bool,
    /// Its element.
    pub element: Element,
}

impl Member {
    /// A member that may be missing.
    pub const fn optional(key: &'static str, place: Place, element: Element) -> Self {
        Self { key, place, required: false, element }
    }

    /// A member that must be there.
    pub const fn required(key: &'static str, place: Place, element: Element) -> Self {
        Self { key, place, required: true, element }
    }
}

/// What a member is in XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the object's element.
    Text,
    /// That text, written as CDATA.
    Cdata,
}

/// Reads XML into a type of this crate.
///
/// # Errors
///
/// The body is not XML, or not of that shape.
pub fn read<T: Wire>(body: &RawBody, root: &Element) -> Result<T, ReadError> {
    let node = parse(body.bytes()).map_err(ReadError::new)?;
    json_text(xml_read::value(&root.shape, &node).to_string().as_bytes())
}

/// The JSON that stands for an XML text with that root.
///
/// # Errors
///
/// It is not XML, or has another root.
#[cfg(feature = "test-util")]
pub(super) fn json_of(text: &[u8], root: &Element) -> Result<serde_json::Value, ReadError> {
    let node = parse(text).map_err(ReadError::new)?;
    if local(&node.name) != local(root.name) {
        return Err(ReadError::new(format!("the root element is `{}`, documented is `{}`", node.name, root.name)));
    }
    Ok(xml_read::value(&root.shape, &node))
}

impl Draft {
    /// Sets the body to a value as XML.
    pub fn xml<T: Serialize + ?Sized>(&mut self, media_type: &'static str, body: &T, root: &Element) {
        let value = in_request(|| serde_json::to_value(body)).map_err(|error| error.to_string());
        let text = value.and_then(|value| {
            let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned();
            xml_write::element(root.name, root, &value, &mut out)?;
            Ok(out)
        });
        match text {
            Ok(text) => self.text(media_type, text),
            Err(message) => self.fail(format!("the body cannot be written as XML: {message}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::xml_read::value;
    use super::super::xml_write::{ANY, element};
    use super::*;

    const TEXT: Shape = Shape::Text;

    static ANIMAL: Element = Element::new("animal", Shape::Text);
    static ANIMALS: Element = Element::new("animals", Shape::Text);
    static ALIENS: Element = Element::new("aliens", Shape::Text);
    static NUMBER: Element = Element::new("number", Shape::Number);
    static TREE: Object = Object {
        members: &[
            Member::optional("name", Place::Text, Element::new("name", TEXT)),
            Member::optional("child", Place::Element, Element::new("tree", Shape::Object(&TREE))),
        ],
        extra: None,
    };

    macro_rules! object {
        ($($member:expr),*) => { object!(@ None, $($member),*) };
        ($($member:expr),*; $extra:expr) => { object!(@ Some($extra), $($member),*) };
        (@ $extra:expr, $($member:expr),*) => {{
            static OBJECT: super::Object = super::Object { members: &[$($member),*], extra: $extra };
            Shape::Object(&OBJECT)
        }};
    }

    /// The rows of OpenAPI's own examples (3.1, section 4.8.26.2), and what else the tables can say.
    fn rows() -> Vec<(&'static str, Shape, Value, &'static str)> {
        use Place::{Attribute, Cdata, Element as Child, Text};
        use Shape::{Boolean, List, Map, Number};
        vec![
            (
                "plain",
                object!(Member::optional("animals", Child, Element::new("animals", TEXT))),
                json!({"animals": "a<&>"}),
                "<root><animals>a&lt;&amp;&gt;</animals></root>",
            ),
            (
                "name, attribute, prefix and namespace",
                object!(
                    Member::optional("id", Attribute, Element::new("id", Number)),
                    Member::optional("name", Child, Element::new("s:name", TEXT).namespace("s", "https://e.org/s"))
                ),
                json!({"id": 1, "name": "x"}),
                "<root id=\"1\"><s:name xmlns:s=\"https://e.org/s\">x</s:name></root>",
            ),
            (
                "a list that is not wrapped",
                object!(Member::optional("animals", Child, Element::new("animals", List(&ANIMAL, Wrapped::No)))),
                json!({"animals": ["a", "b"]}),
                "<root><animal>a</animal><animal>b</animal></root>",
            ),
            (
                "a wrapped list",
                object!(Member::optional("animals", Child, Element::new("animals", List(&ANIMALS, Wrapped::Yes)))),
                json!({"animals": ["a", "b"]}),
                "<root><animals><animals>a</animals><animals>b</animals></animals></root>",
            ),
            (
                "a wrapped list whose name is also that of its items",
                object!(Member::optional("animals", Child, Element::new("aliens", List(&ALIENS, Wrapped::Yes)))),
                json!({"animals": ["a"]}),
                "<root><aliens><aliens>a</aliens></aliens></root>",
            ),
            (
                "an empty wrapped list",
                object!(Member::optional("animals", Child, Element::new("aliens", List(&ALIENS, Wrapped::Yes)))),
                json!({"animals": []}),
                "<root><aliens></aliens></root>",
            ),
            (
                "scalars",
                object!(
                    Member::optional("b", Child, Element::new("b", Boolean)),
                    Member::optional("n", Child, Element::new("n", Number)),
                    Member::optional("t", Child, Element::new("t", TEXT))
                ),
                json!({"b": true, "n": -1.5, "t": "1"}),
                "<root><b>true</b><n>-1.5</n><t>1</t></root>",
            ),
            (
                "an object in itself, its text beside",
                Shape::Object(&TREE),
                json!({"name": "a", "child": {"name": "b"}}),
                "<root>a<tree>b</tree></root>",
            ),
            (
                "CDATA",
                object!(Member::optional("it", Cdata, Element::new("it", TEXT))),
                json!({"it": "<]]>"}),
                "<root><![CDATA[<]]]]><![CDATA[>]]></root>",
            ),
            (
                "text and attribute",
                object!(
                    Member::optional("l", Attribute, Element::new("lang", TEXT)),
                    Member::optional("it", Text, Element::new("it", TEXT))
                ),
                json!({"l": "de \"\n", "it": "x"}),
                "<root lang=\"de &quot;&#10;\">x</root>",
            ),
            (
                "null",
                object!(Member::optional("n", Child, Element::new("n", Number))),
                json!({"n": null}),
                "<root><n xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"></n></root>",
            ),
            ("a map", Map(&NUMBER), json!({"a": 1, "b": 2}), "<root><a>1</a><b>2</b></root>"),
            (
                "further members",
                object!(Member::optional("a", Child, Element::new("a", TEXT)); &NUMBER),
                json!({"a": "x", "b": 2}),
                "<root><a>x</a><b>2</b></root>",
            ),
            (
                "null in a list",
                List(&NUMBER, Wrapped::Yes),
                json!([1, null]),
                "<root><number>1</number><number xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                 xsi:nil=\"true\"></number></root>",
            ),
        ]
    }

    #[test]
    fn values_become_xml_and_come_back() {
        for (what, shape, json, xml) in rows() {
            let mut written = String::new();
            element("root", &Element::new("root", shape), &json, &mut written).unwrap();
            assert_eq!(written, xml, "{what}");
        }
        for (what, shape, json, xml) in rows() {
            assert_eq!(value(&shape, &parse(xml.as_bytes()).unwrap()), json, "{what}");
        }
    }

    #[test]
    fn what_is_read_need_not_be_spelled_as_we_write() {
        let shape = || object!(Member::optional("n", Place::Element, Element::new("n", Shape::Number)));
        for (xml, expected) in [
            ("<other><p:n xmlns:p='u'> +5 </p:n></other>", json!({"n": 5})),
            ("<r><n>05</n><more/></r>", json!({"n": 5})),
            ("<r><n>.5</n></r>", json!({"n": 0.5})),
            ("<r><n>many</n></r>", json!({"n": "many"})),
            ("<r><n nil='1'/></r>", json!({"n": null})),
            ("<r/>", json!({})),
        ] {
            assert_eq!(value(&shape(), &parse(xml.as_bytes()).unwrap()), expected, "{xml}");
        }
    }

    #[test]
    fn what_xml_cannot_hold_is_an_error() {
        for (json, expected) in [
            (json!({"a b": 1}), "\"a b\" is no name of XML"),
            (json!({"a": "\u{0}"}), "XML cannot hold the character '\\0'"),
        ] {
            assert_eq!(element("root", &ANY, &json, &mut String::new()), Err(expected.to_owned()));
        }
    }
}
