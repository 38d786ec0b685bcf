//! The settings of one API: what `api.toml` or the command line says about the crate to be made.

mod settings;
mod toml;

pub use settings::{
    About, Auth, Bodies, ClientShape, Config, Errors, Groups, Naming, Overlay, Package, PageStyle, Pagination,
    Requests, Retry, Runtime, Selection, SignatureScheme, Webhooks,
};
pub use toml::ConfigError;
