//! Forms, files, texts and streams.

use std::convert::Infallible;

use axum::Json;
use axum::body::Bytes;
use axum::extract::Multipart;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use axum::response::sse::{Event, Sse};
use axum_extra::extract::Form as FromForm;
use axum_extra::json_lines::{AsResponse, JsonLines};
use chrono::DateTime;
use futures_util::stream::{self, Stream};
use serde_json::{Map, Value, json};

use crate::models::{Form, Tick, Upload};
use crate::transcript::{base64, received};

#[utoipa::path(post, path = "/form", request_body(content = Form, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, body = Form)))]
pub async fn form(FromForm(form): FromForm<Form>) -> Json<Form> {
    received("form", json!({ "body": form }));
    Json(form)
}

#[utoipa::path(post, path = "/upload", request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 200, body = u32), (status = 400)))]
pub async fn upload(mut parts: Multipart) -> Result<Json<usize>, StatusCode> {
    let refused = |_| StatusCode::BAD_REQUEST;
    let (mut members, mut size) = (Map::new(), 0);
    while let Some(part) = parts.next_field().await.map_err(|_| StatusCode::BAD_REQUEST)? {
        let name = part.name().unwrap_or_default().to_owned();
        let bytes = part.bytes().await.map_err(|_| StatusCode::BAD_REQUEST)?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "file" => {
                size = bytes.len();
                members.insert(name, json!(base64(&bytes)));
            }
            "numbers" => {
                let number: Value = serde_json::from_str(&text).map_err(refused)?;
                let numbers = members.entry(name).or_insert_with(|| json!([])).as_array_mut();
                numbers.ok_or(StatusCode::BAD_REQUEST)?.push(number);
            }
            "address" => drop(members.insert(name, serde_json::from_str(&text).map_err(refused)?)),
            _ => drop(members.insert(name, json!(text))),
        }
    }
    received("upload", json!({ "body": members }));
    Ok(Json(size))
}

#[utoipa::path(put, path = "/raw", request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream")))]
pub async fn raw(body: Bytes) -> impl IntoResponse {
    received("raw", json!({ "body": base64(&body) }));
    body
}

#[utoipa::path(post, path = "/csv", request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = String, content_type = "text/csv")))]
pub async fn csv(body: String) -> impl IntoResponse {
    received("csv", json!({ "body": body }));
    ([(CONTENT_TYPE, "text/csv; charset=utf-8")], body)
}

#[utoipa::path(get, path = "/download", responses((status = 200, content_type = "image/png")))]
pub async fn download() -> impl IntoResponse {
    received("download", json!({}));
    ([(CONTENT_TYPE, "image/png")], (0..=255).collect::<Vec<u8>>())
}

#[utoipa::path(get, path = "/events", responses((status = 200, body = Tick, content_type = "text/event-stream")))]
pub async fn events() -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    received("events", json!({}));
    let event = |it| Ok(Event::default().event("tick").json_data(tick(it)).expect("a tick is JSON"));
    Sse::new(stream::iter((0..3).map(event)))
}

#[utoipa::path(get, path = "/lines", responses((status = 200, body = Tick, content_type = "application/x-ndjson")))]
pub async fn lines() -> JsonLines<impl Stream<Item = Result<Tick, Infallible>>, AsResponse> {
    received("lines", json!({}));
    JsonLines::new(stream::iter((0..3).map(|it| Ok(tick(it)))))
}

fn tick(number: i32) -> Tick {
    Tick { number, at: (number > 0).then_some(DateTime::UNIX_EPOCH) }
}
