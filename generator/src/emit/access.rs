//! The way through fields to a value: a list of steps as an expression. Three forms, by what the caller has:
//! a function that may return early, one that may not, and one that owns the whole.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Presence, Step};

/// A reference to the value, in a function that returns an `Option` of it; `text` is for a `String` as `&str`.
pub fn reference_or_return(root: &TokenStream, steps: &[Step], text: bool) -> TokenStream {
    let Some((Step { field, presence, .. }, before)) = steps.split_last() else {
        return quote!(Some(#root));
    };
    let owner = place(root, before);
    match presence {
        Presence::Required => quote!(Some(&#owner.#field)),
        Presence::Nullable | Presence::Optional if text => quote!(#owner.#field.as_deref()),
        Presence::Nullable | Presence::Optional => quote!(#owner.#field.as_ref()),
        Presence::Tristate if text => quote!(#owner.#field.get().map(String::as_str)),
        Presence::Tristate => quote!(#owner.#field.get()),
    }
}

/// The value's place, or the reference to it where the last step may be missing.
pub fn place(root: &TokenStream, steps: &[Step]) -> TokenStream {
    steps.iter().fold(root.clone(), |way, Step { field, presence, .. }| match presence {
        Presence::Required => quote!(#way.#field),
        Presence::Nullable | Presence::Optional => quote!(#way.#field.as_ref()?),
        Presence::Tristate => quote!(#way.#field.get()?),
    })
}

/// A reference to the value as an `Option`.
pub fn optional_reference(root: &TokenStream, steps: &[Step]) -> TokenStream {
    let Some(first_gap) = steps.iter().position(|it| it.presence != Presence::Required) else {
        let fields = steps.iter().map(|it| &it.field);
        return quote!(Some(&#root #(.#fields)*));
    };
    let fields = steps[..=first_gap].iter().map(|it| &it.field);
    let look = look(steps[first_gap].presence);
    let start = quote!(#root #(.#fields)* #look);
    steps[first_gap + 1..].iter().fold(start, |way, Step { field, presence, .. }| match presence {
        Presence::Required => quote!(#way.map(|it| &it.#field)),
        Presence::Nullable | Presence::Optional | Presence::Tristate => {
            let look = self::look(*presence);
            quote!(#way.and_then(|it| it.#field #look))
        }
    })
}

/// From a reference to what may be missing to an `Option` of a reference.
fn look(presence: Presence) -> TokenStream {
    match presence {
        Presence::Required => TokenStream::new(),
        Presence::Nullable | Presence::Optional => quote!(.as_ref()),
        Presence::Tristate => quote!(.get()),
    }
}

/// The value itself, taken out of the whole; its default where it is missing.
pub fn owned_or_default(root: &TokenStream, steps: &[Step]) -> TokenStream {
    let mut way = root.clone();
    let mut may_be_missing = false;
    for Step { field, presence, .. } in steps {
        let option = match presence {
            Presence::Tristate => quote!(.value()),
            Presence::Required | Presence::Nullable | Presence::Optional => TokenStream::new(),
        };
        way = match (may_be_missing, presence) {
            (false, _) => quote!(#way.#field #option),
            (true, Presence::Required) => quote!(#way.map(|it| it.#field)),
            (true, _) => quote!(#way.and_then(|it| it.#field #option)),
        };
        may_be_missing |= *presence != Presence::Required;
    }
    if may_be_missing { quote!(#way.unwrap_or_default()) } else { way }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{FieldName, TypeName};

    fn steps(way: &[(&str, Presence)]) -> Vec<Step> {
        let owner = TypeName::new("Page");
        way.iter()
            .map(|&(field, presence)| Step { field: FieldName::new(field), presence, owner: owner.clone() })
            .collect()
    }

    #[track_caller]
    fn check(way: &[(&str, Presence)], early: &str, optional: &str, owned: &str) {
        let (root, steps) = (quote!(page), steps(way));
        let spaceless = |tokens: TokenStream| tokens.to_string().replace(' ', "");
        assert_eq!(spaceless(reference_or_return(&root, &steps, true)), early.replace(' ', ""));
        assert_eq!(spaceless(optional_reference(&root, &steps)), optional.replace(' ', ""));
        assert_eq!(spaceless(owned_or_default(&root, &steps)), owned.replace(' ', ""));
    }

    #[test]
    fn a_way_is_one_expression() {
        use Presence::{Nullable, Optional, Required, Tristate};
        check(&[], "Some(page)", "Some(&page)", "page");
        check(&[("data", Required)], "Some(&page.data)", "Some(&page.data)", "page.data");
        check(&[("data", Optional)], "page.data.as_deref()", "page.data.as_ref()", "page.data.unwrap_or_default()");
        check(
            &[("a", Required), ("b", Nullable), ("c", Required)],
            "Some(&page.a.b.as_ref()?.c)",
            "page.a.b.as_ref().map(|it| &it.c)",
            "page.a.b.map(|it| it.c).unwrap_or_default()",
        );
        check(
            &[("a", Tristate), ("b", Tristate)],
            "page.a.get()?.b.get().map(String::as_str)",
            "page.a.get().and_then(|it| it.b.get())",
            "page.a.value().and_then(|it| it.b.value()).unwrap_or_default()",
        );
    }
}
