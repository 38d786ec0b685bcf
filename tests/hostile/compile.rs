//! Crates of documents in which every place holds a hostile text, another one in each crate: what is generated
//! compiles, and neither clippy nor rustdoc has anything to say.

use super::{benign, generate_as, texts};

/// `HOSTILE_CRATES=75` has every text in every place.
#[test]
#[ignore = "takes minutes: cargo test -p tests --test hostile -- --ignored"]
fn hostile_documents_compile() {
    let count = std::env::var("HOSTILE_CRATES").ok().and_then(|it| it.parse().ok()).unwrap_or(12);
    let texts = texts::all();
    let crates = (0..count).map(|number| {
        let name = format!("hostile-{number}");
        let mut document = benign::document();
        let mut files = Default::default();
        for (index, slot) in benign::SLOTS.iter().enumerate() {
            let (_, text) = &texts[(index * 7 + number * 5) % texts.len()];
            let mut with = document.clone();
            // A key that another text has renamed is not there any more.
            if !slot.is_in(&with) {
                continue;
            }
            slot.set(&mut with, text);
            if let Ok(generated) = generate_as(&name, &with.to_string()) {
                (document, files) = (with, generated.krate.files);
            }
        }
        (name, files)
    });
    tests::lint("hostile", crates.collect());
}
