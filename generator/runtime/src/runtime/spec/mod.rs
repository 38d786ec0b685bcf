//! The constants of generated code: the API, its servers and security schemes, operations, parameters, pagination.

pub(crate) mod api;
pub(crate) mod operation;
pub(crate) mod page_spec;
pub(crate) mod param;
pub(crate) mod response_body;
pub(crate) mod server;
pub(crate) mod tracer;
pub(crate) mod xml_table;
