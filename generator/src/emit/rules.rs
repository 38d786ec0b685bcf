//! `src/rules.rs`, behind the feature `test-util`: what the document says of each operation's requests, for the server
//! for tests. Values are read as the types that the client sends, so that nothing is said a second time.

use proc_macro2::{TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::Module;
use super::docs::Text;
use super::imports::imports;
use super::operations::{field, line, spec};
use super::type_ref::{Scope, type_ref};
use crate::ir::{Api, BodyContent, BodyKind, Field, Format, Operation, PageStyle, Param, Presence, Shape, TypeRef};

/// The module.
pub fn module(api: &Api) -> Module {
    let operations = api.operations.iter().map(|it| rules(api, it));
    let table = quote! {
        /// What the document says of requests.
        pub(crate) static RULES: &[Rules] = &[#(#operations),*];
    };
    let listed = api.types.iter().filter_map(|def| match &def.shape {
        Shape::Enum(it) => {
            let (name, fallback) = (&def.name, &it.fallback);
            Some(quote! {
                impl Listed for types::#name {
                    fn is_listed(&self) -> bool {
                        !matches!(self, Self::#fallback(_))
                    }
                }
            })
        }
        _ => None,
    });
    let items: Vec<_> = [table].into_iter().chain(listed).collect();
    let imports = imports(&items);
    let uses = |name: &str| items.iter().any(|it| mentions(it, name)).then(|| format_ident!("{name}"));
    let names: Vec<_> =
        ["BodyRule", "Listed", "Looks", "ParamRule", "Reads", "Rules"].map(uses).into_iter().flatten().collect();
    let readers = uses("fake_rules").map(|it| quote!(use crate::runtime::#it;));
    let specs = uses("ParamRule").map(|_| {
        quote!(
            use crate::runtime;
        )
    });
    let runtime = quote! {
        #specs
        #readers
        use crate::runtime::fake_rules::{#(#names),*};
    };
    let docs = Text::sentence("What the server for tests holds requests against.");
    Module::new("src/rules.rs", docs, [imports, runtime].into_iter().chain(items))
}

fn rules(api: &Api, operation: &Operation) -> TokenStream {
    let Operation { id, .. } = operation;
    let pointer = operation.pointer.to_string();
    let params = operation.params.iter().map(|it| param(api, it));
    let bodies = operation.body.iter().flat_map(|it| &it.contents).map(|it| body(api, it));
    let style = operation.pagination.as_ref().map(|it| &it.style);
    let links = matches!(style, Some(PageStyle::LinkHeader | PageStyle::NextUrl { .. }));
    quote! {
        Rules { operation: #id, pointer: #pointer, links: #links, params: &[#(#params),*], bodies: &[#(#bodies),*] }
    }
}

fn param(api: &Api, param: &Param) -> TokenStream {
    let Param { required, .. } = param;
    let pointer = param.pointer.to_string();
    let spec = spec(param);
    let looks = format_ident!("{}", looks(api, &param.ty, 0));
    let ty = type_ref(&param.ty, Scope::Crate);
    quote! {
        ParamRule {
            spec: #spec,
            required: #required,
            pointer: #pointer,
            looks: Looks::#looks,
            reads: fake_rules::texts::<#ty>,
        }
    }
}

/// Whether the name stands there.
fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(it) => it == name,
        TokenTree::Group(it) => mentions(&it.stream(), name),
        _ => false,
    })
}

/// How the text of a parameter is to be taken apart.
fn looks(api: &Api, ty: &TypeRef, depth: u8) -> &'static str {
    match ty {
        TypeRef::List(_) => "List",
        TypeRef::Map(_) => "Members",
        TypeRef::Json => "Free",
        TypeRef::Option(it) | TypeRef::Boxed(it) => looks(api, it, depth),
        TypeRef::Named(name) => match &api.type_def(name).shape {
            Shape::Struct(_) => "Members",
            Shape::Tuple(_) => "List",
            Shape::Union(it) if depth < 16 => {
                let mut variants = it.variants.iter().map(|it| looks(api, &it.ty, depth + 1));
                if variants.any(|it| matches!(it, "Members" | "Free")) { "Free" } else { "Any" }
            }
            Shape::Enum(_) | Shape::Constant(_) => "One",
            Shape::Alias(it) | Shape::Newtype(it) if depth < 16 => looks(api, it, depth + 1),
            Shape::Alias(_) | Shape::Newtype(_) | Shape::Union(_) => "Free",
        },
        _ => "One",
    }
}

fn body(api: &Api, content: &BodyContent) -> TokenStream {
    let BodyContent { media_type, twins, ty, .. } = content;
    let pointer = content.pointer.to_string();
    let media_types = [media_type].into_iter().chain(twins);
    let named = type_ref(ty, Scope::Crate);
    let reads = match &content.kind {
        BodyKind::Json => quote!(Json(fake_rules::json::<#named>)),
        BodyKind::JsonLines => {
            let line = type_ref(line(ty), Scope::Crate);
            quote!(Lines(fake_rules::json::<#line>))
        }
        BodyKind::Form(encodings) if encodings.is_empty() => quote!(Form(fake_rules::texts::<#named>)),
        BodyKind::Multipart(parts) => {
            let more = parts.iter().any(|part| part.property.is_none());
            let named = parts.iter().filter_map(|part| {
                let (name, field) = (part.property.as_ref()?, field(api, ty, part));
                let required = field.is_some_and(|it| it.presence == Presence::Required && !may_be_empty(it));
                Some(quote!((#name, #required)))
            });
            quote!(Parts(&[#(#named),*], #more))
        }
        BodyKind::Text if is_text(ty) => quote!(Text),
        BodyKind::Form(_) | BodyKind::Text | BodyKind::Bytes | BodyKind::Xml => quote!(Bytes),
    };
    quote! {
        BodyRule {
            media_types: &[#(#media_types),*],
            pointer: #pointer,
            reads: Reads::#reads,
        }
    }
}

/// A list without items has no part.
fn may_be_empty(field: &Field) -> bool {
    matches!(field.ty, TypeRef::List(_))
}

fn is_text(ty: &TypeRef) -> bool {
    matches!(ty, TypeRef::String | TypeRef::Format(Format::Date | Format::DateTime | Format::Uuid | Format::Uri))
}
