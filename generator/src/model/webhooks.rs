//! Webhooks (OpenAPI 3.1, section 4.8.1): the events that the API sends, each with its body, how a reader distinguishes
//! them, and how the server signs them if the settings or the document say so.

use serde_json::Value;

use super::raw::Raw;
use super::schema::{Merged, Place, SchemaSet, Types, choice_between};
use crate::Pointer;
use crate::config::{self, Config, SignatureScheme};
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{Choice, Events, Signature, VariantName, Webhook};
use crate::namer::{Kind, Scope};
use crate::spec::Spec;

/// The methods of a webhook, the most usual ones first.
const METHODS: [&str; 8] = ["post", "put", "get", "patch", "delete", "options", "head", "trace"];

/// Where a document says how its webhooks are signed.
const EXTENSION: &str = "x-octogen-webhook-signature";

/// The events that have a JSON body, and what their type is.
pub(super) fn build<'a>(spec: &'a Spec, config: &Config, types: &mut Types<'a, '_>) -> (Vec<Webhook>, Events) {
    let webhooks = webhooks(spec, types);
    let settings = signing(spec, config, types.diags);
    if webhooks.is_empty() {
        if config.webhooks.is_some() && !config.lenient {
            let message = "`webhooks` says how events are signed, and the document has none";
            types.diags.error(code::UNUSED_SETTING, &Pointer::root(), message).help("remove it from the settings");
        }
        return (webhooks, Events::default());
    }
    let is_taken = webhooks.iter().any(|it| it.variant.as_str() == FALLBACK);
    let events = Events {
        choice: choice(types, &webhooks),
        fallback: VariantName::new(if is_taken { "UnknownEvent" } else { FALLBACK }),
        union: None,
        signature: settings.map(signature),
    };
    (webhooks, events)
}

/// The variant for what is not known, unless an event is called so.
const FALLBACK: &str = "Unknown";

fn choice(types: &mut Types<'_, '_>, webhooks: &[Webhook]) -> Choice {
    let mut tags = webhooks.iter().enumerate().map(|(index, it)| Some((it.tag.as_ref()?, index)));
    let Some(all) = tags.by_ref().collect::<Option<Vec<_>>>() else {
        let bodies: Vec<_> = webhooks.iter().map(|it| it.body.clone()).collect();
        return choice_between(types, &bodies);
    };
    let property = all.first().map(|((property, _), _)| property.clone()).unwrap_or_default();
    let values = all.into_iter().map(|((_, value), index)| (value.clone(), index)).collect();
    Choice::Tagged { property, values, default: None }
}

/// What the settings say of signatures, or else the document.
fn signing(spec: &Spec, config: &Config, diags: &mut Diagnostics) -> Option<config::Webhooks> {
    if config.webhooks.is_some() {
        return config.webhooks.clone();
    }
    let at = Pointer::root().key(EXTENSION);
    let read = |it: &Value| match serde_json::from_value::<config::Webhooks>(it.clone()) {
        Ok(settings) => settings.mistake().map_or(Ok(settings), Err),
        Err(error) => Err(error.to_string()),
    };
    match read(spec.raw(&at)?) {
        Ok(settings) => Some(settings),
        Err(message) => {
            let help = "`scheme` is one of `standard-webhooks`, `github`, `stripe`; the latter two may have a `header`";
            diags.error(code::WEBHOOK, &at, format!("`{EXTENSION}`: {message}")).help(help);
            None
        }
    }
}

fn signature(settings: config::Webhooks) -> Signature {
    let header = |usual: &str| settings.header.as_deref().unwrap_or(usual).to_ascii_lowercase();
    match settings.scheme {
        SignatureScheme::StandardWebhooks => Signature::StandardWebhooks,
        SignatureScheme::GitHub => Signature::GitHub { header: header("x-hub-signature-256") },
        SignatureScheme::Stripe => Signature::Stripe { header: header("stripe-signature") },
    }
}

fn webhooks<'a>(spec: &'a Spec, types: &mut Types<'a, '_>) -> Vec<Webhook> {
    let Some(root) = Raw::at(spec, &Pointer::root()) else {
        return Vec::new();
    };
    let events: Vec<_> = root.entries("x-octogen-webhooks").collect();
    let mut scope = Scope::new(Kind::Variant, &[]);
    let names = scope.names(events.iter().map(|(wire, _)| *wire));
    let mut webhooks: Vec<_> = events
        .iter()
        .filter_map(|(wire, at)| webhook(spec, types, wire, at, VariantName::new(names[wire].clone())))
        .collect();
    keep_common_tag(&mut webhooks);
    webhooks
}

fn webhook<'a>(
    spec: &'a Spec,
    types: &mut Types<'a, '_>,
    wire: &str,
    at: &Pointer,
    variant: VariantName,
) -> Option<Webhook> {
    let item = Raw::at(spec, at)?;
    let mut requests = METHODS.iter().filter_map(|method| item.object(spec, method));
    let operation = requests.next()?;
    for other in requests {
        let message = format!("webhook `{wire}` comes by another method, too; only one has a type");
        types.diags.documented(code::WEBHOOK, &other.at, message);
    }
    let schema = operation.object(spec, "requestBody").and_then(|body| json_schema(spec, &body));
    let Some(schema) = schema else {
        types.diags.documented(
            code::WEBHOOK,
            &operation.at,
            format!("webhook `{wire}` has no JSON body; it gets no type"),
        );
        return None;
    };
    let set = SchemaSet::from(schema.clone());
    let ty = types.value(&set, &Place::of([variant.as_str(), "Webhook"]));
    let merged = Merged::of(&types.schemas, &set, &mut Diagnostics::default());
    let tag = merged.properties.iter().find_map(|(property, places)| {
        let member = Merged::of(&types.schemas, &SchemaSet::of(places.iter().cloned()), &mut Diagnostics::default());
        let listed = member.values.as_deref().and_then(|it| <&[Value; 1]>::try_from(it).ok()).map(|[only]| only);
        Some(((*property).to_owned(), member.constant.or(listed)?.as_str()?.to_owned()))
    });
    Some(Webhook {
        wire: wire.to_owned(),
        docs: operation.docs(),
        ty,
        tag,
        variant,
        pointer: operation.at.clone(),
        body: schema,
    })
}

fn json_schema(spec: &Spec, body: &Raw<'_>) -> Option<Pointer> {
    let mut contents: Vec<_> = body.entries("content").collect();
    contents.sort_by_key(|(media_type, _)| super::media::preference(media_type));
    let (media_type, at) = contents.first()?;
    let content = Raw::at(spec, at).filter(|_| super::media::family(media_type) == super::media::Family::Json)?;
    content.get("schema").map(|_| content.at.key("schema"))
}

/// Events are distinguished by a tag only if all have one, under the same name, each with its own value.
fn keep_common_tag(webhooks: &mut [Webhook]) {
    let mut values = std::collections::BTreeSet::new();
    let mut properties = std::collections::BTreeSet::new();
    for (property, value) in webhooks.iter().filter_map(|it| it.tag.as_ref()) {
        properties.insert(property.clone());
        values.insert(value.clone());
    }
    if values.len() != webhooks.len() || properties.len() != 1 {
        webhooks.iter_mut().for_each(|it| it.tag = None);
    }
}
