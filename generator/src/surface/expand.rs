//! Expands the runtime's macros for types and calls as far as users can name the result: a parsed source has the calls, not their
//! expansions.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, Ident, Item, Lit, Path, Token, Type, Visibility, braced, parenthesized};

/// The text of a generated file of types with the type definitions in place of the macro calls, and without impls: the
/// items that derives would be on.
///
/// # Errors
///
/// Fails if the file is not Rust or a call does not match its macro.
pub fn definitions(text: &str) -> Result<String, String> {
    let message = |error: syn::Error| error.to_string();
    let mut file = syn::parse_file(text).map_err(message)?;
    let mut items = Vec::new();
    for item in file.items {
        match &item {
            Item::Macro(it) => items.extend(expand(it).map_err(message)?),
            _ => items.push(item),
        }
    }
    items.retain(|it| !matches!(it, Item::Impl(_)));
    file.items = items;
    Ok(prettyplease::unparse(&file))
}

/// The items that a call expands to; `None` if the macro is not one of the runtime's.
///
/// # Errors
///
/// Fails if the call does not match the macro.
pub(super) fn expand(call: &syn::ItemMacro) -> syn::Result<Vec<Item>> {
    let name = call.mac.path.segments.last().map(|it| it.ident.to_string()).unwrap_or_default();
    let tokens = call.mac.tokens.clone();
    let text = match name.as_str() {
        // What is in the braces is the definition itself.
        "call" | "paginated_call" => tokens,
        "object" => object.parse2(tokens)?,
        "string_enum" => (|input: ParseStream<'_>| enumeration(input, &quote!(String))).parse2(tokens)?,
        "integer_enum" => (|input: ParseStream<'_>| enumeration(input, &quote!(i64))).parse2(tokens)?,
        "mixed_enum" => (|input: ParseStream<'_>| enumeration(input, &quote!(serde_json::Value))).parse2(tokens)?,
        "one_of" => one_of.parse2(tokens)?,
        "single_value" => single_value.parse2(tokens)?,
        "positions" => positions.parse2(tokens)?,
        "wrapper" => wrapper.parse2(tokens)?,
        _ => return Ok(Vec::new()),
    };
    syn::parse2::<syn::File>(text).map(|it| it.items)
}

/// `#[…] pub struct Name`.
fn head(input: ParseStream<'_>) -> syn::Result<(Vec<Attribute>, Ident)> {
    let attributes = Attribute::parse_outer(input)?;
    input.parse::<Visibility>()?;
    if input.peek(Token![struct]) {
        input.parse::<Token![struct]>()?;
    } else {
        input.parse::<Token![enum]>()?;
    }
    Ok((attributes, input.parse()?))
}

fn object(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let (attributes, name) = head(input)?;
    let body;
    braced!(body in input);
    let mut fields = Vec::new();
    while !body.is_empty() {
        if body.parse::<Option<Token![;]>>()?.is_none() {
            fields.push(field(&body)?);
        }
    }
    let (mut methods, mut default) = (Vec::new(), None);
    while !input.is_empty() {
        match input.parse::<Ident>()?.to_string().as_str() {
            "default" => {
                assigned(input)?;
                default = Some(quote!(impl Default for #name {}));
            }
            "new" if input.peek(Token![=]) => {
                assigned(input)?;
                methods.push(quote!(
                    pub fn new() -> Self {}
                ));
            }
            "new" => {
                let arguments;
                parenthesized!(arguments in input);
                let arguments: TokenStream = arguments.parse()?;
                skipped(input)?;
                methods.push(quote!(pub fn new(#arguments) -> Self {}));
            }
            "setters" => {
                let list;
                braced!(list in input);
                while !list.is_empty() {
                    methods.push(setter(&list)?);
                }
            }
            _ => skipped(input)?,
        }
    }
    Ok(quote! {
        #(#attributes)*
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }
        impl #name { #(#methods)* }
        #default
    })
}

/// `pub id: i64 = required "id",`, or the map of additional members.
fn field(body: ParseStream<'_>) -> syn::Result<TokenStream> {
    let further = body.parse::<Option<Token![..]>>()?.is_some();
    let attributes = Attribute::parse_outer(body)?;
    body.parse::<Visibility>()?;
    let name: Ident = body.parse()?;
    body.parse::<Token![:]>()?;
    let ty: Type = body.parse()?;
    if !further {
        body.parse::<Token![=]>()?;
        while body.parse::<Option<Ident>>()?.is_some() {}
        body.parse::<Lit>()?;
        if body.parse::<Option<Token![,]>>()?.is_none() {
            body.parse::<Token![;]>()?;
        }
    }
    Ok(quote!(#(#attributes)* pub #name: #ty))
}

/// `id(id: i64) = id;`, or with a type parameter.
fn setter(list: ParseStream<'_>) -> syn::Result<TokenStream> {
    let attributes = Attribute::parse_outer(list)?;
    let name: Ident = list.parse()?;
    let generics: syn::Generics = list.parse()?;
    let argument;
    parenthesized!(argument in list);
    let argument: TokenStream = argument.parse()?;
    list.parse::<Token![=]>()?;
    list.parse::<Expr>()?;
    list.parse::<Token![;]>()?;
    Ok(quote!(#(#attributes)* pub fn #name #generics (mut self, #argument) -> Self {}))
}

/// `= Self::new;`
fn assigned(input: ParseStream<'_>) -> syn::Result<()> {
    input.parse::<Token![=]>()?;
    input.parse::<Path>()?;
    input.parse::<Token![;]>().map(drop)
}

/// `{ … }`
fn skipped(input: ParseStream<'_>) -> syn::Result<()> {
    let body;
    braced!(body in input);
    body.parse::<TokenStream>().map(drop)
}

fn enumeration(input: ParseStream<'_>, held: &TokenStream) -> syn::Result<TokenStream> {
    let (attributes, name) = head(input)?;
    let body;
    braced!(body in input);
    let mut variants = Vec::new();
    while !body.peek(Token![..]) {
        let attributes = Attribute::parse_outer(&body)?;
        let variant: Ident = body.parse()?;
        body.parse::<Token![=]>()?;
        body.parse::<Expr>()?;
        body.parse::<Token![,]>()?;
        variants.push(quote!(#(#attributes)* #variant));
    }
    body.parse::<Token![..]>()?;
    let fallback: Ident = body.parse()?;
    Ok(quote! {
        #(#attributes)*
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #fallback(#held) }
    })
}

fn one_of(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let (attributes, name) = head(input)?;
    input.parse::<Ident>()?;
    input.parse::<Ident>()?;
    let choice;
    parenthesized!(choice in input);
    choice.parse::<TokenStream>()?;
    let body;
    braced!(body in input);
    let (mut variants, mut taken) = (Vec::new(), Vec::<Type>::new());
    while !body.peek(Token![..]) {
        let attributes = Attribute::parse_outer(&body)?;
        let variant: Ident = body.parse()?;
        let held;
        parenthesized!(held in body);
        let held: Type = held.parse()?;
        body.parse::<Token![=]>()?;
        body.parse::<Lit>()?;
        while let Some(word) = body.parse::<Option<Ident>>()? {
            if word == "tag" {
                body.parse::<Lit>()?;
                continue;
            }
            taken.push(body.parse()?);
            while body.parse::<Option<Token![,]>>()?.is_some() {
                taken.push(body.parse()?);
            }
        }
        body.parse::<Token![;]>()?;
        variants.push(quote!(#(#attributes)* #variant(#held)));
    }
    body.parse::<Token![..]>()?;
    let fallback: Ident = body.parse()?;
    Ok(quote! {
        #(#attributes)*
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #fallback(serde_json::Value) }
        #(impl From<#taken> for #name {})*
    })
}

fn single_value(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let (attributes, name) = head(input)?;
    input.parse::<Token![=]>()?;
    input.parse::<Expr>()?;
    input.parse::<Token![;]>()?;
    Ok(quote!(#(#attributes)* #[derive(Default)] pub struct #name;))
}

fn positions(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let (attributes, name) = head(input)?;
    let items;
    parenthesized!(items in input);
    let mut types = Vec::<Type>::new();
    while !items.is_empty() {
        items.parse::<Option<Token![..]>>()?;
        items.parse::<Ident>()?;
        items.parse::<Lit>()?;
        items.parse::<Token![:]>()?;
        types.push(items.parse()?);
        items.parse::<Option<Token![,]>>()?;
    }
    input.parse::<Token![;]>()?;
    Ok(quote!(#(#attributes)* pub struct #name(#(pub #types),*);))
}

fn wrapper(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let (attributes, name) = head(input)?;
    let held;
    parenthesized!(held in input);
    let held: Type = held.parse()?;
    input.parse::<Token![;]>()?;
    Ok(quote! {
        #(#attributes)*
        pub struct #name(pub #held);
        impl From<#held> for #name {}
    })
}
