//! The computed surface equals the one that is read from source, and differences have the right levels.

use super::{Item, Kind, Source, Surface, changes, read};
use crate::diff::Level;
use crate::diff::tests::sample::*;
use crate::ir::*;

const TYPES: &str = r#"
use super::{DateTime, Maybe};
/// A pet.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Pet {
    /// Its id.
    pub id: i64,
    pub born: Option<DateTime>,
    #[deprecated]
    pub nick: Maybe<String>,
    pub tags: Option<Vec<super::Tag>>,
    pub extra: BTreeMap<String, serde_json::Value>,
}
impl Pet {
    pub fn new(id: i64) -> Self { Self { id, born: None, nick: Maybe::Absent, tags: None, extra: BTreeMap::new() } }
    #[must_use]
    pub fn born<How>(mut self, born: impl IntoOption<DateTime, How>) -> Self { self }
    #[deprecated]
    pub fn nick(mut self, nick: impl Into<Maybe<String>>) -> Self { self.nick = nick.into(); self }
    pub fn tags(mut self, tags: impl IntoIterator<Item = impl Into<super::Tag>>) -> Self { self }
    pub fn extra(mut self, extra: impl IntoIterator<Item = (String, serde_json::Value)>) -> Self { self }
    fn hidden(&self) {}
}
#[derive(Clone, Debug, PartialEq, Default)]
#[non_exhaustive]
pub struct Tag { pub label: Option<String> }
impl Tag {
    pub fn new() -> Self { Self::default() }
    pub fn label<How>(mut self, label: impl IntoOption<String, How>) -> Self { self }
}
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind { Cat, #[deprecated] Dog, Unknown(String) }
impl Kind { pub fn as_str(&self) -> &str { "" } }
#[non_exhaustive]
pub enum Shape { Pet(super::Pet), Text(String), Unknown(serde_json::Value) }
impl From<Pet> for Shape { fn from(it: Pet) -> Self { Self::Pet(it) } }
impl From<String> for Shape { fn from(it: String) -> Self { Self::Text(it) } }
impl From<&str> for Shape { fn from(it: &str) -> Self { Self::Text(it.to_owned()) } }
#[derive(Default)]
pub struct Fixed;
pub struct Pair(pub i64, pub String, pub Vec<bool>);
pub type Many = Vec<Pet>;
pub struct Ring(pub Vec<Ring>);
impl From<Vec<Ring>> for Ring { fn from(it: Vec<Ring>) -> Self { Self(it) } }
struct Private;
"#;

const OPERATIONS: &str = r#"
use crate::runtime::{Call, Client, Operation};
impl Client {
    pub fn get_pet(&self, id: i64) -> GetPetCall { self.call() }
    #[deprecated]
    pub fn create_pet(&self, lang: impl Into<String>, body: impl Into<types::Pet>) -> CreatePetCall { todo() }
    #[deprecated]
    pub fn with_text(&self, lang: impl Into<String>, text: impl Into<String>) -> CreatePetCall { todo() }
}
#[derive(Clone, Copy, Debug)]
pub struct GetPet;
impl GetPet {
    pub const REQUIRED_SCOPE: &'static str = "read";
}
runtime::call! {
    pub type GetPetCall = crate::Call<GetPet>;
}
impl GetPetCall {
    pub fn limit(mut self, limit: impl Into<Option<i64>>) -> Self { self }
    pub fn kinds(mut self, kinds: impl IntoIterator<Item = impl Into<types::Kind>>) -> Self { self }
}
#[non_exhaustive]
pub enum GetPetOutput { Status200(types::Pet), Status202 }
impl Operation for GetPet {
    type Output = GetPetOutput;
    type Error = types::Tag;
    const META: &'static Meta = &Meta {};
}
pub struct CreatePet;
runtime::paginated_call! {
    pub type CreatePetCall = crate::Call<CreatePet>;
}
impl Operation for CreatePet {
    type Output = ();
    type Error = crate::runtime::Undocumented;
}
"#;

const HEADERS: &str = "pub const X_TOTAL: Header<i64> = Header::new(\"x-total\");";

const CLIENT: &str = r#"
impl Client { pub fn builder() -> ClientBuilder { ClientBuilder::new(&API) } }
impl ClientBuilder {
    pub fn key(self, secret: impl Into<Secret>) -> Self { self }
    pub fn key_provider(self, provider: impl crate::runtime::TokenProvider) -> Self { self }
}
impl Server { pub const PRODUCTION: Self = Self::new(&API.servers[0]); }
"#;

const ERRORS: &str = r#"
/// Why a call failed.
pub type Error = runtime::Error<ErrorBody>;

#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ErrorBody {
    /// `404` of all calls.
    Tag(types::Tag),
}

impl runtime::ErrorDetails for ErrorBody {
    type Code = str;
}

pub(crate) const TAG_404: &[runtime::ResponseSpec<ErrorBody>] = &[tag(runtime::Status::Code(404))];
"#;

fn api() -> Api {
    use Presence::{Optional, Required, Tristate};
    let mut api = Api { types: Vec::new(), operations: Vec::new(), ..sample() };
    let mut pet = Struct {
        fields: vec![
            field("id", TypeRef::I64, Required),
            field("born", TypeRef::Format(Format::DateTime), Optional),
            Field { deprecated: true, ..field("nick", TypeRef::String, Tristate) },
            field("tags", list(named("Tag")), Optional),
        ],
        extra: None,
        closed: false,
    };
    pet.extra = Some((FieldName::new("extra"), TypeRef::Json));
    let tuple =
        Tuple { items: vec![TypeRef::I64, TypeRef::String], item_constraints: Vec::new(), rest: Some(TypeRef::Bool) };
    api.types = vec![
        component("Pet", Shape::Struct(pet)),
        component("Tag", structure(vec![field("label", TypeRef::String, Optional)])),
        component("Kind", enumeration(&["cat", "dog"])),
        component("Shape", union(&[("Pet", named("Pet")), ("Text", TypeRef::String)])),
        component("Fixed", Shape::Constant(Constant { value: "x".into() })),
        component("Pair", Shape::Tuple(tuple)),
        component("Many", Shape::Alias(list(named("Pet")))),
        component("Ring", Shape::Newtype(list(named("Ring")))),
    ];
    if let Shape::Enum(it) = &mut def(&mut api, "Kind").shape {
        it.variants[1].deprecated = true;
    }
    let mut get = operation("getPet", "GET", "/pets/{id}");
    get.params = vec![
        param("id", ParamLocation::Path, TypeRef::I64, true),
        param("limit", ParamLocation::Query, TypeRef::I64, false),
        param("kinds", ParamLocation::Query, list(named("Kind")), false),
    ];
    get.responses = vec![
        response(200, vec![content("application/json", named("Pet"))]),
        response(202, Vec::new()),
        response(404, vec![content("application/json", named("Tag"))]),
    ];
    get.scopes = vec![ScopeConst {
        name: ConstName::new("REQUIRED_SCOPE"),
        wire: "x-required-scope".into(),
        values: vec!["read".into()],
    }];
    let mut create = operation("createPet", "POST", "/pets");
    create.deprecated = true;
    create.params = vec![param("lang", ParamLocation::Query, TypeRef::String, true)];
    let mut body = json_body(true, named("Pet"));
    body.contents.push(body_content("text/plain", "text", TypeRef::String, BodyKind::Text));
    create.body = Some(body);
    api.operations = vec![get, create];
    api.headers = vec![header("x-total", TypeRef::I64)];
    api.schemes = vec![scheme("key", SchemeKind::Bearer)];
    finished(api)
}

#[test]
fn what_is_computed_is_what_is_written() {
    let sources = [
        Source { path: "src/types/all.rs", text: TYPES },
        Source { path: "src/operations/all.rs", text: OPERATIONS },
        Source { path: "src/errors.rs", text: ERRORS },
        Source { path: "src/headers.rs", text: HEADERS },
        Source { path: "src/client.rs", text: CLIENT },
        Source { path: "src/runtime/call.rs", text: "pub struct Call;" },
    ];
    let read = read(&sources).unwrap();
    let computed = Surface::of(&api());
    let lines = |it: &Surface| it.items.values().map(|it| format!("{it:?}")).collect::<Vec<_>>();
    let (read, computed) = (lines(&read), lines(&computed));
    let missing: Vec<_> = computed.iter().filter(|it| !read.contains(it)).collect();
    let surplus: Vec<_> = read.iter().filter(|it| !computed.contains(it)).collect();
    assert!(missing.is_empty() && surplus.is_empty(), "computed only:\n{missing:#?}\nwritten only:\n{surplus:#?}");
}

#[test]
fn text_that_is_not_rust_is_said_to_be_none() {
    let error = read(&[Source { path: "src/types/all.rs", text: "pub struct" }]).unwrap_err();
    assert!(error.starts_with("src/types/all.rs: "), "{error}");
}

/// One item on both sides; the owner is a struct that is open or not.
fn level(old: Option<Item>, new: Option<Item>, open: bool) -> Level {
    let owner = Item { non_exhaustive: open, ..Item::new(Kind::Struct, "T", "T", "struct T") };
    let surface = |item: Option<Item>| {
        let mut surface = Surface::default();
        surface.insert(owner.clone());
        item.into_iter().for_each(|it| surface.insert(it));
        surface
    };
    changes(&surface(old), &surface(new)).iter().map(|it| it.level).max().unwrap_or_default()
}

#[test]
fn levels() {
    let item = |kind, signature: &str| Some(Item::new(kind, "T.x", "T", signature));
    let method = |arguments: &[(&str, &str)]| {
        let arguments = arguments.iter().map(|(name, ty)| ((*name).into(), (*ty).into())).collect();
        let function = super::Function { receiver: None, arguments, output: "Self".into() };
        Some(Item::method("T::new()", "T", "new", &function))
    };
    let deprecated = item(Kind::Field, "x: i64").map(|it| it.deprecated(true));
    let value = |it: &str| item(Kind::Const, "const X: &str").map(|item| Item { value: Some(it.into()), ..item });
    for (what, old, new, open, expected) in [
        ("field added to an open struct", None, item(Kind::Field, "x: i64"), true, Level::Minor),
        ("field added to a closed struct", None, item(Kind::Field, "x: i64"), false, Level::Major),
        ("variant added to an open enum", None, item(Kind::Variant, "X"), true, Level::Minor),
        ("variant added to a closed enum", None, item(Kind::Variant, "X"), false, Level::Major),
        ("field removed", item(Kind::Field, "x: i64"), None, true, Level::Major),
        ("field type changed", item(Kind::Field, "x: i64"), item(Kind::Field, "x: i32"), true, Level::Major),
        ("payload changed", item(Kind::Variant, "X(i64)"), item(Kind::Variant, "X(i32)"), true, Level::Major),
        ("method added", None, method(&[]), true, Level::Minor),
        ("argument added", method(&[]), method(&[("a", "i64")]), true, Level::Major),
        ("argument type changed", method(&[("a", "i32")]), method(&[("a", "i64")]), true, Level::Major),
        ("argument renamed", method(&[("a", "i64")]), method(&[("b", "i64")]), true, Level::Patch),
        (
            "arguments swapped",
            method(&[("a", "i64"), ("b", "i64")]),
            method(&[("b", "i64"), ("a", "i64")]),
            true,
            Level::Major,
        ),
        ("deprecated", item(Kind::Field, "x: i64"), deprecated.clone(), true, Level::Minor),
        ("no longer deprecated", deprecated, item(Kind::Field, "x: i64"), true, Level::Patch),
        ("value of a constant", value("a"), value("b"), true, Level::Patch),
        ("type of a constant", value("a"), item(Kind::Const, "const X: &[&str]"), true, Level::Major),
        ("trait impl lost", item(Kind::Impl, "impl Default"), None, true, Level::Major),
        ("trait impl gained", None, item(Kind::Impl, "impl Default"), true, Level::Minor),
        ("nothing", item(Kind::Field, "x: i64"), item(Kind::Field, "x: i64"), true, Level::None),
    ] {
        assert_eq!(level(old, new, open), expected, "{what}");
    }
}

#[test]
fn an_alias_is_the_type_that_it_names() {
    let surface = |alias: &str, field: &str| {
        let mut surface = Surface::default();
        surface.insert(Item::new(Kind::Alias, "types::Alias", "types::Alias", format!("type Alias = {alias}")));
        surface.insert(Item::new(Kind::Alias, "types::Other", "types::Other", "type Other = Alias"));
        surface.insert(Item::new(Kind::Field, "types::Pet.kind", "types::Pet", format!("kind: Option<{field}>")));
        surface
    };
    for (old, new, expected) in [
        (surface("Kind", "Kind"), surface("Kind", "Alias"), None),
        (surface("Kind", "Other"), surface("Kind", "Kind"), None),
        (surface("Kind", "Aliased"), surface("Kind", "Kind"), Some("types::Pet.kind")),
        (surface("Kind", "Alias"), surface("Size", "Alias"), Some("types::Alias")),
        // Not valid Rust, but no reason for an endless loop.
        (surface("Other", "Alias"), surface("Other", "Other"), Some("types::Pet.kind")),
    ] {
        let changes = changes(&old, &new);
        assert_eq!(changes.first().map(|it| it.path.as_str()), expected, "{changes:?}");
    }
}
