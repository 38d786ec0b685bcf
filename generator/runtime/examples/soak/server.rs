//! The server of the soak: it answers a share of its requests with a fault, keeps its connections open otherwise, and
//! counts by id how often a POST was carried out.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering::Relaxed};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The faults, by their places in [`Log::faults`].
pub const FAULTS: [&str; 5] =
    ["cut before the request was sent", "cut after the request was sent", "503", "429 with Retry-After", "half a body"];

pub const CUT_BEFORE: usize = 0;
const CUT_AFTER: usize = 1;
const UNAVAILABLE: usize = 2;
const BUSY: usize = 3;
const HALF: usize = 4;

/// What the server saw and did.
pub struct Log {
    pub requests: AtomicUsize,
    pub connections: AtomicUsize,
    pub faults: [AtomicUsize; 5],
    /// How often the POST of that id was carried out.
    pub carried_out: Vec<AtomicU8>,
    /// How often the POST of that id came, those apart that were answered with 429.
    pub came: Vec<AtomicU8>,
    /// Whether the answer to the POST of that id was lost.
    pub lost: Vec<AtomicU8>,
    /// How many requests of that id met a fault. A connection that is cut before a request is the fault of the request
    /// that finds it so, whose id nobody knows beforehand: those are in [`Log::faults`] alone.
    pub met: Vec<AtomicU8>,
    turns: AtomicU64,
    permille: u64,
}

impl Log {
    pub fn new(calls: usize, permille: u64) -> Arc<Self> {
        let counters = || (0..calls).map(|_| AtomicU8::new(0)).collect();
        Arc::new(Self {
            requests: AtomicUsize::new(0),
            connections: AtomicUsize::new(0),
            faults: Default::default(),
            carried_out: counters(),
            came: counters(),
            lost: counters(),
            met: counters(),
            turns: AtomicU64::new(0),
            permille,
        })
    }

    /// The fault of the next request, if it has one; the same sequence in each run.
    fn fault(&self) -> Option<usize> {
        let mixed = mixed(self.turns.fetch_add(1, Relaxed));
        let fault = (mixed >> 32) as usize % FAULTS.len();
        let hit = mixed % 1000 < self.permille;
        hit.then(|| {
            self.faults[fault].fetch_add(1, Relaxed);
            fault
        })
    }
}

/// A number that looks like chance (the finaliser of SplitMix64).
fn mixed(number: u64) -> u64 {
    let mut it = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ (it >> 31)
}

/// Serves until the task is dropped.
pub async fn listen(listener: TcpListener, log: Arc<Log>) {
    let mut connections = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        while connections.try_join_next().is_some() {}
        log.connections.fetch_add(1, Relaxed);
        connections.spawn(serve(stream, log.clone()));
    }
}

async fn serve(mut stream: TcpStream, log: Arc<Log>) {
    let mut buffer = Vec::new();
    while let Some((is_post, id)) = request(&mut stream, &mut buffer).await {
        log.requests.fetch_add(1, Relaxed);
        let fault = log.fault();
        log.met[id].fetch_add(u8::from(fault.is_some_and(|it| it != CUT_BEFORE)), Relaxed);
        if is_post && fault != Some(BUSY) {
            log.came[id].fetch_add(1, Relaxed);
        }
        let refusal = match fault {
            Some(UNAVAILABLE) => Some("503 Service Unavailable"),
            Some(BUSY) => Some("429 Too Many Requests\r\nretry-after: 0.01"),
            _ => None,
        };
        if let Some(refusal) = refusal {
            let text = format!("HTTP/1.1 {refusal}\r\ncontent-length: 0\r\n\r\n");
            if stream.write_all(text.as_bytes()).await.is_err() {
                return;
            }
            continue;
        }
        if is_post {
            log.carried_out[id].fetch_add(1, Relaxed);
            if matches!(fault, Some(CUT_AFTER | HALF)) {
                log.lost[id].store(1, Relaxed);
            }
        }
        if fault == Some(CUT_AFTER) {
            return;
        }
        let body = format!(r#"{{"id":{id},"text":"{}"}}"#, "soak ".repeat(40));
        let shown = if fault == Some(HALF) { body.len() / 2 } else { body.len() };
        let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length:";
        let text = format!("{head} {}\r\n\r\n{}", body.len(), &body[..shown]);
        // A connection that is closed without a word after an answer is what the next request finds cut.
        if stream.write_all(text.as_bytes()).await.is_err() || matches!(fault, Some(HALF | CUT_BEFORE)) {
            return;
        }
    }
}

/// The next request: whether it is a POST, and its id.
async fn request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<(bool, usize)> {
    loop {
        if let Some(at) = buffer.windows(4).position(|it| it == b"\r\n\r\n") {
            let head = std::str::from_utf8(&buffer[..at]).ok()?.to_ascii_lowercase();
            let length = head.lines().find_map(|it| it.strip_prefix("content-length:"));
            let length: usize = length.map_or(Some(0), |it| it.trim().parse().ok())?;
            if buffer.len() >= at + 4 + length {
                let target = head.split(' ').nth(1)?;
                let id = target.rsplit('/').next()?.parse().ok()?;
                let is_post = head.starts_with("post ");
                buffer.drain(..at + 4 + length);
                return Some((is_post, id));
            }
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}
