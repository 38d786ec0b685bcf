//! What a reader of a client's documentation sees: the pages that rustdoc makes of it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// The pages of Octolens, made as a user makes them, once for all tests.
static PAGES: LazyLock<PathBuf> = LazyLock::new(|| {
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
});

/// The paths of the pages of all items.
fn listed(folder: &Path) -> Vec<String> {
    let list = std::fs::read_to_string(folder.join("all.html")).expect("the list is read");
    let list = list.split_once("<section id=\"main-content\"").expect("the list has items").1;
    let links = list.split("<a href=\"").skip(1).filter_map(|it| it.split_once('"'));
    links.map(|it| it.0.to_owned()).filter(|it| it.ends_with(".html") && !it.starts_with("..")).collect()
}

/// The methods in the sidebar of a page.
fn methods(page: &str) -> Vec<&str> {
    let Some((_, after)) = page.split_once("<ul class=\"block method\">") else { return Vec::new() };
    let list = after.split_once("</ul>").map_or(after, |it| it.0);
    list.split("title=\"").skip(1).filter_map(|it| Some(it.split_once('"')?.0)).collect()
}

#[test]
fn a_page_lists_the_methods_of_one_type() {
    let folder = &*PAGES;
    let pages = listed(folder);
    assert!(pages.len() > 200, "{} pages", pages.len());
    let mut count = 0;
    for path in &pages {
        let page = std::fs::read_to_string(folder.join(path)).expect("the page is read");
        let methods = methods(&page);
        let names: BTreeSet<_> = methods.iter().collect();
        assert_eq!(names.len(), methods.len(), "{path} lists methods twice: {methods:?}");
        count += methods.len();
    }
    assert!(count > 500, "{count} methods");
}

#[test]
fn the_setters_of_an_operation_are_on_the_page_of_its_call() {
    let folder = &*PAGES;
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

#[test]
fn what_only_generated_code_names_is_hidden() {
    let pages = listed(&PAGES);
    let has = |path: &str| pages.iter().any(|it| it == path);
    for shown in ["struct.RetryPolicy.html", "trait.Operation.html", "trait.Transport.html", "trait.IntoOption.html"] {
        assert!(has(&format!("runtime/{shown}")), "{shown}");
    }
    for hidden in ["struct.ParamSpec.html", "wire/trait.Wire.html", "macro.object.html"] {
        assert!(!has(&format!("runtime/{hidden}")), "{hidden}");
    }
    assert!(!pages.iter().any(|it| it.contains("serde")), "other crates are not ours to show");
}
