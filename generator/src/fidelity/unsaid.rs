//! Differences between what a schema takes and what its type takes of which no step of the pipeline has said anything.
//!
//! That a step reads a keyword does not mean that the crate does what the keyword says. So the account does not trust
//! the steps: the JSON types that each member's schema takes by the letter are held against those of the member's type,
//! and the same for items and values. A difference that nobody has reported is reported here, so none is silent.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::kinds::{Kinds, Written};
use crate::Pointer;
use crate::diagnostics::{At, Diagnostics, Severity, code};
use crate::ir::{Api, EnumRepr, Field, Format, Presence, Scalar, Shape, TypeDef, TypeName, TypeRef};
use crate::visit::{Memo, Visit};

/// What holds schemas by the names that their author gave them: what is said about one is not said about its neighbours.
const HOLDERS: [&str; 5] = ["properties", "schemas", "definitions", "$defs", "parameters"];

/// How deep lists and maps are looked into.
const DEPTH: usize = 32;

/// How many schemas are looked through for something that was said.
const MOST: usize = 256;

/// Reports the differences. `document` is as the user wrote it.
pub fn unsaid<'a>(document: &'a Value, api: &'a Api, diags: &mut Diagnostics) {
    let written = Written::new(document);
    let types = api.types.iter().map(|def| (&def.name, def)).collect();
    let said = said(diags);
    let check = Check { written, types, named: Memo::default(), said };
    let mut found = BTreeMap::new();
    for def in &api.types {
        if let Shape::Struct(it) = &def.shape {
            for field in &it.fields {
                check.field(field, &def.pointer, diags, &mut found);
            }
        }
    }
    for (at, message) in found {
        diags.approximated(code::UNSAID, &at, message);
    }
}

/// The places about which something was said, and what is around them up to the member or component that they belong to.
fn said(diags: &Diagnostics) -> BTreeSet<Pointer> {
    let mut said = BTreeSet::new();
    for finding in diags.iter().filter(|it| it.severity != Severity::Documented) {
        let At::Pointer(at) = &finding.at else { continue };
        let mut next = Some(diags.places().pointer(at));
        while let Some(at) = next.filter(|at| !said.contains(at)) {
            next = at.parent().filter(|around| !HOLDERS.contains(&around.last().as_str()));
            said.insert(at);
        }
    }
    said
}

struct Check<'a> {
    written: Written<'a>,
    types: BTreeMap<&'a TypeName, &'a TypeDef>,
    named: Memo<&'a TypeName, Kinds>,
    said: BTreeSet<Pointer>,
}

impl<'a> Check<'a> {
    fn field(&self, field: &'a Field, owner: &Pointer, diags: &Diagnostics, found: &mut BTreeMap<Pointer, String>) {
        if !diags.places().is_in_root(&field.pointer) {
            return; // it stands in another file, whose text is not at hand
        }
        let at = diags.places().pointer(&field.pointer);
        let Some(schema) = self.written.get(&at) else { return };
        let mut kinds = self.of_type(&field.ty);
        if matches!(field.presence, Presence::Nullable | Presence::Tristate) {
            kinds = kinds.or(Kinds::NULL);
        }
        if field.constraints.number_text && !kinds.and(Kinds::NUMBER).is_empty() {
            kinds = kinds.or(Kinds::STRING);
        }
        // What stands in a part of an `allOf`, other parts may narrow.
        let is_own = field.pointer.parent().and_then(|it| it.parent()).as_ref() == Some(owner);
        let wanted = self.written.kinds(schema).unwrap_or(kinds);
        if !is_own && kinds.without(wanted).is_empty() {
            return;
        }
        if let Some(message) = self.difference(schema, kinds).or_else(|| self.inside(schema, &field.ty, DEPTH))
            && !self.is_said(&at, schema, &mut BTreeSet::new())
        {
            found.insert(at, message);
        }
    }

    fn difference(&self, schema: &'a Value, kinds: Kinds) -> Option<String> {
        let wanted = self.written.kinds(schema)?;
        let (lost, more) = (wanted.without(kinds), kinds.without(wanted));
        match (lost.is_empty(), more.is_empty()) {
            (true, true) => None,
            (false, _) => Some(format!("the schema takes {}, the type does not", lost.words())),
            (true, false) => Some(format!("the type takes {}, the schema does not", more.words())),
        }
    }

    /// The items of lists, the values of maps.
    fn inside(&self, schema: &'a Value, ty: &'a TypeRef, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let schema = self.written.target(schema);
        let (keyword, inner) = match ty {
            TypeRef::List(it) => ("items", it),
            TypeRef::Map(it) => ("additionalProperties", it),
            TypeRef::Option(it) | TypeRef::Boxed(it) => return self.inside(schema, it, depth),
            _ => return None,
        };
        let schema = schema.get(keyword).filter(|it| it.is_object())?;
        let mut kinds = self.of_type(inner);
        if number_or_text(schema) {
            kinds = kinds.or(Kinds::STRING);
        }
        self.difference(schema, kinds).or_else(|| self.inside(schema, inner, depth))
    }

    /// Whether something was said about the schema, about what it refers to, or about what it combines.
    fn is_said(&self, at: &Pointer, schema: &Value, seen: &mut BTreeSet<Pointer>) -> bool {
        if self.said.contains(at) {
            return true;
        }
        // What is too large to look through is not held against anybody.
        if seen.len() == MOST {
            return true;
        }
        if !seen.insert(at.clone()) {
            return false;
        }
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix('#'));
        let target = target.map(Pointer::parse);
        let in_list = |keyword: &str| -> Vec<Pointer> {
            let count = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
            (0..count).map(|index| at.key(keyword).index(index)).collect()
        };
        let inner = ["items", "additionalProperties"].into_iter();
        let one = inner.filter(|it| schema.get(it).is_some()).map(|it| at.key(it));
        let mut next = target.into_iter().chain(["allOf", "anyOf", "oneOf"].into_iter().flat_map(in_list)).chain(one);
        next.any(|at| self.written.get(&at).is_some_and(|schema| self.is_said(&at, schema, seen)))
    }

    /// The JSON types that a type takes: those of all that it may be, each name looked at once.
    fn of_type(&self, ty: &'a TypeRef) -> Kinds {
        let mut names = Vec::new();
        let kinds = of_reference(ty, &mut names);
        names.into_iter().map(|name| self.named.get(name, |name| self.of_name(name))).fold(kinds, Kinds::or)
    }

    fn of_name(&self, name: &'a TypeName) -> Kinds {
        let (mut kinds, mut visit) = (Kinds::NONE, Visit::from([name]));
        while let Some((name, _)) = visit.next() {
            let mut names = Vec::new();
            let own = self.types.get(name).map_or(Kinds::ALL, |def| of_shape(&def.shape, &mut names));
            kinds = kinds.or(own);
            visit.push(names, 0);
        }
        kinds
    }
}

/// The types of a reference but for the names in it, which are handed out.
fn of_reference<'a>(mut ty: &'a TypeRef, names: &mut Vec<&'a TypeName>) -> Kinds {
    let mut kinds = Kinds::NONE;
    loop {
        ty = match ty {
            TypeRef::Option(it) => {
                kinds = kinds.or(Kinds::NULL);
                it
            }
            TypeRef::Boxed(it) => it,
            TypeRef::Named(name) => {
                names.push(name);
                return kinds;
            }
            TypeRef::Bool => return kinds.or(Kinds::BOOLEAN),
            TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 => return kinds.or(Kinds::NUMBER),
            TypeRef::Format(Format::DecimalNumber) => return kinds.or(Kinds::NUMBER),
            TypeRef::String | TypeRef::Format(_) => return kinds.or(Kinds::STRING),
            TypeRef::Json => return Kinds::ALL,
            TypeRef::Null => return kinds.or(Kinds::NULL),
            TypeRef::List(_) => return kinds.or(Kinds::ARRAY),
            TypeRef::Map(_) => return kinds.or(Kinds::OBJECT),
        };
    }
}

fn of_shape<'a>(shape: &'a Shape, names: &mut Vec<&'a TypeName>) -> Kinds {
    match shape {
        Shape::Struct(_) => Kinds::OBJECT,
        Shape::Tuple(_) => Kinds::ARRAY,
        Shape::Alias(it) | Shape::Newtype(it) => of_reference(it, names),
        Shape::Union(it) => it.variants.iter().map(|it| of_reference(&it.ty, names)).fold(Kinds::NONE, Kinds::or),
        Shape::Constant(it) => Kinds::of_value(&it.value),
        Shape::Enum(it) => match it.repr {
            EnumRepr::String => Kinds::STRING,
            EnumRepr::Integer => Kinds::NUMBER,
            EnumRepr::Mixed => it.variants.iter().map(|it| of_scalar(&it.wire)).fold(Kinds::NONE, Kinds::or),
        },
    }
}

fn of_scalar(scalar: &Scalar) -> Kinds {
    match scalar {
        Scalar::String(_) => Kinds::STRING,
        Scalar::Number(_) => Kinds::NUMBER,
        Scalar::Bool(_) => Kinds::BOOLEAN,
        Scalar::Null => Kinds::NULL,
    }
}

/// What a member reads as a number or as its text.
fn number_or_text(schema: &Value) -> bool {
    schema.get("pattern").and_then(Value::as_str).is_some_and(crate::numeric::is_number_pattern)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Config, Source, read};

    fn reading(schema: &Value) -> (Value, crate::Reading) {
        let document = json!({ "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "components": { "schemas": {
            "Nothing": { "type": "null" },
            "Text": { "type": ["string", "null"] },
            "It": { "type": "object", "properties": { "a": schema } },
        } } });
        let reading = read(&Source::new("a.json", &document.to_string()), &Config::default()).expect("it can be read");
        (document, reading)
    }

    fn messages(document: &Value, api: &Api, diags: &mut Diagnostics) -> Vec<String> {
        unsaid(document, api, diags);
        diags.iter().filter(|it| it.code == code::UNSAID).map(|it| it.message.clone()).collect()
    }

    /// Whatever a step does to a type, it cannot be silent about it.
    #[test]
    fn a_silent_difference_is_told() {
        let list = |ty| TypeRef::List(Box::new(ty));
        for (schema, ty, presence, expected) in [
            (json!({ "type": "string" }), TypeRef::Json, Presence::Optional, "the type takes null"),
            (json!({ "type": ["string", "null"] }), TypeRef::String, Presence::Optional, "the schema takes null"),
            (
                json!({ "$ref": "#/components/schemas/Text" }),
                TypeRef::String,
                Presence::Optional,
                "the schema takes null",
            ),
            (json!({ "type": "integer" }), TypeRef::String, Presence::Optional, "the schema takes numbers"),
            (json!({ "type": ["string", "integer"] }), TypeRef::String, Presence::Optional, "the schema takes numbers"),
            (json!({ "type": "string" }), TypeRef::String, Presence::Tristate, "the type takes null"),
            (
                json!({ "type": "array", "items": { "oneOf": [{ "type": "string" }, { "$ref": "#/components/schemas/Nothing" }] } }),
                list(TypeRef::String),
                Presence::Optional,
                "the schema takes null",
            ),
            (
                json!({ "type": "array", "items": { "type": "string" } }),
                list(TypeRef::Json),
                Presence::Optional,
                "the type takes",
            ),
        ] {
            let (document, reading) = reading(&schema);
            let mut api = reading.api;
            for def in &mut api.types {
                if let Shape::Struct(it) = &mut def.shape {
                    (it.fields[0].ty, it.fields[0].presence) = (ty.clone(), presence);
                }
            }
            let silent = || {
                let mut diags = Diagnostics::default();
                diags.set_places(reading.diagnostics.places().clone());
                diags
            };
            let found = messages(&document, &api, &mut silent());
            assert!(found.len() == 1 && found[0].starts_with(expected), "{schema}: {found:?}");
            // What was said already is not said again.
            let mut diags = silent();
            diags.approximated(code::CONFLICT, &Pointer::parse("/components/schemas/It/properties/a/type"), "said");
            assert_eq!(messages(&document, &api, &mut diags), Vec::<String>::new(), "{schema}");
        }
    }

    #[test]
    fn the_steps_say_what_they_do() {
        for schema in [
            json!({}),
            json!({ "oneOf": [{ "$ref": "#/components/schemas/Text" }, { "type": "integer" }] }),
            json!({ "allOf": [{ "$ref": "#/components/schemas/It" }, { "type": ["object", "null"] }] }),
            json!({ "format": "int32", "pattern": "^-?[0-9]+$" }),
            json!({ "type": ["integer", "string"], "pattern": "^-?[0-9]+$" }),
            json!({ "type": "array", "items": { "type": ["integer", "string"], "pattern": "^-?[0-9]+$" } }),
            json!({ "type": "string", "format": "int-or-string" }),
            json!({ "properties": { "b": {} } }),
            json!({ "enum": [[1], {}] }),
            json!({ "enum": ["a", 1, null, true] }),
            json!({ "type": "strang" }),
            json!({ "type": "number", "format": "decimal" }),
            json!({ "type": "string", "nullable": true }),
            json!({ "not": {} }),
            json!({ "patternProperties": { "^x": { "type": "string" } } }),
        ] {
            let (_, reading) = reading(&schema);
            let found: Vec<_> = reading.diagnostics.iter().filter(|it| it.code == code::UNSAID).collect();
            assert!(found.is_empty(), "{schema}: {found:?}");
        }
    }
}
