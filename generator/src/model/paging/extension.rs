//! What other generators and frameworks write beside an operation to say how it is paged, and the links of OpenAPI 3.x
//! that lead from an operation to itself. Each becomes settings, as a user would write them.

use serde_json::Value;

use super::super::raw::Raw;
use super::words::{any, words};
use crate::config::{PageStyle, Pagination as Settings};
use crate::ir::{Link, Operation, Status};
use crate::spec::Spec;

/// What an extension says, and which one it is.
pub(super) struct Extension {
    /// Its name.
    pub name: &'static str,
    /// What it says; with the style `None` that there is one page.
    pub settings: Settings,
}

/// The first extension of an operation that says how it is paged.
pub(super) fn of(spec: &Spec, operation: &Operation) -> Option<Extension> {
    let raw = Raw::at(spec, &operation.pointer)?;
    let read = |name: &'static str, read: fn(&Value) -> Option<Settings>| {
        let settings = read(raw.get(name)?)?;
        Some(Extension { name, settings })
    };
    let fern = || {
        let own = raw.get("x-fern-pagination")?;
        // `true` takes what the document says once at its top.
        let whole = if own == &Value::Bool(true) { spec.value().get("x-fern-pagination")? } else { own };
        Some(Extension { name: "x-fern-pagination", settings: fern(whole)? })
    };
    read("x-dropshot-pagination", dropshot)
        .or_else(|| read("x-speakeasy-pagination", speakeasy))
        .or_else(fern)
        .or_else(|| read("x-ms-pageable", ms_pageable))
        .or_else(|| of_links(operation))
}

/// Dropshot's pages have one form; the extension lists the parameters that the first page needs.
fn dropshot(_: &Value) -> Option<Settings> {
    Some(Settings {
        param: Some("page_token".to_owned()),
        next: Some("/next_page".to_owned()),
        items: Some("/items".to_owned()),
        ..Settings::new(PageStyle::Cursor)
    })
}

fn speakeasy(extension: &Value) -> Option<Settings> {
    let inputs = extension.get("inputs").and_then(Value::as_array).into_iter().flatten();
    let input = |kind: &str| {
        let mut of_kind = inputs.clone().filter(|it| it.get("type").and_then(Value::as_str) == Some(kind));
        let found = of_kind.next()?;
        let name = found.get("name")?.as_str()?;
        let in_body = found.get("in").and_then(Value::as_str) == Some("requestBody");
        Some(if in_body { format!("/{}", name.replace('.', "/")) } else { name.to_owned() })
    };
    let output = |name: &str| extension.get("outputs")?.get(name)?.as_str();
    let items = output("results").and_then(json_path);
    let (style, param) = match extension.get("type")?.as_str()? {
        "cursor" => (PageStyle::Cursor, input("cursor")),
        "url" => (PageStyle::NextUrl, None),
        _ => match input("page") {
            Some(param) => (PageStyle::Page, Some(param)),
            None => (PageStyle::Offset, input("offset")),
        },
    };
    let next = match style {
        PageStyle::NextUrl => output("nextUrl"),
        PageStyle::Cursor => output("nextCursor"),
        _ => None,
    };
    let mut settings = Settings { param, total_pages: output("numPages").and_then(json_path), ..Settings::new(style) };
    match next.and_then(last_item) {
        Some((list, member)) => (settings.items, settings.last) = (items.or(Some(list)), Some(member)),
        None => (settings.items, settings.next) = (items, next.and_then(json_path)),
    }
    Some(settings)
}

fn fern(extension: &Value) -> Option<Settings> {
    let text = |name: &str| extension.get(name).and_then(Value::as_str);
    let request = |name: &str| Some(text(name)?.strip_prefix("$request.")?.to_owned());
    let response = |name: &str| json_path(text(name)?.strip_prefix("$response")?);
    let style = match (text("cursor"), text("next_uri").or(text("next_url"))) {
        (Some(_), _) => PageStyle::Cursor,
        (None, Some(_)) => PageStyle::NextUrl,
        // With a step the offset counts items, without one it counts pages.
        (None, None) if text("step").is_some() && !any(&words(text("offset")?), &["page"]) => PageStyle::Offset,
        (None, None) => PageStyle::Page,
    };
    let next = response("next_cursor").or_else(|| response("next_uri")).or_else(|| response("next_url"));
    Some(Settings {
        param: request("cursor").or_else(|| request("offset")),
        next,
        items: response("results"),
        has_more: response("has-next-page"),
        ..Settings::new(style)
    })
}

/// Without a name for the link the list comes in one page.
fn ms_pageable(extension: &Value) -> Option<Settings> {
    let pointer =
        |name: &str| Some(format!("/{}", extension.get(name)?.as_str()?.replace('~', "~0").replace('/', "~1")));
    let style = if pointer("nextLinkName").is_some() { PageStyle::NextUrl } else { PageStyle::None };
    let items = pointer("itemName").unwrap_or_else(|| "/value".to_owned());
    Some(Settings { next: pointer("nextLinkName"), items: Some(items), ..Settings::new(style) })
}

/// A link (OpenAPI 3.1, section 4.8.20) that leads back to its own operation with a value of the response.
fn of_links(operation: &Operation) -> Option<Extension> {
    let good = operation.responses.iter().filter(|it| matches!(it.status, Status::Code(200..=299) | Status::Range(2)));
    let own = good.flat_map(|it| &it.links).filter(|it| leads_back(it, operation));
    let settings =
        own.filter(|it| !any(&words(&it.name), &["prev", "previous", "self", "first", "last"])).find_map(|link| {
            link.parameters.iter().find_map(|(name, value)| {
                let param = name.strip_prefix("query.").unwrap_or(name).to_owned();
                let expression = value.as_str()?.trim_matches(['{', '}']);
                let mut settings = Settings { param: Some(param), ..Settings::new(PageStyle::Cursor) };
                match expression.strip_prefix("$response.body#") {
                    Some(pointer) => settings.next = Some(pointer.to_owned()),
                    None => settings.next_header = Some(expression.strip_prefix("$response.header.")?.to_owned()),
                }
                Some(settings)
            })
        })?;
    Some(Extension { name: "links", settings })
}

fn leads_back(link: &Link, operation: &Operation) -> bool {
    link.target == operation.id || link.target == operation.pointer.to_string()
}

/// `$.a.b`, `$['a']['b']`, `.a.b` as a JSON pointer; what looks for more than members is none.
fn json_path(path: &str) -> Option<String> {
    let path = path.strip_prefix('$').unwrap_or(path);
    let plain = path.replace("['", ".").replace("[\"", ".").replace("']", "").replace("\"]", "");
    if plain.contains(['[', ']', '*', '?', '(']) {
        return None;
    }
    let names = plain.split('.').filter(|it| !it.is_empty());
    Some(names.map(|it| format!("/{}", it.replace('~', "~0").replace('/', "~1"))).collect())
}

/// `$.data[-1].id`, `$.data[(@.length-1)].id`: the list, and the member of its last item.
fn last_item(path: &str) -> Option<(String, String)> {
    let (list, member) = ["[-1]", "[(@.length-1)]", "[-1:]"].iter().find_map(|it| path.split_once(it))?;
    Some((json_path(list)?, json_path(member)?))
}
