//! Credentials in every place.

use std::collections::HashMap;

use axum::extract::Query;
use axum::http::{HeaderMap, StatusCode};
use serde_json::json;
use utoipa::Modify;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

use crate::transcript::{base64, received};

/// Their description in the document.
pub struct Schemes;

impl Modify for Schemes {
    fn modify(&self, document: &mut OpenApi) {
        let components = document.components.get_or_insert_default();
        let http = |scheme| SecurityScheme::Http(HttpBuilder::new().scheme(scheme).build());
        for (name, scheme) in [
            ("header", SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-API-Key")))),
            ("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("token")))),
            ("query", SecurityScheme::ApiKey(ApiKey::Query(ApiKeyValue::new("api_key")))),
            ("bearer", http(HttpAuthScheme::Bearer)),
            ("basic", http(HttpAuthScheme::Basic)),
        ] {
            components.add_security_scheme(name, scheme);
        }
    }
}

fn key() -> String {
    std::env::var("API_KEY").unwrap_or_default()
}

fn is(headers: &HeaderMap, name: &str, value: &str) -> Result<(), StatusCode> {
    let found = headers.get(name).and_then(|it| it.to_str().ok());
    if found == Some(value) { Ok(()) } else { Err(StatusCode::UNAUTHORIZED) }
}

#[utoipa::path(get, path = "/me/header", operation_id = "me_header", security(("header" = [])),
    responses((status = 200, body = String)))]
pub async fn header(headers: HeaderMap) -> Result<&'static str, StatusCode> {
    is(&headers, "x-api-key", &key())?;
    received("me_header", json!({}));
    Ok("header")
}

#[utoipa::path(get, path = "/me/cookie", operation_id = "me_cookie", security(("cookie" = [])),
    responses((status = 200, body = String)))]
pub async fn cookie(headers: HeaderMap) -> Result<&'static str, StatusCode> {
    is(&headers, "cookie", &format!("token={}", key()))?;
    received("me_cookie", json!({}));
    Ok("cookie")
}

#[utoipa::path(get, path = "/me/query", operation_id = "me_query", security(("query" = [])),
    responses((status = 200, body = String)))]
pub async fn query(Query(given): Query<HashMap<String, String>>) -> Result<&'static str, StatusCode> {
    given.get("api_key").filter(|it| **it == key()).ok_or(StatusCode::UNAUTHORIZED)?;
    received("me_query", json!({}));
    Ok("query")
}

#[utoipa::path(get, path = "/me/bearer", operation_id = "me_bearer", security(("bearer" = [])),
    responses((status = 200, body = String)))]
pub async fn bearer(headers: HeaderMap) -> Result<&'static str, StatusCode> {
    is(&headers, "authorization", &format!("Bearer {}", key()))?;
    received("me_bearer", json!({}));
    Ok("bearer")
}

#[utoipa::path(get, path = "/me/basic", operation_id = "me_basic", security(("basic" = [])),
    responses((status = 200, body = String)))]
pub async fn basic(headers: HeaderMap) -> Result<&'static str, StatusCode> {
    is(&headers, "authorization", &format!("Basic {}", base64(format!("{}:", key()).as_bytes())))?;
    received("me_basic", json!({}));
    Ok("basic")
}
