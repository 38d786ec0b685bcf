//! Makes all names. A name depends on the name in the document and on the others in its scope, never on their order, so
//! that adding, moving or removing something elsewhere renames nothing.

mod package;
mod reserved;
mod scope;
mod settle;
mod style;
mod symbols;
mod words;

pub(crate) use package::{crate_of, is_package, package_of};
pub(crate) use reserved::{
    BUILDER_METHODS, CALL_METHODS, CLIENT_METHODS, GROUP_METHODS, Kind, MARKERS, STRUCT_METHODS, is_allowed,
};
pub(crate) use scope::{Scope, is_plain_type};
pub(crate) use settle::{Claim, settle};
pub(crate) use words::{is_nameable, pascal, phrase, snake, words_of};
