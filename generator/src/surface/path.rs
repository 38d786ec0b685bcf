//! The paths of public items in reports, shared by the surface, its reader and the drift report.

use crate::ir::Operation;

/// `types::Keyword`.
pub fn type_(name: &str) -> String {
    format!("types::{name}")
}

/// `operations::UpdateKeyword`.
pub fn operation(name: &str) -> String {
    format!("operations::{name}")
}

/// The enum of the bodies of error responses.
pub const ERROR_BODY: &str = "ErrorBody";

/// `<ErrorBody as ErrorDetails>::Code`, which `Error::code` returns.
pub fn error_code() -> String {
    associated(ERROR_BODY, "ErrorDetails", "Code")
}

/// `types::Keyword.id`.
pub fn field(owner: &str, name: &str) -> String {
    format!("{owner}.{name}")
}

/// `types::Platform::Reddit`.
pub fn variant(owner: &str, name: &str) -> String {
    format!("{owner}::{name}")
}

/// `types::Keyword::new()`.
pub fn method(owner: &str, name: &str) -> String {
    format!("{owner}::{name}()")
}

/// `Client::update_keyword()`; of a group `operations::Keywords::update()`.
pub fn call_method(called: &Operation, name: &str) -> String {
    match &called.group {
        Some(group) => method(&operation(group.handle.as_str()), name),
        None => method("Client", name),
    }
}

/// `Default for types::Keyword`.
pub fn implements(name: &str, owner: &str) -> String {
    format!("{name} for {owner}")
}

/// `<operations::UpdateKeyword as Operation>::Output`.
pub fn associated(owner: &str, name: &str, item: &str) -> String {
    format!("<{owner} as {name}>::{item}")
}

/// `Call<UpdateKeyword>`, whose methods are an operation's setters.
pub fn call(marker: &str) -> String {
    format!("Call<{marker}>")
}

/// `headers::X_TOTAL_COUNT`.
pub fn header(name: &str) -> String {
    format!("headers::{name}")
}

/// `ClientBuilder::api_key()`.
pub fn credential(name: &str) -> String {
    method("ClientBuilder", name)
}

/// `Server::PRODUCTION`.
pub fn server(name: &str) -> String {
    format!("Server::{name}")
}
