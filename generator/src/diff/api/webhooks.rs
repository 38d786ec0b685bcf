//! The webhooks that the crate has types for.

use crate::diff::apis::Apis;
use crate::diff::finding::{Mask, Owner, Site, Subject, Touch};
use crate::diff::notes::Notes;
use crate::diff::rules;
use crate::diff::types::value::value;
use crate::ir::Constraints;
use crate::surface::path;

/// Compares the webhooks, by their keys.
pub(in crate::diff) fn compare(apis: Apis<'_>) -> Notes<'_> {
    let mut found = Notes::default();
    let (old, new) = (apis.old, apis.new);
    let event = "webhooks::Event";
    for webhook in &old.webhooks {
        let touch = |name: &str| Touch::Item(path::variant(event, name));
        let Some((index, counterpart)) = new.webhooks.iter().enumerate().find(|(_, it)| it.wire == webhook.wire) else {
            let at =
                Site::of_document(Subject::Whole, Mask::RESPONSE, &webhook.wire, &webhook.pointer, &webhook.pointer);
            let at = Site { touches: webhook_touches(webhook.variant.as_str(), new.webhooks.is_empty()), ..at };
            let finding = at.removed(rules::WEBHOOK_REMOVED, "", &webhook.pointer);
            found.push(finding.losing(vec![webhook.ty.clone()]));
            continue;
        };
        let at = Site {
            owner: Owner::Webhook(index),
            touches: vec![touch(webhook.variant.as_str()), touch(counterpart.variant.as_str())],
            ..Site::of_document(
                Subject::Webhook,
                Mask::RESPONSE,
                &counterpart.wire,
                &webhook.pointer,
                &counterpart.pointer,
            )
        };
        // Where a member comes to tell events, or tells them no longer, the change of the member says it.
        if let (Some(before), Some(after)) = (&webhook.tag, &counterpart.tag)
            && before != after
        {
            let text = |(member, value): &(String, String)| format!("{member} = {value}");
            let finding = at.finding(rules::WEBHOOK_TAG, text(before), text(after));
            found.push(finding.touching(Vec::new()).whole());
        }
        if webhook.docs != counterpart.docs {
            found.push(at.finding(rules::DOCS, "", "").touching(Vec::new()));
        }
        let none = Constraints::default();
        found.join(value(apis, (&webhook.ty, &none), (&counterpart.ty, &none), &at));
    }
    for webhook in new.webhooks.iter().filter(|it| !old.webhooks.iter().any(|old| old.wire == it.wire)) {
        let at = Site::of_document(Subject::Whole, Mask::RESPONSE, &webhook.wire, &webhook.pointer, &webhook.pointer);
        let at = Site { touches: webhook_touches(webhook.variant.as_str(), old.webhooks.is_empty()), ..at };
        let finding = at.added(rules::WEBHOOK_ADDED, "", &webhook.pointer);
        found.push(finding.gaining(vec![webhook.ty.clone()]));
    }
    found
}

/// A webhook's variant; the whole enum where it comes or goes with it.
fn webhook_touches(variant: &str, all: bool) -> Vec<Touch> {
    let event = "webhooks::Event";
    if all { vec![Touch::Owner(event.to_owned())] } else { vec![Touch::Item(path::variant(event, variant))] }
}
