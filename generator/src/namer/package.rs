//! Names of packages and their crates.

use super::reserved::KEYWORDS;
use super::words::pascal;

/// Crates of the compiler and dependencies of generated crates, beside which no package of the same name can be used.
const TAKEN: &[&str] = &[
    "alloc",
    "base64",
    "bytes",
    "chrono",
    "core",
    "futures_core",
    "hmac",
    "http",
    "http_body",
    "jiff",
    "jsonschema",
    "percent_encoding",
    "proc_macro",
    "reqwest",
    "rustls",
    "rustls_platform_verifier",
    "serde",
    "serde_json",
    "sha2",
    "std",
    "test",
    "time",
    "tokio",
    "tracing",
    "url",
    "uuid",
    "zeroize",
];

/// The name of the package for an API with this title, in kebab case.
pub(crate) fn package_of(title: &str) -> String {
    let kebab = heck::ToKebabCase::to_kebab_case(pascal(title).trim_start_matches('_'));
    let name = match kebab.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => kebab,
        false => format!("api-{kebab}").trim_end_matches('-').to_owned(),
    };
    if is_taken(&crate_of(&name)) { format!("{name}-client") } else { name }
}

/// The crate name of a package: lower-case words separated by single underscores.
pub(crate) fn crate_of(package: &str) -> String {
    let words = package.split(['-', '_']).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

/// Whether a package may have this name.
pub(crate) fn is_package(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(plain)
        && name.len() <= 64
        && !is_taken(&crate_of(name))
}

fn is_taken(krate: &str) -> bool {
    TAKEN.contains(&krate) || KEYWORDS.contains(&krate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        let rows = [
            ("Pet Store", "pet-store"),
            ("Struct", "struct-client"),
            ("Self", "self-client"),
            ("Time", "time-client"),
            ("Serde JSON", "serde-json-client"),
            ("123", "api-123"),
            ("", "empty"),
        ];
        for (title, name) in rows {
            assert_eq!(package_of(title), name, "{title}");
            assert!(is_package(name), "{name}");
        }
    }

    #[test]
    fn libraries() {
        for (package, krate) in [("pet-store", "pet_store"), ("a--b_", "a_b"), ("PetStore", "petstore")] {
            assert_eq!(crate_of(package), krate);
        }
    }

    #[test]
    fn what_cannot_be_used_is_none() {
        for name in ["", "9x", "a b", "a/b", "é", "core", "serde-json", "time", "fn"] {
            assert!(!is_package(name), "{name}");
        }
    }

    #[test]
    fn dependencies_of_the_runtime_are_taken() {
        let manifest: toml::Table = include_str!("../../runtime/Cargo.toml").parse().unwrap();
        for name in manifest["dependencies"].as_table().unwrap().keys() {
            assert!(is_taken(&crate_of(name)), "{name}");
        }
    }
}
