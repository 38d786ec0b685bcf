//! Paged operations: found by rule from the shape of request and response, or as the settings say.
//!
//! A rule needs both halves: a place in the request for the cursor, page number or offset, and what it takes
//! from the response. The output has to be one JSON type, with one list of items in reach.

use super::walk::{Walk, step};
use crate::config::{self, Config};
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{
    BodyKind, ContentKind, Operation, Outcome, PageParam, PageStyle, Pagination, Place, Status, Step, TypeDef, TypeRef,
};

/// Gives each operation its pagination.
pub(super) fn add(
    operations: &mut [Operation],
    types: &[TypeDef],
    headers: &[crate::ir::HeaderDef],
    config: &Config,
    diags: &mut Diagnostics,
) {
    let walk = Walk::new(types);
    for operation in operations {
        operation.pagination = match config.pagination.get(&operation.id) {
            Some(settings) => by_settings(&walk, operation, settings, config.lenient, diags),
            None => by_rule(&walk, operation, headers),
        };
    }
}

const CURSOR_PARAMS: &[&str] = &[
    "cursor",
    "page_token",
    "pageToken",
    "pagetoken",
    "next_token",
    "nextToken",
    "after",
    "starting_after",
    "page_cursor",
    "pageCursor",
    "continuation_token",
    "continuationToken",
    "next_cursor",
    "nextCursor",
    "next_page_token",
    "nextPageToken",
    "scroll_id",
    "scrollId",
    "marker",
    "bookmark",
    "page[cursor]",
    "page[after]",
];

const NEXT_CURSORS: &[&str] = &[
    "nextCursor",
    "next_cursor",
    "nextPageToken",
    "next_page_token",
    "nextToken",
    "next_token",
    "endCursor",
    "end_cursor",
    "continuationToken",
    "continuation_token",
    "cursor_next",
    "next_page_cursor",
    "nextPageCursor",
    "scroll_id",
    "scrollId",
    "nextMarker",
    "next_marker",
    "bookmark",
];

const NEXT_URLS: &[&str] = &[
    "next_page_url",
    "nextPageUrl",
    "nextLink",
    "next_link",
    "next_url",
    "nextUrl",
    "@odata.nextLink",
    "next_page_uri",
];

const HAS_MORE: &[&str] =
    &["has_more", "hasMore", "has_next", "hasNext", "hasNextPage", "has_next_page", "more", "is_more"];

const PAGE_PARAMS: &[&str] = &["page", "page_number", "pageNumber", "page_num", "page[number]", "page_no", "pageNo"];

const OFFSET_PARAMS: &[&str] = &["offset", "skip", "start", "page[offset]", "$skip", "startIndex", "start_index"];

/// Objects around cursors.
const ENVELOPES: &[&str] = &[
    "pagination",
    "paging",
    "meta",
    "page",
    "page_info",
    "pageInfo",
    "data",
    "links",
    "result",
    "results",
    "metadata",
    "response_metadata",
    "cursors",
];

/// Lists that hold the items, where there are several.
const ITEMS: &[&str] = &["data", "items", "results", "records", "values", "entries", "list", "rows", "hits", "nodes"];

/// Lists that come beside the items and are none of them.
const BESIDE: &[&str] = &["errors", "warnings", "messages", "notices", "included", "links", "_links"];

fn by_rule(walk: &Walk<'_>, operation: &Operation, headers: &[crate::ir::HeaderDef]) -> Option<Pagination> {
    let output = output(operation)?;
    let (items, item) = items(walk, output)?;
    let nullable = walk.is_optional(output);
    let paged = |style, found_by: &str| Pagination { style, nullable, items, item, found_by: found_by.to_owned() };
    let next = find(walk, output, NEXT_CURSORS, is_text);
    if let (Some(param), Some((next, next_ty))) = (request_place(walk, operation, CURSOR_PARAMS), next) {
        let has_more = find(walk, output, HAS_MORE, |ty| *ty == TypeRef::Bool).map(|(steps, _)| steps);
        return Some(paged(PageStyle::Cursor { param, next, next_ty, has_more }, "rule `cursor`"));
    }
    if operation.method != "GET" {
        return None;
    }
    if let Some((next, _)) = find(walk, output, NEXT_URLS, is_text).or_else(|| next_uri(walk, output)) {
        return Some(paged(PageStyle::NextUrl { next }, "rule `next URL`"));
    }
    let links = operation.responses.iter().any(|case| {
        matches!(case.status, Status::Code(200..=299))
            && case.headers.iter().any(|(index, _)| headers[*index].wire == "link")
    });
    if links {
        return Some(paged(PageStyle::LinkHeader, "rule `Link header`"));
    }
    let number = |names: &[&str]| {
        let found = operation.params.iter().find(|it| it.place == Place::Query && names.contains(&it.wire.as_str()));
        found.filter(|it| matches!(walk.bare(&it.ty), TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64))
    };
    if let Some(param) = number(PAGE_PARAMS) {
        let minimum = param.constraints.minimum.as_ref().and_then(|it| it.value.as_u64());
        let default = param.constraints.default.as_ref().and_then(serde_json::Value::as_u64);
        let first = default.or(minimum).filter(|it| *it == 0).unwrap_or(1);
        let style = PageStyle::Page { param: PageParam::Query(param.wire.clone()), first };
        return Some(paged(style, "rule `page number`"));
    }
    number(OFFSET_PARAMS)
        .map(|param| paged(PageStyle::Offset { param: PageParam::Query(param.wire.clone()) }, "rule `offset`"))
}

/// The one JSON type of a success.
fn output(operation: &Operation) -> Option<&TypeRef> {
    match &operation.output {
        Outcome::Single { ty, kind: ContentKind::Json } => Some(ty),
        _ => None,
    }
}

fn is_text(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::String | TypeRef::Format(_) | TypeRef::I64 | TypeRef::I32)
}

/// A member with one of these names, at the top or in an envelope.
fn find<'t>(
    walk: &Walk<'t>,
    ty: &'t TypeRef,
    names: &[&str],
    fits: impl Fn(&TypeRef) -> bool + Copy,
) -> Option<(Vec<Step>, TypeRef)> {
    find_at(walk, ty, names, fits, 0)
}

fn find_at<'t>(
    walk: &Walk<'t>,
    ty: &'t TypeRef,
    names: &[&str],
    fits: impl Fn(&TypeRef) -> bool + Copy,
    depth: usize,
) -> Option<(Vec<Step>, TypeRef)> {
    let (owner, it) = walk.structure(ty)?;
    let here =
        names.iter().find_map(|name| it.fields.iter().find(|field| field.wire == *name && fits(walk.bare(&field.ty))));
    if let Some(field) = here {
        return Some((vec![step(owner, field)], walk.bare(&field.ty).clone()));
    }
    let envelopes = it.fields.iter().filter(|field| depth < 3 && ENVELOPES.contains(&field.wire.as_str()));
    envelopes.into_iter().find_map(|field| {
        let (mut steps, end) = find_at(walk, &field.ty, names, fits, depth + 1)?;
        steps.insert(0, step(owner, field));
        Some((steps, end))
    })
}

/// `next`, where it is said to be a URI.
fn next_uri<'t>(walk: &Walk<'t>, ty: &'t TypeRef) -> Option<(Vec<Step>, TypeRef)> {
    find(walk, ty, &["next"], |ty| *ty == TypeRef::Format(crate::ir::Format::Uri))
}

/// Where the request takes the value: a query parameter, or a member of its JSON body.
fn request_place(walk: &Walk<'_>, operation: &Operation, names: &[&str]) -> Option<PageParam> {
    let query = operation.params.iter().find(|it| it.place == Place::Query && names.contains(&it.wire.as_str()));
    if let Some(param) = query.filter(|it| is_text(walk.bare(&it.ty))) {
        return Some(PageParam::Query(param.wire.clone()));
    }
    let body = operation.body.as_ref()?.contents.first().filter(|it| it.kind == BodyKind::Json)?;
    let (_, it) = walk.structure(&body.ty)?;
    let field = it.fields.iter().find(|field| names.contains(&field.wire.as_str()) && is_text(walk.bare(&field.ty)))?;
    Some(PageParam::Body(format!("/{}", field.wire.replace('~', "~0").replace('/', "~1"))))
}

/// The list of items: the output itself, its only list, or the one with a usual name; in an envelope where there
/// is none at the top. What comes beside the items, errors or related things, does not count.
fn items<'t>(walk: &Walk<'t>, ty: &'t TypeRef) -> Option<(Vec<Step>, TypeRef)> {
    if let TypeRef::List(item) = walk.bare(ty) {
        return Some((Vec::new(), (**item).clone()));
    }
    items_at(walk, ty, 0)
}

fn items_at<'t>(walk: &Walk<'t>, ty: &'t TypeRef, depth: usize) -> Option<(Vec<Step>, TypeRef)> {
    let (owner, it) = walk.structure(ty)?;
    let lists: Vec<_> = it
        .fields
        .iter()
        .filter_map(|field| match walk.bare(&field.ty) {
            TypeRef::List(item) if !BESIDE.contains(&field.wire.as_str()) => Some((field, item)),
            _ => None,
        })
        .collect();
    // What is called like the items and is no list has them inside of it, or they are no list at all.
    let elsewhere = it.fields.iter().any(|field| {
        let compound = matches!(walk.bare(&field.ty), TypeRef::Named(_) | TypeRef::Map(_) | TypeRef::Json);
        compound && ITEMS.contains(&field.wire.as_str())
    });
    let usual = ITEMS.iter().find_map(|name| lists.iter().find(|(field, _)| field.wire == *name));
    let chosen = match lists.as_slice() {
        [only] if !elsewhere => Some(only),
        _ => usual,
    };
    if let Some((field, item)) = chosen {
        return Some((vec![step(owner, field)], TypeRef::clone(item)));
    }
    let envelopes = it.fields.iter().filter(|field| depth < 2 && ENVELOPES.contains(&field.wire.as_str()));
    envelopes.into_iter().find_map(|field| {
        let (mut steps, item) = items_at(walk, &field.ty, depth + 1)?;
        steps.insert(0, step(owner, field));
        Some((steps, item))
    })
}

fn by_settings(
    walk: &Walk<'_>,
    operation: &Operation,
    settings: &config::Pagination,
    lenient: bool,
    diags: &mut Diagnostics,
) -> Option<Pagination> {
    if settings.style == config::PageStyle::None {
        return None;
    }
    let found = from_settings(walk, operation, settings);
    if found.is_none() && !lenient {
        let message = format!("the settings for paging `{}` do not fit its request and response", operation.id);
        diags.error(code::PAGINATION, &operation.pointer, message);
    }
    found
}

fn from_settings(walk: &Walk<'_>, operation: &Operation, settings: &config::Pagination) -> Option<Pagination> {
    let output = output(operation)?;
    let (items, list) = match &settings.items {
        Some(pointer) => walk.along(output, pointer).map(|(steps, ty)| (steps, walk.bare(ty).clone()))?,
        None => items(walk, output).map(|(steps, item)| (steps, TypeRef::List(Box::new(item))))?,
    };
    let TypeRef::List(item) = list else {
        return None;
    };
    let param = settings.param.as_ref().map(|it| match it.starts_with('/') {
        true => PageParam::Body(it.clone()),
        false => PageParam::Query(it.clone()),
    });
    let way = |pointer: &Option<String>| walk.along(output, pointer.as_deref()?);
    let style = match settings.style {
        config::PageStyle::Cursor => {
            let (next, next_ty) = way(&settings.next)?;
            let has_more = way(&settings.has_more).map(|(steps, _)| steps);
            PageStyle::Cursor { param: param?, next, next_ty: walk.bare(next_ty).clone(), has_more }
        }
        config::PageStyle::Page => PageStyle::Page { param: param?, first: settings.first.unwrap_or(1) },
        config::PageStyle::Offset => PageStyle::Offset { param: param? },
        config::PageStyle::LinkHeader => PageStyle::LinkHeader,
        config::PageStyle::NextUrl => PageStyle::NextUrl { next: way(&settings.next)?.0 },
        config::PageStyle::None => return None,
    };
    let nullable = walk.is_optional(output);
    Some(Pagination { style, nullable, items, item: *item, found_by: "settings".to_owned() })
}
