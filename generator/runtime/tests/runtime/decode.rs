//! Bodies that do not fit their type: the place, what was expected, and nothing said twice.

use std::collections::BTreeMap;

use octogen_runtime::{Error, ErrorKind, Meta, Operation, ResponseSpec, Status, Undocumented, read};

use super::api::{API, Thing};
use super::server::{Server, json};

octogen_runtime::one_of! {
    /// A thing, a list of things, or what nobody knows.
    pub enum Either by untagged(&[
        Candidate { variant: 0, kinds: &[JsonType::Object], ..Candidate::ANY },
        Candidate { variant: 1, kinds: &[JsonType::Array], ..Candidate::ANY }
    ]) {
        One(Thing) = 0 from Thing;
        Many(Vec<Thing>) = 1 from Vec<Thing>;
        ..Other
    }
}

octogen_runtime::one_of! {
    /// What a number and a boolean tell apart, as they are on the wire.
    pub enum Numbered by tagged("type", &[("0", 0), ("7", 0), ("true", 1)], None) {
        One(Thing) = 0 from Thing;
        Other(BTreeMap<String, bool>) = 1 from BTreeMap<String, bool>;
        ..Unknown
    }
}

#[test]
fn tags_may_be_numbers_and_booleans() {
    let read = |text: &str| serde_json::from_str::<Numbered>(text).unwrap();
    for one in
        [r#"{"type":0,"id":1,"name":"a"}"#, r#"{"type":7.0,"id":1,"name":"a"}"#, r#"{"type":"7","id":1,"name":"a"}"#]
    {
        assert!(matches!(read(one), Numbered::One(_)), "{one}");
    }
    assert!(matches!(read(r#"{"type":true}"#), Numbered::Other(_)));
    for unknown in [r#"{"type":1,"id":1,"name":"a"}"#, r#"{"type":null}"#, r#"{"type":false}"#, "{}"] {
        assert!(matches!(read(unknown), Numbered::Unknown(_)), "{unknown}");
    }
}

macro_rules! answers {
    ($($marker:ident: $output:ty,)*) => {$(
        struct $marker;

        impl Operation for $marker {
            type Output = $output;
            type Error = Undocumented;
            const META: &'static Meta = &Meta::new("answer", "GET", "/");
            const SUCCESS: &'static [ResponseSpec<$output>] =
                &[ResponseSpec::new(Status::Code(200), Some("application/json"), read::json)];
            const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
        }
    )*};
}

answers! {
    One: Thing,
    Many: Vec<Thing>,
    Deep: BTreeMap<String, Vec<Thing>>,
    Unions: Vec<Either>,
}

async fn call<O: Operation>(body: &str) -> Result<O::Output, Error<O::Error>> {
    let server = Server::saying(json(200, body)).await;
    let client = octogen_runtime::ClientBuilder::new(&API).base_url(&server.url).build().unwrap();
    octogen_runtime::Call::<O>::new(&client).await
}

async fn place<O: Operation<Output: std::fmt::Debug>>(body: &str, path: &str, said: &str) {
    let error = call::<O>(body).await.unwrap_err();
    assert_eq!((error.kind(), error.json_path()), (ErrorKind::Decode, Some(path)), "{body}: {error}");
    let text = error.to_string();
    assert_eq!(text.matches(said).count(), 1, "{body}: {text}");
    assert!(std::error::Error::source(&error).is_none(), "{body}: a source would say it again");
}

#[tokio::test]
async fn the_place_and_what_was_expected() {
    place::<One>(r#"{"id":1}"#, "$", "member `name` is missing").await;
    place::<One>(r#"{"id":1,"name":null}"#, "name", "must not be null").await;
    place::<One>(r#"{"id":"x","name":"a"}"#, "id", "expected an integer, found a string").await;
    place::<One>("null", "$", "must not be null").await;
    place::<One>("[1]", "$", "expected an object, found an array").await;
    place::<Many>(r#"[{"id":1,"name":"a"},{"id":2}]"#, "[1]", "member `name` is missing").await;
    place::<Many>(r#"[{"id":1,"name":"a"},null]"#, "[1]", "must not be null").await;
    place::<Deep>(r#"{"a":[],"b":[{"id":1,"name":[]}]}"#, "b[0].name", "expected a string, found an array").await;
    place::<Deep>(r#"{"a b":[{"id":1,"name":7}]}"#, r#"["a b"][0].name"#, "expected a string, found an integer").await;
    place::<Deep>(r#"{"a b":[{"id":1,"name":7"#, r#"["a b"][0].name"#, "EOF while parsing").await;
    place::<Unions>(r#"[{"id":1,"name":"a"},{"id":1,"name":nul}]"#, "[1].name", "expected ident").await;
}

/// A union does not fail: what fits no variant is kept as it came.
#[tokio::test]
async fn inside_a_union() {
    let read = call::<Unions>(r#"[{"id":1,"name":"a"},[{"id":1,"name":"a"}],{"id":"x"},7]"#).await.unwrap();
    let [Either::One(_), Either::Many(_), Either::Other(wrong), Either::Other(number)] = &read[..] else {
        panic!("{read:?}");
    };
    assert_eq!((wrong.to_string(), number.to_string()), (r#"{"id":"x"}"#.to_owned(), "7".to_owned()));
}
