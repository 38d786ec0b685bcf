//! The web server for events, over real HTTP on loopback. The signatures are made here, not by the client's runtime.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use downstream::hooks;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

const SECRET: &[u8] = b"a secret of thirty-two bytes long";
const PREVIOUS: &[u8] = b"the secret of the year before this";

fn spelled(secret: &[u8]) -> String {
    format!("whsec_{}", STANDARD.encode(secret))
}

/// What the API sends: the headers of Standard Webhooks.
fn signed(secret: &[u8], seconds: u64, body: &str) -> [(&'static str, String); 3] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
    mac.update(format!("msg_1.{seconds}.{body}").as_bytes());
    let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    [("webhook-id", "msg_1".to_owned()), ("webhook-timestamp", seconds.to_string()), ("webhook-signature", signature)]
}

/// Sends an event, and gives the status of the response.
async fn post(address: SocketAddr, headers: &[(&str, String)], body: &str) -> u16 {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let length = body.len();
    let request = format!(
        "POST /hooks HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    );
    let mut connection = TcpStream::connect(address).await.unwrap();
    connection.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    connection.read_to_string(&mut response).await.unwrap();
    response.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn events_are_verified_and_told_apart() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = lines.clone();
    let routes =
        hooks::routes(&spelled(SECRET), Some(&spelled(PREVIOUS)), move |line| log.lock().unwrap().push(line)).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, routes).await });

    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let made = r#"{"event":"thing.made","range":{"from":1,"to":2}}"#;
    for (body, headers, status, line) in [
        (made, signed(SECRET, now, made), 204, "made: from 1"),
        (made, signed(PREVIOUS, now, made), 204, "made: from 1"),
        (made, signed(b"anybody's", now, made), 401, "refused: the signature of a webhook does not match"),
        (r#"{"event":"thing.gone"}"#, signed(SECRET, now, made), 401, "refused: the signature"),
        (made, signed(SECRET, now - 600, made), 401, "refused: a webhook was signed 60"),
        (
            r#"{"event":"thing.of.tomorrow"}"#,
            signed(SECRET, now, r#"{"event":"thing.of.tomorrow"}"#),
            204,
            r#"ignored: Unknown(Object {"event": String("thing.of.tomorrow")})"#,
        ),
        (
            r#"{"event":"thing.made","range":{"from":"one","to":2}}"#,
            signed(SECRET, now, r#"{"event":"thing.made","range":{"from":"one","to":2}}"#),
            422,
            "unreadable: at `range.from`: ",
        ),
    ] {
        let answered = post(address, &headers, body).await;
        let said = lines.lock().unwrap().pop().unwrap();
        assert!(answered == status && said.starts_with(line), "{body}: {answered} {said}");
    }
    assert_eq!(post(address, &[], made).await, 401);
    assert_eq!(
        lines.lock().unwrap().pop().unwrap(),
        "refused: the header `webhook-id` of a webhook is missing or malformed"
    );
}
