//! The emitter on an API made by hand: what it prints compiles, and values survive writing and reading.

mod docs;
mod imports;
mod sample;
mod scratch;

use crate::emit::{Module, makers, root};
use crate::ir::Api;
use crate::render::{modules, render};

/// All files, one after the other.
fn emit(api: &Api) -> Vec<Module> {
    let mut modules: Vec<_> = makers(api, false).into_iter().filter_map(|make| make()).collect();
    let paths: Vec<_> = modules.iter().map(|it| it.path.clone()).collect();
    modules.push(root(api, &crate::config::Runtime::Copied, &paths));
    modules
}

#[test]
fn printed_types_compile_and_values_survive() {
    let files = emit(&sample::every_shape()).into_iter().map(|it| (it.path.clone(), render(it))).collect();
    scratch::check("types", files, include_str!("round_trip.rs"));
}

#[test]
fn what_is_printed_is_rust_without_odd_characters() {
    for module in emit(&sample::every_shape()) {
        let path = module.path.clone();
        let text = render(module);
        assert!(syn::parse_file(&text).is_ok(), "{path}");
        let odd =
            |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert_eq!(text.chars().find(|c| odd(*c)), None, "{path}");
    }
}

#[test]
fn the_same_api_gives_the_same_text() {
    let text = || emit(&sample::every_shape()).into_iter().map(render).collect::<Vec<_>>();
    assert_eq!(text(), text());
}

/// An import that nothing in its file needs is a warning in every crate that has it.
#[test]
fn what_is_imported_is_used() {
    for schema in [
        r#"{"type": "string", "format": "date-time"}"#,
        r#"{"type": "string", "format": "uuid"}"#,
        r#"{"type": "string", "format": "date"}"#,
        r#"{"type": "array", "items": {"type": "string", "format": "uuid"}}"#,
        r#"{"type": "object", "additionalProperties": {"type": "string", "format": "date-time"}}"#,
        r#"{"type": "object", "properties": {"a": {"type": "string", "format": "uuid", "nullable": true}}}"#,
        r#"{"type": "integer", "enum": [1, 2]}"#,
    ] {
        let components = format!(r#"{{"schemas": {{"It": {schema}}}}}"#);
        let text = format!(
            r#"{{"openapi": "3.0.3", "info": {{"title": "t", "version": "1"}}, "paths": {{}}, "components": {components}}}"#
        );
        let reading = crate::read(&crate::Source::new("a.json", &text), &crate::Config::default());
        for module in emit(&reading.expect("it can be read").revision.api) {
            let text = render(module);
            let uses = |it: &&str| it.starts_with("use super::");
            let (imports, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(uses);
            let rest = rest.join("\n");
            let names = imports.iter().flat_map(|it| it["use super::".len()..].split(['{', '}', ',', ';', ' ']));
            for name in names.filter(|it| !it.is_empty()) {
                let mut found = rest.match_indices(name).map(|(at, _)| rest[..at].chars().next_back());
                assert!(found.any(|it| it.is_none_or(|it| it != ':' && !it.is_alphanumeric())), "{name} for {schema}");
            }
        }
    }
}

/// Several threads make the files of a package, and nobody can tell.
#[test]
fn a_package_has_what_its_makers_make() {
    let api = sample::every_shape();
    let files = modules(&api, &crate::config::Runtime::Copied, false);
    for module in emit(&api) {
        let path = module.path.clone();
        assert_eq!(files.get(&path), Some(&render(module)), "{path}");
    }
    let made = files.keys().filter(|it| it.starts_with("src/") && !it.starts_with("src/runtime/")).count();
    assert_eq!(made, emit(&api).len());
}
