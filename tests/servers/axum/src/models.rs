//! What travels.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Absent, null, or a value: serde alone takes the first two for one.
pub type Maybe<T> = Option<Option<T>>;

/// Reads what is there, null too.
pub fn there<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Maybe<T>, D::Error> {
    Option::deserialize(from).map(Some)
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, Ord, PartialEq, PartialOrd, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    Active,
    OnHold,
    #[serde(rename = "gone!")]
    Gone,
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub struct Card {
    #[schema(pattern = "^[0-9]{4,16}$")]
    pub number: String,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<NaiveDate>)]
    pub expires: Maybe<NaiveDate>,
}

/// Internally tagged.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Payment {
    Card(Card),
    BankTransfer {
        iban: String,
        #[schema(required)]
        reference: Option<String>,
    },
    Cash,
}

/// Untagged.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Shape {
    Circle(Circle),
    Rectangle(Rectangle),
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Circle {
    pub radius: f64,
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rectangle {
    pub width: f32,
    pub height: f64,
}

/// Externally tagged.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum External {
    Nothing,
    Number(i64),
    Address(Address),
    Named { name: String },
}

/// Adjacently tagged.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(tag = "type", content = "value", rename_all = "camelCase")]
pub enum Adjacent {
    Number(i32),
    Words(Vec<String>),
    Address(Address),
}

/// Enums in each of serde's representations.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub struct Tagged {
    pub internal: Payment,
    pub external: External,
    pub adjacent: Adjacent,
    pub untagged: Shape,
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Address {
    pub street: String,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub city: Maybe<String>,
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(no_recursion)]
pub struct Category {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub children: Option<Vec<Category>>,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Box<Category>>)]
    pub parent: Maybe<Box<Category>>,
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub struct Audit {
    pub created_by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub created_at: Option<DateTime<Utc>>,
}

/// Each kind of member once.
#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    #[schema(example = 4)]
    pub id: i64,
    pub small: u8,
    pub large: u64,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Uuid>)]
    pub external_id: Maybe<Uuid>,
    pub status: Status,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Status>)]
    pub former_status: Maybe<Status>,
    #[schema(required)]
    pub next_status: Option<Status>,
    pub payment: Payment,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Payment>)]
    pub backup_payment: Maybe<Payment>,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Shape>)]
    pub shape: Maybe<Shape>,
    #[schema(pattern = "^-?[0-9]+\\.[0-9]{2}$")]
    pub amount: Decimal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub ratio: Option<f64>,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<NaiveDate>)]
    pub due: Maybe<NaiveDate>,
    pub placed_at: DateTime<Utc>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub tags: Option<Vec<String>>,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Option<i32>>>)]
    pub scores: Maybe<Vec<Option<i32>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub labels: Option<BTreeMap<String, Option<String>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub position: Option<(f64, f64)>,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Address>)]
    pub address: Maybe<Address>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub addresses: Option<Vec<Option<Address>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub category: Option<Category>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub grid: Option<Vec<Vec<i32>>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, value_type = Object)]
    pub anything: Option<serde_json::Map<String, serde_json::Value>>,
    #[serde(rename = "x-dashed.name", default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub dashed: Option<String>,
    #[serde(flatten)]
    pub audit: Audit,
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderPatch {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub status: Option<Status>,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub note: Maybe<String>,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Payment>)]
    pub payment: Maybe<Payment>,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Address>)]
    pub address: Maybe<Address>,
    #[serde(default, deserialize_with = "there", skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    pub tags: Maybe<Vec<String>>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Item {
    pub id: i64,
    pub name: String,
    #[schema(required)]
    pub price: Option<f64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next_offset: Option<u32>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Message {
    pub code: String,
    pub detail: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Conflict {
    pub fields: Vec<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Tick {
    pub number: i32,
    #[schema(required)]
    pub at: Option<DateTime<Utc>>,
}

#[derive(Debug, Deserialize, IntoParams, Serialize)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    #[param(min_length = 1)]
    pub q: String,
    pub number: Option<i64>,
    pub ratio: Option<f64>,
    pub flag: Option<bool>,
    pub day: Option<NaiveDate>,
    pub at: Option<DateTime<Utc>>,
    pub uuid: Option<Uuid>,
    #[param(inline)]
    pub status: Option<Status>,
    #[serde(default)]
    pub tags: Vec<String>,
    #[serde(default)]
    pub numbers: Vec<i32>,
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
pub struct Form {
    pub name: String,
    pub ratio: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub status: Option<Status>,
    #[serde(default)]
    pub numbers: Vec<i32>,
}

/// What comes as parts; it is only documented, and read part by part.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the document alone has it")]
pub struct Upload {
    #[schema(nullable = false)]
    pub note: Option<String>,
    #[schema(nullable = false)]
    pub address: Option<Address>,
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    pub file: Vec<u8>,
    #[schema(nullable = false)]
    pub numbers: Option<Vec<i32>>,
}
