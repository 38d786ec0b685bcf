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

/// Names below `src/runtime` and their texts. Folders stand at the end.
pub const RUNTIME_FILES: &[(&str, &str)] = files! {
    {
        api attempt auth base64 blocking body build builder by_content_type call carrier client clock constant
        conversions cookie credential deadline decimal decimal_number download draft encode error error_kind error_text events
        exchange facade fields file_wire formats header headers http_date idle into_option json_path limit lines link maybe media
        memory mismatch model multipart number_spelling number_text oauth2 open_enum operation origin page_digest paging param payload plain
        prepared problem rate_limit raw read record redact reply reqwest_transport response retry scalar secret server
        sse style template text token trace transport tuple turner union wire wire_impls wire_read wire_scan wire_text
        wire_value wire_write xml xml_read xml_text xml_write
    }
    mock {
        bodies check document example expect form http keywords made mod node params parts path pattern says schemas sent tests texts
        translate validate value
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
