//! A small soak; `cargo xtask bench soak` is the large one.

#[path = "../../examples/soak/run.rs"]
mod run;
#[path = "../../examples/soak/server.rs"]
mod server;

use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled() {
    let time = Duration::from_secs(60);
    let plan = run::Plan { calls: 800, concurrency: 32, faults_per_thousand: 100, time };
    let outcome = run::run(plan).await.unwrap();
    // Memory is the process's, and other tests run in it.
    let broken: Vec<_> = outcome.broken.iter().filter(|it| !it.contains("memory") && !it.contains("file")).collect();
    assert!(broken.is_empty(), "{outcome}");
    assert_eq!(outcome.calls, 800, "{outcome}");
    assert!(outcome.faults.iter().all(|it| *it > 0) && outcome.attempts > 800, "{outcome}");
}
