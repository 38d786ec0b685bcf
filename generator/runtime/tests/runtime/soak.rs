//! A small soak; `cargo xtask bench soak` is the large one. And that it can fail.

mod flawed;
#[path = "../../examples/soak/run.rs"]
mod run;
#[path = "../../examples/soak/server.rs"]
mod server;

use std::sync::Arc;
use std::time::Duration;

use flawed::{Flaw, Flawed};
use octogen_runtime::Transport;
use run::{Outcome, Plan};

async fn soak(faults_per_thousand: u64, transport: Option<Arc<dyn Transport>>) -> Outcome {
    let plan = Plan { calls: 800, concurrency: 32, faults_per_thousand, time: Duration::from_secs(60) };
    run::run(plan, transport).await.unwrap()
}

/// What does not hold. Memory and files are the process's, and other tests run in it.
fn broken(outcome: &Outcome) -> Vec<&String> {
    outcome.broken.iter().filter(|it| !it.contains("memory") && !it.contains("file")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled() {
    let outcome = soak(100, None).await;
    assert!(broken(&outcome).is_empty(), "{outcome}");
    assert_eq!(outcome.calls, 800, "{outcome}");
    assert!(outcome.faults.iter().all(|it| *it > 0) && outcome.attempts > 800, "{outcome}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_faults_no_attempt_fails() {
    let outcome = soak(0, None).await;
    assert!(broken(&outcome).is_empty(), "{outcome}");
    assert_eq!((outcome.attempts, outcome.gets_failed, outcome.posts_failed), (800, 0, 0), "{outcome}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flawed_client_is_found_out() {
    for (flaw, said) in [
        (Flaw::Lost, "attempts failed that met no fault"),
        (Flaw::Doubled, "POSTs were carried out twice"),
        (Flaw::Misdirected, "calls were given the answer of another one"),
        (Flaw::Leaking, "memory grew"),
    ] {
        for faults in [0, 50] {
            let outcome = soak(faults, Some(Arc::new(Flawed::new(Some(flaw))))).await;
            assert!(outcome.broken.iter().any(|it| it.contains(said)), "{flaw:?} with {faults}: {outcome}");
        }
    }
    let sound = soak(50, Some(Arc::new(Flawed::new(None)))).await;
    assert!(broken(&sound).is_empty(), "{sound}");
}
