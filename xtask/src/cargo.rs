//! Runs cargo, or any other program, and says what it cost.

use std::fs::File;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use wait4::Wait4;

use crate::Failure;

/// What a run cost: the program and all that it started and waited for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cost {
    /// User and system time.
    pub cpu: Duration,
    /// The most memory that one of the processes held, in bytes.
    pub memory: u64,
}

impl Cost {
    /// The less of what was measured before and now.
    pub fn least(before: Option<Self>, now: Self) -> Self {
        before.map_or(now, |it| Self { cpu: it.cpu.min(now.cpu), memory: it.memory.min(now.memory) })
    }
}

/// A cargo that builds in `target` only, without increments, so that a run costs the same each time.
pub fn cargo(folder: &Path, target: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder).env("CARGO_TARGET_DIR", target).env("CARGO_INCREMENTAL", "0");
    // What `cargo xtask` was started with is about this workspace, not about the one to be built.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_PKG_NAME", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(name);
    }
    command
}

/// Runs a command to its end. What it prints goes to a file and is the failure's text where it fails.
pub fn run(command: &mut Command, log: &Path) -> Result<Cost, Failure> {
    let out = File::create(log)?;
    let errors = out.try_clone()?;
    let mut child = command.stdin(Stdio::null()).stdout(out).stderr(errors).spawn()?;
    let used = child.wait4()?;
    if !used.status.success() {
        let said = String::from_utf8_lossy(&std::fs::read(log)?).into_owned();
        return Err(format!("error[build]: {command:?} gave {}\n{}", used.status, said.trim_end()).into());
    }
    Ok(Cost { cpu: used.rusage.utime + used.rusage.stime, memory: used.rusage.maxrss })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn the_cost_counts_children_too() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let busy = "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done";
        let idle = run(Command::new("sh").args(["-c", "true"]), &log).unwrap();
        let child = run(Command::new("sh").args(["-c", &format!("sh -c '{busy}'; true")]), &log).unwrap();
        assert!(child.cpu > idle.cpu * 3, "{child:?} {idle:?}");
        assert!(idle.memory > 100_000);
        let failed = run(Command::new("sh").args(["-c", "echo said; exit 3"]), &log).unwrap_err();
        assert!(failed.to_string().ends_with("said"), "{failed}");
    }
}
