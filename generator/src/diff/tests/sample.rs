//! A small API made by hand, and what it takes to edit it: the facts that `model` derives are derived again.

use crate::diagnostics::Diagnostics;
use crate::ir::*;
use crate::model::errors_of;
use crate::{Config, Pointer};

pub fn name(text: &str) -> TypeName {
    TypeName::new(text)
}

pub fn named(text: &str) -> TypeRef {
    TypeRef::Named(name(text))
}

pub fn list(ty: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(ty))
}

pub fn option(ty: TypeRef) -> TypeRef {
    TypeRef::Option(Box::new(ty))
}

pub fn field(wire: &str, ty: TypeRef, presence: Presence) -> Field {
    Field {
        name: FieldName::new(wire.to_lowercase()),
        wire: wire.into(),
        ty,
        presence,
        access: Access::Both,
        docs: Docs::default(),
        constraints: Constraints::default(),
        deprecated: false,
        tag: None,
        pointer: Pointer::root().key(wire),
    }
}

/// A component.
pub fn component(text: &str, shape: Shape) -> TypeDef {
    let pointer = Pointer::root().key("components").key("schemas").key(text);
    TypeDef { component: Some(text.into()), pointer, ..inline(text, shape) }
}

/// A schema without a name of its own.
pub fn inline(text: &str, shape: Shape) -> TypeDef {
    TypeDef {
        name: name(text),
        module: ModuleName::new("all"),
        tags: Vec::new(),
        docs: Docs::default(),
        constraints: Constraints::default(),
        deprecated: false,
        usage: Usage::default(),
        shape,
        component: None,
        pointer: Pointer::root().key("inline").key(text),
    }
}

pub fn structure(fields: Vec<Field>) -> Shape {
    Shape::Struct(Struct { fields, extra: None, closed: false })
}

pub fn enumeration(values: &[&str]) -> Shape {
    Shape::Enum(Enum {
        repr: EnumRepr::String,
        variants: values.iter().map(|it| value(it)).collect(),
        fallback: VariantName::new("Unknown"),
    })
}

pub fn value(text: &str) -> Variant {
    let mut chars = text.chars();
    let name: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    Variant {
        name: VariantName::new(name),
        wire: Scalar::String(text.into()),
        docs: Docs::default(),
        deprecated: false,
    }
}

pub fn union(variants: &[(&str, TypeRef)]) -> Shape {
    let variant = |(name, ty): &(&str, TypeRef)| UnionVariant {
        constraints: Constraints::default(),
        name: VariantName::new(*name),
        ty: ty.clone(),
        tag: None,
        docs: Docs::default(),
        pointer: Pointer::root().key("oneOf").key(name),
    };
    Shape::Union(Union {
        variants: variants.iter().map(variant).collect(),
        choice: Choice::Untagged(Vec::new()),
        fallback: VariantName::new("Unknown"),
        any_of: false,
    })
}

pub fn param(wire: &str, location: ParamLocation, ty: TypeRef, required: bool) -> Param {
    Param {
        name: FieldName::new(wire.to_lowercase().replace('-', "_")),
        wire: wire.into(),
        location,
        required,
        ty,
        style: if matches!(location, ParamLocation::Query | ParamLocation::Cookie) {
            Style::Form
        } else {
            Style::Simple
        },
        explode: matches!(location, ParamLocation::Query | ParamLocation::Cookie),
        allow_reserved: false,
        slashes: false,
        allow_empty: false,
        content: None,
        docs: Docs::default(),
        constraints: Constraints::default(),
        deprecated: false,
        pointer: Pointer::root().key("parameters").key(wire),
    }
}

pub fn content(media_type: &str, ty: TypeRef) -> Content {
    Content {
        media_type: media_type.into(),
        kind: if media_type.ends_with("json") { ContentKind::Json } else { ContentKind::Text },
        ty,
        constraints: Constraints::default(),
        pointer: Pointer::root().key("content").key(media_type),
    }
}

pub fn response(status: u16, contents: Vec<Content>) -> ResponseCase {
    ResponseCase {
        status: Status::Code(status),
        docs: Docs::default(),
        contents,
        headers: Vec::new(),
        links: Vec::new(),
        pointer: Pointer::root().key("responses").key(&status.to_string()),
    }
}

pub fn json_body(required: bool, ty: TypeRef) -> Body {
    Body {
        required,
        docs: Docs::default(),
        contents: vec![body_content("application/json", "body", ty, BodyKind::Json)],
        pointer: Pointer::root().key("requestBody"),
    }
}

pub fn body_content(media_type: &str, setter: &str, ty: TypeRef, kind: BodyKind) -> BodyContent {
    BodyContent {
        order: Vec::new(),
        equivalent_media_types: Vec::new(),
        name: FieldName::new(setter),
        method: MethodName::new(format!("with_{setter}")),
        media_type: media_type.into(),
        kind,
        ty,
        constraints: Constraints::default(),
        pointer: Pointer::root().key("requestBody").key(media_type),
    }
}

pub fn operation(id: &str, method: &str, path: &str) -> Operation {
    let mut marker = id.to_owned();
    marker[..1].make_ascii_uppercase();
    let pointer = Pointer::root().key("paths").key(path).key(&method.to_lowercase());
    Operation {
        id: id.into(),
        id_given: true,
        callbacks: Vec::new(),
        name: MethodName::new(snake(id)),
        marker: name(&marker),
        group: None,
        module: ModuleName::new("all"),
        tags: Vec::new(),
        docs: Docs::default(),
        deprecated: false,
        method: method.into(),
        path: path.into(),
        segments: Vec::new(),
        params: Vec::new(),
        body: None,
        responses: Vec::new(),
        output: Outcome::None,
        errors: None,
        security: Vec::new(),
        servers: Vec::new(),
        scopes: Vec::new(),
        pagination: None,
        safe: false,
        idempotency_header: None,
        generated_key: GeneratedKey::default(),
        pointer,
    }
}

fn snake(id: &str) -> String {
    let mut out = String::new();
    for c in id.chars() {
        if c.is_uppercase() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

pub fn server(constant: &str, url: &str) -> Server {
    Server { name: ConstName::new(constant), url: url.into(), description: None, variables: Vec::new() }
}

pub fn scheme(wire: &str, kind: SchemeKind) -> SecurityScheme {
    SecurityScheme {
        wire: wire.into(),
        name: FieldName::new(snake(wire)),
        kind,
        docs: Docs::default(),
        pointer: Pointer::root().key("securitySchemes").key(wire),
    }
}

pub fn uses(scheme: usize, scopes: &[&str]) -> Requirement {
    vec![SchemeUse { scheme, scopes: scopes.iter().map(|it| (*it).to_owned()).collect() }]
}

pub fn header(wire: &str, ty: TypeRef) -> HeaderDef {
    HeaderDef {
        name: ConstName::new(wire.to_uppercase().replace('-', "_")),
        wire: wire.into(),
        ty,
        constraints: Constraints::default(),
        deprecated: false,
        docs: Docs::default(),
        pointer: Pointer::root().key("headers").key(wire),
    }
}

/// What most tests begin with: a pet is read and written, a tag goes both ways, an input only in requests.
pub fn sample() -> Api {
    use Presence::{Optional, Required};
    let mut api = Api {
        package: Package {
            name: "pets".into(),
            library: "pets".into(),
            version: "1.2.3".into(),
            auth_env: None,
            about: Default::default(),
        },
        title: "Pets".into(),
        version: "1".into(),
        docs: Docs::default(),
        servers: vec![server("PRODUCTION", "https://api.example.com")],
        default_path: None,
        schemes: Vec::new(),
        tags: Vec::new(),
        tag_features: false,
        types: vec![
            component(
                "Pet",
                structure(vec![
                    field("id", TypeRef::I64, Required),
                    field("name", TypeRef::String, Required),
                    field("kind", named("Kind"), Optional),
                    field("tags", list(named("Tag")), Optional),
                    field("note", TypeRef::String, Optional),
                ]),
            ),
            component(
                "NewPet",
                structure(vec![
                    field("name", TypeRef::String, Required),
                    field("size", named("Size"), Optional),
                    field("tags", list(named("Tag")), Optional),
                    field("note", TypeRef::String, Optional),
                ]),
            ),
            component("Tag", structure(vec![field("label", TypeRef::String, Required)])),
            component("Kind", enumeration(&["cat", "dog"])),
            component("Size", enumeration(&["small", "large"])),
            component("Failure", structure(vec![field("code", TypeRef::String, Required)])),
            component("Spare", structure(vec![field("x", TypeRef::I64, Required)])),
            component("Shape", union(&[("Pet", named("Pet")), ("Tag", named("Tag"))])),
        ],
        operations: Vec::new(),
        headers: Vec::new(),
        webhooks: Vec::new(),
        events: Events::default(),
        errors: Errors::default(),
        xml: Xml::default(),
        written: Default::default(),
    };
    let mut get = operation("getPet", "GET", "/pets/{id}");
    get.params = vec![
        param("id", ParamLocation::Path, TypeRef::I64, true),
        param("limit", ParamLocation::Query, TypeRef::I64, false),
        param("lang", ParamLocation::Query, TypeRef::String, true),
    ];
    get.responses = vec![
        response(200, vec![content("application/json", named("Pet"))]),
        response(404, vec![content("application/json", named("Failure"))]),
    ];
    let mut create = operation("createPet", "POST", "/pets");
    create.body = Some(json_body(true, named("NewPet")));
    create.responses = vec![response(204, Vec::new())];
    let mut find = operation("findShape", "GET", "/shapes");
    find.responses = vec![response(200, vec![content("application/json", named("Shape"))])];
    api.operations = vec![get, create, find];
    finished(api)
}

/// The API with what follows from the rest: the order of types, who uses them, outcomes, segments.
pub fn finished(mut api: Api) -> Api {
    api.types.sort_by(|a, b| a.name.cmp(&b.name));
    api.operations.sort_by(|a, b| (&a.path, &a.method).cmp(&(&b.path, &b.method)));
    for def in &mut api.types {
        if let Shape::Struct(it) = &mut def.shape {
            it.fields.sort_by_key(|it| (!it.is_required(), it.wire.clone()));
        }
    }
    let (mut request, mut response) = (Vec::new(), Vec::new());
    for it in &mut api.operations {
        it.params.sort_by_key(|it| (it.location != ParamLocation::Path, !it.required, it.location, it.wire.clone()));
        it.segments = segments(&it.path);
        request.extend(it.params.iter().map(|it| it.ty.clone()));
        request.extend(it.body.iter().flat_map(|it| it.contents.iter().map(|it| it.ty.clone())));
        response.extend(it.responses.iter().flat_map(|it| it.contents.iter().map(|it| it.ty.clone())));
        it.output = outcome(it);
    }
    api.errors = errors_of(&mut api.operations, &api.types, &Config::default(), &mut Diagnostics::default());
    response.extend(api.webhooks.iter().map(|it| it.ty.clone()));
    let (request, response) = (closure(&api, request), closure(&api, response));
    for def in &mut api.types {
        def.usage = Usage { request: request.contains(&def.name), response: response.contains(&def.name) };
    }
    api
}

fn segments(path: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for (index, part) in path.split('{').enumerate() {
        let literal = match part.split_once('}') {
            Some((_, literal)) if index > 0 => {
                segments.push(Segment::Param(index - 1));
                literal
            }
            _ => part,
        };
        if !literal.is_empty() {
            segments.push(Segment::Literal(literal.into()));
        }
    }
    segments
}

fn closure(api: &Api, roots: Vec<TypeRef>) -> Vec<TypeName> {
    let mut seen: Vec<TypeName> = Vec::new();
    let mut open: Vec<TypeName> = roots.iter().filter_map(TypeRef::named).cloned().collect();
    while let Some(name) = open.pop() {
        if !seen.contains(&name) {
            open.extend(api.type_def(&name).shape.references().into_iter().filter_map(TypeRef::named).cloned());
            seen.push(name);
        }
    }
    seen
}

fn outcome(operation: &Operation) -> Outcome {
    let cases: Vec<_> = operation.responses.iter().filter(|it| matches!(it.status, Status::Code(200..=299))).collect();
    let mut shapes: Vec<Option<&TypeRef>> = Vec::new();
    for case in &cases {
        let mut add = |shape| {
            if !shapes.contains(&shape) {
                shapes.push(shape);
            }
        };
        if case.contents.is_empty() {
            add(None);
        }
        case.contents.iter().for_each(|it| add(Some(&it.ty)));
    }
    match shapes.as_slice() {
        [] | [None] => Outcome::None,
        [Some(ty)] => Outcome::Single { ty: (*ty).clone(), kind: cases[0].contents[0].kind },
        _ => Outcome::Enum {
            name: name(&format!("{}Output", operation.marker)),
            variants: cases
                .iter()
                .flat_map(|case| {
                    let variant = |content: Option<Content>| OutcomeVariant {
                        name: VariantName::new(match case.status {
                            Status::Code(code) => format!("Status{code}"),
                            Status::Range(first) => format!("Status{first}xx"),
                            Status::Default => "Default".into(),
                        }),
                        status: case.status,
                        content,
                        docs: Docs::default(),
                    };
                    match case.contents.as_slice() {
                        [] => vec![variant(None)],
                        contents => contents.iter().map(|it| variant(Some(it.clone()))).collect(),
                    }
                })
                .collect(),
        },
    }
}

pub fn def<'a>(api: &'a mut Api, name: &str) -> &'a mut TypeDef {
    api.types.iter_mut().find(|it| it.name.as_str() == name).expect("the sample has it")
}

pub fn fields<'a>(api: &'a mut Api, name: &str) -> &'a mut Vec<Field> {
    match &mut def(api, name).shape {
        Shape::Struct(it) => &mut it.fields,
        _ => panic!("{name} is no struct"),
    }
}

pub fn member<'a>(api: &'a mut Api, name: &str, wire: &str) -> &'a mut Field {
    fields(api, name).iter_mut().find(|it| it.wire == wire).expect("the sample has it")
}

pub fn call<'a>(api: &'a mut Api, id: &str) -> &'a mut Operation {
    api.operations.iter_mut().find(|it| it.id == id).expect("the sample has it")
}

pub fn argument<'a>(api: &'a mut Api, id: &str, wire: &str) -> &'a mut Param {
    call(api, id).params.iter_mut().find(|it| it.wire == wire).expect("the sample has it")
}
