//! `anyOf: [T, null]` and `oneOf: [T, null]` → `nullable` beside the branches that remain. The null may stand behind a
//! reference, too: generators for TypeScript and Python name it like any other type.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::node;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::document::Document;
use crate::grammar::Kind;

/// How many references may lead to null, one after the other.
const CHAIN: usize = 64;

pub(super) fn run(document: Document, diags: &mut Diagnostics) -> Document {
    let (document, nulls) = nulls(document, diags);
    let is_null = |schema: &Value| is_null(schema, &nulls);
    node::schemas(document, diags, |map, at, cx| {
        for keyword in ["anyOf", "oneOf"] {
            let Some(Value::Array(branches)) = map.get_mut(keyword) else { continue };
            let before = branches.len();
            // What makers of OData documents write where a member may be null: 3.0 cannot say it beside a reference.
            let null_object = branches.iter().position(is_object_or_null);
            let null_object = null_object.filter(|_| branches.iter().any(|it| !is_null(it) && !is_object_or_null(it)));
            if let Some(index) = null_object {
                let message =
                    "an object or null, with no members of its own, beside another alternative: null is taken";
                cx.diags.approximated(code::NULL_OBJECT, &at.key(keyword).index(index).pointer(), message);
            }
            if branches.iter().all(is_null) {
                if before > 0 && branches.iter().any(|it| !is_null_by_nullable(it)) {
                    map.remove(keyword);
                    node::set_null(map);
                }
                continue;
            }
            let only_null = |it: &Value| is_null(it) || (null_object.is_some() && is_object_or_null(it));
            node::retain(branches, &at.key(keyword), cx, |it, _, _| !only_null(it));
            if branches.len() < before {
                node::set_nullable(map);
            }
        }
    })
}

/// The schemas that allow null alone, also by referring to others or by a choice between them.
fn nulls(document: Document, diags: &mut Diagnostics) -> (Document, BTreeSet<Pointer>) {
    let mut nulls = BTreeSet::new();
    let mut document = document;
    for _ in 0..CHAIN {
        let before = nulls.len();
        document = node::objects(document, diags, |kind, map, at, _| {
            if kind == Kind::Schema && allows_null_alone(map, &nulls) {
                nulls.insert(at.pointer());
            }
        });
        // Mostly there are none; where there are, each round finds what refers to those of the last.
        if nulls.len() == before {
            break;
        }
    }
    (document, nulls)
}

fn allows_null_alone(map: &Map<String, Value>, nulls: &BTreeSet<Pointer>) -> bool {
    if map.contains_key("x-octogen-null") {
        return true;
    }
    if let Some(Value::String(target)) = map.get("$ref") {
        return nulls.contains(&Pointer::parse(target));
    }
    let is_null = |it: &Value| it.as_object().is_some_and(|it| allows_null_alone(it, nulls));
    let branches = ["anyOf", "oneOf", "allOf"].iter().filter_map(|it| map.get(*it)?.as_array());
    let bare = map.keys().all(|it| matches!(it.as_str(), "anyOf" | "oneOf" | "allOf") || node::is_annotation(it));
    let mut all = branches.flatten().peekable();
    !nulls.is_empty() && bare && all.peek().is_some() && all.all(is_null)
}

fn is_null(schema: &Value, nulls: &BTreeSet<Pointer>) -> bool {
    is_null_by_nullable(schema) || schema.as_object().is_some_and(|it| allows_null_alone(it, nulls))
}

/// `{nullable: true}` alone is anything in the text of 3.0; who writes it as a branch means null.
fn is_null_by_nullable(schema: &Value) -> bool {
    let is = |map: &Map<String, Value>| {
        map.get("nullable") == Some(&true.into()) && map.keys().all(|it| it == "nullable" || node::is_annotation(it))
    };
    schema.as_object().is_some_and(is)
}

/// An object of which nothing is said, or one that can have no member at all.
fn is_object_or_null(schema: &Value) -> bool {
    let is = |map: &Map<String, Value>| {
        let is_closed = map.get("additionalProperties") == Some(&false.into());
        map.get("type") == Some(&"object".into())
            && map.get("nullable") == Some(&true.into())
            && map.keys().all(|it| match it.as_str() {
                "type" | "nullable" => true,
                "additionalProperties" => is_closed,
                // What an open object is for may stand in its description.
                it => is_closed && node::is_annotation(it),
            })
    };
    schema.as_object().is_some_and(is)
}
