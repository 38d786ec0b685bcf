//! The help of each command, as people read it, and what is made from it.
#![cfg(all(feature = "mock", feature = "completions", feature = "man", feature = "dry-diff", feature = "snippets"))]

use std::fs;
use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../../../README.md");

/// Each command of the README's table is there, and its help stands in a file that people read when it changes
/// (`SNAPSHOTS=overwrite cargo test -p octogen-cli --test help` writes them).
#[test]
fn help_reads_as_before() {
    for command in ["", "generate", "runtime", "check", "report", "diff", "mock", "completions", "man"] {
        let args = command.split_whitespace().chain(["-h"]);
        let ran = Command::new(env!("CARGO_BIN_EXE_octogen")).args(args).output().unwrap();
        assert!(ran.status.success(), "{command}");
        assert!(command.is_empty() || README.contains(&format!("`octogen {command}")), "{command}");
        let name = if command.is_empty() { "octogen" } else { command };
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/help/{name}.txt"));
        let help = String::from_utf8(ran.stdout).unwrap();
        snapbox::Assert::new().action_env("SNAPSHOTS").eq(help, snapbox::Data::read_from(&file, None));
    }
}

#[test]
fn completions_and_manual_pages() {
    let octogen = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_octogen")).args(args).output().unwrap();
    for (shell, part) in [("bash", "complete -F"), ("zsh", "#compdef octogen"), ("fish", "complete -c octogen")] {
        let text = String::from_utf8(octogen(&["completions", shell]).stdout).unwrap();
        assert!(text.contains(part) && text.contains("include-tag"), "{shell}");
    }
    assert_eq!(octogen(&["completions", "sh"]).status.code(), Some(2));
    let page = String::from_utf8(octogen(&["man"]).stdout).unwrap();
    assert!(page.contains(".TH octogen 1") && page.contains("octogen\\-generate(1)"), "{page}");
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("man");
    assert!(octogen(&["man", "--out", out.to_str().unwrap()]).status.success());
    assert!(fs::read_to_string(out.join("octogen-report.1")).unwrap().contains("documented"));
}
