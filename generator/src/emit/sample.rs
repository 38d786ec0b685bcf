//! A small API with every form that an operation can have, for tests of what is emitted.

use serde_json::json;

use crate::Pointer;
use crate::config::{self, Config};
use crate::diagnostics::Diagnostics;
use crate::ir::*;
use crate::model::errors_of;

/// The sample: keywords that are listed, read, made, exported, removed and watched.
pub fn sample() -> Api {
    let mut api = Api {
        package: Package {
            name: "sample-api".into(),
            library: "sample_api".into(),
            version: "0.1.0".into(),
            auth_env: Some("SAMPLE_API_KEY".into()),
            about: Default::default(),
        },
        title: "Sample <API>".into(),
        version: "1.2.3".into(),
        docs: docs("Keeps keywords.\n\n    not a doctest"),
        servers: vec![server()],
        default_path: None,
        schemes: schemes(),
        tags: vec![tag("keywords"), tag("files")],
        tag_features: false,
        types: types(),
        operations: operations(),
        headers: vec![HeaderDef {
            name: ConstName::new("X_TOTAL_COUNT"),
            wire: "x-total-count".into(),
            ty: TypeRef::I64,
            deprecated: false,
            docs: docs("How many there are."),
            constraints: Constraints::default(),
            pointer: at(),
        }],
        webhooks: vec![webhook("keyword.created", "KeywordCreated"), webhook("keyword.removed", "KeywordRemoved")],
        events: Events {
            choice: Choice::Tagged {
                property: "type".into(),
                values: vec![("keyword.created".into(), 0), ("keyword.removed".into(), 1)],
                default: None,
            },
            signature: Some(Signature::StandardWebhooks),
            ..Events::default()
        },
        errors: Errors::default(),
        xml: Xml::default(),
        written: Default::default(),
    };
    api.types.sort_by(|a, b| a.name.cmp(&b.name));
    let config = Config { errors: config::Errors { code: Some("/reason".into()), message: None }, ..Config::default() };
    let types = api.types.clone();
    api.errors = errors_of(&mut api.operations, &types, &config, &mut Diagnostics::default());
    api
}

fn at() -> Pointer {
    Pointer::root()
}

fn docs(text: &str) -> Docs {
    Docs { description: Some(text.into()), ..Docs::default() }
}

fn named(name: &str) -> TypeRef {
    TypeRef::Named(TypeName::new(name))
}

fn list(item: TypeRef) -> TypeRef {
    TypeRef::List(Box::new(item))
}

fn tag(name: &str) -> Tag {
    let module = ModuleName::new(name);
    let feature = Tag::feature_of(&module);
    Tag { module, feature, wire: name.to_uppercase(), description: Some(format!("All about {name}.")) }
}

fn server() -> Server {
    let region = ServerVariable {
        name: FieldName::new("region"),
        wire: "region".into(),
        default: "eu".into(),
        values: vec!["eu".into(), "us".into()],
        description: Some("Where the data is.".into()),
    };
    Server {
        name: ConstName::new("PRODUCTION"),
        url: "https://{region}.example.com/v1".into(),
        description: Some("Production".into()),
        variables: vec![region],
    }
}

fn schemes() -> Vec<SecurityScheme> {
    let flow = OAuthFlow {
        kind: "clientCredentials".into(),
        token_url: Some("https://example.com/token".into()),
        authorization_url: None,
        refresh_url: None,
        scopes: vec![("read".into(), "Reads.".into())],
    };
    [
        ("ApiKey", "api_key", SchemeKind::ApiKey { location: ApiKeyLocation::Header, parameter: "x-api-key".into() }),
        ("Basic", "basic", SchemeKind::Basic),
        ("OAuth", "oauth", SchemeKind::OAuth2(vec![flow])),
    ]
    .map(|(wire, name, kind)| SecurityScheme {
        wire: wire.into(),
        name: FieldName::new(name),
        kind,
        docs: docs("From the settings."),
        pointer: at(),
    })
    .into()
}

fn webhook(wire: &str, variant: &str) -> Webhook {
    Webhook {
        wire: wire.into(),
        docs: Docs::default(),
        ty: named("KeywordEvent"),
        tag: Some(("type".into(), wire.into())),
        variant: VariantName::new(variant),
        pointer: at(),
        body: at(),
    }
}

fn types() -> Vec<TypeDef> {
    let object = |name: &str, fields: &[(&str, TypeRef, Presence)]| {
        let fields = fields.iter().map(|(name, ty, presence)| Field {
            name: FieldName::new(*name),
            wire: (*name).into(),
            ty: ty.clone(),
            presence: *presence,
            access: Access::Both,
            docs: Docs::default(),
            constraints: Constraints::default(),
            deprecated: false,
            tag: None,
            pointer: at(),
        });
        type_def(name, Shape::Struct(Struct { fields: fields.collect(), extra: None, closed: false }))
    };
    use Presence::{Optional, Required, Tristate};
    let page = [
        ("data", list(named("Keyword")), Required),
        ("has_more", TypeRef::Bool, Optional),
        ("next_cursor", TypeRef::String, Tristate),
    ];
    let upload = [
        ("file", TypeRef::Format(Format::File), Required),
        ("more", list(TypeRef::Format(Format::File)), Optional),
        ("tags", list(TypeRef::String), Optional),
        ("title", TypeRef::String, Required),
    ];
    let code = Enum {
        repr: EnumRepr::String,
        variants: vec![Variant {
            name: VariantName::new("RateLimited"),
            wire: Scalar::String("RATE_LIMITED".into()),
            docs: Docs::default(),
            deprecated: false,
        }],
        fallback: VariantName::new("Unknown"),
    };
    vec![
        object("Keyword", &[("id", TypeRef::I64, Required), ("name", TypeRef::String, Optional)]),
        object("KeywordEvent", &[("type_", TypeRef::String, Required), ("keyword", named("Keyword"), Required)]),
        object("KeywordPage", &page),
        object("Job", &[("id", TypeRef::String, Required)]),
        object("Problem", &[("error", named("ProblemError"), Required)]),
        object("ProblemError", &[("code", named("Code"), Required), ("message", TypeRef::String, Required)]),
        object("Invalid", &[("reason", TypeRef::String, Optional)]),
        object("Upload", &upload),
        type_def("Code", Shape::Enum(code)),
    ]
}

fn type_def(name: &str, shape: Shape) -> TypeDef {
    TypeDef {
        name: TypeName::new(name),
        module: ModuleName::new("keywords"),
        tags: Vec::new(),
        docs: Docs::default(),
        constraints: Constraints::default(),
        deprecated: false,
        usage: Usage { request: true, response: true },
        shape,
        component: Some(name.into()),
        pointer: at(),
    }
}

fn content(media_type: &str, kind: ContentKind, ty: TypeRef) -> Content {
    Content { media_type: media_type.into(), kind, ty, constraints: Constraints::default(), pointer: at() }
}

fn json_body(ty: &str) -> Content {
    content("application/json", ContentKind::Json, named(ty))
}

fn response(status: Status, contents: &[Content]) -> ResponseCase {
    ResponseCase {
        status,
        docs: docs("As it says."),
        contents: contents.to_vec(),
        headers: if status == Status::Code(200) { vec![(0, false)] } else { Vec::new() },
        links: Vec::new(),
        pointer: at(),
    }
}

fn single(ty: &str) -> Outcome {
    Outcome::Single { ty: named(ty), kind: ContentKind::Json }
}

fn variant(name: &str, status: Status, content: Option<Content>) -> OutcomeVariant {
    OutcomeVariant { name: VariantName::new(name), status, content, docs: Docs::default() }
}

fn param(name: &str, location: ParamLocation, required: bool, ty: TypeRef) -> Param {
    let (style, explode) = match location {
        ParamLocation::Query | ParamLocation::QueryString | ParamLocation::Cookie => (Style::Form, true),
        ParamLocation::Path | ParamLocation::Header => (Style::Simple, false),
    };
    Param {
        name: FieldName::new(name),
        wire: name.into(),
        location,
        required,
        ty,
        style,
        explode,
        allow_reserved: false,
        slashes: false,
        allow_empty: false,
        content: None,
        docs: docs("One of [those]."),
        constraints: Constraints::default(),
        deprecated: false,
        pointer: at(),
    }
}

fn body(required: bool, contents: Vec<BodyContent>) -> Option<Body> {
    Some(Body { required, docs: docs("What is sent."), contents, pointer: at() })
}

fn body_content(name: &str, method: &str, media_type: &str, kind: BodyKind, ty: TypeRef) -> BodyContent {
    BodyContent {
        order: Vec::new(),
        name: FieldName::new(name),
        method: MethodName::new(method),
        media_type: media_type.into(),
        equivalent_media_types: Vec::new(),
        kind,
        ty,
        constraints: Constraints::default(),
        pointer: at(),
    }
}

fn operation(marker: &str, name: &str, method: &str, path: &str) -> Operation {
    Operation {
        id: name.to_owned(),
        id_given: true,
        name: MethodName::new(name),
        marker: TypeName::new(marker),
        group: None,
        module: ModuleName::new(if name.contains("file") { "files" } else { "keywords" }),
        tags: Vec::new(),
        docs: Docs { title: Some(format!("{marker} of a kind")), ..docs("```rust\npanic!()\n```") },
        deprecated: false,
        method: method.into(),
        path: path.into(),
        segments: Vec::new(),
        params: Vec::new(),
        body: None,
        responses: vec![
            response(Status::Code(200), &[json_body("Keyword")]),
            response(Status::Default, &[json_body("Problem")]),
        ],
        output: single("Keyword"),
        errors: None,
        security: vec![
            vec![SchemeUse { scheme: 0, scopes: Vec::new() }],
            vec![SchemeUse { scheme: 2, scopes: vec!["read".into()] }],
        ],
        servers: Vec::new(),
        scopes: Vec::new(),
        pagination: None,
        callbacks: Vec::new(),
        safe: false,
        idempotency_header: None,
        generated_key: GeneratedKey::default(),
        pointer: at(),
    }
}

fn operations() -> Vec<Operation> {
    let id = || param("id", ParamLocation::Path, true, TypeRef::I64);
    let path = "/keywords/{id}";
    let mut expand = param("expand", ParamLocation::Query, false, list(TypeRef::String));
    expand.explode = false;
    let mut old = param("id", ParamLocation::Header, false, TypeRef::String);
    (old.name, old.deprecated) = (FieldName::new("id_header"), true);
    let get = Operation {
        params: vec![id(), expand, old, param("sub", ParamLocation::Cookie, false, TypeRef::I64)],
        scopes: vec![
            ScopeConst {
                name: ConstName::new("REQUIRED_SCOPE"),
                wire: "x-required-scope".into(),
                values: vec!["read".into()],
            },
            ScopeConst { name: ConstName::new("ROLES"), wire: "x-roles".into(), values: vec!["a".into(), "b".into()] },
        ],
        ..operation("GetKeyword", "get_keyword", "GET", path)
    };
    let mut linked = response(Status::Code(204), &[]);
    linked.links.push(Link {
        name: "again".into(),
        target: "get_keyword".into(),
        parameters: vec![("id".into(), json!("$request.path.id"))],
        description: Some("Looks again.".into()),
    });
    let delete = Operation {
        params: vec![id()],
        body: body(
            false,
            vec![body_content("body", "delete_keyword", "application/json", BodyKind::Json, named("Keyword"))],
        ),
        responses: vec![linked],
        output: Outcome::None,
        deprecated: true,
        security: Vec::new(),
        ..operation("DeleteKeyword", "delete_keyword", "DELETE", path)
    };
    vec![list_keywords(), create_keyword(), get, delete, export_keywords(), upload_file(), watch_keywords(), put_text()]
}

fn list_keywords() -> Operation {
    let step =
        |field: &str, presence| Step { field: FieldName::new(field), presence, owner: TypeName::new("KeywordPage") };
    Operation {
        params: vec![
            param("cursor", ParamLocation::Query, false, TypeRef::String),
            param("limit", ParamLocation::Query, false, TypeRef::I32),
        ],
        responses: vec![
            response(Status::Code(200), &[json_body("KeywordPage")]),
            response(Status::Range(4), &[json_body("Problem")]),
        ],
        output: single("KeywordPage"),
        pagination: Some(Pagination {
            nullable: false,
            style: PageStyle::Cursor {
                param: PageParam::Query("cursor".into()),
                next: NextValue::Member(vec![step("next_cursor", Presence::Tristate)], TypeRef::String),
                may_be_url: false,
                steady: false,
            },
            variants: Vec::new(),
            more: Some(MoreFlag { way: vec![step("has_more", Presence::Optional)], negated: false }),
            total: None,
            items: vec![step("data", Presence::Required)],
            item: named("Keyword"),
            found_by: "rule".into(),
        }),
        ..operation("ListKeywords", "list_keywords", "GET", "/keywords")
    }
}

fn create_keyword() -> Operation {
    let (ok, accepted) = (Status::Code(201), Status::Code(202));
    let (invalid, conflict) = (Status::Code(400), Status::Code(409));
    Operation {
        body: body(
            true,
            vec![body_content("body", "create_keyword", "application/json", BodyKind::Json, named("Keyword"))],
        ),
        responses: vec![
            response(ok, &[json_body("Keyword")]),
            response(accepted, &[json_body("Job")]),
            response(invalid, &[json_body("Invalid")]),
            response(conflict, &[json_body("Problem")]),
            response(Status::Default, &[]),
        ],
        output: Outcome::Enum {
            name: TypeName::new("CreateKeywordOutput"),
            variants: vec![
                variant("Created", ok, Some(json_body("Keyword"))),
                variant("Accepted", accepted, Some(json_body("Job"))),
            ],
        },
        safe: false,
        idempotency_header: Some("Idempotency-Key".into()),
        ..operation("CreateKeyword", "create_keyword", "POST", "/keywords")
    }
}

fn export_keywords() -> Operation {
    let ok = Status::Code(200);
    let all = content("application/json", ContentKind::Json, list(named("Keyword")));
    let csv = content("text/csv", ContentKind::Text, TypeRef::String);
    let raw = content("*/*", ContentKind::Bytes, TypeRef::String);
    Operation {
        params: vec![
            param("since", ParamLocation::Query, true, TypeRef::String),
            param("call", ParamLocation::Query, true, TypeRef::Bool),
        ],
        responses: vec![response(ok, &[all.clone(), csv.clone(), raw.clone()])],
        output: Outcome::Enum {
            name: TypeName::new("ExportKeywordsOutput"),
            variants: vec![
                variant("Ok", ok, Some(all)),
                variant("OkCsv", ok, Some(csv)),
                variant("OkAny", ok, Some(raw)),
            ],
        },
        servers: vec![Server { variables: Vec::new(), url: "https://export.example.com".into(), ..server() }],
        ..operation("ExportKeywords", "export_keywords", "GET", "/export")
    }
}

fn upload_file() -> Operation {
    let part = |name: &str, kind, repeated| Part {
        property: Some(name.into()),
        field: FieldName::new(name),
        kind,
        repeated,
        content_type: None,
        allowed: None,
        style: None,
    };
    let parts = vec![
        part("file", PartKind::File, false),
        part("more", PartKind::File, true),
        part("tags", PartKind::Text, true),
        part("title", PartKind::Text, false),
    ];
    Operation {
        body: body(
            true,
            vec![
                body_content("form", "upload_file", "multipart/form-data", BodyKind::Multipart(parts), named("Upload")),
                body_content(
                    "bytes",
                    "upload_file_bytes",
                    "application/octet-stream",
                    BodyKind::Bytes,
                    TypeRef::String,
                ),
                body_content("lines", "upload_file_lines", "application/jsonl", BodyKind::JsonLines, named("Keyword")),
            ],
        ),
        ..operation("UploadFile", "upload_file", "POST", "/files")
    }
}

fn watch_keywords() -> Operation {
    let ok = Status::Code(200);
    Operation {
        responses: vec![response(ok, &[content("text/event-stream", ContentKind::EventStream, named("Keyword"))])],
        output: Outcome::Single { ty: named("Keyword"), kind: ContentKind::EventStream },
        ..operation("WatchKeywords", "watch_keywords", "GET", "/watch")
    }
}

fn put_text() -> Operation {
    let encoding = Encoding {
        property: "name".into(),
        style: Style::PipeDelimited,
        explode: false,
        allow_reserved: false,
        content_type: None,
    };
    let lines = content("application/jsonl", ContentKind::JsonLines, named("Keyword"));
    Operation {
        body: body(
            false,
            vec![
                body_content(
                    "form",
                    "put_form",
                    "application/x-www-form-urlencoded",
                    BodyKind::Form(vec![encoding]),
                    named("Keyword"),
                ),
                body_content("text", "put_text", "text/plain", BodyKind::Text, TypeRef::String),
            ],
        ),
        responses: vec![response(Status::Default, &[lines])],
        output: Outcome::Single { ty: named("Keyword"), kind: ContentKind::JsonLines },
        security: vec![
            vec![SchemeUse { scheme: 1, scopes: Vec::new() }, SchemeUse { scheme: 0, scopes: Vec::new() }],
            Vec::new(),
        ],
        ..operation("PutText", "put_text", "PUT", "/text")
    }
}
