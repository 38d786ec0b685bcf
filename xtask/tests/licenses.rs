//! What is compiled into the command, the clients and the maintainers' commands may be used under licences that ask for
//! nothing but a notice, read from the manifests of the packages that cargo has fetched.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};

/// Licences under which a package may be linked in.
const ALLOWED: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];
/// Further ones, for what only makes the guide and is in nothing that is given away.
const IN_THE_GUIDE: [&str; 2] = ["CC-BY-4.0", "MPL-2.0"];

/// Package and licence of everything that a manifest leads to.
fn licenses(manifest: &str) -> BTreeSet<(String, Option<String>)> {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join(manifest);
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version", "1", "--locked", "--all-features", "--manifest-path"]).arg(manifest);
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap().iter();
    let registered = packages.filter(|package| !package["source"].is_null());
    registered
        .map(|package| (package["name"].as_str().unwrap().to_owned(), package["license"].as_str().map(str::to_owned)))
        .collect()
}

fn is_allowed(license: &str, allowed: &[&str]) -> bool {
    let expression = Expression::parse_mode(license, ParseMode::LAX).unwrap();
    let named = |req: &LicenseReq| req.license.id().is_some_and(|id| allowed.contains(&id.name));
    expression.evaluate(named)
}

#[test]
fn licenses_of_dependencies() {
    for (manifest, more) in [("../Cargo.toml", &[][..]), ("Cargo.toml", &IN_THE_GUIDE[..])] {
        let allowed: Vec<_> = ALLOWED.iter().chain(more).copied().collect();
        let packages = licenses(manifest);
        assert!(packages.len() > 50, "{manifest}: {} packages", packages.len());
        for (package, license) in packages {
            let license = license.unwrap_or_else(|| panic!("{package} names no licence"));
            assert!(is_allowed(&license, &allowed), "{package}: {license}");
        }
    }
}

#[test]
fn expressions_are_understood() {
    for (license, allowed) in [
        ("MIT OR Apache-2.0", true),
        ("MIT/Apache-2.0", true),
        ("MIT OR LGPL-2.1-or-later", true),
        ("MIT AND LGPL-2.1-or-later", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("GPL-3.0-only", false),
    ] {
        assert_eq!(is_allowed(license, &ALLOWED), allowed, "{license}");
    }
}
