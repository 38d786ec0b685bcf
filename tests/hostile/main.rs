//! Documents that mean harm: text that wants to become code, and shapes that want to exhaust the generator.
//!
//! Whatever a document says, it is refused with a place, or it gives the crate that the same document with plain words
//! gives: the same code but for names and literals, the same dependencies, files in the same folders.

mod benign;
mod bombs;
mod compile;
mod docs;
mod harmless;
mod texts;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use octogen::{Config, Generated, Source};
use serde_json::Value;

use benign::Slot;
use harmless::Shape;

/// Every place of the benign document that holds text, with every hostile text in it.
#[test]
fn text_stays_text() {
    let plain = shape(&benign::document()).expect("the benign document is generated");
    // All pairs take minutes: by default each text is tried in some places, and each place with some texts.
    let step = if std::env::var_os("HOSTILE_ALL").is_some() { 1 } else { 23 };
    let texts = texts::all();
    let pairs = benign::SLOTS.iter().enumerate().flat_map(|(at, slot)| (0..texts.len()).map(move |it| (at, slot, it)));
    let cases: Vec<_> = pairs
        .filter(|(at, _, text)| (at + text) % step == 0)
        // Braces in a path are parameters, so that the call is another one.
        .filter(|(_, slot, text)| slot.name != "path" || !texts[*text].1.contains('{'))
        .map(|(_, slot, text)| (slot, texts[text].0, texts[text].1.as_str()))
        .collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut faults = Vec::new();
        while let Some((slot, name, text)) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found = octogen::guard::run(|| fault(&plain, slot, text)).unwrap_or_else(|it| Some(it.to_string()));
            let found = found.map(|it| format!("{name} as {}: {it}", slot.name));
            faults.extend(found);
        }
        faults
    };
    let faults: Vec<_> = thread::scope(|scope| {
        let workers: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

/// What is wrong with the crate for one text in one place.
fn fault(plain: &Shape, slot: &Slot, text: &str) -> Option<String> {
    let mut document = benign::document();
    slot.set(&mut document, text);
    match shape(&document) {
        Ok(shape) => plain.difference(&shape, slot.is_name),
        Err(said) if slot.is_prose => Some(format!("refused: {said}")),
        Err(said) => (!is_located(&said)).then(|| format!("refused without a place: {said}")),
    }
}

fn is_located(said: &str) -> bool {
    said.contains("document.json:") && !said.chars().any(harmless::is_dangerous)
}

fn shape(document: &Value) -> Result<Shape, String> {
    generate(&document.to_string()).and_then(|it| Shape::of(&it.krate.files))
}

/// The crate with its driver, or what is said of the document.
fn generate(text: &str) -> Result<Generated, String> {
    generate_as("hostile", text)
}

fn generate_as(name: &str, text: &str) -> Result<Generated, String> {
    let mut config = Config::default().with(|it| it.driver = true);
    config.package.name = Some(name.to_owned());
    octogen::generate(&Source::new("document.json", text), &config).map_err(|it| it.to_string())
}
