//! A soak of the client on loopback, with faults; `cargo xtask bench soak` runs it. Arguments: calls, concurrency,
//! faults per thousand requests, seconds.

mod run;
mod server;

use std::process::ExitCode;
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let numbers: Result<Vec<u64>, _> = std::env::args().skip(1).map(|it| it.parse()).collect();
    let numbers = numbers?;
    let number = |at: usize, default: u64| numbers.get(at).copied().unwrap_or(default);
    let plan = run::Plan {
        calls: number(0, 20_000) as usize,
        concurrency: number(1, 64) as usize,
        faults_per_thousand: number(2, 50),
        time: Duration::from_secs(number(3, 300)),
    };
    let outcome = run::run(plan, None).await?;
    println!("{outcome}");
    Ok(if outcome.broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
