//! The emitter on an API made by hand: what it prints compiles, and values survive writing and reading.

mod docs;
mod sample;
mod scratch;

use crate::emit::emit;
use crate::render::render;

#[test]
fn printed_types_compile_and_values_survive() {
    let files = emit(&sample::every_shape()).map(|it| (it.path.clone(), render(&it))).collect();
    scratch::check("types", files, include_str!("round_trip.rs"));
}

#[test]
fn what_is_printed_is_rust_without_odd_characters() {
    for module in emit(&sample::every_shape()) {
        let text = render(&module);
        assert!(syn::parse_file(&text).is_ok(), "{}", module.path);
        let odd =
            |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert_eq!(text.chars().find(|c| odd(*c)), None, "{}", module.path);
    }
}

#[test]
fn the_same_api_gives_the_same_text() {
    let text = || emit(&sample::every_shape()).map(|it| render(&it)).collect::<Vec<_>>();
    assert_eq!(text(), text());
}
