//! One conditional download with a bound on everything: time, bytes after decompression, redirects, hosts.
//!
//! The proxy is the environment's, and trust is the system's (`SSL_CERT_FILE` where the platform has it). No
//! credentials are sent but those in the address itself, and no message holds them.

use std::io::Read as _;
use std::time::{Duration, Instant};

use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, http};
use url::Url;

use super::download::{Download, Fetched, Request, excerpt, shown};
use crate::Failure;

const MOST_REDIRECTS: usize = 5;

/// Fetches; every error is one line.
pub fn fetch(request: &Request<'_>) -> Result<Fetched, Failure> {
    let mut at = Url::parse(request.url).map_err(|error| format!("the address is not a URL: {error}"))?;
    for _ in 0..=MOST_REDIRECTS {
        let left = request.until.saturating_duration_since(Instant::now());
        let mut response = send(request, &at, left).map_err(|error| format!("{}: {error}", redacted(&at)))?;
        let status = response.status().as_u16();
        match status {
            200 => return Ok(Fetched::New(download(request, &mut response, &at)?)),
            304 if request.etag.is_some() || request.modified.is_some() => {
                return Ok(Fetched::Same);
            }
            301 | 302 | 303 | 307 | 308 => at = next(&at, header(&response, "location").as_deref(), request.hosts)?,
            _ => return Err(refused(&at, status, &mut response).into()),
        }
    }
    Err(format!("{}: more than {MOST_REDIRECTS} redirects", redacted(&at)).into())
}

fn send(request: &Request<'_>, at: &Url, left: Duration) -> Result<http::Response<ureq::Body>, ureq::Error> {
    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
    let agent: Agent = Agent::config_builder()
        .tls_config(tls)
        .timeout_global(Some(left.max(Duration::from_millis(1))))
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .user_agent("octogen-xtask")
        .build()
        .into();
    let mut call = agent.get(at.as_str()).header("accept", "application/json, application/yaml;q=0.9, */*;q=0.1");
    call = call.header("cache-control", "no-cache");
    if let Some(etag) = request.etag {
        call = call.header("if-none-match", etag);
    }
    if let Some(modified) = request.modified {
        call = call.header("if-modified-since", modified);
    }
    call.call()
}

fn download(request: &Request<'_>, response: &mut http::Response<ureq::Body>, at: &Url) -> Result<Download, Failure> {
    let (content_type, etag, modified) =
        (header(response, "content-type"), header(response, "etag"), header(response, "last-modified"));
    let mut bytes = Vec::new();
    let body = response.body_mut().with_config().limit(u64::MAX).reader();
    let read = body.take(request.most + 1).read_to_end(&mut bytes);
    read.map_err(|error| format!("{}: cut off after {} bytes: {error}", redacted(at), bytes.len()))?;
    if bytes.len() as u64 > request.most {
        return Err(format!("{}: more than {} bytes", redacted(at), request.most).into());
    }
    Ok(Download { from: redacted(at), bytes, content_type: content_type.unwrap_or_default(), etag, modified })
}

/// Where a redirect leads. Down from https and to hosts that nobody allowed it does not lead at all. Another port is
/// another host (RFC 6454, section 4), but for the way up from http to https; user and password of a server's choice
/// are never sent.
fn next(from: &Url, location: Option<&str>, hosts: &[String]) -> Result<Url, Failure> {
    let location = location.ok_or_else(|| format!("{}: a redirect to nowhere", redacted(from)))?;
    let to = from.join(location).map_err(|_| format!("{}: a redirect to what is not a URL", redacted(from)))?;
    let fault = if !matches!(to.scheme(), "http" | "https") {
        "which is not http"
    } else if from.scheme() == "https" && to.scheme() == "http" {
        "down from https"
    } else if credentials(&to) != ("", None) && credentials(&to) != credentials(from) {
        "with a user or password of its own"
    } else if !is_same_host(from, &to) && !is_allowed(&to, hosts) {
        "another host or port (see --allow-host)"
    } else {
        return Ok(to);
    };
    Err(format!("{}: redirects to {}, {fault}", redacted(from), redacted(&to)).into())
}

fn credentials(url: &Url) -> (&str, Option<&str>) {
    (url.username(), url.password())
}

fn is_same_host(from: &Url, to: &Url) -> bool {
    let is_port_same = from.port_or_known_default() == to.port_or_known_default();
    let is_upgrade = (from.scheme(), to.scheme()) == ("http", "https") && (from.port(), to.port()) == (None, None);
    from.host() == to.host() && (is_port_same || is_upgrade)
}

/// `host` allows the port that its scheme has, `host:port` that one.
fn is_allowed(to: &Url, hosts: &[String]) -> bool {
    let Some(host) = to.host_str() else { return false };
    let named = to.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    hosts.contains(&named)
}

fn refused(at: &Url, status: u16, response: &mut http::Response<ureq::Body>) -> String {
    let why = match status {
        401 | 403 | 407 => "it wants credentials".to_owned(),
        429 => match header(response, "retry-after") {
            Some(after) => format!("too many requests, try again after {}", excerpt(after.as_bytes())),
            None => "too many requests".to_owned(),
        },
        _ => "not a document".to_owned(),
    };
    let content_type = header(response, "content-type").unwrap_or_default();
    let mut begin = Vec::new();
    let _ = response.body_mut().as_reader().take(80).read_to_end(&mut begin);
    format!("{}: {status}, {why}; {}", redacted(at), shown(&content_type, &begin))
}

/// An address without what may be a secret: user, password and the values of the query.
fn redacted(url: &Url) -> String {
    let mut url = url.clone();
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let names: Vec<String> = url.query_pairs().map(|(name, _)| format!("{name}=…")).collect();
    url.set_query(None);
    url.set_fragment(None);
    if names.is_empty() { url.to_string() } else { format!("{url}?{}", names.join("&")) }
}

fn header(response: &http::Response<ureq::Body>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?;
    value.to_str().ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects() {
        let hosts = ["cdn.example.net".to_owned(), "cdn.example.net:8443".to_owned()];
        for (from, to, ends) in [
            ("https://a.example/x/y", "z", Ok("https://a.example/x/z")),
            ("http://a.example/x", "https://a.example/x", Ok("https://a.example/x")),
            ("https://a.example/x", "https://cdn.example.net/x", Ok("https://cdn.example.net/x")),
            ("https://a.example/x", "https://cdn.example.net:8443/x", Ok("https://cdn.example.net:8443/x")),
            ("https://a.example/x", "https://a.example:443/y", Ok("https://a.example/y")),
            ("https://me:pw@a.example/x", "/y", Ok("https://me:pw@a.example/y")),
            ("http://a.example:8080/x", "http://a.example:8080/y", Ok("http://a.example:8080/y")),
            ("https://a.example/x", "http://a.example/x", Err("down from https")),
            ("https://a.example/x", "https://a.example:8443/x", Err("another host")),
            ("http://a.example:8080/x", "http://a.example:8081/x", Err("another host")),
            ("http://a.example:8080/x", "https://a.example/x", Err("another host")),
            ("https://a.example/x", "https://cdn.example.net:9/x", Err("another host")),
            ("https://a.example/x", "https://me@a.example/x", Err("user or password")),
            ("https://a.example/x", "https://:pw@cdn.example.net/x", Err("user or password")),
            ("https://me:pw@a.example/x", "https://me:other@a.example/x", Err("user or password")),
            ("https://a.example/x", "https://a.example@b.example/x", Err("user or password")),
            ("https://a.example/x", "https://b.example/x", Err("another host")),
            ("https://a.example/x", "//b.example/x", Err("another host")),
            ("https://a.example/x", "file:///etc/passwd", Err("not http")),
        ] {
            let got = next(&Url::parse(from).unwrap(), Some(to), &hosts);
            match (got, ends) {
                (Ok(got), Ok(url)) => assert_eq!(got.as_str(), url),
                (Err(got), Err(why)) => assert!(got.to_string().contains(why), "{got}"),
                (got, _) => panic!("{from} → {to}: {got:?}"),
            }
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        for (url, shown) in [
            ("https://a.example/x", "https://a.example/x"),
            ("https://user:secret@a.example/x?key=secret&v=2#secret", "https://a.example/x?key=…&v=…"),
        ] {
            assert_eq!(redacted(&Url::parse(url).unwrap()), shown);
        }
    }
}
