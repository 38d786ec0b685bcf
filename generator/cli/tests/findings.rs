//! What the built `octogen` command says of documents with many faults, and what helps against them: references where
//! OpenAPI has none, overlay actions that are used together, warnings by the thousand.
#![cfg(feature = "snippets")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

fn octogen(folder: &Path, args: &str) -> (i32, String, String) {
    let Output { status, stdout, stderr } =
        Command::new(env!("CARGO_BIN_EXE_octogen")).args(args.split_whitespace()).current_dir(folder).output().unwrap();
    let text = |it: Vec<u8>| String::from_utf8(it).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

#[test]
fn operations_in_other_files() {
    let main =
        format!("{HEAD}paths:\n  /a: {{get: {{$ref: 'ops/a.yaml'}}}}\n  /b: {{put: {{$ref: 'ops/b.yaml#/put'}}}}\n");
    let folder = folder(&[
        ("api.yaml", &main),
        ("ops/a.yaml", "operationId: a\nresponses: {'200': {description: ok}}\n"),
        ("ops/b.yaml", "put:\n  operationId: b\n  responses: {'204': {description: ok}}\n"),
    ]);
    let (code, _, err) = octogen(folder.path(), "check api.yaml");
    assert_eq!(code, 1, "{err}");
    assert!(err.contains("error[external-ref]: `ops/a.yaml`") && err.contains("--root FOLDER"), "{err}");
    let (code, out, err) = octogen(folder.path(), "generate api.yaml --root . --out c");
    assert_eq!(code, 0, "{err}");
    assert!(out.contains(", 2 operations, "), "{out}");
    assert!(err.contains("warning[misplaced-ref]") && err.contains("(2 times, first here)"), "{err}");
    assert!(err.contains("api.yaml:4"), "{err}");
    let (code, out, _) = octogen(folder.path(), "report api.yaml --root .");
    assert_eq!(code, 0);
    assert_eq!(out.matches("approximated[misplaced-ref]").count(), 2, "{out}");
}

#[test]
fn a_document_that_loses_most_of_its_operations() {
    let operation = "{responses: {'204': {description: ok}}}";
    let lost = "GET: {responses: {}}";
    for (paths, left, total) in
        [(format!("/a: {{{lost}}}"), 0, 1), (format!("/a: {{{lost}}}, /b: {{{lost}}}, /c: {{get: {operation}}}"), 1, 3)]
    {
        let folder = folder(&[("api.yaml", &format!("{HEAD}paths: {{{paths}}}\n"))]);
        for command in ["check api.yaml", "report api.yaml", "generate api.yaml --out c"] {
            let (code, _, err) = octogen(folder.path(), command);
            assert_eq!(code, 1, "{command}: {err}");
            assert!(
                err.contains("error[operations-lost]") && err.contains(&format!("of the {total} operations")),
                "{err}"
            );
            assert!(err.contains("--allow operations-lost"), "{err}");
        }
        assert!(!folder.path().join("c").exists());
        let (code, out, err) = octogen(folder.path(), "generate api.yaml --out c --allow operations-lost");
        assert_eq!(code, 0, "{err}");
        assert!(out.contains(&format!(", {left} operation")), "{out}");
    }
    let fine = format!("{HEAD}paths: {{/a: {{{lost}}}, /b: {{get: {operation}}}}}\n");
    let folder = folder(&[("api.yaml", fine.as_str()), ("none.yaml", &format!("{HEAD}paths: {{}}\n"))]);
    assert_eq!(octogen(folder.path(), "check api.yaml").0, 0, "half of them is not less than half");
    assert_eq!(octogen(folder.path(), "check none.yaml").0, 0);
    let (code, _, err) = octogen(folder.path(), "check api.yaml --allow operations-lost");
    assert_eq!(code, 1, "an allowance that is not needed is one too many: {err}");
}

/// The overlay of all actions that are printed.
fn overlay(said: &str) -> (usize, String) {
    let marker = "skip it with the overlay action ";
    let actions: Vec<&str> = said.lines().filter_map(|it| it.split_once(marker)).map(|(_, it)| it).collect();
    let items: String = actions.iter().map(|it| format!("  - {it}\n")).collect();
    (actions.len(), format!("overlay: 1.1.0\ninfo: {{title: O, version: '1'}}\nactions:\n{items}"))
}

/// Each document's actions are used together, in the order in which they are printed and in the other one.
#[test]
fn all_printed_actions_work_together() {
    let documents = [
        "paths:\n  /a:\n    get:\n      parameters:\n        - $ref: '#/components/parameters/missing1'\n        - $ref: '#/components/parameters/missing2'\n        - {name: keep, in: query, schema: {type: string}}\n        - $ref: '#/components/parameters/missing3'\n      responses: {'200': {description: ok}}\n",
        // The same twice, and one inside of another that is kept.
        "paths:\n  /a:\n    parameters:\n      - $ref: '#/no'\n      - $ref: '#/no'\n      - {name: a, in: query, schema: {$ref: '#/neither'}}\n      - {name: a, in: header, schema: {$ref: '#/nor'}}\n    get: {responses: {'200': {description: ok}}}\n",
        "components:\n  schemas:\n    A: {allOf: [{$ref: '#/x'}, {$ref: '#/y'}, {properties: {a: {$ref: '#/z'}, b: {anyOf: [{$ref: '#/v'}, {type: string}, {$ref: '#/w'}]}}}]}\n    B: {items: {$ref: '#/x'}}\n",
        // A path that goes, and what is inside of it.
        "paths:\n  /a: {$ref: '#/no'}\n  /b:\n    get:\n      parameters: [{$ref: '#/p'}, {$ref: '#/q'}]\n      requestBody: {$ref: '#/r'}\n      responses: {'200': {$ref: '#/s'}, '400': {description: d, headers: {h: {$ref: '#/t'}}, content: {a/b: {schema: {$ref: '#/u'}}}}}\n",
    ];
    for document in documents {
        let text = format!("{HEAD}{document}");
        let folder = folder(&[("api.yaml", &text)]);
        let (code, _, err) = octogen(folder.path(), "check api.yaml");
        let (count, overlay) = overlay(&err);
        assert!(code == 1 && count > 1, "{err}");
        let (head, actions) = overlay.split_once("actions:\n").unwrap();
        let turned: Vec<&str> = actions.lines().rev().collect();
        for overlay in [overlay.clone(), format!("{head}actions:\n{}\n", turned.join("\n"))] {
            fs::write(folder.path().join("skip.yaml"), &overlay).unwrap();
            let (code, _, err) = octogen(folder.path(), "check api.yaml --overlay skip.yaml");
            assert_eq!(code, 0, "{text}\n{overlay}\n{err}");
        }
    }
}

#[test]
fn what_is_kept_beside_what_goes() {
    let document = "paths:\n  /a:\n    get:\n      operationId: a\n      parameters:\n        - $ref: '#/no'\n        - {name: keep, in: query, schema: {type: string}}\n        - $ref: '#/neither'\n        - {name: keep2, in: query, schema: {type: string}}\n      responses: {'200': {description: ok}}\n";
    let folder = folder(&[("api.yaml", &format!("{HEAD}{document}"))]);
    let (_, _, err) = octogen(folder.path(), "check api.yaml");
    fs::write(folder.path().join("skip.yaml"), overlay(&err).1).unwrap();
    let (code, _, err) = octogen(folder.path(), "generate api.yaml --overlay skip.yaml --out c");
    assert_eq!(code, 0, "{err}");
    let operations = fs::read_to_string(folder.path().join("c/src/operations/a.rs")).unwrap();
    assert!(operations.contains("pub fn keep<") && operations.contains("pub fn keep2<"), "{operations}");
}

#[test]
fn warnings_of_a_kind_are_one_line_and_the_report_has_all() {
    let mut text = format!("{HEAD}components:\n  schemas:\n");
    for index in 0..300 {
        text.push_str(&format!("    A{index}: {{type: string, foo: 1, propertyOrder: {index}}}\n"));
    }
    text.push_str("    B: {type: string, rare: 1}\n");
    let folder = folder(&[("api.yaml", &text)]);
    for command in ["check api.yaml", "generate api.yaml --out c"] {
        let (code, _, err) = octogen(folder.path(), command);
        assert_eq!(code, 0, "{err}");
        for (keyword, line) in [("foo", "5 |     A0"), ("propertyOrder", "5 |     A0")] {
            let about: Vec<&str> = err.lines().filter(|it| it.contains(&format!("`{keyword}`"))).collect();
            assert_eq!(about.len(), 1, "{err}");
            assert!(about[0].starts_with("warning[unknown-member]: "), "{}", about[0]);
            assert!(about[0].ends_with(" (300 times, first here)"), "{}", about[0]);
            assert!(err.contains(&format!("= at: #/components/schemas/A0/{keyword}")) && err.contains(line), "{err}");
        }
        assert!(err.contains("`rare`") && err.contains("--> api.yaml:305:"), "{err}");
        assert!(err.lines().count() < 30, "{err}");
        assert!(err.contains("`octogen report --class approximated` lists each of them"), "{err}");
        assert_eq!(octogen(folder.path(), &format!("{command} --quiet")), (0, String::new(), String::new()));
    }
    // The report has them once, with their number and three places; on request it lists each.
    let (code, out, err) = octogen(folder.path(), "report api.yaml");
    assert_eq!((code, err.as_str()), (0, ""));
    assert_eq!(out.matches("approximated[unknown-member]").count(), 3, "{out}");
    assert!(
        out.contains(" (300 times)\n  at   api.yaml:5  #/components/schemas/A0/foo\n") && out.contains("and 297 more")
    );
    let (_, out, _) = octogen(folder.path(), "report api.yaml --class approximated");
    assert_eq!(out.matches("approximated[unknown-member]").count(), 601);
    let (_, out, _) = octogen(folder.path(), "report api.yaml --class unsupported");
    assert_eq!(out.lines().count(), 1, "{out}");
}

/// A finding shows the document's line with a marker; what the document writes there is no command to the terminal.
#[test]
fn findings_show_the_line() {
    let document = "paths:\n  /a:\n    get:\n      parameters:\n        - $ref: '#/\u{202e}no'\n      responses: {}\n";
    let folder = folder(&[("api.yaml", &format!("{HEAD}{document}")), ("broken.json", "{\n  \"a\": }")]);
    let (code, _, err) = octogen(folder.path(), "check api.yaml --color never");
    assert_eq!(code, 1);
    let shown = " --> api.yaml:7:11\n  |\n7 |         - $ref: '#/\\u{202e}no'\n  |           ^^^^^\n  |\n  = at: #/paths/~1a/get/parameters/0/$ref\n";
    assert!(err.contains(shown), "{err}");
    let (_, _, err) = octogen(folder.path(), "check broken.json");
    assert!(err.contains(" --> broken.json:2:8\n  |\n2 |   \"a\": }\n  |        ^\n"), "{err}");
    for (color, colored) in [("--color always", true), ("--color never", false), ("", false)] {
        let (_, _, err) = octogen(folder.path(), &format!("check api.yaml {color}"));
        assert_eq!(err.contains("\u{1b}[1m"), colored, "{color}");
    }
}

#[test]
fn errors_for_programs() {
    let folder = folder(&[("api.yaml", &format!("{HEAD}paths:\n  /a: {{$ref: '#/no'}}\n"))]);
    for command in ["check api.yaml", "report api.yaml", "generate api.yaml --out c"] {
        let (code, out, _) = octogen(folder.path(), &format!("{command} --format json"));
        let out: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(code, 1);
        let finding = &out["diagnostics"][0];
        assert_eq!((&finding["code"], &finding["line"]), (&"dangling-ref".into(), &4.into()), "{command}");
        let (code, out, _) = octogen(folder.path(), &format!("{command} --format sarif"));
        let out: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!((code, &out["runs"][0]["results"][0]["ruleId"]), (1, &"dangling-ref".into()), "{command}");
    }
}

/// One warning with its action, several with theirs in the report; the actions mend them, and so does the setting.
#[test]
fn bodies_that_are_hardly_meant_to_be_left_out() {
    let schema = "{type: object, required: [name], properties: {name: {type: string}}}";
    let path = |name: &str, body: &str| {
        format!("  /{name}: {{post: {{operationId: {name}, {body}responses: {{'204': {{description: ok}}}}}}}}\n")
    };
    let inline = format!("requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}, ");
    let shared = "requestBody: {$ref: '#/components/requestBodies/B'}, ";
    let component =
        format!("components: {{requestBodies: {{B: {{content: {{application/json: {{schema: {schema}}}}}}}}}}}\n");
    let swagger = "swagger: '2.0'\ninfo: {title: T, version: '1'}\n";
    let parameter =
        format!("parameters: [{{name: q, in: query, type: string}}, {{name: b, in: body, schema: {schema}}}], ");
    for document in [
        format!("{HEAD}paths:\n{}", path("one", &inline)),
        format!("{HEAD}paths:\n{}{}", path("one", &inline), path("two", &inline)),
        format!("{HEAD}paths:\n{}{}{component}", path("one", shared), path("two", &inline)),
        format!("{swagger}paths:\n{}", path("one", &parameter)),
    ] {
        let settings = "[requests]\nbody = \"required\"\n";
        let folder = folder(&[("api.yaml", document.as_str()), ("api.toml", settings)]);
        let (code, _, err) = octogen(folder.path(), "check api.yaml");
        assert!(code == 0 && err.contains("warning[optional-body]"), "{err}");
        let (_, out, _) = octogen(folder.path(), "report api.yaml");
        let marker = "fix it with the overlay action ";
        let actions: Vec<&str> = out.lines().filter_map(|it| it.split_once(marker)).map(|(_, it)| it).collect();
        assert!(!actions.is_empty(), "{out}");
        let items: String = actions.iter().map(|it| format!("  - {it}\n")).collect();
        let overlay = format!("overlay: 1.1.0\ninfo: {{title: O, version: '1'}}\nactions:\n{items}");
        fs::write(folder.path().join("mend.yaml"), overlay).unwrap();
        for mended in ["--overlay mend.yaml", "--settings api.toml"] {
            let (code, _, err) = octogen(folder.path(), &format!("generate api.yaml {mended} --out c --force"));
            assert_eq!((code, err.as_str()), (0, ""), "{mended}: {document}");
            let operations = fs::read_dir(folder.path().join("c/src/operations")).unwrap();
            let texts = operations.map(|it| fs::read_to_string(it.unwrap().path()).unwrap());
            let texts: String = texts.collect();
            assert!(
                texts.contains("body: impl Into<types::OneRequest>") || texts.contains("body: impl Into<types::B"),
                "{texts}"
            );
        }
    }
}
