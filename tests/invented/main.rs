//! Documents that nobody wrote: made at random of all that OpenAPI has, with names that stand in the way. Each is
//! generated, and what comes out compiles, is clean for clippy and for rustdoc.

mod dice;
mod document;
mod schemas;
mod words;

use std::collections::BTreeMap;

use octogen::{Config, Source, generate};

/// The crate of the document of that seed.
fn files(seed: u64, name: &str) -> Result<BTreeMap<String, String>, String> {
    let text = document::document(seed).to_string();
    let config = Config::default().with(|it| {
        it.package.name = Some(name.to_owned());
        it.driver = true;
    });
    let generated = octogen::guard::run(|| {
        generate(&Source::new("openapi.json", &text), &config).map_err(|found| found.to_string())
    });
    match generated {
        Ok(Ok(it)) => Ok(it.krate.files),
        Ok(Err(found)) => Err(found),
        Err(fault) => Err(fault.to_string()),
    }
}

#[test]
fn all_are_generated() {
    let wrong: Vec<_> = (0..40).filter_map(|seed| files(seed, "one").err().map(|it| format!("{seed}: {it}"))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `INVENTED=100..130` takes those seeds.
#[test]
#[ignore = "takes minutes: cargo test -p tests --test invented -- --ignored"]
fn all_compile() {
    let range = std::env::var("INVENTED").unwrap_or_else(|_| "0..24".to_owned());
    let (from, to) = range.split_once("..").expect("two numbers");
    let seeds = from.parse().unwrap()..to.parse::<u64>().unwrap();
    let crates = seeds.map(|seed| {
        let name = format!("invented-{seed}");
        let mut files = files(seed, &name).unwrap();
        files.insert("openapi.json".to_owned(), format!("{:#}", document::document(seed)));
        (name, files)
    });
    tests::lint("invented", crates.collect());
}
