//! What a call costs beside the same request written by hand with reqwest and serde_json, on loopback, in one run:
//! `cargo xtask bench overhead`. Time is measured call by call in turns, first one kind and then the other, in twenty
//! rounds; a round gives the ratio of its two middles, and the middle of those counts. Allocations are those of the
//! whole process over a run of one kind, the server's and the connection's included, which both kinds share.
//!
//! The call by hand is what a careful programmer writes: the same HTTP client with the same timeout, the same headers,
//! a look at the status, and a type with serde's derive.

use std::alloc::System;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use octogen_runtime::{
    ApiSpec, Call, Client, ClientBuilder, Meta, Operation, ParamSpec, ResponseSpec, Status, Undocumented, read,
};
use serde::Deserialize;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// The most that is promised, in percent.
const MOST: f64 = 5.0;

const ROUNDS: usize = 20;

static API: ApiSpec =
    ApiSpec { name: "overhead", version: "1", user_agent: "overhead/1", servers: &[], schemes: &[], tracer: None };

static ID: ParamSpec = ParamSpec::path("id");

octogen_runtime::object! {
    /// As a generated crate has it.
    #[allow(missing_docs, reason = "it is only read")]
    pub struct Thing {
        pub id: i64 = required "id",
        pub name: String = required "name";
    }
}

/// As one writes it by hand.
#[derive(Deserialize)]
struct ByHand {
    #[allow(dead_code, reason = "it is only read")]
    id: i64,
    #[allow(dead_code, reason = "it is only read")]
    name: String,
}

struct Get;

impl Operation for Get {
    type Output = Vec<Thing>;
    type Error = Undocumented;
    const META: &'static Meta = &Meta::new("get", "GET", "/things/{id}");
    const SUCCESS: &'static [ResponseSpec<Vec<Thing>>] =
        &[ResponseSpec::new(Status::Code(200), Some("application/json"), read::json)];
    const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
}

// One thread, so that what is measured is work and not the waking of threads.
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let rounds: usize = std::env::args().nth(1).map_or(Ok(20_000), |it| it.parse())?;
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
    let client = ClientBuilder::new(&API).base_url(&url).build()?;

    let mut pairs = Vec::with_capacity(ROUNDS);
    for _ in 0..=ROUNDS {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for call in 0..rounds.div_ceil(ROUNDS) {
            for turn in 0..2 {
                let start = Instant::now();
                if turn == call % 2 {
                    generated(&client, call).await?;
                    ours.push(start.elapsed());
                } else {
                    by_hand(&http, &url, call).await?;
                    theirs.push(start.elapsed());
                }
            }
        }
        pairs.push((middle(ours).as_secs_f64(), middle(theirs).as_secs_f64()));
    }
    // The first round is for warming up.
    pairs.remove(0);
    pairs.sort_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
    let more = |index: usize| pairs.get(index).map_or(f64::NAN, |(ours, theirs)| (ours / theirs - 1.0) * 100.0);
    let (ours, theirs) = pairs[ROUNDS / 2];
    let time = percent(ours, theirs, "µs", 1e6, "time");
    println!("      of {ROUNDS} rounds: the best {:+.1} %, the worst {:+.1} %", more(0), more(ROUNDS - 1));

    let region = Region::new(ALLOCATOR);
    for round in 0..rounds {
        generated(&client, round).await?;
    }
    let ours = region.change();
    let region = Region::new(ALLOCATOR);
    for round in 0..rounds {
        by_hand(&http, &url, round).await?;
    }
    let theirs = region.change();
    let per_call = |it: usize| it as f64 / rounds as f64;
    let count = |it: stats_alloc::Stats| per_call(it.allocations + it.reallocations);
    let allocations = percent(count(ours), count(theirs), "", 1.0, "allocations");
    let bytes = |it: stats_alloc::Stats| per_call(it.bytes_allocated);
    percent(bytes(ours), bytes(theirs), "bytes", 1.0, "bytes allocated");
    Ok(if time <= MOST && allocations <= MOST { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn generated(client: &Client, id: usize) -> Result<Vec<Thing>, Box<dyn std::error::Error>> {
    let mut call = Call::<Get>::new(client);
    call.request_mut().param(&ID, &(id as u64));
    Ok(call.await?)
}

async fn by_hand(http: &reqwest::Client, url: &str, id: usize) -> Result<Vec<ByHand>, Box<dyn std::error::Error>> {
    let request = http.get(format!("{url}/things/{id}"));
    let request = request.header("accept", "*/*").header("user-agent", "overhead/1");
    let response = request.timeout(Duration::from_secs(30)).send().await?.error_for_status()?;
    Ok(serde_json::from_slice(&response.bytes().await?)?)
}

/// Prints both, and gives how much more ours is.
fn percent(ours: f64, theirs: f64, unit: &str, scale: f64, what: &str) -> f64 {
    let more = (ours / theirs - 1.0) * 100.0;
    println!("{what}: a call {:.1} {unit}, by hand {:.1} {unit}, {more:+.1} %", ours * scale, theirs * scale);
    more
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
