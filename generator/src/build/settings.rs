//! Settings that find nothing in the document: each is an error, so that lists of names and rules shrink by themselves.

use std::collections::BTreeSet;

use serde_json::Value;

use super::operation::Found;
use crate::Pointer;
use crate::config::{Bodies, Config};
use crate::diagnostics::{Diagnostics, code};
use crate::spec::Spec;

/// Reports `requests.body` where it makes no body a required one; the bodies have been built.
pub(super) fn check_bodies(config: &Config, diags: &mut Diagnostics) {
    let is_set = config.requests.body == Bodies::Required && !config.lenient;
    if is_set && !diags.iter().any(|it| it.code == code::OPTIONAL_BODY) {
        let message = "`requests.body = \"required\"` changes no body: each one with required members says whether it is required";
        diags.error(code::UNUSED_SETTING, &Pointer::root(), message).help("take it out of the settings");
    }
}

/// Reports every setting that names something which is not there. `all` are the operations before any was left out.
pub(super) fn check(spec: &Spec, config: &Config, all: &[Found<'_>], diags: &mut Diagnostics) {
    if config.lenient {
        return;
    }
    let keys = |at: &str| {
        let members = spec.raw(&Pointer::parse(at)).and_then(Value::as_object);
        members.into_iter().flatten().map(|(key, _)| key.as_str()).collect::<BTreeSet<_>>()
    };
    let ids: BTreeSet<&str> = all.iter().map(|it| it.id()).collect();
    let calls: BTreeSet<String> = all.iter().map(Found::call).collect();
    let tags: BTreeSet<&str> = all.iter().flat_map(Found::tags).collect();
    let operation = |name: &str| ids.contains(name) || calls.contains(name);

    let mut unused = Vec::new();
    let mut look = |setting: &str, names: &mut dyn Iterator<Item = &String>, there: &dyn Fn(&str) -> bool| {
        unused.extend(names.filter(|name| !there(name)).map(|name| format!("`{setting}` names `{name}`")));
    };
    let (schemas, schemes) = (keys("/components/schemas"), keys("/components/securitySchemes"));
    look("naming.schemas", &mut config.naming.schemas.keys(), &|it| schemas.contains(it));
    look("naming.schemes", &mut config.naming.schemes.keys(), &|it| schemes.contains(it));
    look("naming.operations", &mut config.naming.operations.keys(), &|it| ids.contains(it));
    look("pagination", &mut config.pagination.keys(), &|it| ids.contains(it));
    look("retry.safe", &mut config.retry.safe.iter(), &|it| ids.contains(it));
    for (setting, selection) in [("include", &config.include), ("exclude", &config.exclude)] {
        look(&format!("{setting}.tags"), &mut selection.tags.iter(), &|it| tags.contains(it));
        look(&format!("{setting}.operations"), &mut selection.operations.iter(), &operation);
    }
    for operation in all.iter().filter(|it| it.is_idempotent() && config.retry.safe.contains(it.id())) {
        let message =
            format!("`retry.safe` names `{}`, whose method says already that it may be repeated", operation.id());
        diags.error(code::UNUSED_SETTING, &Pointer::root(), message).help("take it out of the settings");
    }
    for what in unused {
        let finding =
            diags.error(code::UNUSED_SETTING, &Pointer::root(), format!("{what}, which the document does not have"));
        finding.help("mend the name in the settings, or take it out");
    }
}
