//! Reserved identifiers: Rust's keywords, and names that generated files use without a path.

/// The kind of an identifier, which determines its case and the reserved words.
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

/// The identifier, changed if it is reserved.
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

/// Whether an identifier of this kind is allowed beside the `reserved` ones.
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

/// Types, traits and variants that the files of types use without a path, or that would be shadowed in programs that
/// import all types. Other items of the crate (`Client`, `Error`, `Status`) are distinguished by the path `types::`.
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

/// Files of the generated crate itself, and file names that some systems do not allow.
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

/// A list of names together with the methods of traits that all of these types implement.
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

/// The methods of the runtime's `Client`, which no operation may have as its name.
pub(crate) const CLIENT_METHODS: &[&str] =
    with_traits!["builder", "from_env", "new", "request", "rate_limit", "base_url", "blocking", "send",];

/// The methods of the handle of a group, and names that would be misleading there, which no operation of a group may
/// have as its name.
pub(crate) const GROUP_METHODS: &[&str] = with_traits!["new",];

/// The methods of the runtime's `Call`, which no setter of a parameter may have as its name.
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

/// The items of the module of operations, which no marker of an operation may have as its name.
pub(crate) const MARKERS: &[&str] = &["OperationInfo", "Event"];

/// The methods of every generated struct, which no setter of a field may have as its name.
pub(crate) const STRUCT_METHODS: &[&str] = &["new"];

/// The methods of every client builder, which no setter of a security scheme may have as its name.
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
                // Methods of `Call<Raw<…>>` alone cause no conflict.
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
