//! Parameters (OpenAPI 3.1, section 4.8.12): those of the path item and of the operation, which win.

use std::collections::BTreeSet;

use super::cx::Cx;
use super::declared::{self, DeclaredParam};
use super::operation_object::OperationObject;
use super::path::{self, Piece};
use super::{nested, template};
use crate::Pointer;
use crate::diagnostics::code;
use crate::ir::{
    Constraints, Docs, FieldName, Param, ParamLocation, QueryPair, QueryValue, Segment, Style, TypeRef, split_path,
    without_fragment,
};
use crate::model::name_extensions;
use crate::model::raw::Raw;
use crate::model::schema::{SchemaSet, Typed, constraints_at, docs, nodes_here};
use crate::namer::{CALL_METHODS, Claim, Kind, Scope, settle, snake};

/// The names of arguments and setters.
pub(super) fn scope() -> Scope {
    Scope::new(Kind::Field, CALL_METHODS)
}

/// The parameters in the order of the arguments, and the path taken apart.
pub(super) fn build<'a>(
    cx: &mut Cx<'a, '_, '_, '_>,
    object: &OperationObject<'a>,
    names: &mut Scope,
) -> (Vec<Param>, Vec<Segment>) {
    let (proper, query) = split_path(&object.path);
    let mut params: Vec<_> = declared::of(cx, object).into_iter().filter_map(|it| param(cx, &it)).collect();
    params.iter_mut().filter(|it| it.location == ParamLocation::Path).for_each(template::renamed);
    let in_path = params.iter().filter(|it| it.location == ParamLocation::Path).map(|it| it.wire.as_str());
    let pieces = path::resolved(&proper, &in_path.collect::<Vec<_>>());
    let order: Vec<&str> = pieces.iter().filter_map(Piece::variable).map(|it| it.name.as_str()).collect();
    let without_fragment = without_fragment(&object.path);
    if without_fragment != object.path {
        let message = "what stands behind `#` tells the operation apart here; it is never sent";
        cx.types.diags.documented(code::PATH_FRAGMENT, &object.raw.at, message);
    }
    if proper != without_fragment {
        let message = "the path has a query, which OpenAPI forbids; its expressions are query parameters";
        cx.types.diags.approximated(code::QUERY_IN_PATH, &object.raw.at, message);
        written_into_path(&mut params, &order, query, &object.raw.at);
    }
    let missing: BTreeSet<_> = order.iter().filter(|name| !has(&params, ParamLocation::Path, name)).collect();
    for name in missing {
        let message = format!("path parameter `{name}` of `{}` is not declared; it is read as a string", object.path);
        cx.types.diags.approximated(code::UNDECLARED_PATH_PARAM, &object.raw.at, message);
        params.push(implied(name, ParamLocation::Path, &object.raw.at));
    }
    template::spelled(cx, object, &pieces, &mut params);
    params.retain(|param| {
        param.location != ParamLocation::Path || order.contains(&param.wire.as_str()) || unused(cx, param)
    });
    params.sort_by_key(|param| {
        let index = order.iter().position(|name| *name == param.wire).filter(|_| param.location == ParamLocation::Path);
        // What is required is an argument, and stands where the document's lists have it; setters have no order.
        let setter = (!param.required).then(|| (param.location, param.wire.clone()));
        (param.location != ParamLocation::Path, !param.required, index, setter)
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
        name_extensions::check(name_extensions::PARAMETER, &param.pointer, get, cx.types.diags);
        // Setters that begin with `with_` are those of calls, today's and tomorrow's.
        let free = |it: &&str| !names.has(it) && (param.required || !is_setting(it));
        let given = name_extensions::name(name_extensions::PARAMETER, get);
        let given = given.filter(free).map(|it| Claim::new(it, 0));
        let plain = Some(param.wire.as_str()).filter(free).map(|it| Claim::new(it, 1 + param.location as u8));
        let alternative = is_setting(&param.wire).then(|| Claim::new(format!("{} param", param.wire), 10));
        let alternative = alternative.filter(|_| !param.required);
        let by_location = Claim::new(format!("{} {}", param.wire, word(param.location)), u8::MAX);
        let own = Claim::new(&param.wire, u8::MAX);
        claims.push(given.into_iter().chain(plain).chain(alternative).chain([by_location, own]).collect());
    }
    let wishes = settle(Kind::Field, &claims);
    let given = names.names(wishes.iter().map(String::as_str));
    for (param, wish) in params.iter_mut().zip(&wishes) {
        param.name = FieldName::new(given[wish.as_str()].clone());
    }
}

fn has(params: &[Param], location: ParamLocation, name: &str) -> bool {
    params.iter().any(|it| it.location == location && it.wire == name)
}

/// The expressions of a query that is written into the path: declared ones keep what they say, others are optional.
fn written_into_path(params: &mut Vec<Param>, order: &[&str], query: Vec<QueryPair>, at: &Pointer) {
    for QueryPair { name, value } in query {
        let QueryValue::Variable(variable) = value else { continue };
        if has(params, ParamLocation::Query, &name) || has(params, ParamLocation::Query, &variable) {
            continue;
        }
        let in_path = |it: &&mut Param| it.location == ParamLocation::Path && it.wire == variable;
        match params.iter_mut().find(in_path).filter(|_| !order.contains(&variable.as_str())) {
            Some(declared) => {
                let (style, explode) = (Style::Form, true);
                *declared = Param { location: ParamLocation::Query, wire: name, style, explode, ..declared.clone() };
            }
            None => params.push(implied(&name, ParamLocation::Query, at)),
        }
    }
}

/// A parameter that only the path speaks of.
fn implied(wire: &str, location: ParamLocation, at: &Pointer) -> Param {
    let in_path = location == ParamLocation::Path;
    Param {
        name: FieldName::new(""), // given in the order of the arguments
        wire: wire.to_owned(),
        location,
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
    let message = format!("path parameter `{}` is not in the path; it is left out", param.wire);
    cx.types.diags.approximated(code::UNUSED_PATH_PARAM, &param.pointer, message);
    false
}

fn param(cx: &mut Cx<'_, '_, '_, '_>, DeclaredParam { raw, required }: &DeclaredParam<'_>) -> Option<Param> {
    let wire = raw.string("name")?;
    let location = location(raw)?;
    if location == ParamLocation::Header && is_ignored_header(&wire) {
        let message =
            format!("header parameter `{wire}` is ignored, as OpenAPI requires; the client sets that header itself");
        cx.types.diags.documented(code::IGNORED_HEADER, &raw.at, message);
        return None;
    }
    let content = raw.entries("content").next();
    let schema = match &content {
        Some((_, at)) => at.key("schema"),
        None => raw.at.key("schema"),
    };
    let typed = typed(cx, &schema, &raw.at, &wire);
    let style = style(raw, location);
    if content.is_none() {
        nested::say(cx.types, &typed.ty, style, &raw.at);
    }
    let schema_docs = docs(&nodes_here(&cx.types.schemas, std::slice::from_ref(&schema)));
    Some(Param {
        name: FieldName::new(""), // given in the order of the arguments
        required: *required || location == ParamLocation::Path,
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
        location,
    })
}

fn typed(cx: &mut Cx<'_, '_, '_, '_>, schema: &Pointer, at: &Pointer, wire: &str) -> Typed {
    let place = cx.place(at, &[wire]);
    match cx.types.schemas.node(schema) {
        Some(_) => cx.types.typed(&SchemaSet::from(schema.clone()), &place),
        None => Typed { ty: TypeRef::String, nullable: false },
    }
}

fn location(raw: &Raw<'_>) -> Option<ParamLocation> {
    Some(match raw.text("x-octogen-in").or(raw.text("in"))? {
        "path" => ParamLocation::Path,
        "query" => ParamLocation::Query,
        "querystring" => ParamLocation::QueryString,
        "header" => ParamLocation::Header,
        "cookie" => ParamLocation::Cookie,
        _ => return None, // `lower` has reported it
    })
}

fn word(location: ParamLocation) -> &'static str {
    match location {
        ParamLocation::Path => "path",
        ParamLocation::Query | ParamLocation::QueryString => "query",
        ParamLocation::Header => "header",
        ParamLocation::Cookie => "cookie",
    }
}

/// OpenAPI 3.1, section 4.8.12.2: such header parameters are ignored.
fn is_ignored_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"].iter().any(|it| name.eq_ignore_ascii_case(it))
}

/// The style, or the default of its place (OpenAPI 3.1, section 4.8.12.2).
fn style(raw: &Raw<'_>, location: ParamLocation) -> Style {
    match (raw.text("x-octogen-style").or(raw.text("style")), location) {
        (Some("cookie"), _) => Style::Cookie,
        (Some("matrix"), _) => Style::Matrix,
        (Some("label"), _) => Style::Label,
        (Some("form"), _) => Style::Form,
        (Some("simple"), _) => Style::Simple,
        (Some("spaceDelimited"), _) => Style::SpaceDelimited,
        (Some("pipeDelimited"), _) => Style::PipeDelimited,
        (Some("deepObject"), _) => Style::DeepObject,
        (_, ParamLocation::Path | ParamLocation::Header) => Style::Simple,
        (_, ParamLocation::Query | ParamLocation::QueryString | ParamLocation::Cookie) => Style::Form,
    }
}

fn segment(piece: Piece, params: &[Param]) -> Segment {
    let name = match piece {
        Piece::Literal(text) => return Segment::Literal(text),
        Piece::Variable(it) => it.name,
    };
    match params.iter().position(|param| param.location == ParamLocation::Path && param.wire == name) {
        Some(index) => Segment::Param(index),
        None => Segment::Literal(name), // never: what is not declared is implied
    }
}
