//! A client that is written by hand and knows only the document. With a [`Fault`] it does one thing wrong.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderValue};
use hyper::{Request, Response, body::Incoming};
use hyper_util::rt::TokioIo;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};
use std::sync::Arc;
use tests::{Document, KEY, Operation, Parameter, Place, Scheme, Style};

/// One thing to do wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Fault {
    Method,
    Path,
    LostParameter(&'static str),
    ExtraParameter,
    OtherStyle(&'static str),
    NotEncoded,
    InvalidParameter(&'static str),
    OtherBody,
    BrokenBody,
    LostBody,
    OtherContentType,
    Accept,
    NoCredentials,
    NeedlessCredentials,
    Twice,
    Silent,
    LostMember,
    AddedNull,
    WrongStatus,
    LostErrorBody,
}

pub struct Stand {
    pub document: Arc<Document>,
    pub url: String,
    pub fault: Option<Fault>,
}

impl Stand {
    /// The driver protocol.
    pub async fn call(&self, operation: &str, arguments: Value) -> Value {
        let operation = self.document.operations.iter().find(|it| it.id == operation).unwrap();
        if self.has(Fault::Silent) {
            return json!({ "status": null, "error": { "kind": "connect" } });
        }
        if self.has(Fault::Twice) {
            let _ = self.send(self.request(operation, arguments.as_object().unwrap())).await;
        }
        let response = self.send(self.request(operation, arguments.as_object().unwrap())).await;
        self.outcome(operation, response).await
    }

    fn has(&self, fault: Fault) -> bool {
        self.fault == Some(fault)
    }

    fn request(&self, operation: &Operation, arguments: &Map<String, Value>) -> Request<Full<Bytes>> {
        let mut path = operation.path.clone();
        let mut query = Vec::new();
        let mut cookies = Vec::new();
        let mut builder = Request::builder();
        for (parameter, name) in operation.parameters.iter().zip(operation.argument_names()) {
            let Some(value) = arguments.get(&name).filter(|_| !self.is_lost(parameter)) else { continue };
            let wrong = Value::String("wrong".to_owned());
            let value = if self.fault.is_some_and(|it| it == Fault::InvalidParameter(leaked(&parameter.name))) {
                &wrong
            } else {
                value
            };
            match parameter.place {
                Place::Path => {
                    path = path.replace(&format!("{{{}}}", parameter.name), &self.path_value(parameter, value))
                }
                Place::Header => builder = builder.header(&parameter.name, joined(value, ",", &str::to_owned)),
                Place::Cookie => cookies.push(format!("{}={}", parameter.name, joined(value, ",", &encoded))),
                _ => query.extend(self.pairs(parameter, value)),
            }
        }
        let wanted = operation.security.first().into_iter().flatten().filter(|_| !self.has(Fault::NoCredentials));
        for scheme in wanted {
            match scheme {
                Scheme::ApiKey(Place::Query, name) => query.push(format!("{name}={KEY}")),
                Scheme::ApiKey(_, name) => builder = builder.header(name, KEY),
                _ => builder = builder.header(AUTHORIZATION, format!("Bearer {KEY}")),
            }
        }
        if self.has(Fault::NeedlessCredentials) && operation.security.is_empty() {
            builder = builder.header(AUTHORIZATION, format!("Bearer {KEY}"));
        }
        if self.has(Fault::ExtraParameter) {
            query.push("extra=1".to_owned());
        }
        if !cookies.is_empty() {
            builder = builder.header(COOKIE, cookies.join("; "));
        }
        let accept = if self.has(Fault::Accept) { "image/png" } else { "application/json, */*;q=0.5" };
        let method = if self.has(Fault::Method) { "DELETE" } else { &operation.method };
        let wrong_path = if self.has(Fault::Path) { "/wrong" } else { "" };
        let base = self
            .url
            .find("://")
            .and_then(|it| self.url[it + 3..].find('/').map(|slash| &self.url[it + 3 + slash..]))
            .unwrap_or("");
        let mark = if query.is_empty() { "" } else { "?" };
        let builder = builder
            .method(method)
            .uri(format!("{base}{path}{wrong_path}{mark}{}", query.join("&")))
            .header(ACCEPT, accept);
        let given = operation
            .bodies
            .iter()
            .enumerate()
            .find_map(|(index, it)| Some((it, arguments.get(&operation.body_argument(index))?)));
        match given.filter(|_| !self.has(Fault::LostBody)) {
            Some((body, value)) => {
                let (media_type, bytes) = self.body(&body.media_type, value);
                builder.header(CONTENT_TYPE, media_type).body(Full::from(bytes)).unwrap()
            }
            None => builder.body(Full::default()).unwrap(),
        }
    }

    fn is_lost(&self, parameter: &Parameter) -> bool {
        self.fault.is_some_and(|it| it == Fault::LostParameter(leaked(&parameter.name)))
    }

    fn path_value(&self, parameter: &Parameter, value: &Value) -> String {
        match (parameter.style, parameter.explode) {
            (Style::Label, _) => format!(".{}", joined(value, ",", &encoded)),
            (Style::Matrix, true) => {
                let items = value.as_array().unwrap().iter();
                items.map(|it| format!(";{}={}", parameter.name, joined(it, ",", &encoded))).collect()
            }
            _ => joined(value, ",", &encoded),
        }
    }

    fn pairs(&self, parameter: &Parameter, value: &Value) -> Vec<String> {
        let name = &parameter.name;
        let other = self.fault.is_some_and(|it| it == Fault::OtherStyle(leaked(name)));
        let encoded: &dyn Fn(&str) -> String =
            if self.has(Fault::NotEncoded) { &|it| it.replace(' ', "+") } else { &encoded };
        match (value, parameter.style, parameter.explode && !other) {
            (Value::Object(members), Style::DeepObject, true) => {
                members.iter().map(|(key, it)| format!("{name}[{key}]={}", joined(it, ",", encoded))).collect()
            }
            (Value::Object(members), _, true) => {
                members.iter().map(|(key, it)| format!("{key}={}", joined(it, ",", encoded))).collect()
            }
            (Value::Array(items), Style::Form, explode) if explode || other => {
                items.iter().map(|it| format!("{name}={}", joined(it, ",", encoded))).collect()
            }
            (_, Style::PipeDelimited, _) if !other => vec![format!("{name}={}", joined(value, "|", encoded))],
            (_, Style::SpaceDelimited, _) => vec![format!("{name}={}", joined(value, "%20", encoded))],
            _ => vec![format!("{name}={}", joined(value, ",", encoded))],
        }
    }

    fn body(&self, media_type: &str, value: &Value) -> (String, Vec<u8>) {
        let mut value = value.clone();
        if self.has(Fault::OtherBody) && value["a"].is_string() {
            value["a"] = json!("other");
        }
        let members = || value.as_object().into_iter().flatten();
        let (content_type, mut bytes) = match media_type {
            "application/x-www-form-urlencoded" => {
                let pairs: Vec<_> = members().map(|(key, it)| format!("{key}={}", joined(it, ",", &encoded))).collect();
                (media_type.to_owned(), pairs.join("&").into_bytes())
            }
            "multipart/form-data" => {
                let mut bytes = Vec::new();
                for (key, it) in members() {
                    let file = if key == "file" { "; filename=\"f\"" } else { "" };
                    bytes.extend(
                        format!("--XX\r\nContent-Disposition: form-data; name=\"{key}\"{file}\r\n\r\n").into_bytes(),
                    );
                    let text = joined(it, ",", &str::to_owned);
                    bytes.extend(if key == "file" { STANDARD.decode(text).unwrap() } else { text.into_bytes() });
                    bytes.extend(b"\r\n");
                }
                bytes.extend(b"--XX--\r\n");
                ("multipart/form-data; boundary=XX".to_owned(), bytes)
            }
            it if it.starts_with("text/") => (media_type.to_owned(), value.as_str().unwrap().as_bytes().to_vec()),
            _ => (media_type.to_owned(), value.to_string().into_bytes()),
        };
        if self.has(Fault::BrokenBody) {
            bytes.truncate(bytes.len() - 1 - bytes.len() / 3);
        }
        (if self.has(Fault::OtherContentType) { "text/plain".to_owned() } else { content_type }, bytes)
    }

    async fn send(&self, request: Request<Full<Bytes>>) -> Response<Incoming> {
        let authority = self.url.split('/').nth(2).unwrap();
        let stream = tokio::net::TcpStream::connect(authority).await.unwrap();
        let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.unwrap();
        tokio::spawn(connection);
        sender.send_request(request).await.unwrap()
    }

    async fn outcome(&self, operation: &Operation, response: Response<Incoming>) -> Value {
        let status = response.status();
        let content_type =
            response.headers().get(CONTENT_TYPE).map(HeaderValue::to_str).and_then(Result::ok).map(str::to_owned);
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let mut value = match content_type.as_deref() {
            None => Value::Null,
            Some(it) if it.contains("json") => serde_json::from_slice(&bytes).unwrap(),
            Some(it) if it.starts_with("text/") => json!(String::from_utf8(bytes.to_vec()).unwrap()),
            Some(_) => json!(STANDARD.encode(&bytes)),
        };
        if let Value::Object(members) = &mut value {
            if self.has(Fault::LostMember) {
                members.remove("a");
            }
            if self.has(Fault::AddedNull) {
                members.insert("new".to_owned(), Value::Null);
            }
        }
        let reported = if self.has(Fault::WrongStatus) { 599 } else { status.as_u16() };
        if status.is_success() {
            return json!({ "status": reported, "value": value });
        }
        let body = if self.has(Fault::LostErrorBody) { json!({ "lost": operation.id }) } else { value };
        json!({ "status": reported, "error": { "kind": "documented", "message": status.to_string(), "body": body } })
    }
}

/// Faults name parameters by a static text, so that they stay plain values.
fn leaked(name: &str) -> &'static str {
    ["q", "X-List", "crumb", "joined", "piped", "deep"].into_iter().find(|it| *it == name).unwrap_or_default()
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

/// A scalar, a list or an object that is not exploded.
fn joined(value: &Value, delimiter: &str, encode: &dyn Fn(&str) -> String) -> String {
    match value {
        Value::String(it) => encode(it),
        Value::Array(items) => items.iter().map(|it| joined(it, delimiter, encode)).collect::<Vec<_>>().join(delimiter),
        Value::Object(members) => {
            let pieces = members.iter().flat_map(|(key, it)| [encode(key), joined(it, delimiter, encode)]);
            pieces.collect::<Vec<_>>().join(delimiter)
        }
        other => encode(&other.to_string()),
    }
}
