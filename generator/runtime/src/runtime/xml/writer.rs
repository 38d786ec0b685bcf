//! From values to XML, by the tables of [`xml`](crate::runtime::xml).
//!
//! By hand, and so is the reader: `quick-xml` would be one more crate in every client with XML, and tells of events, from
//! which these tables would make the same tree.

use crate::runtime::json::plain::Plain;
use crate::runtime::xml::shape::{Element, Member, NodeType, Object, Shape, Wrapped};
use crate::runtime::xml::tree::{escaped, is_name};

/// Writes an element of that name.
pub(crate) fn element(name: &str, it: &Element, value: &Plain, out: &mut String) -> Result<(), String> {
    start(name, it.namespace, out)?;
    match (it.shape.resolved(), value) {
        (_, Plain::Null) => {
            out.push_str(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\">");
        }
        (Shape::Object(object), Plain::Object(members)) => {
            attributes(object, members, it.namespace, out)?;
            out.push('>');
            content(object, members, out)?;
        }
        (Shape::Map(item), Plain::Object(members)) => {
            out.push('>');
            members.iter().try_for_each(|(key, value)| many(key, item, value, out))?;
        }
        (Shape::List(item, _), Plain::List(items)) => {
            out.push('>');
            items.iter().try_for_each(|value| element(item.name, item, value, out))?;
        }
        (_, Plain::Object(members)) => {
            out.push('>');
            members.iter().try_for_each(|(key, value)| many(key, &ANY, value, out))?;
        }
        (_, value) => {
            out.push('>');
            escaped(&words(value), out)?;
        }
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
    Ok(())
}

/// An element of which no schema says more.
const ANY: Element = Element::new("item", Shape::Any);

fn start(name: &str, namespace: Option<(&str, &str)>, out: &mut String) -> Result<(), String> {
    if !is_name(name) {
        return Err(format!("{name:?} is not an XML name"));
    }
    out.push('<');
    out.push_str(name);
    if let Some((prefix, uri)) = namespace {
        let prefix = if prefix.is_empty() { "xmlns".to_owned() } else { format!("xmlns:{prefix}") };
        attribute(&prefix, uri, out)?;
    }
    Ok(())
}

fn attribute(name: &str, text: &str, out: &mut String) -> Result<(), String> {
    if !is_name(name) {
        return Err(format!("{name:?} is not an XML name"));
    }
    out.push_str(&format!(" {name}=\""));
    escaped(text, out)?;
    out.push('"');
    Ok(())
}

/// The attributes. No name stands twice in a tag (XML 1.0, section 3.1), so a prefix is explained once.
fn attributes(
    object: &Object,
    members: &[(String, Plain)],
    own: Option<(&str, &str)>,
    out: &mut String,
) -> Result<(), String> {
    let mut prefixes: Vec<&str> = own.iter().map(|(prefix, _)| *prefix).collect();
    let mut names = Vec::new();
    for member in object.members.iter().filter(|it| it.node_type == NodeType::Attribute) {
        let Some(value) = member_of(members, member.key).filter(|it| !it.is_null()) else { continue };
        let name = member.element.name;
        if let Some((prefix, uri)) = member.element.namespace.filter(|(prefix, _)| !prefix.is_empty())
            && !prefixes.contains(&prefix)
        {
            attribute(&format!("xmlns:{prefix}"), uri, out)?;
            prefixes.push(prefix);
        }
        if names.contains(&name) {
            return Err(format!("two attributes are called {name:?}"));
        }
        names.push(name);
        attribute(name, &words(value), out)?;
    }
    Ok(())
}

/// Members that are no attributes. A null is an element that says so, if it can be one.
fn content(object: &Object, members: &[(String, Plain)], out: &mut String) -> Result<(), String> {
    for Member { key, node_type, element: own, .. } in object.members {
        let Some(value) = member_of(members, key) else { continue };
        match (node_type, &own.shape, value) {
            (NodeType::Attribute, ..) | (NodeType::Text | NodeType::Cdata, _, Plain::Null) => {}
            (NodeType::Element, Shape::List(_, Wrapped::No), Plain::Null) => {}
            (NodeType::Text, ..) => escaped(&words(value), out)?,
            (NodeType::Cdata, ..) => {
                let text = words(value);
                escaped(&text, &mut String::new())?;
                let text = text.replace("]]>", "]]]]><![CDATA[>");
                out.push_str(&format!("<![CDATA[{text}]]>"));
            }
            (NodeType::Element, Shape::List(item, Wrapped::No), Plain::List(items)) => {
                items.iter().try_for_each(|value| element(item.name, item, value, out))?;
            }
            (NodeType::Element, _, value) => element(own.name, own, value, out)?,
        }
    }
    let Some(extra) = object.extra else { return Ok(()) };
    let others = members.iter().filter(|(key, _)| !object.members.iter().any(|it| it.key == *key));
    others.into_iter().try_for_each(|(key, value)| many(key, extra, value, out))
}

/// A list without a table repeats its element.
fn many(key: &str, it: &Element, value: &Plain, out: &mut String) -> Result<(), String> {
    match (it.shape.resolved(), value) {
        (Shape::Any, Plain::List(items)) => items.iter().try_for_each(|value| element(key, it, value, out)),
        _ => element(key, it, value, out),
    }
}

fn member_of<'v>(members: &'v [(String, Plain)], key: &str) -> Option<&'v Plain> {
    let at = members.binary_search_by(|(name, _)| name.as_str().cmp(key)).ok()?;
    members.get(at).map(|(_, value)| value)
}

fn words(value: &Plain) -> String {
    match value {
        Plain::Null => "null".to_owned(),
        Plain::List(items) => items.iter().map(words).collect::<Vec<_>>().join(" "),
        other => other.clone().into_text(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::runtime::xml::reader::value;
    use crate::runtime::xml::tree::parse;

    fn plain(value: &Value) -> Plain {
        Plain::of(value).unwrap()
    }

    const TEXT: Shape = Shape::Text;

    static ANIMAL: Element = Element::new("animal", Shape::Text);
    static ANIMALS: Element = Element::new("animals", Shape::Text);
    static ALIENS: Element = Element::new("aliens", Shape::Text);
    static NUMBER: Element = Element::new("number", Shape::Number);
    static TREE: Object = Object {
        members: &[
            Member::optional("name", NodeType::Text, Element::new("name", TEXT)),
            Member::optional("child", NodeType::Element, Element::new("tree", Shape::Object(&TREE))),
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
        use NodeType::{Attribute, Cdata, Element as Child, Text};
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
                "a prefix is explained once",
                object!(
                    Member::optional("a", Attribute, Element::new("p:a", TEXT).namespace("p", "u")),
                    Member::optional("b", Attribute, Element::new("p:b", TEXT).namespace("p", "u"))
                ),
                json!({"a": "1", "b": "2"}),
                "<root xmlns:p=\"u\" p:a=\"1\" p:b=\"2\"></root>",
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
            (
                "numbers have the text that they have elsewhere",
                List(&NUMBER, Wrapped::Yes),
                json!([1e21, 1e-7]),
                "<root><number>1e21</number><number>1e-7</number></root>",
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
            element("root", &Element::new("root", shape), &plain(&json), &mut written).unwrap();
            assert_eq!(written, xml, "{what}");
        }
        for (what, shape, json, xml) in rows() {
            assert_eq!(value(&shape, &parse(xml.as_bytes()).unwrap()), json, "{what}");
        }
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        let mut written = String::new();
        element("root", &Element::new("root", Shape::Number), &plain(&json!(4.0)), &mut written).unwrap();
        assert_eq!(written, "<root>4</root>");
    }

    #[test]
    fn what_is_read_need_not_be_spelled_as_we_write() {
        let shape = || object!(Member::optional("n", NodeType::Element, Element::new("n", Shape::Number)));
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
            (json!({"a b": 1}), "\"a b\" is not an XML name"),
            (json!({"a": "\u{0}"}), "XML cannot contain the character '\\0'"),
        ] {
            assert_eq!(element("root", &ANY, &plain(&json), &mut String::new()), Err(expected.to_owned()));
        }
        const fn attribute(key: &'static str, name: &'static str) -> Member {
            Member::optional(key, NodeType::Attribute, Element::new(name, TEXT))
        }
        for (shape, expected) in [
            (object!(attribute("a", "x=\"\" y")), "\"x=\\\"\\\" y\" is not an XML name"),
            (object!(attribute("a", "x"), attribute("b", "x")), "two attributes are called \"x\""),
        ] {
            let root = Element::new("root", shape);
            let json = json!({"a": "1", "b": "2"});
            assert_eq!(element("root", &root, &plain(&json), &mut String::new()), Err(expected.to_owned()));
        }
    }
}
