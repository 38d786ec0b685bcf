//! A short program with one real operation of the API, for the README and the crate's own page.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::operations::call_of;
use super::type_ref::ident;
use crate::ir::{Api, ContentKind, Format, Operation, Outcome, Requirement, SchemeKind, SecurityScheme, TypeRef};

/// The program's text.
pub fn quick_start(api: &Api) -> String {
    let krate = crate_name(api);
    let operation = operation(api);
    let client = client(api, operation);
    let call = operation.map(call);
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
    let (marker, name) = (&operation.marker, call_of(operation, &operation.name));
    let arguments = arguments(operation)?;
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

/// `Client::from_env()`, or `Client::builder().api_key("…").build()`, with what the shown operation wants.
fn client(api: &Api, operation: Option<&Operation>) -> TokenStream {
    let needed = operation.map(|it| it.security.as_slice()).unwrap_or_default();
    if !api.servers.is_empty() && api.from_env().is_some_and(|(_, scheme)| suffices(needed, scheme)) {
        return quote!(Client::from_env());
    }
    let url = api.servers.is_empty().then(|| quote!(.base_url("https://api.example.com")));
    let credentials = credentials(api, needed).into_iter().map(|it| {
        let name = &it.name;
        if it.kind == SchemeKind::Basic { quote!(.#name("user", "password")) } else { quote!(.#name("…")) }
    });
    quote!(Client::builder() #url #(#credentials)* .build())
}

/// Whether that scheme alone is enough for one of the alternatives.
fn suffices(needed: &[Requirement], scheme: usize) -> bool {
    needed.is_empty() || needed.iter().any(|way| way.iter().all(|it| it.scheme == scheme))
}

/// The schemes of the alternative that asks for the fewest; a certificate is no credential of the builder's.
fn credentials<'a>(api: &'a Api, needed: &[Requirement]) -> Vec<&'a SecurityScheme> {
    let settable = |it: &Requirement| it.iter().all(|it| api.schemes[it.scheme].kind != SchemeKind::MutualTls);
    let fewest = needed.iter().min_by_key(|it| (!settable(it), it.len()));
    let schemes = fewest.into_iter().flatten().map(|it| &api.schemes[it.scheme]);
    schemes.filter(|it| it.kind != SchemeKind::MutualTls).collect()
}

/// The operation that is easiest to call, one that gives something to look at before all others, and one for which the
/// credential of the environment is enough.
fn operation(api: &Api) -> Option<&Operation> {
    let simple =
        |it: &&Operation| it.body.as_ref().is_none_or(|it| !it.required) && arguments(it).is_some() && !it.deprecated;
    let effort = |it: &&Operation| (it.method != "GET", it.params.iter().filter(|it| it.required).count());
    let usual = api.from_env().map(|it| it.1);
    let is_usual = |it: &Operation| usual.is_none_or(|usual| suffices(&it.security, usual));
    api.operations.iter().filter(simple).min_by_key(|it| (!has_value(it), !is_usual(it), effort(it)))
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
    let name = call_of(operation, &operation.name);
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
