//! Webhooks (OpenAPI 3.1, section 4.8.1): the events that the API sends, by the body of each.

use super::names::{Kind, Scope};
use super::raw::Raw;
use super::schema::{Merged, Place, SchemaSet, Types};
use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::ir::{VariantName, Webhook};
use crate::spec::Spec;

/// The methods of a webhook, the most usual ones first.
const METHODS: [&str; 8] = ["post", "put", "get", "patch", "delete", "options", "head", "trace"];

/// The events that have a JSON body.
pub(super) fn built<'a>(spec: &'a Spec, types: &mut Types<'a, '_>) -> Vec<Webhook> {
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
        Some(((*property).to_owned(), member.constant?.as_str()?.to_owned()))
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

/// Events are told apart by a tag only where all have one, under one name, each its own.
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
