//! Bodies in JSON, and responses of several kinds.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::IntoParams;

use crate::models::{Conflict, Item, Message, Order, OrderPatch, Page, Payment, Shape, Status, Tagged};
use crate::transcript::received;

#[utoipa::path(post, path = "/orders", operation_id = "create_order", request_body = Order,
    responses((status = 201, body = Order)))]
pub async fn create(Json(order): Json<Order>) -> Response {
    received("create_order", json!({ "body": order }));
    (StatusCode::CREATED, Json(order)).into_response()
}

#[utoipa::path(put, path = "/orders/{id}", params(("id" = i64, Path)),
    responses((status = 200, body = Order), (status = 201, body = Item), (status = 409, body = Conflict)))]
pub async fn replace(Path(id): Path<i64>, Json(order): Json<Order>) -> Response {
    received("replace", json!({ "id": id, "body": order }));
    match order.status {
        Status::Active => Json(order).into_response(),
        Status::OnHold => (StatusCode::CREATED, Json(item(id))).into_response(),
        Status::Gone => (StatusCode::CONFLICT, Json(Conflict { fields: vec!["status".to_owned()] })).into_response(),
    }
}

#[utoipa::path(patch, path = "/orders/{id}", params(("id" = i64, Path)), responses((status = 200, body = OrderPatch)))]
pub async fn change(Path(id): Path<i64>, Json(patch): Json<OrderPatch>) -> Json<OrderPatch> {
    received("change", json!({ "id": id, "body": patch }));
    Json(patch)
}

#[utoipa::path(delete, path = "/orders/{id}", params(("id" = i64, Path)), responses((status = 204)))]
pub async fn remove(Path(id): Path<i64>) -> StatusCode {
    received("remove", json!({ "id": id }));
    StatusCode::NO_CONTENT
}

#[utoipa::path(post, path = "/payments", responses((status = 200, body = Payment)))]
pub async fn pay(Json(payment): Json<Payment>) -> Json<Payment> {
    received("pay", json!({ "body": payment }));
    Json(payment)
}

#[utoipa::path(post, path = "/shapes", request_body = Option<Shape>, responses((status = 200, body = Option<Shape>)))]
pub async fn draw(shape: Option<Json<Option<Shape>>>) -> Json<Option<Shape>> {
    match shape {
        Some(Json(shape)) => {
            received("draw", json!({ "body": shape }));
            Json(shape)
        }
        None => {
            received("draw", json!({}));
            Json(None)
        }
    }
}

#[utoipa::path(post, path = "/tagged", responses((status = 200, body = Vec<Tagged>)))]
pub async fn tagged(Json(tagged): Json<Vec<Tagged>>) -> Json<Vec<Tagged>> {
    received("tagged", json!({ "body": tagged }));
    Json(tagged)
}

#[utoipa::path(post, path = "/anything", responses((status = 200, body = Value)))]
pub async fn anything(Json(value): Json<Value>) -> Json<Value> {
    received("anything", json!({ "body": value }));
    Json(value)
}

#[derive(Debug, Deserialize, IntoParams, Serialize)]
pub struct Paging {
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    offset: Option<u32>,
}

#[utoipa::path(get, path = "/items", params(Paging), responses((status = 200, body = Page<Item>)))]
pub async fn list(Query(paging): Query<Paging>) -> Json<Page<Item>> {
    received("list", json!(paging));
    let (limit, offset) = (paging.limit.unwrap_or(2), paging.offset.unwrap_or(0));
    let end = offset.saturating_add(limit);
    let items = (1..=5).map(item).skip(offset as usize).take(limit as usize).collect();
    Json(Page { items, next_offset: (end < 5).then_some(end) })
}

#[utoipa::path(get, path = "/errors/{status}", params(("status" = u16, Path, minimum = 400, maximum = 409, example = 404)),
    responses((status = 200, body = Item), (status = "4XX", body = Message), (status = 409, body = Conflict)))]
pub async fn errors(Path(status): Path<u16>) -> Response {
    received("errors", json!({ "status": status }));
    let message = Message { code: "not_found".to_owned(), detail: "no such item".to_owned() };
    match status {
        409 => (StatusCode::CONFLICT, Json(Conflict { fields: vec!["id".to_owned()] })).into_response(),
        404 => (StatusCode::NOT_FOUND, Json(message)).into_response(),
        _ => Json(item(1)).into_response(),
    }
}

fn item(id: i64) -> Item {
    Item { id, name: id.to_string(), price: (id % 2 == 1).then_some(id as f64 / 10.0) }
}
