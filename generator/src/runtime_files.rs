//! The files of the runtime: as they are copied into a generated crate that stands alone, and as a package of its own.

macro_rules! files {
    ({ $($name:ident)* } $($folder:ident { $($inner:ident)* })*) => {
        &[
            ("mod.rs", include_str!("../runtime/src/runtime/mod.rs")),
            $((
                concat!(stringify!($name), ".rs"),
                include_str!(concat!("../runtime/src/runtime/", stringify!($name), ".rs")),
            ),)*
            $($((
                concat!(stringify!($folder), "/", stringify!($inner), ".rs"),
                include_str!(concat!("../runtime/src/runtime/", stringify!($folder), "/", stringify!($inner), ".rs")),
            ),)*)*
        ]
    };
}

/// The root of the package: `src/lib.rs`.
pub const ROOT: &str = include_str!("../runtime/src/lib.rs");

/// Names below `src/runtime` and their texts: what belongs to no layer, then the layers from below.
pub const RUNTIME_FILES: &[(&str, &str)] = files! {
    { blocking facade }
    json {
        base64 constant conversions decimal decimal_number fields formats impls json_path maybe mismatch mod
        model number_spelling number_text open_enum place plain read record scalar scan text text_reader tuple
        union value_reader wire write
    }
    http { boxed clock cookie encode header headers http_date link media mod origin secret semantics sse }
    error { display kind mod problem read_error redact }
    transport { body carrier limit memory message mod reqwest_transport }
    spec { answer api mod operation page_spec param server }
    settings { builder credential mod oauth2 rate_limit retry token }
    request { draft draft_body file mod multipart payload style template }
    auth { grant mod }
    send { again attempt deadline exchange fault idle mod prepared reply shared trace }
    response { by_content_type events finish lines mod page_digest read whole }
    client { build call mod paging raw turner }
    xml { mod reader shape tree writer }
    mock {
        answer bodies check document example expect form http keywords made mod node params parts path pattern request says
        schemas sent server tests texts translate validate value
    }
};

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

    /// The runtime's own package has everything at its root, a generated crate only what users need there.
    #[test]
    fn examples_name_what_a_generated_crate_has() {
        let root = include_str!("emit/crate_root.rs");
        let exported = |name: &str| root.split(|it: char| !it.is_alphanumeric()).any(|it| it == name);
        for (file, text) in RUNTIME_FILES {
            let uses = text.split("env!(\"CARGO_CRATE_NAME\"), \"::").skip(1).filter_map(|it| it.split(';').next());
            let names = uses.filter(|it| !it.starts_with("runtime::")).flat_map(|it| it.split(", "));
            for name in names.map(|it| it.trim_matches(['{', '}'])) {
                let inside = name.starts_with("runtime::") || name.starts_with("mock::");
                assert!(inside || exported(name), "{file}: {name}");
            }
        }
    }
}
