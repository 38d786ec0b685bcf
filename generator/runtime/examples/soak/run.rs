//! Many calls at once against a server with faults, and what must hold afterwards.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::{Duration, Instant};

use octogen_runtime::{
    ApiSpec, Call, Client, ClientBuilder, Error, Meta, Operation, ParamSpec, ResponseSpec, RetryPolicy, Status,
    Transport, Undocumented, read,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::server::{self, CUT_BEFORE, FAULTS, Log};

static API: ApiSpec =
    ApiSpec { name: "soak", version: "1", user_agent: "soak/1", servers: &[], schemes: &[], tracer: None };
static ID: ParamSpec = ParamSpec::path("id");

struct Get;

impl Operation for Get {
    type Output = Value;
    type Error = Undocumented;
    const META: &'static Meta = &Meta::new("get", "GET", "/things/{id}");
    const SUCCESS: &'static [ResponseSpec<Value>] =
        &[ResponseSpec::new(Status::Code(200), Some("application/json"), read::json)];
    const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
}

struct Post;

impl Operation for Post {
    type Output = Value;
    type Error = Undocumented;
    const META: &'static Meta = &Meta::new("post", "POST", "/things/{id}");
    const SUCCESS: &'static [ResponseSpec<Value>] =
        &[ResponseSpec::new(Status::Code(200), Some("application/json"), read::json)];
    const FAILURE: &'static [ResponseSpec<Undocumented>] = &[];
}

/// How much is done.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub calls: usize,
    pub concurrency: usize,
    pub faults_per_thousand: u64,
    /// The longest that it may take.
    pub time: Duration,
}

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    pub calls: usize,
    pub requests: usize,
    pub connections: usize,
    /// By the places of [`FAULTS`].
    pub faults: [usize; 5],
    pub gets_failed: usize,
    pub posts: usize,
    pub posts_failed: usize,
    pub attempts: usize,
    /// Attempts that failed though their own requests met no fault.
    pub unexplained: usize,
    pub time: Duration,
    pub samples: Vec<Sample>,
    /// File descriptors before the client was made, and after it was dropped.
    pub files: [Option<usize>; 2],
    /// What does not hold, a line for each.
    pub broken: Vec<String>,
}

/// What the process holds after a part of the calls; nothing where the system does not tell.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    pub percent: usize,
    pub memory: Option<u64>,
    pub files: Option<usize>,
}

/// What came of one call, by its id.
#[derive(Clone, Copy, Debug)]
struct Told {
    id: usize,
    is_post: bool,
    succeeded: bool,
    attempts: u32,
}

#[derive(Default)]
struct Counts {
    next: AtomicUsize,
    done: AtomicUsize,
    wrong: AtomicUsize,
}

/// Runs it, with a transport of the caller's where there is one.
pub async fn run(plan: Plan, transport: Option<Arc<dyn Transport>>) -> Result<Outcome, Box<dyn std::error::Error>> {
    let log = Log::new(plan.calls, plan.faults_per_thousand);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let server = tokio::spawn(server::listen(listener, log.clone()));
    let before = files();
    let retry = RetryPolicy::default().backoff(Duration::from_millis(5), Duration::from_millis(20));
    let builder = ClientBuilder::new(&API).base_url(url).retry(retry);
    let client = match transport {
        Some(transport) => builder.transport(transport).build()?,
        None => builder.build()?,
    };
    let counts = Arc::new(Counts::default());

    let start = Instant::now();
    let mut workers = JoinSet::new();
    for _ in 0..plan.concurrency {
        workers.spawn(work(client.clone(), counts.clone(), plan.calls));
    }
    let mut told = Vec::new();
    let mut samples = Vec::new();
    let all = async {
        let mut tick = tokio::time::interval(Duration::from_millis(2));
        loop {
            tokio::select! {
                worker = workers.join_next() => match worker {
                    Some(worker) => told.extend(worker?),
                    None => return Ok::<(), tokio::task::JoinError>(()),
                },
                _ = tick.tick() => {}
            }
            let percent = (samples.len() + 1) * 25;
            if percent < 100 && counts.done.load(Relaxed) * 100 >= plan.calls * percent {
                samples.push(sample(percent));
            }
        }
    };
    let in_time = tokio::time::timeout(plan.time, all).await;
    let time = start.elapsed();
    samples.push(sample(100));
    let mut broken = Vec::new();
    match in_time {
        Ok(done) => done?,
        Err(_) => broken.push(format!("{} of {} calls within {:?}", counts.done.load(Relaxed), plan.calls, plan.time)),
    }
    workers.shutdown().await;
    drop(client);
    let after = settled(before).await;
    server.abort();

    let unexplained = unexplained(&log, &told);
    let cut = log.faults[CUT_BEFORE].load(Relaxed);
    if unexplained > cut {
        broken.push(format!(
            "{unexplained} attempts failed that met no fault; {cut} could have found their connection cut"
        ));
    }
    broken.extend(posts(&log, &told));
    broken.extend(flat(&samples, plan.concurrency));
    if after > before {
        broken.push(format!("{after:?} file descriptors are left of a client that had {before:?} before it"));
    }
    let wrong = counts.wrong.load(Relaxed);
    if wrong > 0 {
        broken.push(format!("{wrong} calls were given the answer of another one"));
    }
    Ok(Outcome {
        calls: counts.done.load(Relaxed),
        requests: log.requests.load(Relaxed),
        connections: log.connections.load(Relaxed),
        faults: std::array::from_fn(|it| log.faults[it].load(Relaxed)),
        gets_failed: told.iter().filter(|it| !it.is_post && !it.succeeded).count(),
        posts: told.iter().filter(|it| it.is_post).count(),
        posts_failed: told.iter().filter(|it| it.is_post && !it.succeeded).count(),
        attempts: told.iter().map(|it| it.attempts as usize).sum(),
        unexplained,
        time,
        samples,
        files: [before, after],
        broken,
    })
}

/// Makes calls until there are enough; every fourth is a POST.
async fn work(client: Client, counts: Arc<Counts>, calls: usize) -> Vec<Told> {
    let mut told = Vec::new();
    loop {
        let id = counts.next.fetch_add(1, Relaxed);
        if id >= calls {
            return told;
        }
        let is_post = id % 4 == 3;
        let result = if is_post { post(&client, id).await } else { get(&client, id).await };
        let (attempts, succeeded) = match result {
            Ok((attempts, answered)) => {
                counts.wrong.fetch_add(usize::from(answered["id"] != json!(id)), Relaxed);
                (attempts, true)
            }
            Err(error) => (error.attempts(), false),
        };
        told.push(Told { id, is_post, succeeded, attempts });
        counts.done.fetch_add(1, Relaxed);
    }
}

async fn get(client: &Client, id: usize) -> Result<(u32, Value), Error<Undocumented>> {
    let mut call = Call::<Get>::new(client);
    call.request_mut().param(&ID, &(id as u64));
    let response = call.send().await?;
    Ok((response.attempts(), response.into_body()))
}

async fn post(client: &Client, id: usize) -> Result<(u32, Value), Error<Undocumented>> {
    let mut call = Call::<Post>::new(client);
    call.request_mut().param(&ID, &(id as u64));
    call.request_mut().json("application/json", &json!({ "id": id }));
    let response = call.send().await?;
    Ok((response.attempts(), response.into_body()))
}

/// Each attempt that failed has a request of its own that met a fault, or found its connection cut. The sum over all
/// calls of those that have none.
fn unexplained(log: &Log, told: &[Told]) -> usize {
    let of_call = |it: &Told| {
        let failed = it.attempts as usize - usize::from(it.succeeded && it.attempts > 0);
        // A call that failed without an attempt was given up by the client itself.
        let failed = failed.max(usize::from(!it.succeeded));
        failed.saturating_sub(log.met[it.id].load(Relaxed).into())
    };
    told.iter().map(of_call).sum()
}

/// No POST is doubled; one that succeeded was carried out; one whose answer was lost is an error.
fn posts(log: &Log, told: &[Told]) -> Vec<String> {
    let count = |of: &dyn Fn(&Told) -> bool| told.iter().filter(|it| it.is_post && of(it)).count();
    let rows = [
        ("POSTs were carried out twice", count(&|it| log.carried_out[it.id].load(Relaxed) > 1)),
        ("POSTs were sent again", count(&|it| log.came[it.id].load(Relaxed) > 1)),
        ("POSTs succeeded that never came", count(&|it| it.succeeded && log.carried_out[it.id].load(Relaxed) == 0)),
        ("POSTs succeeded whose answer was lost", count(&|it| it.succeeded && log.lost[it.id].load(Relaxed) == 1)),
    ];
    rows.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{count} {what}")).collect()
}

/// What is held at the end is what was held after a quarter, with some room for the allocator.
fn flat(samples: &[Sample], concurrency: usize) -> Vec<String> {
    let (Some(first), Some(last)) = (samples.first(), samples.last()) else {
        return vec!["nothing was sampled".to_owned()];
    };
    let mut broken = Vec::new();
    if let (Some(before), Some(after)) = (first.memory, last.memory)
        && after > before + before / 4 + (4 << 20)
    {
        broken.push(format!("memory grew from {before} to {after} bytes"));
    }
    // Both ends of each connection are in this process. A call that finds no idle connection makes one and takes
    // whatever is there first, so there may be as many idle ones as there are calls.
    let most = concurrency * 4 + 32;
    for it in samples.iter().filter(|it| it.files.is_some_and(|files| files > most)) {
        broken.push(format!("{:?} file descriptors at {} %, more than {most}", it.files, it.percent));
    }
    broken
}

fn sample(percent: usize) -> Sample {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kibibytes = status
        .lines()
        .find_map(|it| it.strip_prefix("VmRSS:"))
        .and_then(|it| it.trim().trim_end_matches(" kB").parse::<u64>().ok());
    Sample { percent, memory: kibibytes.map(|it| it * 1024), files: files() }
}

fn files() -> Option<usize> {
    std::fs::read_dir("/proc/self/fd").ok().map(Iterator::count)
}

/// How many there are once all connections had the time to end.
async fn settled(before: Option<usize>) -> Option<usize> {
    for _ in 0..200 {
        if files() <= before {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    files()
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rate = self.calls as f64 / self.time.as_secs_f64();
        writeln!(f, "{} calls in {:.1} s, {rate:.0} calls/s", self.calls, self.time.as_secs_f64())?;
        let retries = self.attempts.saturating_sub(self.calls);
        writeln!(f, "{} requests over {} connections, {retries} retries", self.requests, self.connections)?;
        writeln!(f, "{} faults", self.faults.iter().sum::<usize>())?;
        for (name, count) in FAULTS.iter().zip(self.faults) {
            writeln!(f, "  {count:>5} {name}")?;
        }
        writeln!(f, "{} attempts failed that met no fault themselves", self.unexplained)?;
        writeln!(f, "{} GETs failed after all attempts", self.gets_failed)?;
        writeln!(f, "{} of {} POSTs were an error to the caller", self.posts_failed, self.posts)?;
        for it in &self.samples {
            let memory = it.memory.map_or("?".to_owned(), |it| format!("{:.1}", it as f64 / f64::from(1 << 20)));
            let files = it.files.map_or("?".to_owned(), |it| it.to_string());
            writeln!(f, "at {:>3} %: {memory} MiB resident, {files} file descriptors", it.percent)?;
        }
        let [before, after] = self.files.map(|it| it.map_or("?".to_owned(), |it| it.to_string()));
        writeln!(f, "{before} file descriptors before the client was made, {after} after it was dropped")?;
        for it in &self.broken {
            writeln!(f, "broken: {it}")?;
        }
        write!(f, "{}", if self.broken.is_empty() { "all invariants hold" } else { "an invariant is broken" })
    }
}
