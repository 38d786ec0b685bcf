//! The way through fields to a value: a list of steps as an expression, of a reference or of the value itself.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Presence, Step};

/// What a way has led to so far: a place in a value, or an `Option` of a reference.
#[derive(Debug)]
pub enum FieldAccess {
    /// It is there.
    Place(TokenStream),
    /// It may be missing.
    Option(TokenStream),
}

impl FieldAccess {
    /// On through fields.
    pub fn follow(self, steps: &[Step]) -> Self {
        steps.iter().fold(self, |found, Step { field, presence, .. }| match (found, presence) {
            (Self::Place(it), Presence::Required) => Self::Place(quote!(#it.#field)),
            (Self::Place(it), presence) => {
                let look = look(*presence);
                Self::Option(quote!(#it.#field #look))
            }
            (Self::Option(it), Presence::Required) => Self::Option(quote!(#it.map(|it| &it.#field))),
            (Self::Option(it), presence) => {
                let look = look(*presence);
                Self::Option(quote!(#it.and_then(|it| it.#field #look)))
            }
        })
    }

    /// On to the first item of the list that was found.
    pub fn first(self) -> Self {
        match self {
            Self::Place(it) => Self::Option(quote!(#it.first())),
            Self::Option(it) => Self::Option(quote!(#it.and_then(|it| it.first()))),
        }
    }

    /// An `Option` of a reference to what is at the end of the fields; `text` is for a `String` as `&str`.
    pub fn reference(self, steps: &[Step], text: bool) -> TokenStream {
        let Some((Step { field, presence, .. }, before)) = steps.split_last().filter(|_| text) else {
            return match self.follow(steps) {
                Self::Place(it) if text => quote!(Some(#it.as_str())),
                Self::Place(it) => quote!(Some(&#it)),
                Self::Option(it) if text => quote!(#it.map(String::as_str)),
                Self::Option(it) => it,
            };
        };
        match (self.follow(before), presence) {
            (Self::Place(it), Presence::Required) => quote!(Some(#it.#field.as_str())),
            (Self::Place(it), Presence::Tristate) => quote!(#it.#field.get().map(String::as_str)),
            (Self::Place(it), _) => quote!(#it.#field.as_deref()),
            (Self::Option(it), Presence::Required) => quote!(#it.map(|it| it.#field.as_str())),
            (Self::Option(it), Presence::Tristate) => quote!(#it.and_then(|it| it.#field.get()).map(String::as_str)),
            (Self::Option(it), _) => quote!(#it.and_then(|it| it.#field.as_deref())),
        }
    }
}

/// Whether [`FieldAccess::reference`] of these fields only looks at a field: `as_ref` and the like, and no closure.
pub fn is_look(steps: &[Step]) -> bool {
    let Some((last, before)) = steps.split_last() else { return true };
    last.presence != Presence::Tristate && before.iter().all(|it| it.presence == Presence::Required)
}

/// The value's place, or the reference to it where the last step may be missing.
pub fn place(root: &TokenStream, steps: &[Step]) -> TokenStream {
    steps.iter().fold(root.clone(), |way, Step { field, presence, .. }| match presence {
        Presence::Required => quote!(#way.#field),
        Presence::Nullable | Presence::Optional => quote!(#way.#field.as_ref()?),
        Presence::Tristate => quote!(#way.#field.get()?),
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
    fn check(way: &[(&str, Presence)], text: &str, optional: &str, owned: &str) {
        let (root, steps) = (quote!(page), steps(way));
        let spaceless = |tokens: TokenStream| tokens.to_string().replace(' ', "");
        assert_eq!(spaceless(FieldAccess::Place(root.clone()).reference(&steps, true)), text.replace(' ', ""));
        assert_eq!(spaceless(FieldAccess::Place(root.clone()).reference(&steps, false)), optional.replace(' ', ""));
        assert_eq!(spaceless(owned_or_default(&root, &steps)), owned.replace(' ', ""));
    }

    #[test]
    fn a_way_is_one_expression() {
        use Presence::{Nullable, Optional, Required, Tristate};
        check(&[], "Some(page.as_str())", "Some(&page)", "page");
        check(&[("data", Required)], "Some(page.data.as_str())", "Some(&page.data)", "page.data");
        check(&[("data", Optional)], "page.data.as_deref()", "page.data.as_ref()", "page.data.unwrap_or_default()");
        check(
            &[("a", Required), ("b", Nullable), ("c", Required)],
            "page.a.b.as_ref().map(|it| it.c.as_str())",
            "page.a.b.as_ref().map(|it| &it.c)",
            "page.a.b.map(|it| it.c).unwrap_or_default()",
        );
        check(
            &[("a", Tristate), ("b", Tristate)],
            "page.a.get().and_then(|it| it.b.get()).map(String::as_str)",
            "page.a.get().and_then(|it| it.b.get())",
            "page.a.value().and_then(|it| it.b.value()).unwrap_or_default()",
        );
    }

    #[test]
    fn a_list_stands_for_its_first_item() {
        use Presence::{Optional, Required};
        for (list, way, expected) in [
            (
                &[("errors", Required)][..],
                &[("message", Required)][..],
                "page.errors.first().map(|it|it.message.as_str())",
            ),
            (&[("errors", Required)], &[], "page.errors.first().map(String::as_str)"),
            (&[], &[("detail", Optional)], "page.first().and_then(|it|it.detail.as_deref())"),
            (
                &[("errors", Optional)],
                &[("message", Optional)],
                "page.errors.as_ref().and_then(|it|it.first()).and_then(|it|it.message.as_deref())",
            ),
        ] {
            let first = FieldAccess::Place(quote!(page)).follow(&steps(list)).first();
            let found = first.reference(&steps(way), true).to_string();
            assert_eq!(found.replace(' ', ""), expected.replace(' ', ""));
        }
    }
}
