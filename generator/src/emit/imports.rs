//! The `use` lines that depend on what a file mentions: an import that is not used is a warning.

use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote;

/// The imports of a file outside of `src/types`, by the names that it mentions.
pub fn imports(items: &[TokenStream]) -> TokenStream {
    let map = items.iter().any(|it| starts_path(it, "BTreeMap")).then(|| {
        quote!(
            use std::collections::BTreeMap;
        )
    });
    let types = items.iter().any(|it| starts_path(it, "types")).then(|| {
        quote!(
            use crate::types;
        )
    });
    quote!(#map #types)
}

/// Whether the name stands somewhere as the start of a path or of a generic type: `types::Keyword`, `BTreeMap<…>`.
pub(super) fn starts_path(tokens: &TokenStream, name: &str) -> bool {
    let (mut candidate, mut colon, mut after_colons) = (false, false, false);
    for token in tokens.clone() {
        match &token {
            TokenTree::Punct(it) => {
                let first_colon = it.as_char() == ':' && it.spacing() == Spacing::Joint;
                if candidate && (it.as_char() == '<' || first_colon) {
                    return true;
                }
                (candidate, colon, after_colons) = (false, first_colon, colon && it.as_char() == ':');
            }
            TokenTree::Ident(it) => {
                (candidate, colon, after_colons) = (*it == name && !after_colons, false, false);
            }
            TokenTree::Group(it) if starts_path(&it.stream(), name) => return true,
            TokenTree::Group(_) | TokenTree::Literal(_) => (candidate, colon, after_colons) = (false, false, false),
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_start_of_a_path_is_a_mention() {
        for (tokens, mentioned) in [
            (quote!(fn f(it: types::Keyword)), true),
            (quote!(Vec<types::Keyword>), true),
            (quote!(crate::types::Keyword), false),
            (quote!(fn types(self)), false),
            (quote!(self.types), false),
            (quote!(fn f(types: Vec<String>)), false),
            (quote!(fn f(it: BTreeMap<String, types>)), false),
            (quote!(let a = [|| { types::A }];), true),
        ] {
            assert_eq!(starts_path(&tokens, "types"), mentioned, "{tokens}");
        }
    }
}
