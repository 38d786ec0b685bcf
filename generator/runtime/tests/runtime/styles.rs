//! Every style, exploded or not, for every kind of value (OpenAPI 3.1, section 4.8.12.4; 3.2 for `cookie`).

use octogen_runtime::{
    Call, Client, ClientBuilder, Error, ErrorDetails, InMemory, Meta, Operation, ParamLocation, ParamSpec, Style,
};
use octogen_runtime::{ResponseSpec, Status, read};
use serde_json::{Value, json};

use super::api::API;

struct Any;

#[derive(Debug)]
struct NoBody;

impl ErrorDetails for NoBody {
    type Code = str;
}

impl Operation for Any {
    type Output = ();
    type Error = NoBody;
    const META: &'static Meta = &Meta::new("any", "GET", "/a/{color}/z");
    const SUCCESS: &'static [ResponseSpec<()>] = &[ResponseSpec::new(Status::Range(2), None, read::empty)];
    const FAILURE: &'static [ResponseSpec<NoBody>] = &[];
}

fn client() -> Client {
    let transport = InMemory::new(|_| http::Response::new(bytes::Bytes::new()));
    ClientBuilder::new(&API).base_url("https://x.example").transport(transport).build().unwrap()
}

/// The path and query, and one header and the cookies.
fn sent(spec: ParamSpec, value: Value) -> Result<(String, String), Error<NoBody>> {
    static FILLER: ParamSpec = ParamSpec::path("color");
    let spec: &'static ParamSpec = Box::leak(Box::new(spec));
    let mut call: Call<Any> = Call::new(&client());
    if spec.location != ParamLocation::Path {
        call.request_mut().param(&FILLER, &"-".to_owned());
    }
    call.request_mut().param(spec, &value);
    let request = call.into_request()?;
    let text = |name: &str| request.headers().get(name).map(|it| it.to_str().unwrap().to_owned());
    let head = text("color").or_else(|| text("cookie")).unwrap_or_default();
    Ok((request.uri().path_and_query().unwrap().to_string(), head))
}

fn check(spec: ParamSpec, value: Value, expected: &str) {
    let name = format!("{spec:?} {value}");
    let location = spec.location;
    let (uri, head) = sent(spec, value).unwrap_or_else(|error| panic!("{name}: {error}"));
    let text = match location {
        ParamLocation::Path => uri.strip_prefix("/a/").and_then(|it| it.strip_suffix("/z")).unwrap().to_owned(),
        ParamLocation::Query | ParamLocation::QueryString => uri.strip_prefix("/a/-/z").unwrap().to_owned(),
        ParamLocation::Header | ParamLocation::Cookie => head,
    };
    assert_eq!(text, expected, "{name}");
}

#[test]
fn all_styles() {
    use ParamLocation::{Cookie, Header, Path, Query};
    use Style::{DeepObject, Form, Label, Matrix, PipeDelimited, Simple, SpaceDelimited};
    let values = || [json!(""), json!("blue"), json!(["blue", "black"]), json!({"R": 100, "G": 200})];
    #[rustfmt::skip]
    let rows: &[(ParamLocation, Style, bool, [Option<&str>; 4])] = &[
        (Path, Matrix, false, [Some(";color"), Some(";color=blue"), Some(";color=blue,black"), Some(";color=R,100,G,200")]),
        (Path, Matrix, true, [Some(";color"), Some(";color=blue"), Some(";color=blue;color=black"), Some(";R=100;G=200")]),
        (Path, Label, false, [None, Some(".blue"), Some(".blue,black"), Some(".R,100,G,200")]),
        (Path, Label, true, [None, Some(".blue"), Some(".blue.black"), Some(".R=100.G=200")]),
        (Path, Simple, false, [None, Some("blue"), Some("blue,black"), Some("R,100,G,200")]),
        (Path, Simple, true, [None, Some("blue"), Some("blue,black"), Some("R=100,G=200")]),
        (Query, Form, false, [Some("?color="), Some("?color=blue"), Some("?color=blue,black"), Some("?color=R,100,G,200")]),
        (Query, Form, true, [Some("?color="), Some("?color=blue"), Some("?color=blue&color=black"), Some("?R=100&G=200")]),
        (Query, SpaceDelimited, false, [None, None, Some("?color=blue%20black"), Some("?color=R%20100%20G%20200")]),
        (Query, SpaceDelimited, true, [None, None, Some("?color=blue&color=black"), None]),
        (Query, PipeDelimited, false, [None, None, Some("?color=blue%7Cblack"), Some("?color=R%7C100%7CG%7C200")]),
        (Query, PipeDelimited, true, [None, None, Some("?color=blue&color=black"), None]),
        (Query, DeepObject, true, [None, None, None, Some("?color%5BR%5D=100&color%5BG%5D=200")]),
        (Header, Simple, false, [Some(""), Some("blue"), Some("blue,black"), Some("R,100,G,200")]),
        (Header, Simple, true, [Some(""), Some("blue"), Some("blue,black"), Some("R=100,G=200")]),
        (Cookie, Form, false, [Some("color="), Some("color=blue"), Some("color=blue,black"), Some("color=R,100,G,200")]),
        (Cookie, Form, true, [Some("color="), Some("color=blue"), Some("color=blue; color=black"), Some("R=100; G=200")]),
        (Cookie, Style::Cookie, true, [Some("color="), Some("color=blue"), Some("color=blue; color=black"), Some("R=100; G=200")]),
    ];
    for (location, style, explode, expected) in rows {
        for (value, expected) in values().into_iter().zip(expected) {
            let Some(expected) = expected else { continue };
            // `serde_json` sorts members unless told otherwise.
            let expected = match value.is_object() {
                true => sorted(expected),
                false => (*expected).to_owned(),
            };
            let spec = ParamSpec { location: *location, style: *style, explode: *explode, ..ParamSpec::query("color") };
            check(spec, value, &expected);
        }
    }
}

fn sorted(expected: &str) -> String {
    if serde_json::to_string(&json!({"R": 100, "G": 200})).unwrap().starts_with("{\"R") {
        return expected.to_owned();
    }
    expected
        .replace('R', "\0")
        .replace('G', "R")
        .replace('\0', "G")
        .replace("100", "\0")
        .replace("200", "100")
        .replace('\0', "200")
}

#[test]
fn escaping() {
    let smithy = " %:/?#[]@!$&'()*+,;=😹";
    let strict = "%20%25%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%F0%9F%98%B9";
    let reserved = |spec| ParamSpec { allow_reserved: true, ..spec };
    check(ParamSpec::path("color"), json!(smithy), strict);
    check(ParamSpec::query("color"), json!(smithy), &format!("?color={strict}"));
    check(ParamSpec::query("co&l=r"), json!("a&b=c"), "?co%26l%3Dr=a%26b%3Dc");
    check(reserved(ParamSpec::query("color")), json!("a:/?#[]@!$&()*+,;=%"), "?color=a:/?%23[]@!$%26()*%2B,;=%25");
    check(reserved(ParamSpec::path("color")), json!("a:/?#@!$&()*+,;=%"), "a:%2F%3F%23@!$&()*+,;=%25");
    check(ParamSpec::path("color"), json!("a/../b"), "a%2F..%2Fb");
    check(ParamSpec::path("color"), json!("%2e%2e"), "%252e%252e");
    check(ParamSpec::path("color"), json!("..\\"), "..%5C");
    check(ParamSpec::cookie("color"), json!("a; b=c,\r\n"), "color=a%3B%20b%3Dc%2C%0D%0A");
    check(ParamSpec::header("color"), json!("a, \"b\"; c"), "a, \"b\"; c");
}

#[test]
fn kinds_of_values() {
    check(ParamSpec::query("color"), json!(null), "");
    check(ParamSpec { allow_empty: true, ..ParamSpec::query("color") }, json!(null), "?color=");
    check(ParamSpec::query("color"), json!([]), "");
    check(ParamSpec::query("color"), json!([1, null, true, 1.5]), "?color=1&color=true&color=1.5");
    check(ParamSpec::query("color"), json!([{"a": 1}]), "?color=%7B%22a%22%3A1%7D");
    let deep = ParamSpec { style: Style::DeepObject, ..ParamSpec::query("color") };
    check(
        deep,
        json!({"a": {"b": [1, 2]}, "c": null, "d&": "e"}),
        "?color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2&color%5Bd%26%5D=e",
    );
    let content = ParamSpec { content: Some("application/json"), ..ParamSpec::query("color") };
    check(content, json!({"a": [1]}), "?color=%7B%22a%22%3A%5B1%5D%7D");
    check(ParamSpec::query_string("color"), json!({"a": 1, "b": ["x", "y"]}), "?a=1&b=x&b=y");
    let json_query = ParamSpec { content: Some("application/json"), ..ParamSpec::query_string("color") };
    check(json_query, json!({"a": 1}), "?%7B%22a%22%3A1%7D");
}

/// One text for a number, wherever it goes.
#[test]
fn numbers() {
    for (number, text) in
        [(json!(4.0), "4"), (json!(-0.0), "0"), (json!(1e21), "1e21"), (json!(1e-7), "1e-7"), (json!(0.5), "0.5")]
    {
        check(ParamSpec::path("color"), number.clone(), text);
        check(ParamSpec::query("color"), number.clone(), &format!("?color={text}"));
        check(ParamSpec::query("color").explode(false), json!([number, number]), &format!("?color={text},{text}"));
        check(ParamSpec::header("color"), number.clone(), text);
        check(ParamSpec::cookie("color"), number.clone(), &format!("color={text}"));
        let deep = ParamSpec::query("color").style(Style::DeepObject);
        check(deep, json!({ "a": number }), &format!("?color%5Ba%5D={text}"));
        let content = ParamSpec::query("color").content("application/json");
        check(content, json!([number]), &format!("?color=%5B{text}%5D"));
        check(ParamSpec::query_string("color"), json!({ "a": number }), &format!("?a={text}"));
    }
}

/// What keeps its digits in JSON keeps them in texts; what no text can hold is refused.
#[test]
fn digits_and_numbers_that_are_none() {
    let client = client();
    let call = || Call::<Any>::new(&client).set_param(ParamSpec::path("color"), &1_i64);
    let price = octogen_runtime::Decimal::from("0.10").into_number();
    let request = call().set_param(ParamSpec::query("price"), &price).into_request().unwrap();
    assert_eq!(request.uri().query(), Some("price=0.10"));
    for number in [f64::NAN, f64::INFINITY] {
        let error = call().set_param(ParamSpec::query("price"), &number).into_request().unwrap_err().to_string();
        assert!(error.contains("`price` cannot be written") && error.contains("not a finite number"), "{error}");
    }
}

/// An exploded object has its lists item by item, in each style that has pairs.
#[test]
fn lists_in_objects() {
    let value = || json!({"page": 1, "sort": ["a", "b"], "none": [], "gone": null, "by": {"x": 1}});
    check(ParamSpec::query("color"), value(), "?by=%7B%22x%22%3A1%7D&page=1&sort=a&sort=b");
    check(ParamSpec::cookie("color"), json!({"a": [1, 2]}), "a=1; a=2");
    let matrix = ParamSpec::path("color").style(Style::Matrix).explode(true);
    check(matrix, json!({"a": [1, 2]}), ";a=1;a=2");
    let deep = ParamSpec::query("color").style(Style::DeepObject);
    check(deep, json!({"all": [{"x": 1}, {"x": 2}]}), "?color%5Ball%5D%5B0%5D%5Bx%5D=1&color%5Ball%5D%5B1%5D%5Bx%5D=2");
}

/// A value that may span segments keeps its slashes and nothing else that would leave the path.
#[test]
fn slashes_of_the_path() {
    check(ParamSpec::path("color").slashes(), json!("projects/a b/x?y#z%"), "projects/a%20b/x%3Fy%23z%25");
    check(ParamSpec::path("color").slashes().allow_reserved(), json!("a/b:c@d?e"), "a/b:c@d%3Fe");
    check(ParamSpec::path("color").slashes().explode(true), json!(["a", "b/c"]), "a/b/c");
}

#[test]
fn refused_before_anything_is_sent() {
    #[rustfmt::skip]
    let rows = [
        (ParamSpec::path("color"), json!(""), "the path parameter `color` is empty"),
        (ParamSpec::path("color"), json!(null), "the path parameter `color` is empty"),
        (ParamSpec::path("color"), json!([]), "the path parameter `color` is empty"),
        (ParamSpec::path("color"), json!("."), "the path parameter `color` is `.`"),
        (ParamSpec::path("color"), json!(".."), "the path parameter `color` is `..`"),
        (ParamSpec { style: Style::Label, ..ParamSpec::path("color") }, json!("."), "is `..`"),
        (ParamSpec::header("color"), json!("v\r\nX-Evil: 1"), "the header `color` has a character"),
        (ParamSpec::header("color"), json!("v\0"), "the header `color` has a character"),
        (ParamSpec::header("color"), json!("v\n folded"), "the header `color` has a character"),
        (ParamSpec::header("color"), json!("größe"), "the header `color` has a character"),
        (ParamSpec { style: Style::Cookie, explode: false, ..ParamSpec::cookie("color") }, json!("a;b"), "the cookie `color`"),
        (ParamSpec { style: Style::Cookie, ..ParamSpec::cookie("color") }, json!(["a", "b;c"]), "the cookie `color`"),
        (ParamSpec { style: Style::Cookie, ..ParamSpec::cookie("color") }, json!({"a": "b c"}), "the cookie `color`"),
        (ParamSpec { style: Style::Cookie, ..ParamSpec::cookie("color") }, json!({"a b": "c"}), "the cookie `color`"),
        (ParamSpec::path("color").slashes(), json!("a/../b"), "has the segment `..`"),
        (ParamSpec::path("color").slashes(), json!("a/."), "has the segment `.`"),
        (ParamSpec::path("color").slashes(), json!(".."), "the path parameter `color` is `..`"),
        (ParamSpec::path("color").slashes(), json!(""), "the path parameter `color` is empty"),
    ];
    for (spec, value, message) in rows {
        let name = format!("{spec:?} {value}");
        let error = sent(spec, value).expect_err(&name).to_string();
        assert!(error.contains(message), "{name}: {error}");
    }
}
