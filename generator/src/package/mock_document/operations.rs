//! An operation as the client understands it: how its parameters and its body are written.

use serde_json::{Map, Value, json};

use crate::Pointer;
use crate::ir::{
    Api, BodyContent, BodyKind, Encoding, Field, Operation, PageStyle, Param, ParamLocation, Part, PartKind, Presence,
    Server, Shape, Style, TypeRef,
};

/// The entry in the list of operations. `at` is the place in this file, of which the place of a `schema` is a continuation;
/// `pointer` is the place in the user's document, where that is another one.
pub(super) fn entry(lowered: &Value, api: &Api, operation: &Operation) -> Value {
    let Operation { id, method, pointer, .. } = operation;
    let mut entry = Map::new();
    let mut put = |key: &str, value: Value| entry.insert(key.to_owned(), value);
    put("operationId", id.as_str().into());
    put("method", method.as_str().into());
    put("path", operation.template().into());
    let fixed = operation.fixed_query();
    if !fixed.is_empty() {
        put("query", json!(fixed));
    }
    if gives_urls(operation) {
        put("links", true.into());
    }
    let scheme = |index: usize| api.schemes.get(index).map(|it| it.wire.clone());
    let alternatives = operation.security.iter();
    let security: Vec<Vec<String>> =
        alternatives.map(|all| all.iter().filter_map(|it| scheme(it.scheme)).collect()).collect();
    if !security.is_empty() {
        put("security", json!(security));
    }
    let servers: Vec<_> = operation.servers.iter().filter_map(relative).collect();
    if !servers.is_empty() {
        put("servers", json!(servers));
    }
    if !operation.params.is_empty() {
        put("parameters", operation.params.iter().map(|it| param(lowered, api, operation, it)).collect());
    }
    if let Some(body) = &operation.body {
        let contents: Vec<_> = body.contents.iter().map(|it| content(lowered, api, it)).collect();
        put("requestBody", json!({ "required": body.required, "content": contents }));
    }
    put_place(api, &mut entry, pointer);
    entry.into()
}

/// Whether the server gives URLs of pages, whose queries are its own.
fn gives_urls(operation: &Operation) -> bool {
    let style = operation.pagination.as_ref().map(|it| &it.style);
    matches!(
        style,
        Some(PageStyle::LinkHeader | PageStyle::NextUrl { .. } | PageStyle::Cursor { may_be_url: true, .. })
    )
}

/// The path of a server of which the document names no host, with the defaults of its variables.
fn relative(server: &Server) -> Option<String> {
    let is_relative = server.url.starts_with('/') && !server.url.starts_with("//");
    let url = server
        .variables
        .iter()
        .fold(server.url.clone(), |url, it| url.replace(&format!("{{{}}}", it.wire), &it.default));
    is_relative.then_some(url)
}

fn param(lowered: &Value, api: &Api, operation: &Operation, param: &Param) -> Value {
    let Param { wire, location, style, explode, pointer, .. } = param;
    let (location, usual) = match location {
        ParamLocation::Path => ("path", (Style::Simple, false)),
        ParamLocation::Query => ("query", (Style::Form, true)),
        ParamLocation::QueryString => ("querystring", (Style::Form, true)),
        ParamLocation::Header => ("header", (Style::Simple, false)),
        ParamLocation::Cookie => ("cookie", (Style::Form, true)),
    };
    let mut entry = Map::from_iter([("name".to_owned(), wire.as_str().into()), ("in".to_owned(), location.into())]);
    manner(&mut entry, (*style, *explode), usual, param.content.as_deref());
    for (key, flag) in [("required", param.required), ("allowEmptyValue", param.allow_empty)] {
        if flag {
            entry.insert(key.to_owned(), true.into());
        }
    }
    // What only the path speaks of has no place of its own, and 2.0's lists with tabs are texts that the caller joins.
    let is_joined = pointer.key("x-octogen-collection-format").find(lowered).is_some();
    if *pointer != operation.pointer && !is_joined {
        let schema = match &param.content {
            Some(media_type) => pointer.key("content").key(media_type).key("schema"),
            None => pointer.key("schema"),
        };
        put_schema(lowered, &mut entry, pointer, &schema);
    }
    put_place(api, &mut entry, pointer);
    entry.into()
}

fn put_place(api: &Api, entry: &mut Map<String, Value>, at: &Pointer) {
    entry.insert("at".to_owned(), at.as_str().into());
    let written = api.written(at);
    if written.to_string() != format!("#{}", at.as_str()) {
        entry.insert("pointer".to_owned(), written.to_string().into());
    }
}

fn put_schema(lowered: &Value, entry: &mut Map<String, Value>, outer: &Pointer, schema: &Pointer) {
    if let Some(rest) = schema.as_str().strip_prefix(outer.as_str()).filter(|_| schema.find(lowered).is_some()) {
        entry.insert("schema".to_owned(), rest.into());
    }
}

/// In what a style differs from the usual one of its place.
fn manner(entry: &mut Map<String, Value>, is: (Style, bool), usual: (Style, bool), content_type: Option<&str>) {
    if is.0 != usual.0 {
        entry.insert("style".to_owned(), is.0.as_str().into());
    }
    if is.1 != usual.1 {
        entry.insert("explode".to_owned(), is.1.into());
    }
    if let Some(content_type) = content_type {
        entry.insert("contentType".to_owned(), content_type.into());
    }
}

fn content(lowered: &Value, api: &Api, content: &BodyContent) -> Value {
    let BodyContent { media_type, equivalent_media_types, ty, pointer, .. } = content;
    let media_types: Vec<_> = [media_type].into_iter().chain(equivalent_media_types).collect();
    let mut entry = Map::from_iter([("mediaTypes".to_owned(), json!(media_types))]);
    let mut schema = pointer.key("schema");
    let kind = match &content.kind {
        BodyKind::Json => "json",
        BodyKind::Xml => "xml",
        BodyKind::JsonLines => {
            let own = pointer.key("x-octogen-item-schema");
            schema = if own.find(lowered).is_some() { own } else { schema };
            // An array's items are its lines.
            entry.extend(matches!(ty, TypeRef::List(_)).then(|| ("items".to_owned(), true.into())));
            "lines"
        }
        BodyKind::Form(encodings) => {
            let members = encodings.iter().filter(|it| field(api, ty, |field| field.wire == it.property).is_some());
            let members: Vec<_> = members.map(member).collect();
            entry.extend((!members.is_empty()).then(|| ("members".to_owned(), members.into())));
            "form"
        }
        BodyKind::Multipart(parts) => {
            let named = parts.iter().filter_map(|it| part(api, ty, it));
            entry.insert("parts".to_owned(), named.collect());
            entry.extend(parts.iter().any(|it| it.property.is_none()).then(|| ("more".to_owned(), true.into())));
            "multipart"
        }
        BodyKind::Text => "text",
        BodyKind::Bytes => "bytes",
    };
    entry.insert("kind".to_owned(), kind.into());
    put_schema(lowered, &mut entry, pointer, &schema);
    put_place(api, &mut entry, pointer);
    entry.into()
}

/// A member of a form in a style of its own.
fn member(encoding: &Encoding) -> Value {
    let mut entry = Map::from_iter([("name".to_owned(), encoding.property.as_str().into())]);
    let usual = (Style::Form, true);
    manner(&mut entry, (encoding.style, encoding.explode), usual, encoding.content_type.as_deref());
    entry.into()
}

fn part(api: &Api, ty: &TypeRef, part: &Part) -> Option<Value> {
    let name = part.property.as_ref()?;
    let field = field(api, ty, |it| it.name == part.field);
    let required = field.is_some_and(|it| it.presence == Presence::Required && !may_be_empty(api, part, it));
    let mut entry = Map::from_iter([("name".to_owned(), name.as_str().into())]);
    entry.extend(required.then(|| ("required".to_owned(), true.into())));
    if let Some((encoding, _)) = part.style.as_ref().zip(field) {
        entry.insert("style".to_owned(), encoding.style.as_str().into());
        entry.insert("explode".to_owned(), encoding.explode.into());
        return Some(entry.into());
    }
    let is_list = part.allowed.as_ref().is_some_and(|it| it.contains(','));
    let repeated = part.repeated && field.is_some_and(|it| matches!(it.ty, TypeRef::List(_)));
    let holds = match (part.kind, field.map(|it| &it.ty)) {
        (PartKind::File, _) | (_, None) => None,
        _ if is_list => None,
        (PartKind::Json, _) => Some("json"),
        (PartKind::Text, Some(TypeRef::List(_) | TypeRef::Map(_))) if !repeated => None,
        (PartKind::Text, _) => Some("text"),
    };
    entry.extend(holds.map(|it| ("holds".to_owned(), it.into())));
    entry.extend(repeated.then(|| ("repeated".to_owned(), true.into())));
    Some(entry.into())
}

/// A list without items has no part, and one may be an alternative; nor has an object in a style of its own of which no
/// member is set.
fn may_be_empty(api: &Api, part: &Part, field: &Field) -> bool {
    let is_list = |ty: &TypeRef| matches!(api.bare(ty), TypeRef::List(_));
    match api.shape(&field.ty) {
        Some(Shape::Union(it)) => it.variants.iter().any(|it| is_list(&it.ty)),
        Some(Shape::Struct(_)) => part.style.is_some(),
        _ => is_list(&field.ty) || (part.style.is_some() && matches!(api.bare(&field.ty), TypeRef::Map(_))),
    }
}

/// The field of the struct behind a form.
fn field<'a>(api: &'a Api, ty: &'a TypeRef, is_it: impl Fn(&Field) -> bool) -> Option<&'a Field> {
    match api.shape(ty)? {
        Shape::Struct(it) => it.fields.iter().find(|it| is_it(it)),
        _ => None,
    }
}
