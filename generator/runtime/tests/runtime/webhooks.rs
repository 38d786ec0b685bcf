//! Webhooks: which event a body is, and whether it comes from the server. The signatures are those that the schemes
//! themselves publish, or were made by another implementation of HMAC (Python's); the time is passed in.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};
use octogen_runtime::runtime::webhooks::{Signature, SignedEvent, Verifier, WebhookError, parse};
use octogen_runtime::{object, one_of};
use serde_json::{Value, json};

object! {
    pub struct Gone {
        pub id: i64 = required "id",
        pub event: Option<String> = optional "event";
    }
}

one_of! {
    /// Told apart by a member.
    pub enum Event by tagged("event", &[("thing.gone", 0)], None) {
        Gone(Gone) = 0;
        ..Unknown
    }
}

one_of! {
    /// The only event, by what it looks like.
    pub enum Only by untagged(&[Candidate { kinds: &[JsonType::Object], required: &["id"], ..Candidate::ANY }]) {
        Gone(Gone) = 0;
        ..Unknown
    }
}

/// Events of a scheme: of the vectors' bodies nothing is known.
macro_rules! signed {
    ($name:ident, $signature:expr) => {
        one_of! {
            pub enum $name by untagged(&[]) {
                ..Unknown
            }
        }

        impl SignedEvent for $name {
            const SIGNATURE: Signature = $signature;
        }
    };
}

signed!(Standard, Signature::StandardWebhooks);
signed!(GitHub, Signature::GitHub { header: "x-hub-signature-256" });
signed!(Stripe, Signature::Stripe { header: "stripe-signature" });

impl SignedEvent for Event {
    const SIGNATURE: Signature = Signature::Stripe { header: "stripe-signature" };
}

#[test]
fn a_known_event_is_read_or_at_fault() {
    for (body, outcome) in [
        (r#"{"event":"thing.gone","id":1}"#, r#"Gone(Gone { id: 1, event: Some("thing.gone") })"#),
        (
            r#"{"event":"thing.found","id":"a"}"#,
            r#"Unknown(Object {"event": String("thing.found"), "id": String("a")})"#,
        ),
        (r#"{"id":1}"#, r#"Unknown(Object {"id": Number(1)})"#),
        ("[]", "Unknown(Array [])"),
        (r#"{"event":"thing.gone"}"#, "at `$`: member `id` is missing"),
        (r#"{"event":"thing.gone","id":"a"}"#, "at `id`: expected an integer, found a string"),
        (r#"{"event":"thing.gone","id":1"#, "at `id`: EOF while parsing an object at line 1 column 28"),
        ("", "expected JSON, found an empty body"),
    ] {
        let found = match parse::<Event>(body.as_bytes()) {
            Ok(event) => format!("{event:?}"),
            Err(error) => error.to_string(),
        };
        assert_eq!(found, outcome, "{body}");
    }
}

#[test]
fn the_only_event_is_at_fault_where_its_members_are_there() {
    let read = |body: Value| parse::<Only>(body.to_string().as_bytes());
    assert!(matches!(read(json!({ "id": 1 })), Ok(Only::Gone(Gone { id: 1, .. }))));
    assert!(matches!(read(json!({ "other": 1 })), Ok(Only::Unknown(_))));
    assert!(read(json!({ "id": "one" })).unwrap_err().to_string().starts_with("at `id`"));
}

fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
    let pairs = all.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()));
    pairs.collect()
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// What comes of a request.
fn outcome<E: SignedEvent>(verifier: &Verifier<E>, headers: &HeaderMap, body: &str, now: u64) -> String {
    match verifier.verify_at(headers, body.as_bytes(), at(now)) {
        Ok(_) => "taken".to_owned(),
        Err(WebhookError::Header(name)) => name.to_owned(),
        Err(WebhookError::Signature) => "forged".to_owned(),
        Err(WebhookError::Age(age)) => format!("{} s", age.as_secs()),
        Err(WebhookError::Body(error)) => error.to_string(),
        Err(other) => panic!("{other}"),
    }
}

/// The vector of the libraries of Standard Webhooks.
#[test]
fn standard_webhooks() {
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const RIGHT: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    const OTHER: &str = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    const BODY: &str = r#"{"test": 2432232314}"#;
    const NOW: u64 = 1_614_265_330;
    let verifier = Verifier::<Standard>::new(SECRET).unwrap();
    let of = |id: &str, timestamp: &str, signature: &str| {
        let all = [("webhook-id", id), ("webhook-timestamp", timestamp), ("webhook-signature", signature)];
        headers(&all.into_iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
    };
    let (id, time) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330");
    for (headers, body, now, expected) in [
        (of(id, time, RIGHT), BODY, NOW, "taken"),
        (of(id, time, &format!("{OTHER} v1a,hnO3f9T8 v2,{} {RIGHT}", &RIGHT[3..])), BODY, NOW, "taken"),
        (of(id, time, RIGHT.trim_end_matches('=')), BODY, NOW, "taken"),
        (of(id, time, RIGHT), BODY, NOW + 300, "taken"),
        (of(id, time, RIGHT), BODY, NOW - 300, "taken"),
        (of(id, time, RIGHT), BODY, NOW + 301, "301 s"),
        (of(id, time, RIGHT), BODY, NOW - 301, "301 s"),
        (of(id, time, RIGHT), r#"{"test": 2432232315}"#, NOW, "forged"),
        (of("msg_other", time, RIGHT), BODY, NOW, "forged"),
        (of(id, "1614265331", RIGHT), BODY, NOW, "forged"),
        (of(id, time, OTHER), BODY, NOW, "forged"),
        (of(id, time, &RIGHT[3..]), BODY, NOW, "forged"),
        (of(id, time, &RIGHT.replacen("v1,", "v2,", 1)), BODY, NOW, "forged"),
        (of(id, time, "v1,!"), BODY, NOW, "forged"),
        (of("", time, RIGHT), BODY, NOW, "webhook-id"),
        (of(id, "", RIGHT), BODY, NOW, "webhook-timestamp"),
        (of(id, "+1614265330", RIGHT), BODY, NOW, "webhook-timestamp"),
        (of(id, "1614265330.5", RIGHT), BODY, NOW, "webhook-timestamp"),
        (of(id, "99999999999999999999999", RIGHT), BODY, NOW, "webhook-timestamp"),
        (of(id, time, ""), BODY, NOW, "webhook-signature"),
    ] {
        assert_eq!(outcome(&verifier, &headers, body, now), expected, "{headers:?} {body} {now}");
    }
    // The prefix may be left out, as the scheme's own libraries have it.
    let bare = Verifier::<Standard>::new(&SECRET["whsec_".len()..]).unwrap();
    assert_eq!(outcome(&bare, &of(id, time, RIGHT), BODY, NOW), "taken");
}

/// The vector of GitHub's documentation, "Validating webhook deliveries".
#[test]
fn github() {
    const RIGHT: &str = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    const BODY: &str = "Hello, World!";
    let verifier = Verifier::<GitHub>::new("It's a Secret to Everybody").unwrap();
    // The signature is right, and the body is no JSON.
    let taken = "at `$`: expected value at line 1 column 1";
    let longer = format!("{RIGHT}00");
    for (value, body, expected) in [
        (RIGHT, BODY, taken),
        (RIGHT, "Hello, World?", "forged"),
        (&*RIGHT.to_uppercase().replacen("SHA", "sha", 1), BODY, taken),
        (&RIGHT[..RIGHT.len() - 1], BODY, "forged"),
        (&longer, BODY, "forged"),
        ("sha256=", BODY, "forged"),
        ("sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", BODY, "forged"),
        ("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17", BODY, "x-hub-signature-256"),
        (&RIGHT["sha256=".len()..], BODY, "x-hub-signature-256"),
    ] {
        let headers = headers(&[("x-hub-signature-256", value)]);
        assert_eq!(outcome(&verifier, &headers, body, 0), expected, "{value}");
    }
    assert_eq!(outcome(&verifier, &HeaderMap::new(), BODY, 0), "x-hub-signature-256");
}

/// `hmac.new(b"whsec_test_secret", b'1492774577.{"event":"thing.gone"}', sha256)`: the whole secret is the key.
#[test]
fn stripe() {
    const MAC: &str = "bcbf43c6bc58138851f2841073918dd48ec24cb59fe8a18e3e5614f772653558";
    const BODY: &str = r#"{"event":"thing.gone"}"#;
    const NOW: u64 = 1_492_774_577;
    let verifier = Verifier::<Stripe>::new("whsec_test_secret").unwrap();
    let other = "0".repeat(64);
    for (value, now, expected) in [
        (format!("t={NOW},v1={MAC}"), NOW, "taken"),
        (format!("t={NOW},v1={other},v1={MAC},v0={other}"), NOW, "taken"),
        (format!("v1={MAC}, t={NOW}"), NOW, "taken"),
        (format!("t={NOW},v1={MAC}"), NOW + 301, "301 s"),
        (format!("t={NOW},v0={MAC}"), NOW, "forged"),
        (format!("t={},v1={MAC}", NOW + 1), NOW, "forged"),
        (format!("t={NOW}"), NOW, "forged"),
        (format!("v1={MAC}"), NOW, "stripe-signature"),
        (format!("t=now,v1={MAC}"), NOW, "stripe-signature"),
        ("nonsense".to_owned(), NOW, "stripe-signature"),
    ] {
        let headers = headers(&[("stripe-signature", &value)]);
        assert_eq!(outcome(&verifier, &headers, BODY, now), expected, "{value}");
    }
    // What is genuine and not as documented is told apart from what is forged.
    let genuine = Verifier::<Event>::new("whsec_test_secret").unwrap();
    let headers = headers(&[("stripe-signature", &format!("t={NOW},v1={MAC}"))]);
    let error = genuine.verify_at(&headers, BODY.as_bytes(), at(NOW)).unwrap_err();
    assert!(error.is_authentic(), "{error}");
    assert_eq!(error.to_string(), "the body of a webhook could not be read: at `$`: member `id` is missing");
}

#[test]
fn secrets_are_several_and_do_not_show() {
    const MAC: &str = "bcbf43c6bc58138851f2841073918dd48ec24cb59fe8a18e3e5614f772653558";
    let headers = headers(&[("stripe-signature", &format!("t=1492774577,v1={MAC}"))]);
    let body = r#"{"event":"thing.gone"}"#;
    let new = Verifier::<Stripe>::new("whsec_of_tomorrow").unwrap();
    assert_eq!(outcome(&new, &headers, body, 1_492_774_577), "forged");
    let both = new.also("whsec_test_secret").unwrap().tolerance(Duration::from_secs(10));
    assert_eq!(outcome(&both, &headers, body, 1_492_774_577), "taken");
    assert_eq!(outcome(&both, &headers, body, 1_492_774_588), "11 s");
    assert_eq!(format!("{both:?}"), "Verifier { secrets: 2, tolerance: 10s, .. }");
    for secret in ["", "whsec_", "whsec_not base64"] {
        let error = Verifier::<Standard>::new(secret).unwrap_err();
        assert!(secret.is_empty() || !format!("{error} {error:?}").contains(secret), "{error}");
    }
    assert!(Verifier::<GitHub>::new("").is_err());
}
