//! Webhooks: how events are told apart, what their type is, and how they are signed.

use serde_json::{Value, json};

use super::api;
use crate::config::{Config, SignatureScheme, Webhooks};
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::{Api, Choice, Signature};

/// An API that sends these, by the schemas of their bodies, and has these components.
fn sent(
    events: &[(&str, Value)],
    components: Value,
    edit: impl FnOnce(&mut Value),
    config: &Config,
) -> (Api, Diagnostics) {
    let webhooks: serde_json::Map<_, _> = events
        .iter()
        .map(|(name, schema)| {
            let body = json!({ "content": { "application/json": { "schema": schema } } });
            let post = json!({ "requestBody": body, "responses": { "200": { "description": "" } } });
            ((*name).to_owned(), json!({ "post": post }))
        })
        .collect();
    let mut document = json!({ "paths": {}, "webhooks": webhooks, "components": { "schemas": components } });
    edit(&mut document);
    api(document, config)
}

fn of(events: &[(&str, Value)], components: Value) -> Api {
    sent(events, components, |_| {}, &Config::default()).0
}

/// An object with a tag of these values.
fn tagged(values: Value, required: &[&str]) -> Value {
    json!({ "type": "object", "required": required, "properties": { "kind": { "enum": values }, "id": { "type": "integer" } } })
}

#[test]
fn events_are_told_apart() {
    let by_kind = "kind: a 0, b 1";
    for (a, b, expected) in [
        (tagged(json!(["a"]), &["kind"]), tagged(json!(["b"]), &["kind"]), by_kind),
        // A tag that is not required is one, too.
        (tagged(json!(["a"]), &[]), tagged(json!(["b"]), &["id"]), by_kind),
        // Several values lead to one event.
        (tagged(json!(["a", "x"]), &["kind"]), tagged(json!(["b"]), &["kind"]), "kind: a 0, x 0, b 1"),
        // A value that leads to two events leads to none.
        (tagged(json!(["a"]), &["kind", "id"]), tagged(json!(["a"]), &["kind"]), "looks: 0 id kind, 1 kind"),
        (tagged(json!(["a", "b"]), &["id"]), json!({ "type": "string" }), "looks: 0 id, 1 "),
    ] {
        let api = of(&[("a", a.clone()), ("b", b.clone())], json!({}));
        let found = match &api.events.choice {
            Choice::Tagged { property, values, default: None } => {
                let values: Vec<_> = values.iter().map(|(value, index)| format!("{value} {index}")).collect();
                format!("{property}: {}", values.join(", "))
            }
            Choice::Untagged(all) => {
                let all: Vec<_> = all.iter().map(|it| format!("{} {}", it.variant, it.required.join(" "))).collect();
                format!("looks: {}", all.join(", "))
            }
            other => format!("{other:?}"),
        };
        assert_eq!(found, expected, "{a} {b}");
    }
}

#[test]
fn the_union_of_all_events_is_their_type() {
    let component = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let choice = |names: &[&str]| json!({ "oneOf": names.iter().map(|it| component(it)).collect::<Vec<_>>() });
    let events = [("a", component("A")), ("b", component("B"))];
    for (more, expected) in [
        (json!({}), None),
        (json!({ "Either": choice(&["A", "B"]) }), Some("Either")),
        // One that has more is one of all events, too; of several it is the smallest.
        (json!({ "Any": choice(&["A", "B", "C"]) }), Some("Any")),
        (json!({ "Any": choice(&["A", "B", "C"]), "Either": choice(&["B", "A"]) }), Some("Either")),
        (json!({ "Part": choice(&["A", "C"]) }), None),
    ] {
        let mut components = json!({
            "A": tagged(json!(["a"]), &["kind"]),
            "B": tagged(json!(["b"]), &["kind"]),
            "C": tagged(json!(["c"]), &["kind"]),
        });
        components.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let api = of(&events, components);
        let union = api.events.union.as_ref().and_then(|it| it.named());
        assert_eq!(union.map(|it| it.as_str()), expected, "{more}");
        assert!(union.is_none_or(|it| api.type_def(it).usage.response), "{more}: users receive it");
    }
}

#[test]
fn signatures_are_what_is_said() {
    let github = |header: &str| Some(Signature::GitHub { header: header.into() });
    let stripe = Some(Signature::Stripe { header: "stripe-signature".into() });
    let settings = |scheme, header: Option<&str>| Some(Webhooks { scheme, header: header.map(str::to_owned) });
    for (said, set, expected) in [
        (Value::Null, None, None),
        (json!({ "scheme": "standard-webhooks" }), None, Some(Signature::StandardWebhooks)),
        (json!({ "scheme": "github" }), None, github("x-hub-signature-256")),
        (json!({ "scheme": "github", "header": "X-Acme-Signature" }), None, github("x-acme-signature")),
        (json!({ "scheme": "stripe" }), None, stripe.clone()),
        (Value::Null, settings(SignatureScheme::StandardWebhooks, None), Some(Signature::StandardWebhooks)),
        // The settings come first.
        (json!({ "scheme": "stripe" }), settings(SignatureScheme::GitHub, Some("X-A")), github("x-a")),
    ] {
        let config = Config { webhooks: set, ..Config::default() };
        let (api, diags) = sent(&[("a", json!({ "type": "object" }))], json!({}), |it| extend(it, &said), &config);
        assert_eq!(api.events.signature, expected, "{said}");
        assert!(diags.iter().all(|it| it.severity != Severity::Error), "{said}");
    }
}

fn extend(document: &mut Value, said: &Value) {
    if !said.is_null() {
        document["x-octogen-webhook-signature"] = said.clone();
    }
}

#[test]
fn what_is_said_wrongly_is_an_error() {
    let event = [("a", json!({ "type": "object" }))];
    let standard = Some(Webhooks { scheme: SignatureScheme::StandardWebhooks, header: None });
    for (said, set, events, expected) in [
        (json!({ "scheme": "hmac" }), None, &event[..], "unknown variant `hmac`, expected one of"),
        (json!("github"), None, &event, "invalid type: string"),
        (json!({ "scheme": "github", "header": "a b" }), None, &event, "`a b` is not the name of a header"),
        (Value::Null, standard, &[], "`webhooks` says how events are signed, and the document has none"),
    ] {
        let config = Config { webhooks: set, ..Config::default() };
        let (_, diags) = sent(events, json!({}), |it| extend(it, &said), &config);
        let errors: Vec<_> = diags.iter().filter(|it| it.severity == Severity::Error).map(|it| &it.message).collect();
        assert!(matches!(&*errors, [only] if only.contains(expected)), "{said}: {errors:?}");
    }
}
