//! The tables of OpenAPI, through the generated client of `specs/kitchen-sink` and over real HTTP: how each style
//! writes each kind of value, how each kind of union chooses, what absent and null come to, how each body is put
//! together. A row is an operation, an argument and the text on the wire.

mod bodies;
mod enums;
mod media;
mod nullability;
mod numbers;
mod streams;
mod styles;
mod unions;
mod wire;

#[path = "../../generated/kitchen-sink/examples/drive/operations.rs"]
#[rustfmt::skip]
mod operations;
#[allow(dead_code, reason = "half of it is for the program around the driver")]
#[path = "../../generated/kitchen-sink/examples/drive/support.rs"]
#[rustfmt::skip]
mod support;
