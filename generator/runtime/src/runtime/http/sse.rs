//! The format of server-sent events, as the HTML standard says (section 9.2.6): bytes in, events out.
//!
//! By hand: the crates for it bring a stream over a client of their own, while here bytes come from any transport.

use std::time::Duration;

/// A received event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RawEvent {
    pub(crate) event: Option<String>,
    pub(crate) data: String,
    pub(crate) id: Option<String>,
    pub(crate) retry: Option<Duration>,
}

/// Reads events out of chunks that end anywhere.
#[derive(Debug, Default)]
pub(crate) struct Parser {
    line: Vec<u8>,
    /// The last line ended with CR, so that a LF now belongs to it.
    after_cr: bool,
    started: bool,
    event: RawEvent,
    has_data: bool,
    /// The id of the last event that had one; it holds for those after it.
    pub(crate) last_id: Option<String>,
    /// The wait between two connections that the server asks for.
    pub(crate) retry: Option<Duration>,
}

impl Parser {
    /// The events that are complete with that chunk.
    pub(crate) fn push(&mut self, chunk: &[u8], out: &mut impl Extend<RawEvent>) {
        for byte in chunk {
            match byte {
                b'\n' if self.after_cr => self.after_cr = false,
                b'\n' | b'\r' => {
                    self.after_cr = *byte == b'\r';
                    let line = std::mem::take(&mut self.line);
                    out.extend(self.end_of_line(&line));
                }
                _ => {
                    self.after_cr = false;
                    self.line.push(*byte);
                }
            }
        }
    }

    /// How many bytes are buffered.
    pub(crate) fn buffered(&self) -> usize {
        self.line.len() + self.event.data.len()
    }

    /// Forgets an event that was not complete when the connection ended.
    pub(crate) fn restart(&mut self) {
        let last_id = self.last_id.take();
        *self = Self { last_id, retry: self.retry, ..Self::default() };
    }

    fn end_of_line(&mut self, line: &[u8]) -> Option<RawEvent> {
        let line = if self.started { line } else { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) };
        self.started = true;
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            let complete = std::mem::take(&mut self.has_data);
            return complete.then(|| RawEvent { id: self.last_id.clone(), ..event });
        }
        let line = String::from_utf8_lossy(line);
        let (name, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.has_data = true;
                self.event.data.push_str(value);
            }
            "event" => self.event.event = Some(value.to_owned()).filter(|it| !it.is_empty()),
            "id" if !value.contains('\0') => self.last_id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(|it: u64| Duration::from_millis(it.min(86_400_000)));
                self.event.retry = self.retry;
            }
            _ => {}
        }
        None
    }
}
