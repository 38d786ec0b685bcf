//! A file imports what it names: what the paths noted is held against a search of all that was made.

use std::path::{Path, PathBuf};

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote;

use crate::emit::makers;
use crate::ir::Api;
use crate::{Config, Source};

#[test]
fn what_a_file_names_it_imports_and_nothing_else() {
    let mut apis = vec![super::sample::every_shape()];
    for path in documents() {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.to_string_lossy();
        apis.push(
            crate::read(&Source::new(&name, &text), &Config::default())
                .unwrap_or_else(|it| panic!("{it}"))
                .revision
                .api,
        );
    }
    assert!(apis.len() > 50, "{}", apis.len());
    apis.iter().for_each(check);
}

/// Those of the clients, and the golden cases.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = vec![root.join("specs"), root.join("tests/golden/cases")];
    let mut documents = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let is_document = path.extension().is_some_and(|it| it == "yaml" || it == "json");
            if path.is_dir() {
                folders.push(path);
            } else if is_document {
                documents.push(path);
            }
        }
    }
    documents
}

fn check(api: &Api) {
    let modules = makers(api, true).into_iter().filter_map(|make| make());
    for module in modules.filter(|it| !it.path.starts_with("src/types/")) {
        for (name, imports) in [
            (
                "BTreeMap",
                vec![quote!(
                    use std::collections::BTreeMap;
                )],
            ),
            (
                "operations",
                vec![
                    quote!(
                        use crate::operations;
                    ),
                    quote!(
                        use api::operations;
                    ),
                ],
            ),
            (
                "types",
                vec![
                    quote!(
                        use crate::types;
                    ),
                    quote!(
                        use api::types;
                    ),
                ],
            ),
        ] {
            let imports: Vec<String> = imports.iter().map(TokenStream::to_string).collect();
            let is_imported = module
                .items
                .iter()
                .map(TokenStream::to_string)
                .any(|it| imports.iter().any(|import| it.contains(import)));
            let is_named = module.items.iter().any(|it| starts_path(it, name));
            assert_eq!(is_imported, is_named, "{name} in {} of {}", module.path, api.title);
        }
    }
}

/// Whether the name stands somewhere as the start of a path or of a generic type: `types::Keyword`, `BTreeMap<…>`.
fn starts_path(tokens: &TokenStream, name: &str) -> bool {
    let (mut candidate, mut colon, mut after_colons) = (false, false, false);
    for token in tokens.clone() {
        match &token {
            TokenTree::Punct(it) => {
                let first_colon = it.as_char() == ':' && it.spacing() == Spacing::Joint;
                if candidate && (it.as_char() == '<' || first_colon) {
                    return true;
                }
                (candidate, colon, after_colons) = (false, first_colon, colon && it.as_char() == ':');
            }
            TokenTree::Ident(it) => {
                (candidate, colon, after_colons) = (*it == name && !after_colons, false, false);
            }
            TokenTree::Group(it) if starts_path(&it.stream(), name) => return true,
            TokenTree::Group(_) | TokenTree::Literal(_) => (candidate, colon, after_colons) = (false, false, false),
        }
    }
    false
}

#[test]
fn only_the_start_of_a_path_is_a_mention() {
    for (tokens, mentioned) in [
        (quote!(fn f(it: types::Keyword)), true),
        (quote!(Vec<types::Keyword>), true),
        (quote!(crate::types::Keyword), false),
        (quote!(fn types(self)), false),
        (quote!(self.types), false),
        (quote!(fn f(types: Vec<String>)), false),
        (quote!(fn f(it: BTreeMap<String, types>)), false),
        (quote!(let a = [|| { types::A }];), true),
    ] {
        assert_eq!(starts_path(&tokens, "types"), mentioned, "{tokens}");
    }
}
