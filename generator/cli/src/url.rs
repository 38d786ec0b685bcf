//! A document behind a URL.

use crate::Failure;

/// Whether a document is named by a URL.
pub fn is_url(spec: &str) -> bool {
    spec.contains("://")
}

/// A URL in messages: without the user's name and password, and without the query, in which a token may stand.
pub fn shown(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}{path}")
}

/// The bytes behind an `https://` URL, or an `http://` one of this machine.
///
/// # Errors
///
/// Another scheme, no connection, or a status other than success.
#[cfg(feature = "net")]
pub fn bytes(url: &str) -> Result<Vec<u8>, Failure> {
    use std::time::Duration;

    use ureq::tls::{RootCerts, TlsConfig};

    let name = shown(url);
    if !is_safe(url) {
        return Err(format!(
            "error[usage]: {name} is not an https:// URL\n  help over plain HTTP, anyone on the network can change the document"
        )
        .into());
    }
    let roots = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let settings = ureq::Agent::config_builder().tls_config(roots).timeout_global(Some(Duration::from_secs(60)));
    // No redirect leads from https:// to anything else.
    let settings = settings.https_only(url.starts_with("https://")).build();
    let response = ureq::Agent::new_with_config(settings).get(url).call();
    let mut response = response.map_err(|error| format!("error[files]: {name}: {error}"))?;
    crate::files::bounded(&name, response.body_mut().as_reader())
}

/// Plain HTTP is for servers on this machine.
#[cfg(feature = "net")]
fn is_safe(url: &str) -> bool {
    let local = ["127.0.0.1", "localhost", "[::1]"];
    let host = |rest: &str| rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned();
    let is_local = |host: &str| {
        local.iter().any(|name| host.strip_prefix(name).is_some_and(|rest| rest.is_empty() || is_port(rest)))
    };
    url.starts_with("https://") || url.strip_prefix("http://").is_some_and(|rest| is_local(&host(rest)))
}

#[cfg(feature = "net")]
fn is_port(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|port| port.bytes().all(|it| it.is_ascii_digit()))
}

/// Says how to get what this build does not have.
#[cfg(not(feature = "net"))]
pub fn bytes(url: &str) -> Result<Vec<u8>, Failure> {
    let url = shown(url);
    Err(format!(
        "error[usage]: {url} is a URL, and this octogen was built without the feature `net`\n  \
        help install it with `cargo install --path generator/cli --features net`, or pass the document on: \
        `curl -fsSL {url} | octogen … -`"
    )
    .into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_secret_is_shown() {
        for (url, shown_url) in [
            ("https://user:secret@example.com/a.json?token=secret#x", "https://example.com/a.json"),
            ("https://example.com?token=secret", "https://example.com"),
            ("http://127.0.0.1:80/a@b", "http://127.0.0.1:80/a@b"),
        ] {
            assert_eq!(shown(url), shown_url);
        }
    }

    #[test]
    #[cfg(feature = "net")]
    fn only_this_machine_is_asked_without_tls() {
        for (url, safe) in [
            ("https://example.com/openapi.json", true),
            ("http://127.0.0.1:8080/openapi.json", true),
            ("http://localhost/openapi.json", true),
            ("http://example.com/openapi.json", false),
            ("http://localhost.example.com/", false),
            ("http://localhost@example.com/", false),
            ("http://127.0.0.1:x@example.com/", false),
            ("ftp://example.com/", false),
        ] {
            assert_eq!(is_safe(url), safe, "{url}");
        }
    }
}
