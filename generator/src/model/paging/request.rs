//! The request's side of paging: parameters and members of a JSON body that may move on, and what their names say.

use super::super::lookup::Lookup;
use super::words::{Words, any, have, only, words};
use crate::ir::{BodyKind, Constraints, Docs, Format, Operation, PageParam, ParamLocation, Shape, Style, TypeRef};

/// A value of the request that may move on.
#[derive(Debug)]
pub(super) struct Mover {
    /// Where it goes.
    pub place: PageParam,
    /// How it is called in messages.
    pub wire: String,
    /// The words of its name.
    pub words: Words,
    /// Its type, bare.
    pub ty: TypeRef,
    /// What its name says.
    pub role: Option<Role>,
    /// What its schema demands.
    pub constraints: Constraints,
    docs: Docs,
}

/// What the name of a parameter says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A cursor, a token, the item after which to go on.
    Cursor,
    /// The number of a page.
    Page,
    /// A number of items to skip, or the number of the first item.
    Offset,
    /// How many items a page has.
    Size,
}

impl Mover {
    /// Its description, in lower case.
    pub fn text(&self) -> String {
        let texts = self.docs.title.iter().chain(&self.docs.description);
        texts.map(|it| it.to_ascii_lowercase()).collect::<Vec<_>>().join(" ")
    }

    /// Whether it can hold a number: one by its type, or a text that is said to be one.
    pub fn is_number(&self) -> bool {
        let text_number = || {
            let default = self.constraints.default.as_ref();
            let value = default.or(self.docs.examples.first());
            value.is_some_and(|value| value.is_u64() || value.as_str().is_some_and(|it| it.parse::<u64>().is_ok()))
        };
        match self.ty {
            TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 => true,
            TypeRef::Format(Format::Decimal | Format::DecimalNumber) => true,
            TypeRef::String | TypeRef::Json => text_number(),
            _ => false,
        }
    }

    /// Whether it can hold a text.
    pub fn is_text(&self) -> bool {
        matches!(self.ty, TypeRef::String | TypeRef::Json | TypeRef::Format(_))
    }

    /// Whether it stands in the query.
    pub fn in_query(&self) -> bool {
        matches!(self.place, PageParam::Query(_))
    }
}

/// How deep the members of a body are looked at: `{page: {cursor}}`.
const DEPTH: usize = 2;

/// All scalars of query and JSON body.
pub(super) fn movers(lookup: &Lookup<'_>, operation: &Operation) -> Vec<Mover> {
    let mut movers = Vec::new();
    for param in operation.params.iter().filter(|it| it.location == ParamLocation::Query) {
        let here =
            Path { place: PageParam::Query(param.wire.clone()), wire: param.wire.clone(), own: param.wire.clone() };
        if param.style == Style::DeepObject {
            deep(lookup, &here, &param.ty, &mut movers);
        } else if param.style == Style::Form && param.explode && param.content.is_none() && is_object(lookup, &param.ty)
        {
            exploded(lookup, &param.ty, &mut movers);
        } else if is_scalar(lookup, &param.ty) {
            movers.push(mover(here, lookup.bare(&param.ty), &param.docs, &param.constraints));
        }
    }
    let json = operation.body.as_ref().and_then(|it| it.contents.first()).filter(|it| it.kind == BodyKind::Json);
    if let Some(body) = json {
        members(lookup, &body.ty, "", &mut movers);
    }
    movers
}

/// Whether the JSON body has a list of objects that is called like the response's, or has its items.
pub(super) fn brings(lookup: &Lookup<'_>, operation: &Operation, name: &str, item: &TypeRef) -> bool {
    let json = operation.body.as_ref().and_then(|it| it.contents.first()).filter(|it| it.kind == BodyKind::Json);
    let Some((_, it)) = json.and_then(|it| lookup.structure(&it.ty)) else { return false };
    it.fields.iter().any(|field| match lookup.bare(&field.ty) {
        TypeRef::List(own) => lookup.structure(own).is_some() && (field.wire == name || **own == *item),
        _ => false,
    })
}

struct Path {
    place: PageParam,
    wire: String,
    own: String,
}

fn mover(path: Path, ty: &TypeRef, docs: &Docs, constraints: &Constraints) -> Mover {
    let words = words(&path.own);
    let role = role(&words, ty);
    let (constraints, docs) = (constraints.clone(), docs.clone());
    Mover { place: path.place, wire: path.wire, words, ty: ty.clone(), role, constraints, docs }
}

/// The members of a query parameter in the style `deepObject`: `page[number]` (OpenAPI 3.1, section 4.8.12.3).
fn deep(lookup: &Lookup<'_>, at: &Path, ty: &TypeRef, movers: &mut Vec<Mover>) {
    let Some((_, it)) = lookup.structure(ty) else { return };
    for field in it.fields.iter().filter(|it| is_scalar(lookup, &it.ty)) {
        let wire = format!("{}[{}]", at.wire, field.wire);
        let here = Path { place: PageParam::Query(wire.clone()), own: wire.clone(), wire };
        movers.push(mover(here, lookup.bare(&field.ty), &field.docs, &field.constraints));
    }
}

fn is_object(lookup: &Lookup<'_>, ty: &TypeRef) -> bool {
    lookup.structure(ty).is_some()
}

/// The members of an exploded object in the query, each a pair of its own: Spring's `pageable` (OpenAPI 3.1, section
/// 4.8.12.3).
fn exploded(lookup: &Lookup<'_>, ty: &TypeRef, movers: &mut Vec<Mover>) {
    let Some((_, it)) = lookup.structure(ty) else { return };
    for field in it.fields.iter().filter(|it| is_scalar(lookup, &it.ty)) {
        let (wire, own) = (field.wire.clone(), field.wire.clone());
        let here = Path { place: PageParam::Query(wire.clone()), own, wire };
        movers.push(mover(here, lookup.bare(&field.ty), &field.docs, &field.constraints));
    }
}

fn members(lookup: &Lookup<'_>, ty: &TypeRef, at: &str, movers: &mut Vec<Mover>) {
    let Some((_, it)) = lookup.structure(ty) else { return };
    for field in &it.fields {
        let place = format!("{at}/{}", field.wire.replace('~', "~0").replace('/', "~1"));
        if is_scalar(lookup, &field.ty) {
            // `{page: {number}}`: the word `page` stands one level above.
            let own = format!("{at}/{}", field.wire);
            let here = Path { wire: place.clone(), place: PageParam::Body(place), own };
            movers.push(mover(here, lookup.bare(&field.ty), &field.docs, &field.constraints));
        } else if at.matches('/').count() + 1 < DEPTH && is_around(&words(&field.wire)) {
            members(lookup, &field.ty, &place, movers);
        }
    }
}

/// Members of a body that stand around those of paging.
fn is_around(words: &[String]) -> bool {
    only(
        words,
        &["page", "paging", "pagination", "pager", "cursor", "options", "params", "query", "meta", "request", "info"],
    )
}

fn is_scalar(lookup: &Lookup<'_>, ty: &TypeRef) -> bool {
    match lookup.bare(ty) {
        TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64 => true,
        TypeRef::String | TypeRef::Format(_) | TypeRef::Json => true,
        // A token that may be a number or a text.
        TypeRef::Named(name) => match lookup.def(name).map(|it| &it.shape) {
            Some(Shape::Union(it)) => it.variants.iter().all(|it| lookup.structure(&it.ty).is_none()),
            _ => false,
        },
        _ => false,
    }
}

/// What a name says.
fn role(words: &[String], ty: &TypeRef) -> Option<Role> {
    // Backwards is another direction, and `include_…` asks for more of each item.
    if any(words, &["before", "prev", "previous", "ending", "until", "include", "sort", "order"]) {
        return None;
    }
    let whole = words;
    let words = without(words, &["pagination", "paging", "pager", "options", "params", "query", "request", "meta"]);
    if is_size(&words) {
        return Some(Role::Size);
    }
    if is_cursor(&words) || is_cursor(whole) {
        return Some(Role::Cursor);
    }
    if is_page(&words) {
        return Some(Role::Page);
    }
    is_offset(&words, ty).then_some(Role::Offset)
}

fn without(words: &[String], these: &[&str]) -> Vec<String> {
    words.iter().filter(|it| !these.contains(&it.as_str())).cloned().collect()
}

fn is_size(words: &[String]) -> bool {
    const SIZE: &[&str] =
        &["limit", "size", "count", "take", "top", "rows", "length", "n", "num", "max", "first", "pagelen"];
    const WITH: &[&str] = &[
        "page", "per", "max", "maximum", "results", "result", "items", "item", "records", "batch", "number", "of",
        "entries",
    ];
    have(words, &["per", "page"])
        || (any(words, SIZE) && words.iter().all(|it| SIZE.contains(&it.as_str()) || WITH.contains(&it.as_str())))
            && !only(words, &["page", "num", "number", "of", "n"])
            && !(have(words, &["first"]) && words.len() > 1)
        || (any(words, &["max", "maximum", "num", "per"])
            && any(words, &["results", "items", "records", "entries", "keys"]))
}

fn is_cursor(words: &[String]) -> bool {
    const ALWAYS: &[&str] =
        &["cursor", "cursormark", "iterator", "marker", "bookmark", "continuation", "scroll", "resumption"];
    const AFTER: &[&str] = &["after", "starting", "start", "page", "id", "key", "uuid", "search", "item", "object"];
    const TOKEN: &[&str] = &[
        "page",
        "next",
        "continue",
        "list",
        "skip",
        "resume",
        "paginator",
        "pagination",
        "paging",
        "start",
        "results",
    ];
    const KEY: &[&str] = &["page", "next", "start", "last", "exclusive", "evaluated"];
    if any(words, &["sync", "access", "auth", "csrf", "api", "session", "refresh"]) {
        return false;
    }
    any(words, ALWAYS)
        || (have(words, &["after"]) && only(words, AFTER))
        || (have(words, &["token"]) && any(words, TOKEN))
        || (any(words, &["key", "state"]) && any(words, KEY) && words.len() > 1 && !any(words, &["up"]))
        || (have(words, &["last", "id"]) || have(words, &["from", "id"]) || have(words, &["start", "id"]))
            && words.len() == 2
        || only(words, &["next", "page"]) && have(words, &["next"])
}

fn is_page(words: &[String]) -> bool {
    let named =
        have(words, &["page"]) && only(words, &["page", "number", "no", "num", "nr", "index", "current", "idx"]);
    named
        || only(words, &["p", "pg", "pageno", "paged"])
        || words.first().is_some_and(|it| it == "page") && words.len() == 1
}

fn is_offset(words: &[String], ty: &TypeRef) -> bool {
    const WITH: &[&str] = &["page", "start", "result", "results", "record", "records", "row", "item", "items", "list"];
    let skips = any(words, &["offset", "skip"])
        && words.iter().all(|it| WITH.contains(&it.as_str()) || it == "offset" || it == "skip");
    let starts = any(words, &["start", "from", "first"])
        && only(
            words,
            &["start", "from", "first", "index", "at", "result", "row", "record", "item", "position", "idx"],
        )
        && !matches!(ty, TypeRef::Format(_));
    skips || starts
}
