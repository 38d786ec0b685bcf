//! Security schemes and requirements (OpenAPI 3.1, sections 4.8.27 to 4.8.30).

use std::collections::{BTreeMap, BTreeSet};

use super::raw::Raw;
use crate::Pointer;
use crate::config::Config;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{ApiKeyLocation, Docs, FieldName, OAuthFlow, Requirement, SchemeKind, SchemeUse, SecurityScheme};
use crate::namer::{BUILDER_METHODS, Kind, Scope};
use crate::spec::Spec;

/// The schemes of the document, by name.
pub(super) fn schemes(spec: &Spec, config: &Config, diags: &mut Diagnostics) -> Vec<SecurityScheme> {
    let at = Pointer::parse("/components");
    let Some(components) = Raw::at(spec, &at) else {
        return Vec::new();
    };
    let raws: Vec<_> =
        components.entries("securitySchemes").filter_map(|(wire, at)| Some((wire, Raw::at(spec, &at)?))).collect();
    let wishes: BTreeMap<&str, &str> =
        raws.iter().map(|(wire, _)| (*wire, config.naming.schemes.get(*wire).map_or(*wire, String::as_str))).collect();
    let mut scope = Scope::new(Kind::Field, BUILDER_METHODS);
    let names: BTreeMap<String, String> =
        scope.names(wishes.values().copied()).into_iter().map(|(wish, name)| (wish.to_owned(), name)).collect();
    let names = clear_of_companions(names, &mut scope);
    let schemes = raws.iter().filter_map(|(wire, raw)| {
        let Some(kind) = kind(spec, raw) else {
            let message = format!("security scheme `{wire}` is of no known type; it is left out");
            diags.unsupported(code::SECURITY_SCHEME, &raw.at, message);
            return None;
        };
        no_device_flow(raw, diags);
        Some(SecurityScheme {
            wire: (*wire).to_owned(),
            name: FieldName::new(names[wishes[wire]].clone()),
            kind,
            docs: docs(raw),
            pointer: raw.at.clone(),
        })
    });
    schemes.collect()
}

/// What the tokens of bearer schemes look like, by the scheme's name.
pub(super) fn bearer_formats(spec: &Spec) -> BTreeMap<String, String> {
    let components = Raw::at(spec, &Pointer::parse("/components"));
    let schemes = components.iter().flat_map(|it| it.entries("securitySchemes"));
    schemes.filter_map(|(wire, at)| Some((wire.to_owned(), Raw::at(spec, &at)?.string("bearerFormat")?))).collect()
}

/// A scheme `x` also gives the setters `x_provider` and `x_grant`: a scheme of such a name moves aside, and so does
/// one that ends in an underscore because its own name is reserved.
fn clear_of_companions(names: BTreeMap<String, String>, scope: &mut Scope) -> BTreeMap<String, String> {
    let taken: BTreeSet<String> = names.values().cloned().collect();
    let companion = |name: &str| {
        let stem = name.strip_suffix("_provider").or_else(|| name.strip_suffix("_grant"));
        stem.is_some_and(|stem| taken.contains(stem))
    };
    let mut clear = |name: String| {
        if companion(&name) || name.ends_with('_') { scope.name(&[&format!("{name}_scheme")]) } else { name }
    };
    names.into_iter().map(|(wish, name)| (wish, clear(name))).collect()
}

fn kind(spec: &Spec, raw: &Raw<'_>) -> Option<SchemeKind> {
    let scheme = raw.text("scheme").unwrap_or_default();
    Some(match raw.text("x-octogen-type").or(raw.text("type"))? {
        "apiKey" => SchemeKind::ApiKey { location: key_place(raw)?, parameter: raw.string("name")? },
        "http" if scheme.eq_ignore_ascii_case("basic") => SchemeKind::Basic,
        "http" if scheme.eq_ignore_ascii_case("bearer") => SchemeKind::Bearer,
        "http" => SchemeKind::Http(scheme.to_owned()),
        "oauth2" => SchemeKind::OAuth2(flows(spec, raw)),
        "openIdConnect" => SchemeKind::OpenId { url: raw.string("openIdConnectUrl").unwrap_or_default() },
        "mutualTLS" => SchemeKind::MutualTls,
        _ => return None,
    })
}

/// What 3.2 tells readers of a scheme stands in its documentation.
fn docs(raw: &Raw<'_>) -> Docs {
    let docs = raw.docs();
    let device =
        raw.get("flows").and_then(|it| it.get("x-octogen-device-authorization")?.get("deviceAuthorizationUrl"));
    let paragraphs = [
        docs.description.clone(),
        raw.flag("x-octogen-deprecated").then(|| "The document calls this deprecated.".to_owned()),
        raw.text("x-octogen-oauth2-metadata-url").map(|it| format!("Metadata: `{it}`.")),
        device.and_then(|it| it.as_str()).map(|it| format!("A device is authorized at `{it}`.")),
    ];
    let paragraphs: Vec<String> = paragraphs.into_iter().flatten().collect();
    Docs { description: (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n")), ..docs }
}

fn no_device_flow(raw: &Raw<'_>, diags: &mut Diagnostics) {
    if raw.get("flows").is_some_and(|it| it.get("x-octogen-device-authorization").is_some()) {
        let at = raw.at.key("flows").key("x-octogen-device-authorization");
        let message = "the client does not authorize devices; it takes a token, or a provider that has one";
        diags.documented(code::SECURITY_SCHEME, &at, message);
    }
}

fn key_place(raw: &Raw<'_>) -> Option<ApiKeyLocation> {
    Some(match raw.text("in")? {
        "header" => ApiKeyLocation::Header,
        "query" => ApiKeyLocation::Query,
        "cookie" => ApiKeyLocation::Cookie,
        _ => return None,
    })
}

fn flows(spec: &Spec, raw: &Raw<'_>) -> Vec<OAuthFlow> {
    let Some(flows) = raw.object(spec, "flows") else {
        return Vec::new();
    };
    let flow = |(kind, at): (&str, Pointer)| {
        let flow = Raw::at(spec, &at)?;
        let scopes = flow.get("scopes").and_then(|it| it.as_object()).into_iter().flatten();
        Some(OAuthFlow {
            kind: if kind == "x-octogen-device-authorization" { "deviceAuthorization" } else { kind }.to_owned(),
            token_url: flow.string("tokenUrl"),
            authorization_url: flow.string("authorizationUrl"),
            refresh_url: flow.string("refreshUrl"),
            scopes: scopes.map(|(name, text)| (name.clone(), text.as_str().unwrap_or_default().to_owned())).collect(),
        })
    };
    flows
        .members()
        .filter(|(kind, _)| !kind.starts_with("x-") || *kind == "x-octogen-device-authorization")
        .filter_map(flow)
        .collect()
}

/// Names in requirements that no scheme has, each reported once.
pub(super) fn unknown(spec: &Spec, schemes: &[SecurityScheme], holders: &[Pointer], diags: &mut Diagnostics) {
    let known: BTreeSet<&str> = schemes.iter().map(|it| it.wire.as_str()).collect();
    let mut reported = BTreeSet::new();
    for at in holders {
        let Some(raw) = Raw::at(spec, at) else {
            continue;
        };
        for at in raw.items("security") {
            let names: Vec<_> =
                Raw::at(spec, &at).into_iter().flat_map(|it| it.members().collect::<Vec<_>>()).collect();
            for (name, at) in names.into_iter().filter(|(name, _)| !known.contains(name)) {
                if reported.insert(name.to_owned()) {
                    let message =
                        format!("`{name}` is not a security scheme of this document; that alternative is left out");
                    diags.unsupported(code::SECURITY_SCHEME, &at, message);
                }
            }
        }
    }
}

/// The alternatives of an operation, or those of the whole document where it has none of its own.
pub(super) fn requirements(spec: &Spec, operation: &Raw<'_>, schemes: &[SecurityScheme]) -> Vec<Requirement> {
    let root = Raw::at(spec, &Pointer::root());
    let own = operation.get("security").map(|_| operation);
    let Some(holder) = own.or(root.as_ref()) else {
        return Vec::new();
    };
    let alternatives = holder.items("security").filter_map(|at| requirement(&Raw::at(spec, &at)?, schemes));
    alternatives.collect()
}

fn requirement(raw: &Raw<'_>, schemes: &[SecurityScheme]) -> Option<Requirement> {
    let uses = raw.members().map(|(name, _)| {
        let scheme = schemes.iter().position(|it| it.wire == name)?;
        Some(SchemeUse { scheme, scopes: raw.texts(name) })
    });
    uses.collect()
}
