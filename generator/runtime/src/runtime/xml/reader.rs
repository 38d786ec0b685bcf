//! From XML to JSON, by the tables of [`xml`](crate::runtime::xml).

use serde_json::{Map, Number, Value};

use crate::runtime::xml::shape::{Member, NodeType, Object, Shape, Wrapped};
use crate::runtime::xml::tree::{Node, local};

/// The value of an element.
pub(crate) fn value(shape: &Shape, node: &Node) -> Value {
    match shape.resolved() {
        _ if node.is_nil() => Value::Null,
        Shape::Object(it) => object(it, node),
        Shape::List(item, _) => node.children.iter().map(|it| value(&item.shape, it)).collect(),
        Shape::Map(item) => members(node.children.iter(), &item.shape).into(),
        Shape::Any if !node.children.is_empty() => members(node.children.iter(), &Shape::Any).into(),
        shape => scalar(shape, &node.text),
    }
}

/// Elements by their names; what comes several times is a list.
fn members<'n>(nodes: impl Iterator<Item = &'n Node>, shape: &Shape) -> Map<String, Value> {
    let mut members = Map::new();
    for node in nodes {
        let (key, value) = (local(&node.name), value(shape, node));
        match members.get_mut(key) {
            None => {
                members.insert(key.to_owned(), value);
            }
            Some(Value::Array(items)) => items.push(value),
            Some(one) => *one = Value::Array(vec![one.take(), value]),
        }
    }
    members
}

fn object(object: &Object, node: &Node) -> Value {
    let mut found = Map::new();
    for Member { key, node_type, required, element } in object.members {
        let named = |name: &'static str| node.children.iter().filter(move |it| local(&it.name) == local(name));
        let value = match (node_type, &element.shape) {
            (NodeType::Attribute, shape) => {
                let attribute = node.attributes.iter().find(|(name, _)| local(name) == local(element.name));
                attribute.map(|(_, text)| scalar(shape, text))
            }
            (NodeType::Text | NodeType::Cdata, shape) => {
                (*required || !node.text.is_empty()).then(|| scalar(shape, &node.text))
            }
            (NodeType::Element, Shape::List(item, Wrapped::No)) => {
                let items: Vec<_> = named(item.name).map(|it| value(&item.shape, it)).collect();
                (*required || !items.is_empty()).then_some(Value::Array(items))
            }
            (NodeType::Element, shape) => named(element.name).next().map(|it| value(shape, it)),
        };
        if let Some(value) = value {
            found.insert((*key).to_owned(), value);
        }
    }
    if let Some(extra) = object.extra {
        let others = node.children.iter().filter(|it| !object.members.iter().any(|member| member.is_called(&it.name)));
        found.extend(members(others, &extra.shape));
    }
    found.into()
}

impl Node {
    /// Whether it stands for null (XML Schema 1.0, section 2.6.2).
    pub(crate) fn is_nil(&self) -> bool {
        let nil = |(name, value): &(String, String)| local(name) == "nil" && matches!(value.trim(), "true" | "1");
        self.attributes.iter().any(nil)
    }
}

impl Member {
    /// Whether an element of that name belongs to the member.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.node_type == NodeType::Element && local(self.name()) == local(name)
    }

    /// The name of its element, or of its items where they have no element around them.
    pub(crate) fn name(&self) -> &'static str {
        match &self.element.shape {
            Shape::List(item, Wrapped::No) => item.name,
            _ => self.element.name,
        }
    }
}

/// What does not match the table stays a string, about which reading the type reports an error.
fn scalar(shape: &Shape, text: &str) -> Value {
    let read = match (shape, text.trim()) {
        (Shape::Number, number) => number_of(number).map(Value::Number),
        (Shape::Boolean, "true" | "1") => Some(Value::Bool(true)),
        (Shape::Boolean, "false" | "0") => Some(Value::Bool(false)),
        (Shape::List(item, _), words) => Some(words.split_whitespace().map(|word| scalar(&item.shape, word)).collect()),
        _ => None,
    };
    read.unwrap_or_else(|| Value::String(text.to_owned()))
}

/// JSON's numbers, and XML's further spellings of them: `+5`, `05`, `.5`.
fn number_of(text: &str) -> Option<Number> {
    serde_json::from_str(text)
        .ok()
        .or_else(|| text.parse().ok().map(|it: i64| it.into()))
        .or_else(|| text.parse().ok().and_then(Number::from_f64))
}
