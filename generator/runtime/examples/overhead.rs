//! What a call costs beside the same request written by hand with reqwest and serde_json, on loopback, in one run:
//! `cargo run --release -p octogen-runtime --example overhead`

use std::time::{Duration, Instant};

use octogen_runtime::{ApiSpec, Call, Case, ClientBuilder, Meta, Operation, ParamSpec, Status, Undocumented, read};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

static API: ApiSpec = ApiSpec { name: "overhead", version: "1", user_agent: "overhead/1", servers: &[], schemes: &[] };

static ID: ParamSpec = ParamSpec::path("id");

struct Get;

impl Operation for Get {
    type Output = Value;
    type Error = Undocumented;
    const META: &'static Meta = &Meta::new("get", "GET", "/things/{id}");
    const SUCCESS: &'static [Case<Value>] = &[Case::new(Status::Code(200), Some("application/json"), read::json)];
    const FAILURE: &'static [Case<Undocumented>] = &[];
}

// One thread, so that what is measured is work and not the waking of threads.
#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream));
        }
    });

    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    #[cfg(feature = "rustls")]
    let http = http.tls_backend_preconfigured(no_tls()?);
    let http = http.build()?;
    let client = ClientBuilder::new(&API).base_url(&url).http_client(http.clone()).build()?;

    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 0..20_000 {
        let start = Instant::now();
        let mut call = Call::<Get>::new(&client);
        call.draft_mut().param(&ID, &round);
        call.await?;
        ours.push(start.elapsed());

        let start = Instant::now();
        let request = http.get(format!("{url}/things/{round}"));
        let request = request.header("accept", "*/*").header("user-agent", "overhead/1");
        let bytes = request.timeout(Duration::from_secs(30)).send().await?.error_for_status()?;
        let body = http::Response::<reqwest::Body>::from(bytes).into_body();
        let _: Value = serde_json::from_slice(&collect(body).await?)?;
        theirs.push(start.elapsed());
    }
    let (ours, theirs) = (middle(ours), middle(theirs));
    let percent = (ours.as_secs_f64() / theirs.as_secs_f64() - 1.0) * 100.0;
    println!("a call: {ours:?}, by hand: {theirs:?}, overhead: {percent:.1} %");
    Ok(())
}

async fn collect(body: reqwest::Body) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    use http_body::Body as _;
    let mut body = std::pin::pin!(body);
    let mut bytes = Vec::new();
    while let Some(frame) = std::future::poll_fn(|cx| body.as_mut().poll_frame(cx)).await {
        if let Ok(data) = frame?.into_data() {
            bytes.extend_from_slice(&data);
        }
    }
    Ok(bytes)
}

#[cfg(feature = "rustls")]
fn no_tls() -> Result<rustls::ClientConfig, rustls::Error> {
    let provider = std::sync::Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth())
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

async fn serve(mut stream: TcpStream) {
    let items: Vec<String> = (0..20).map(|it| format!(r#"{{"id":{it},"name":"thing number {it}"}}"#)).collect();
    let body = format!("[{}]", items.join(","));
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    let answer = head + &body;
    let mut bytes = Vec::new();
    while stream.read_buf(&mut bytes).await.is_ok_and(|it| it > 0) {
        while let Some(at) = bytes.windows(4).position(|it| it == b"\r\n\r\n") {
            bytes.drain(..at + 4);
            if stream.write_all(answer.as_bytes()).await.is_err() {
                return;
            }
        }
    }
}
