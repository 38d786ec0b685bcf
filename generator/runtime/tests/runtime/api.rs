//! A small API, written by hand as a generated crate would have it.

use octogen_runtime::{
    ApiSpec, Call, Client, ClientBuilder, Credential, ErrorDetails, EventStream, LineStream, Meta, NextCursor,
    Operation, PageParam, Paginated, Paging, ParamSpec, ResponseSpec, SchemeKind, SchemeSpec, SchemeUse, ServerSpec,
    ServerVariableSpec, Status, Total, Undocumented, read,
};
use serde::Serialize;

use super::server::{Server, TestClock};

pub static API: ApiSpec = ApiSpec {
    name: "things",
    version: "1.0.0",
    user_agent: "things/1.0.0",
    servers: &[ServerSpec {
        url: "https://{region}.example.com/v1",
        variables: &[ServerVariableSpec { name: "region", default: "eu", values: &["eu", "us"] }],
    }],
    schemes: &[
        SchemeSpec { name: "key", setter: "api_key", kind: SchemeKind::ApiKeyHeader("x-api-key") },
        SchemeSpec { name: "query", setter: "query_key", kind: SchemeKind::ApiKeyQuery("api_key") },
        SchemeSpec { name: "cookie", setter: "session", kind: SchemeKind::ApiKeyCookie("session") },
        SchemeSpec { name: "bearer", setter: "bearer_token", kind: SchemeKind::Bearer },
        SchemeSpec { name: "basic", setter: "login", kind: SchemeKind::Basic },
        SchemeSpec { name: "digest", setter: "digest", kind: SchemeKind::Http("Digest") },
        SchemeSpec { name: "oauth", setter: "oauth", kind: SchemeKind::OAuth2 { token_url: None } },
    ],
    tracer: TRACER,
};

#[cfg(feature = "tracing")]
octogen_runtime::tracer! {}
#[cfg(not(feature = "tracing"))]
const TRACER: Option<&'static octogen_runtime::Tracer> = None;

pub const KEY: usize = 0;
pub const BEARER: usize = 3;
pub const BASIC: usize = 4;
pub const OAUTH: usize = 6;

/// A builder for that server, with our clock.
pub fn builder(server: &Server, clock: &TestClock) -> ClientBuilder {
    ClientBuilder::new(&API).base_url(&server.url).clock(clock.clone())
}

/// An HTTP client of our own, as a user would pass it.
#[cfg(feature = "reqwest")]
pub fn plain_http() -> reqwest::ClientBuilder {
    let http = reqwest::Client::builder();
    #[cfg(feature = "rustls")]
    let http = {
        let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ClientConfig::builder_with_provider(provider);
        let config = config.with_safe_default_protocol_versions().unwrap();
        http.tls_backend_preconfigured(
            config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth(),
        )
    };
    http
}

/// A client for that server with the API key `SECRET-KEY`.
pub fn client(server: &Server, clock: &TestClock) -> Client {
    builder(server, clock).credential(KEY, Credential::token("SECRET-KEY")).build().unwrap()
}

octogen_runtime::object! {
    pub struct Thing {
        pub id: i64 = required "id",
        pub name: String = required "name";
    }
    new(id: i64, name: impl Into<String>) { id: id, name: name.into();; }
}

octogen_runtime::object! {
    pub struct Refusal {
        pub code: Code = required "code",
        pub message: String = required "message";
    }
}

octogen_runtime::string_enum! {
    pub enum Code {
        RateLimited = "rate_limited",
        NotFound = "not_found",
        ..Unknown
    }
}

impl ErrorDetails for Refusal {
    type Code = Code;

    fn code(&self) -> Option<&Code> {
        Some(&self.code)
    }

    fn message(&self) -> Option<&str> {
        Some(&self.message)
    }
}

macro_rules! operation {
    ($marker:ident, $method:literal $path:literal, $output:ty, $success:expr, { $($extra:tt)* }) => {
        pub struct $marker;

        impl Operation for $marker {
            type Output = $output;
            type Error = Refusal;
            const META: &'static Meta = &Meta {
                accept: Some("application/json"),
                security: &[&[SchemeUse::new(KEY)]],
                $($extra)*
                ..Meta::new(stringify!($marker), $method, $path)
            };
            const SUCCESS: &'static [ResponseSpec<$output>] = $success;
            const FAILURE: &'static [ResponseSpec<Refusal>] = &[ResponseSpec::new(Status::Range(4), Some("application/json"), read::json)];
        }
    };
}

const JSON: Option<&str> = Some("application/json");

operation!(GetThing, "GET" "/things/{id}", Thing, &[ResponseSpec::new(Status::Code(200), JSON, read::json)], {});
operation!(DeleteThing, "DELETE" "/things/{id}", (), &[ResponseSpec::new(Status::Code(204), None, read::empty)], {});
operation!(CreateThing, "POST" "/things", Thing, &[ResponseSpec::new(Status::Code(201), JSON, read::json)], {});
operation!(PayThing, "POST" "/payments", Thing, &[ResponseSpec::new(Status::Code(201), JSON, read::json)], {
    idempotency_header: Some("Idempotency-Key"),
});
operation!(FindThing, "POST" "/things/search", Thing, &[ResponseSpec::new(Status::Code(200), JSON, read::json)], {
    retry_safe: true,
});
operation!(Watch, "GET" "/events", EventStream<Thing, Refusal>, &[
    ResponseSpec::stream(Status::Code(200), "text/event-stream", |body| body.events()),
], {});
operation!(Tail, "GET" "/lines", LineStream<Thing, Refusal>, &[
    ResponseSpec::stream(Status::Code(200), "application/jsonl", |body| body.lines()),
], {});

pub static ID: ParamSpec = ParamSpec::path("id");

pub fn get_thing(client: &Client, id: impl Serialize) -> Call<GetThing> {
    let mut call = Call::<GetThing>::new(client);
    call.request_mut().param(&ID, &serde_json::to_value(id).unwrap());
    call
}

pub fn delete_thing(client: &Client, id: impl Serialize) -> Call<DeleteThing> {
    let mut call = Call::<DeleteThing>::new(client);
    call.request_mut().param(&ID, &serde_json::to_value(id).unwrap());
    call
}

pub fn create_thing(client: &Client) -> Call<CreateThing> {
    let mut call = Call::<CreateThing>::new(client);
    call.request_mut().json("application/json", &Thing { id: 1, name: "one".to_owned() });
    call
}

octogen_runtime::object! {
    pub struct Page {
        pub items: Vec<i64> = required "items",
        pub next: Option<String> = optional "next",
        pub has_more: Option<bool> = optional "has_more";
    }
}

impl Page {
    fn has_more(&self) -> Option<bool> {
        self.has_more
    }
}

impl ThingPage {
    fn has_more(&self) -> Option<bool> {
        None
    }
}

octogen_runtime::object! {
    /// A page of objects.
    pub struct ThingPage {
        pub items: Vec<serde_json::Value> = required "items",
        pub next: Option<String> = optional "next";
    }
}

macro_rules! list {
    ($marker:ident, $method:literal, $page:ty, $item:ty, $paging:expr) => {
        operation!($marker, $method "/list", $page, &[ResponseSpec::new(Status::Code(200), JSON, read::json)], {});

        impl Paginated for $marker {
            type Item = $item;
            const PAGING: Paging = $paging;

            fn next(page: &$page) -> Option<String> {
                page.next.clone()
            }

            fn has_more(page: &$page) -> Option<bool> {
                page.has_more()
            }

            fn list(page: &$page) -> &[$item] {
                &page.items
            }

            fn items(page: $page) -> Vec<$item> {
                page.items
            }
        }
    };
}

const fn cursor(param: PageParam, next: NextCursor) -> Paging {
    Paging::Cursor { param, next, numeric: false }
}

const fn by_page(first: Option<u64>, total: Total) -> Paging {
    Paging::Page { param: PageParam::Query("page"), first, total }
}

const fn by_offset(first: u64, total: Total) -> Paging {
    Paging::Offset { param: PageParam::Query("offset"), first, total }
}

list!(ByCursor, "GET", Page, i64, cursor(PageParam::Query("cursor"), NextCursor::Page));
list!(ByCursorOrUrl, "GET", Page, i64, cursor(PageParam::Query("cursor"), NextCursor::OrUrl));
list!(ByBodyCursor, "POST", Page, i64, cursor(PageParam::Body("/page/cursor"), NextCursor::Page));
list!(ByHeader, "GET", Page, i64, cursor(PageParam::Query("page"), NextCursor::Header("x-next-page")));
list!(ByPage, "GET", Page, i64, by_page(Some(1), Total::Unknown));
list!(
    ByDeepPage,
    "GET",
    Page,
    i64,
    Paging::Page { param: PageParam::Query("page[page]"), first: Some(1), total: Total::Unknown }
);
list!(ByOffset, "GET", Page, i64, by_offset(0, Total::Unknown));
list!(ByLink, "GET", Page, i64, Paging::LinkHeader);
list!(ByUrl, "GET", Page, i64, Paging::NextUrl);

/// Lists of objects, which tell one page from another.
pub mod things {
    use serde_json::Value;

    use super::*;

    list!(ByCursor, "GET", ThingPage, Value, cursor(PageParam::Query("cursor"), NextCursor::Page));
    list!(ByCursorOrUrl, "GET", ThingPage, Value, cursor(PageParam::Query("cursor"), NextCursor::OrUrl));
    list!(ByScroll, "GET", ThingPage, Value, cursor(PageParam::Query("scroll"), NextCursor::Steady));
    list!(ByBodyCursor, "POST", ThingPage, Value, cursor(PageParam::Body("/page/cursor"), NextCursor::Page));
    list!(ByHeader, "GET", ThingPage, Value, cursor(PageParam::Query("page"), NextCursor::Header("x-next-page")));
    list!(ByPage, "GET", ThingPage, Value, by_page(Some(1), Total::Unknown));
    list!(ByOpenPage, "GET", ThingPage, Value, by_page(None, Total::Unknown));
    list!(ByPageOfAll, "GET", ThingPage, Value, by_page(Some(1), Total::PagesHeader("x-pages")));
    list!(ByOffset, "GET", ThingPage, Value, by_offset(0, Total::Unknown));
    list!(ByOffsetOfAll, "GET", ThingPage, Value, by_offset(1, Total::ItemsHeader("x-total")));
    list!(ByLink, "GET", ThingPage, Value, Paging::LinkHeader);
    list!(ByUrl, "GET", ThingPage, Value, Paging::NextUrl);
}

/// Needs no credential, and documents no error.
pub struct Open;

impl Operation for Open {
    type Output = String;
    type Error = Undocumented;
    const META: &'static Meta = &Meta::new("open", "GET", "/open");
    const SUCCESS: &'static [ResponseSpec<String>] =
        &[ResponseSpec::new(Status::Code(200), Some("text/plain"), read::text)];
    const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
}
