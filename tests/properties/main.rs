//! What fuzzing looks for, held with each run of the tests: by the documents of the golden cases as they are and with a
//! few bytes changed, and by values and bodies that are known to be hard. `cargo xtask fuzz` looks further.

use std::fs;
use std::path::Path;

#[path = "../fuzz/src/lib.rs"]
mod properties;

/// All documents of the golden cases, in the order of their paths.
fn documents() -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/cases"), &mut found);
    found.sort();
    found.iter().map(|it| fs::read(it).unwrap()).collect()
}

fn collect(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|it| it == "yaml") {
            found.push(path);
        }
    }
}

/// A number that looks like chance (the finaliser of SplitMix64); the same in each run.
fn mixed(number: u64) -> u64 {
    let mut it = number.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    it ^ (it >> 31)
}

/// The document with a line repeated, taken out, or moved, or with a byte of another place.
fn mutated(document: &[u8], seed: u64) -> Vec<u8> {
    let mut lines: Vec<&[u8]> = document.split_inclusive(|it| *it == b'\n').collect();
    let place = |salt: u64, length: usize| (mixed(seed.wrapping_mul(31).wrapping_add(salt)) as usize) % length.max(1);
    let (from, to) = (place(1, lines.len()), place(2, lines.len()));
    match mixed(seed) % 4 {
        0 => drop(lines.remove(from)),
        1 => lines.swap(from, to),
        2 => lines.insert(to, lines[from]),
        _ => {
            let mut bytes = document.to_vec();
            let (from, to) = (place(3, bytes.len()), place(4, bytes.len()));
            bytes[to] = bytes[from];
            return bytes;
        }
    }
    lines.concat()
}

#[test]
fn documents_give_what_was_meant_or_a_reason() {
    for (number, document) in documents().iter().enumerate() {
        properties::document::holds(document);
        properties::document::holds(&mutated(document, number as u64));
    }
}

#[test]
fn no_document_differs_from_itself() {
    let documents = documents();
    for (number, pair) in documents.windows(2).enumerate() {
        let mutant = mutated(&pair[0], number as u64 + 10_000);
        properties::diff::holds(&[&pair[0], b"\n---8<---\n".as_slice(), &mutant].concat());
    }
}

#[test]
fn values_stay_where_they_belong() {
    let hard = [
        "", ".", "..", "...", "%2e%2e", "a/b", "a\\b", "a/../b", "//", "?", "#", "a?b=c&d", "a;b", "a b", "a+b", "=",
        "\r\nX: 1", "\0", "\t", "\u{7f}", "ä", "😹", "\u{2028}", "\u{202e}", "%", "%zz", "{value}", "a,b", "\"a\"",
    ];
    hard.iter().for_each(|it| properties::request::holds(it.as_bytes()));
    (0..128_u8).for_each(|it| properties::request::holds(&[it]));
    (0..2_000_u64).for_each(|it| properties::request::holds(&mixed(it).to_le_bytes()));
}

#[test]
fn bodies_are_read_as_they_are_written() {
    let example = br#"{"kind": "cat", "name": "a", "o_value": null, "number": 1e3, "list": [1, "x", null], "deep": {"deep": {}}}"#;
    let mut bodies =
        vec![example.to_vec(), b"null".to_vec(), b"[]".to_vec(), b"\"x\"".to_vec(), b"1".to_vec(), b"{}".to_vec()];
    bodies.push("[".repeat(100_000).into_bytes());
    bodies.push(format!("{}{}", r#"{"a":"#.repeat(200), "}".repeat(200)).into_bytes());
    for body in &bodies {
        properties::response::holds(body);
        (0..200).filter(|_| body.len() < 1_000).for_each(|seed| properties::response::holds(&mutated(body, seed)));
    }
}
