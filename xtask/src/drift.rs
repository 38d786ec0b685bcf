//! `drift`: is what is generated what is vendored, and is what is vendored what is live?
//!
//! The parts are reported apart, because they have different owners: the first one is a mistake of a change here, the
//! second one is news from elsewhere, the third one is a list of ours that went stale. What could not be told is never
//! told as "no drift".

mod accepted;
mod bump;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use accepted::Accepted;
use octogen::drift::{FailOn, Report};
use octogen::output::Plan;
use serde_json::{Value, json};

use crate::api::Api;
use crate::refresh::{self, Live, Origin};
use crate::{Failure, Verdict, pipeline, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The APIs, by their folder under `specs/`; all of them where none is named.
    apis: Vec<String>,
    /// Compare with the live document, too.
    #[arg(long, conflicts_with = "against")]
    live: bool,
    /// Compare with this document instead of the live one; one API has to be named.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// The least change that counts as drift.
    #[arg(long, default_value = "any", value_parser = str::parse::<FailOn>)]
    fail_on: FailOn,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Write the version that the change asks for into `api.toml`, and print an entry for the changelog.
    #[arg(long)]
    bump: bool,
    /// Another host that a live address may redirect to; may be repeated.
    #[arg(long, value_name = "HOST")]
    allow_host: Vec<String>,
    /// Seconds that a download may take, all in all.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
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
const MOST_MARKDOWN: usize = 60_000;

/// What was found of one API.
struct Findings {
    api: String,
    document: String,
    parts: Vec<Part>,
}

/// One part of the report.
struct Part {
    name: &'static str,
    state: State,
    text: String,
    json: Value,
}

/// How a part ended, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Same,
    NotAsked,
    Drift,
    Unknown,
}

/// Prints the report; the worst part decides.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    if args.against.is_some() && args.apis.len() != 1 {
        return Err("error[usage]: --against needs exactly one API".into());
    }
    let today = refresh::today(SystemTime::now());
    let mut all = Vec::new();
    for api in workspace::apis(&workspace::root(), &args.apis)? {
        all.push(findings(&api, args, &today));
    }
    println!("{}", printed(&all, args.format));
    match all.iter().flat_map(|it| &it.parts).map(|it| it.state).max() {
        Some(State::Unknown) => {
            Err("error[unknown]: could not tell everything; the report says what".into())
        }
        Some(State::Drift) => Ok(Verdict::No),
        _ => Ok(Verdict::Yes),
    }
}

fn findings(api: &Api, args: &Args, today: &str) -> Findings {
    let mut parts = vec![told("generated against vendored", generated(api))];
    let report = vendored(api, args);
    match report {
        Ok(None) => parts.push(Part::quiet("vendored against live", State::NotAsked)),
        Ok(Some(report)) => {
            let accepted = Accepted::read(&api.folder);
            match accepted {
                Ok(accepted) => {
                    let (left, stale) = accepted.apply(report, today);
                    parts.push(changes(&left, args.fail_on));
                    parts.push(version(api, &left, args.bump));
                    parts.push(told("accepted changes", Ok(stale)));
                }
                Err(failure) => parts.push(told("accepted changes", Err(failure))),
            }
        }
        Err(failure) => parts.push(told("vendored against live", Err(failure))),
    }
    Findings {
        api: api.name.clone(),
        document: api.document.clone(),
        parts,
    }
}

/// The files of the crate that are not what the document makes.
fn generated(api: &Api) -> Result<Vec<String>, Failure> {
    Origin::read(&api.folder)?.check(&api.text)?;
    let made = pipeline::generate(api)??;
    let plan = Plan::new(&api.output, &made.krate.files, true)?;
    let mut lines: Vec<String> = plan.changes().iter().map(ToString::to_string).collect();
    if !plan.is_empty() {
        lines.push("run `cargo xtask regen` and commit the result".to_owned());
    }
    Ok(lines)
}

/// The change from the vendored document to the other one; none where nobody asked or there is no other one.
fn vendored(api: &Api, args: &Args) -> Result<Option<Report>, Failure> {
    let text = match &args.against {
        Some(file) => fs::read_to_string(file)
            .map_err(|error| format!("error[files]: {}: {error}", file.display()))?,
        None if args.live => {
            match refresh::live(
                api,
                None,
                &args.allow_host,
                Duration::from_secs(args.seconds),
                false,
            )? {
                None => return Ok(None),
                Some(Live::Same) => return Ok(Some(Report::default())),
                Some(Live::New { accepted, .. }) => accepted.text,
            }
        }
        None => return Ok(None),
    };
    let other = Api {
        text,
        ..api.clone()
    };
    Ok(Some(pipeline::compare(
        &pipeline::generate(api)??,
        &pipeline::generate(&other)??,
    )))
}

fn changes(report: &Report, fail_on: FailOn) -> Part {
    let state = if report.fails(fail_on) {
        State::Drift
    } else {
        State::Same
    };
    Part {
        name: "vendored against live",
        state,
        text: report.text(),
        json: report.to_json(),
    }
}

/// The version that the change asks for; with `bump` it is written.
fn version(api: &Api, report: &Report, bump: bool) -> Part {
    let name = "version";
    let package = &api.config.package;
    let (crate_name, old) = (
        package.name.as_deref().unwrap_or(&api.name),
        package.version.as_deref().unwrap_or("0.1.0"),
    );
    let Some(new) = bump::next(old, report.rust) else {
        return Part::failed(name, &format!("`{old}` is not of the form 1.2.3"));
    };
    if new == old {
        return Part::quiet(name, State::Same);
    }
    let mut text = format!("{old} → {new}\n");
    if bump {
        let file = api.folder.join("api.toml");
        let settings = fs::read_to_string(&file)
            .ok()
            .and_then(|it| bump::settings(&it, &new));
        let Some(settings) = settings else {
            return Part::failed(name, "api.toml has no `package.version`");
        };
        if let Err(error) = octogen::output::replace(&file, settings.as_bytes()) {
            return Part::failed(name, &error.to_string());
        }
        text.push_str(&format!("written into specs/{}/api.toml\n\n", api.name));
    }
    text.push_str(&bump::entry(crate_name, &new, report));
    Part {
        name,
        state: State::Same,
        json: json!({ "from": old, "to": new }),
        text,
    }
}

/// Lines are drift, an error is not knowing.
fn told(name: &'static str, lines: Result<Vec<String>, Failure>) -> Part {
    match lines {
        Ok(lines) if lines.is_empty() => Part::quiet(name, State::Same),
        Ok(lines) => Part {
            name,
            state: State::Drift,
            text: lines.join("\n"),
            json: json!(lines),
        },
        Err(failure) => Part::failed(name, &failure.to_string()),
    }
}

impl Part {
    fn quiet(name: &'static str, state: State) -> Self {
        Self {
            name,
            state,
            text: String::new(),
            json: Value::Null,
        }
    }

    fn failed(name: &'static str, why: &str) -> Self {
        Self {
            name,
            state: State::Unknown,
            text: why.to_owned(),
            json: json!(why),
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

fn printed(all: &[Findings], format: Format) -> String {
    match format {
        Format::Text => all
            .iter()
            .map(|it| it.text("", "  "))
            .collect::<String>()
            .trim_end()
            .to_owned(),
        Format::Json => format!("{:#}", all.iter().map(Findings::json).collect::<Value>()),
        Format::Markdown => cut(&all.iter().map(Findings::markdown).collect::<String>()),
        Format::Github => all
            .iter()
            .flat_map(Findings::annotations)
            .collect::<Vec<_>>()
            .join("\n"),
    }
}

impl Findings {
    fn text(&self, mark: &str, indent: &str) -> String {
        let mut out = format!("{mark}{}\n", self.api);
        for part in &self.parts {
            out.push_str(&format!("{indent}{}: {}\n", part.name, part.state.as_str()));
            part.text
                .lines()
                .for_each(|it| out.push_str(&format!("{indent}{indent}{it}\n")));
        }
        out
    }

    fn json(&self) -> Value {
        let part = |it: &Part| {
            (
                it.name.replace(' ', "_"),
                json!({"state": it.state.as_str(), "report": it.json}),
            )
        };
        let parts: serde_json::Map<String, Value> = self.parts.iter().map(part).collect();
        json!({"api": self.api, "parts": parts})
    }

    /// The report stands in a block of code, which no text of a document can end or give a meaning to.
    fn markdown(&self) -> String {
        let mut out = format!("## {}\n", self.api);
        for part in &self.parts {
            out.push_str(&format!("\n**{}**: {}\n", part.name, part.state.as_str()));
            if !part.text.is_empty() {
                out.push_str(&format!(
                    "\n~~~~text\n{}\n~~~~\n",
                    part.text.replace("~~~", "~ ~ ~").trim_end()
                ));
            }
        }
        out.push('\n');
        out
    }

    fn annotations(&self) -> Vec<String> {
        let told = self.parts.iter().filter(|it| it.state > State::NotAsked);
        let lines = told.map(|it| {
            let text = escaped(&format!(
                "{}: {}\n{}",
                self.api,
                it.name,
                it.text.trim_end()
            ));
            format!(
                "::error file={},title=drift::{text}",
                escaped(&self.document)
            )
        });
        lines.collect()
    }
}

/// As the host's commands want it: a line end in a message would begin a command of the document's own.
fn escaped(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Whole lines up to the bound, and how many were cut.
fn cut(text: &str) -> String {
    if text.len() <= MOST_MARKDOWN {
        return text.trim_end().to_owned();
    }
    let mut kept = String::new();
    let mut lines = text.lines();
    let mut cut = 0;
    for line in lines.by_ref() {
        if kept.len() + line.len() > MOST_MARKDOWN {
            cut += 1;
            break;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    cut += lines.count();
    let fence = if kept.matches("~~~~").count() % 2 == 1 {
        "~~~~\n"
    } else {
        ""
    };
    format!("{kept}{fence}\n{cut} more lines were cut; `cargo xtask drift --live` prints them all")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(text: &str) -> Findings {
        let part = Part {
            name: "vendored against live",
            state: State::Drift,
            text: text.to_owned(),
            json: json!([]),
        };
        Findings {
            api: "a".to_owned(),
            document: "specs/a/openapi.json".to_owned(),
            parts: vec![part],
        }
    }

    #[test]
    fn text_of_a_document_has_no_meaning_in_a_report() {
        let hostile = "a\n~~~~\n::error::b\n@team <b>";
        let markdown = printed(&[findings(hostile)], Format::Markdown);
        assert_eq!(markdown.matches("~~~~").count(), 2, "{markdown}");
        let github = printed(&[findings(hostile)], Format::Github);
        assert_eq!(github.lines().count(), 1, "{github}");
        assert!(
            github.starts_with("::error file=specs/a/openapi.json,title=drift::a: vendored"),
            "{github}"
        );
    }

    #[test]
    fn a_long_report_is_cut_and_says_so() {
        let markdown = printed(&[findings(&"x\n".repeat(40_000))], Format::Markdown);
        assert!(markdown.len() < MOST_MARKDOWN + 200);
        assert!(
            markdown.contains("~~~~\n\n") && markdown.contains("more lines were cut"),
            "{}",
            &markdown[59_900..]
        );
    }

    #[test]
    fn a_part_is_never_better_than_it_is() {
        assert_eq!(told("", Ok(vec![])).state, State::Same);
        assert_eq!(told("", Ok(vec!["a".to_owned()])).state, State::Drift);
        assert_eq!(told("", Err("why".into())).state, State::Unknown);
    }
}
