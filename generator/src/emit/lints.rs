//! The lints that a document can trip without anybody's fault, each allowed where it would strike and nowhere else.

use proc_macro2::TokenStream;
use quote::quote;

/// How many arguments clippy bears, `self` included.
const ARGUMENTS: usize = 7;

/// Methods of the standard operators' traits: a setter of such a name is no attempt to implement one.
const OPERATORS: &[&str] = &["add", "bitand", "bitor", "bitxor", "cmp", "div", "eq", "mul", "rem", "shl", "shr", "sub"];

/// For a method with that many arguments besides `self`.
pub fn many_arguments(count: usize) -> Option<TokenStream> {
    (count + 1 > ARGUMENTS)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the API demands each of them")]))
}

/// For a setter of that name, which takes one argument besides `self`.
pub fn operator_name(name: &str) -> Option<TokenStream> {
    OPERATORS
        .contains(&name)
        .then(|| quote!(#[allow(clippy::should_implement_trait, reason = "named after the API's own parameter")]))
}

/// For an enum of responses.
pub fn uneven_variants() -> TokenStream {
    quote!(#[allow(clippy::large_enum_variant, reason = "a response is moved once and not kept in numbers")])
}
