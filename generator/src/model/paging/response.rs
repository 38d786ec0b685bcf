//! The response's side of paging: the page, its members that may concern paging, and its headers.

use super::super::lookup::Lookup;
use super::words::{Words, only, words};
use crate::ir::{
    ContentKind, Docs, Field, Format, HeaderDef, Operation, Outcome, Presence, Shape, Status, Step, TypeName, TypeRef,
    VariantName,
};

/// The page that an operation returns.
#[derive(Debug)]
pub(super) struct ResponsePage<'t> {
    /// Its type.
    pub ty: &'t TypeRef,
    /// The variants of the output that are pages, where it is an enum.
    pub variants: Vec<VariantName>,
    /// The types of the other ones, which have the same shape.
    pub alternatives: Vec<&'t TypeRef>,
}

/// A member of the page that is no list.
#[derive(Clone, Debug)]
pub(super) struct Member<'t> {
    /// The way to it.
    pub way: Vec<Step>,
    /// Its name and those of the objects around it, from outside.
    pub names: Vec<Words>,
    /// Its name in messages, `meta.next`.
    pub wire: String,
    /// Its type, bare.
    pub ty: &'t TypeRef,
    docs: &'t Docs,
}

/// A header of the response.
#[derive(Debug)]
pub(super) struct Header<'t> {
    /// Its name.
    pub wire: &'t str,
    /// The words of its name.
    pub words: Words,
}

impl Member<'_> {
    /// The words of its own name.
    pub fn words(&self) -> &[String] {
        self.names.last().map(|it| &**it).unwrap_or_default()
    }

    /// The words of the names around it.
    pub fn around(&self) -> impl Iterator<Item = &String> {
        self.names.iter().rev().skip(1).flat_map(|it| it.iter())
    }

    /// Whether an object around it is there for paging.
    pub fn in_envelope(&self) -> bool {
        self.around().any(|it| PAGING.contains(&it.as_str()))
    }

    /// Its description, in lower case.
    pub fn text(&self) -> String {
        let texts = self.docs.title.iter().chain(&self.docs.description);
        texts.map(|it| it.to_ascii_lowercase()).collect::<Vec<_>>().join(" ")
    }
}

/// Words of objects that are there for paging.
const PAGING: &[&str] = &[
    "pagination",
    "paging",
    "pager",
    "paginator",
    "paginate",
    "page",
    "pages",
    "meta",
    "metadata",
    "info",
    "links",
    "link",
    "cursor",
    "cursors",
    "next",
    "navigation",
];

/// Words of objects around a list or around what speaks of paging.
const AROUND: &[&str] = &[
    "result",
    "results",
    "response",
    "data",
    "list",
    "header",
    "headers",
    "context",
    "additional",
    "set",
    "collection",
    "search",
    "query",
    "request",
    "output",
    "body",
    "payload",
    "content",
    "embedded",
    "summary",
    "value",
    "item",
    "items",
];

/// Whether a name is that of an object that is there for paging alone.
pub(super) fn is_envelope(words: &[String]) -> bool {
    words.iter().any(|it| PAGING.contains(&it.as_str())) && may_hold(words)
}

fn may_hold(words: &[String]) -> bool {
    words.iter().all(|it| PAGING.contains(&it.as_str()) || AROUND.contains(&it.as_str())) && !words.is_empty()
}

/// The page of an operation: its one JSON type. Of several responses all that have a body have to be JSON of one shape;
/// those without a body are pages without items.
pub(super) fn page<'t>(lookup: &Lookup<'t>, operation: &'t Operation) -> Result<ResponsePage<'t>, String> {
    match &operation.output {
        Outcome::Single { ty, kind: ContentKind::Json } => {
            Ok(ResponsePage { ty, variants: Vec::new(), alternatives: Vec::new() })
        }
        Outcome::Enum { variants, .. } => {
            let bodies: Vec<_> = variants.iter().filter_map(|it| Some((it, it.content.as_ref()?))).collect();
            if bodies.iter().any(|(_, it)| it.kind != ContentKind::Json) {
                return Err("the responses are of different kinds".to_owned());
            }
            let first = bodies.first().map(|(_, it)| &it.ty).ok_or_else(no_json)?;
            let alternatives: Vec<_> = bodies.iter().map(|(_, it)| &it.ty).filter(|it| *it != first).collect();
            if alternatives.iter().any(|it| lookup.is_optional(it) != lookup.is_optional(first)) {
                return Err("the responses have different shapes".to_owned());
            }
            Ok(ResponsePage {
                ty: first,
                variants: bodies.iter().map(|(it, _)| it.name.clone()).collect(),
                alternatives,
            })
        }
        _ => Err(no_json()),
    }
}

fn no_json() -> String {
    "the response is not JSON".to_owned()
}

/// How deep members are looked for.
const DEPTH: usize = 4;
/// How many members are looked at; pages of real documents have a few dozen.
const MOST: usize = 500;

/// The members of the page that may speak of paging: those at the top, in objects that are there for it, and beside the
/// list; `list` is the way to it. The outer ones come first.
pub(super) fn members<'t>(lookup: &Lookup<'t>, page: &'t TypeRef, list: &[Step]) -> Vec<Member<'t>> {
    let mut found = Vec::new();
    let mut level = vec![(page, Vec::<Step>::new(), Vec::<Words>::new(), String::new())];
    for depth in 0..=DEPTH {
        let mut inner = Vec::new();
        for (ty, way, names, wire) in level {
            let Some((owner, it)) = lookup.structure(ty) else { continue };
            for field in &it.fields {
                if found.len() >= MOST {
                    return found;
                }
                let Some(step) = step(lookup, owner, field) else { continue };
                let own = words(&field.wire);
                let on_the_way = list.get(depth) == Some(&step) && list[..depth] == way[..];
                let way = [way.clone(), vec![step]].concat();
                let names = [names.clone(), vec![own.clone()]].concat();
                let wire = if wire.is_empty() { field.wire.clone() } else { format!("{wire}.{}", field.wire) };
                if lookup.structure(&field.ty).is_some() {
                    if on_the_way || (inner.len() < MOST && may_hold(&own)) {
                        inner.push((&field.ty, way.clone(), names.clone(), wire.clone()));
                    }
                } else if !matches!(lookup.bare(&field.ty), TypeRef::List(_) | TypeRef::Map(_)) {
                    found.push(Member { way, names, wire, ty: lookup.bare(&field.ty), docs: &field.docs });
                }
            }
        }
        level = inner;
    }
    found
}

/// One field of a way; none where an alias hides that it may be missing in a way that the field's type does not show.
pub(super) fn step(lookup: &Lookup<'_>, owner: &TypeName, field: &Field) -> Option<Step> {
    let hidden = lookup.is_optional(&field.ty);
    let presence = match (hidden, field.presence) {
        (false, presence) => presence,
        (true, Presence::Required) => Presence::Nullable,
        (true, _) => return None,
    };
    Some(Step { field: field.name.clone(), presence, owner: owner.clone() })
}

/// The headers of the documented successes.
pub(super) fn headers<'t>(operation: &Operation, all: &'t [HeaderDef]) -> Vec<Header<'t>> {
    let successes =
        operation.responses.iter().filter(|it| matches!(it.status, Status::Code(200..=299) | Status::Range(2)));
    let defs = successes.flat_map(|it| &it.headers).filter_map(|(index, _)| all.get(*index));
    let mut headers: Vec<_> = defs.map(|it| Header { wire: &it.wire, words: words(&it.wire) }).collect();
    headers.dedup_by(|a, b| a.wire == b.wire);
    headers
}

/// Whether a value can be a cursor: a text, a number, or one of several such.
pub(super) fn is_value(lookup: &Lookup<'_>, ty: &TypeRef) -> bool {
    is_text(ty) || is_number(ty) || is_choice(lookup, ty, &|ty| is_text(ty) || is_number(ty))
}

/// Whether a value can be a URL: a text, or one of several of which one is an object with a URL.
pub(super) fn is_reference(lookup: &Lookup<'_>, ty: &TypeRef) -> bool {
    let linked =
        |ty: &TypeRef| lookup.structure(ty).is_some_and(|(_, it)| it.fields.iter().any(|it| it.wire == "href"));
    is_text(ty) || is_choice(lookup, ty, &|ty| is_text(ty) || linked(ty))
}

fn is_choice(lookup: &Lookup<'_>, ty: &TypeRef, fits: &dyn Fn(&TypeRef) -> bool) -> bool {
    let TypeRef::Named(name) = ty else { return false };
    match lookup.def(name).map(|it| &it.shape) {
        Some(Shape::Union(it)) => {
            it.variants.iter().all(|it| *lookup.bare(&it.ty) == TypeRef::Null || fits(lookup.bare(&it.ty)))
        }
        _ => false,
    }
}

fn is_text(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::String | TypeRef::Format(_) | TypeRef::Json)
}

/// Whether a value is a number.
pub(super) fn is_number(ty: &TypeRef) -> bool {
    let decimal = *ty == TypeRef::Format(Format::DecimalNumber);
    decimal || matches!(ty, TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 | TypeRef::F64)
}

/// Whether a name has only words of links.
pub(super) fn is_links(words: &[String]) -> bool {
    only(words, &["links", "link", "paging", "page", "pages", "next"]) && words.iter().any(|it| it.starts_with("link"))
}
