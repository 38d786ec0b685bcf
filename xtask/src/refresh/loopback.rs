//! A server on the loopback interface that gives raw answers, one a connection, and notes what it was asked.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The answers: the last one is given again and again.
pub struct Loopback {
    pub url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Loopback {
    pub fn new(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&seen);
        thread::spawn(move || {
            for (index, stream) in listener.incoming().enumerate() {
                let Ok(mut stream) = stream else { return };
                let _ = stream.set_read_timeout(Some(Duration::from_secs(5)));
                let mut request = Vec::new();
                let mut byte = [0];
                while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|it| it == 1) {
                    request.push(byte[0]);
                }
                noted.lock().unwrap().push(String::from_utf8_lossy(&request).to_lowercase());
                let _ = stream.write_all(&answers[index.min(answers.len() - 1)]);
            }
        });
        Self { url, seen }
    }

    /// The requests so far, in lower case.
    pub fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

/// A whole answer.
pub fn answer(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut all = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n", body.len()).into_bytes();
    all.extend(headers.bytes());
    all.extend(b"\r\n");
    all.extend(body);
    all
}

/// A document, as JSON.
pub fn document(body: &str) -> Vec<u8> {
    answer("200 OK", "content-type: application/json\r\netag: \"new\"\r\n", body.as_bytes())
}
