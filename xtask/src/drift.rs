//! `drift`: is what is generated what is vendored, and is what is vendored what is live?
//!
//! The parts are reported apart, because they have different owners: the first one is a mistake of a change here, the
//! second one is news from elsewhere, the third one is a list of ours that went stale. What could not be told is never
//! told as "no drift".

mod bump;
mod findings;

use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use std::{fs, io};

use findings::{Findings, Form, MOST_MARKDOWN, Part, State};
use octogen::Reading;
use octogen::diff::render;
use octogen::diff::{Acceptance, Accepted, FailOn, Report, next_version};
use octogen_cli::output::{Overwrite, Plan, replace};

use crate::api::{Api, LOCK};
use crate::refresh::{self, Asking, Live, Origin};
use crate::{Failure, Verdict, pipeline, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The APIs, by their folder under `specs/`; all of them where none is named.
    apis: Vec<String>,
    /// Compare with the live document, too.
    #[arg(long, conflicts_with = "against")]
    pub live: bool,
    /// Compare with this document instead of the live one; one API has to be named.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// The least change that counts as drift.
    #[arg(long, value_name = "any|breaking|major|minor", default_value = "any", value_parser = str::parse::<FailOn>)]
    fail_on: FailOn,
    /// The form of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Form,
    /// Write the version that the change asks for into `api.toml`, and print an entry for the changelog.
    #[arg(long)]
    bump: bool,
    /// Another host that a live address may redirect to, `host` or `host:port`; may be repeated.
    #[arg(long, value_name = "HOST")]
    allow_host: Vec<String>,
    /// Seconds that the live document of one API may take, from the first request to the verdict.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

/// Prints the report; the worst part decides.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    if args.against.is_some() && args.apis.len() != 1 {
        return Err("error[usage]: --against needs exactly one API".into());
    }
    let today = refresh::today(SystemTime::now());
    let mut all = Vec::new();
    for api in workspace::apis(&workspace::root(), &args.apis)? {
        all.push(Findings { parts: parts(&api, args, &today), api: api.name, document: api.document });
    }
    println!("{}", findings::printed(&all, args.format));
    match all.iter().flat_map(|it| &it.parts).map(|it| it.state).max() {
        Some(State::Unknown) => Err("error[unknown]: could not tell everything; the report says what".into()),
        Some(State::Drift) => Ok(Verdict::No),
        _ => Ok(Verdict::Yes),
    }
}

fn parts(api: &Api, args: &Args, today: &str) -> Vec<Part> {
    let mut parts = vec![Part::lines("generated against vendored", generated(api))];
    match vendored(api, args, today) {
        Ok(None) => parts.push(Part::quiet("vendored against live", State::NotAsked)),
        Ok(Some(Compared { vendored, whole, accepted: Acceptance { report, failures, .. } })) => {
            parts.push(changes(api, &vendored, &report, args.fail_on));
            parts.push(Part::lines("accepted changes", Ok(failures)));
            if args.bump {
                // What was accepted changes the crate all the same.
                parts.push(version(api, &whole));
            }
        }
        Err(failure) => parts.push(Part::unknown("vendored against live", &failure)),
    }
    parts
}

/// The files of the crate that are not what the document makes.
fn generated(api: &Api) -> Result<Vec<String>, Failure> {
    Origin::read(&api.folder)?.check(&api.text)?;
    let made = pipeline::generate(api)??;
    let plan = Plan::new(&api.output, &made.krate.files, Overwrite::All)?;
    let mut lines: Vec<String> = plan.changes().iter().map(ToString::to_string).collect();
    let lock = made.names.map(|it| it.names.to_string()).unwrap_or_default();
    if lock != api.lock {
        lines.push(format!("{LOCK} is not what the document makes"));
    }
    if !lines.is_empty() || !plan.is_empty() {
        lines.push("run `cargo xtask regen` and commit the result".to_owned());
    }
    Ok(lines)
}

/// The vendored document beside another one.
struct Compared {
    /// What the vendored document says.
    vendored: Reading,
    /// All that differs.
    whole: Report,
    /// The same without what is accepted.
    accepted: Acceptance,
}

/// Compares with the other document; none where nobody asked or there is no other one.
fn vendored(api: &Api, args: &Args, today: &str) -> Result<Option<Compared>, Failure> {
    let Some(text) = other(api, args)? else {
        return Ok(None);
    };
    let other = api.with_text(text);
    let old = pipeline::read(api)??;
    let new = pipeline::read_beside(&other, &old)??;
    let whole = pipeline::compare(&old, &new);
    let accepted = accepted(api)?.apply(whole.clone(), today.parse()?);
    Ok(Some(Compared { vendored: old, whole, accepted }))
}

/// The document to compare with; the vendored one where the live one says the same.
fn other(api: &Api, args: &Args) -> Result<Option<String>, Failure> {
    if let Some(file) = &args.against {
        let text = fs::read_to_string(file);
        return Ok(Some(text.map_err(|error| format!("error[files]: {}: {error}", file.display()))?));
    }
    if !args.live {
        return Ok(None);
    }
    let asking = Asking {
        url: None,
        hosts: args.allow_host.clone(),
        force: false,
        advice: format!("`cargo xtask refresh {} --force` takes it all the same", api.name),
    };
    let known = api.clone();
    let live = refresh::within(Duration::from_secs(args.seconds), move |until| refresh::live(&known, &asking, until))?;
    Ok(live.map(|it| match it {
        Live::Same => api.text.clone(),
        Live::New { accepted, .. } => accepted.text,
    }))
}

/// `specs/<api>/accepted.toml`; nothing where there is none.
fn accepted(api: &Api) -> Result<Accepted, Failure> {
    let file = api.folder.join("accepted.toml");
    match fs::read_to_string(&file) {
        Ok(text) => Accepted::parse(&text).map_err(|error| format!("{}: {error}", file.display()).into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Accepted::default()),
        Err(error) => Err(format!("error[files]: {}: {error}", file.display()).into()),
    }
}

fn changes(api: &Api, vendored: &Reading, report: &Report, fail_on: FailOn) -> Part {
    let subject = api.subject();
    let locate = |old: Option<&octogen::Pointer>, _: Option<&octogen::Pointer>| old.map(|it| vendored.file_line(it));
    Part {
        name: "vendored against live",
        state: if report.fails(fail_on) { State::Drift } else { State::Same },
        text: render::text(report, subject),
        json: report.to_json(),
        markdown: Some(render::markdown(report, subject, MOST_MARKDOWN)),
        annotations: Some(render::annotations(report, locate)),
    }
}

/// Writes the version that the change asks for.
fn version(api: &Api, report: &Report) -> Part {
    const NAME: &str = "version";
    let subject = api.subject();
    let old = subject.version.unwrap_or_default();
    let Some(new) = next_version(old, report.rust).filter(|it| it != old) else {
        return Part::quiet(NAME, State::Same);
    };
    let file = api.folder.join("api.toml");
    let written = || -> Result<(), Failure> {
        let settings = bump::settings(&fs::read_to_string(&file)?, &new).ok_or("it has no `package.version`")?;
        Ok(replace(&file, settings.as_bytes())?)
    };
    match written() {
        Err(failure) => Part::unknown(NAME, &format!("{}: {failure}", file.display()).into()),
        Ok(()) => Part {
            text: format!("{old} → {new}, written into api.toml\n\n{}", render::changelog(report, subject)),
            ..Part::quiet(NAME, State::Same)
        },
    }
}
