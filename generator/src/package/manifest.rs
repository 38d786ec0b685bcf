//! `Cargo.toml`: built as a table, so that no text of the document can write TOML. Dependencies and their
//! versions are those of the runtime, read from this workspace's own manifests.

use std::sync::LazyLock;

use toml::{Table, Value, toml};

use crate::config::Runtime;
use crate::ir::{ALL_OPERATIONS, Api, Package, RuntimePart};

/// The manifest of the runtime: which dependencies a generated crate has.
static RUNTIME: LazyLock<Table> = LazyLock::new(|| parsed(include_str!("../../carried/runtime.toml")));
/// The workspace's manifest: where versions are written.
static WORKSPACE: LazyLock<Table> = LazyLock::new(|| parsed(include_str!("../../carried/workspace.toml")));

/// The name of the runtime's package.
const RUNTIME_PACKAGE: &str = "octogen-runtime";
/// What generated code names itself of the runtime's dependencies: `serde_json::Value` stands in fields.
const NAMED: &[&str] = &["bytes", "serde_json"];
/// What only the driver names.
const NAMED_BY_DRIVERS: &[&str] = &["base64", "serde"];

/// The text of the manifest; `driver` says whether the crate has `examples/drive`.
pub fn manifest(api: &Api, runtime: &Runtime, driver: bool) -> String {
    let (features, dependencies) = match runtime {
        Runtime::Copied => (features(api), own_dependencies(api)),
        // Cargo takes the folder as long as the crate is built beside it, and the version once it is packaged.
        Runtime::Path(path) => shared(api, &[("path", path), ("version", env!("CARGO_PKG_VERSION"))]),
        Runtime::Version(version) => shared(api, &[("version", version)]),
    };
    let sections = [
        ("package", package(api)),
        ("lib", library(api)),
        ("features", features),
        ("dependencies", dependencies),
        ("dev-dependencies", if driver { driver_dependencies(runtime) } else { Table::new() }),
        ("lints", lints()),
    ];
    // The driver calls whatever it is told to.
    let example = (driver && api.tag_features).then(|| {
        let example = toml! { name = "drive" path = "examples/drive/main.rs" };
        let needs = Value::Array(vec![Value::String(ALL_OPERATIONS.to_owned())]);
        let example: Table = example.into_iter().chain([("required-features".to_owned(), needs)]).collect();
        ("example", Value::Array(vec![Value::Table(example)]))
    });
    let sections = sections.into_iter().filter(|(_, table)| !table.is_empty());
    let sections = sections.map(|(name, table)| (name, Value::Table(table))).chain(example);
    sections.map(|(name, value)| section(name, value)).collect::<Vec<_>>().join("\n")
}

/// The manifest of the runtime as a package of its own, outside of this workspace.
pub fn of_the_runtime() -> String {
    let workspace = workspace("package");
    let runtime = of_runtime("package");
    let package = runtime.into_iter().map(|(key, value)| {
        let of_workspace = workspace.get(&key).filter(|_| value.is_table()).cloned();
        (key, of_workspace.unwrap_or(value))
    });
    let lints = toml! { [rust]
    unsafe_code = "forbid" };
    // What is written beside somebody's clients is theirs to build with, not to publish.
    let package = package.chain([("publish".to_owned(), Value::Boolean(false))]);
    let sections = [
        ("package", package.collect()),
        ("lib", toml! { doctest = false }),
        ("features", of_runtime("features")),
        ("dependencies", runtime_dependencies()),
        ("lints", lints),
    ];
    sections.map(|(name, table)| section(name, Value::Table(table))).join("\n")
}

/// The runtime's dependencies with what the workspace says of them.
fn runtime_dependencies() -> Table {
    of_runtime("dependencies").into_iter().map(|(name, it)| (name.clone(), resolved(&name, &it))).collect()
}

/// Those that a crate with the runtime in it has: all but what only parts need that it does not have.
fn own_dependencies(api: &Api) -> Table {
    let parts = api.parts();
    let absent = RuntimePart::ALL.iter().filter(|it| !parts.contains(it));
    let features = of_runtime("features");
    let needs = absent.filter_map(|it| features.get(it.feature())?.as_array()).flatten().filter_map(Value::as_str);
    let left_out: Vec<&str> = needs.filter_map(|it| it.strip_prefix("dep:")).collect();
    runtime_dependencies().into_iter().filter(|(name, _)| !left_out.contains(&name.as_str())).collect()
}

/// The runtime's features that are a user's to choose; which parts of it an API needs is not, but for the optional ones of
/// these. And those of tags.
fn features(api: &Api) -> Table {
    let parts = api.parts();
    let is_part = |name: &str| RuntimePart::ALL.iter().any(|it| it.feature() == name);
    let is_chosen = |name: &str| parts.iter().any(|it| it.feature() == name && it.is_optional());
    let of_runtime = of_runtime("features").into_iter();
    let mut features: Table = of_runtime.filter(|(name, _)| !is_part(name) || is_chosen(name)).collect();
    if let Some(Value::Array(default)) = features.get_mut("default") {
        default.retain(|it| !it.as_str().is_some_and(is_part));
        if api.tag_features {
            default.insert(0, Value::String(ALL_OPERATIONS.to_owned()));
        }
    }
    if api.tag_features {
        let tags = api.features();
        features.extend(tags.iter().map(|it| (it.clone(), Value::Array(Vec::new()))));
        let tags = tags.into_iter().map(Value::String).collect();
        features.insert(ALL_OPERATIONS.to_owned(), Value::Array(tags));
    }
    features
}

/// Features and dependencies of a crate that shares the runtime with others: each feature is the runtime's, and of its
/// dependencies only those are the crate's own that generated code names.
fn shared(api: &Api, place: &[(&str, &str)]) -> (Table, Table) {
    let is_own: Vec<String> = api.features().into_iter().chain([ALL_OPERATIONS.to_owned()]).collect();
    let features = features(api).into_iter().map(|(name, value)| {
        let handed_on = vec![Value::String(format!("{RUNTIME_PACKAGE}/{name}"))];
        let value = if name == "default" || is_own.contains(&name) { value } else { Value::Array(handed_on) };
        (name, value)
    });
    let place = place.iter().map(|(key, value)| ((*key).to_owned(), Value::String((*value).to_owned())));
    let mut runtime: Table = place.chain([("default-features".to_owned(), Value::Boolean(false))]).collect();
    let parts = api.parts().into_iter().filter(|it| !it.is_optional());
    let parts: Vec<_> = parts.map(|it| Value::String(it.feature().to_owned())).collect();
    if !parts.is_empty() {
        runtime.insert("features".to_owned(), Value::Array(parts));
    }
    let own = named(NAMED);
    (features.collect(), own.chain([(RUNTIME_PACKAGE.to_owned(), Value::Table(runtime))]).collect())
}

/// One table of the manifest as text. They are printed one by one, in the order that people know.
fn section(name: &str, value: Value) -> String {
    toml::to_string(&Table::from_iter([(name.to_owned(), value)]))
        .expect("a table of strings, arrays and tables is TOML")
}

/// The library; it has a name of its own only where cargo would make one that the compiler warns about.
fn library(api: &Api) -> Table {
    let mut table = Table::new();
    if api.package.library != api.package.name.replace('-', "_") {
        table.insert("name".to_owned(), Value::String(api.package.library.clone()));
    }
    table
}

/// What the manifest says of the package: what the settings say, and nothing of ours but what compiling it takes.
fn package(api: &Api) -> Table {
    let Package { name, version, about, .. } = &api.package;
    let text = |it: &String| Value::String(it.clone());
    let list = |it: &[String]| (!it.is_empty()).then(|| Value::Array(it.iter().map(text).collect()));
    let workspace = workspace("package");
    let edition = workspace.get("edition").cloned();
    let rust_version = about.rust_version.as_ref().map(text).or_else(|| workspace.get("rust-version").cloned());
    let description = about.description.clone().unwrap_or_else(|| format!("A client for the {name} API"));
    let entries = [
        ("name", Some(text(name))),
        ("version", Some(text(version))),
        ("authors", list(&about.authors)),
        ("description", Some(Value::String(description))),
        ("license", about.license.as_ref().map(text)),
        ("repository", about.repository.as_ref().map(text)),
        ("homepage", about.homepage.as_ref().map(text)),
        ("keywords", list(&about.keywords)),
        ("categories", list(&about.categories)),
        ("edition", edition),
        ("rust-version", rust_version),
        ("publish", (about.publish != Some(true)).then_some(Value::Boolean(false))),
        ("metadata", Some(documented())),
    ];
    entries.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect()
}

/// What the registry's documentation is made of: all that there is.
fn documented() -> Value {
    Value::Table(toml! {
        [docs.rs]
        all-features = true
        rustdoc-args = ["--cfg", "docsrs"]
    })
}

/// A table of the runtime's manifest.
fn of_runtime(name: &str) -> Table {
    RUNTIME.get(name).and_then(Value::as_table).cloned().unwrap_or_default()
}

/// Some of the runtime's dependencies.
fn named(names: &[&str]) -> impl Iterator<Item = (String, Value)> {
    runtime_dependencies().into_iter().filter(|(name, _)| names.contains(&name.as_str()))
}

/// What the driver needs: something to run the calls on, and what it names where the crate does not have it anyway.
fn driver_dependencies(runtime: &Runtime) -> Table {
    let tokio = resolved("tokio", &toml! { workspace = true features = ["rt", "net", "time"] }.into());
    let beside = if *runtime == Runtime::Copied { &[] } else { NAMED_BY_DRIVERS };
    named(beside).chain([("tokio".to_owned(), tokio)]).collect()
}

/// A dependency with what the workspace says of it written out; features are added up as cargo does.
fn resolved(name: &str, inherited: &Value) -> Value {
    let mut whole = match workspace("dependencies").get(name) {
        Some(Value::Table(table)) => table.clone(),
        Some(version) => Table::from_iter([("version".to_owned(), version.clone())]),
        None => Table::new(),
    };
    for (key, value) in inherited.as_table().into_iter().flatten() {
        match (key.as_str(), whole.get_mut(key), value) {
            ("workspace", ..) => {}
            ("features", Some(Value::Array(features)), Value::Array(more)) => features.extend(more.iter().cloned()),
            _ => {
                whole.insert(key.clone(), value.clone());
            }
        }
    }
    match whole.get("version") {
        Some(version) if whole.len() == 1 => version.clone(),
        _ => Value::Table(whole),
    }
}

fn workspace(name: &str) -> &'static Table {
    WORKSPACE["workspace"][name].as_table().expect("the workspace's manifest has this table")
}

fn parsed(manifest: &str) -> Table {
    manifest.parse().expect("cargo has read this manifest to build us")
}

/// `missing_docs` is a promise that `src/lib.rs` makes; here are the rest. Documents do call things `foo`, and do nest
/// lists nine deep.
fn lints() -> Table {
    toml! {
        [rust]
        unsafe_code = "forbid"
        [clippy]
        disallowed_names = "allow"
        type_complexity = "allow"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::sample::sample;
    use crate::ir::{Events, TAKEN};

    #[test]
    fn every_dependency_has_a_version() {
        let manifest: Table = manifest(&sample(), &Runtime::Copied, true).parse().expect("it is TOML");
        let tables = ["dependencies", "dev-dependencies"].map(|it| manifest[it].as_table().expect("it is a table"));
        for (name, dependency) in tables.into_iter().flatten() {
            let version = dependency.as_str().or_else(|| dependency.get("version")?.as_str());
            assert!(version.is_some_and(|it| !it.is_empty()), "{name} = {dependency}");
            assert!(dependency.get("workspace").is_none(), "{name} = {dependency}");
        }
    }

    /// What verifies signatures is compiled by whoever asks for it, and is no dependency of a client that has none.
    #[test]
    fn signatures_are_a_feature() {
        let signed = sample();
        let unsigned = Api { events: Events { signature: None, ..signed.events.clone() }, ..sample() };
        let parsed =
            |api: &Api, runtime: &Runtime| -> Table { manifest(api, runtime, false).parse().expect("it is TOML") };
        let path = Runtime::Path("../runtime".into());
        for (api, runtime, feature, dependency) in [
            (&signed, &Runtime::Copied, Some(r#"["dep:hmac", "dep:sha2"]"#), true),
            (&signed, &path, Some(r#"["octogen-runtime/webhooks"]"#), false),
            (&unsigned, &Runtime::Copied, None, false),
            (&unsigned, &path, None, false),
        ] {
            let manifest = parsed(api, runtime);
            let found = manifest["features"].get("webhooks").map(ToString::to_string);
            assert_eq!(found.as_deref(), feature, "{runtime:?}");
            for name in ["hmac", "sha2"] {
                assert_eq!(manifest["dependencies"].get(name).is_some(), dependency, "{name} {runtime:?}");
            }
            let default = manifest["features"]["default"].to_string();
            assert!(!default.contains("webhooks"), "{default}");
        }
    }

    /// A tag has a feature of another name where every crate has one of its name.
    #[test]
    fn features_of_all_crates_are_no_tags() {
        let mut taken = TAKEN.to_vec();
        taken.retain(|it| *it != ALL_OPERATIONS);
        taken.sort_unstable();
        assert_eq!(features(&sample()).keys().map(String::as_str).collect::<Vec<_>>(), taken);
    }

    #[test]
    fn the_package_is_its_owners() {
        let mut api = sample();
        let package = |api: &Api| -> Table {
            let manifest: Table = manifest(api, &Runtime::Copied, false).parse().expect("it is TOML");
            manifest["package"].as_table().expect("it is a table").clone()
        };
        let bare: Vec<_> = package(&api).keys().cloned().collect();
        assert_eq!(bare, ["description", "edition", "metadata", "name", "publish", "rust-version", "version"]);
        let text = "description = 'Pets \"R\" us'\nlicense = 'MIT'\nauthors = ['Ada']\nrepository = 'https://x.example'\n\
            keywords = ['pets']\npublish = true\nrust-version = '1.90'";
        api.package.about = toml::from_str(text).expect("these are settings");
        let manifest = package(&api);
        for (key, value) in text.parse::<Table>().expect("it is TOML") {
            let expected = (key != "publish").then_some(&value);
            assert_eq!(manifest.get(&key), expected, "{key}");
        }
    }
}
