//! Parameters (OpenAPI 3.1, section 4.8.12): those of the path item and of the operation, which win.

use std::collections::BTreeSet;

use super::cx::Cx;
use super::declared::{self, Declared};
use super::found::Found;
use super::path::{self, Piece};
use super::{nested, template};
use crate::Pointer;
use crate::diagnostics::code;
use crate::ir::{
    Constraints, Docs, FieldName, Param, Place, QueryPair, QueryValue, Segment, Style, TypeRef, split_path,
    without_fragment,
};
use crate::model::given;
use crate::model::raw::Raw;
use crate::model::schema::{SchemaSet, Typed, constraints_at, docs, said_here};
use crate::namer::{CALL_METHODS, Claim, Kind, Scope, settle, snake};

/// The names of arguments and setters.
pub(super) fn scope() -> Scope {
    Scope::new(Kind::Field, CALL_METHODS)
}

/// The parameters in the order of the arguments, and the path taken apart.
pub(super) fn built<'a>(
    cx: &mut Cx<'a, '_, '_, '_>,
    found: &Found<'a>,
    names: &mut Scope,
) -> (Vec<Param>, Vec<Segment>) {
    let (proper, query) = split_path(&found.path);
    let mut params: Vec<_> = declared::of(cx, found).into_iter().filter_map(|it| param(cx, &it)).collect();
    params.iter_mut().filter(|it| it.place == Place::Path).for_each(template::renamed);
    let in_path = params.iter().filter(|it| it.place == Place::Path).map(|it| it.wire.as_str());
    let pieces = path::resolved(&proper, &in_path.collect::<Vec<_>>());
    let order: Vec<&str> = pieces.iter().filter_map(Piece::variable).map(|it| it.name.as_str()).collect();
    let without_fragment = without_fragment(&found.path);
    if without_fragment != found.path {
        let message = "what stands behind `#` tells the operation apart here; it is never sent";
        cx.types.diags.documented(code::PATH_FRAGMENT, &found.raw.at, message);
    }
    if proper != without_fragment {
        let message = "the path has a query, which OpenAPI forbids; its expressions are query parameters";
        cx.types.diags.approximated(code::QUERY_IN_PATH, &found.raw.at, message);
        written_into_path(&mut params, &order, query, &found.raw.at);
    }
    let missing: BTreeSet<_> = order.iter().filter(|name| !has(&params, Place::Path, name)).collect();
    for name in missing {
        let message = format!("path parameter `{name}` of `{}` is not declared; it is taken for a text", found.path);
        cx.types.diags.approximated(code::UNDECLARED_PATH_PARAM, &found.raw.at, message);
        params.push(implied(name, Place::Path, &found.raw.at));
    }
    template::spelled(cx, found, &pieces, &mut params);
    params.retain(|param| param.place != Place::Path || order.contains(&param.wire.as_str()) || unused(cx, param));
    params.sort_by_key(|param| {
        let index = order.iter().position(|name| *name == param.wire).filter(|_| param.place == Place::Path);
        // What is required is an argument, and stands where the document's lists have it; setters have no order.
        let setter = (!param.required).then(|| (param.place, param.wire.clone()));
        (param.place != Place::Path, !param.required, index, setter)
    });
    name(cx, &mut params, names);
    let segments = pieces.into_iter().map(|piece| segment(piece, &params)).collect();
    (params, segments)
}

/// Whether a setter would be called as if it were a setting of the call.
fn is_setting(wire: &str) -> bool {
    snake(wire).starts_with("with_")
}

/// Names the parameters, whatever their order: by the name that the document gives for it, or the one on the wire. Of
/// two that are called alike in different places, the second says its place, as does one whose name the call has.
fn name(cx: &mut Cx<'_, '_, '_, '_>, params: &mut [Param], names: &mut Scope) {
    let mut claims: Vec<Vec<Claim>> = Vec::new();
    for param in &*params {
        let raw = Raw::at(cx.spec, &param.pointer).filter(|it| it.text("name").is_some());
        let get = |keyword: &str| raw.as_ref()?.get(keyword);
        given::check(given::PARAMETER, &param.pointer, get, cx.types.diags);
        // Setters that begin with `with_` are those of calls, today's and tomorrow's.
        let free = |it: &&str| !names.has(it) && (param.required || !is_setting(it));
        let given = given::name(given::PARAMETER, get);
        let given = given.filter(free).map(|it| Claim::new(it, 0));
        let plain = Some(param.wire.as_str()).filter(free).map(|it| Claim::new(it, 1 + param.place as u8));
        let aside = is_setting(&param.wire).then(|| Claim::new(format!("{} param", param.wire), 10));
        let aside = aside.filter(|_| !param.required);
        let apart = Claim::new(format!("{} {}", param.wire, word(param.place)), u8::MAX);
        let own = Claim::new(&param.wire, u8::MAX);
        claims.push(given.into_iter().chain(plain).chain(aside).chain([apart, own]).collect());
    }
    let wishes = settle(Kind::Field, &claims);
    let given = names.names(wishes.iter().map(String::as_str));
    for (param, wish) in params.iter_mut().zip(&wishes) {
        param.name = FieldName::new(given[wish.as_str()].clone());
    }
}

fn has(params: &[Param], place: Place, name: &str) -> bool {
    params.iter().any(|it| it.place == place && it.wire == name)
}

/// The expressions of a query that is written into the path: declared ones keep what they say, others are optional.
fn written_into_path(params: &mut Vec<Param>, order: &[&str], query: Vec<QueryPair>, at: &Pointer) {
    for QueryPair { name, value } in query {
        let QueryValue::Variable(variable) = value else { continue };
        if has(params, Place::Query, &name) || has(params, Place::Query, &variable) {
            continue;
        }
        let in_path = |it: &&mut Param| it.place == Place::Path && it.wire == variable;
        match params.iter_mut().find(in_path).filter(|_| !order.contains(&variable.as_str())) {
            Some(declared) => {
                let (style, explode) = (Style::Form, true);
                *declared = Param { place: Place::Query, wire: name, style, explode, ..declared.clone() };
            }
            None => params.push(implied(&name, Place::Query, at)),
        }
    }
}

/// A parameter that only the path speaks of.
fn implied(wire: &str, place: Place, at: &Pointer) -> Param {
    let in_path = place == Place::Path;
    Param {
        name: FieldName::new(""), // given in the order of the arguments
        wire: wire.to_owned(),
        place,
        required: in_path,
        ty: TypeRef::String,
        style: if in_path { Style::Simple } else { Style::Form },
        explode: !in_path,
        allow_reserved: false,
        slashes: false,
        allow_empty: false,
        content: None,
        docs: Docs::default(),
        constraints: Constraints::default(),
        deprecated: false,
        pointer: at.clone(),
    }
}

/// Path parameters that the template does not have are left out; the call goes out without them.
fn unused(cx: &mut Cx<'_, '_, '_, '_>, param: &Param) -> bool {
    let message = format!("path parameter `{}` does not stand in the path; it is left out", param.wire);
    cx.types.diags.approximated(code::UNUSED_PATH_PARAM, &param.pointer, message);
    false
}

fn param(cx: &mut Cx<'_, '_, '_, '_>, Declared { raw, required }: &Declared<'_>) -> Option<Param> {
    let wire = raw.string("name")?;
    let place = place(raw)?;
    if place == Place::Header && is_ignored_header(&wire) {
        let message =
            format!("header parameter `{wire}` is ignored, as OpenAPI says; the client sets that header itself");
        cx.types.diags.documented(code::IGNORED_HEADER, &raw.at, message);
        return None;
    }
    let content = raw.entries("content").next();
    let schema = match &content {
        Some((_, at)) => at.key("schema"),
        None => raw.at.key("schema"),
    };
    let typed = typed(cx, &schema, &raw.at, &wire);
    let style = style(raw, place);
    if content.is_none() {
        nested::say(cx.types, &typed.ty, style, &raw.at);
    }
    let schema_docs = docs(&said_here(&cx.types.schemas, std::slice::from_ref(&schema)));
    Some(Param {
        name: FieldName::new(""), // given in the order of the arguments
        required: *required || place == Place::Path,
        // A parameter that is null is one that is not sent. Tabs (2.0 `tsv`) no style writes: the caller joins them.
        ty: if raw.get("x-octogen-collection-format").is_some() { TypeRef::String } else { typed.ty },
        style,
        explode: raw.bool("explode").unwrap_or(matches!(style, Style::Form | Style::Cookie)),
        allow_reserved: raw.flag("allowReserved"),
        slashes: false, // the path says that
        allow_empty: raw.flag("allowEmptyValue"),
        content: content.map(|(media_type, _)| media_type.to_owned()),
        docs: Docs { description: raw.string("description").or(schema_docs.description.clone()), ..schema_docs },
        constraints: Constraints {
            null: typed.nullable,
            ..constraints_at(&cx.types.schemas, std::slice::from_ref(&schema))
        },
        deprecated: raw.flag("deprecated"),
        pointer: raw.at.clone(),
        wire,
        place,
    })
}

fn typed(cx: &mut Cx<'_, '_, '_, '_>, schema: &Pointer, at: &Pointer, wire: &str) -> Typed {
    let place = cx.place(at, &[wire]);
    match cx.types.schemas.node(schema) {
        Some(_) => cx.types.typed(&SchemaSet::from(schema.clone()), &place),
        None => Typed { ty: TypeRef::String, nullable: false },
    }
}

fn place(raw: &Raw<'_>) -> Option<Place> {
    Some(match raw.text("x-octogen-in").or(raw.text("in"))? {
        "path" => Place::Path,
        "query" => Place::Query,
        "querystring" => Place::QueryString,
        "header" => Place::Header,
        "cookie" => Place::Cookie,
        _ => return None, // `lower` has reported it
    })
}

fn word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query | Place::QueryString => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

/// OpenAPI 3.1, section 4.8.12.2: such header parameters are ignored.
fn is_ignored_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"].iter().any(|it| name.eq_ignore_ascii_case(it))
}

/// The style, or the default of its place (OpenAPI 3.1, section 4.8.12.2).
fn style(raw: &Raw<'_>, place: Place) -> Style {
    match (raw.text("x-octogen-style").or(raw.text("style")), place) {
        (Some("cookie"), _) => Style::Cookie,
        (Some("matrix"), _) => Style::Matrix,
        (Some("label"), _) => Style::Label,
        (Some("form"), _) => Style::Form,
        (Some("simple"), _) => Style::Simple,
        (Some("spaceDelimited"), _) => Style::SpaceDelimited,
        (Some("pipeDelimited"), _) => Style::PipeDelimited,
        (Some("deepObject"), _) => Style::DeepObject,
        (_, Place::Path | Place::Header) => Style::Simple,
        (_, Place::Query | Place::QueryString | Place::Cookie) => Style::Form,
    }
}

fn segment(piece: Piece, params: &[Param]) -> Segment {
    let name = match piece {
        Piece::Literal(text) => return Segment::Literal(text),
        Piece::Variable(it) => it.name,
    };
    match params.iter().position(|param| param.place == Place::Path && param.wire == name) {
        Some(index) => Segment::Param(index),
        None => Segment::Literal(name), // never: what is not declared is implied
    }
}
