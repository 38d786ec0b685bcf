//! Settings that find nothing in the document: each is an error, so that lists of names and rules shrink by themselves.

use std::collections::BTreeSet;

use serde_json::Value;

use super::operation::OperationObject;
use crate::Pointer;
use crate::config::{Bodies, Config};
use crate::diagnostics::{Diagnostics, code};
use crate::near::near;
use crate::spec::Spec;

/// Reports `requests.body` where it makes no body a required one; the bodies have been built.
pub(super) fn check_bodies(config: &Config, diags: &mut Diagnostics) {
    let is_set = config.requests.body == Bodies::Required && !config.lenient;
    if is_set && !diags.iter().any(|it| it.code == code::OPTIONAL_BODY) {
        let message = "`requests.body = \"required\"` changes no body: each one with required members says whether it is required";
        diags.error(code::UNUSED_SETTING, &Pointer::root(), message).help("remove it from the settings");
    }
}

/// Reports every setting that names something which is not there. `all` are the operations before any was left out.
pub(super) fn check(spec: &Spec, config: &Config, all: &[OperationObject<'_>], diags: &mut Diagnostics) {
    if config.lenient {
        return;
    }
    let keys = |at: &str| {
        let members = spec.raw(&Pointer::parse(at)).and_then(Value::as_object);
        members.into_iter().flatten().map(|(key, _)| key.as_str()).collect::<BTreeSet<_>>()
    };
    let ids: BTreeSet<&str> = all.iter().map(|it| it.id()).collect();
    let calls: BTreeSet<String> = all.iter().map(OperationObject::call).collect();
    let tags: BTreeSet<&str> = all.iter().flat_map(OperationObject::tags).collect();
    let operations: BTreeSet<&str> = ids.iter().copied().chain(calls.iter().map(String::as_str)).collect();

    let mut unused = Vec::new();
    let mut look = |setting: &str, names: &mut dyn Iterator<Item = &String>, there: &BTreeSet<&str>| {
        let missing = names.filter(|name| !there.contains(name.as_str()));
        unused.extend(missing.map(|name| {
            let meant = near(name, there.iter().copied()).map(str::to_owned);
            (format!("`{setting}` names `{name}`, which the document does not have"), meant)
        }));
    };
    let (schemas, schemes) = (keys("/components/schemas"), keys("/components/securitySchemes"));
    look("naming.schemas", &mut config.naming.schemas.keys(), &schemas);
    look("naming.schemes", &mut config.naming.schemes.keys(), &schemes);
    look("naming.operations", &mut config.naming.operations.keys(), &ids);
    look("pagination", &mut config.pagination.keys(), &ids);
    look("retry.safe", &mut config.retry.safe.iter(), &ids);
    for (setting, selection) in [("include", &config.include), ("exclude", &config.exclude)] {
        look(&format!("{setting}.tags"), &mut selection.tags.iter(), &tags);
        look(&format!("{setting}.operations"), &mut selection.operations.iter(), &operations);
    }
    for operation in all.iter().filter(|it| it.is_idempotent() && config.retry.safe.contains(it.id())) {
        let message =
            format!("`retry.safe` names `{}`, whose method says already that it may be repeated", operation.id());
        diags.error(code::UNUSED_SETTING, &Pointer::root(), message).help("remove it from the settings");
    }
    for (what, meant) in unused {
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "fix the name in the settings, or remove it".to_owned(),
        };
        diags.error(code::UNUSED_SETTING, &Pointer::root(), what).help(help);
    }
}
