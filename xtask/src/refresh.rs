//! `refresh`: the live document → the vendored one, where it is a whole document; otherwise the old one stays.

mod date;
#[cfg_attr(not(feature = "net"), allow(dead_code, reason = "nothing is downloaded without the HTTP client"))]
mod download;
#[cfg(feature = "net")]
mod fetch;
#[cfg(not(feature = "net"))]
#[path = "refresh/offline.rs"]
mod fetch;
mod format;
mod judge;
mod origin;
mod swap;

#[cfg(all(test, feature = "net"))]
mod loopback;
#[cfg(all(test, feature = "net"))]
mod tests;

use std::path::Path;
use std::time::{Duration, SystemTime};

use download::{Fetched, Request};
use judge::Accepted;
use octogen::drift::render;
pub use origin::Origin;

use crate::api::Api;
use crate::{Failure, Verdict, pipeline, regen, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The APIs, by their folder under `specs/`; all of them where none is named.
    apis: Vec<String>,
    /// Fetch from there instead of the address in `source.toml`; one API has to be named.
    #[arg(long)]
    url: Option<String>,
    /// Take a document that has far fewer operations, or that the generator refuses.
    #[arg(long)]
    force: bool,
    /// Make the crates anew, too.
    #[arg(long)]
    regen: bool,
    /// Another host that the address may redirect to; may be repeated.
    #[arg(long, value_name = "HOST")]
    allow_host: Vec<String>,
    /// Seconds that a download may take, all in all.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
}

/// The most that a document may have, after decompression.
pub const MOST_BYTES: u64 = 64 << 20;

/// Refreshes one API after the other; what could not be told of one does not stop the others.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let root = workspace::root();
    if args.url.is_some() && args.apis.len() != 1 {
        return Err("error[usage]: --url needs exactly one API".into());
    }
    let today = today(SystemTime::now());
    let mut unknown = Vec::new();
    let mut fresh = Vec::new();
    for api in workspace::apis(&root, &args.apis)? {
        match refresh(&root, &api, args, &today) {
            Ok(Done::Fresh(said)) => {
                println!("{}: {said}", api.name);
                fresh.push(api.name);
            }
            Ok(Done::Kept(said)) => println!("{}: {said}", api.name),
            Err(failure) => {
                println!("{}: kept the vendored document: {failure}", api.name);
                unknown.push(api.name);
            }
        }
    }
    if args.regen && !fresh.is_empty() {
        regen::run(&regen::Args::of(fresh))?;
    }
    if unknown.is_empty() {
        return Ok(Verdict::Yes);
    }
    Err(format!("error[unknown]: could not tell for {}", unknown.join(", ")).into())
}

/// The day of a time, `2026-11-21`.
pub fn today(now: SystemTime) -> String {
    date::text(now)
}

/// What happened to one API.
enum Done {
    /// The vendored document stays.
    Kept(String),
    /// There is a new one.
    Fresh(String),
}

fn refresh(root: &Path, api: &Api, args: &Args, today: &str) -> Result<Done, Failure> {
    swap::recover(&root.join("specs"), &api.name, &api.document)?;
    let Some(live) = live(api, args.url.as_deref(), &args.allow_host, Duration::from_secs(args.seconds), args.force)?
    else {
        return Ok(Done::Kept("no live document is known; PROVENANCE.md says where it is from".to_owned()));
    };
    let Live::New { accepted, origin } = live else {
        return Ok(Done::Kept("nothing changed".to_owned()));
    };
    let report = report(api, &accepted)?;
    let origin = origin.dated(today, &accepted.text);
    swap::pair(&root.join("specs"), &api.name, &api.document, &accepted.text, &origin.text()?)?;
    let notes: String = accepted.notes.iter().map(|it| format!("\n  {it}")).collect();
    Ok(Done::Fresh(format!("the live document moved on{notes}\n{report}")))
}

/// A live document beside the vendored one.
pub enum Live {
    /// They say the same.
    Same,
    /// They do not.
    New {
        /// What was fetched.
        accepted: Accepted,
        /// Where it is from, undated.
        origin: Origin,
    },
}

/// Fetches the live document of an API; none where there is none. An error means that nothing can be told.
pub fn live(
    api: &Api,
    url: Option<&str>,
    hosts: &[String],
    deadline: Duration,
    force: bool,
) -> Result<Option<Live>, Failure> {
    let origin = Origin::read(&api.folder)?;
    let Some(url) = url.or(origin.url.as_deref()) else {
        return Ok(None);
    };
    origin.check(&api.text)?;

    let once = |etag: Option<&str>, modified: Option<&str>| {
        fetch::fetch(&Request { url, etag, modified, hosts, deadline, most: MOST_BYTES })
    };
    let known_address = origin.url.as_deref() == Some(url);
    let (etag, modified) = if known_address { origin.validators() } else { (None, None) };
    let Fetched::New(first) = once(etag, modified)? else {
        return Ok(Some(Live::Same));
    };
    let accepted = judge::judge(&first, api, force).map_err(|why| first.refusal(&why))?;
    if accepted.same_as(&api.text) {
        return Ok(Some(Live::Same));
    }
    // Two servers behind one address may disagree while a release is under way: ask again before saying anything.
    let Fetched::New(second) = once(None, None)? else {
        return Err("304 without having been asked for a condition".into());
    };
    let again = judge::judge(&second, api, force).map_err(|why| second.refusal(&why))?;
    if !accepted.same_as(&again.text) {
        return Err("two downloads in a row differ; the servers do not agree yet".into());
    }
    let origin = Origin { etag: first.etag.clone(), modified: first.modified.clone(), ..origin };
    Ok(Some(Live::New { accepted, origin }))
}

/// What the change does.
fn report(api: &Api, accepted: &Accepted) -> Result<String, Failure> {
    let live = api.with_text(accepted.text.clone());
    match (pipeline::read(api)?, pipeline::read(&live)?) {
        (Ok(old), Ok(new)) => Ok(render::text(&pipeline::compare(&old, &new), api.subject())),
        (Err(diagnostics), _) | (_, Err(diagnostics)) => Ok(format!("no report: {diagnostics}")),
    }
}
