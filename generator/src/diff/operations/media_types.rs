//! Media types as they are compared.

/// A media type as it is compared: neither case nor the charset counts, the text is UTF-8 all the same.
pub(in crate::diff) fn plain(media_type: &str) -> String {
    let parts = media_type.split(';').map(|it| it.trim().to_ascii_lowercase());
    parts.filter(|it| !it.starts_with("charset=")).collect::<Vec<_>>().join("; ")
}

/// Whether a range takes all of a media type or a smaller range.
pub(in crate::diff) fn covers(range: &str, media_type: &str) -> bool {
    let within = |head: &str| media_type.strip_prefix(head).is_some_and(|it| it.starts_with('/'));
    range != media_type && (range == "*/*" || range.strip_suffix("/*").is_some_and(within))
}
