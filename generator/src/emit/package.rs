//! The whole crate: all modules as text, the runtime's files, and the files that are not Rust.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

use super::docs::Text;
use super::{Module, driver, emit, manifest, readme};
use crate::Crate;
use crate::ir::Api;
use crate::render::render;
use crate::runtime_files::RUNTIME_FILES;

impl Module {
    /// A file of those items.
    pub fn new(path: impl Into<String>, docs: Text, items: impl IntoIterator<Item = TokenStream>) -> Self {
        let items = items.into_iter().filter(|it| !it.is_empty()).collect();
        Self { path: path.into(), docs, items }
    }
}

/// The crate; with the driver, if it is wanted.
pub fn package(api: &Api, with_driver: bool) -> Crate {
    let mut files = BTreeMap::from([
        ("Cargo.toml".to_owned(), manifest::manifest(api, with_driver)),
        ("README.md".to_owned(), readme::readme(api)),
    ]);
    files.extend(RUNTIME_FILES.iter().map(|(name, text)| (format!("src/runtime/{name}"), (*text).to_owned())));
    files.extend(emit(api).iter().map(|it| (it.path.clone(), render(it))));
    if with_driver {
        let calls = driver::module(api);
        files.insert(calls.path.clone(), render(&calls));
        files.insert("examples/drive/main.rs".to_owned(), driver::MAIN.to_owned());
        files.insert("examples/drive/support.rs".to_owned(), driver::SUPPORT.to_owned());
    }
    Crate { files }
}
