//! A server that says exactly the bytes it is told to say, and keeps what it saw; and a clock that does not wait.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use octogen_runtime::{BoxFuture, Clock};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as the server saw it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// All of it, to look for what must not be there.
    pub fn everything(&self) -> String {
        format!("{self:?}{}", self.text())
    }
}

/// What the server does with a request.
#[derive(Clone)]
pub enum Act {
    /// Says that, and closes.
    Say(Vec<u8>),
    /// Says that, and then nothing more, without closing.
    SayAndHang(Vec<u8>),
    /// Closes without a word.
    Close,
}

pub struct Server {
    pub url: String,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    /// Acts on the n-th request, from 0.
    pub async fn start(act: impl Fn(usize, &Seen) -> Act + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let log = seen.clone();
        let act = Arc::new(act);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, log.clone(), act.clone()));
            }
        });
        Self { url, seen }
    }

    /// Says the same to each request.
    pub async fn saying(response: impl Into<Vec<u8>>) -> Self {
        let response = response.into();
        Self::start(move |_, _| Act::Say(response.clone())).await
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

async fn serve<A>(mut stream: TcpStream, log: Arc<Mutex<Vec<Seen>>>, act: Arc<A>)
where
    A: Fn(usize, &Seen) -> Act,
{
    let Some(seen) = read(&mut stream).await else {
        return;
    };
    let number = {
        let mut log = log.lock().unwrap();
        log.push(seen.clone());
        log.len() - 1
    };
    match act(number, &seen) {
        Act::Say(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Act::SayAndHang(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.read(&mut [0]).await;
        }
        Act::Close => {}
    }
}

async fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|it| it == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut body = bytes.split_off(end + 4);
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let headers: Vec<(String, String)> = lines
        .filter_map(|it| it.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let mut seen =
        Seen { method: first.next()?.to_owned(), target: first.next()?.to_owned(), headers, body: Vec::new() };
    if let Some(length) = seen.header("content-length") {
        let length: usize = length.parse().ok()?;
        while body.len() < length {
            if stream.read_buf(&mut body).await.ok()? == 0 {
                return None;
            }
        }
    } else if seen.header("transfer-encoding").is_some() {
        while !body.ends_with(b"0\r\n\r\n") {
            if stream.read_buf(&mut body).await.ok()? == 0 {
                return None;
            }
        }
    }
    seen.body = body;
    Some(seen)
}

/// A response with those header lines and that body.
pub fn response(status: u16, headers: &[&str], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = format!("HTTP/1.1 {status} X\r\nconnection: close\r\n");
    for header in headers {
        bytes.push_str(&format!("{header}\r\n"));
    }
    if ![204, 304].contains(&status) {
        bytes.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    bytes.push_str("\r\n");
    [bytes.as_bytes(), body].concat()
}

/// A JSON response.
pub fn json(status: u16, body: &str) -> Vec<u8> {
    response(status, &["content-type: application/json"], body)
}

/// Time moves on by what is slept, and nobody waits. Timeouts are real, so tests set them short.
#[derive(Clone)]
pub struct TestClock {
    start: Instant,
    slept: Arc<Mutex<Vec<Duration>>>,
}

pub const UNIX_START: u64 = 1_800_000_000;

impl TestClock {
    pub fn new() -> Self {
        Self { start: Instant::now(), slept: Arc::default() }
    }

    pub fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }

    pub fn skip(&self, time: Duration) {
        self.slept.lock().unwrap().push(time);
    }

    fn past(&self) -> Duration {
        self.slept.lock().unwrap().iter().sum()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        self.start + self.past()
    }

    fn unix_now(&self) -> Duration {
        Duration::from_secs(UNIX_START) + self.past()
    }

    fn sleep(&self, time: Duration) -> BoxFuture<()> {
        self.skip(time);
        Box::pin(std::future::ready(()))
    }

    fn timer(&self, time: Duration) -> BoxFuture<()> {
        Box::pin(tokio::time::sleep(time))
    }

    /// Half of what is possible.
    fn random(&self) -> u64 {
        1 << 63
    }
}
