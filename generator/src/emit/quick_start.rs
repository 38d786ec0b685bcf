//! A short program with one real operation of the API, for the README and the crate's own page.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::type_ref::ident;
use crate::ir::{Api, ContentKind, Format, Operation, Outcome, SchemeKind, TypeRef};

/// The program's text.
pub fn quick_start(api: &Api) -> String {
    let krate = crate_name(api);
    let client = client(api);
    let call = operation(api).map(call);
    let tokens = quote! {
        use #krate::Client;

        async fn example() -> Result<(), #krate::Error> {
            let client = #client?;
            #call
            Ok(())
        }
    };
    program(tokens)
}

/// The text of an example program.
pub fn program(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).expect("the program above is Rust"))
}

/// The same operation against the mock server.
pub fn mock_start(api: &Api) -> Option<String> {
    let krate = crate_name(api);
    let operation = operation(api)?;
    let (marker, name, arguments) = (&operation.marker, &operation.name, arguments(operation)?);
    let tokens = quote! {
        use #krate::mock::Server;
        use #krate::operations::#marker;

        async fn example() -> Result<(), Box<dyn std::error::Error>> {
            let server = Server::start().await?;
            server.expect::<#marker>().status(503).forever();
            let error = server.client()?.#name(#(#arguments),*).await.unwrap_err();
            assert_eq!(error.status().unwrap(), 503);
            println!("{:?}", server.requests());
            server.verify()?;
            Ok(())
        }
    };
    Some(program(tokens))
}

/// The crate as Rust names it.
pub fn crate_name(api: &Api) -> Ident {
    ident(&api.package.library)
}

/// `Client::from_env()`, or `Client::builder().api_key("…").build()`.
fn client(api: &Api) -> TokenStream {
    let token = api.schemes.iter().any(|it| !matches!(it.kind, SchemeKind::Basic | SchemeKind::MutualTls));
    if api.package.auth_env.is_some() && token && !api.servers.is_empty() {
        return quote!(Client::from_env());
    }
    let url = api.servers.is_empty().then(|| quote!(.base_url("https://api.example.com")));
    let credential = api.schemes.iter().find(|it| it.kind != SchemeKind::MutualTls).map(|it| {
        let name = &it.name;
        if it.kind == SchemeKind::Basic { quote!(.#name("user", "password")) } else { quote!(.#name("…")) }
    });
    quote!(Client::builder() #url #credential.build())
}

/// The operation that is easiest to call, one that gives something to look at before all others.
fn operation(api: &Api) -> Option<&Operation> {
    let simple =
        |it: &&Operation| it.body.as_ref().is_none_or(|it| !it.required) && arguments(it).is_some() && !it.deprecated;
    let effort = |it: &&Operation| (it.method != "GET", it.params.iter().filter(|it| it.required).count());
    api.operations.iter().filter(simple).min_by_key(|it| (!has_value(it), effort(it)))
}

/// Whether the operation gives a value that can be printed, no stream of them.
fn has_value(operation: &Operation) -> bool {
    match &operation.output {
        Outcome::None => false,
        Outcome::Single { kind, .. } => matches!(kind, ContentKind::Json | ContentKind::Xml | ContentKind::Text),
        Outcome::Enum { .. } => true,
    }
}

fn call(operation: &Operation) -> TokenStream {
    let name = &operation.name;
    let arguments = arguments(operation).unwrap_or_default();
    if !has_value(operation) {
        return quote!(client.#name(#(#arguments),*).await?;);
    }
    quote! {
        let found = client.#name(#(#arguments),*).await?;
        println!("{found:?}");
    }
}

/// A value for each required parameter; none where one is not a plain scalar.
fn arguments(operation: &Operation) -> Option<Vec<TokenStream>> {
    let required = operation.params.iter().filter(|it| it.required);
    required
        .map(|param| match param.ty {
            TypeRef::String => Some(quote!("…")),
            TypeRef::Format(format) if !matches!(format, Format::Base64 | Format::File) => Some(quote!("…")),
            TypeRef::I32 | TypeRef::I64 | TypeRef::U32 | TypeRef::U64 => Some(quote!(42)),
            TypeRef::F64 => Some(quote!(1.5)),
            TypeRef::Bool => Some(quote!(true)),
            _ => None,
        })
        .collect()
}
