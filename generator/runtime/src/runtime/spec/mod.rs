//! What generated code states: the API, its servers and schemes, operations, parameters, pages.

pub(crate) mod answer;
pub(crate) mod api;
pub(crate) mod operation;
pub(crate) mod page_spec;
pub(crate) mod param;
pub(crate) mod server;
pub(crate) mod xml_table;
