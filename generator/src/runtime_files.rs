//! The files of the runtime, as they are copied into each generated crate.

macro_rules! files {
    ($($name:ident)*) => {
        &[
            ("mod.rs", include_str!("../runtime/src/lib.rs")),
            $((
                concat!(stringify!($name), ".rs"),
                include_str!(concat!("../runtime/src/", stringify!($name), ".rs")),
            ),)*
        ]
    };
}

/// Names below `src/runtime` and their texts; the runtime's `lib.rs` is `mod.rs` there.
pub const RUNTIME_FILES: &[(&str, &str)] = files! {
    api attempt auth base64 blocking body build builder by_content_type call carrier client clock constant conversions
    cookie credential deadline decimal decimal_number draft encode error error_kind error_text events exchange fake
    fake_bodies fake_check fake_demands fake_expect fake_http fake_number fake_params fake_parts fake_path
    fake_pattern fake_rules fake_strict fake_texts fields file_wire formats header headers http_date idle json_path limit
    lines link maybe media memory mismatch model multipart number_spelling number_text oauth2 open_enum operation origin
    page_digest paging param payload plain prepared problem rate_limit raw read record redact reply reqwest_transport
    response retry scalar secret server sse style template text token trace transport tuple turner union wire
    wire_impls wire_read wire_scan wire_text wire_value wire_write xml xml_read xml_text xml_write
};

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_list_is_complete() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src");
        let entries = std::fs::read_dir(folder).expect("the runtime is beside us");
        let mut names: Vec<_> = entries
            .map(|it| it.expect("readable").file_name().into_string().expect("our names are UTF-8"))
            .map(|it| if it == "lib.rs" { "mod.rs".to_owned() } else { it })
            .collect();
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
                let inside = name.starts_with("runtime::") || name.starts_with("fake::");
                assert!(inside || exported(name), "{file}: {name}");
            }
        }
    }
}
