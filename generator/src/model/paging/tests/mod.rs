//! Paging by role: the shapes of real documents, what only looks like them, extensions and settings.

mod extensions;
mod not;
mod shapes;

use serde_json::{Map, Value, json};

use crate::config::Config;
use crate::ir::{NextValue, Operation, PageParam, PageStyle, PageTotal, Pagination, Step};
use crate::model::tests::api;

/// Query parameters: `page:integer`, `after:string(date)`, with a description behind a bar.
fn params(text: &str) -> Value {
    let param = |it: &str| {
        let (it, description) = it.split_once('|').unwrap_or((it, ""));
        let (name, ty) = it.rsplit_once(':').unwrap_or((it, "string"));
        json!({ "name": name, "in": "query", "description": description, "schema": schema(ty) })
    };
    text.split("; ").filter(|it| !it.is_empty()).map(param).collect()
}

/// `integer`, `string(date)`, `integer=0` with a default, `integer>=1` with a minimum.
fn schema(ty: &str) -> Value {
    let number = |it: &str| it.parse::<i64>().unwrap();
    if let Some((ty, minimum)) = ty.split_once(">=") {
        return json!({ "type": ty, "minimum": number(minimum) });
    }
    if let Some((ty, default)) = ty.split_once('=') {
        return json!({ "type": ty, "default": number(default) });
    }
    match ty.split_once('(') {
        Some((ty, format)) => json!({ "type": ty, "format": format.trim_end_matches(')') }),
        None => json!({ "type": ty }),
    }
}

/// An object in short: `{"next": "string?"}` is a text that may be null, `[]` a list of things with an id.
fn object(short: &Value) -> Value {
    match short {
        Value::Object(members) => {
            let members: Map<_, _> = members.iter().map(|(name, it)| (name.clone(), object(it))).collect();
            json!({ "type": "object", "properties": members })
        }
        Value::Array(items) => match items.first() {
            Some(item) => json!({ "type": "array", "items": object(item) }),
            None => json!({ "type": "array", "items": object(&json!({ "id": "string", "name": "string" })) }),
        },
        Value::String(ty) => match ty.strip_suffix('?') {
            Some(ty) => {
                let mut schema = schema(ty);
                schema["type"] = json!([schema["type"], "null"]);
                schema
            }
            None => schema(ty),
        },
        other => other.clone(),
    }
}

fn response(short: &Value) -> Value {
    json!({ "description": "Fine.", "content": { "application/json": { "schema": object(short) } } })
}

/// The one operation of `GET /things`, and what the coverage report says of it.
fn operation(method: &str, call: Value, config: &Config) -> (Operation, Vec<String>) {
    let mut item = Map::new();
    item.insert(method.to_owned(), call);
    let (api, diags) = api(json!({ "paths": { "/things": item } }), config);
    let notes = diags.iter().filter(|it| it.code == "pagination").map(|it| it.message.clone());
    (api.operations[0].clone(), notes.collect())
}

fn get(params: &str, responses: Value) -> Value {
    json!({ "operationId": "list", "parameters": self::params(params), "responses": responses })
}

/// The pagination in one line: `cursor page_token <- next_page; items; more has_more; total pages meta.pages`.
fn line(found: Option<&Pagination>) -> String {
    let Some(it) = found else { return "none".to_owned() };
    let way = |steps: &[Step]| match steps {
        [] => "body".to_owned(),
        steps => steps.iter().map(|it| it.field.as_str()).collect::<Vec<_>>().join("."),
    };
    let param = |it: &PageParam| match it {
        PageParam::Query(name) => name.clone(),
        PageParam::Body(pointer) => pointer.clone(),
    };
    let style = match &it.style {
        PageStyle::Cursor { param: to, next, may_be_url, steady } => {
            let next = match next {
                NextValue::Member(steps, _) => way(steps),
                NextValue::Last(steps, _) => format!("last {}", way(steps)),
                NextValue::Header(name, _) => format!("header {name}"),
            };
            let kind = if *steady { "scroll" } else { "cursor" };
            let url = if *may_be_url { " or url" } else { "" };
            format!("{kind} {} <- {next}{url}", param(to))
        }
        PageStyle::Page { param: to, first, current } => {
            let first = match (first, current) {
                (_, Some(current)) => way(current),
                (Some(first), None) => first.to_string(),
                (None, None) => "?".to_owned(),
            };
            format!("page {} from {first}", param(to))
        }
        PageStyle::Offset { param: to, first } => format!("offset {} from {first}", param(to)),
        PageStyle::LinkHeader => "link".to_owned(),
        PageStyle::NextUrl { next, .. } => format!("url {}", way(next)),
    };
    let more = it.more.as_ref().map(|it| format!("; {} {}", if it.negated { "done" } else { "more" }, way(&it.way)));
    let total = it.total.as_ref().map(|it| match it {
        PageTotal::Items(steps) => format!("; total {}", way(steps)),
        PageTotal::Pages(steps) => format!("; pages {}", way(steps)),
        PageTotal::ItemsHeader(name) => format!("; total header {name}"),
        PageTotal::PagesHeader(name) => format!("; pages header {name}"),
    });
    format!("{style}; {}{}{}", way(&it.items), more.unwrap_or_default(), total.unwrap_or_default())
}
