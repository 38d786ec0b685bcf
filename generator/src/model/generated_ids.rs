//! Ids with path and method behind the name that the author gave, as FastAPI's `generate_unique_id` makes them:
//! `read_item` at `GET /items/{item_id}` → `read_item_items__item_id__get`. The name alone says as much.

use std::collections::BTreeMap;

use super::raw::Raw;
use crate::Pointer;
use crate::spec::Spec;

/// The name in an id, where the rest of it really is the operation's own path and one of `methods`: a route with
/// several methods has one id, with any of them.
pub(super) fn name<'i>(id: &'i str, path: &str, methods: &[&str]) -> Option<&'i str> {
    let word = |c: char| if c.is_alphanumeric() || c == '_' { c } else { '_' };
    let tail: String = path.chars().map(word).collect();
    let name = methods.iter().find_map(|method| {
        let rest = id.strip_suffix(&method.to_ascii_lowercase())?.strip_suffix('_')?;
        rest.strip_suffix(&tail)
    });
    // What is no function's name is none that the author gave.
    name.filter(|it| it.starts_with(|c: char| c.is_alphabetic() || c == '_') && it.contains(char::is_alphabetic))
}

/// The schemas that FastAPI makes for forms, `Body_` and the id, with the words of better names.
pub(super) fn bodies(spec: &Spec) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let paths = Raw::at(spec, &Pointer::root().key("paths"));
    for (path, at) in paths.iter().flat_map(Raw::members) {
        let Some(item) = Raw::at(spec, &at) else { continue };
        let methods: Vec<&str> = item.members().map(|(method, _)| method).collect();
        for method in &methods {
            let id = item.object(spec, method).and_then(|it| it.text("operationId"));
            if let Some((id, name)) = id.and_then(|id| Some((id, name(id, path, &methods)?))) {
                found.insert(format!("Body_{id}"), format!("{name} body"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_rule_makes_is_a_tail() {
        for (id, path, methods, expected) in [
            ("read_item_items__item_id__get", "/items/{item_id}", &["get"][..], Some("read_item")),
            ("health_check_health_get", "/health", &["get"], Some("health_check")),
            ("root__get", "/", &["get"], Some("root")),
            ("users_users_get", "/users", &["get"], Some("users")),
            ("größe_größe_get", "/größe", &["get"], Some("größe")),
            ("proxy_proxy__path__get", "/proxy/{path}", &["get", "post"], Some("proxy")),
            ("list_api_v1_users__post", "/api/v1/users/", &["post"], Some("list")),
            // Another path, another method, no name.
            ("read_item_items__item_id__get", "/items/{id}", &["get"], None),
            ("read_item_items__item_id__get", "/v1/items/{item_id}", &["get"], None),
            ("health_check_health_get", "/health", &["post"], None),
            ("_health_get", "/health", &["get"], None),
            ("get_health", "/health", &["get"], None),
            ("listUsersGet", "/users", &["get"], None),
        ] {
            assert_eq!(name(id, path, methods), expected, "{id} {path}");
        }
    }
}
