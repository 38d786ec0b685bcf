//! Swagger 2.0 as OpenAPI 3: only what requests and responses need, written where the reader looks for it.

use serde_json::{Map, Value, json};

use crate::document::{essence, keys};

/// The document with parameters, bodies, responses and credentials in the places of OpenAPI 3.
/// `definitions` stay where they are, so that references to them hold.
pub fn to_openapi(mut root: Value) -> Value {
    let old = root.clone();
    for path in keys(&old["paths"]).filter(|it| it.starts_with('/')) {
        let item = &old["paths"][path];
        for method in keys(item).filter(|it| item[it].get("responses").is_some()) {
            root["paths"][path][method] = operation(&old, item, &item[method]);
        }
        if let Some(members) = root["paths"][path].as_object_mut() {
            members.remove("parameters");
        }
    }
    let schemes = keys(&old["securityDefinitions"]).map(|it| (it.to_owned(), scheme(&old["securityDefinitions"][it])));
    root["components"] = json!({ "securitySchemes": schemes.collect::<Map<_, _>>() });
    root["servers"] = json!([{ "url": old["basePath"].as_str().unwrap_or_default() }]);
    root
}

fn operation(root: &Value, item: &Value, operation: &Value) -> Value {
    let list = |it: &Value| it["parameters"].as_array().cloned().unwrap_or_default();
    let mut parameters: Vec<Value> = Vec::new();
    for it in list(item).iter().chain(&list(operation)).map(|it| followed(root, it)) {
        parameters.retain(|other| (&other["name"], &other["in"]) != (&it["name"], &it["in"]));
        parameters.push(it);
    }
    let media_types = |key: &str| {
        let given = operation.get(key).or(root.get(key)).and_then(Value::as_array).cloned().unwrap_or_default();
        let given: Vec<_> = given.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        if given.is_empty() { vec!["application/json".to_owned()] } else { given }
    };
    let mut new = operation.clone();
    let is_in = |place: &'static str| move |it: &&Value| it["in"] == place;
    let in_form: Vec<_> = parameters.iter().filter(is_in("formData")).collect();
    if let Some(body) = parameters.iter().find(is_in("body")) {
        let content = media_types("consumes").into_iter().map(|it| (it, json!({ "schema": body["schema"] })));
        new["requestBody"] = json!({ "required": body["required"] == true, "content": content.collect::<Map<_, _>>() });
    } else if !in_form.is_empty() {
        new["requestBody"] = form(&in_form, &media_types("consumes"));
    }
    let others = parameters.iter().filter(|it| it["in"] != "body" && it["in"] != "formData");
    new["parameters"] = others.map(parameter).collect();
    for status in keys(&operation["responses"]).filter(|it| !it.starts_with("x-")) {
        new["responses"][status] = response(&followed(root, &operation["responses"][status]), &media_types("produces"));
    }
    new
}

fn followed(root: &Value, value: &Value) -> Value {
    let target = value["$ref"].as_str().and_then(|it| root.pointer(it.strip_prefix('#')?));
    target.unwrap_or(value).clone()
}

/// The keywords of a parameter that belong to its schema.
fn schema(parameter: &Value) -> Value {
    let not_schema = ["name", "in", "required", "description", "collectionFormat", "allowEmptyValue", "schema"];
    let members = parameter.as_object().cloned().unwrap_or_default();
    let mut members: Map<_, _> = members.into_iter().filter(|(key, _)| !not_schema.contains(&key.as_str())).collect();
    if members.get("type") == Some(&json!("file")) {
        members.extend([("type".to_owned(), json!("string")), ("format".to_owned(), json!("binary"))]);
    }
    Value::Object(members)
}

fn parameter(it: &Value) -> Value {
    let mut new =
        json!({ "name": it["name"], "in": it["in"], "required": it["required"] == true, "schema": schema(it) });
    if it["in"] == "query" {
        let (style, explode) = collection(it);
        new["style"] = json!(style);
        new["explode"] = json!(explode);
    }
    new
}

fn collection(it: &Value) -> (&'static str, bool) {
    match it["collectionFormat"].as_str() {
        Some("multi") => ("form", true),
        Some("ssv") => ("spaceDelimited", false),
        Some("pipes") => ("pipeDelimited", false),
        _ => ("form", it["type"] != "array"),
    }
}

fn form(parameters: &[&Value], consumes: &[String]) -> Value {
    let name = |it: &Value| it["name"].as_str().unwrap_or_default().to_owned();
    let properties: Map<_, _> = parameters.iter().map(|it| (name(it), schema(it))).collect();
    let required: Vec<_> = parameters.iter().filter(|it| it["required"] == true).map(|it| name(it)).collect();
    let encoding: Map<_, _> = parameters
        .iter()
        .map(|it| (name(it), json!({ "style": collection(it).0, "explode": collection(it).1 })))
        .collect();
    let has_file = parameters.iter().any(|it| it["type"] == "file");
    let is_multipart = has_file || consumes.iter().any(|it| essence(it) == "multipart/form-data");
    let media_type = if is_multipart { "multipart/form-data" } else { "application/x-www-form-urlencoded" };
    let body = json!({ "type": "object", "properties": properties, "required": required });
    json!({ "required": !required.is_empty(), "content": { media_type: { "schema": body, "encoding": encoding } } })
}

fn response(it: &Value, produces: &[String]) -> Value {
    let content = produces.iter().map(|media_type| {
        let example = it["examples"].get(media_type).map(|it| ("example".to_owned(), it.clone()));
        let schema = Some(("schema".to_owned(), it["schema"].clone()));
        (media_type.clone(), Value::Object(schema.into_iter().chain(example).collect()))
    });
    let content: Map<_, _> = if it.get("schema").is_some() { content.collect() } else { Map::new() };
    let headers = keys(&it["headers"]).map(|name| (name.to_owned(), json!({ "schema": schema(&it["headers"][name]) })));
    json!({ "description": it["description"], "content": content, "headers": headers.collect::<Map<_, _>>() })
}

fn scheme(it: &Value) -> Value {
    if it["type"] == "basic" { json!({ "type": "http", "scheme": "basic" }) } else { it.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, Scheme, Style};

    #[test]
    fn an_operation_of_2_0() {
        let document = Document::new(json!({
            "swagger": "2.0", "info": {}, "basePath": "/v1", "security": [{ "b": [] }],
            "securityDefinitions": { "b": { "type": "basic" } },
            "parameters": { "P": {
                "name": "p", "in": "query", "type": "array", "collectionFormat": "pipes", "items": { "type": "string" },
            } },
            "definitions": { "A": { "type": "object" } },
            "paths": { "/a": { "post": {
                "operationId": "a",
                "parameters": [
                    { "$ref": "#/parameters/P" },
                    { "name": "body", "in": "body", "required": true, "schema": { "$ref": "#/definitions/A" } },
                ],
                "responses": { "200": { "description": "", "schema": { "$ref": "#/definitions/A" } } },
            } } },
        }));
        let document = document.unwrap();
        let operation = &document.operations[0];
        assert_eq!(document.base_paths, ["/v1"]);
        assert_eq!(operation.parameters[0].style, Style::PipeDelimited);
        assert_eq!(operation.security, [[Scheme::Basic]]);
        assert_eq!(operation.bodies[0].media_type, "application/json");
        assert!(document.errors(&operation.bodies[0].schema, &json!({})).is_empty());
        assert!(!document.errors(operation.responses[0].contents[0].schema.as_ref().unwrap(), &json!(1)).is_empty());
    }
}
