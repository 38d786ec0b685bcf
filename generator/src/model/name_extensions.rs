//! Names for programs that a document gives beside its own: extensions that other generators read, and that authors
//! write so that clients read well.

use serde_json::Value;

use crate::Pointer;
use crate::diagnostics::{Diagnostics, code};
use crate::namer::is_nameable;

/// What a name is for, as the extensions that say it, the first of which counts.
pub(super) type Keywords = &'static [&'static str];

/// A method.
pub(super) const OPERATION: Keywords = &["x-speakeasy-name-override", "x-fern-sdk-method-name", "x-ms-client-name"];

/// What comes before a method's name, where the document sorts its methods into groups.
pub(super) const GROUP: Keywords = &["x-speakeasy-group", "x-fern-sdk-group-name"];

/// An argument or setter.
pub(super) const PARAMETER: Keywords = &["x-ms-client-name", "x-speakeasy-name-override", "x-fern-parameter-name"];

/// A member.
pub(super) const PROPERTY: Keywords = &["x-ms-client-name", "x-speakeasy-name-override", "x-fern-property-name"];

/// A type.
pub(super) const SCHEMA: Keywords = &["x-ms-client-name", "x-fern-type-name", "x-speakeasy-name-override"];

/// The name that stands under one of the keywords.
pub(super) fn name<'a>(keywords: Keywords, get: impl Fn(&str) -> Option<&'a Value>) -> Option<&'a str> {
    keywords.iter().find_map(|it| get(it)?.as_str().filter(|name| is_nameable(name)))
}

/// The words of a group: a name, `users`, or the way to it, `[admin, users]` and `admin.users`.
pub(super) fn group<'a>(get: impl Fn(&str) -> Option<&'a Value>) -> Option<String> {
    let words = |value: &Value| match value {
        Value::String(name) => Some(name.clone()),
        Value::Array(items) => items.iter().map(Value::as_str).collect::<Option<Vec<_>>>().map(|it| it.join(" ")),
        _ => None,
    };
    GROUP.iter().find_map(|it| words(get(it)?)).filter(|it| is_nameable(it))
}

/// Reports names under these keywords that are none.
pub(super) fn check<'a>(
    keywords: Keywords,
    at: &Pointer,
    get: impl Fn(&str) -> Option<&'a Value>,
    diags: &mut Diagnostics,
) {
    for keyword in keywords {
        if get(keyword).is_some_and(|it| !it.as_str().is_some_and(is_nameable)) {
            let message = format!("`{keyword}` holds no name that a program could use; the document's own is taken");
            diags.documented(code::GIVEN_NAME, &at.key(keyword), message);
        }
    }
}
