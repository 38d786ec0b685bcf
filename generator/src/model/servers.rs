//! Servers (OpenAPI 3.1, section 4.8.5), each under a constant that names it.

use std::collections::{BTreeMap, BTreeSet};

use super::address;
use super::raw::Raw;
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{ConstName, FieldName, Server, ServerVariable};
use crate::namer::{Kind, Scope};
use crate::spec::Spec;

/// The servers of the document or of an operation, in the document's order. Relative URLs are resolved against
/// `document_url`; without it they stay paths.
pub(super) fn build(spec: &Spec, holder: &Raw<'_>, document_url: Option<&str>, diags: &mut Diagnostics) -> Vec<Server> {
    let mut names = Scope::new(Kind::Const, &[]);
    let raws: Vec<_> = holder.items("servers").filter_map(|at| Raw::at(spec, &at)).collect();
    // One setter serves a variable of several servers.
    let wires: BTreeSet<&str> = raws.iter().flat_map(|raw| raw.entries("variables")).map(|(wire, _)| wire).collect();
    let setters = Scope::new(Kind::Field, &["new", "with", "url", "clone", "fmt"]).names(wires);
    raws.iter().filter_map(|raw| server(spec, raw, &setters, &mut names, document_url, diags)).collect()
}

fn server(
    spec: &Spec,
    raw: &Raw<'_>,
    setters: &BTreeMap<&str, String>,
    names: &mut Scope,
    document_url: Option<&str>,
    diags: &mut Diagnostics,
) -> Option<Server> {
    let written = raw.string("url")?;
    let url = address::resolved(&written, document_url);
    report(&written, &url, document_url, raw, diags);
    let url = Some(url).filter(|it| it != "/")?;
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
    host(url)
}

fn host(url: &str) -> String {
    url.split("://").nth(1).and_then(|it| it.split('/').next()).unwrap_or(url).to_owned()
}

/// Tells what became of a URL that is not absolute.
fn report(written: &str, url: &str, document_url: Option<&str>, raw: &Raw<'_>, diags: &mut Diagnostics) {
    if address::is_absolute(written) || url == "/" {
        return;
    }
    if let Some(document_url) = document_url.filter(|_| address::is_absolute(url)) {
        let message = format!("server `{written}` is relative to `{document_url}`: it is `{url}`");
        diags.documented(code::RELATIVE_SERVER, &raw.at, message);
        return;
    }
    let message = match address::is_absolute(url) {
        true => format!("server `{written}` has no scheme; it is read as `{url}`"),
        false => format!("server `{written}` names no host; the client asks for one, and puts `{url}` below it"),
    };
    let help = "give the host with `base_url`, or say where the document was found with the setting `document_url`";
    diags.approximated(code::RELATIVE_SERVER, &raw.at, message).help(help);
}

/// The servers of the document whose addresses begin where it was found, in its order.
pub(super) fn relative(spec: &Spec) -> Vec<String> {
    let root = Raw::at(spec, &Pointer::root());
    let raws = root.iter().flat_map(|it| it.items("servers")).filter_map(|at| Raw::at(spec, &at));
    raws.filter_map(|raw| raw.string("url"))
        .filter(|url| !address::is_absolute(url) && !url.trim_matches('/').is_empty())
        .collect()
}

/// The servers of the whole document; where it names no host, the path of the first one.
pub(super) fn of_document(
    spec: &Spec,
    document_url: Option<&str>,
    diags: &mut Diagnostics,
) -> (Vec<Server>, Option<String>) {
    let all = Raw::at(spec, &Pointer::root()).map(|root| build(spec, &root, document_url, diags)).unwrap_or_default();
    let (mut servers, paths): (Vec<_>, Vec<_>) = all.into_iter().partition(|it| address::is_absolute(&it.url));
    // Without any, the server is `/` (OpenAPI 3.1, section 4.8.1).
    if let Some(url) =
        document_url.filter(|_| servers.is_empty() && paths.is_empty()).map(|it| address::resolved("/", Some(it)))
    {
        let name = ConstName::new(Scope::new(Kind::Const, &[]).name(&[&host(&url)]));
        servers.push(Server { name, url, variables: Vec::new(), description: None });
    }
    let path = paths.into_iter().next().filter(|_| servers.is_empty()).map(|it| {
        it.variables
            .iter()
            .fold(it.url, |url, variable| url.replace(&format!("{{{}}}", variable.wire), &variable.default))
    });
    (servers, path)
}
