//! Identifiers that a document may not take: Rust's keywords, and the names that generated files use plainly.

/// What an identifier is for; decides its case and which words it may not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A struct, enum, alias, marker.
    Type,
    /// An enum variant.
    Variant,
    /// A field, argument or setter.
    Field,
    /// A method on the client.
    Method,
    /// A module, which is also a file name.
    Module,
    /// A constant.
    Const,
}

/// The identifier, moved out of the way where it is reserved.
pub(super) fn unreserved(kind: Kind, name: String) -> String {
    match kind {
        Kind::Type if PRELUDE.contains(&name.as_str()) => format!("{name}Schema"),
        Kind::Variant if name == "Self" => "SelfValue".to_owned(),
        Kind::Variant if name == "Unknown" => "UnknownValue".to_owned(),
        Kind::Field | Kind::Method if KEYWORDS.contains(&name.as_str()) => format!("{name}_"),
        Kind::Module if KEYWORDS.contains(&name.as_str()) || FILES.contains(&name.as_str()) => {
            format!("{name}_")
        }
        _ => name,
    }
}

/// Whether something of that kind may be called so where `reserved` is taken.
pub(crate) fn is_allowed(kind: Kind, reserved: &[&str], name: &str) -> bool {
    !reserved.contains(&name) && unreserved(kind, name.to_owned()) == name
}

/// Keywords of all editions, and words that cannot be raw identifiers.
pub(super) const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Types, traits and variants that files of types name without a path, or that programs which import all types would
/// miss. What else the crate has (`Client`, `Error`, `Status`) is told from a document's types by the path `types::`.
const PRELUDE: &[&str] = &[
    "Self",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Box",
    "String",
    "Vec",
    "BTreeMap",
    "Maybe",
    "Default",
    "Clone",
    "Copy",
    "Drop",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "AsRef",
    "AsMut",
    "Iterator",
    "IntoIterator",
    "DoubleEndedIterator",
    "ExactSizeIterator",
    "FromIterator",
    "Extend",
    "ToString",
    "ToOwned",
    "Fn",
    "FnMut",
    "FnOnce",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Send",
    "Sync",
    "Sized",
    "Unpin",
    "Future",
    "IntoFuture",
];

/// Files of the generated crate itself, and names that a file may not have on every system.
const FILES: &[&str] = &[
    "common",
    "mod",
    "lib",
    "main",
    "types",
    "wire",
    "operations",
    "runtime",
    "con",
    "prn",
    "aux",
    "nul",
    "com1",
    "com2",
    "com3",
    "com4",
    "com5",
    "com6",
    "com7",
    "com8",
    "com9",
    "lpt1",
    "lpt2",
    "lpt3",
    "lpt4",
    "lpt5",
    "lpt6",
    "lpt7",
    "lpt8",
    "lpt9",
];

/// A list of names, with the methods of traits that every type here has: in scope for whoever calls a method.
macro_rules! with_traits {
    ($($own:literal,)*) => {
        &[
            $($own,)*
            "clone",
            "clone_from",
            "clone_into",
            "to_owned",
            "borrow",
            "borrow_mut",
            "into",
            "try_into",
            "from",
            "try_from",
            "type_id",
            "fmt",
        ]
    };
}

/// What the runtime's `Client` already has; an operation may not be called so.
pub(crate) const CLIENT_METHODS: &[&str] =
    with_traits!["builder", "from_env", "new", "request", "rate_limit", "base_url", "blocking", "send",];

/// What the handle of a group already has, and names that say of a method what these do not do; an operation of a group may
/// not be called so.
pub(crate) const GROUP_METHODS: &[&str] = with_traits!["new",];

/// What the runtime's `Call` already has; a parameter's setter may not be called so.
pub(crate) const CALL_METHODS: &[&str] = with_traits![
    "send",
    "send_blocking",
    "wait",
    "with_timeout",
    "with_attempt_timeout",
    "with_retry",
    "with_body_limit",
    "with_header",
    "with_query",
    "with_idempotency_key",
    "into_request",
    "into_future",
    "items",
    "pages",
    "request_mut",
    "set_param",
    "set_text",
    "set_list",
    "set_option",
    "new",
    "body",
    "blocking",
];

/// What the module of operations already has; an operation's marker may not be called so.
pub(crate) const MARKERS: &[&str] = &["OperationInfo", "Event"];

/// What every generated struct already has; a field's setter may not be called so.
pub(crate) const STRUCT_METHODS: &[&str] = &["new"];

/// What every builder of a client already has; a security scheme's setter may not be called so.
pub(crate) const BUILDER_METHODS: &[&str] = &[
    "new",
    "build",
    "from_env",
    "base_url",
    "server",
    "credential",
    "transport",
    "http_client",
    "pace",
    "header",
    "user_agent",
    "connect_timeout",
    "attempt_timeout",
    "call_timeout",
    "timeout",
    "retry",
    "retries",
    "allow_http",
    "clone",
    "stream_idle_timeout",
    "redirects",
    "body_limit",
    "page_limit",
    "max_body",
    "limits",
    "clock",
];

#[cfg(test)]
mod tests {
    use quote::ToTokens as _;

    use super::*;

    /// The names of the public functions in the inherent `impl`s of a type of the runtime.
    fn methods(ty: &str) -> Vec<String> {
        let mut names = Vec::new();
        for (_, text) in crate::package::runtime_files::RUNTIME_FILES {
            for item in syn::parse_file(text).expect("the runtime is Rust").items {
                let syn::Item::Impl(it) = item else { continue };
                let syn::Type::Path(path) = &*it.self_ty else { continue };
                if it.trait_.is_some() || path.path.segments.last().is_none_or(|last| last.ident != ty) {
                    continue;
                }
                // What only `Call<Raw<…>>` has is in nobody's way.
                let arguments = path.path.segments.last().map(|last| last.arguments.to_token_stream().to_string());
                if arguments.is_some_and(|it| !matches!(it.as_str(), "" | "< O >")) {
                    continue;
                }
                names.extend(it.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(it) if matches!(it.vis, syn::Visibility::Public(_)) => {
                        Some(it.sig.ident.to_string())
                    }
                    _ => None,
                }));
            }
        }
        names
    }

    #[test]
    fn what_the_runtime_has_is_reserved() {
        for (ty, reserved) in [("Client", CLIENT_METHODS), ("Call", CALL_METHODS), ("ClientBuilder", BUILDER_METHODS)] {
            let found = methods(ty);
            assert!(found.len() > 2, "{ty}");
            let free: Vec<_> = found.iter().filter(|name| !reserved.contains(&name.as_str())).collect();
            assert!(free.is_empty(), "{ty}: {free:?}");
        }
    }
}
