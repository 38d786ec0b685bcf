//! A schema object of the lowered document, with the place where it stands. The only file of `model` that knows
//! the spelling of schema keywords.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::Pointer;
use crate::ir::JsonKind;

/// A schema object: its keywords and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    keywords: &'a Map<String, Value>,
    /// Where it stands.
    pub at: Pointer,
}

/// `additionalProperties` as a schema has it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Additional {
    /// `false`.
    Forbidden,
    /// `true` or `{}`.
    Any,
    /// A schema of its own.
    Schema(Pointer),
}

/// A `oneOf` or `anyOf` of a schema.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    /// The alternatives.
    pub branches: Vec<Pointer>,
    /// Whether several may hold at once.
    pub any_of: bool,
    /// The `discriminator` beside it.
    pub discriminator: Option<Discriminator>,
}

/// A `discriminator` object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Discriminator {
    /// `propertyName`.
    pub property: String,
    /// `mapping`: tag value and reference or schema name.
    pub mapping: Vec<(String, String)>,
    /// 3.2 `defaultMapping`.
    pub default: Option<String>,
}

impl Discriminator {
    /// The tags of each schema that the `mapping` names, by reference or by a bare name.
    pub fn tags(&self) -> BTreeMap<Pointer, Vec<String>> {
        let mut tags: BTreeMap<Pointer, Vec<String>> = BTreeMap::new();
        for (tag, to) in &self.mapping {
            tags.entry(mapped(to)).or_default().push(tag.clone());
        }
        tags
    }
}

/// The schema that a `mapping` means by a reference or a bare name.
pub(crate) fn mapped(to: &str) -> Pointer {
    match to.strip_prefix('#') {
        Some(pointer) => Pointer::parse(pointer),
        None => Pointer::parse("/components/schemas").key(to),
    }
}

impl<'a> Node<'a> {
    /// A schema object; none where the value is something else.
    pub fn new(value: &'a Value, at: Pointer) -> Option<Self> {
        value.as_object().map(|keywords| Self { keywords, at })
    }

    /// A keyword's value.
    pub fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.keywords.get(keyword)
    }

    /// Whether there are keywords that 3.0 does not have.
    pub fn has_preserved(&self) -> bool {
        self.keywords.keys().any(|it| it.starts_with("x-octogen-"))
    }

    /// A keyword's value where it is a text.
    pub fn text(&self, keyword: &str) -> Option<&'a str> {
        self.get(keyword)?.as_str()
    }

    /// Whether a keyword is `true`.
    pub fn flag(&self, keyword: &str) -> bool {
        self.get(keyword) == Some(&Value::Bool(true))
    }

    /// The reference, where the node is one.
    pub fn reference(&self) -> Option<&'a str> {
        self.text("$ref")
    }

    /// The groups that leave a choice.
    pub fn groups(&self) -> Vec<Group> {
        self.all_groups().into_iter().filter(|group| group.branches.len() > 1).collect()
    }

    fn all_groups(&self) -> Vec<Group> {
        let group = |keyword: &str, any_of: bool| {
            let branches = Some(self.list(keyword)).filter(|it| !it.is_empty())?;
            // Base types have mappings of hundreds of subtypes and are asked often: read it only for a choice.
            Some(Group { branches, any_of, discriminator: self.discriminator() })
        };
        [group("oneOf", false), group("anyOf", true)].into_iter().flatten().collect()
    }

    /// The discriminator.
    pub fn discriminator(&self) -> Option<Discriminator> {
        let object = self.get("discriminator")?.as_object()?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let mapping = object.get("mapping").and_then(Value::as_object).into_iter().flatten();
        Some(Discriminator {
            property: object.get("propertyName").and_then(text)?,
            mapping: mapping.filter_map(|(tag, target)| Some((tag.clone(), text(target)?))).collect(),
            default: object.get("x-octogen-default-mapping").and_then(text),
        })
    }

    /// The properties: wire name and place.
    pub fn properties(&self) -> impl Iterator<Item = (&'a str, Pointer)> {
        let at = self.at.key("properties");
        let members = self.get("properties").and_then(Value::as_object).into_iter().flatten();
        members.filter(|(_, value)| value.is_object()).map(move |(name, _)| (name.as_str(), at.key(name)))
    }

    /// The names under `required`.
    pub fn required(&self) -> impl Iterator<Item = &'a str> {
        self.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    }

    /// `additionalProperties`; none where the keyword is missing.
    pub fn additional(&self) -> Option<Additional> {
        Some(match self.get("additionalProperties")? {
            Value::Bool(false) => Additional::Forbidden,
            Value::Object(schema) if schema.contains_key("x-octogen-never") => Additional::Forbidden,
            Value::Object(schema) if !schema.is_empty() => Additional::Schema(self.at.key("additionalProperties")),
            _ => Additional::Any,
        })
    }

    /// `items`, where it is a schema.
    pub fn items(&self) -> Option<Pointer> {
        self.get("items")?.is_object().then(|| self.at.key("items"))
    }

    /// `prefixItems`.
    pub fn prefix_items(&self) -> Vec<Pointer> {
        self.list("x-octogen-prefix-items")
    }

    /// The values of `enum`.
    pub fn values(&self) -> Option<&'a [Value]> {
        self.get("enum")?.as_array().map(Vec::as_slice)
    }

    /// The value of `const`.
    pub fn constant(&self) -> Option<&'a Value> {
        self.get("x-octogen-const")
    }

    /// Whether the schema is `false`.
    pub fn never(&self) -> bool {
        self.get("x-octogen-never").is_some()
    }

    /// Whether the schema itself allows `null`.
    pub fn nullable(&self) -> bool {
        self.flag("nullable")
    }

    /// The JSON type under `type`.
    pub fn kind(&self) -> Option<JsonKind> {
        Some(match self.text("type")? {
            "null" => JsonKind::Null,
            "boolean" => JsonKind::Boolean,
            "integer" => JsonKind::Integer,
            "number" => JsonKind::Number,
            "string" => JsonKind::String,
            "array" => JsonKind::Array,
            "object" => JsonKind::Object,
            _ => return None,
        })
    }

    /// The members of `allOf`.
    pub fn members(&self) -> Vec<Pointer> {
        self.list("allOf")
    }

    /// The branches of `oneOf` and of `anyOf`, where there are any.
    pub fn choices(&self) -> Vec<Vec<Pointer>> {
        ["oneOf", "anyOf"].into_iter().map(|it| self.list(it)).filter(|it| !it.is_empty()).collect()
    }

    /// Whether the schema says that `null` is allowed, perhaps beside one type, and nothing else of the value.
    pub fn only_adds_null(&self) -> bool {
        (self.nullable() || self.only_null()) && self.says_no_more_than_type()
    }

    /// Whether it says nothing of the value but its type, or that it may be null.
    pub fn says_no_more_than_type(&self) -> bool {
        let restricts = |keyword: &String| keyword != "type" && keyword != "x-octogen-null" && !is_annotation(keyword);
        self.reference().is_none() && self.discriminator().is_none() && !self.keywords.keys().any(restricts)
    }

    /// Whether, but for its type, its bounds and what it combines, the node says nothing of the value.
    pub fn is_bare_but_type_and_bounds(&self) -> bool {
        let is_known = |it: &str| it == "type" || COMBINATORS.contains(&it) || BOUNDS.contains(&it);
        self.keywords.keys().all(|it| is_known(it) || is_annotation(it))
    }

    /// Whether the node has bounds of a number.
    pub fn has_bounds(&self) -> bool {
        BOUNDS.iter().any(|it| self.keywords.contains_key(*it))
    }

    /// Whether a number is within the bounds (OpenAPI 3.0, section 4.7.24).
    pub fn is_within_bounds(&self, number: f64) -> bool {
        let bound = |keyword| self.get(keyword).and_then(Value::as_f64);
        let above = |it| number > it || number == it && !self.flag("exclusiveMinimum");
        let below = |it| number < it || number == it && !self.flag("exclusiveMaximum");
        bound("minimum").is_none_or(above) && bound("maximum").is_none_or(below)
    }

    /// Whether only `null` is allowed.
    pub fn only_null(&self) -> bool {
        self.flag("x-octogen-null") || self.kind() == Some(JsonKind::Null)
    }

    /// The annotations that stand here: those beside a reference, or the node itself.
    pub fn annotations(&self) -> Node<'a> {
        let siblings = self.get("x-octogen-siblings").and_then(Value::as_object);
        Node { keywords: siblings.unwrap_or(self.keywords), at: self.at.clone() }
    }

    /// Whether the node says nothing of a value's shape: annotations and `nullable` at most.
    pub fn is_annotation_only(&self) -> bool {
        self.keywords.keys().all(|keyword| is_annotation(keyword))
    }

    /// Whether the node says that a value is a text, or nothing at all, and nothing else.
    pub fn is_plain_text(&self) -> bool {
        let is_text = matches!(self.kind(), None | Some(JsonKind::String));
        is_text && self.keywords.keys().all(|keyword| keyword == "type" || is_annotation(keyword))
    }

    /// Whether, without what it combines, the node says nothing of a value's shape.
    pub fn is_bare(&self) -> bool {
        self.keywords.keys().all(|it| COMBINATORS.contains(&it.as_str()) || is_annotation(it))
    }

    /// The parts of `allOf` that are nothing but annotations: before 3.1 this is how something is said beside a
    /// reference.
    pub fn asides(&self) -> Vec<Node<'a>> {
        let parts = self.get("allOf").and_then(Value::as_array).into_iter().flatten().enumerate();
        let nodes = parts.filter_map(|(index, it)| Node::new(it, self.at.key("allOf").index(index)));
        nodes.filter(Node::is_aside).collect()
    }

    fn is_aside(&self) -> bool {
        self.is_annotation_only() && self.reference().is_none() && self.discriminator().is_none()
    }

    /// The only branch of the only combinator, where the node has nothing else but annotations: the node means
    /// that branch.
    pub fn wrapped(&self) -> Option<Pointer> {
        let asides: Vec<Pointer> = self.asides().into_iter().map(|it| it.at).collect();
        let mut branches = COMBINATORS.iter().flat_map(|it| self.list(it)).filter(|it| !asides.contains(it));
        let only = branches.next().filter(|_| self.is_bare())?;
        branches.next().is_none().then_some(only)
    }

    /// What the node is another name for, where it says nothing by itself at all.
    pub fn other_name(&self) -> Option<Pointer> {
        let target = || self.reference().map(Pointer::parse).or_else(|| self.wrapped());
        target().filter(|_| self.keywords.len() == 1 && self.asides().is_empty())
    }

    /// Branches that hold whatever else holds: those of `allOf`, and of a choice that offers just one.
    pub fn conjuncts(&self) -> Vec<Pointer> {
        let single = ["oneOf", "anyOf"].into_iter().map(|it| self.list(it)).filter(|branches| branches.len() == 1);
        self.list("allOf").into_iter().chain(single.flatten()).collect()
    }

    /// Whether the node has only keywords that narrow what another schema shapes.
    pub fn only_narrows(&self) -> bool {
        self.keywords.keys().all(|keyword| is_annotation(keyword) || NARROWING.contains(&keyword.as_str()))
    }

    fn list(&self, keyword: &str) -> Vec<Pointer> {
        let Some(items) = self.get(keyword).and_then(Value::as_array) else { return Vec::new() };
        let at = self.at.key(keyword);
        items.iter().enumerate().filter(|(_, item)| item.is_object()).map(|(index, _)| at.index(index)).collect()
    }
}

/// Keywords that put schemas together.
const COMBINATORS: &[&str] = &["allOf", "anyOf", "oneOf"];

/// What bounds a number.
const BOUNDS: [&str; 4] = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"];

/// Keywords that constrain a value without giving it a shape of its own.
const NARROWING: &[&str] = &[
    "required",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "not",
    "type",
    "format",
];

/// Annotations: keywords that do not affect the shape of a value.
fn is_annotation(keyword: &str) -> bool {
    const ANNOTATIONS: &[&str] = &[
        "title",
        "description",
        "summary",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
        "externalDocs",
        "nullable",
        "xml",
        "discriminator",
        "$comment",
        "$id",
        "$schema",
        "$anchor",
        "$defs",
        "definitions",
    ];
    ANNOTATIONS.contains(&keyword) || (keyword.starts_with("x-") && !SHAPING.contains(&keyword))
}

/// Our own extensions that give a value its shape.
const SHAPING: &[&str] = &["x-octogen-const", "x-octogen-never", "x-octogen-null", "x-octogen-prefix-items"];
