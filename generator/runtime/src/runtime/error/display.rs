//! An error as text: one line to display, everything to debug.

use std::borrow::Cow;
use std::fmt;

use crate::runtime::error::{Error, ErrorDetails, Failure, Inner};
use crate::runtime::http::headers;

impl<B: ErrorDetails> fmt::Display for Error<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner().fmt_line(f, self.code_text().as_deref(), self.message(), self.body().is_some())
    }
}

impl<B: fmt::Debug> fmt::Debug for Error<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner().fmt_debug(f, self.body().map(|it| it as &dyn fmt::Debug))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner().fmt_line(f, None, None, false)
    }
}

impl fmt::Debug for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner().fmt_debug(f, None)
    }
}

impl Inner {
    /// `updateKeyword (PATCH /keywords/{id}): 429 Too Many Requests: rate_limited: slow down (request 7f3a)`; the
    /// beginning of the body if it is not a documented one with a code or message.
    fn fmt_line(
        &self,
        f: &mut fmt::Formatter<'_>,
        code: Option<&str>,
        message: Option<&str>,
        documented: bool,
    ) -> fmt::Result {
        if let Some(it) = &self.operation {
            write!(f, "{} ({} {}): ", it.id, it.method, it.path)?;
        }
        f.write_str(&self.message)?;
        if let Some(path) = self.json_path.as_deref().filter(|it| *it != "$") {
            write!(f, " at `{path}`")?;
        }
        let details = [code, message];
        for part in details.into_iter().flatten() {
            write!(f, ": {}", one_line(&self.masked(part), 200))?;
        }
        if !documented && !self.text.is_empty() {
            write!(f, ": {}", one_line(&String::from_utf8_lossy(&self.text), 200))?;
        }
        if let Some(id) = headers::request_id(&self.headers) {
            write!(f, " (request {})", one_line(id, 100))?;
        }
        Ok(())
    }

    fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.secrets.as_ref().map_or(Cow::Borrowed(text), |it| it.mask(text))
    }

    fn fmt_debug(&self, f: &mut fmt::Formatter<'_>, body: Option<&dyn fmt::Debug>) -> fmt::Result {
        let is_long = f.alternate();
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.kind).field("message", &self.message);
        if let Some(it) = &self.operation {
            out.field("operation", &it.id).field("method", &it.method).field("path", &it.path);
        }
        if let Some(status) = &self.status {
            out.field("status", &status.as_u16());
        }
        if let Some(path) = &self.json_path {
            out.field("json_path", path);
        }
        if let Some(body) = body {
            let shown = if is_long { format!("{body:#?}") } else { format!("{body:?}") };
            out.field("body", &format_args!("{}", self.masked(&shown)));
        } else if !self.text.is_empty() {
            out.field("text", &one_line(&String::from_utf8_lossy(&self.text), 1000));
        }
        if let Some(id) = headers::request_id(&self.headers) {
            out.field("request_id", &id);
        }
        if let Some(source) = &self.source {
            out.field("source", source);
        }
        out.finish_non_exhaustive()
    }
}

/// At most `limit` characters, with control characters and white space as single spaces, so that a log keeps its lines.
fn one_line(text: &str, limit: usize) -> String {
    let mut line = String::new();
    for (count, word) in
        text.split(|it: char| it.is_whitespace() || it.is_control()).filter(|it| !it.is_empty()).enumerate()
    {
        if count > 0 {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > limit {
            let end = (0..=limit).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
            line.truncate(end);
            line.push('…');
            break;
        }
    }
    line
}
