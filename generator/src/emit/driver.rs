//! `examples/drive`: a program that calls operations by name, JSON lines in and JSON lines out. What depends on
//! the API is one short function per operation and a table of them; everything else is text of our own.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs::Text;
use super::module::Module;
use super::operations::{Method, argument_type, body_type, call_of, is_bytes, methods};
use super::paths::Paths;
use super::quick_start::crate_name;
use crate::ir::{
    Api, BodyContent, ContentKind, ErrorType, Operation, Outcome, OutcomeVariant, Param, ParamLocation, RuntimePart,
    SchemeKind, TypeName,
};

/// The program, the same in every crate.
pub const MAIN: &str = include_str!("driver/main.rs");
/// What the functions below stand on, the same in every crate.
pub const SUPPORT: &str = include_str!("driver/support.rs");

/// `examples/drive/operations.rs`.
pub fn module(api: &Api) -> Module {
    let krate = crate_name(api);
    // A document may have nothing but schemas or webhooks.
    let support = match api.operations.is_empty() {
        true => quote!(Start),
        false => quote!(Args, Pending, Start, Usage),
    };
    let imports = quote! {
        pub use #krate as api;

        use api::{Client, ClientBuilder, ErrorBody};
        use serde_json::Value;

        use super::support::{self, #support};
    };
    let paths = Paths::of_program();
    let calls: Vec<_> = api.operations.iter().flat_map(|it| items(api, it, &paths)).collect();
    let head = [imports, paths.imports(), drive(), table(api), with_key(api), error_body(api)];
    let head = head.into_iter().chain(events(api));
    let docs = Text::sentence("Every operation of the API by its name, with arguments and outcome as JSON.");
    Module::new("examples/drive/operations.rs", docs, head.chain(calls))
}

fn drive() -> TokenStream {
    quote! {
        /// Calls the operation; the outcome is `{"status": …, "value": …}` or `{"status": …, "error": …}`.
        pub async fn drive(client: &Client, operation: &str, args: Value) -> Value {
            match support::start(CALLS, client, operation, args) {
                Ok(pending) => pending.await,
                Err(usage) => usage.outcome(),
            }
        }
    }
}

fn table(api: &Api) -> TokenStream {
    let rows = api.operations.iter().map(|it| {
        let (id, function) = (&it.id, function("call", it));
        quote!((#id, #function))
    });
    quote! {
        const CALLS: &[(&str, Start)] = &[#(#rows),*];
    }
}

/// Gives one key to every scheme of the document.
fn with_key(api: &Api) -> TokenStream {
    let setters: Vec<_> = api
        .schemes
        .iter()
        .filter(|it| it.kind != SchemeKind::MutualTls)
        .map(|it| {
            let name = &it.name;
            match it.kind {
                SchemeKind::Basic => quote!(.#name(support::user(key), support::password(key))),
                _ => quote!(.#name(key)),
            }
        })
        .collect();
    let key = if setters.is_empty() { format_ident!("_key") } else { format_ident!("key") };
    quote! {
        /// Sets the key for every scheme; for HTTP Basic it is `user:password`.
        pub fn with_key(builder: ClientBuilder, #key: &str) -> ClientBuilder {
            builder #(#setters)*
        }
    }
}

/// `call_update_keyword`.
fn function(kind: &str, operation: &Operation) -> Ident {
    // A name that begins with a digit has an underscore in front of it, which is one too many here.
    match &operation.group {
        // Two groups may have methods of one name, and no two operations have one marker.
        Some(_) => format_ident!("{kind}_{}", operation.marker.as_str()),
        None => format_ident!("{kind}_{}", operation.name.as_str().trim_start_matches('_')),
    }
}

fn named_after_marker(operation: &Operation) -> Option<TokenStream> {
    let is = operation.group.is_some();
    is.then(|| quote!(#[allow(non_snake_case, reason = "it is called after a type")]))
}

fn items(api: &Api, operation: &Operation, paths: &Paths) -> Vec<TokenStream> {
    [call(api, operation, paths)].into_iter().chain(own_output(operation, paths)).collect()
}

fn call(api: &Api, operation: &Operation, paths: &Paths) -> TokenStream {
    let name = function("call", operation);
    let setters: Vec<_> = setters(api, operation, paths).collect();
    let (media_types, sent): (Vec<_>, Vec<_>) = shared_methods(operation).unzip();
    let mutable = (!setters.is_empty() || !sent.is_empty()).then(|| quote!(mut));
    let started = started(api, operation, paths);
    let output = output(operation);
    let finish = format_ident!("{}", if operation.paging().is_some() { "finish_list" } else { "finish" });
    let deprecated = operation.deprecated || operation.params.iter().any(|it| it.deprecated && !it.required);
    let snake = named_after_marker(operation);
    let expect = deprecated.then(|| quote!(#[expect(deprecated, reason = "what is deprecated can still be called")]));
    quote! {
        #expect
        #snake
        fn #name(client: &Client, args: &mut Args) -> Result<Pending, Usage> {
            #(#media_types)*
            let #mutable call = #started;
            #(#setters)*
            #(#sent)*
            args.#finish(call, #output)
        }
    }
}

/// Media types that share a method: their names among the arguments, and the header that says which one is meant.
fn shared_methods(operation: &Operation) -> impl Iterator<Item = (TokenStream, TokenStream)> {
    let contents = operation.body.iter().flat_map(|it| &it.contents).filter(|it| !it.equivalent_media_types.is_empty());
    contents.enumerate().map(|(index, it)| {
        let (media_type, key) = (format_ident!("media_type_{index}"), body_key(operation, it));
        let names = it.equivalent_media_types.iter().map(|media_type| {
            let other = format!("body.{media_type}");
            // A range is no type to send.
            let sent = if media_type.contains('*') { &it.media_type } else { media_type };
            quote!((#other, #sent))
        });
        let found = quote!(let #media_type = args.media_type(#key, &[#(#names),*]););
        (found, quote!(if let Some(media_type) = #media_type { call = call.with_header("content-type", media_type); }))
    })
}

/// The call with what is required; of several methods the one whose body is given.
fn started(api: &Api, operation: &Operation, paths: &Paths) -> TokenStream {
    let mut methods = methods(operation);
    let others = methods.split_off(1);
    let preferred = methods.iter().map(|it| method_call(api, operation, it, paths));
    let others = others.iter().filter_map(|it| {
        let key = body_key(operation, it.body?);
        let call = method_call(api, operation, it, paths);
        Some(quote!(if args.has(#key) { #call } else))
    });
    let others: Vec<_> = others.collect();
    if others.is_empty() { quote!(#(#preferred)*) } else { quote!(#(#others)* { #(#preferred)* }) }
}

fn method_call(api: &Api, operation: &Operation, method: &Method<'_>, paths: &Paths) -> TokenStream {
    let params = method.params.iter().map(|it| {
        let (key, ty) = (key(operation, it), argument_type(it, paths));
        quote!(args.required::<#ty>(#key)?)
    });
    let body = method.body.map(|it| {
        let key = body_key(operation, it);
        if is_bytes(it) {
            return quote!(args.required_bytes(#key)?);
        }
        let ty = body_type(api, it, paths);
        quote!(args.required::<#ty>(#key)?)
    });
    let arguments = params.chain(body);
    let method = call_of(operation, method.name);
    quote!(client.#method(#(#arguments),*))
}

fn setters<'a>(api: &'a Api, operation: &'a Operation, paths: &'a Paths) -> impl Iterator<Item = TokenStream> {
    let params = operation.params.iter().filter(|it| !it.required).map(|it| {
        let (name, key, ty) = (&it.name, key(operation, it), argument_type(it, paths));
        setter(quote!(call.#name(value)), quote!(args.optional::<#ty>(#key)?))
    });
    let bodies = operation.body.iter().filter(|it| !it.required).flat_map(|it| &it.contents);
    params.chain(bodies.map(|it| body_setter(api, operation, it, paths)))
}

fn body_setter(api: &Api, operation: &Operation, content: &BodyContent, paths: &Paths) -> TokenStream {
    let (name, key) = (&content.name, body_key(operation, content));
    let given = match is_bytes(content) {
        true => quote!(args.optional_bytes(#key)?),
        false => {
            let ty = body_type(api, content, paths);
            quote!(args.optional::<#ty>(#key)?)
        }
    };
    setter(quote!(call.#name(value)), given)
}

fn setter(call: TokenStream, given: TokenStream) -> TokenStream {
    quote! {
        if let Some(value) = #given {
            call = #call;
        }
    }
}

/// The argument's name: the document's, prefixed with its location where another argument has the same name.
fn key(operation: &Operation, param: &Param) -> String {
    let params = operation.params.iter().map(|it| it.wire.clone());
    let bodies = operation.body.iter().flat_map(|body| body.contents.iter().map(|it| body_key(operation, it)));
    if params.chain(bodies).filter(|it| *it == param.wire).count() < 2 {
        return param.wire.clone();
    }
    let place = match param.location {
        ParamLocation::Path => "path",
        ParamLocation::Query | ParamLocation::QueryString => "query",
        ParamLocation::Header => "header",
        ParamLocation::Cookie => "cookie",
    };
    format!("{place}.{}", param.wire)
}

/// `body` for the preferred media type, `body.text/csv` for another: the document's own words, as everywhere.
fn body_key(operation: &Operation, content: &BodyContent) -> String {
    let preferred = operation.body.iter().filter_map(|it| it.contents.first()).any(|it| it == content);
    if preferred { "body".to_owned() } else { format!("body.{}", content.pointer.last()) }
}

/// The function that shows an output.
fn output(operation: &Operation) -> TokenStream {
    match &operation.output {
        Outcome::None => quote!(support::json),
        Outcome::Single { kind, .. } => shown(*kind),
        Outcome::Enum { .. } => {
            let function = function("output", operation);
            quote!(#function)
        }
    }
}

fn shown(kind: ContentKind) -> TokenStream {
    match kind {
        ContentKind::Json | ContentKind::Form | ContentKind::Text | ContentKind::Xml => quote!(support::json),
        ContentKind::Bytes => quote!(support::bytes),
        ContentKind::EventStream => quote!(events),
        ContentKind::JsonLines => quote!(support::lines),
    }
}

/// How events are shown; the runtime has them only where the API has.
fn events(api: &Api) -> Option<TokenStream> {
    api.parts().contains(&RuntimePart::Events).then(|| {
        quote! {
            /// Shows the data of server-sent events as a list.
            fn events<T>(mut stream: api::runtime::EventStream<T, ErrorBody>) -> support::Shown
            where
                T: api::runtime::wire::Wire + serde::Serialize + Send + 'static,
            {
                Box::pin(async move {
                    let mut items = Vec::new();
                    while let Some(event) = stream.try_next().await? {
                        items.push(support::to_json(&event.data));
                    }
                    Ok(Value::Array(items))
                })
            }
        }
    })
}

fn own_output(operation: &Operation, paths: &Paths) -> Option<TokenStream> {
    let Outcome::Enum { name, variants } = &operation.output else { return None };
    let function = function("output", operation);
    let operations = paths.operations();
    let arms = variants.iter().map(|it| arm(&operations, name, it));
    let snake = named_after_marker(operation);
    Some(quote! {
        #snake
        fn #function(output: #operations::#name) -> support::Shown {
            match output {
                #(#arms)*
                _ => support::json(()),
            }
        }
    })
}

/// The function that shows the body of an error response.
fn error_body(api: &Api) -> TokenStream {
    let arms = api.errors.bodies.iter().map(|it| {
        let (name, shown) = (&it.variant, if it.ty == ErrorType::Bytes { quote!(bytes) } else { quote!(value) });
        let shown = format_ident!("body_{}", shown.to_string());
        quote!(ErrorBody::#name(it) => support::#shown(it),)
    });
    let body = if api.errors.bodies.is_empty() { format_ident!("_body") } else { format_ident!("body") };
    let shown = match api.errors.bodies.is_empty() {
        true => quote!(Value::Null),
        false => quote!(match #body { #(#arms)* _ => Value::Null }),
    };
    quote! {
        /// Shows the body of an error response.
        pub fn error_body(#body: &ErrorBody) -> Value {
            #shown
        }
    }
}

fn arm(operations: &TokenStream, name: &TypeName, variant: &OutcomeVariant) -> TokenStream {
    let OutcomeVariant { name: variant, content, .. } = variant;
    match content {
        Some(content) => {
            let shown = shown(content.kind);
            quote!(#operations::#name::#variant(it) => #shown(it),)
        }
        None => quote!(#operations::#name::#variant => support::json(()),),
    }
}
