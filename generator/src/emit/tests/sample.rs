//! An API made by hand that has every shape of type once.

use serde_json::{Value, json};

use crate::Pointer;
use crate::ir::*;

/// A type whose shape is all that matters.
pub fn def(name: &str, shape: Shape) -> TypeDef {
    TypeDef {
        name: TypeName::new(name),
        module: ModuleName::new("things"),
        tags: Vec::new(),
        docs: Docs::default(),
        constraints: Constraints::default(),
        deprecated: false,
        usage: Usage { request: true, response: true },
        shape,
        component: Some(name.to_owned()),
        pointer: Pointer::root(),
    }
}

/// A member.
pub fn field(wire: &str, ty: TypeRef, presence: Presence) -> Field {
    Field {
        name: FieldName::new(wire.trim_start_matches('$').to_lowercase()),
        wire: wire.to_owned(),
        ty,
        presence,
        access: Access::Both,
        docs: Docs::default(),
        constraints: Constraints::default(),
        deprecated: false,
        tag: None,
        pointer: Pointer::root(),
    }
}

/// An object with these members.
pub fn object(fields: Vec<Field>) -> Struct {
    Struct { fields, extra: None, closed: false }
}

/// A reference to a type by name.
pub fn named(name: &str) -> TypeRef {
    TypeRef::Named(TypeName::new(name))
}

pub fn list(ty: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(ty))
}

pub fn map(ty: TypeRef) -> TypeRef {
    TypeRef::Map(Box::new(ty))
}

pub fn option(ty: TypeRef) -> TypeRef {
    TypeRef::Option(Box::new(ty))
}

pub fn boxed(ty: TypeRef) -> TypeRef {
    TypeRef::Boxed(Box::new(ty))
}

/// An enum of these values; variants are `V0`, `V1`, ….
pub fn values(repr: EnumRepr, values: &[Value]) -> Shape {
    let variant = |(index, value): (usize, &Value)| Variant {
        name: VariantName::new(format!("V{index}")),
        wire: scalar(value),
        docs: Docs::default(),
        deprecated: false,
    };
    Shape::Enum(Enum {
        repr,
        variants: values.iter().enumerate().map(variant).collect(),
        fallback: VariantName::new("Unknown"),
    })
}

pub fn scalar(value: &Value) -> Scalar {
    match value {
        Value::String(text) => Scalar::String(text.clone()),
        Value::Number(number) => Scalar::Number(number.clone()),
        Value::Bool(it) => Scalar::Bool(*it),
        _ => Scalar::Null,
    }
}

/// A union of these types; variants are `V0`, `V1`, ….
pub fn union(types: Vec<TypeRef>, choice: Choice) -> Shape {
    let variant = |(index, ty): (usize, TypeRef)| UnionVariant {
        constraints: Constraints::default(),
        name: VariantName::new(format!("V{index}")),
        ty,
        tag: None,
        docs: Docs::default(),
        pointer: Pointer::root(),
    };
    Shape::Union(Union {
        variants: types.into_iter().enumerate().map(variant).collect(),
        choice,
        fallback: VariantName::new("Unknown"),
        any_of: false,
    })
}

/// A candidate without conditions but its JSON type.
pub fn candidate(variant: usize, kind: JsonKind) -> Candidate {
    Candidate {
        variant,
        kinds: vec![kind],
        required: Vec::new(),
        constants: Vec::new(),
        values: Vec::new(),
        known: Vec::new(),
        closed: false,
        items: None,
    }
}

/// An API of these types and nothing else.
pub fn api(mut types: Vec<TypeDef>) -> Api {
    types.sort_by(|a, b| a.name.cmp(&b.name));
    Api {
        package: Package {
            name: "sample".into(),
            library: "sample".into(),
            version: "0.1.0".into(),
            auth_env: None,
            about: Default::default(),
        },
        title: "Sample".into(),
        version: "1".into(),
        docs: Docs::default(),
        servers: Vec::new(),
        default_path: None,
        schemes: Vec::new(),
        tags: Vec::new(),
        tag_features: false,
        types,
        operations: Vec::new(),
        headers: Vec::new(),
        webhooks: Vec::new(),
        events: Events::default(),
        errors: Errors::default(),
        xml: Xml::default(),
        written: Default::default(),
    }
}

/// Every shape of type.
pub fn every_shape() -> Api {
    use Presence::{Nullable, Optional, Required, Tristate};
    let hostile = "Fine.\r\n\r\n    panic!(\"indented\")\n\n```rust,should_panic\npanic!()\n```\n\n> ```\n> quoted\n> ```\n\n\
        - item\n\n      let in_list = 1;\n- [x] and [`String`] and [link](foo::bar) and [web](https://example.com/a_b)\n\n\
        <script>alert(1)</script> \u{202e} https://example.com/x?a=1. */ /* \u{7} {{}} \\ \"# \n\n| a | b |\n|---|---|\n| `x|y` | 2 |\n";
    let docs = Docs {
        title: Some("A thing".into()),
        description: Some(hostile.into()),
        examples: vec![json!({"a": "``` x"})],
        external: Some((Some("more".into()), "javascript:alert(1)".into())),
        local: Vec::new(),
    };
    let mut read_only = field("createdAt", TypeRef::Format(Format::DateTime), Required);
    read_only.access = Access::ReadOnly;
    let mut old = field("old", TypeRef::String, Optional);
    old.deprecated = true;
    let mut old_required = field("oldest", TypeRef::I64, Required);
    old_required.deprecated = true;
    old_required.constraints.maximum = Some(Bound { value: 5.into(), exclusive: true });
    old_required.constraints.default = Some(json!(3));
    let mut secret = field("secret", TypeRef::String, Required);
    secret.access = Access::WriteOnly;
    let awkward =
        ["new", "add", "not", "clone", "default", "from", "into", "next", "from_str", "to_x", "out", "wire", "types"];
    let awkward = awkward.into_iter().map(|name| field(name, TypeRef::I64, Optional)).collect();
    let mut thing = object(vec![
        field("$id", TypeRef::I64, Required),
        field("found", TypeRef::String, Required),
        field("kind", named("ThingKind"), Required),
        field("tags", list(TypeRef::String), Required),
        read_only,
        old_required,
        field("note", TypeRef::String, Nullable),
        field("state", named("State"), Optional),
        field("parent", boxed(named("Thing")), Optional),
        field("title", TypeRef::String, Tristate),
        field("due", TypeRef::Format(Format::DateTime), Tristate),
        field("price", TypeRef::Format(Format::Decimal), Optional),
        field("free", TypeRef::Json, Optional),
        field("bytes", TypeRef::Format(Format::Base64), Optional),
        old,
    ]);
    thing.extra = Some((FieldName::new("extra"), TypeRef::I64));
    let mut thing = def("Thing", Shape::Struct(thing));
    thing.docs = docs.clone();
    let mut text = candidate(0, JsonKind::String);
    text.values = vec![scalar(&json!("all")), scalar(&json!("none"))];
    let mut states = values(EnumRepr::String, &[json!("on"), json!(">="), json!("")]);
    if let Shape::Enum(it) = &mut states {
        it.variants[1].deprecated = true;
        it.variants[1].docs = docs;
    }
    let event = |kind: &str| {
        let fields = vec![field("type", named(kind), Required), field("n", TypeRef::I32, Required)];
        let mut it = object(fields);
        it.fields[0].name = FieldName::new("type_");
        Shape::Struct(it)
    };
    let tagged =
        Choice::Tagged { property: "type".into(), values: vec![("a".into(), 0), ("b".into(), 1)], default: None };
    let nested = |variant: usize, key: &str| Candidate {
        required: vec![key.to_owned()],
        ..candidate(variant, JsonKind::Object)
    };
    let mut other = def(
        "Elsewhere",
        Shape::Struct(object(vec![
            field("thing", named("Thing"), Optional),
            field("things", map(list(option(named("Thing")))), Optional),
        ])),
    );
    other.module = ModuleName::new("others");
    api(vec![
        thing,
        other,
        def("ThingKind", Shape::Constant(Constant { value: json!("thing") })),
        def("KindA", Shape::Constant(Constant { value: json!("a") })),
        def("KindB", Shape::Constant(Constant { value: json!("b") })),
        def("Nothing", Shape::Constant(Constant { value: json!(null) })),
        def("State", states),
        def("Level", values(EnumRepr::Integer, &[json!(-1), json!(7)])),
        def("Loose", values(EnumRepr::Mixed, &[json!("x"), json!(1.5), json!(2), json!(true), json!(null)])),
        def(
            "Selector",
            union(
                vec![named("Word"), list(TypeRef::I64), list(TypeRef::String), TypeRef::Null],
                Choice::Untagged(vec![
                    text,
                    Candidate {
                        items: Some(Box::new(candidate(0, JsonKind::Integer))),
                        ..candidate(1, JsonKind::Array)
                    },
                    candidate(2, JsonKind::Array),
                    candidate(3, JsonKind::Null),
                ]),
            ),
        ),
        def("Word", values(EnumRepr::String, &[json!("all"), json!("none")])),
        def("EventA", event("KindA")),
        def("EventB", event("KindB")),
        def("Event", union(vec![named("EventA"), named("EventB")], tagged)),
        def(
            "Filter",
            union(
                vec![named("And"), named("Or"), named("Name")],
                Choice::Untagged(vec![nested(0, "items"), nested(1, "items"), candidate(2, JsonKind::String)]),
            ),
        ),
        def(
            "And",
            Shape::Struct(object(vec![
                field("items", list(named("Filter")), Required),
                field("n", TypeRef::I64, Required),
            ])),
        ),
        def("Or", Shape::Struct(object(vec![field("items", list(named("Filter")), Required)]))),
        def("Name", Shape::Alias(TypeRef::String)),
        def("Tree", Shape::Newtype(list(named("Tree")))),
        def(
            "Pair",
            Shape::Tuple(Tuple {
                items: vec![TypeRef::String, option(TypeRef::I64)],
                item_constraints: Vec::new(),
                rest: Some(TypeRef::Bool),
            }),
        ),
        def("Awkward", Shape::Struct(object(awkward))),
        def("Login", Shape::Struct(object(vec![secret, field("name", TypeRef::String, Required)]))),
        def(
            "Numbers",
            Shape::Struct(object(vec![
                field("a", TypeRef::I32, Optional),
                field("b", TypeRef::U32, Optional),
                field("c", TypeRef::U64, Optional),
                field("d", TypeRef::F64, Optional),
                field("e", TypeRef::Bool, Optional),
                field("self_", TypeRef::Null, Optional),
            ])),
        ),
    ])
}
