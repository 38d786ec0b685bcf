//! What a reader of a client's documentation sees: the pages that rustdoc makes of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The pages of Octolens, made as a user makes them.
fn pages() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = root.join("target");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let made = Command::new(cargo)
        .args(["doc", "--offline", "--package", "octolens", "--no-deps", "--target-dir"])
        .arg(&target)
        .current_dir(root)
        .output()
        .expect("cargo runs");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    target.join("doc/octolens")
}

/// All pages in a folder and below.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("the entry is read").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "html") {
            found.push(path);
        }
    }
}

/// The methods in the sidebar of a page.
fn methods(page: &str) -> Vec<&str> {
    let Some((_, after)) = page.split_once("<ul class=\"block method\">") else { return Vec::new() };
    let list = after.split_once("</ul>").map_or(after, |it| it.0);
    list.split("title=\"").skip(1).filter_map(|it| Some(it.split_once('"')?.0)).collect()
}

#[test]
fn a_page_lists_the_methods_of_one_type() {
    let folder = pages();
    let mut all = Vec::new();
    files(&folder, &mut all);
    assert!(all.len() > 200, "{} pages", all.len());
    let mut listed = 0;
    for path in &all {
        let page = std::fs::read_to_string(path).expect("the page is read");
        let methods = methods(&page);
        let names: BTreeSet<_> = methods.iter().collect();
        assert_eq!(names.len(), methods.len(), "{} lists methods twice: {methods:?}", path.display());
        listed += methods.len();
    }
    assert!(listed > 500, "{listed} methods");
}

#[test]
fn the_setters_of_an_operation_are_on_the_page_of_its_call() {
    let folder = pages();
    let read = |path: &str| std::fs::read_to_string(folder.join(path)).expect("the page is read");
    let call = read("struct.Call.html");
    assert!(methods(&call).contains(&"send") && !methods(&call).contains(&"include_engagement_metrics"));
    let one = read("operations/struct.GetMentionCall.html");
    let of_one = methods(&one);
    for method in ["include_engagement_metrics", "send", "with_timeout"] {
        assert!(of_one.contains(&method), "{of_one:?}");
    }
    assert!(!of_one.contains(&"items"), "{of_one:?}");
    assert!(one.contains("In code it is an alias of"));
    let list = read("operations/struct.ListMentionsCall.html");
    assert!(methods(&list).contains(&"items"));
    // What a method of the client returns leads to that page.
    assert!(read("struct.Client.html").contains("operations/struct.GetMentionCall.html"));
}
