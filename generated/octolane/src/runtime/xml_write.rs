//! From JSON to XML, by the tables of [`xml`](super::xml).

use serde_json::{Map, Value};

use super::xml::{Element, Member, Object, Place, Shape, Wrapped};
use super::xml_text::{escaped, is_name};

/// Writes an element of that name.
pub(super) fn element(name: &str, it: &Element, value: &Value, out: &mut String) -> Result<(), String> {
    start(name, it.namespace, out)?;
    match (&it.shape, value) {
        (_, Value::Null) => {
            out.push_str(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\">");
        }
        (Shape::Object(object), Value::Object(members)) => {
            attributes(object, members, out)?;
            out.push('>');
            content(object, members, out)?;
        }
        (Shape::Map(item), Value::Object(members)) => {
            out.push('>');
            members.iter().try_for_each(|(key, value)| many(key, item, value, out))?;
        }
        (Shape::List(item, _), Value::Array(items)) => {
            out.push('>');
            items.iter().try_for_each(|value| element(item.name, item, value, out))?;
        }
        (_, Value::Object(members)) => {
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
pub(super) const ANY: Element = Element::new("item", Shape::Any);

fn start(name: &str, namespace: Option<(&str, &str)>, out: &mut String) -> Result<(), String> {
    if !is_name(name) {
        return Err(format!("{name:?} is no name of XML"));
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
    out.push_str(&format!(" {name}=\""));
    escaped(text, out)?;
    out.push('"');
    Ok(())
}

fn attributes(object: &Object, members: &Map<String, Value>, out: &mut String) -> Result<(), String> {
    for member in object.members.iter().filter(|it| it.place == Place::Attribute) {
        let Some(value) = members.get(member.key).filter(|it| !it.is_null()) else { continue };
        if let Some((prefix, uri)) = member.element.namespace.filter(|(prefix, _)| !prefix.is_empty()) {
            attribute(&format!("xmlns:{prefix}"), uri, out)?;
        }
        attribute(member.element.name, &words(value), out)?;
    }
    Ok(())
}

/// Members that are no attributes. A null is an element that says so, if it can be one.
fn content(object: &Object, members: &Map<String, Value>, out: &mut String) -> Result<(), String> {
    for Member { key, place, element: own, .. } in object.members {
        let Some(value) = members.get(*key) else { continue };
        match (place, &own.shape, value) {
            (Place::Attribute, ..) | (Place::Text | Place::Cdata, _, Value::Null) => {}
            (Place::Element, Shape::List(_, Wrapped::No), Value::Null) => {}
            (Place::Text, ..) => escaped(&words(value), out)?,
            (Place::Cdata, ..) => {
                let text = words(value);
                escaped(&text, &mut String::new())?;
                let text = text.replace("]]>", "]]]]><![CDATA[>");
                out.push_str(&format!("<![CDATA[{text}]]>"));
            }
            (Place::Element, Shape::List(item, Wrapped::No), Value::Array(items)) => {
                items.iter().try_for_each(|value| element(item.name, item, value, out))?;
            }
            (Place::Element, _, value) => element(own.name, own, value, out)?,
        }
    }
    let Some(extra) = object.extra else { return Ok(()) };
    let others = members.iter().filter(|(key, _)| !object.members.iter().any(|it| it.key == *key));
    others.into_iter().try_for_each(|(key, value)| many(key, extra, value, out))
}

/// A list without a table repeats its element.
fn many(key: &str, it: &Element, value: &Value, out: &mut String) -> Result<(), String> {
    match (&it.shape, value) {
        (Shape::Any, Value::Array(items)) => items.iter().try_for_each(|value| element(key, it, value, out)),
        _ => element(key, it, value, out),
    }
}

fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}
