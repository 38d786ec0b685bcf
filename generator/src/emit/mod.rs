//! From the IR to modules of tokens. Nothing here can fail, decides a name or has heard of OpenAPI.

pub mod argument;
pub mod docs;
pub mod type_ref;
