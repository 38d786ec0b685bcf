//! Whole documents at random: valid ones, of each dialect, with every kind of operation.

use serde_json::{Map, Value, json};

use super::dice::Dice;
use super::schemas::{Dialect, Schemas};
use super::words::{MEMBERS, NAMES, PROSE};

/// The document of that seed.
pub fn document(seed: u64) -> Value {
    let mut dice = Dice::new(seed);
    let dialect = *dice.pick(&[Dialect::V3_1, Dialect::V3_2, Dialect::V3_0, Dialect::V3_1, Dialect::Swagger]);
    let mut names: Vec<String> = (0..4 + dice.below(8)).map(|_| (*dice.pick(NAMES)).to_owned()).collect();
    names.sort();
    names.dedup();
    let mut maker = Maker { dialect, names: &names, dice: &mut dice, ids: 0 };
    let components: Map<String, Value> = names.iter().map(|name| (name.clone(), maker.component())).collect();
    let mut paths = Map::new();
    for number in 0..3 + maker.dice.below(5) {
        let path =
            *maker.dice.pick(&["things", "Things/{id}/parts", "a b", "{id}", "v1:run", "x.y/{id}.json", "größe"]);
        paths.insert(format!("/{path}/{number}"), maker.path_item(path.contains("{id}")));
    }
    let mut whole = json!({
        "info": { "title": maker.prose(), "version": "1", "description": maker.prose(),
                  "license": { "name": "MIT" }, "contact": { "name": maker.prose(), "email": "a@example.com" } },
        "paths": paths,
        "tags": [{ "name": "Pets", "description": maker.prose() }],
    });
    let schemes = maker.schemes();
    if dialect == Dialect::Swagger {
        whole["swagger"] = json!("2.0");
        whole["host"] = json!("api.example.com");
        whole["basePath"] = json!("/v1");
        whole["schemes"] = json!(["https"]);
        whole["definitions"] = json!(components);
        whole["securityDefinitions"] = schemes;
        return whole;
    }
    let version = match dialect {
        Dialect::V3_0 => "3.0.3",
        Dialect::V3_1 => "3.1.0",
        _ => "3.2.0",
    };
    whole["openapi"] = json!(version);
    whole["servers"] = json!([
        { "url": "https://{region}.example.com:{port}/v1", "description": maker.prose(), "variables": {
            "region": { "default": "eu", "enum": ["eu", "us"], "description": maker.prose() },
            "port": { "default": "443" },
        } },
        { "url": "/relative" },
    ]);
    whole["components"] = json!({ "schemas": components, "securitySchemes": schemes });
    if dialect >= Dialect::V3_1 && maker.dice.one_in(2) {
        whole["webhooks"] =
            json!({ "thing.made": { "post": maker.webhook() }, "thing-gone": { "post": maker.webhook() } });
    }
    whole
}

struct Maker<'a> {
    dialect: Dialect,
    names: &'a [String],
    dice: &'a mut Dice,
    ids: usize,
}

impl Maker<'_> {
    fn schemas(&mut self) -> Schemas<'_> {
        Schemas { dice: self.dice, dialect: self.dialect, names: self.names }
    }

    fn schema(&mut self) -> Value {
        let depth = self.dice.below(3);
        self.schemas().any(depth)
    }

    fn prose(&mut self) -> Value {
        json!(self.dice.pick(PROSE))
    }

    /// A component says something itself, so that no two of them only name each other.
    fn component(&mut self) -> Value {
        match self.dice.below(3) {
            0 => self.schemas().string(),
            1 => self.schemas().object(2),
            _ => self.schemas().object(1),
        }
    }

    fn path_item(&mut self, has_id: bool) -> Value {
        let mut item = Map::new();
        for method in ["get", "post", "put", "delete", "head", "patch"] {
            if self.dice.one_in(3) {
                item.insert(method.to_owned(), self.operation(method, has_id));
            }
        }
        if self.dialect == Dialect::V3_2 && self.dice.one_in(3) {
            item.insert("query".to_owned(), self.operation("post", has_id));
            item.insert("additionalOperations".to_owned(), json!({ "PURGE": self.operation("delete", has_id) }));
        }
        json!(item)
    }

    fn operation(&mut self, method: &str, has_id: bool) -> Value {
        self.ids += 1;
        let mut operation =
            json!({ "summary": self.prose(), "description": self.prose(), "responses": self.responses() });
        if !self.dice.one_in(3) {
            let word = *self.dice.pick(MEMBERS);
            operation["operationId"] = json!(format!("{word}_{}", self.ids));
        }
        if !self.dice.one_in(3) {
            operation["tags"] = json!([self.dice.pick(NAMES)]);
        }
        operation["deprecated"] = json!(self.dice.one_in(6));
        let mut parameters = Vec::new();
        if has_id {
            parameters.push(self.parameter("path", "id"));
        }
        let mut taken: Vec<(&str, &str)> = Vec::new();
        for _ in 0..self.dice.below(5) {
            let places =
                ["query", "query", "header", if self.dialect == Dialect::Swagger { "query" } else { "cookie" }];
            let (place, name) = (*self.dice.pick(&places), *self.dice.pick(MEMBERS));
            // Header names are tokens (RFC 9110), and no name is empty.
            let is_token = name.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-' || it == b'_');
            if name.trim().is_empty() || (place != "query" && !is_token) || taken.contains(&(place, name)) {
                continue;
            }
            taken.push((place, name));
            parameters.push(self.parameter(place, name));
        }
        let sends = matches!(method, "post" | "put" | "patch") && !self.dice.one_in(4);
        match (sends, self.dialect) {
            (true, Dialect::Swagger) => self.swagger_body(&mut operation, &mut parameters),
            (true, _) => operation["requestBody"] = self.body(),
            _ => {}
        }
        operation["parameters"] = json!(parameters);
        if self.dice.one_in(3) {
            operation["security"] = json!([{ "key": [], "oauth": ["a:b"] }, { "basic": [] }, {}]);
        }
        operation
    }

    fn parameter(&mut self, place: &str, name: &str) -> Value {
        let required = place == "path" || self.dice.one_in(3);
        let mut parameter = json!({ "name": name, "in": place, "required": required, "description": self.prose() });
        if self.dialect == Dialect::Swagger {
            let schema = if self.dice.one_in(2) { self.schemas().number() } else { json!({ "type": "string" }) };
            parameter.as_object_mut().unwrap().extend(schema.as_object().unwrap().clone());
            if self.dice.one_in(3) {
                parameter["items"] = schema;
                parameter["type"] = json!("array");
                parameter["collectionFormat"] = json!(self.dice.pick(&["csv", "ssv", "pipes"]));
                ["minimum", "maximum", "format", "default", "multipleOf"].iter().for_each(|it| {
                    parameter.as_object_mut().unwrap().remove(*it);
                });
            }
            return parameter;
        }
        if self.dice.one_in(8) {
            parameter["content"] = json!({ "application/json": { "schema": self.schema() } });
            return parameter;
        }
        let styles: &[&str] = match place {
            "path" => &["simple", "label", "matrix"],
            "query" => &["form", "form", "spaceDelimited", "pipeDelimited", "deepObject"],
            "header" => &["simple"],
            _ => &["form"],
        };
        let style = *self.dice.pick(styles);
        parameter["schema"] = match (style, self.dice.below(3)) {
            ("deepObject", _) => {
                json!({ "type": "object", "properties": { "a": { "type": "string" }, "b": { "type": "integer" } } })
            }
            ("spaceDelimited" | "pipeDelimited", _) | (_, 0) => {
                json!({ "type": "array", "items": self.schemas().string() })
            }
            (_, 1) => self.schemas().number(),
            _ => self.schemas().any(0),
        };
        parameter["style"] = json!(style);
        parameter["explode"] = json!(style == "deepObject" || self.dice.one_in(2));
        if place == "query" && self.dice.one_in(4) {
            parameter["allowReserved"] = json!(true);
        }
        parameter["deprecated"] = json!(self.dice.one_in(6));
        parameter
    }

    fn swagger_body(&mut self, operation: &mut Value, parameters: &mut Vec<Value>) {
        if self.dice.one_in(2) {
            parameters
                .push(json!({ "name": "it", "in": "body", "required": self.dice.one_in(2), "schema": self.schema() }));
            return;
        }
        operation["consumes"] = json!([self.dice.pick(&["multipart/form-data", "application/x-www-form-urlencoded"])]);
        parameters.push(json!({ "name": "text", "in": "formData", "type": "string", "required": true }));
        if operation["consumes"][0] == "multipart/form-data" {
            parameters.push(json!({ "name": "upload", "in": "formData", "type": "file" }));
        }
    }

    fn body(&mut self) -> Value {
        let mut content = Map::new();
        for _ in 0..=self.dice.below(2) {
            let media_type = *self.dice.pick(&[
                "application/json",
                "application/json",
                "application/vnd.example+json; version=2",
                "application/xml",
                "text/plain",
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "application/octet-stream",
                "application/x-ndjson",
                "*/*",
                "image/*",
                "text/csv",
            ]);
            content.insert(media_type.to_owned(), self.media(media_type));
        }
        json!({ "required": self.dice.one_in(2), "description": self.prose(), "content": content })
    }

    fn media(&mut self, media_type: &str) -> Value {
        if media_type.starts_with("multipart") {
            let file = match self.dialect {
                Dialect::V3_0 => json!({ "type": "string", "format": "binary" }),
                _ => json!({ "type": "string", "contentMediaType": "application/octet-stream" }),
            };
            return json!({
                "schema": { "type": "object", "required": ["file"], "properties": {
                    "file": file, "files": { "type": "array", "items": file }, "meta": self.schema(), "text": { "type": "string" },
                } },
                "encoding": { "meta": { "contentType": "application/json" }, "file": { "contentType": "image/png, image/*" } },
            });
        }
        let schema = match media_type {
            "application/x-www-form-urlencoded" | "application/xml" => self.schemas().object(1),
            "text/plain" | "text/csv" => json!({ "type": "string" }),
            "text/event-stream" | "application/x-ndjson" if self.dialect == Dialect::V3_2 => {
                return json!({ "itemSchema": self.schema() });
            }
            _ => self.schema(),
        };
        let mut media = json!({ "schema": schema });
        if self.dice.one_in(3) {
            media["example"] = json!({ "a": "an\nexample" });
        }
        media
    }

    fn responses(&mut self) -> Value {
        let mut responses = Map::new();
        for status in ["200", "201", "204", "2XX", "400", "404", "default"] {
            if !self.dice.one_in(3) {
                continue;
            }
            let mut response = json!({ "description": self.prose() });
            if self.dialect == Dialect::Swagger {
                response["schema"] = self.schema();
                response["headers"] = json!({ "X-Count": { "type": "integer", "description": self.prose() } });
            } else if status != "204" {
                let mut content = Map::new();
                for _ in 0..=self.dice.below(2) {
                    let media_type = *self.dice.pick(&[
                        "application/json",
                        "application/json",
                        "application/problem+json",
                        "text/xml",
                        "text/plain",
                        "text/event-stream",
                        "application/octet-stream",
                        "application/x-ndjson",
                        "*/*",
                    ]);
                    content.insert(media_type.to_owned(), self.media(media_type));
                }
                response["content"] = json!(content);
                response["headers"] = json!({
                    "X-Rate-Limit": { "schema": { "type": "integer" }, "description": self.prose() },
                    "Link": { "schema": self.schemas().any(0) },
                });
            }
            responses.insert(status.to_owned(), response);
        }
        if responses.is_empty() {
            responses.insert("200".to_owned(), json!({ "description": "" }));
        }
        json!(responses)
    }

    fn webhook(&mut self) -> Value {
        json!({
            "summary": self.prose(),
            "requestBody": { "content": { "application/json": { "schema": self.schema() } } },
            "responses": { "200": { "description": "Thanks." } },
        })
    }

    fn schemes(&mut self) -> Value {
        let key = json!({ "type": "apiKey", "name": "X-Key", "in": "header", "description": self.prose() });
        match self.dialect {
            Dialect::Swagger => json!({ "key": key, "basic": { "type": "basic" }, "oauth": {
                "type": "oauth2", "flow": "application", "tokenUrl": "https://example.com/t", "scopes": { "a:b": self.prose() },
            } }),
            _ => json!({ "key": key, "basic": { "type": "http", "scheme": "basic" }, "oauth": {
                "type": "oauth2",
                "flows": { "clientCredentials": { "tokenUrl": "https://example.com/t", "scopes": { "a:b": self.prose() } } },
            } }),
        }
    }
}
