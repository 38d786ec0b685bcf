//! Servers as the runtime has them: those of the API, and those of one operation.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Server, ServerVariable};

/// A server of the API, for a file that names the type.
pub(super) fn server_spec(server: &Server) -> TokenStream {
    spec_within(server, &TokenStream::new())
}

/// A server of an operation alone, for a file that names the runtime.
pub(super) fn own_server_spec(server: &Server) -> TokenStream {
    spec_within(server, &quote!(runtime::))
}

fn spec_within(server: &Server, runtime: &TokenStream) -> TokenStream {
    let url = &server.url;
    let variables = server.variables.iter().map(|ServerVariable { wire, default, values, .. }| {
        quote!(#runtime ServerVariableSpec { name: #wire, default: #default, values: &[#(#values),*] })
    });
    quote!(#runtime ServerSpec { url: #url, variables: &[#(#variables),*] })
}
