//! `src/webhooks.rs`: the events that the API sends, which one a payload is, and whether the server signed it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs::{Text, code_span};
use super::module::Module;
use super::paths::Paths;
use super::quick_start::{crate_name, program};
use super::type_ref::{Scope, type_ref};
use super::unions::choice;
use crate::ir::{Api, Events, RuntimePart, Signature, Webhook};

/// The module; none where the document has no webhooks.
pub fn module(api: &Api) -> Option<Module> {
    let paths = Paths::of_crate();
    let events = match &api.events.union {
        Some(union) => {
            let docs = Text::sentence("An event.").paragraph(example(api));
            let union = type_ref(union, Scope::File(&paths));
            quote!(#docs pub type Event = #union;)
        }
        None => definition(api, &paths),
    };
    let items = [events, parse(), verifier(api)];
    let runtime = quote!(
        use crate::runtime::{self, ReadError};
    );
    let docs = match api.events.signature {
        Some(_) => Text::sentence("The events that the API sends, and whether it is the API that sends them."),
        None => Text::sentence("The events that the API sends. Check the sender before you trust one."),
    };
    let items = [paths.imports(), runtime].into_iter().chain(items);
    (!api.webhooks.is_empty()).then(|| Module::new("src/webhooks.rs", docs, items))
}

fn definition(api: &Api, paths: &Paths) -> TokenStream {
    let docs = Text::sentence("An event.").paragraph(example(api));
    let Events { fallback, .. } = &api.events;
    let choice = choice(&api.events.choice);
    let variants = api.webhooks.iter().enumerate().map(|(index, webhook)| {
        let Webhook { wire, variant, .. } = webhook;
        let docs = Text::new(&webhook.docs, &format!("The event {}.", code_span(wire)));
        let ty = type_ref(&webhook.ty, Scope::File(paths));
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        quote!(#docs #variant(#ty) = #index;)
    });
    quote! {
        runtime::one_of! {
            #docs
            pub enum Event by #choice {
                #(#variants)*
                ..#fallback
            }
        }
    }
}

/// What an application does with a request that came in.
fn example(api: &Api) -> String {
    let krate = crate_name(api);
    let Some(webhook) = api.webhooks.first() else { return String::new() };
    let variant = variant(api, webhook);
    let tokens = match api.events.signature {
        None => quote! {
            use #krate::webhooks::Event;

            fn received(body: &[u8]) -> Result<(), Box<dyn std::error::Error>> {
                match Event::parse(body)? {
                    Event::#variant(event) => println!("{event:?}"),
                    other => println!("something else: {other:?}"),
                }
                Ok(())
            }
        },
        Some(_) => quote! {
            use #krate::HeaderMap;
            use #krate::webhooks::{Event, Verifier, WebhookError};

            /// The status to answer with; the verifier is `Verifier::new(secret)?`, made once.
            fn received(verifier: &Verifier, headers: &HeaderMap, body: &[u8]) -> u16 {
                match verifier.verify(headers, body) {
                    Ok(Event::#variant(event)) => println!("{event:?}"),
                    Ok(other) => println!("something else: {other:?}"),
                    Err(WebhookError::Body(error)) => {
                        eprintln!("not as documented: {error}");
                        return 422;
                    }
                    Err(_) => return 401,
                }
                204
            }
        },
    };
    let feature = api.events.signature.as_ref().map(|_| "With the feature `webhooks`:\n\n").unwrap_or_default();
    format!("{feature}```no_run\n{}```", program(tokens))
}

/// What the variant of an event is called, in the document's own union or in ours.
fn variant(api: &Api, webhook: &Webhook) -> proc_macro2::Ident {
    let name = api.event_variants().into_iter().find(|(_, ty)| **ty == webhook.ty).map(|(name, _)| name);
    format_ident!("{}", name.unwrap_or(&webhook.variant).as_str())
}

fn parse() -> TokenStream {
    quote! {
        impl Event {
            /// Reads the body of a request that the API sent. It says nothing of who sent it.
            ///
            /// # Errors
            ///
            /// The body is not JSON, or it says which event it is and is not as that is documented: the error tells the
            /// place. An event that this version does not know is none.
            pub fn parse(body: &[u8]) -> Result<Self, ReadError> {
                runtime::webhooks::parse(body)
            }
        }
    }
}

/// What makes sure that an event is the server's, where it is said how the server signs.
fn verifier(api: &Api) -> TokenStream {
    let Some(signature) = &api.events.signature else { return TokenStream::new() };
    let feature = RuntimePart::Webhooks.feature();
    let (signature, scheme) = match signature {
        Signature::StandardWebhooks => (quote!(StandardWebhooks), "by Standard Webhooks".to_owned()),
        Signature::GitHub { header } => (quote!(GitHub { header: #header }), described("as GitHub does", header)),
        Signature::Stripe { header } => (quote!(Stripe { header: #header }), described("as Stripe does", header)),
    };
    let docs = Text::sentence(format!("Takes requests that the API signed, {scheme}, and gives their events."));
    quote! {
        #[cfg(feature = #feature)]
        pub use crate::runtime::webhooks::{SecretError, WebhookError};

        #docs
        #[cfg(feature = #feature)]
        pub type Verifier = runtime::webhooks::Verifier<Event>;

        #[cfg(feature = #feature)]
        impl runtime::webhooks::SignedEvent for Event {
            const SIGNATURE: runtime::webhooks::Signature = runtime::webhooks::Signature::#signature;
        }
    }
}

fn described(scheme: &str, header: &str) -> String {
    format!("{scheme}, in the header {}", code_span(header))
}
