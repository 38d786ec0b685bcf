//! Responses (OpenAPI 3.1, sections 4.8.16 and 4.8.17) with their media types, typed headers and links.

use std::collections::BTreeMap;

use serde_json::Value;

use super::body::{item_schema, xml_as_text};
use super::body_format;
use super::cx::Cx;
use super::equivalent_schemas::EquivalentSchemas;
use crate::Pointer;
use crate::diagnostics::code;
use crate::ir::{ConstName, Content, ContentKind, Docs, HeaderDef, Link, ResponseCase, Status, TypeRef};
use crate::model::headers;
use crate::model::media::{self, Family};
use crate::model::raw::Raw;
use crate::model::schema::{Node, Place, SchemaSet, Types, constraints_at, constraints_of_text, docs, is_equivalent};
use crate::model::xml;

/// The documented responses: exact statuses, ranges, then `default`.
pub(super) fn build<'a>(cx: &mut Cx<'a, '_, '_, '_>, operation: &Raw<'a>) -> Vec<ResponseCase> {
    let mut cases = BTreeMap::new();
    let mut built_schemas = Vec::new();
    for (key, at) in operation.entries("responses").filter(|(key, _)| !key.starts_with("x-")) {
        let Some(status) = status(key) else {
            let message = format!("`{key}` is not a status, a range or `default`; the response is left out");
            cx.types.diags.unsupported(code::STATUS, &at, message);
            continue;
        };
        if let Some(raw) = Raw::at(cx.spec, &at) {
            cases.insert(status, case(cx, status, &raw, operation, &mut built_schemas));
        }
    }
    cases.into_values().collect()
}

/// `200`, `2XX` in any case, `default`.
fn status(key: &str) -> Option<Status> {
    let key = key.trim();
    if key.eq_ignore_ascii_case("default") {
        return Some(Status::Default);
    }
    if let Ok(code) = key.parse::<u16>() {
        return (100..=999).contains(&code).then_some(Status::Code(code));
    }
    let range = key.to_ascii_uppercase();
    let digit = range.strip_suffix("XX")?.parse::<u8>().ok()?;
    (1..=5).contains(&digit).then_some(Status::Range(digit))
}

/// Inline schemas of one operation with their types: equal schemas are one type.
type BuiltSchemas<'a> = Vec<(&'a Value, TypeRef)>;

fn case<'a>(
    cx: &mut Cx<'a, '_, '_, '_>,
    status: Status,
    raw: &Raw<'a>,
    operation: &Raw<'_>,
    built_schemas: &mut BuiltSchemas<'a>,
) -> ResponseCase {
    let mut media_types: Vec<_> = raw.entries("content").collect();
    media_types.sort_by_key(|(media_type, _)| media::preference(media_type));
    let written = EquivalentSchemas::of(cx, &media_types);
    let mut contents: Vec<Content> = Vec::new();
    for (media_type, at) in media_types {
        let content = content(cx, status, raw, (media_type, &at, &written), built_schemas);
        if let Some(json) = contents.iter().find(|it| status.is_success() && is_in_json(cx, it, &content)) {
            let message = format!("`{media_type}` carries the same value as `{}`, which is asked for", json.media_type);
            cx.types.diags.documented(code::EQUIVALENT_MEDIA_TYPE, &at, message);
            continue;
        }
        match contents.iter().find(|it| it.media_type == content.media_type) {
            None => contents.push(content),
            Some(other) => say_same(cx, media_type, other, &content),
        }
    }
    // A response to HEAD has no body (RFC 9110, section 9.3.2), whatever the document says.
    if operation.at.last() == "head" {
        contents.clear();
    }
    ResponseCase {
        status,
        docs: Docs {
            title: raw.string("x-octogen-summary"),
            description: raw.string("description"),
            ..Docs::default()
        },
        contents,
        headers: typed_headers(cx, raw),
        links: links(cx, raw),
        pointer: raw.at.clone(),
    }
}

/// Whether a response gives in JSON what the other media type could only give as text or bytes: a client leaves out of
/// `Accept` what it does not read (RFC 9110, section 12.5.1).
fn is_in_json(cx: &Cx<'_, '_, '_, '_>, json: &Content, other: &Content) -> bool {
    let (known, schema) = (json.pointer.key("schema"), other.pointer.key("schema"));
    let raw = |at: &Pointer| cx.types.schemas.raw(at);
    json.kind == ContentKind::Json
        && !media::is_range(&json.media_type)
        && matches!(other.kind, ContentKind::Text | ContentKind::Bytes)
        && !media::is_range(&other.media_type)
        && body_format::is_compound(cx, &schema)
        && raw(&known).zip(raw(&schema)).is_some_and(|(known, schema)| is_equivalent(known, schema))
}

/// Two keys that are one media type: only the first is read.
fn say_same(cx: &mut Cx<'_, '_, '_, '_>, written: &str, first: &Content, second: &Content) {
    let message = format!("`{written}` is the same media type as `{}`", first.pointer.last());
    let diags = &mut cx.types.diags;
    match (first.kind, &first.ty) == (second.kind, &second.ty) {
        true => diags.documented(code::EQUIVALENT_MEDIA_TYPE, &second.pointer, message),
        false => diags.unsupported(code::EQUIVALENT_MEDIA_TYPE, &second.pointer, format!("{message}, which is read")),
    };
}

fn content<'a>(
    cx: &mut Cx<'a, '_, '_, '_>,
    status: Status,
    response: &Raw<'a>,
    (media_type, at, written): (&str, &Pointer, &EquivalentSchemas),
    built_schemas: &mut BuiltSchemas<'a>,
) -> Content {
    let raw = Raw::at(cx.spec, at);
    let schema = raw.as_ref().map(|it| it.at.key("schema")).filter(|it| cx.types.schemas.node(it).is_some());
    let canonical = media::canonical(media_type);
    let family = body_format::received(cx, media_type, at, schema.as_ref());
    let mut kind = media::content_kind(family);
    let schema = match kind {
        ContentKind::JsonLines | ContentKind::EventStream => item_schema(cx, raw.as_ref(), schema),
        _ => schema,
    };
    let word = match kind {
        ContentKind::Text => None,
        ContentKind::Bytes => None,
        ContentKind::Json | ContentKind::Xml => Some("Response"),
        ContentKind::EventStream => Some("Event"),
        ContentKind::JsonLines => Some("Line"),
        ContentKind::Form => Some("Form"),
    };
    let mut ty = match word {
        None => TypeRef::String,
        Some(word) => {
            let spoken = status_word(status);
            let parameters = canonical.split_once(';').map(|(_, parameters)| parameters);
            let words: Vec<&str> = spoken.iter().copied().chain([word]).chain(parameters).collect();
            let place = cx.place(&response.at, &words);
            schema.map_or(TypeRef::Json, |at| shared_type(cx, written.first(at), &place, built_schemas))
        }
    };
    if kind == ContentKind::Xml && !xml::is_shaped(cx.types, &ty) {
        if raw.as_ref().is_some_and(|it| it.get("schema").is_some()) {
            xml_as_text(cx, &at.key("schema"));
        }
        (kind, ty) = (ContentKind::Text, TypeRef::String);
    }
    let described =
        ["schema", "x-octogen-item-schema"].iter().any(|key| raw.as_ref().is_some_and(|it| it.get(key).is_some()));
    if described && media::family(media_type) == Family::Multipart {
        let message = "a multipart response is returned as bytes; the caller parses its parts";
        cx.types.diags.approximated(code::MULTIPART, at, message);
    }
    let constraints = match kind {
        ContentKind::Text => constraints_of_text(&cx.types.schemas, &at.key("schema")),
        _ => constraints_at(&cx.types.schemas, &[at.key("schema")]),
    };
    Content { media_type: canonical, kind, ty, constraints, pointer: at.clone() }
}

fn shared_type<'a>(
    cx: &mut Cx<'a, '_, '_, '_>,
    at: Pointer,
    place: &Place,
    built_schemas: &mut BuiltSchemas<'a>,
) -> TypeRef {
    let raw = cx.types.schemas.raw(&at);
    if let Some((_, ty)) = built_schemas.iter().find(|(other, _)| Some(*other) == raw) {
        return ty.clone();
    }
    let set = SchemaSet::from(at);
    cx.types.tell_number_without_text(&set);
    let ty = cx.types.value(&set, place);
    built_schemas.extend(raw.map(|raw| (raw, ty.clone())));
    ty
}

/// What tells the response of one status from that of another; the usual success has no word.
fn status_word(status: Status) -> Option<&'static str> {
    Some(match status {
        Status::Code(200) => return None,
        status => reason(status),
    })
}

/// The name of a status (RFC 9110, section 15, and the registry of status codes).
pub(super) fn reason(status: Status) -> &'static str {
    match status {
        Status::Default => "Default",
        Status::Range(1) => "Informational",
        Status::Range(2) => "Success",
        Status::Range(3) => "Redirection",
        Status::Range(4) => "ClientError",
        Status::Range(_) => "ServerError",
        Status::Code(code) => reason_of_code(code),
    }
}

fn reason_of_code(code: u16) -> &'static str {
    match code {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        418 => "ImATeapot",
        421 => "MisdirectedRequest",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        506 => "VariantAlsoNegotiates",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        511 => "NetworkAuthenticationRequired",
        100..=199 => "Informational",
        _ => "Status",
    }
}

/// The headers, `Content-Type` apart (OpenAPI 3.1, section 4.8.17.1). Two whose names differ in case only are one, of one
/// type; where one of them is always there, the header is (RFC 9110, section 5.1).
fn typed_headers(cx: &mut Cx<'_, '_, '_, '_>, response: &Raw<'_>) -> Vec<(usize, bool)> {
    let mut found = BTreeMap::new();
    for (name, at) in response.entries("headers").filter(|(name, _)| !name.eq_ignore_ascii_case("content-type")) {
        let Some(raw) = Raw::at(cx.spec, &at) else {
            continue;
        };
        let def = header(cx.types, name, &raw);
        *found.entry(headers::index(cx.headers, def)).or_insert(false) |= raw.flag("required");
    }
    found.into_iter().collect()
}

fn header(types: &mut Types<'_, '_>, name: &str, raw: &Raw<'_>) -> HeaderDef {
    let schema = match raw.entries("content").next() {
        Some((_, at)) => at.key("schema"),
        None => raw.at.key("schema"),
    };
    let nodes: Vec<Node<'_>> = types.schemas.node(&schema).into_iter().collect();
    let typed = match nodes.is_empty() {
        true => TypeRef::String,
        false => types.typed(&schema.clone().into(), &Place::of([name, "Header"])).ty,
    };
    let own = raw.docs();
    HeaderDef {
        name: ConstName::new(name), // the spelling; `named` makes the constant
        wire: name.to_ascii_lowercase(),
        ty: typed,
        constraints: constraints_at(&types.schemas, std::slice::from_ref(&schema)),
        deprecated: raw.flag("deprecated"),
        docs: Docs {
            description: own.description.or(docs(&nodes).description),
            examples: own.examples,
            ..Docs::default()
        },
        pointer: raw.at.clone(),
    }
}

fn links(cx: &Cx<'_, '_, '_, '_>, response: &Raw<'_>) -> Vec<Link> {
    let link = |(name, at): (&str, Pointer)| {
        let raw = Raw::at(cx.spec, &at)?;
        let parameters = raw.get("parameters").and_then(|it| it.as_object()).into_iter().flatten();
        Some(Link {
            name: name.to_owned(),
            target: raw.string("operationId").or_else(|| raw.string("operationRef")).unwrap_or_default(),
            parameters: parameters.map(|(name, value)| (name.clone(), value.clone())).collect(),
            description: raw.string("description"),
        })
    };
    response.entries("links").filter_map(link).collect()
}
