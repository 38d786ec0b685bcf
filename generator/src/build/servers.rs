//! Servers (OpenAPI 3.1, section 4.8.5), each under a constant that names it.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{Kind, Scope};
use super::raw::Raw;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{ConstName, FieldName, Server, ServerVariable};
use crate::spec::Spec;

/// The servers of the document or of an operation, in the document's order.
pub(super) fn built(spec: &Spec, holder: &Raw<'_>, diags: &mut Diagnostics) -> Vec<Server> {
    let mut names = Scope::new(Kind::Const, &[]);
    let raws: Vec<_> = holder.items("servers").filter_map(|at| Raw::at(spec, &at)).collect();
    // One setter serves a variable of several servers.
    let wires: BTreeSet<&str> = raws.iter().flat_map(|raw| raw.entries("variables")).map(|(wire, _)| wire).collect();
    let setters = Scope::new(Kind::Field, &["new", "with", "url", "clone", "fmt"]).names(wires);
    raws.iter().filter_map(|raw| server(spec, raw, &setters, &mut names, diags)).collect()
}

fn server(
    spec: &Spec,
    raw: &Raw<'_>,
    setters: &BTreeMap<&str, String>,
    names: &mut Scope,
    diags: &mut Diagnostics,
) -> Option<Server> {
    let url = raw.string("url")?;
    if !is_absolute(&url) {
        if !matches!(url.as_str(), "" | "/") {
            let message =
                format!("server `{url}` is relative to where the document was found, which is not known here");
            diags.approximated(code::RELATIVE_SERVER, &raw.at, message).help("give the whole URL with `base_url`");
        }
        return None;
    }
    let variables = raw.entries("variables").filter_map(|(wire, at)| variable(wire, &Raw::at(spec, &at)?, setters));
    Some(Server {
        name: ConstName::new(names.name(&[&wish(raw, &url), &url])),
        variables: variables.collect(),
        description: raw.string("description"),
        url,
    })
}

fn variable(wire: &str, raw: &Raw<'_>, setters: &BTreeMap<&str, String>) -> Option<ServerVariable> {
    Some(ServerVariable {
        name: FieldName::new(setters[wire].clone()),
        wire: wire.to_owned(),
        default: raw.string("default")?,
        values: raw.texts("enum"),
        description: raw.string("description"),
    })
}

/// `Production; test keys reach sandbox data only.` → `Production`; without a short description, the host.
fn wish(raw: &Raw<'_>, url: &str) -> String {
    let text = raw.text("x-octogen-name").or(raw.text("description")).unwrap_or_default();
    let clause = text.split(['.', ';', ':', ',', '(', '\n']).next().unwrap_or_default().trim();
    if !clause.is_empty() && clause.len() <= 30 && clause.contains(|c: char| c.is_ascii_alphanumeric()) {
        return clause.to_owned();
    }
    let host = url.split("://").nth(1).and_then(|it| it.split('/').next()).unwrap_or(url);
    host.to_owned()
}

fn is_absolute(url: &str) -> bool {
    url.contains("://") || url.starts_with('{')
}

/// The servers of the document whose addresses begin where it was found, in its order.
pub(super) fn relative(spec: &Spec) -> Vec<String> {
    let root = Raw::at(spec, &Pointer::root());
    let raws = root.iter().flat_map(|it| it.items("servers")).filter_map(|at| Raw::at(spec, &at));
    raws.filter_map(|raw| raw.string("url"))
        .filter(|url| !is_absolute(url) && !url.trim_matches('/').is_empty())
        .collect()
}

/// The place that holds the servers of the whole document.
pub(super) fn of_document(spec: &Spec, diags: &mut Diagnostics) -> Vec<Server> {
    Raw::at(spec, &Pointer::root()).map(|root| built(spec, &root, diags)).unwrap_or_default()
}
