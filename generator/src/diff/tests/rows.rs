//! Every kind of change: an edit of the sample, and the rows that it gives one way and the other.

use super::compare;
use super::sample::*;
use crate::Pointer;
use crate::diff::Report;
use crate::ir::*;

/// A pair of documents and what their comparison must say.
pub struct Case {
    pub name: &'static str,
    pub old: Api,
    pub new: Api,
    pub there: &'static str,
    pub back: &'static str,
}

fn case(name: &'static str, edit: fn(&mut Api), there: &'static str, back: &'static str) -> Case {
    from(name, |_| {}, edit, there, back)
}

fn from(name: &'static str, base: fn(&mut Api), edit: fn(&mut Api), there: &'static str, back: &'static str) -> Case {
    let mut old = sample();
    base(&mut old);
    let mut new = old.clone();
    edit(&mut new);
    Case { name, old: finished(old), new: finished(new), there, back }
}

/// `id wire rust`, one a line, without what is only words.
pub fn rows(report: &Report) -> String {
    let mut rows: Vec<_> =
        report.changes.iter().map(|it| format!("{} {} {}", it.id, short(it.wire.as_str()), it.rust)).collect();
    rows.sort();
    rows.join(", ")
}

fn short(wire: &str) -> &str {
    match wire {
        "breaking" => "B",
        "non-breaking" => "N",
        _ => "-",
    }
}

#[test]
fn every_row_says_what_it_must() {
    let mut wrong = Vec::new();
    for Case { name, old, new, there, back } in cases() {
        for (way, a, b, expected) in [("there", &old, &new, there), ("back", &new, &old, back)] {
            let found = rows(&compare(a, b));
            if found != expected {
                wrong.push(format!("{name} ({way})\n  expected {expected}\n  found    {found}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn webhook(wire: &str, ty: &str) -> Webhook {
    Webhook {
        wire: wire.into(),
        docs: Docs::default(),
        ty: named(ty),
        tag: Some(("event".into(), wire.into())),
        variant: VariantName::new("Born"),
        pointer: Pointer::root().key("webhooks").key(wire),
        body: Pointer::root(),
    }
}

fn callback(expression: &str, method: &str) -> Callback {
    Callback {
        name: "done".into(),
        expression: expression.into(),
        method: method.into(),
        ty: TypeRef::String,
        docs: Docs::default(),
        pointer: Pointer::root().key("callbacks").key("done"),
        body: Pointer::root(),
    }
}

fn key(location: ApiKeyLocation, parameter: &str) -> SchemeKind {
    SchemeKind::ApiKey { location, parameter: parameter.into() }
}

fn oauth(token_url: &str) -> SchemeKind {
    SchemeKind::OAuth2(vec![OAuthFlow {
        kind: "clientCredentials".into(),
        token_url: Some(token_url.into()),
        authorization_url: None,
        refresh_url: None,
        scopes: Vec::new(),
    }])
}

fn with_key(api: &mut Api) {
    api.schemes = vec![scheme("key", key(ApiKeyLocation::Header, "x-key"))];
    call(api, "getPet").security = vec![uses(0, &[])];
}

fn with_oauth(api: &mut Api) {
    api.schemes = vec![scheme("oauth", oauth("https://login.example.com/token"))];
    call(api, "getPet").security = vec![uses(0, &["read"])];
}

fn with_headers(api: &mut Api) {
    api.headers = vec![header("x-total", TypeRef::I64)];
    call(api, "getPet").responses[0].headers = vec![(0, true)];
}

fn tagged(property: &str, tags: [&str; 2]) -> Choice {
    Choice::Tagged {
        property: property.into(),
        values: tags.iter().enumerate().map(|(index, it)| ((*it).to_owned(), index)).collect(),
        default: None,
    }
}

fn choice(api: &mut Api, to: Choice) {
    if let Shape::Union(it) = &mut def(api, "Shape").shape {
        it.choice = to;
    }
}

fn inline_owner(api: &mut Api) {
    api.types.push(inline("PetOwner", structure(vec![field("email", TypeRef::String, Presence::Required)])));
    fields(api, "Pet").push(field("owner", named("PetOwner"), Presence::Optional));
}

/// The same for what a member of a request demands.
fn demand(name: &'static str, from: Constraints, to: Constraints, there: &'static str, back: &'static str) -> Case {
    let [old, new] = [from, to].map(|it| {
        let mut api = sample();
        member(&mut api, "NewPet", "note").constraints = it;
        finished(api)
    });
    Case { name, old, new, there, back }
}

/// Every bound: set, dropped, raised, lowered.
fn demands() -> Vec<Case> {
    let none = Constraints::default;
    let bound = |value: i64, exclusive| Some(Bound { value: value.into(), exclusive });
    let maximum = |it| Constraints { maximum: it, ..none() };
    let minimum = |it| Constraints { minimum: it, ..none() };
    let multiple = |it: i64| Constraints { multiple_of: Some(it.into()), ..none() };
    let min_length = |it| Constraints { min_length: Some(it), ..none() };
    let max_items = |it| Constraints { max_items: Some(it), ..none() };
    let min_items = |it| Constraints { min_items: Some(it), ..none() };
    let max_properties = |it| Constraints { max_properties: Some(it), ..none() };
    let min_properties = |it| Constraints { min_properties: Some(it), ..none() };
    let pattern = |it: &str| Constraints { pattern: Some(it.into()), ..none() };
    let note = |it: &str| Constraints { notes: vec![it.into()], ..none() };
    let default = |it: serde_json::Value| Constraints { default: Some(it), ..none() };
    let fraction = serde_json::Number::from_f64(5.0).map(|value| Bound { value, exclusive: false });
    vec![
        demand(
            "maximum",
            none(),
            maximum(bound(5, false)),
            "request-property-maximum-added B patch",
            "request-property-maximum-removed N patch",
        ),
        demand(
            "greater maximum",
            maximum(bound(5, false)),
            maximum(bound(9, false)),
            "request-property-maximum-raised N patch",
            "request-property-maximum-lowered B patch",
        ),
        demand(
            "exclusive maximum",
            maximum(bound(5, true)),
            maximum(bound(5, false)),
            "request-property-maximum-raised N patch",
            "request-property-maximum-lowered B patch",
        ),
        demand("maximum by value", maximum(bound(5, false)), maximum(fraction), "", ""),
        demand(
            "minimum",
            none(),
            minimum(bound(5, false)),
            "request-property-minimum-added B patch",
            "request-property-minimum-removed N patch",
        ),
        demand(
            "greater minimum",
            minimum(bound(5, false)),
            minimum(bound(9, false)),
            "request-property-minimum-raised B patch",
            "request-property-minimum-lowered N patch",
        ),
        demand(
            "exclusive minimum",
            minimum(bound(5, false)),
            minimum(bound(5, true)),
            "request-property-minimum-raised B patch",
            "request-property-minimum-lowered N patch",
        ),
        demand(
            "multiple",
            none(),
            multiple(2),
            "request-property-multiple-of-added B patch",
            "request-property-multiple-of-removed N patch",
        ),
        demand(
            "other multiple",
            multiple(2),
            multiple(3),
            "request-property-multiple-of-changed B patch",
            "request-property-multiple-of-changed B patch",
        ),
        demand(
            "least length",
            none(),
            min_length(1),
            "request-property-min-length-added B patch",
            "request-property-min-length-removed N patch",
        ),
        demand(
            "greater least length",
            min_length(1),
            min_length(2),
            "request-property-min-length-raised B patch",
            "request-property-min-length-lowered N patch",
        ),
        demand(
            "most items",
            none(),
            max_items(5),
            "request-property-max-items-added B patch",
            "request-property-max-items-removed N patch",
        ),
        demand(
            "more items",
            max_items(5),
            max_items(6),
            "request-property-max-items-raised N patch",
            "request-property-max-items-lowered B patch",
        ),
        demand(
            "least items",
            none(),
            min_items(1),
            "request-property-min-items-added B patch",
            "request-property-min-items-removed N patch",
        ),
        demand(
            "more least items",
            min_items(1),
            min_items(2),
            "request-property-min-items-raised B patch",
            "request-property-min-items-lowered N patch",
        ),
        demand(
            "most members",
            none(),
            max_properties(5),
            "request-property-max-properties-added B patch",
            "request-property-max-properties-removed N patch",
        ),
        demand(
            "more members",
            max_properties(5),
            max_properties(6),
            "request-property-max-properties-raised N patch",
            "request-property-max-properties-lowered B patch",
        ),
        demand(
            "least members",
            none(),
            min_properties(1),
            "request-property-min-properties-added B patch",
            "request-property-min-properties-removed N patch",
        ),
        demand(
            "more least members",
            min_properties(1),
            min_properties(2),
            "request-property-min-properties-raised B patch",
            "request-property-min-properties-lowered N patch",
        ),
        demand(
            "other pattern",
            pattern("^a"),
            pattern("^b"),
            "request-property-pattern-changed B patch",
            "request-property-pattern-changed B patch",
        ),
        demand(
            "condition",
            none(),
            note("not a number"),
            "request-property-condition-added B patch",
            "request-property-condition-removed N patch",
        ),
        demand(
            "other default",
            default(1.into()),
            default(2.into()),
            "request-property-default-changed N patch",
            "request-property-default-changed N patch",
        ),
        demand("default by value", default(1.into()), default(1.0.into()), "", ""),
    ]
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let mut cases = pairs();
    cases.extend(demands());
    cases
}

fn pairs() -> Vec<Case> {
    use Presence::{Nullable, Optional, Required, Tristate};
    vec![
        // Operations.
        case(
            "operation added",
            |api| api.operations.push(operation("listPets", "GET", "/pets")),
            "operation-added N minor",
            "operation-removed B major",
        ),
        from(
            "deprecated operation removed",
            |api| call(api, "findShape").deprecated = true,
            |api| api.operations.retain(|it| it.id != "findShape"),
            "operation-removed-after-deprecation N major",
            "operation-added N minor",
        ),
        case(
            "path moved",
            |api| call(api, "createPet").path = "/v2/pets".into(),
            "operation-path-changed B patch",
            "operation-path-changed B patch",
        ),
        case(
            "method changed",
            |api| call(api, "createPet").method = "PUT".into(),
            "operation-method-changed B patch",
            "operation-method-changed B patch",
        ),
        case(
            "operation id renamed",
            |api| {
                let it = call(api, "getPet");
                (it.id, it.name, it.marker) = ("readPet".into(), MethodName::new("read_pet"), name("ReadPet"));
            },
            "operation-id-renamed - major",
            "operation-id-renamed - major",
        ),
        case(
            "operation id removed",
            |api| {
                let it = call(api, "getPet");
                (it.id, it.id_given) = ("get_pets_id".into(), false);
                (it.name, it.marker) = (MethodName::new("get_pets_id"), name("GetPetsId"));
            },
            "operation-id-removed - major",
            "operation-id-added - major",
        ),
        case(
            "operation deprecated",
            |api| call(api, "getPet").deprecated = true,
            "operation-deprecation-added N minor",
            "operation-deprecation-removed N patch",
        ),
        case(
            "tags changed",
            |api| call(api, "getPet").tags = vec!["animals".into()],
            "operation-tags-changed N none",
            "operation-tags-changed N none",
        ),
        case(
            "path variable renamed",
            |api| {
                call(api, "getPet").path = "/pets/{petId}".into();
                let it = argument(api, "getPet", "id");
                (it.wire, it.name) = ("petId".into(), FieldName::new("pet_id"));
            },
            "operation-path-variable-renamed - patch",
            "operation-path-variable-renamed - patch",
        ),
        from(
            "operation ids swapped",
            |api| {
                api.operations.push(operation("listPets", "GET", "/list"));
                api.operations.push(operation("walkPet", "PUT", "/walk"));
            },
            |api| {
                let addresses = ["walkPet", "listPets"].map(|id| {
                    let it = call(api, id);
                    (it.method.clone(), it.path.clone())
                });
                let [walk, list] = addresses;
                let it = call(api, "walkPet");
                (it.method, it.path) = list;
                let it = call(api, "listPets");
                (it.method, it.path) = walk;
            },
            "operation-ids-swapped - major",
            "operation-ids-swapped - major",
        ),
        case(
            "operation servers changed",
            |api| call(api, "getPet").servers = vec![server("OTHER", "https://other.example.com")],
            "operation-servers-changed B patch",
            "operation-servers-changed B patch",
        ),
        case(
            "required scope named",
            |api| {
                call(api, "getPet").scopes = vec![ScopeConst {
                    name: ConstName::new("REQUIRED_SCOPE"),
                    wire: "x-required-scope".into(),
                    values: vec!["read".into()],
                }];
            },
            "operation-scope-changed - minor",
            "operation-scope-changed - major",
        ),
        case(
            "operation described",
            |api| call(api, "getPet").docs.description = Some("Reads.".into()),
            "operation-docs-changed - patch",
            "operation-docs-changed - patch",
        ),
        case(
            "paging found",
            |api| {
                call(api, "getPet").pagination = Some(Pagination {
                    nullable: false,
                    style: PageStyle::LinkHeader,
                    variants: Vec::new(),
                    items: Vec::new(),
                    item: named("Tag"),
                    more: None,
                    total: None,
                    found_by: "link".into(),
                });
            },
            "operation-pagination-changed - minor",
            "operation-pagination-changed - major",
        ),
        // Parameters.
        case(
            "optional parameter added",
            |api| call(api, "getPet").params.push(param("page", ParamLocation::Query, TypeRef::I64, false)),
            "request-optional-parameter-added N minor",
            "request-optional-parameter-removed B major",
        ),
        case(
            "required parameter added",
            |api| call(api, "getPet").params.push(param("zone", ParamLocation::Query, TypeRef::String, true)),
            "request-required-parameter-added B major",
            "request-required-parameter-removed B major",
        ),
        case(
            "parameter became required",
            |api| argument(api, "getPet", "limit").required = true,
            "request-parameter-became-required B major",
            "request-parameter-became-optional N major",
        ),
        case(
            "parameter type changed",
            |api| argument(api, "getPet", "limit").ty = TypeRef::Bool,
            "request-parameter-type-changed B major",
            "request-parameter-type-changed B major",
        ),
        case(
            "parameter type widened",
            |api| argument(api, "getPet", "limit").ty = TypeRef::F64,
            "request-parameter-type-widened N major",
            "request-parameter-type-narrowed B major",
        ),
        case(
            "parameter moved",
            |api| {
                let it = argument(api, "getPet", "limit");
                (it.location, it.style, it.explode) = (ParamLocation::Header, Style::Simple, false);
            },
            "request-parameter-place-changed B patch",
            "request-parameter-place-changed B patch",
        ),
        case(
            "style changed",
            |api| argument(api, "getPet", "limit").style = Style::PipeDelimited,
            "request-parameter-style-changed B patch",
            "request-parameter-style-changed B patch",
        ),
        case("explode of one value", |api| argument(api, "getPet", "limit").explode = false, "", ""),
        case(
            "callback added",
            |api| call(api, "getPet").callbacks = vec![callback("{$request.query.to}", "POST")],
            "callback-added N patch",
            "callback-removed B patch",
        ),
        from(
            "callback goes elsewhere",
            |api| call(api, "getPet").callbacks = vec![callback("{$request.query.to}", "POST")],
            |api| call(api, "getPet").callbacks = vec![callback("{$request.query.at}", "POST")],
            "callback-address-changed B patch",
            "callback-address-changed B patch",
        ),
        from(
            "callback sends something else",
            |api| call(api, "getPet").callbacks = vec![callback("{$request.query.to}", "POST")],
            |api| call(api, "getPet").callbacks[0].ty = TypeRef::Bool,
            "response-body-type-changed B patch",
            "response-body-type-changed B patch",
        ),
        from(
            "explode changed",
            |api| argument(api, "getPet", "limit").ty = list(TypeRef::I64),
            |api| argument(api, "getPet", "limit").explode = false,
            "request-parameter-style-changed B patch",
            "request-parameter-style-changed B patch",
        ),
        case(
            "reserved characters allowed",
            |api| argument(api, "getPet", "limit").allow_reserved = true,
            "request-parameter-reserved-changed B patch",
            "request-parameter-reserved-changed B patch",
        ),
        case(
            "empty value allowed",
            |api| argument(api, "getPet", "limit").allow_empty = true,
            "request-parameter-empty-allowed N patch",
            "request-parameter-empty-forbidden B patch",
        ),
        case(
            "parameter default added",
            |api| argument(api, "getPet", "limit").constraints.default = Some(10.into()),
            "request-parameter-default-added B patch",
            "request-parameter-default-removed B patch",
        ),
        from(
            "parameter default changed",
            |api| argument(api, "getPet", "limit").constraints.default = Some(10.into()),
            |api| argument(api, "getPet", "limit").constraints.default = Some(20.into()),
            "request-parameter-default-changed B patch",
            "request-parameter-default-changed B patch",
        ),
        case(
            "parameter bound added",
            |api| {
                let bound = Bound { value: 5.into(), exclusive: false };
                argument(api, "getPet", "limit").constraints.maximum = Some(bound);
            },
            "request-parameter-maximum-added B patch",
            "request-parameter-maximum-removed N patch",
        ),
        case(
            "parameter serialized by content",
            |api| argument(api, "getPet", "limit").content = Some("application/json".into()),
            "request-parameter-serialization-changed B patch",
            "request-parameter-serialization-changed B patch",
        ),
        case(
            "parameter deprecated",
            |api| argument(api, "getPet", "limit").deprecated = true,
            "request-parameter-deprecation-added N minor",
            "request-parameter-deprecation-removed N patch",
        ),
        case(
            "parameter described",
            |api| argument(api, "getPet", "limit").docs.description = Some("At most.".into()),
            "request-parameter-docs-changed - patch",
            "request-parameter-docs-changed - patch",
        ),
        case("parameters reordered", |api| call(api, "getPet").params.reverse(), "", ""),
        // Bodies.
        case(
            "optional body added",
            |api| call(api, "findShape").body = Some(json_body(false, TypeRef::String)),
            "request-optional-body-added N minor",
            "request-optional-body-removed B major",
        ),
        case(
            "required body added",
            |api| call(api, "findShape").body = Some(json_body(true, TypeRef::String)),
            "request-required-body-added B major",
            "request-required-body-removed B major",
        ),
        case(
            "body became optional",
            |api| call(api, "createPet").body = Some(json_body(false, named("NewPet"))),
            "request-body-became-optional N major",
            "request-body-became-required B major",
        ),
        case(
            "request media type added",
            |api| {
                let text = body_content("text/plain", "text", TypeRef::String, BodyKind::Text);
                call(api, "createPet").body.as_mut().unwrap().contents.push(text);
            },
            "request-media-type-added N minor",
            "request-media-type-removed B major",
        ),
        from(
            "encoding of a part changed",
            |api| multipart(api, None),
            |api| multipart(api, Some("application/json")),
            "request-encoding-changed B patch",
            "request-encoding-changed B patch",
        ),
        // Members of requests.
        case(
            "optional member added to a request",
            |api| fields(api, "NewPet").push(field("age", TypeRef::I64, Optional)),
            "request-optional-property-added N minor",
            "request-optional-property-removed B major",
        ),
        case(
            "required member added to a request",
            |api| fields(api, "NewPet").push(field("age", TypeRef::I64, Required)),
            "request-required-property-added B major",
            "request-required-property-removed B major",
        ),
        case(
            "member of a request became required",
            |api| member(api, "NewPet", "note").presence = Required,
            "request-property-became-required B major",
            "request-property-became-optional N major",
        ),
        case(
            "optional member of a request became nullable",
            |api| member(api, "NewPet", "note").presence = Tristate,
            "request-property-became-nullable N major",
            "request-property-became-not-nullable B major",
        ),
        case(
            "required member of a request became nullable",
            |api| member(api, "NewPet", "name").presence = Nullable,
            "request-property-became-nullable N major",
            "request-property-became-not-nullable B major",
        ),
        case(
            "type of a member of a request changed",
            |api| member(api, "NewPet", "note").ty = TypeRef::Bool,
            "request-property-type-changed B major",
            "request-property-type-changed B major",
        ),
        case(
            "type list of a member of a request widened",
            |api| {
                let either = union(&[("String", TypeRef::String), ("Integer", TypeRef::I64)]);
                api.types.push(inline("NewPetNote", either));
                member(api, "NewPet", "note").ty = named("NewPetNote");
            },
            "request-property-type-widened N major",
            "request-property-type-narrowed B major",
        ),
        case(
            "value added to an enum of a request",
            |api| def(api, "Size").shape = enumeration(&["small", "large", "huge"]),
            "request-enum-value-added N minor",
            "request-enum-value-removed B major",
        ),
        case("enum reordered", |api| def(api, "Size").shape = enumeration(&["large", "small"]), "", ""),
        case(
            "member of a request became an enum",
            |api| {
                api.types.push(inline("NewPetNote", enumeration(&["a", "b"])));
                member(api, "NewPet", "note").ty = named("NewPetNote");
            },
            "request-property-became-enum B major",
            "request-property-became-open N major",
        ),
        case(
            "member of a request became a constant",
            |api| {
                api.types.push(inline("NewPetNote", Shape::Constant(Constant { value: "a".into() })));
                member(api, "NewPet", "note").ty = named("NewPetNote");
            },
            "request-property-became-enum B major",
            "request-property-became-open N major",
        ),
        case(
            "pattern in a request added",
            |api| member(api, "NewPet", "note").constraints.pattern = Some("^a".into()),
            "request-property-pattern-added B patch",
            "request-property-pattern-removed N patch",
        ),
        from(
            "bound in a request raised",
            |api| member(api, "NewPet", "note").constraints.max_length = Some(5),
            |api| member(api, "NewPet", "note").constraints.max_length = Some(9),
            "request-property-max-length-raised N patch",
            "request-property-max-length-lowered B patch",
        ),
        case("least length of zero", |api| member(api, "NewPet", "note").constraints.min_length = Some(0), "", ""),
        case(
            "items of a list limited",
            |api| {
                let inner = Constraints { max_length: Some(3), ..Constraints::default() };
                member(api, "NewPet", "tags").constraints.items = Some(Box::new(inner));
            },
            "request-property-max-length-added B patch",
            "request-property-max-length-removed N patch",
        ),
        case(
            "unique items in a request",
            |api| member(api, "NewPet", "tags").constraints.unique_items = true,
            "request-property-unique-items-added B none",
            "request-property-unique-items-removed N none",
        ),
        case(
            "default of a member",
            |api| member(api, "NewPet", "note").constraints.default = Some("x".into()),
            "request-property-default-added N patch",
            "request-property-default-removed N patch",
        ),
        case(
            "member became read-only",
            |api| member(api, "NewPet", "note").access = Access::ReadOnly,
            "request-property-became-read-only B major",
            "request-property-became-writable N minor",
        ),
        case(
            "member became write-only",
            |api| member(api, "Pet", "note").access = Access::WriteOnly,
            "response-property-became-write-only B patch",
            "response-property-became-readable N patch",
        ),
        case(
            "unknown format",
            |api| member(api, "NewPet", "note").constraints.format = Some("emoji".into()),
            "request-property-format-changed - none",
            "request-property-format-changed - none",
        ),
        case(
            "required read-only member of a shared schema",
            |api| {
                let created = Field { access: Access::ReadOnly, ..field("created", TypeRef::String, Required) };
                fields(api, "Tag").push(created);
            },
            "response-required-property-added N minor",
            "response-required-property-removed B major",
        ),
        case(
            "optional member of a shared schema",
            |api| fields(api, "Tag").push(field("color", TypeRef::String, Optional)),
            "schema-optional-property-added N minor",
            "schema-optional-property-removed B major",
        ),
        // Members of responses.
        case(
            "optional member added to a response",
            |api| fields(api, "Pet").push(field("age", TypeRef::I64, Optional)),
            "response-optional-property-added N minor",
            "response-optional-property-removed B major",
        ),
        case(
            "required member added to a response",
            |api| fields(api, "Pet").push(field("age", TypeRef::I64, Required)),
            "response-required-property-added N minor",
            "response-required-property-removed B major",
        ),
        case(
            "member of a response became optional",
            |api| member(api, "Pet", "name").presence = Optional,
            "response-property-became-optional B major",
            "response-property-became-required N major",
        ),
        case(
            "member of a response became nullable",
            |api| member(api, "Pet", "note").presence = Tristate,
            "response-property-became-nullable B major",
            "response-property-became-not-nullable N major",
        ),
        case(
            "int32 became int64",
            |api| member(api, "Pet", "id").ty = TypeRef::I32,
            "response-property-type-narrowed N major",
            "response-property-type-widened B major",
        ),
        case(
            "format of a response",
            |api| member(api, "Pet", "note").ty = TypeRef::Format(Format::DateTime),
            "response-property-type-narrowed N major",
            "response-property-type-widened B major",
        ),
        case(
            "value added to an enum of a response",
            |api| def(api, "Kind").shape = enumeration(&["cat", "dog", "bird"]),
            "response-enum-value-added B minor",
            "response-enum-value-removed N major",
        ),
        case(
            "enum of a response became a string",
            |api| def(api, "Kind").shape = Shape::Alias(TypeRef::String),
            "response-schema-became-open B major",
            "response-schema-became-enum N major",
        ),
        case(
            "variant added to a union",
            |api| {
                def(api, "Shape").shape =
                    union(&[("Pet", named("Pet")), ("Tag", named("Tag")), ("Failure", named("Failure"))]);
            },
            "response-union-variant-added B minor",
            "response-union-variant-removed N major",
        ),
        case(
            "union reordered",
            |api| def(api, "Shape").shape = union(&[("Tag", named("Tag")), ("Pet", named("Pet"))]),
            "",
            "",
        ),
        case(
            "object became a union",
            |api| {
                let either = union(&[("Failure", named("Failure")), ("String", TypeRef::String)]);
                api.types.push(inline("GetPetError404", either));
                call(api, "getPet").responses[1].contents[0].ty = named("GetPetError404");
            },
            "response-body-type-widened B major",
            "response-body-type-narrowed N major",
        ),
        case(
            "array became an object",
            |api| {
                api.types.push(inline("PetTags", structure(vec![field("items", list(named("Tag")), Required)])));
                member(api, "Pet", "tags").ty = named("PetTags");
            },
            "response-property-type-changed B major",
            "response-property-type-changed B major",
        ),
        case(
            "item type changed",
            |api| member(api, "Pet", "tags").ty = list(TypeRef::Bool),
            "response-property-type-changed B major",
            "response-property-type-changed B major",
        ),
        case(
            "item became nullable",
            |api| member(api, "Pet", "tags").ty = list(option(named("Tag"))),
            "response-property-became-nullable B major",
            "response-property-became-not-nullable N major",
        ),
        from(
            "discriminator property changed",
            |api| choice(api, tagged("type", ["pet", "tag"])),
            |api| choice(api, tagged("kind", ["pet", "tag"])),
            "response-discriminator-property-changed B patch",
            "response-discriminator-property-changed B patch",
        ),
        from(
            "discriminator mapping changed",
            |api| choice(api, tagged("type", ["pet", "tag"])),
            |api| choice(api, tagged("type", ["pet", "label"])),
            "response-discriminator-mapping-changed B patch",
            "response-discriminator-mapping-changed B patch",
        ),
        case(
            "discriminator added",
            |api| choice(api, tagged("type", ["pet", "tag"])),
            "response-discriminator-required N patch",
            "response-discriminator-removed N patch",
        ),
        case(
            "other members allowed",
            |api| {
                if let Shape::Struct(it) = &mut def(api, "Pet").shape {
                    it.extra = Some((FieldName::new("extra"), TypeRef::Json));
                }
            },
            "response-other-members-spelled-out - minor",
            "response-other-members-left-out - major",
        ),
        case(
            "other members forbidden",
            |api| {
                if let Shape::Struct(it) = &mut def(api, "Pet").shape {
                    it.closed = true;
                }
            },
            "response-additional-properties-forbidden N patch",
            "response-additional-properties-allowed N patch",
        ),
        case(
            "member spelled another way",
            |api| member(api, "Pet", "note").wire = "NOTE".into(),
            "response-property-spelling-changed B patch",
            "response-property-spelling-changed B patch",
        ),
        case(
            "member described",
            |api| member(api, "Pet", "note").docs.description = Some("A note.".into()),
            "response-property-docs-changed - patch",
            "response-property-docs-changed - patch",
        ),
        case("members reordered", |api| fields(api, "Pet").reverse(), "", ""),
        // Responses.
        case(
            "success with another body",
            |api| call(api, "getPet").responses.push(response(202, vec![content("application/json", named("Tag"))])),
            "response-success-status-added N major",
            "response-success-status-removed B major",
        ),
        case(
            "success with the same body",
            |api| call(api, "getPet").responses.push(response(203, vec![content("application/json", named("Pet"))])),
            "response-success-status-added N patch",
            "response-success-status-removed B patch",
        ),
        case(
            "204 became 200 with a body",
            |api| {
                call(api, "createPet").responses = vec![response(200, vec![content("application/json", named("Pet"))])]
            },
            "response-success-status-added N major, response-success-status-removed B major",
            "response-success-status-added N major, response-success-status-removed B major",
        ),
        from(
            "one more error",
            |api| call(api, "getPet").responses.push(response(409, vec![content("application/json", named("Tag"))])),
            |api| call(api, "getPet").responses.push(response(429, vec![content("application/json", named("Spare"))])),
            "response-error-status-added N minor",
            "response-error-status-removed N major",
        ),
        case(
            "default response added",
            |api| {
                let other = ResponseCase {
                    status: Status::Default,
                    ..response(599, vec![content("application/json", named("Failure"))])
                };
                call(api, "getPet").responses.push(other);
            },
            "response-default-added N patch",
            "response-default-removed N patch",
        ),
        case(
            "response media type replaced",
            |api| call(api, "getPet").responses[0].contents = vec![content("text/plain", TypeRef::String)],
            "response-media-type-added N major, response-media-type-removed B major",
            "response-media-type-added N major, response-media-type-removed B major",
        ),
        case(
            "body of a response added",
            |api| call(api, "createPet").responses[0].contents = vec![content("application/json", named("Pet"))],
            "response-body-added N major",
            "response-body-removed B major",
        ),
        case("response header added", with_headers, "response-header-added N minor", "response-header-removed B major"),
        from(
            "response header became optional",
            with_headers,
            |api| call(api, "getPet").responses[0].headers = vec![(0, false)],
            "response-header-became-optional B patch",
            "response-header-became-required N patch",
        ),
        from(
            "type of a response header changed",
            with_headers,
            |api| api.headers[0].ty = TypeRef::Bool,
            "response-header-type-changed B major",
            "response-header-type-changed B major",
        ),
        // Credentials and servers.
        from(
            "credentials required",
            with_key,
            |api| call(api, "createPet").security = vec![uses(0, &[])],
            "security-requirement-added B patch",
            "security-requirement-removed N patch",
        ),
        case(
            "first credentials required",
            with_key,
            "security-requirement-added B patch, security-scheme-added N minor",
            "security-requirement-removed N patch, security-scheme-removed N major",
        ),
        from(
            "alternative added",
            with_key,
            |api| {
                api.schemes.push(scheme("token", SchemeKind::Bearer));
                call(api, "getPet").security.push(uses(1, &[]));
            },
            "security-alternative-added N patch, security-scheme-added N minor",
            "security-alternative-removed B patch, security-scheme-removed N major",
        ),
        from(
            "scope added",
            with_oauth,
            |api| call(api, "getPet").security = vec![uses(0, &["write", "read"])],
            "security-scope-added B patch",
            "security-scope-removed N patch",
        ),
        from(
            "scheme became a bearer token",
            with_key,
            |api| api.schemes[0].kind = SchemeKind::Bearer,
            "security-scheme-type-changed B patch",
            "security-scheme-type-changed B patch",
        ),
        from(
            "scheme became name and password",
            with_key,
            |api| api.schemes[0].kind = SchemeKind::Basic,
            "security-scheme-type-changed B major",
            "security-scheme-type-changed B major",
        ),
        from(
            "place of a key changed",
            with_key,
            |api| api.schemes[0].kind = key(ApiKeyLocation::Query, "key"),
            "security-scheme-key-changed B patch",
            "security-scheme-key-changed B patch",
        ),
        from(
            "token URL changed",
            with_oauth,
            |api| api.schemes[0].kind = oauth("https://evil.example.net/token"),
            "security-token-url-changed B patch",
            "security-token-url-changed B patch",
        ),
        case(
            "server URL changed",
            |api| api.servers[0].url = "https://api.example.net".into(),
            "server-url-changed B patch",
            "server-url-changed B patch",
        ),
        case(
            "server added",
            |api| api.servers.push(server("STAGING", "https://staging.example.com")),
            "server-added N minor",
            "server-removed B major",
        ),
        from(
            "servers reordered",
            |api| api.servers.push(server("STAGING", "https://staging.example.com")),
            |api| api.servers.reverse(),
            "server-default-changed B patch",
            "server-default-changed B patch",
        ),
        from(
            "default of a server variable changed",
            |api| api.servers[0].variables = vec![region("eu")],
            |api| api.servers[0].variables = vec![region("us")],
            "server-variable-default-changed B patch",
            "server-variable-default-changed B patch",
        ),
        from(
            "value of a server variable added",
            |api| api.servers[0].variables = vec![ServerVariable { values: vec!["eu".into()], ..region("eu") }],
            |api| api.servers[0].variables[0].values.push("us".into()),
            "server-variable-value-added N patch",
            "server-variable-value-removed B patch",
        ),
        case(
            "server described",
            |api| api.servers[0].description = Some("Production".into()),
            "server-docs-changed - patch",
            "server-docs-changed - patch",
        ),
        from(
            "scheme described",
            with_key,
            |api| api.schemes[0].docs.description = Some("Your key.".into()),
            "security-scheme-docs-changed - patch",
            "security-scheme-docs-changed - patch",
        ),
        from(
            "flow added",
            with_oauth,
            |api| {
                if let SchemeKind::OAuth2(flows) = &mut api.schemes[0].kind {
                    flows.push(OAuthFlow { kind: "password".into(), ..flows[0].clone() });
                }
            },
            "security-flow-added N patch",
            "security-flow-removed B patch",
        ),
        from(
            "scopes of a flow changed",
            with_oauth,
            |api| {
                if let SchemeKind::OAuth2(flows) = &mut api.schemes[0].kind {
                    flows[0].scopes.push(("write".into(), "Writes.".into()));
                }
            },
            "security-scheme-scopes-changed - patch",
            "security-scheme-scopes-changed - patch",
        ),
        case(
            "value of an enum deprecated",
            |api| {
                if let Shape::Enum(it) = &mut def(api, "Kind").shape {
                    it.variants[0].deprecated = true;
                }
            },
            "response-enum-value-deprecation-added N minor",
            "response-enum-value-deprecation-removed N patch",
        ),
        case(
            "value of an enum described",
            |api| {
                if let Shape::Enum(it) = &mut def(api, "Kind").shape {
                    it.variants[0].docs.description = Some("Meows.".into());
                }
            },
            "response-enum-value-docs-changed - patch",
            "response-enum-value-docs-changed - patch",
        ),
        case(
            "another schema of the same form",
            |api| {
                api.types.push(component("Fault", structure(vec![field("code", TypeRef::String, Required)])));
                call(api, "findShape")
                    .responses
                    .push(response(404, vec![content("application/json", named("Failure"))]));
                call(api, "getPet").responses[1].contents[0].ty = named("Fault");
            },
            "response-body-schema-replaced - minor, response-error-status-added N patch",
            "response-body-schema-replaced - major, response-error-status-removed N patch",
        ),
        // Webhooks, names, the document.
        from(
            "webhook added",
            |api| api.webhooks.push(Webhook { variant: VariantName::new("Died"), ..webhook("pet.died", "Pet") }),
            |api| api.webhooks.push(webhook("pet.born", "Pet")),
            "webhook-added N minor",
            "webhook-removed B major",
        ),
        from(
            "webhook told by another value",
            |api| api.webhooks.push(webhook("pet.born", "Pet")),
            |api| api.webhooks[0].tag = Some(("event".into(), "birth".into())),
            "webhook-tag-changed B patch",
            "webhook-tag-changed B patch",
        ),
        case(
            "component renamed",
            |api| {
                let it = def(api, "Tag");
                (it.name, it.component) = (name("Label"), Some("Label".into()));
                member(api, "Pet", "tags").ty = list(named("Label"));
                member(api, "NewPet", "tags").ty = list(named("Label"));
                def(api, "Shape").shape = union(&[("Pet", named("Pet")), ("Tag", named("Label"))]);
            },
            "schema-renamed - major",
            "schema-renamed - major",
        ),
        case(
            "unused component renamed",
            |api| {
                let it = def(api, "Spare");
                (it.name, it.component) = (name("Backup"), Some("Backup".into()));
            },
            "schema-renamed - major",
            "schema-renamed - major",
        ),
        case(
            "unused component added",
            |api| api.types.push(component("Extra", structure(vec![field("y", TypeRef::Bool, Required)]))),
            "schema-added - minor",
            "schema-removed N major",
        ),
        from(
            "inline schema moved to a component",
            inline_owner,
            |api| {
                let it = def(api, "PetOwner");
                (it.name, it.component) = (name("Owner"), Some("Owner".into()));
                member(api, "Pet", "owner").ty = named("Owner");
            },
            "schema-moved-to-component - major",
            "schema-moved-inline - major",
        ),
        from(
            "inline schema named after another place",
            inline_owner,
            |api| {
                def(api, "PetOwner").name = name("PetPossessor");
                member(api, "Pet", "owner").ty = named("PetPossessor");
            },
            "schema-place-changed - major",
            "schema-place-changed - major",
        ),
        case(
            "version of the document",
            |api| api.version = "2".into(),
            "info-version-changed - patch",
            "info-version-changed - patch",
        ),
        case(
            "document described",
            |api| api.docs.description = Some("Pets.".into()),
            "info-docs-changed - patch",
            "info-docs-changed - patch",
        ),
        case(
            "title of the document",
            |api| api.title = "Animals".into(),
            "info-title-changed - patch",
            "info-title-changed - patch",
        ),
    ]
}

fn region(default: &str) -> ServerVariable {
    ServerVariable {
        name: FieldName::new("region"),
        wire: "region".into(),
        default: default.into(),
        values: Vec::new(),
        description: None,
    }
}

fn multipart(api: &mut Api, content_type: Option<&str>) {
    let part = Part {
        property: Some("name".into()),
        field: FieldName::new("name"),
        kind: PartKind::Text,
        repeated: false,
        content_type: content_type.map(str::to_owned),
        allowed: content_type.map(str::to_owned),
        style: None,
    };
    let content = body_content("multipart/form-data", "body", named("NewPet"), BodyKind::Multipart(vec![part]));
    call(api, "createPet").body.as_mut().unwrap().contents = vec![content];
}
