//! The items outside of `types`: of operations, headers, events, credentials and servers.

use std::collections::BTreeSet;

use super::items::{Function, Item, Kind};
use super::list::Surface;
use super::{path, text};
use crate::ir::{Api, Group, Operation, Outcome, SchemeKind, ScopeConst, SecurityScheme, TypeRef};

/// All those items.
pub(super) fn items(api: &Api, surface: &mut Surface) {
    let groups: BTreeSet<&Group> = api.operations.iter().filter_map(|it| it.group.as_ref()).collect();
    groups.into_iter().for_each(|it| group(it, surface));
    for operation in &api.operations {
        marker(operation, surface);
        methods(api, operation, surface);
        setters(api, operation, surface);
        outcomes(operation, surface);
    }
    errors(api, surface);
    headers(api, surface);
    events(api, surface);
    credentials(api, surface);
    servers(api, surface);
}

fn marker(operation: &Operation, surface: &mut Surface) {
    let owner = path::operation(operation.marker.as_str());
    surface.insert(Item::new(Kind::Struct, &owner, &owner, format!("struct {}", operation.marker)));
    let alias = format!("{}Call", operation.marker);
    let signature = format!("type {alias} = Call<{}>", operation.marker);
    surface.insert(Item::new(Kind::Alias, path::operation(&alias), &owner, signature));
    for ScopeConst { name, values, .. } in &operation.scopes {
        let (ty, value) = match values.as_slice() {
            [value] => ("&'static str", format!("{value:?}")),
            values => ("&'static [&'static str]", format!("&{values:?}")),
        };
        let item = Item::new(Kind::Const, path::variant(&owner, name.as_str()), &owner, format!("const {name}: {ty}"));
        surface.insert(Item { value: Some(value), ..item });
    }
    let mut associated = |of: &str, name: &str, ty: String| {
        let path = path::associated(&owner, of, name);
        surface.insert(Item::new(Kind::AssociatedType, path, &owner, format!("type {name} = {ty}")));
    };
    associated("Operation", "Output", text::output(&operation.output));
    if let Some(paging) = operation.paging() {
        associated("Paginated", "Item", text::type_(&paging.item));
    }
}

fn methods(api: &Api, operation: &Operation, surface: &mut Surface) {
    let owner = path::operation(operation.marker.as_str());
    for method in operation.call_methods() {
        let params = method.params.iter().map(|it| (it.name.to_string(), text::argument(api, &it.ty)));
        let body = method.body.iter().map(|it| (it.name.to_string(), text::body(api, it)));
        let function = Function {
            receiver: Some("&self".into()),
            arguments: params.chain(body).collect(),
            output: format!("{}Call", operation.marker),
        };
        let path = path::call_method(operation, method.name.as_str());
        let item = Item::method(path, &owner, method.name.as_str(), &function);
        surface.insert(item.deprecated(operation.deprecated));
    }
}

/// The handle of a group, and the method of the client that returns it.
fn group(group: &Group, surface: &mut Surface) {
    let owner = path::operation(group.handle.as_str());
    surface.insert(Item::new(Kind::Struct, &owner, &owner, format!("struct {}", group.handle)));
    let name = group.name.as_str();
    let output = format!("{}<'_>", group.handle);
    let given = Function { receiver: Some("&self".into()), arguments: Vec::new(), output };
    surface.insert(Item::method(path::method("Client", name), &owner, name, &given));
}

fn setters(api: &Api, operation: &Operation, surface: &mut Surface) {
    let owner = path::operation(operation.marker.as_str());
    let call = path::call(operation.marker.as_str());
    let mut setter = |name: &str, ty: String, deprecated| {
        let function =
            Function { receiver: Some("self".into()), arguments: vec![(name.to_owned(), ty)], output: "Self".into() };
        surface.insert(Item::method(path::method(&call, name), &owner, name, &function).deprecated(deprecated));
    };
    for param in operation.param_setters() {
        setter(param.name.as_str(), text::optional(api, &param.ty), param.deprecated);
    }
    for content in operation.body_setters() {
        setter(content.name.as_str(), text::body(api, content), false);
    }
}

fn outcomes(operation: &Operation, surface: &mut Surface) {
    let Outcome::Enum { name, variants } = &operation.output else { return };
    let owner = path::operation(name.as_str());
    surface.insert(Item::new(Kind::Enum, &owner, &owner, format!("enum {name}")).non_exhaustive());
    for variant in variants {
        let payload = variant.content.as_ref().map(|it| format!("({})", text::payload(&it.ty, it.kind)));
        let signature = format!("{}{}", variant.name, payload.unwrap_or_default());
        surface.insert(Item::new(Kind::Variant, path::variant(&owner, variant.name.as_str()), &owner, signature));
    }
}

/// `ErrorBody`, and the type of error codes.
fn errors(api: &Api, surface: &mut Surface) {
    let owner = path::ERROR_BODY;
    surface.insert(Item::new(Kind::Enum, owner, owner, "enum ErrorBody").non_exhaustive());
    for body in &api.errors.bodies {
        let signature = format!("{}({})", body.variant, text::error(&body.ty));
        surface.insert(Item::new(Kind::Variant, path::variant(owner, body.variant.as_str()), owner, signature));
    }
    let code = api.errors.code.as_ref().filter(|it| **it != TypeRef::String);
    let signature = format!("type Code = {}", code.map_or_else(|| "str".to_owned(), text::type_));
    surface.insert(Item::new(Kind::AssociatedType, path::error_code(), owner, signature));
}

fn headers(api: &Api, surface: &mut Surface) {
    for header in &api.headers {
        let path = path::header(header.name.as_str());
        let signature = format!("const {}: Header<{}>", header.name, text::type_(&header.ty));
        surface.insert(Item::new(Kind::Const, path.clone(), path, signature));
    }
}

fn events(api: &Api, surface: &mut Surface) {
    let owner = "webhooks::Event";
    if api.webhooks.is_empty() {
        return;
    }
    match &api.events.union {
        Some(union) => {
            let signature = format!("type Event = {}", text::type_(union));
            surface.insert(Item::new(Kind::Alias, owner, owner, signature));
        }
        None => {
            surface.insert(Item::new(Kind::Enum, owner, owner, "enum Event").non_exhaustive());
            let mut variant = |name: &str, holds: &str| {
                let signature = format!("{name}({holds})");
                surface.insert(Item::new(Kind::Variant, path::variant(owner, name), owner, signature));
            };
            api.webhooks.iter().for_each(|it| variant(it.variant.as_str(), &text::type_(&it.ty)));
            variant(api.events.fallback.as_str(), "Value");
        }
    }
    let parse = Function {
        receiver: None,
        arguments: vec![("body".into(), "&[u8]".into())],
        output: "Result<Self, ReadError>".into(),
    };
    surface.insert(Item::method(path::method(owner, "parse"), owner, "parse", &parse));
    if api.events.signature.is_some() {
        let verifier = "webhooks::Verifier";
        surface.insert(Item::new(Kind::Alias, verifier, verifier, "type Verifier = Verifier<Event>"));
    }
}

fn credentials(api: &Api, surface: &mut Surface) {
    for scheme in &api.schemes {
        for (name, arguments) in credential(api, scheme) {
            let arguments = arguments.iter().map(|(name, ty)| ((*name).to_owned(), (*ty).to_owned())).collect();
            let function = Function { receiver: Some("self".into()), arguments, output: "Self".into() };
            let owner = path::credential(scheme.name.as_str());
            surface.insert(Item::method(path::credential(&name), owner, &name, &function));
        }
    }
}

type Arguments = &'static [(&'static str, &'static str)];

/// The setters of a scheme: names and arguments.
fn credential(api: &Api, scheme: &SecurityScheme) -> Vec<(String, Arguments)> {
    let name = scheme.name.to_string();
    let second = |suffix: &str| {
        let name = format!("{name}_{suffix}");
        (!api.schemes.iter().any(|it| it.name.as_str() == name)).then_some(name)
    };
    let token: Arguments = &[("secret", "impl Into<Secret>")];
    let mut setters = match &scheme.kind {
        SchemeKind::MutualTls => return Vec::new(),
        SchemeKind::Basic => return vec![(name, &[("user", "impl Into<String>"), ("password", "impl Into<Secret>")])],
        _ => vec![(name.clone(), token)],
    };
    setters.extend(second("provider").map(|it| (it, &[("provider", "impl TokenProvider")] as Arguments)));
    if let SchemeKind::OAuth2(flows) = &scheme.kind {
        let grant = second("grant").filter(|_| !flows.is_empty());
        setters.extend(grant.map(|it| (it, &[("grant", "OAuth2")] as Arguments)));
    }
    setters
}

fn servers(api: &Api, surface: &mut Surface) {
    for server in &api.servers {
        let owner = path::server(server.name.as_str());
        surface.insert(Item::new(Kind::Const, &owner, &owner, format!("const {}: Self", server.name)));
        for variable in &server.variables {
            let name = variable.name.as_str();
            let function = Function {
                receiver: Some("self".into()),
                arguments: vec![(name.to_owned(), "impl Into<String>".into())],
                output: "Self".into(),
            };
            // Servers with a variable of the same name share its setter.
            let path = path::method("Server", name);
            surface.insert(Item::method(path.clone(), path, name, &function));
        }
    }
}
