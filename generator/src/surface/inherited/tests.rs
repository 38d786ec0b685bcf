use super::*;
use crate::surface::{Level, changes};

const MOD: &str = r#"
mod client;
mod facade;
#[doc(hidden)]
pub use crate::{client_types, object};
pub use client::call::Call;
pub use client::{Policy, Transport};
#[cfg(feature = "events")]
pub use client::Event;
pub use ::http::StatusCode;
#[doc(hidden)]
pub use client::Inner;
pub mod xml;
"#;

const CLIENT: &str = r#"
pub struct Policy { pub attempts: u32, private: () }
impl Policy { pub fn new(attempts: u32) -> Self { todo() } #[doc(hidden)] pub fn secret(&self) {} }
impl Default for Policy { fn default() -> Self { todo() } }
pub trait Transport: Send { fn send(&self) -> u8; fn name(&self) -> &str { "" } }
#[derive(Clone)]
pub struct Event(pub String);
pub struct Inner;
#[cfg(test)]
impl Policy { pub fn of_tests() {} }
"#;

const CALL: &str = r#"
pub struct Call<O>(O);
impl<O: crate::runtime::Operation> Call<O> {
    pub async fn send<T: crate::runtime::wire::Wire>(self, it: &T) -> Result<O::Output, ()> { todo() }
}
"#;

const FACADE: &str = r#"
#[macro_export]
macro_rules! client_types {
    ($api:expr, $body:ty) => {
        pub struct Client($crate::runtime::Client);
        impl Client { pub fn request(&self) -> Call<$crate::runtime::Raw<$body>> { todo() } fn own(&self) {} }
        pub mod mock { pub struct Server(u8); impl Server { pub fn url(&self) -> &str { "" } } }
    };
}
#[macro_export]
macro_rules! object {
    ($(#[$meta:meta])* $name:ident { $($field:ident)* }) => {
        $(#[$meta])* pub struct $name { $(pub $field: u8)* }
        impl ::core::clone::Clone for $name { fn clone(&self) -> Self { todo() } }
        impl $name { #[doc(hidden)] pub fn raw(&self) {} pub fn as_str(&self) -> &str { "" } }
        $crate::also! {}
    };
}
macro_rules! also { () => { impl<T> PartialEq<T> for $name {} }; }
"#;

const LIB: &str = r#"
pub mod types;
mod client;
pub use client::Client;
pub use runtime::{Policy, StatusCode as Status};
#[cfg(feature = "test-util")]
pub use client::mock;
"#;

const OWN: &str =
    r#"#[cfg(feature = "x")] runtime::client_types! { API, crate::ErrorBody } impl Client { pub fn get(&self) {} }"#;

/// The surface where some text is another one.
fn surface(old: &str, new: &str) -> Surface {
    let texts = [
        ("src/runtime/mod.rs", MOD),
        ("src/runtime/client/mod.rs", CLIENT),
        ("src/runtime/client/call.rs", CALL),
        ("src/runtime/facade.rs", FACADE),
        ("src/runtime/xml/mod.rs", "pub fn read() {} pub(crate) fn own() {}"),
        ("src/lib.rs", LIB),
        ("src/client.rs", OWN),
        ("src/types/common.rs", "runtime::object! { Pet { name } }"),
    ];
    let texts = texts.map(|(path, text)| (path, text.replace(old, new)));
    inherited(&texts.iter().map(|(path, text)| Source { path, text }).collect::<Vec<_>>()).unwrap()
}

#[test]
fn what_a_crate_has_from_the_runtime() {
    let lines: Vec<_> = surface("", "").items.into_values().map(|it| format!("{}: {}", it.path, it.text())).collect();
    assert_eq!(
        lines,
        [
            "Client: #[cfg(feature = \"x\")] #[non_exhaustive] struct Client(Client)",
            "Client::get(): fn get(&self)",
            "Client::request(): #[cfg(feature = \"x\")] fn request(&self) -> Call<Raw<ErrorBody>>",
            "Clone for runtime::Event: impl Clone",
            "Clone for types of object!: impl Clone",
            "Default for runtime::Policy: impl Default for Policy",
            "PartialEq<T> for types of object!: impl PartialEq<T>",
            "crate::Client: use Client",
            "crate::Policy: use Policy",
            "crate::Status: use Status",
            "crate::mock: #[cfg(feature = \"test-util\")] use mock",
            "crate::types: use mod types",
            "mock::Server: #[cfg(feature = \"x\")] #[non_exhaustive] struct Server(u8)",
            "mock::Server::url(): #[cfg(feature = \"x\")] fn url(&self) -> &str",
            "runtime::Call: #[non_exhaustive] struct Call<O>(O)",
            "runtime::Call::send(): impl<O: Operation> async fn send(self, it: &T) -> Result<Output, ()> <T: Wire>",
            "runtime::Event: #[cfg(feature = \"events\")] struct Event(pub String)",
            "runtime::Policy: #[non_exhaustive] struct Policy",
            "runtime::Policy.attempts: attempts: u32",
            "runtime::Policy::new(): fn new(attempts: u32) -> Self",
            "runtime::StatusCode: use http::StatusCode",
            "runtime::Transport: trait Transport: Send",
            "runtime::Transport::name(): fn name(&self) -> &str",
            "runtime::Transport::send(): fn send(&self) -> u8",
            "runtime::xml::read(): fn read()",
            "types of object!::as_str(): fn as_str(&self) -> &str",
        ]
    );
}

#[test]
fn a_change_of_the_runtime_has_its_level() {
    let before = surface("", "");
    for (what, old, new, expected) in [
        ("nothing", "", "", Level::None),
        ("the text of a method", "{ todo() } fn own", "{ other() } fn own", Level::None),
        ("a hidden method", "secret", "other", Level::None),
        ("a method more", "pub fn new(", "pub fn more(&self) {} pub fn new(", Level::Minor),
        ("a field more of what has private ones", "private: ()", "pub more: u8, private: ()", Level::Minor),
        ("a field more of a tuple", "pub String)", "pub String, pub u8)", Level::Major),
        ("a provided method more of a trait", "fn name(", "fn more(&self) {} fn name(", Level::Minor),
        ("a required method more of a trait", "fn name(", "fn more(&self); fn name(", Level::Major),
        ("a method renamed", "fn request", "fn ask", Level::Major),
        ("the type of an argument", "attempts: u32)", "attempts: u64)", Level::Major),
        ("a bound", "<T: crate::runtime::wire::Wire>", "<T: Clone>", Level::Major),
        ("the module of a bound", "crate::runtime::wire::Wire", "crate::runtime::json::Wire", Level::None),
        ("a feature more", "pub use client::{Policy", "#[cfg(feature = \"y\")] pub use client::{Policy", Level::Major),
        ("a feature less", "#[cfg(feature = \"events\")]", "", Level::Minor),
        (
            "a trait less of the types",
            "impl ::core::clone::Clone for $name { fn clone(&self) -> Self { todo() } }",
            "",
            Level::Major,
        ),
        (
            "a trait more of the types",
            "macro_rules! also { () => {",
            "macro_rules! also { () => { impl Eq for $name {}",
            Level::Minor,
        ),
        ("a derive less", "#[derive(Clone)]", "", Level::Major),
        ("an export less", "{Policy, StatusCode as Status}", "{Policy}", Level::Major),
        ("a hidden export", "pub use client::Inner", "pub use client::Outer", Level::None),
    ] {
        let changes = changes(&before, &surface(old, new));
        let level = changes.iter().map(|it| it.level).max().unwrap_or_default();
        assert_eq!(level, expected, "{what}: {changes:#?}");
    }
}

#[test]
fn what_is_not_understood_is_said_to_be_so() {
    for (path, text, expected) in [
        ("src/runtime/mod.rs", "pub struct", "src/runtime/mod.rs: "),
        ("src/client.rs", "struct", "src/client.rs: "),
        ("src/runtime/facade.rs", "macro_rules! many { () => {}; (x) => {}; }", "many!: its text is not understood"),
        ("src/runtime/facade.rs", "macro_rules! many { () => { $(x)* }; }", "many!: its text is not understood"),
        ("src/runtime/facade.rs", "macro_rules! many { () => { struct }; }", "many!: "),
    ] {
        let client = if path == "src/client.rs" { text } else { "runtime::many! {}" };
        let sources = [Source { path, text }, Source { path: "src/client.rs", text: client }];
        let error = inherited(&sources).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
}
