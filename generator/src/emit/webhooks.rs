//! `src/webhooks.rs`: the events that the API sends, and how a payload is told to be one of them.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Module;
use super::docs::{Text, code_span};
use super::imports::imports;
use super::quick_start::{crate_name, program};
use super::type_ref::{Scope, type_ref};
use crate::ir::{Api, Webhook};

/// The module; none where the document has no webhooks.
pub fn module(api: &Api) -> Option<Module> {
    let webhooks = &api.webhooks;
    let fallback = fallback(webhooks);
    let items = [definition(api, webhooks, &fallback), parse(webhooks, &fallback)];
    let imports = imports(&items);
    let runtime = quote!(
        use crate::runtime::serde::Deserialize;
        use serde_json::Value;

        use crate::runtime::ReadError;
    );
    let docs = Text::sentence("The events that the API sends. Check the sender before you trust one.");
    (!webhooks.is_empty()).then(|| Module::new("src/webhooks.rs", docs, [imports, runtime].into_iter().chain(items)))
}

fn definition(api: &Api, webhooks: &[Webhook], fallback: &proc_macro2::Ident) -> TokenStream {
    let docs = Text::sentence("An event.").paragraph(example(api, webhooks));
    let variants = webhooks.iter().map(|webhook| {
        let Webhook { wire, variant, .. } = webhook;
        let docs = Text::new(&webhook.docs, &format!("The event {}.", code_span(wire)));
        let ty = type_ref(&webhook.ty, Scope::Crate);
        quote!(#docs #variant(#ty),)
    });
    let allow = super::lints::uneven_variants();
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #allow
        pub enum Event {
            #(#variants)*
            /// An event that this version does not know, or that is not as documented.
            #fallback(Value),
        }
    }
}

/// What an application does with the body of a request that came in.
fn example(api: &Api, webhooks: &[Webhook]) -> String {
    let krate = crate_name(api);
    let Some(Webhook { variant, .. }) = webhooks.first() else { return String::new() };
    let tokens = quote! {
        use #krate::webhooks::Event;

        fn received(body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
            match Event::parse(body)? {
                Event::#variant(event) => println!("{event:?}"),
                other => println!("something else: {other:?}"),
            }
            Ok(())
        }
    };
    format!("```no_run\n{}```", program(tokens))
}

fn parse(webhooks: &[Webhook], fallback: &proc_macro2::Ident) -> TokenStream {
    let tagged = tagged(webhooks);
    let untagged = webhooks.iter().filter(|it| it.tag.is_none()).map(|Webhook { variant, .. }| {
        quote! {
            if let Ok(event) = Deserialize::deserialize(&payload) {
                return Ok(Self::#variant(event));
            }
        }
    });
    quote! {
        impl Event {
            /// Reads the body of a request that the API sent.
            ///
            /// # Errors
            ///
            /// The body is not JSON. An unknown event is none.
            pub fn parse(body: &[u8]) -> Result<Self, ReadError> {
                let payload: Value = serde_json::from_slice(body).map_err(|error| ReadError::json(body, error))?;
                #(#tagged)*
                #(#untagged)*
                Ok(Self::#fallback(payload))
            }
        }
    }
}

/// For each member that tells events, a `match` over its values.
fn tagged(webhooks: &[Webhook]) -> Vec<TokenStream> {
    let mut members: Vec<&str> = Vec::new();
    for (member, _) in webhooks.iter().flat_map(|it| &it.tag) {
        if !members.contains(&member.as_str()) {
            members.push(member);
        }
    }
    let of = |member: &&str| -> Vec<TokenStream> {
        let ours =
            webhooks.iter().filter_map(|it| it.tag.as_ref().filter(|tag| tag.0 == *member).map(|tag| (it, &tag.1)));
        ours.map(|(Webhook { variant, .. }, value)| {
            quote!(Some(#value) => if let Ok(event) = Deserialize::deserialize(&payload) { return Ok(Self::#variant(event)); })
        })
        .collect()
    };
    members
        .iter()
        .map(|member| {
            let arms = of(member);
            quote! {
                match payload[#member].as_str() {
                    #(#arms)*
                    _ => {}
                }
            }
        })
        .collect()
}

/// The variant for what is not known; `Unknown`, unless an event is called so.
fn fallback(webhooks: &[Webhook]) -> proc_macro2::Ident {
    let taken = webhooks.iter().any(|it| it.variant.as_str() == "Unknown");
    if taken { format_ident!("UnknownEvent") } else { format_ident!("Unknown") }
}
