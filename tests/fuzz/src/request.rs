//! Values of the caller stay where they belong: a value in the path is one segment, one in a header ends no line, one in
//! the query or in a cookie is one pair.

use octogen_runtime::{
    ApiSpec, Call, Client, ClientBuilder, Meta, Operation, ParamSpec, ResponseSpec, Status, Undocumented, read,
};

static API: ApiSpec =
    ApiSpec { name: "fuzz", version: "1", user_agent: "fuzz/1", servers: &[], schemes: &[], tracer: None };

struct Keep;

impl Operation for Keep {
    type Output = String;
    type Error = Undocumented;
    const META: &'static Meta = &Meta::new("keep", "DELETE", "/keep/{value}/tail");
    const SUCCESS: &'static [ResponseSpec<String>] =
        &[ResponseSpec::new(Status::Code(200), Some("text/plain"), read::text)];
    const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
}

static PATH: ParamSpec = ParamSpec::path("value");
static QUERY: ParamSpec = ParamSpec::query("value");
static HEADER: ParamSpec = ParamSpec::header("x-value");
static COOKIE: ParamSpec = ParamSpec::cookie("value");

/// Panics where it does not hold.
pub fn holds(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let client = ClientBuilder::new(&API).base_url("http://127.0.0.1/v1").build().expect("a base URL");
    let whole = request(&client, &[(&PATH, text)]);
    if let Some(request) = whole {
        let path = request.uri().path();
        let segments: Vec<&str> = path.split('/').collect();
        assert!(matches!(segments[..], ["", "v1", "keep", value, "tail"] if !value.is_empty()), "{text:?}: {path}");
        assert!(!matches!(segments[3], "." | ".."), "{text:?}: {path}");
        assert_eq!(request.uri().query(), None, "{text:?}");
    }
    if let Some(request) = request(&client, &[(&PATH, "x"), (&QUERY, text)]) {
        let query = request.uri().query().unwrap_or_default();
        assert!(query.matches('&').count() == 0 && query.matches('=').count() <= 1, "{text:?}: {query}");
        assert_eq!(request.uri().path(), "/v1/keep/x/tail");
    }
    if let Some(request) = request(&client, &[(&PATH, "x"), (&HEADER, text)]) {
        let value = request.headers()["x-value"].as_bytes();
        assert!(value.iter().all(|it| *it == b'\t' || (b' '..0x7f).contains(it)), "{text:?}: {value:?}");
    }
    if let Some(request) = request(&client, &[(&PATH, "x"), (&COOKIE, text)]) {
        let value = request.headers()["cookie"].as_bytes();
        assert!(
            value.starts_with(b"value=") && !value.contains(&b';') && !value.contains(&b' '),
            "{text:?}: {value:?}"
        );
    }
}

/// None where the value is refused, which is right as well.
fn request(client: &Client, values: &[(&'static ParamSpec, &str)]) -> Option<http::Request<octogen_runtime::Body>> {
    let mut call = Call::<Keep>::new(client);
    values.iter().for_each(|(spec, value)| call.request_mut().param(spec, &(*value).to_owned()));
    call.into_request().ok()
}
