//! The files of the runtime: as they are copied into a generated crate that stands alone, and as a package of its own.

use crate::ir::RuntimePart;

macro_rules! files {
    ({ $($name:ident)* } $($folder:ident { $($inner:ident)* })*) => {
        &[
            ("mod.rs", include_str!("../../carried/runtime/mod.rs")),
            $((
                concat!(stringify!($name), ".rs"),
                include_str!(concat!("../../carried/runtime/", stringify!($name), ".rs")),
            ),)*
            $($((
                concat!(stringify!($folder), "/", stringify!($inner), ".rs"),
                include_str!(concat!("../../carried/runtime/", stringify!($folder), "/", stringify!($inner), ".rs")),
            ),)*)*
        ]
    };
}

/// The root of the package: `src/lib.rs`.
pub const ROOT: &str = include_str!("../../carried/runtime.rs");

/// Names below `src/runtime` and their texts: what belongs to no layer, then the layers from below.
pub const RUNTIME_FILES: &[(&str, &str)] = files! {
    { blocking facade }
    json {
        base64 constant conversions decimal decimal_number fields formats impls into_option json_path maybe mismatch mod
        model number_spelling number_text open_enum plain read read_limits record scalar scan text text_reader tuple
        union value_reader wire write
    }
    http { boxed clock cookie encode header headers http_date link media mod origin secret semantics sse }
    error { display kind mod problem read_error redact }
    transport { any_transport body download limit memory message mod reqwest_transport }
    spec { api mod operation page_spec param response_body server tracer xml_table }
    settings { builder credential mod oauth2 rate_limit retry token }
    request { body builder file mod multipart payload style template }
    auth { grant mod }
    send {
        attempt attempt_error client_state deadline exchange idle_timeout mod prepared_request raw_response retries
        stream_reconnect trace
    }
    response { by_content_type events finish lines mod page_digest read whole }
    client { build call mod page_cursor paging raw }
    webhooks { error event mod signature signed verifier }
    xml { checked mod reader shape tree writer }
    mock {
        bodies check document documented example example_server expect form http keywords messages mock_response mod node
        param_value params parts path pattern received request sample schemas server tests translate validate value
    }
};

/// The files that an API with these parts needs, by their names below `src/runtime`. What a part is made of hangs on
/// single lines of `mod.rs` files, each below a `cfg` of its feature; nothing else asks for it.
pub fn of_parts(parts: &[RuntimePart]) -> Vec<(&'static str, String)> {
    let mut left_out = Vec::new();
    let mut files = Vec::new();
    for (name, text) in RUNTIME_FILES {
        let folder = name.strip_suffix("mod.rs");
        let text = match folder {
            Some(folder) => without(text, parts, &mut |module| left_out.push(format!("{folder}{module}"))),
            None => (*text).to_owned(),
        };
        files.push((*name, text));
    }
    let is_left_out = |name: &str| {
        let mut without = left_out.iter().filter_map(|it| name.strip_prefix(it.as_str()));
        without.any(|rest| rest == ".rs" || rest.starts_with('/'))
    };
    files.retain(|(name, _)| !is_left_out(name));
    files
}

/// The text without the lines of other parts, and without the `cfg` above those that stay and are for no user to choose;
/// tells which modules went.
fn without(text: &str, parts: &[RuntimePart], went: &mut dyn FnMut(&str)) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let feature = line.trim_end().strip_prefix("#[cfg(feature = \"").and_then(|it| it.strip_suffix("\")]"));
        let part = feature.and_then(|it| RuntimePart::ALL.into_iter().find(|part| part.feature() == it));
        match part {
            None => kept.push_str(line),
            Some(part) => {
                let item = lines.next().unwrap_or_default();
                if parts.contains(&part) {
                    if part.is_optional() {
                        kept.push_str(line);
                    }
                    kept.push_str(item);
                } else if let Some((_, module)) = item.trim_end().trim_end_matches(';').rsplit_once("mod ") {
                    went(module);
                }
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_list_is_complete() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src/runtime");
        let (mut names, mut open) = (Vec::new(), vec![String::new()]);
        while let Some(inside) = open.pop() {
            for entry in fs::read_dir(folder.join(&inside)).expect("the runtime is beside us") {
                let entry = entry.expect("readable");
                let name = format!("{inside}{}", entry.file_name().into_string().expect("our names are UTF-8"));
                if entry.path().is_dir() { open.push(format!("{name}/")) } else { names.push(name) }
            }
        }
        names.sort();
        let mut listed: Vec<_> = RUNTIME_FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        listed.sort();
        assert_eq!(listed, names);
    }

    /// A `cfg` of a part stands above single lines of `mod.rs` files only, so that it can be taken out by lines.
    #[test]
    fn parts_hang_on_single_lines() {
        let features = RuntimePart::ALL.map(|it| format!("feature = \"{}\"", it.feature()));
        let mut seen = Vec::new();
        for (file, text) in RUNTIME_FILES {
            let lines: Vec<&str> = text.lines().collect();
            for (line, next) in lines.iter().zip(lines.iter().skip(1)) {
                if let Some(feature) = features.iter().find(|it| line.contains(it.as_str())) {
                    assert!(file.ends_with("mod.rs"), "{file}: {line}");
                    assert_eq!(*line, format!("#[cfg({feature})]"), "{file}");
                    assert!(next.contains("mod ") || next.starts_with("pub use "), "{file}: {next}");
                    assert!(next.ends_with(';'), "{file}: {next}");
                    seen.push(feature);
                }
            }
        }
        assert!(features.iter().all(|it| seen.contains(&it)), "{seen:?}");
    }

    #[test]
    fn only_parts_that_are_needed_are_there() {
        let all = of_parts(&RuntimePart::ALL);
        assert_eq!(all.len(), RUNTIME_FILES.len());
        for part in RuntimePart::ALL {
            let files = of_parts(&[part]);
            let others = RuntimePart::ALL.into_iter().filter(|it| *it != part);
            for other in others {
                let feature = format!("feature = \"{}\"", other.feature());
                assert!(files.iter().all(|(_, text)| !text.contains(&feature)), "{part:?} and {other:?}");
            }
            assert!(files.len() < all.len());
        }
        let names = |parts: &[RuntimePart]| of_parts(parts).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        let (none, xml) = (names(&[]), names(&[RuntimePart::Xml]));
        let more: Vec<_> = xml.into_iter().filter(|it| !none.contains(it)).collect();
        assert_eq!(
            more,
            ["xml/checked.rs", "xml/mod.rs", "xml/reader.rs", "xml/shape.rs", "xml/tree.rs", "xml/writer.rs"]
        );
        for file in ["auth/grant.rs", "http/sse.rs", "request/multipart.rs", "response/events.rs", "settings/oauth2.rs"]
        {
            assert!(!none.contains(&file), "{file}");
        }
    }

    /// The runtime's own package has everything at its root, a generated crate only what users need there.
    #[test]
    fn examples_name_what_a_generated_crate_has() {
        let root = include_str!("../emit/crate_root.rs");
        let exported = |name: &str| root.split(|it: char| !it.is_alphanumeric()).any(|it| it == name);
        for (file, text) in RUNTIME_FILES {
            let uses =
                text.split("use \", env!(\"CARGO_CRATE_NAME\"), \"::").skip(1).filter_map(|it| it.split(';').next());
            let names = uses.filter(|it| !it.starts_with("runtime::")).flat_map(|it| it.split(", "));
            for name in names.map(|it| it.trim_matches(['{', '}'])) {
                let inside = name.starts_with("runtime::") || name.starts_with("mock::");
                assert!(inside || exported(name), "{file}: {name}");
            }
        }
    }
}
