//! The document's text as documentation.

use crate::emit::docs::{code_span, one_line, safe};

#[test]
fn no_code_block_can_run() {
    for (text, safe_text) in [
        ("```\nlet a = 1;\n```", "```text\nlet a = 1;\n```"),
        ("~~~\nlet a = 1;\n~~~", "```text\nlet a = 1;\n```"),
        ("    let a = 1;", "```text\nlet a = 1;\n```"),
        ("\tlet a = 1;", "let a = 1;"), // A tab is one space: indentation by tabs makes no code.
        ("```rust,should_panic\nlet a;\n```", "```text\nlet a;\n```"),
        ("```{.rust}\nlet a;\n```", "```text\nlet a;\n```"),
        ("```text rust\nlet a;\n```", "```text\nlet a;\n```"),
        ("```json\n{}\n```", "```text\n{}\n```"),
        ("> ```\n> let a;\n> ```", "> ```text\n> let a;\n> ```"),
        ("- a\n\n      let a;", "- a\n\n  ```text\n  let a;\n  ```"),
        ("~~~\n````\n```` x\n~~~\n", "`````text\n````\n```` x\n`````"),
        ("```\nnever closed", "```text\nnever closed\n```"),
    ] {
        assert_eq!(safe(text), safe_text, "{text:?}");
    }
}

#[test]
fn no_link_or_html_of_the_document() {
    for (text, safe_text) in [
        ("see [x] and [`String`]", "see \\[x\\] and \\[`String`\\]"),
        ("[a](foo::Bar)", "a (`foo::Bar`)"),
        ("[a](javascript:alert)", "a (`javascript:alert`)"),
        ("[a](/docs)", "a (`/docs`)"),
        ("[a](https://example.com \"t\")", "[a](<https://example.com>)"),
        ("[a]\n\n[a]: foo::Bar", "a (`foo::Bar`)"),
        ("![a](https://example.com/a.png)", "[a](<https://example.com/a.png>)"),
        ("[![a](https://example.com/a.png)](https://example.com)", "[a](<https://example.com>)"),
        ("<b>x</b>", "\\<b>x\\</b>"),
        ("<div onload='x'>\nx\n</div>", "\\<div onload='x'>\nx\n\\</div>"),
        ("<!-- hidden -->", ""),
        ("a<br>b", "a\\\nb"),
        ("&lt;script&gt; &amp;copy;", "\\<script> \\&copy;"),
        ("https://example.com/a_b?c=d.", "<https://example.com/a_b?c=d>."),
        ("(http://example.com)", "(<http://example.com>)"),
    ] {
        assert_eq!(safe(text), safe_text, "{text:?}");
    }
}

#[test]
fn markdown_stays() {
    for text in [
        "One *two* **three** `four`",
        "- a\n- b",
        "- a\n  - b\n- c",
        "1. a\n2. b",
        "> a\n>\n> b",
        "## a\n\nb",
        "snake_case",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
    ] {
        assert_eq!(safe(text), text);
    }
}

#[test]
fn odd_characters_are_neutralised() {
    for (text, safe_text) in [
        ("a\rb\r\nc", "a\nb\nc"),
        ("a\u{202e}b\u{2066}c", "a\u{fffd}b\u{fffd}c"),
        ("a\u{0}b\u{1b}[0m", "a\u{fffd}b\u{fffd}\\[0m"),
        ("a\u{2028}b", "a\nb"),
        ("a\u{85}- b", "a\n\n- b"),
    ] {
        assert_eq!(safe(text), safe_text, "{text:?}");
    }
}

#[test]
fn long_and_deep_texts_are_bounded() {
    assert!(safe(&"word ".repeat(100_000)).len() < 20_000);
    assert!(safe(&"> ".repeat(10_000)).len() < 40_000);
    assert!(safe(&format!("{}x", "- ".repeat(5_000))).len() < 40_000);
    assert!(safe(&"[".repeat(50_000)).len() < 40_000);
    assert!(safe(&"*a ".repeat(20_000)).len() < 40_000);
}

#[test]
fn what_is_safe_stays_as_it_is() {
    for text in
        ["a *b* [c](<https://example.com>) <https://example.com>", "- a\n\n  ```text\n  b\n  ```", "\\[x\\] \\<b>"]
    {
        assert_eq!(safe(text), text);
        assert_eq!(safe(&safe(text)), safe(text));
    }
}

#[test]
fn one_line_and_code_spans() {
    for (text, line) in [
        ("# no\nheading", "\\# no heading"),
        ("- no list", "\\- no list"),
        ("1. no list", "1\\. no list"),
        ("a | *b*", "a \\| \\*b\\*"),
        ("where `a_b` is *b*", "where `a_b` is \\*b\\*"),
        ("an odd ` one", "an odd \\` one"),
        ("``a`` b", "\\`\\`a\\`\\` b"),
    ] {
        assert_eq!(one_line(text), line);
    }
    for (text, span) in [("a", "`a`"), ("a`b", "`` a`b ``"), ("", "`  `"), (" a", "`  a `"), ("`", "`` ` ``")] {
        assert_eq!(code_span(text), span);
    }
}
