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
pub mod origin;
mod swap;

#[cfg(all(test, feature = "net"))]
mod loopback;
#[cfg(all(test, feature = "net"))]
mod tests;

use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use download::{Download, Fetched, Request};
use judge::{Accepted, Unfit};
use octogen::diff::render;
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
    /// Another host that the address may redirect to, `host` or `host:port`; may be repeated.
    #[arg(long, value_name = "HOST")]
    allow_host: Vec<String>,
    /// Seconds that one API may take, from the first request to the verdict.
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
    let asking = Asking {
        url: args.url.clone(),
        hosts: args.allow_host.clone(),
        force: args.force,
        advice: "--force takes it all the same".to_owned(),
    };
    let known = api.clone();
    let live = within(Duration::from_secs(args.seconds), move |until| {
        let live = live(&known, &asking, until)?;
        let report =
            if let Some(Live::New { accepted, .. }) = &live { report(&known, accepted)? } else { String::new() };
        Ok((live, report))
    })?;
    let (accepted, origin, report) = match live {
        (None, _) => {
            return Ok(Done::Kept("no live document is known; PROVENANCE.md says where it is from".to_owned()));
        }
        (Some(Live::Same), _) => return Ok(Done::Kept("nothing changed".to_owned())),
        (Some(Live::New { accepted, origin }), report) => (accepted, origin, report),
    };
    let origin = origin.dated(today, &accepted.text);
    swap::pair(&root.join("specs"), &api.name, &api.document, &accepted.text, &origin.text()?)?;
    let notes: String = accepted.notes.iter().map(|it| format!("\n  {it}")).collect();
    Ok(Done::Fresh(format!("the live document moved on{notes}\n{report}")))
}

/// Gives work until a time and waits for it no longer: some of it cannot be stopped from outside, such as a reader on
/// a text that takes it long. Work that is late is left to itself. It writes nothing, and ends with the process.
pub fn within<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce(Instant) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let until = Instant::now() + time;
    let (sender, receiver) = mpsc::channel();
    // Nobody listens any more once the time is up.
    thread::spawn(move || drop(sender.send(work(until).map_err(|failure| failure.to_string()))));
    let done = receiver.recv_timeout(until.saturating_duration_since(Instant::now()));
    Ok(done.map_err(|_| format!("no verdict within {} s (see --seconds)", time.as_secs_f32()))??)
}

/// A live document beside the vendored one.
pub enum Live {
    /// They say the same.
    Same,
    /// They do not.
    New {
        /// What was fetched.
        accepted: Box<Accepted>,
        /// Where it is from, undated.
        origin: Origin,
    },
}

/// How a live document is asked for.
pub struct Asking {
    /// The address, where it is not the one in `source.toml`.
    pub url: Option<String>,
    /// Other hosts that a redirect may lead to.
    pub hosts: Vec<String>,
    /// Take a doubtful document, too.
    pub force: bool,
    /// How the caller lets a doubtful document be taken.
    pub advice: String,
}

impl Asking {
    fn fetch(&self, url: &str, known: (Option<&str>, Option<&str>), until: Instant) -> Result<Fetched, Failure> {
        let (etag, modified) = known;
        fetch::fetch(&Request { url, etag, modified, hosts: &self.hosts, until, most: MOST_BYTES })
    }

    fn judge(&self, download: &Download, api: &Api, vendored: &serde_json::Value) -> Result<Box<Accepted>, Failure> {
        let refusal = |unfit| match unfit {
            Unfit::Broken(why) => download.refusal(&why),
            Unfit::Doubtful(why) => download.refusal(&format!("{why} ({})", self.advice)),
        };
        Ok(judge::judge(download, api, vendored, self.force).map(Box::new).map_err(refusal)?)
    }
}

/// Fetches the live document of an API; none where there is none. An error means that nothing can be told.
pub fn live(api: &Api, asking: &Asking, until: Instant) -> Result<Option<Live>, Failure> {
    let origin = Origin::read(&api.folder)?;
    let Some(url) = asking.url.as_deref().or(origin.url.as_deref()) else {
        return Ok(None);
    };
    origin.check(&api.text)?;

    let is_known = origin.url.as_deref() == Some(url);
    let Fetched::New(first) = asking.fetch(url, if is_known { origin.validators() } else { (None, None) }, until)?
    else {
        return Ok(Some(Live::Same));
    };
    let vendored = judge::vendored(api)?;
    let accepted = asking.judge(&first, api, &vendored)?;
    if accepted.value == vendored {
        return Ok(Some(Live::Same));
    }
    // Two servers behind one address may disagree while a release is under way: ask again before saying anything.
    let Fetched::New(second) = asking.fetch(url, (None, None), until)? else {
        return Err("304 without having been asked for a condition".into());
    };
    if first.bytes != second.bytes && accepted.value != asking.judge(&second, api, &vendored)?.value {
        return Err("two downloads in a row differ; the servers do not agree yet".into());
    }
    let origin = Origin { etag: first.etag.clone(), modified: first.modified.clone(), ..origin };
    Ok(Some(Live::New { accepted, origin }))
}

/// What the change does.
fn report(api: &Api, accepted: &Accepted) -> Result<String, Failure> {
    let live = api.with_text(accepted.text.clone());
    let said = |diagnostics: String| Ok(format!("no report: {diagnostics}"));
    let old = match pipeline::read(api)? {
        Ok(old) => old,
        Err(diagnostics) => return said(diagnostics),
    };
    match pipeline::read_beside(&live, &old)? {
        Ok(new) => Ok(render::text(&pipeline::compare(&old, &new), api.subject())),
        Err(diagnostics) => said(diagnostics),
    }
}
