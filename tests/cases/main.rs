//! Small documents of the kinds that real servers write: for each of them what the crate has and what is said of it.
//! `documents` is in the shape of public reports; how a kind goes over the wire is tested where its rule stands.

use std::path::{Path, PathBuf};

use octogen::diagnostics::Severity;
use octogen::{Config, FileError, Source, generate};

/// A document, pieces of its crate with all white space as one blank, and pieces of what is said.
struct Case {
    file: &'static str,
    made: &'static [&'static str],
    said: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        file: "null-through-a-branch.yaml",
        made: &[
            "pub colour: Option<Colour> = nullable",
            "pub size: Option<Size> = nullable",
            "pub spare: Maybe<Colour> = optional",
            "pub drawers: Option<Vec<Option<Colour>>> = optional",
        ],
        said: &["this member of an `allOf` only adds null"],
    },
    Case {
        file: "numeric-format-and-pattern.yaml",
        made: &[
            "pub id: i64 = required number_text",
            "pub temperature_c: i32 = required number_text",
            "pub rain: Maybe<f64> = optional number_text",
            "pub stations: Option<Vec<i32>> = optional number_text",
            "pub fn days(self, days: impl Into<Option<i32>>)",
        ],
        said: &["no `type`: read as integer", "no `type`: read as number"],
    },
    Case {
        file: "whole-floats.json",
        made: &[
            "at: f64",
            "pub fn q(self, q: impl Into<Option<f64>>)",
            "pub fn x_h(self, x_h: impl Into<Option<f64>>)",
            "pub n: Option<f64>",
        ],
        said: &[],
    },
    Case {
        file: "multipart-31.json",
        made: &[
            "pub more: Option<Vec<crate::runtime::File>>",
            "pub id: Option<String>",
            "form.file(\"file\", Some(\"image/png\"), body.file)",
            "form.file(\"more\", None, item)",
        ],
        said: &[],
    },
    Case {
        file: "media-type-of-the-response.yaml",
        made: &[
            "accept: Some(\"*/*\")",
            "runtime::read::base64",
            "runtime::read::json_string",
            "runtime::read::string",
            "runtime::read::scalar",
            "\"application/pdf\", runtime::StreamBody::bytes",
        ],
        said: &["the `Content-Type` of the response says how the body is read"],
    },
    Case {
        file: "arrays-in-exploded-objects.yaml",
        made: &["runtime::ParamSpec::query(\"pageable\"), &pageable", "pub sort: Option<Vec<String>>"],
        said: &["a list in an exploded object as a pair for each item"],
    },
    Case {
        file: "order-of-parts.yaml",
        made: &[
            "form.text(\"key\", &body.key); form.text(\"Content-Type\", &body.content_type); \
             form.text(\"policy\", &body.policy); form.text(\"x-amz-signature\", &body.x_amz_signature); \
             form.file(\"file\", None, body.file);",
            "&[\"z\", \"m\", \"a\", \"l\"]",
        ],
        said: &[],
    },
    Case {
        file: "base-of-hierarchy.yaml",
        made: &[
            "(\"shape\", ",
            "kind: \"circle\".to_owned()",
            "kind: \"shape\".to_owned()",
            "pub inner: Option<Box<Shape>>",
        ],
        said: &[],
    },
    Case {
        file: "one-subtype.json",
        made: &["pub enum Dog by tagged(\"kind\", &[(\"golden\", 0), (\"Dog\", 1)]", "Dog(DogBase) = 1 from DogBase"],
        said: &[],
    },
    Case {
        file: "path-templates.yaml",
        made: &[
            "\"/v1/{+name}\"",
            "\"/v1/{name}:cancel\"",
            "\"/files/{file}.{ext}\"",
            "\"/range/{from}..{to}\"",
            "ParamSpec::path(\"name\").slashes()",
            "ParamSpec::path(\"labels\").style(runtime::Style::Label)",
        ],
        said: &["`{name=projects/*/ops/*}` in the path is read as the parameter `name`"],
    },
    Case {
        file: "made-up-values.yaml",
        made: &[
            "idempotency_header: Some(\"Idempotency-Key\")",
            "pub total: crate::runtime::DecimalNumber = required",
            "pub cents: Option<i64> = optional",
        ],
        said: &[],
    },
    Case {
        file: "int-or-string.yaml",
        made: &[
            "pub target_port: IntOrString = required",
            "Integer(i64) = 0",
            "pub note: Option<String> = nullable",
            "pub owner: Option<Owner> = nullable",
            "pub opt: Maybe<i64> = optional",
            "pub type Any = serde_json::Value",
        ],
        said: &["server `/api` names no host"],
    },
    Case {
        file: "media-type-parameters.yaml",
        made: &[
            "\"application/vnd.api+json;version=1, application/vnd.api+json;version=2\"",
            "Some(\"application/vnd.api+json;version=2\")",
            "\"application/json; charset=utf-8\", &body",
        ],
        said: &["`` is not a media type; it is read as `*/*`"],
    },
    Case {
        file: "binary-json.json",
        made: &["type Output = runtime::Download<crate::ErrorBody>", "bytes(\"application/json\", body)"],
        said: &[],
    },
    Case {
        file: "jsonl.json",
        made: &["type Output = String", "runtime::read::text", "text(\"application/jsonl\", body)"],
        said: &[],
    },
    Case {
        file: "required-and-undeclared.yaml",
        made: &["pub data: Maybe<serde_json::Value> = optional", "pub start_url: String = required \"startUrl\""],
        said: &["`required` names `data`, which is not declared", "`startUrl` is assumed"],
    },
    Case {
        file: "list-of-items-schemas.json",
        made: &["pub enum Room by untagged", "WithOpen(", "WithUser("],
        said: &["a list of schemas under `items` without `type: array`: the value is one of them"],
    },
    Case {
        file: "operation-in-another-file/openapi.yaml",
        made: &["(\"a\", \"GET\", \"/a\")"],
        said: &["this operation is a reference, which OpenAPI does not have there; it was followed"],
    },
    Case {
        file: "names.yaml",
        made: &[
            "_1m = \"1m\", _1M = \"1M\", _1h = \"1h\", Minute = \"minute\"",
            "_2_9 = \"2.9\", _2_10 = \"2.10\", _21_0 = \"21.0\"",
            "Equal = \"=\", NotEqual = \"≠\", LessThan = \"<\", LessOrEqual = \"≤\"",
            "InLowercase = \"in\", InUppercase = \"IN\", In = \"In\"",
            "Auto(CalendarChoiceAuto) = 0",
            "WithFunction(CalendarChoiceWithFunction) = 2",
            "pub fn health_check(",
        ],
        said: &[],
    },
    Case { file: "xml-recursive-array.yaml", made: &["pub struct Nested(Vec<Nested>)"], said: &[] },
    Case { file: "union-of-children-with-parent.yaml", made: &["C0(C0) = 0", "C5(C5) = 5"], said: &[] },
    // The hints are tried together in `hints`.
    Case { file: "two-hints-one-list.yaml", made: &[], said: &["missing1", "missing2"] },
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/documents")
}

/// The text of all modules, and everything that was said; nothing was made where the document is refused.
fn made(file: &str, overlays: Vec<octogen::config::Overlay>) -> (String, String) {
    let path = folder().join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let (around, name) = (path.parent().unwrap().to_owned(), path.file_name().unwrap().to_string_lossy().into_owned());
    let files = move |path: &str| std::fs::read(around.join(path)).map_err(|_| FileError::NotFound);
    let source = Source::new(&name, &text).with_files(&files);
    match generate(&source, &Config::default().with(|it| it.overlays = overlays)) {
        Ok(generated) => {
            let is_own = |path: &str| path.ends_with(".rs") && !path.starts_with("src/runtime/");
            let files = generated.krate.files.iter().filter(|(path, _)| is_own(path));
            let text: Vec<&str> = files.flat_map(|(_, text)| text.split_whitespace()).collect();
            let severities = [Severity::Warning, Severity::Unsupported, Severity::Approximated, Severity::Documented];
            (text.join(" "), generated.diagnostics.render(&severities))
        }
        Err(found) => (String::new(), found.to_string()),
    }
}

#[test]
fn cases() {
    for Case { file, made: expected, said } in CASES {
        let (made, found) = made(file, Vec::new());
        for piece in *expected {
            assert!(made.contains(piece), "{file} has no {piece}\n{found}");
        }
        for piece in *said {
            assert!(found.contains(piece), "{file}: `{piece}` is not said\n{found}");
        }
    }
}

/// Each document is in the table.
#[test]
fn all_documents_are_tried() {
    for path in tests::documents(&folder()) {
        let name = path.strip_prefix(folder()).unwrap().to_string_lossy().into_owned();
        assert!(name.ends_with("opsa.yaml") || CASES.iter().any(|it| it.file == name), "{name}");
    }
}

/// All actions that are printed for one document can be used together, in any order.
#[test]
fn hints() {
    let (_, found) = made("two-hints-one-list.yaml", Vec::new());
    let hints = found.lines().filter_map(|it| it.trim().strip_prefix("skip it with the overlay action "));
    let mut hints: Vec<&str> = hints.collect();
    assert_eq!(hints.len(), 2, "{found}");
    for _ in 0..2 {
        let actions: String = hints.iter().map(|it| format!("- {it}\n")).collect();
        let text = format!("overlay: 1.1.0\ninfo: {{title: t, version: '1'}}\nactions:\n{actions}");
        let overlay = octogen::config::Overlay::new("skip.yaml", text);
        let (made, found) = made("two-hints-one-list.yaml", vec![overlay]);
        for kept in ["pub fn keep<", "pub fn keep2<"] {
            assert!(made.contains(kept), "{kept} is gone\n{found}");
        }
        hints.reverse();
    }
}
