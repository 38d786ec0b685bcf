//! Origins (scheme, host and port): what credentials are pinned to.

use http::Uri;
use reqwest::Url;

/// A URL that requests may go to.
pub(super) fn parse(url: &str) -> Result<Url, String> {
    let parsed = Url::parse(url).map_err(|error| format!("`{url}` is not a URL: {error}"))?;
    if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none() {
        return Err(format!("`{url}` is not an http or https URL"));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err("a URL must not hold a user name or password; set a credential instead".to_owned());
    }
    Ok(parsed)
}

/// Whether both have scheme, host and port in common.
pub(super) fn same(a: &Url, b: &Url) -> bool {
    // Their own comparison copies both hosts.
    a.scheme() == b.scheme() && a.host_str() == b.host_str() && a.port_or_known_default() == b.port_or_known_default()
}

/// Whether credentials travel in the open: `http`, and not to this machine.
pub(super) fn is_exposed(url: &Url) -> bool {
    url.scheme() == "http" && !is_loopback(url.host_str().unwrap_or_default())
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|it| it.is_loopback())
}

/// For the head of a request.
pub(super) fn uri(url: &str) -> Result<Uri, String> {
    url.parse().map_err(|_| "the URL of the request cannot be sent".to_owned())
}
