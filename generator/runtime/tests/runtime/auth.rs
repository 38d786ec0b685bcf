//! Credentials: how each scheme is sent, which alternative is chosen, how tokens are kept and renewed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use octogen_runtime::{
    BoxError, BoxFuture, Call, ClientBuilder, Credential, ErrorKind, Meta, OAuth2, Operation, ResponseSpec, SchemeUse,
    Status, Token, Undocumented, read,
};

use super::api::{API, BASIC, BEARER, KEY, OAUTH, builder};
use super::server::{Act, Server, TestClock, json, response};

macro_rules! secured {
    ($marker:ident, $security:expr) => {
        struct $marker;

        impl Operation for $marker {
            type Output = ();
            type Error = Undocumented;
            const META: &'static Meta = &Meta { security: $security, ..Meta::new("secured", "GET", "/secured?a=b") };
            const SUCCESS: &'static [ResponseSpec<()>] = &[ResponseSpec::new(Status::Range(2), None, read::empty)];
            const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
        }
    };
}

const fn one(scheme: usize) -> SchemeUse {
    SchemeUse::new(scheme)
}

secured!(ByKey, &[&[one(0)]]);
secured!(ByQuery, &[&[one(1)]]);
secured!(ByCookie, &[&[one(2)]]);
secured!(ByBearer, &[&[one(3)]]);
secured!(ByBasic, &[&[one(4)]]);
secured!(ByDigest, &[&[one(5)]]);
secured!(ByOAuth, &[&[one(6)]]);
secured!(Both, &[&[one(0), one(3)]]);
secured!(Either, &[&[one(0)], &[one(3)]]);
secured!(Optional, &[&[], &[one(0)]]);
secured!(Nothing, &[]);

/// What the server saw: target, `x-api-key`, `cookie`, `authorization`.
async fn seen<O: Operation>(credentials: &[(usize, Credential)]) -> Result<[String; 4], String> {
    let server = Server::saying(response(204, &[], "")).await;
    let mut builder = builder(&server, &TestClock::new());
    for (scheme, credential) in credentials {
        builder = builder.credential(*scheme, credential.clone());
    }
    Call::<O>::new(&builder.build().unwrap()).await.map_err(|error| error.to_string())?;
    let seen = server.seen().remove(0);
    let header = |name| seen.header(name).unwrap_or_default().to_owned();
    Ok([seen.target.clone(), header("x-api-key"), header("cookie"), header("authorization")])
}

/// A cookie is sent as it is; one that would be another cookie, or none, is not sent at all.
#[tokio::test]
async fn cookies_are_verbatim() {
    for key in ["s%3Aabc.d/e+f=", "plain", "\"quoted\"", "a|b&c"] {
        let seen = seen::<ByCookie>(&[(2, Credential::token(key))]).await.unwrap();
        assert_eq!(seen[2], format!("session={key}"));
    }
    for key in ["THE;KEY", "THE KEY", "THE,KEY", "THE\\KEY", "THE\r\nKEY", "THE-KÉY", ""] {
        let client = ClientBuilder::new(&API).credential(2, Credential::token(key)).build();
        let error = client.unwrap_err().to_string();
        let says = if key.is_empty() { "it is empty" } else { "a cookie cannot contain" };
        assert!(error.contains("`session` cannot be used") && error.contains(says), "{error}");
        assert!(!error.contains("THE"), "{error}");
    }
}

#[tokio::test]
async fn schemes() {
    let token = |scheme| [(scheme, Credential::token("t&k"))];
    let t = "/secured%3Fa=b";
    assert_eq!(seen::<ByKey>(&token(0)).await.unwrap(), [t, "t&k", "", ""]);
    assert_eq!(seen::<ByQuery>(&token(1)).await.unwrap(), ["/secured%3Fa=b?api_key=t%26k", "", "", ""]);
    assert_eq!(seen::<ByCookie>(&token(2)).await.unwrap(), [t, "", "session=t&k", ""]);
    assert_eq!(seen::<ByBearer>(&token(3)).await.unwrap(), [t, "", "", "Bearer t&k"]);
    assert_eq!(seen::<ByDigest>(&token(5)).await.unwrap(), [t, "", "", "Digest t&k"]);
    assert_eq!(seen::<ByOAuth>(&token(6)).await.unwrap(), [t, "", "", "Bearer t&k"]);
    let basic = [(BASIC, Credential::basic("Aladdin", "open sesame"))];
    assert_eq!(seen::<ByBasic>(&basic).await.unwrap(), [t, "", "", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="]);
}

#[tokio::test]
async fn alternatives() {
    let key = (KEY, Credential::token("k"));
    let bearer = (BEARER, Credential::token("b"));
    let t = "/secured%3Fa=b";
    assert_eq!(seen::<Both>(&[key.clone(), bearer.clone()]).await.unwrap(), [t, "k", "", "Bearer b"]);
    assert!(seen::<Both>(std::slice::from_ref(&key)).await.unwrap_err().contains("`api_key` and `bearer_token`"));
    assert_eq!(seen::<Either>(&[key.clone(), bearer.clone()]).await.unwrap(), [t, "k", "", ""]);
    assert_eq!(seen::<Either>(std::slice::from_ref(&bearer)).await.unwrap(), [t, "", "", "Bearer b"]);
    assert!(seen::<Either>(&[]).await.unwrap_err().contains("`api_key`, or `bearer_token`"));
    assert_eq!(seen::<Optional>(std::slice::from_ref(&key)).await.unwrap(), [t, "k", "", ""]);
    assert_eq!(seen::<Optional>(&[]).await.unwrap(), [t, "", "", ""]);
    assert_eq!(seen::<Nothing>(&[key, bearer]).await.unwrap(), [t, "", "", ""]);
}

/// Each token has a number.
fn numbered(count: &Arc<AtomicUsize>, lifetime: Duration) -> Credential {
    let count = count.clone();
    Credential::provider(move || -> BoxFuture<Result<Token, BoxError>> {
        let number = count.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            tokio::task::yield_now().await;
            Ok(Token::new(format!("token-{number}")).expires_in(lifetime))
        })
    })
}

#[tokio::test]
async fn tokens_are_kept_and_fetched_one_at_a_time() {
    let (count, clock) = (Arc::default(), TestClock::new());
    let server = Server::saying(response(204, &[], "")).await;
    let client =
        builder(&server, &clock).credential(BEARER, numbered(&count, Duration::from_secs(600))).build().unwrap();
    let calls = (0..50).map(|_| Call::<ByBearer>::new(&client).into_future());
    for result in futures_util::future::join_all(calls).await {
        result.unwrap();
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);
    clock.skip(Duration::from_secs(539));
    Call::<ByBearer>::new(&client).await.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 1);
    clock.skip(Duration::from_secs(2));
    Call::<ByBearer>::new(&client).await.unwrap();
    assert_eq!(count.load(Ordering::SeqCst), 2, "renewed a minute before it expires");
}

#[tokio::test]
async fn a_token_that_is_refused_is_renewed_once() {
    let count = Arc::default();
    let server = Server::start(|_, seen| {
        let good = seen.header("authorization") == Some("Bearer token-1");
        Act::Say(response(if good { 204 } else { 401 }, &[], ""))
    })
    .await;
    let clock = TestClock::new();
    let client =
        builder(&server, &clock).credential(BEARER, numbered(&count, Duration::from_secs(600))).build().unwrap();
    Call::<ByBearer>::new(&client).await.unwrap();
    assert_eq!((server.seen().len(), clock.slept().len()), (2, 0));
}

#[tokio::test]
async fn a_provider_that_fails() {
    let failing = || -> BoxFuture<Result<Token, BoxError>> { Box::pin(async { Err("the vault is closed".into()) }) };
    let error = seen::<ByBearer>(&[(BEARER, Credential::provider(failing))]).await.unwrap_err();
    assert!(error.contains("the token could not be fetched"), "{error}");
}

#[tokio::test]
async fn client_credentials() {
    let tokens = Server::start(|number, _| {
        Act::Say(json(200, &format!(r#"{{"access_token":"a{number}","token_type":"bearer","expires_in":3600}}"#)))
    })
    .await;
    let server = Server::saying(response(204, &[], "")).await;
    let clock = TestClock::new();
    let grant =
        OAuth2::client_credentials("i d", "s:ecret").token_url(format!("{}/token", tokens.url)).scopes(["a", "b c"]);
    let client = builder(&server, &clock).credential(OAUTH, Credential::oauth2(grant)).build().unwrap();
    let calls = (0..3).map(|_| Call::<ByOAuth>::new(&client).into_future());
    assert!(futures_util::future::join_all(calls).await.iter().all(Result::is_ok));
    clock.skip(Duration::from_secs(3541)); // a minute before the token expires
    Call::<ByOAuth>::new(&client).await.unwrap();
    let sent: Vec<_> = server.seen().iter().map(|it| it.header("authorization").unwrap().to_owned()).collect();
    assert_eq!(sent, ["Bearer a0", "Bearer a0", "Bearer a0", "Bearer a1"]);
    assert_eq!(tokens.seen().len(), 2, "one at a time");
    let asked = &tokens.seen()[0];
    assert_eq!(
        (&*asked.method, &*asked.target, &*asked.text()),
        ("POST", "/token", "grant_type=client_credentials&scope=a%20b%20c")
    );
    assert_eq!(asked.header("authorization"), Some("Basic aSUyMGQ6cyUzQWVjcmV0"));
}

#[tokio::test]
async fn a_refresh_token_is_replaced_by_the_one_that_comes() {
    let tokens = Server::start(|number, _| {
        Act::Say(json(200, &format!(r#"{{"access_token":"a","expires_in":"10","refresh_token":"r{number}"}}"#)))
    })
    .await;
    let server = Server::saying(response(204, &[], "")).await;
    let clock = TestClock::new();
    let grant = OAuth2::refresh_token("id", "first").token_url(&tokens.url);
    let client = builder(&server, &clock).credential(OAUTH, Credential::oauth2(grant)).build().unwrap();
    for _ in 0..3 {
        Call::<ByOAuth>::new(&client).await.unwrap();
        clock.skip(Duration::from_secs(10));
    }
    let asked: Vec<String> = tokens.seen().iter().map(|it| it.text()).collect();
    let expected = ["first", "r0", "r1"].map(|it| format!("grant_type=refresh_token&refresh_token={it}&client_id=id"));
    assert_eq!(asked, expected);
}

#[tokio::test]
async fn failing_token_servers() {
    let server = Server::saying(response(204, &[], "")).await;
    #[rustfmt::skip]
    let rows = [
        (Act::Say(json(400, r#"{"error":"invalid_client"}"#)), ErrorKind::Argument, "invalid_client"),
        (Act::Say(json(200, r#"{"token":"x"}"#)), ErrorKind::Argument, "sent no access token"),
        (Act::Say(response(502, &[], "<html>")), ErrorKind::Connect, "502"),
        (Act::Say(response(302, &["location: https://evil.example/"], "")), ErrorKind::Argument, "302"),
        (Act::Close, ErrorKind::Connect, "the connection to the token server failed"),
    ];
    for (answer, kind, part) in rows {
        let tokens = Server::start(move |_, _| answer.clone()).await;
        let grant = OAuth2::client_credentials("id", "SECRET").token_url(&tokens.url);
        let client = builder(&server, &TestClock::new()).credential(OAUTH, Credential::oauth2(grant)).build().unwrap();
        let error = Call::<ByOAuth>::new(&client).await.unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(error.kind() == kind && source.contains(part), "{error} {source}");
        assert!(!format!("{error:?}").contains("SECRET"), "{error:?}");
        assert_eq!((tokens.seen().len(), error.is_retryable()), (1, kind == ErrorKind::Connect));
    }
    assert_eq!(server.seen().len(), 0);
    let nowhere = ClientBuilder::new(&API).credential(OAUTH, Credential::oauth2(OAuth2::refresh_token("id", "r")));
    assert!(nowhere.build().unwrap_err().to_string().contains("set `token_url`"));
}
