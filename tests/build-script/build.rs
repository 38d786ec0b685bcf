//! Writes a client of `pets.yaml` to where cargo keeps what build scripts make.

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use octogen::config::{Config, Runtime};
use octogen::{Source, generate};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=pets.yaml");
    let text = fs::read("pets.yaml")?;
    // Where the runtime is, this crate's own manifest says.
    let config = Config::default().with(|it| it.runtime = Runtime::Version("0.1".to_owned()));
    let generated = generate(&Source::new("pets.yaml", &text), &config)?;
    for line in generated.diagnostics.summed().lines() {
        println!("cargo::warning={line}");
    }
    let out = env::var("OUT_DIR")?;
    for (path, text) in &generated.krate.files {
        let file = Path::new(&out).join(path);
        fs::create_dir_all(file.parent().unwrap_or(Path::new(&out)))?;
        fs::write(file, if path == "src/lib.rs" { included(text) } else { text.clone() })?;
    }
    Ok(())
}

/// The root as `include!` takes it, which wants no attributes and documentation of a whole crate.
fn included(root: &str) -> String {
    let lines = root.lines().filter(|line| !line.starts_with("//!") && !line.starts_with("#!["));
    lines.collect::<Vec<_>>().join("\n")
}
