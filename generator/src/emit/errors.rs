//! `src/errors.rs`: the one error type of the crate, the enum of what error responses hold, and the tables by which
//! operations read them.

use proc_macro2::TokenStream;
use quote::quote;

use super::access::{FieldAccess, is_look};
use super::docs::Text;
use super::features::of_any_feature;
use super::lints;
use super::module::Module;
use super::operations::{error_case, link, status_value, status_words};
use super::paths::Paths;
use super::type_ref::{Scope, type_ref};
use crate::ir::{
    Api, CodeAccess, ErrorBody, ErrorReader, ErrorTable, ErrorType, Operation, Status, TypeName, TypeRef, VariantName,
};

/// The module, which is there in every crate.
pub fn module(api: &Api) -> Module {
    let paths = Paths::of_crate();
    let mut items = vec![error(), bodies(api, &paths), details(api, &paths)];
    items.extend((!api.errors.readers.is_empty()).then(|| {
        quote!(
            type ResponseSpec = runtime::ResponseSpec<ErrorBody>;
        )
    }));
    items.extend(api.errors.readers.iter().map(|it| reader(api, it)));
    items.extend(api.errors.tables.iter().map(|it| table(api, it)));
    let runtime = quote!(
        use crate::runtime;
    );
    let docs = Text::sentence("The error type of all calls, and the documented bodies of error responses.");
    Module::new("src/errors.rs", docs, of_any_feature(api).into_iter().chain([paths.imports(), runtime]).chain(items))
}

fn error() -> TokenStream {
    quote! {
        /// The error of a call, one type for all operations. [`ErrorBody`] has the documented bodies of error responses.
        pub type Error = runtime::Error<ErrorBody>;
    }
}

fn bodies(api: &Api, paths: &Paths) -> TokenStream {
    let docs = Text::sentence("The documented bodies of error responses, with a variant for each type.");
    let allow = (!api.errors.bodies.is_empty()).then(lints::uneven_variants);
    let variants = api.errors.bodies.iter().map(|it| variant(api, it, paths));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #allow
        pub enum ErrorBody {
            #(#variants)*
        }
    }
}

/// How many operations a variant's documentation names.
const MOST_NAMED: usize = 5;

fn variant(api: &Api, body: &ErrorBody, paths: &Paths) -> TokenStream {
    let name = &body.variant;
    let ty = held(&body.ty, paths);
    let docs = Text::sentence(used(api, body));
    quote!(#docs #name(#ty),)
}

/// The type that the variant holds.
fn held(ty: &ErrorType, paths: &Paths) -> TokenStream {
    match ty {
        ErrorType::Value(ty) => type_ref(ty, Scope::File(paths)),
        ErrorType::Bytes => quote!(bytes::Bytes),
    }
}

/// Which calls have such a body, and with what status.
fn used(api: &Api, body: &ErrorBody) -> String {
    let has = |operation: &&Operation| {
        let contents = operation.error_responses().flat_map(|it| &it.contents);
        contents.into_iter().any(|it| ErrorType::of(it) == body.ty)
    };
    let users: Vec<_> = api.operations.iter().filter(has).collect();
    let mut statuses: Vec<Status> = users
        .iter()
        .flat_map(|it| it.error_responses())
        .filter(|response| response.contents.iter().any(|it| ErrorType::of(it) == body.ty))
        .map(|it| it.status)
        .collect();
    statuses.sort();
    statuses.dedup();
    let mut statuses: Vec<_> = statuses.into_iter().map(status_words).collect();
    let last = statuses.pop().unwrap_or_default();
    let statuses = match statuses.is_empty() {
        true => last,
        // It begins the sentence where it stands alone.
        false => format!("{} and {}", statuses.join(", "), last.replace("Any other", "any other")),
    };
    let calls = match users.as_slice() {
        all if all.len() == api.operations.len() && all.len() > 1 => "all calls".to_owned(),
        few if few.len() <= MOST_NAMED => {
            let links: Vec<_> = few.iter().map(|it| short_link(it)).collect();
            links.join(", ")
        }
        many => format!("{} calls", many.len()),
    };
    format!("{statuses} of {calls}.")
}

/// A call as a link: `get_feed`, or `Feeds::get` of a group.
fn short_link(operation: &Operation) -> String {
    match &operation.group {
        Some(_) => link(operation, &operation.name),
        None => format!("[`{0}`](crate::Client::{0})", operation.name),
    }
}

/// What the bodies say of themselves.
fn details(api: &Api, paths: &Paths) -> TokenStream {
    let ty = api.errors.code.as_ref().map_or_else(|| quote!(str), |it| code_type(it, paths));
    let of_type = |it: &&CodeAccess| Some(&it.ty) == api.errors.code.as_ref();
    let code = by_variant(api, paths, |body| body.code.iter().filter(of_type).collect(), Wanted::Reference);
    let code = code.map(|(value, any)| {
        quote! {
            fn code(&self) -> Option<&Self::Code> {
                match self {
                    #(#value)*
                    #any
                }
            }
        }
    });
    // Codes of one type are their own texts.
    let others = api.errors.bodies.iter().flat_map(|it| &it.code).any(|it| !of_type(&it));
    let text = by_variant(api, paths, |body| body.code.iter().collect(), Wanted::Text);
    let text = text.filter(|_| others).map(|(value, any)| {
        quote! {
            fn code_text(&self) -> Option<std::borrow::Cow<'_, str>> {
                match self {
                    #(#value)*
                    #any
                }
            }
        }
    });
    let message = by_variant(api, paths, |body| body.message.iter().collect(), Wanted::Reference);
    let message = message.map(|(value, any)| {
        quote! {
            fn message(&self) -> Option<&str> {
                match self {
                    #(#value)*
                    #any
                }
            }
        }
    });
    quote! {
        impl runtime::ErrorDetails for ErrorBody {
            type Code = #ty;
            #code
            #text
            #message
        }
    }
}

fn code_type(ty: &TypeRef, paths: &Paths) -> TokenStream {
    match ty {
        TypeRef::String => quote!(str),
        ty => type_ref(ty, Scope::File(paths)),
    }
}

/// What becomes of what a way leads to.
#[derive(Clone, Copy)]
enum Wanted {
    /// A reference to it.
    Reference,
    /// Its text, as a `Cow`.
    Text,
}

/// The alternative of a union in which a way begins.
type Within = Option<(TypeName, VariantName)>;

/// An arm for each variant that has what is asked for, or for each of its alternatives, and one for all others; nothing
/// where none has it.
fn by_variant<'a>(
    api: &'a Api,
    paths: &Paths,
    ways: impl Fn(&'a ErrorBody) -> Vec<&'a CodeAccess>,
    wanted: Wanted,
) -> Option<(Vec<TokenStream>, Option<TokenStream>)> {
    let mut arms = Vec::new();
    // A union has a variant for what fits no alternative, too.
    let mut complete = true;
    for body in &api.errors.bodies {
        let (name, groups) = (&body.variant, by_alternative(ways(body)));
        let is_nullable = groups.iter().flat_map(|(_, ways)| ways).any(|it| it.is_nullable);
        complete &= !groups.is_empty() && !is_nullable && groups.iter().all(|(within, _)| within.is_none());
        arms.extend(groups.into_iter().map(|(within, ways)| {
            let inside = within.as_ref().map_or_else(
                || quote!(it),
                |(union, variant)| {
                    let union = type_ref(&TypeRef::Named(union.clone()), Scope::File(paths));
                    quote!(#union::#variant(it))
                },
            );
            let inside = if is_nullable { quote!(Some(#inside)) } else { inside };
            let value = chained(&ways, wanted);
            quote!(Self::#name(#inside) => #value,)
        }));
    }
    (!arms.is_empty()).then(|| (arms, (!complete).then(|| quote!(_ => None,))))
}

/// The ways that begin in the same alternative, in the order of the first of each.
fn by_alternative(ways: Vec<&CodeAccess>) -> Vec<(&Within, Vec<&CodeAccess>)> {
    let mut groups: Vec<(&Within, Vec<&CodeAccess>)> = Vec::new();
    for way in ways {
        match groups.iter_mut().find(|(within, _)| **within == way.within) {
            Some((_, group)) => group.push(way),
            None => groups.push((&way.within, vec![way])),
        }
    }
    groups
}

/// The first of several `Option`s.
fn chained(ways: &[&CodeAccess], wanted: Wanted) -> TokenStream {
    let whole = ways.iter().fold(None, |before: Option<TokenStream>, access| {
        let way = way(access);
        let (value, is_cheap) = match wanted {
            Wanted::Reference => (way, access.list.is_none() && is_look(&access.steps)),
            Wanted::Text => (quote!(#way.map(|it| it.to_string().into())), false),
        };
        Some(match before {
            None => value,
            // Clippy wants no closure around what costs nothing (`unnecessary_lazy_evaluations`).
            Some(before) if is_cheap => quote!(#before.or(#value)),
            Some(before) => quote!(#before.or_else(|| #value)),
        })
    });
    whole.unwrap_or_else(|| quote!(None))
}

/// An `Option` of a reference to what is at the end of the way; a text is a `&str`.
fn way(access: &CodeAccess) -> TokenStream {
    let root = FieldAccess::Place(quote!(it));
    let start = access.list.iter().fold(root, |root, list| root.follow(list).first());
    start.reference(&access.steps, access.ty == TypeRef::String)
}

/// The function that makes a row of a table: the body is read alike whatever the status.
fn reader(api: &Api, reader: &ErrorReader) -> TokenStream {
    let ErrorReader { name, content, variant } = reader;
    let case = error_case(api, &quote!(status), content, &quote!(ErrorBody::#variant));
    quote! {
        const fn #name(status: runtime::Status) -> ResponseSpec {
            #case
        }
    }
}

fn table(api: &Api, table: &ErrorTable) -> TokenStream {
    let name = &table.name;
    let rows = table.cases.iter().map(|(status, reader)| {
        let (status, reader) = (status_value(*status), &api.errors.readers[*reader].name);
        quote!(#reader(#status))
    });
    quote! {
        pub(crate) const #name: &[ResponseSpec] = &[#(#rows),*];
    }
}
