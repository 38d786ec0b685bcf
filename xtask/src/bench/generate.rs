//! What generating a crate costs: CPU time and memory of the `octogen` command, built with optimisation. Without documents
//! of the caller's, a vendored one is made two, four and eight times as large, by copies of its paths and components under
//! other names, to see that the cost grows with the document and not faster.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Map, Value};

use crate::cargo::Cost;
use crate::{Failure, Verdict, cargo, workspace};

#[derive(clap::Args)]
pub struct Args {
    /// The documents; without any, a vendored one in four sizes.
    documents: Vec<PathBuf>,
    /// Measure that program as well, in turns: an octogen from before a change.
    #[arg(long, value_name = "FILE")]
    beside: Option<PathBuf>,
    /// How often each figure is taken; the least one counts.
    #[arg(long, default_value_t = 5)]
    runs: u32,
}

/// The API whose document is made larger.
const GROWN: &str = "octolens";

/// How many times as large.
const TIMES: [usize; 4] = [1, 2, 4, 8];

/// How much more than the growth of the document the growth of the cost may be.
const MOST: f64 = 1.5;

/// Prints a table.
pub fn run(args: &Args) -> Result<Verdict, Failure> {
    let root = workspace::root();
    let (target, place) = (root.join("target"), root.join("target/bench/generate"));
    fs::create_dir_all(&place)?;
    let log = place.join("log");
    cargo::run(cargo::cargo(&root, &target).args(["build", "--release", "--package", "octogen"]), &log)?;
    let own = target.join("release").join(format!("octogen{}", std::env::consts::EXE_SUFFIX));
    let programs: Vec<&Path> = [own.as_path()].into_iter().chain(args.beside.as_deref()).collect();
    let grown = if args.documents.is_empty() { grown(&root, &place)? } else { Vec::new() };
    let documents = if grown.is_empty() { &args.documents } else { &grown };
    let mut table = "| document | kB | CPU s | MiB |".to_owned();
    table.push_str(if args.beside.is_some() { " beside: CPU s | MiB |\n" } else { "\n" });
    table.push_str(if args.beside.is_some() {
        "| --- | ---: | ---: | ---: | ---: | ---: |"
    } else {
        "| --- | ---: | ---: | ---: |"
    });
    println!("{table}");
    let mut own = Vec::new();
    for document in documents {
        let name = document.file_stem().unwrap_or_default().to_string_lossy();
        let costs = costs(&programs, document, &place, args.runs)?;
        let cells = costs
            .iter()
            .map(|it| format!(" {:.3} | {:.0} |", it.cpu.as_secs_f64(), it.memory as f64 / f64::from(1 << 20)));
        println!("| {name} | {} |{}", fs::metadata(document)?.len() / 1000, cells.collect::<String>());
        own.extend(costs.first().copied());
    }
    let growth =
        own.last().zip(own.first()).map_or(0.0, |(last, first)| last.cpu.as_secs_f64() / first.cpu.as_secs_f64());
    let is_linear = grown.is_empty() || growth < MOST * (TIMES[TIMES.len() - 1] as f64);
    Ok(if is_linear { Verdict::Yes } else { Verdict::No })
}

/// The least cost of each program.
fn costs(programs: &[&Path], document: &Path, place: &Path, runs: u32) -> Result<Vec<Cost>, Failure> {
    let (out, runtime, log) = (place.join("crate"), place.join("runtime"), place.join("log"));
    let mut least: Vec<Option<Cost>> = vec![None; programs.len()];
    for _ in 0..runs.max(1) {
        for (program, least) in programs.iter().zip(&mut least) {
            cargo::run(Command::new(program).args(["runtime", "--force", "--out"]).arg(&runtime), &log)?;
            if out.exists() {
                fs::remove_dir_all(&out)?;
            }
            let mut generate = Command::new(program);
            generate.arg("generate").arg(document).arg("--out").arg(&out).arg("--runtime").arg(&runtime);
            *least = Some(Cost::least(*least, cargo::run(&mut generate, &log)?));
        }
    }
    Ok(least.into_iter().flatten().collect())
}

/// The vendored document in all sizes, as files.
fn grown(root: &Path, place: &Path) -> Result<Vec<PathBuf>, Failure> {
    let text = fs::read_to_string(root.join("specs").join(GROWN).join("openapi.json"))?;
    let document: Value = serde_json::from_str(&text)?;
    TIMES
        .iter()
        .map(|times| {
            let file = place.join(format!("{GROWN}-{times}.json"));
            fs::write(&file, serde_json::to_vec_pretty(&several(&document, *times))?)?;
            Ok(file)
        })
        .collect()
}

/// The document so many times in one.
fn several(document: &Value, times: usize) -> Value {
    let mut whole = document.clone();
    for copy in 1..times {
        let mut one = document.clone();
        rename(&mut one, copy);
        for (holder, named) in [("/paths", false), ("/components", true)] {
            let Some(Value::Object(from)) = one.pointer_mut(holder).map(Value::take) else { continue };
            let Some(Value::Object(to)) = whole.pointer_mut(holder) else { continue };
            match named {
                false => to.extend(from.into_iter().map(|(path, item)| (format!("/copy-{copy}{path}"), item))),
                true => from.into_iter().for_each(|(section, all)| add(to, &section, all, copy)),
            }
        }
    }
    whole
}

/// Adds the components of a section under other names; credentials are shared.
fn add(to: &mut Map<String, Value>, section: &str, all: Value, copy: usize) {
    if let (Some(Value::Object(to)), Value::Object(all)) = (to.get_mut(section), all)
        && section != "securitySchemes"
    {
        to.extend(all.into_iter().map(|(name, it)| (format!("{name}Copy{copy}"), it)));
    }
}

/// Gives references and operations the names of a copy.
fn rename(value: &mut Value, copy: usize) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(text) if key == "operationId" || text.starts_with("#/components/") => {
                        text.push_str(&format!("Copy{copy}"));
                    }
                    member => rename(member, copy),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|it| rename(it, copy)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_document_three_times() {
        let document = json!({
            "paths": { "/a": { "get": { "operationId": "getA", "x": { "$ref": "#/components/schemas/A" } } } },
            "components": { "schemas": { "A": { "items": { "$ref": "#/components/schemas/A" } } }, "securitySchemes": { "S": {} } },
        });
        let whole = several(&document, 3);
        assert_eq!(several(&document, 1), document);
        assert_eq!(whole["paths"].as_object().unwrap().keys().collect::<Vec<_>>(), ["/a", "/copy-1/a", "/copy-2/a"]);
        assert_eq!(whole["paths"]["/copy-2/a"]["get"]["operationId"], "getACopy2");
        assert_eq!(whole["components"]["schemas"]["ACopy1"]["items"]["$ref"], "#/components/schemas/ACopy1");
        assert_eq!(whole["components"]["securitySchemes"], document["components"]["securitySchemes"]);
    }
}
