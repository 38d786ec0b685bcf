//! Origins (scheme, host and port): what credentials are pinned to.

use http::Uri;
use reqwest::Url;

/// A URL that requests may go to.
pub(crate) fn parse(url: &str) -> Result<Url, String> {
    let parsed = Url::parse(url).map_err(|error| format!("`{}` is not a URL: {error}", shown(url)))?;
    if !matches!(parsed.scheme(), "http" | "https") || parsed.host_str().is_none() {
        return Err(format!("`{}` is not an http or https URL", shown(url)));
    }
    if !parsed.username().is_empty() || parsed.password().is_some() {
        return Err("a URL must not contain a user name or password; set a credential instead".to_owned());
    }
    Ok(parsed)
}

/// What should be a URL, without what may be secret in it: user, password, query and fragment.
pub(crate) fn shown(url: &str) -> String {
    let (start, rest) = url.split_once("://").map_or(("", url), |(scheme, rest)| (scheme, rest));
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let (kept, cut) = rest.split_at(end);
    // The last `@` before the path ends user and password (RFC 3986, section 3.2.1); in what is no URL, any `@` may.
    let host = match Url::parse(url) {
        Ok(_) => kept.find(['/', '\\']).unwrap_or(kept.len()),
        Err(_) => kept.len(),
    };
    let kept = match kept[..host].rfind('@') {
        Some(at) => format!("…{}", &kept[at..]),
        None => kept.to_owned(),
    };
    let scheme = if start.is_empty() { String::new() } else { format!("{start}://") };
    format!("{scheme}{kept}{}", if cut.len() > 1 { format!("{}…", &cut[..1]) } else { cut.to_owned() })
}

/// Whether both have scheme, host and port in common.
pub(crate) fn same(a: &Url, b: &Url) -> bool {
    // Their own comparison copies both hosts.
    a.scheme() == b.scheme() && a.host_str() == b.host_str() && a.port_or_known_default() == b.port_or_known_default()
}

/// Whether credentials travel in the open: `http`, and not to this machine.
pub(crate) fn is_exposed(url: &Url) -> bool {
    url.scheme() == "http" && !is_loopback(url.host_str().unwrap_or_default())
}

/// Whether a request in the open goes to this machine, and so by no proxy: that would take it, and the credentials that
/// may go to this machine without TLS, elsewhere.
pub(crate) fn is_local(url: &Url) -> bool {
    url.scheme() == "http" && is_loopback(url.host_str().unwrap_or_default())
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host == "localhost" || host.ends_with(".localhost") || address.is_ok_and(|it| it.is_loopback())
}

/// For the head of a request.
pub(crate) fn uri(url: &str) -> Result<Uri, String> {
    url.parse().map_err(|_| "the URL of the request cannot be sent".to_owned())
}
