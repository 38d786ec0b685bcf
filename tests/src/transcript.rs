//! What a server wrote down: what it understood of each request, and what it answered. Each line is a JSON value, either
//! `{"received": OPERATION, "arguments": {…}}` or `{"responded": STATUS, "type": MEDIA TYPE, "body": BASE64}`.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;
use std::time::Duration;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value};

/// A request after the server's own validation.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// The operation that it was taken for.
    pub operation: String,
    /// The arguments, by the names of the driver protocol.
    pub arguments: Map<String, Value>,
}

/// A response as it went over the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Responded {
    /// The status.
    pub status: u16,
    /// Its `Content-Type`.
    pub media_type: Option<String>,
    /// Its body.
    pub body: Vec<u8>,
}

/// The requests and responses since somebody looked last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entries {
    /// What was received, in its order.
    pub received: Vec<Received>,
    /// What was answered, in its order.
    pub responded: Vec<Responded>,
}

/// The file that a server writes, and how far it was read.
pub struct Transcript {
    path: PathBuf,
    read: u64,
}

impl Transcript {
    /// A transcript that begins now: what the file has already is left out.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let read = std::fs::metadata(&path).map_or(0, |it| it.len());
        Self { path, read }
    }

    /// What was written since the last time, with at least one response, and one for each request; fewer only where the
    /// server is silent. A client may know a response before the server has written it down.
    pub async fn entries(&mut self) -> Result<Entries, String> {
        let mut entries = self.fresh()?;
        for _ in 0..100 {
            if entries.responded.len() >= entries.received.len().max(1) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
            let more = self.fresh()?;
            entries.received.extend(more.received);
            entries.responded.extend(more.responded);
        }
        Ok(entries)
    }

    fn fresh(&mut self) -> Result<Entries, String> {
        let mut text = String::new();
        let read = File::open(&self.path).and_then(|mut file| {
            file.seek(SeekFrom::Start(self.read))?;
            file.read_to_string(&mut text)
        });
        match read {
            Ok(_) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.to_string()),
        }
        // A line may be half written.
        text.truncate(text.rfind('\n').map_or(0, |it| it + 1));
        self.read += text.len() as u64;
        parse(&text)
    }
}

fn parse(text: &str) -> Result<Entries, String> {
    let mut entries = Entries::default();
    for line in text.lines().filter(|it| !it.trim().is_empty()) {
        let entry: Value = serde_json::from_str(line).map_err(|error| format!("{error} in {line}"))?;
        if let Some(operation) = entry["received"].as_str() {
            let arguments = entry["arguments"].as_object().cloned().unwrap_or_default();
            entries.received.push(Received { operation: operation.to_owned(), arguments });
        } else {
            entries.responded.push(responded(&entry).ok_or_else(|| format!("no entry of a transcript: {line}"))?);
        }
    }
    Ok(entries)
}

fn responded(entry: &Value) -> Option<Responded> {
    Some(Responded {
        status: entry["responded"].as_u64()?.try_into().ok()?,
        media_type: entry["type"].as_str().map(str::to_owned),
        body: STANDARD.decode(entry["body"].as_str()?).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn entries_of_a_transcript() {
        let text = r#"{"received": "a", "arguments": {"id": 1}}
            {"responded": 204, "type": null, "body": ""}

            {"responded": 200, "type": "text/plain", "body": "aGk="}"#;
        let Value::Object(arguments) = json!({ "id": 1 }) else { panic!() };
        let expected = Entries {
            received: vec![Received { operation: "a".to_owned(), arguments }],
            responded: vec![
                Responded { status: 204, media_type: None, body: Vec::new() },
                Responded { status: 200, media_type: Some("text/plain".to_owned()), body: b"hi".to_vec() },
            ],
        };
        assert_eq!(parse(text), Ok(expected));
        for wrong in ["{", "{}", r#"{"responded": 70000, "body": ""}"#, r#"{"responded": 200, "body": "?"}"#] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }
}
