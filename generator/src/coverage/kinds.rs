//! Which JSON types a schema takes, by the letter of what its author wrote, in all versions. It is worked out from the
//! document alone and knows nothing of the pipeline, so that the two can be compared.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::Pointer;
use crate::pointer;

/// A set of JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub const NONE: Self = Self(0);
    pub const NULL: Self = Self(1);
    pub const BOOLEAN: Self = Self(1 << 1);
    pub const NUMBER: Self = Self(1 << 2);
    pub const STRING: Self = Self(1 << 3);
    pub const ARRAY: Self = Self(1 << 4);
    pub const OBJECT: Self = Self(1 << 5);
    pub const ALL: Self = Self((1 << 6) - 1);

    const NAMES: [(Self, &'static str); 6] = [
        (Self::NULL, "null"),
        (Self::BOOLEAN, "booleans"),
        (Self::NUMBER, "numbers"),
        (Self::STRING, "strings"),
        (Self::ARRAY, "arrays"),
        (Self::OBJECT, "objects"),
    ];

    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub fn is_empty(self) -> bool {
        self == Self::NONE
    }

    /// `null and strings`.
    pub fn words(self) -> String {
        let names: Vec<_> = Self::NAMES.iter().filter(|(it, _)| !self.and(*it).is_empty()).map(|(_, it)| *it).collect();
        names.join(" and ")
    }

    fn named(name: &str) -> Self {
        match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOLEAN,
            "integer" | "number" => Self::NUMBER,
            "string" | "file" => Self::STRING,
            "array" => Self::ARRAY,
            "object" => Self::OBJECT,
            _ => Self::ALL,
        }
    }

    pub fn of_value(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(_) => Self::NUMBER,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }
}

/// How many schemas are looked at for one answer.
const WORK: usize = 2_000;

/// How deep schemas may stand in each other, or refer to each other.
const DEPTH: usize = 128;

/// A document in which schemas are asked for.
pub(super) struct Written<'a> {
    document: &'a Value,
}

impl<'a> Written<'a> {
    pub fn new(document: &'a Value) -> Self {
        Self { document }
    }

    pub fn get(&self, at: &Pointer) -> Option<&'a Value> {
        at.find(self.document)
    }

    /// Whether it is of OpenAPI 2.0, where a parameter is its own schema.
    pub fn is_swagger(&self) -> bool {
        self.document.get("swagger").is_some()
    }

    /// The types that the schema takes; none where it is too large to tell.
    pub fn kinds(&self, schema: &'a Value) -> Option<Kinds> {
        let mut walk = Walk { written: self, open: BTreeSet::new(), left: WORK, depth: 0 };
        walk.kinds(schema).filter(|_| walk.left > 0)
    }

    /// The schema behind references that say nothing else.
    pub fn target(&self, schema: &'a Value) -> &'a Value {
        let mut schema = schema;
        for _ in 0..DEPTH {
            match schema.get("$ref").and_then(Value::as_str).and_then(|it| self.reference(it)) {
                Some(next) => schema = next,
                None => break,
            }
        }
        schema
    }

    fn reference(&self, target: &str) -> Option<&'a Value> {
        pointer::found(target.strip_prefix('#')?, self.document)
    }
}

struct Walk<'w, 'a> {
    written: &'w Written<'a>,
    /// The references that are being followed: one that leads back says nothing.
    open: BTreeSet<&'a str>,
    left: usize,
    depth: usize,
}

impl<'a> Walk<'_, 'a> {
    fn kinds(&mut self, schema: &'a Value) -> Option<Kinds> {
        self.left = self.left.checked_sub(1)?;
        if self.depth == DEPTH {
            return None;
        }
        self.depth += 1;
        let kinds = match schema {
            Value::Bool(true) => Some(Kinds::ALL),
            Value::Bool(false) => Some(Kinds::NONE),
            Value::Object(_) => self.of_object(schema),
            _ => None,
        };
        self.depth -= 1;
        kinds
    }

    fn of_object(&mut self, schema: &'a Value) -> Option<Kinds> {
        let mut kinds = own(schema);
        if let Some(target) = schema.get("$ref").and_then(Value::as_str)
            && self.open.insert(target)
        {
            let at = self.written.reference(target)?;
            let behind = self.kinds(at);
            self.open.remove(target);
            kinds = kinds.and(behind?);
        }
        for member in list(schema, "allOf") {
            kinds = kinds.and(self.kinds(member)?);
        }
        for keyword in ["anyOf", "oneOf"] {
            let branches = list(schema, keyword);
            if !branches.is_empty() {
                let any = branches.iter().try_fold(Kinds::NONE, |any, it| Some(any.or(self.kinds(it)?)))?;
                kinds = kinds.and(any);
            }
        }
        Some(if adds_null(schema) { kinds.or(Kinds::NULL) } else { kinds })
    }
}

fn list<'a>(schema: &'a Value, keyword: &str) -> &'a [Value] {
    schema.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// `nullable` of 3.0, and what 2.0 documents write for it: null beside whatever else is said.
fn adds_null(schema: &Value) -> bool {
    let is = |key: &str| schema.get(key).is_some_and(|it| *it == Value::Bool(true) || *it == "true");
    ["nullable", "x-nullable", "x-isnullable", "x-isNullable", "x-is-nullable"].into_iter().any(is)
}

/// What `type`, `const` and `enum` leave.
fn own(schema: &Value) -> Kinds {
    let by_type = match schema.get("type") {
        Some(Value::String(name)) => Kinds::named(name),
        Some(Value::Array(names)) => {
            names.iter().map(|it| it.as_str().map_or(Kinds::NULL, Kinds::named)).fold(Kinds::NONE, Kinds::or)
        }
        Some(Value::Null) => Kinds::NULL,
        _ => Kinds::ALL,
    };
    // A format of Kubernetes, which says more than the `type` beside it.
    let is_either = schema.get("format").is_some_and(|it| it == "int-or-string" || it == "int_or_string")
        || schema.get("x-kubernetes-int-or-string") == Some(&Value::Bool(true));
    let by_type = if is_either { Kinds::NUMBER.or(Kinds::STRING) } else { by_type };
    let by_const = schema.get("const").map_or(Kinds::ALL, Kinds::of_value);
    let by_enum = match schema.get("enum") {
        // Values are read in the type that is named, whatever YAML makes of them.
        Some(Value::Array(values)) if !schema.get("type").is_some_and(Value::is_string) => {
            values.iter().map(Kinds::of_value).fold(Kinds::NONE, Kinds::or)
        }
        _ => Kinds::ALL,
    };
    by_type.and(by_const).and(by_enum)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn types_by_the_letter() {
        let document = json!({ "components": { "schemas": {
            "Nothing": { "type": "null" },
            "Text": { "type": ["string", "null"] },
            "Ring": { "anyOf": [{ "$ref": "#/components/schemas/Ring" }, { "type": "integer" }] },
        } } });
        let written = Written::new(&document);
        let to = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        for (schema, expected) in [
            (json!({}), "null and booleans and numbers and strings and arrays and objects"),
            (json!(false), ""),
            (json!({ "type": "string" }), "strings"),
            (json!({ "type": "string", "nullable": true }), "null and strings"),
            (json!({ "type": "object", "x-nullable": true }), "null and objects"),
            (json!({ "enum": ["a", 1, null] }), "null and numbers and strings"),
            (json!({ "const": null }), "null"),
            (json!({ "oneOf": [to("Nothing"), { "type": "array" }] }), "null and arrays"),
            (json!({ "allOf": [to("Text"), { "enum": ["a"] }] }), "strings"),
            (json!({ "allOf": [to("Text"), {}] }), "null and strings"),
        ] {
            let schema: &'static Value = Box::leak(Box::new(schema));
            let written = Written::new(Box::leak(Box::new(document.clone())));
            assert_eq!(written.kinds(schema).map(Kinds::words).as_deref(), Some(expected), "{schema}");
        }
        let ring = &document["components"]["schemas"]["Ring"];
        assert!(written.kinds(ring).is_some());
    }
}
