//! Measurements that are programs of the runtime's package: built with optimisation, and run as they are.

use crate::{Failure, Verdict, cargo, workspace};

/// Builds and runs an example; it says by its exit code whether what it promises holds.
pub fn run(name: &str, args: &[String]) -> Result<Verdict, Failure> {
    let root = workspace::root();
    let target = root.join("target");
    let mut build = cargo::cargo(&root, &target);
    build.args(["build", "--release", "--package", "octogen-runtime", "--example", name]);
    let log = target.join("bench").join(format!("{name}.log"));
    std::fs::create_dir_all(target.join("bench"))?;
    cargo::run(&mut build, &log)?;
    let program = target.join("release/examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let status = std::process::Command::new(program).args(args).status()?;
    match status.code() {
        Some(0) => Ok(Verdict::Yes),
        Some(1) => Ok(Verdict::No),
        _ => Err(format!("error[bench]: `{name}` gave {status}").into()),
    }
}
