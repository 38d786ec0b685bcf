//! Relative URLs of servers (OpenAPI 3.1, section 4.8.5; RFC 3986, section 5.2): from where the document was found, or
//! as a path below a host that only the user knows.

/// Whether a URL names a scheme, or may do so by a variable.
pub(super) fn is_absolute(url: &str) -> bool {
    url.contains("://") || url.starts_with('{')
}

/// The URL of a server: as it is, or relative to where the document was found; else a path from the root, `/v1`. A host
/// without a scheme is a host.
pub(super) fn resolved(url: &str, document_url: Option<&str>) -> String {
    let url = if url.trim().is_empty() { "/" } else { url.trim() };
    if is_absolute(url) {
        return url.to_owned();
    }
    let base = document_url.and_then(|it| it.split_once("://"));
    if let Some(rest) = url.strip_prefix("//") {
        return format!("{}://{rest}", base.map_or("https", |(scheme, _)| scheme));
    }
    if base.is_none() && names_host(url) {
        let local = ["localhost", "127.0.0.1"].iter().any(|it| url.starts_with(it));
        return format!("{}://{url}", if local { "http" } else { "https" });
    }
    let (scheme, rest) = base.unwrap_or_default();
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let folder = &path[..path.rfind('/').map_or(0, |at| at + 1)];
    let path = if url.starts_with('/') { url.to_owned() } else { format!("{folder}{url}") };
    let path = without_dots(path.split(['?', '#']).next().unwrap_or_default());
    if base.is_some() { format!("{scheme}://{authority}{}", if path == "/" { "" } else { &path }) } else { path }
}

/// Whether the first segment is a host: `api.example.com`, `localhost:8080`.
fn names_host(url: &str) -> bool {
    let first = url.split('/').next().unwrap_or_default();
    let (host, port) = first.split_once(':').unwrap_or((first, ""));
    let label = |it: &str| !it.is_empty() && it.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let dotted = host.contains('.') && host.split('.').all(label);
    let file = [".json", ".yaml", ".yml"].iter().any(|it| host.ends_with(it));
    (host == "localhost" || (dotted && !file && !is_version(host))) && port.chars().all(|it| it.is_ascii_digit())
}

/// `v1.2`, `1.0`.
fn is_version(text: &str) -> bool {
    let digits = text.strip_prefix(['v', 'V']).unwrap_or(text);
    digits.matches('.').count() < 3 && digits.chars().all(|it| it.is_ascii_digit() || it == '.')
}

/// An absolute path without steps (RFC 3986, section 5.2.4) and without a slash at its end.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for segment in path.split('/').filter(|it| !it.is_empty()) {
        match segment {
            "." => {}
            ".." => drop(kept.pop()),
            segment => kept.push(segment),
        }
    }
    format!("/{}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_relative_to_the_document() {
        let document_url = Some("https://api.example.com/docs/v3/openapi.json?raw=1");
        for (url, alone, resolved_url) in [
            ("https://x.example/v1", "https://x.example/v1", "https://x.example/v1"),
            ("{scheme}://x.example", "{scheme}://x.example", "{scheme}://x.example"),
            ("", "/", "https://api.example.com"),
            ("/", "/", "https://api.example.com"),
            ("/v1", "/v1", "https://api.example.com/v1"),
            ("/v1/", "/v1", "https://api.example.com/v1"),
            ("v1", "/v1", "https://api.example.com/docs/v3/v1"),
            ("./v1", "/v1", "https://api.example.com/docs/v3/v1"),
            ("../v1", "/v1", "https://api.example.com/docs/v1"),
            ("../../../v1", "/v1", "https://api.example.com/v1"),
            (".", "/", "https://api.example.com/docs/v3"),
            ("/{base}/v1", "/{base}/v1", "https://api.example.com/{base}/v1"),
            ("//cdn.example.com/v1", "https://cdn.example.com/v1", "https://cdn.example.com/v1"),
            ("api.example.org/v1", "https://api.example.org/v1", "https://api.example.com/docs/v3/api.example.org/v1"),
            ("localhost:8080", "http://localhost:8080", "https://api.example.com/docs/v3/localhost:8080"),
            ("v1.0", "/v1.0", "https://api.example.com/docs/v3/v1.0"),
        ] {
            assert_eq!((&*resolved(url, None), &*resolved(url, document_url)), (alone, resolved_url), "{url}");
        }
        assert_eq!(resolved("/v1", Some("http://localhost:8080")), "http://localhost:8080/v1");
    }
}
