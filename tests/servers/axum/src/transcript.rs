//! The transcript of what this server understood and answered, a JSON value in each line of `$TRANSCRIPT`.

use std::fs::OpenOptions;
use std::io::Write as _;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

fn write(entry: &Value) {
    let file = std::env::var_os("TRANSCRIPT").expect("TRANSCRIPT is set");
    let mut file = OpenOptions::new().append(true).create(true).open(file).expect("a transcript can be opened");
    file.write_all(format!("{entry}\n").as_bytes()).expect("a transcript can be written");
}

/// Bytes as the transcript has them.
pub fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Writes down a request after its validation, by the names that the document gives to the arguments. What is null there
/// was not sent, but for the body.
pub fn received(operation: &str, arguments: Value) {
    let Value::Object(arguments) = arguments else { panic!("arguments are an object") };
    let given: serde_json::Map<_, _> =
        arguments.into_iter().filter(|(name, it)| !it.is_null() || name == "body").collect();
    write(&json!({ "received": operation, "arguments": given }));
}

/// Writes down each response as it goes over the wire.
pub async fn responses(request: Request, next: Next) -> Response {
    let (parts, body) = next.run(request).await.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.expect("bodies here are small");
    let media_type = parts.headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
    write(&json!({ "responded": parts.status.as_u16(), "type": media_type, "body": base64(&bytes) }));
    Response::from_parts(parts, Body::from(bytes))
}
