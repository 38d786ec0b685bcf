//! Addresses of servers: which are one, however they are written, and what they consist of.

use crate::ir::Server;

/// The address where no variable is set.
pub(in crate::diff) fn by_default(server: &Server) -> String {
    let url = server
        .variables
        .iter()
        .fold(server.url.clone(), |url, it| url.replace(&format!("{{{}}}", it.wire), &it.default));
    plain(&url)
}

/// Whether two addresses are one.
pub(in crate::diff) fn same_url(old: &str, new: &str) -> bool {
    plain(old) == plain(new)
}

/// The address of a server without what does not count: a slash at the end, since paths are put after it all the
/// same, the case of scheme and host, a port that goes without saying, the names of variables.
pub(in crate::diff) fn plain(url: &str) -> String {
    let (origin, path) = parts(url);
    let mut plain = origin.to_ascii_lowercase();
    for (scheme, port) in [("https://", ":443"), ("http://", ":80")] {
        if plain.starts_with(scheme) && plain.ends_with(port) {
            plain.truncate(plain.len() - port.len());
        }
    }
    let mut plain = format!("{plain}{path}");
    for name in names(url) {
        plain = plain.replacen(&format!("{{{}}}", name.to_ascii_lowercase()), "{}", 1);
        plain = plain.replacen(&format!("{{{name}}}"), "{}", 1);
    }
    plain
}

/// Scheme and host, and the path without a slash at the end.
pub(in crate::diff) fn parts(url: &str) -> (&str, &str) {
    let from = url.find("://").map_or(0, |it| it + 3);
    let start = url[from..].find('/').map_or(url.len(), |it| from + it);
    (&url[..start], url[start..].trim_end_matches('/'))
}

/// The host of a URL, port included; all of it where there is no scheme.
pub(in crate::diff) fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |it| it.1);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase()
}

/// The names of the variables of a URL template, in order.
pub(in crate::diff) fn names(url: &str) -> Vec<&str> {
    url.split('{').skip(1).filter_map(|it| it.split_once('}').map(|it| it.0)).collect()
}
