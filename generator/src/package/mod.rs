//! The files of a crate: its modules, the runtime's files where it has them in itself, and those that are not Rust.

mod license;
mod manifest;
pub mod mock_document;
mod readme;
pub(crate) mod runtime_files;

use crate::config::Runtime;
use crate::emit::driver;
use crate::ir::Api;
use runtime_files::RUNTIME_FILES;
use std::collections::BTreeMap;

/// A rendered crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Crate {
    /// Path below the crate's folder → text.
    pub files: BTreeMap<String, String>,
}

/// The crate: its modules as they were rendered, with the document for its mock server; with the runtime's files where it
/// has them in itself, and with the rest of the driver, if it is wanted.
pub fn package(
    api: &Api,
    modules: BTreeMap<String, String>,
    document: String,
    runtime: &Runtime,
    with_driver: bool,
) -> Crate {
    let mut files = modules;
    files.insert("Cargo.toml".to_owned(), manifest::manifest(api, runtime, with_driver));
    files.insert("README.md".to_owned(), readme::readme(api));
    files.insert("openapi.json".to_owned(), document);
    files.extend(license::files(api));
    if *runtime == Runtime::Copied {
        files.extend(runtime_files::of_parts(&api.parts()).into_iter().map(|(name, text)| (below(name), text)));
    }
    if with_driver {
        files.insert("examples/drive/main.rs".to_owned(), driver::MAIN.to_owned());
        files.insert("examples/drive/support.rs".to_owned(), driver::SUPPORT.to_owned());
    }
    Crate { files }
}

/// The runtime as a package of its own, `octogen-runtime`, for clients that share it.
pub fn runtime() -> Crate {
    let mut files = BTreeMap::from([
        ("Cargo.toml".to_owned(), manifest::of_the_runtime()),
        ("src/lib.rs".to_owned(), runtime_files::ROOT.to_owned()),
    ]);
    files.extend(RUNTIME_FILES.iter().map(|(name, text)| (below(name), (*text).to_owned())));
    Crate { files }
}

/// Where a file of the runtime stands in a package.
fn below(name: &str) -> String {
    format!("src/runtime/{name}")
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Group, Literal, TokenStream, TokenTree};

    use super::*;
    use crate::emit::sample::sample;
    use crate::render;

    fn packaged(api: &Api) -> Crate {
        let modules = render::modules(api, &Runtime::Copied, true);
        package(api, modules, String::new(), &Runtime::Copied, true)
    }

    #[test]
    fn the_crate_has_these_files() {
        let files = packaged(&sample()).files;
        let made: Vec<_> = files.keys().filter(|it| !it.contains("/runtime/")).map(String::as_str).collect();
        let expected = [
            "Cargo.toml",
            "README.md",
            "examples/drive/main.rs",
            "examples/drive/operations.rs",
            "examples/drive/support.rs",
            "openapi.json",
            "src/client.rs",
            "src/errors.rs",
            "src/headers.rs",
            "src/lib.rs",
            "src/operations/files.rs",
            "src/operations/keywords.rs",
            "src/operations/mod.rs",
            "src/types/keywords.rs",
            "src/types/mod.rs",
            "src/webhooks.rs",
        ];
        assert_eq!(made, expected);
    }

    /// Whatever a document says, it says it in documentation and in string literals.
    #[test]
    fn text_of_the_document_is_never_code() {
        for hostile in
            ["*/ fn evil() {} /*", "\"]\nfn evil() {}\n#[doc = \"", "\r\nfn evil() {}", "```\nevil()\n```", "{evil}"]
        {
            let mut api = sample();
            api.title = hostile.to_owned();
            api.version = hostile.to_owned();
            api.docs.description = Some(hostile.to_owned());
            for tag in &mut api.tags {
                tag.wire = hostile.to_owned();
                tag.description = Some(hostile.to_owned());
            }
            for operation in &mut api.operations {
                operation.id = hostile.to_owned();
                operation.path = hostile.to_owned();
                operation.docs.title = Some(hostile.to_owned());
                operation.docs.description = Some(hostile.to_owned());
                operation.params.iter_mut().for_each(|it| it.docs.description = Some(hostile.to_owned()));
                operation.responses.iter_mut().for_each(|it| it.docs.description = Some(hostile.to_owned()));
            }
            for server in &mut api.servers {
                server.url = hostile.to_owned();
                server.description = Some(hostile.to_owned());
            }
            let (benign, hostile_files) = (packaged(&sample()).files, packaged(&api).files);
            assert_eq!(benign["Cargo.toml"], hostile_files["Cargo.toml"], "{hostile:?}");
            for (path, text) in benign.iter().filter(|(path, _)| path.ends_with(".rs")) {
                assert_eq!(code(text), code(&hostile_files[path]), "{path} with {hostile:?}");
            }
        }
    }

    /// The code of a file with its documentation left out and its literals blanked.
    fn code(text: &str) -> String {
        blanked(text.parse().expect("what is rendered is Rust")).to_string()
    }

    fn blanked(tokens: TokenStream) -> TokenStream {
        let mut kept: Vec<TokenTree> = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Group(it) if it.stream().to_string().starts_with("doc =") => {
                    while matches!(kept.last(), Some(TokenTree::Punct(it)) if matches!(it.as_char(), '#' | '!')) {
                        kept.pop();
                    }
                }
                TokenTree::Group(it) => kept.push(Group::new(it.delimiter(), blanked(it.stream())).into()),
                TokenTree::Literal(_) => kept.push(Literal::string("").into()),
                other => kept.push(other),
            }
        }
        // A comma at the end says only that prettyplease broke the line.
        kept.pop_if(|it| matches!(it, TokenTree::Punct(it) if it.as_char() == ','));
        kept.into_iter().collect()
    }
}
