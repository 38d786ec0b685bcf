//! What judges generated clients from outside: it knows the document and HTTP, and nothing of the generator.
//!
//! A [`Document`] is read by code of its own, [`Maker`] makes values that its schemas allow, a [`Server`] on
//! loopback checks every request against it, and [`drive`] sends all operations of a client through that server.
//! [`compare`] does the same with a server of somebody else's, which keeps a [`Transcript`].
//!
//! What is alike in the mock server of the clients (schemas, examples, styles, XML) is written here a second time on
//! purpose: a witness that shared its code would find no mistake of it.

mod answer;
mod arguments;
mod body;
mod check;
mod compare;
mod decode;
mod described;
mod dialect;
mod document;
mod drive;
mod driver;
mod example;
mod files;
mod lint;
mod mutate;
mod pages;
mod same;
mod schema;
mod server;
mod sse;
mod stand_in;
mod swagger;
mod template;
mod text;
mod transcript;
mod understood;
mod xml;

pub use answer::{Answer, Expected};
pub use compare::compare;
pub use document::{Body, Content, Document, Header, Operation, Parameter, Place, Response, Scheme, Style, Webhook};
pub use drive::{Options, Report, drive, travelled};
pub use driver::Driver;
pub use example::{Direction, Maker};
pub use files::{documents, value};
pub use lint::lint;
pub use same::difference;
pub use server::{Expectation, KEY, Server};
pub use stand_in::{Seen, StandIn};
pub use transcript::{Entries, Received, Responded, Transcript};
