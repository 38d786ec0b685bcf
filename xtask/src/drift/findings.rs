//! What was found of each API, part by part, and the forms in which it is printed.

use serde_json::{Map, Value, json};

use crate::Failure;

/// The form of the report.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For the summary of a job or the body of an issue; bounded.
    Markdown,
    /// Annotations for a code host.
    Github,
}

/// The most that an issue's body takes, with room for what the host adds.
pub const MOST_MARKDOWN: usize = 60_000;

/// What was found of one API.
pub struct Findings {
    pub api: String,
    /// The path of its vendored document.
    pub document: String,
    pub parts: Vec<Part>,
}

/// One part of the report.
pub struct Part {
    pub name: &'static str,
    pub state: State,
    pub text: String,
    pub json: Value,
    /// The text as Markdown, where there is a form of its own.
    pub markdown: Option<String>,
    /// Annotations at their lines, where there are any.
    pub annotations: Option<String>,
}

/// How a part ended, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Same,
    NotAsked,
    Drift,
    Unknown,
}

impl Part {
    /// A part with nothing more to say.
    pub fn quiet(name: &'static str, state: State) -> Self {
        Self { name, state, text: String::new(), json: Value::Null, markdown: None, annotations: None }
    }

    /// A part that could not be told, and why.
    pub fn unknown(name: &'static str, why: &Failure) -> Self {
        let text = why.to_string();
        Self { json: json!(text), text, ..Self::quiet(name, State::Unknown) }
    }

    /// Lines are drift; an error is not knowing.
    pub fn lines(name: &'static str, lines: Result<Vec<String>, Failure>) -> Self {
        match lines {
            Ok(lines) if lines.is_empty() => Self::quiet(name, State::Same),
            Ok(lines) => Self { text: lines.join("\n"), json: json!(lines), ..Self::quiet(name, State::Drift) },
            Err(failure) => Self::unknown(name, &failure),
        }
    }
}

impl State {
    fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::NotAsked => "not compared",
            Self::Drift => "drift",
            Self::Unknown => "could not tell",
        }
    }
}

/// The whole report.
pub fn printed(all: &[Findings], form: Form) -> String {
    match form {
        Form::Text => all.iter().map(Findings::text).collect::<String>().trim_end().to_owned(),
        Form::Json => format!("{:#}", all.iter().map(Findings::json).collect::<Value>()),
        Form::Markdown => cut(&all.iter().map(Findings::markdown).collect::<String>()),
        Form::Github => all.iter().map(Findings::annotations).collect::<String>().trim_end().to_owned(),
    }
}

impl Findings {
    fn text(&self) -> String {
        let mut out = format!("{}\n", self.api);
        for part in &self.parts {
            out.push_str(&format!("  {}: {}\n", part.name, part.state.as_str()));
            for line in part.text.lines() {
                out.push_str(format!("    {line}").trim_end());
                out.push('\n');
            }
        }
        out
    }

    fn json(&self) -> Value {
        let part = |it: &Part| (it.name.replace(' ', "_"), json!({ "state": it.state.as_str(), "report": it.json }));
        json!({ "api": self.api, "parts": self.parts.iter().map(part).collect::<Map<String, Value>>() })
    }

    /// Text without a form of its own stands in a block of code, which nothing in it can end.
    fn markdown(&self) -> String {
        let mut out = format!("## {}\n\n", self.api);
        for part in &self.parts {
            out.push_str(&format!("**{}**: {}\n\n", part.name, part.state.as_str()));
            match &part.markdown {
                Some(markdown) => out.push_str(&format!("{}\n\n", markdown.trim_end())),
                None if part.text.is_empty() => {}
                None => out.push_str(&format!("~~~~text\n{}\n~~~~\n\n", part.text.replace("~~~", "~ ~ ~").trim_end())),
            }
        }
        out
    }

    fn annotations(&self) -> String {
        let told = self.parts.iter().filter(|it| it.state > State::NotAsked);
        let lines = told.map(|part| match &part.annotations {
            Some(lines) => lines.clone(),
            None => {
                let text = escaped(&format!("{}: {}\n{}", self.api, part.name, part.text.trim_end()));
                format!("::error file={},title=drift::{text}\n", escaped(&self.document))
            }
        });
        lines.collect()
    }
}

/// As the host's commands want it: a line end in a message would begin a command of the document's own.
fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Whole lines up to the bound, and how many were cut.
fn cut(text: &str) -> String {
    if text.len() <= MOST_MARKDOWN {
        return text.trim_end().to_owned();
    }
    let mut kept = String::new();
    let mut left = text.lines().count();
    for line in text.lines() {
        if kept.len() + line.len() >= MOST_MARKDOWN {
            break;
        }
        kept.push_str(line);
        kept.push('\n');
        left -= 1;
    }
    let fence = if kept.matches("~~~~").count() % 2 == 1 { "~~~~\n" } else { "" };
    format!("{kept}{fence}\n{left} more lines were cut; `cargo xtask drift --live` prints them all")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Findings {
        let part = Part { text: text.to_owned(), ..Part::quiet("generated against vendored", State::Drift) };
        Findings { api: "a".to_owned(), document: "specs/a/openapi.json".to_owned(), parts: vec![part] }
    }

    #[test]
    fn text_of_a_document_has_no_meaning_in_a_report() {
        let hostile = "a\n~~~~\n::error::b\n@team <b>";
        let markdown = printed(&[findings(hostile)], Form::Markdown);
        assert_eq!(markdown.matches("~~~~").count(), 2, "{markdown}");
        let github = printed(&[findings(hostile)], Form::Github);
        assert_eq!(github.lines().count(), 1, "{github}");
        assert!(github.starts_with("::error file=specs/a/openapi.json,title=drift::a: generated"), "{github}");
    }

    #[test]
    fn a_long_report_is_cut_and_says_so() {
        let markdown = printed(&[findings(&"x\n".repeat(40_000))], Form::Markdown);
        assert!(markdown.len() < MOST_MARKDOWN + 200);
        assert!(markdown.contains("~~~~\n\n") && markdown.contains("more lines were cut"), "{}", &markdown[59_900..]);
    }

    #[test]
    fn a_part_is_never_better_than_it_is() {
        let text = |part: Part| (part.state, part.text);
        for (lines, expected) in [
            (Ok(vec![]), (State::Same, "")),
            (Ok(vec!["a".to_owned(), "b".to_owned()]), (State::Drift, "a\nb")),
            (Err("why".into()), (State::Unknown, "why")),
        ] {
            assert_eq!(text(Part::lines("", lines)), (expected.0, expected.1.to_owned()));
        }
    }
}
