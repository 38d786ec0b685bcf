//! Parameters in every place.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode};
use axum_extra::extract::{CookieJar, Query};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::IntoParams;
use uuid::Uuid;

use crate::models::{Filter, Status};
use crate::transcript::received;

#[derive(Debug, Deserialize, IntoParams, Serialize)]
#[into_params(parameter_in = Path)]
pub struct Parts {
    number: i32,
    ratio: f64,
    flag: bool,
    day: NaiveDate,
    uuid: Uuid,
    #[param(inline)]
    status: Status,
    #[param(pattern = "^[a-z: +%&?=ü]+$", example = "a b: +%&?=ü")]
    name: String,
}

#[utoipa::path(get, path = "/paths/{number}/{ratio}/{flag}/{day}/{uuid}/{status}/{name}", params(Parts),
    responses((status = 200, body = String, content_type = "text/plain")))]
pub async fn path(Path(parts): Path<Parts>) -> String {
    received("path", json!(parts));
    parts.name
}

#[utoipa::path(get, path = "/files/{*rest}", params(("rest" = String, Path, example = "a/b c/ü.txt")),
    responses((status = 200, body = String, content_type = "text/plain")))]
pub async fn tail(Path(rest): Path<String>) -> String {
    received("tail", json!({ "rest": rest }));
    rest
}

#[utoipa::path(get, path = "/queries", params(Filter), responses((status = 200, body = bool)))]
pub async fn query(Query(filter): Query<Filter>) -> axum::Json<bool> {
    received("query", json!(filter));
    axum::Json(true)
}

#[derive(Debug, Deserialize, IntoParams, Serialize)]
#[into_params(parameter_in = Query)]
pub struct Styles {
    /// Numbers with commas between them.
    #[param(style = Form, explode = false, value_type = Vec<i32>)]
    ids: String,
    /// Words with bars between them.
    #[param(style = PipeDelimited, explode = false, value_type = Option<Vec<String>>)]
    words: Option<String>,
}

#[utoipa::path(get, path = "/styles", params(Styles), responses((status = 200, body = u32)))]
pub async fn styles(Query(styles): Query<Styles>) -> Result<axum::Json<usize>, StatusCode> {
    let ids: Result<Vec<i32>, _> = styles.ids.split(',').map(str::parse).collect();
    let ids = ids.map_err(|_| StatusCode::BAD_REQUEST)?;
    let words: Option<Vec<&str>> = styles.words.as_deref().map(|it| it.split('|').collect());
    received("styles", json!({ "ids": ids, "words": words }));
    Ok(axum::Json(ids.len()))
}

#[utoipa::path(get, path = "/headers",
    params(("X-Request-ID" = Uuid, Header), ("X-Ratio" = Option<f64>, Header), ("X-Count" = Option<i32>, Header)),
    responses((status = 200, body = Uuid)))]
pub async fn headers(headers: HeaderMap) -> Result<axum::Json<Uuid>, StatusCode> {
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    let id: Option<Uuid> = text("x-request-id").and_then(|it| it.parse().ok());
    let id = id.ok_or(StatusCode::BAD_REQUEST)?;
    // A whole number is what serde_json reads as one.
    let count = text("x-count").and_then(|it| it.parse::<i32>().ok());
    let ratio = text("x-ratio").and_then(|it| serde_json::from_str::<Value>(it).ok());
    received("headers", json!({ "X-Request-ID": id, "X-Ratio": ratio, "X-Count": count }));
    Ok(axum::Json(id))
}

#[utoipa::path(get, path = "/cookies",
    params(("session" = String, Cookie, pattern = "^[a-z0-9]+$"), ("visits" = Option<i32>, Cookie)),
    responses((status = 200, body = bool)))]
pub async fn cookies(jar: CookieJar) -> Result<axum::Json<bool>, StatusCode> {
    let session = jar.get("session").map(|it| it.value().to_owned()).ok_or(StatusCode::BAD_REQUEST)?;
    let visits = jar.get("visits").and_then(|it| it.value().parse::<i32>().ok());
    received("cookies", json!({ "session": session, "visits": visits }));
    Ok(axum::Json(true))
}
