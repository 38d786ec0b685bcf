use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::json;

use super::*;
use crate::Pointer;
use crate::diagnostics::Severity;

/// The document, or what was said instead.
fn load_text(text: &str) -> Result<Value, String> {
    let mut diags = Diagnostics::default();
    let document = whole(&Source::new("api.yaml", text), &mut diags);
    diags.gate().map_err(|it| it.to_string())?;
    Ok(document.unwrap().value)
}

/// The first line of what is said about a text.
#[track_caller]
fn check_error(text: impl AsRef<[u8]>, expected: &str) {
    let mut diags = Diagnostics::default();
    whole(&Source::new("api.json", text.as_ref()), &mut diags);
    let said = diags.to_string();
    assert!(said.contains(expected), "{said}\nshould contain {expected}");
    assert!(said.contains("  help "), "no help in {said}");
}

#[test]
fn what_is_no_document_is_said_with_its_place() {
    check_error("", "error[empty]: the text is empty\n  at   api.json");
    check_error(" \r\n\t", "error[empty]");
    check_error("<!DOCTYPE html><title>Sign in</title>", "error[not-openapi]: this is HTML or XML");
    check_error(
        "{\"openapi\": \"3.1.0\",\n \"info\": {,}}",
        "error[syntax]: this is not JSON: key must be a string\n  at   api.json:2:11",
    );
    check_error("openapi: 3.1.0\ninfo: [", "error[syntax]: this is not YAML");
    check_error("a: b: c", "error[syntax]: this is not YAML");
    check_error(
        "hello",
        "error[not-openapi]: an OpenAPI document is an object, this is a string\n  at   api.json:1  #",
    );
    check_error("[1]", "this is a list");
    check_error("{\"a\": 1}", "neither `openapi` nor `swagger`");
    check_error("asyncapi: 2.0.0", "AsyncAPI");
    check_error(
        "x: 1\nopenapi: 4.0.0",
        "error[version]: `openapi: 4.0.0` is a version that is not known\n  at   api.json:2  #/openapi",
    );
    check_error("swagger: '1.2'", "error[version]");
    check_error(b"\xff\xfe{\0}\0", "error[encoding]: the text is UTF-16");
    check_error(b"{\0\"\0", "error[encoding]");
    check_error(b"openapi: 3.1.0\nx: \xc3\x28", "error[encoding]: the text is not UTF-8\n  at   api.json:2");
}

#[test]
fn keys_that_stand_twice_name_both_lines() {
    check_error(
        "{\"openapi\": \"3.1.0\",\n\"a\": 1,\n\"a\": 2}",
        "error[duplicate-key]: the key `a` occurs twice in one object\n  at   api.json:3  #/a\n  also api.json:2  #/a: the first one",
    );
    check_error(
        "openapi: 3.1.0\nx:\n  200: 1\n  '200': 2\n",
        "error[duplicate-key]: the key `200` occurs twice in one object\n  at   api.json:4  #/x/200\n  also api.json:3  #/x/200",
    );
}

#[test]
fn numbers_that_json_cannot_say_are_errors() {
    check_error(
        "openapi: 3.1.0\nx: .inf",
        "error[number]: this number is infinite or not a number, which JSON cannot represent\n  at   api.json:2  #/x",
    );
    check_error("openapi: 3.1.0\nx: [.nan]", "#/x/0");
    check_error(format!("{{\"openapi\": \"3.1.0\", \"x\": {}}}", "9".repeat(20_000)), "number out of range");
    check_error("{\"openapi\": \"3.1.0\", \"x\": 1e999}", "number out of range");
}

#[test]
fn deep_texts_are_errors_within_a_moment() {
    for text in [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        format!("a: {}", "[".repeat(100_000)),
        format!("a: {}", "{ ".repeat(100_000)),
        format!("a: {}", "{b: ".repeat(100_000)),
        format!("a: {}", "[x, ".repeat(100_000)),
        format!("a: {}", "[\"]\", ".repeat(100_000)),
        format!("a: {}", "[b: ".repeat(100_000)),
        format!("- {}", "- ".repeat(100_000)),
        format!("a:\n{}", (0..2_000).map(|it| format!("{}a:\n", " ".repeat(it))).collect::<String>()),
        format!("{{\"openapi\": \"3.1.0\", \"x\": {}{}}}", "[".repeat(200), "]".repeat(200)),
    ] {
        let start = Instant::now();
        check_error(&text, "error[limit]");
        assert!(start.elapsed() < Duration::from_secs(5), "{} {:?}", &text[..20], start.elapsed());
    }
}

#[test]
fn alias_bombs_are_errors_within_a_moment() {
    let mut bomb = String::from("openapi: 3.1.0\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    let long = format!("openapi: 3.1.0\nt: &t {}\nx:\n{}", "t".repeat(1 << 20), "- *t\n".repeat(200));
    let merges: String =
        (1..30).map(|it| format!("m{it}: &m{it}\n  <<: [*m{0}, *m{0}]\n  k{it}: 1\n", it - 1)).collect();
    let merges = format!("openapi: 3.1.0\nm0: &m0 {{a: 1}}\n{merges}");
    for text in [bomb, long, merges] {
        let start = Instant::now();
        check_error(&text, "error[limit]: repetition limit exceeded");
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }
    check_error("openapi: 3.1.0\na: &a [*a]", "error[limit]: recursion limit exceeded");
}

#[test]
fn json_and_yaml_are_the_same_document() {
    let value =
        json!({"info": {"title": "t", "version": "1"}, "openapi": "3.1.0", "x": {"200": ["a", 1, true, null, 1.5]}});
    for text in [
        "{\"openapi\": \"3.1.0\", \"x\": {\"200\": [\"a\", 1, true, null, 1.5]}, \"info\": {\"version\": \"1\", \"title\": \"t\"}}",
        "\u{feff}{\r\n\t\"x\":\t{\"200\": [\"a\", 1, true, null, 1.5]},\r\n\t\"openapi\": \"3.1.0\",\r\n\t\"info\": {\"title\": \"t\", \"version\": \"1\"}\r\n}\r\n",
        "openapi: 3.1.0\r\ninfo: {title: t, version: '1'}\r\nx:\r\n  200: [a, 1, true, ~, 1.5]\r\n",
        "---\n# note\nx: {200: [a, 1, true, null, 1.5]}\ninfo:\n  title: t\n  version: !!str 1\nopenapi: 3.1.0\n...\n",
        "{openapi: 3.1.0, info: {title: t, version: \"1\"}, x: {\"200\": [a, 1, true, null, 1.5]}}",
    ] {
        assert_eq!(load_text(text).unwrap(), value, "{text}");
    }
}

#[test]
fn yaml_values_stay_what_json_schema_wants() {
    let text = "openapi: 3.1.0\na: 2020-01-01\nb: 2020-01-01T10:00:00Z\nc: no\nd: on\ne: 12:30:45\nf: 0o17\ng: 010\nh: !mine x\ni: &x {k: 1, l: 2}\nj: {<<: *x, k: 3}\ntrue: 1\nnull: 2\n";
    let value = json!({
        "openapi": "3.1.0", "a": "2020-01-01", "b": "2020-01-01T10:00:00Z", "c": "no", "d": "on", "e": "12:30:45",
        "f": 15, "g": "010", "h": "x", "i": {"k": 1, "l": 2}, "j": {"k": 3, "l": 2}, "true": 1, "null": 2,
    });
    assert_eq!(load_text(text).unwrap(), value);
}

/// A document in several files, as one.
fn load_files(files: &[(&str, &str)]) -> Result<(Value, Places), String> {
    let others: BTreeMap<String, Vec<u8>> =
        files[1..].iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    let mut diags = Diagnostics::default();
    let document = whole(&Source::new(files[0].0, files[0].1).with_files(&others), &mut diags);
    diags.gate().map_err(|it| it.to_string())?;
    let document = document.unwrap();
    Ok((document.value, document.places))
}

#[test]
fn references_lead_into_the_document_afterwards() {
    for (what, text, from, to) in [
        (
            "percent-encoding",
            r##"{"paths": {"/a{id}": {"get": {"responses": {"200": {"content": {"x": {"schema": {"type": "string"}}}}}}}}, "components": {"schemas": {"A": {"$ref": "#/paths/~1a%7Bid%7D/get/responses/200/content/x/schema"}}}}"##,
            "/components/schemas/A",
            "#/paths/~1a{id}/get/responses/200/content/x/schema",
        ),
        (
            "$defs",
            r##"{"components": {"schemas": {"A": {"$defs": {"B": {"type": "string"}}, "items": {"$ref": "#/components/schemas/A/$defs/B"}}}}}"##,
            "/components/schemas/A/items",
            "#/components/schemas/A/$defs/B",
        ),
        (
            "a corner",
            r##"{"x-shared": {"B": {"type": "string"}}, "components": {"schemas": {"A": {"$ref": "#/x-shared/B"}}}}"##,
            "/components/schemas/A",
            "#/components/schemas/B",
        ),
        (
            "a taken name",
            r##"{"x-shared": {"A": {"type": "string"}}, "components": {"schemas": {"A": {"$ref": "#/x-shared/A"}}}}"##,
            "/components/schemas/A",
            "#/components/schemas/x-shared_A",
        ),
        (
            "an anchor",
            r##"{"components": {"schemas": {"A": {"$ref": "#b"}, "B": {"$anchor": "b"}}}}"##,
            "/components/schemas/A",
            "#/components/schemas/B",
        ),
        (
            "an id",
            r##"{"components": {"schemas": {"A": {"$ref": "b"}, "B": {"$id": "https://x.test/b"}}}}"##,
            "/components/schemas/A",
            "#/components/schemas/B",
        ),
        (
            "inside an id",
            r##"{"components": {"schemas": {"B": {"$id": "https://x.test/b", "properties": {"p": {}}, "items": {"$ref": "#/properties/p"}}}}}"##,
            "/components/schemas/B/items",
            "#/components/schemas/B/properties/p",
        ),
        (
            "through a reference",
            r##"{"components": {"schemas": {"A": {"$ref": "#/components/schemas/B/properties/p"}, "B": {"$ref": "#/components/schemas/C"}, "C": {"properties": {"p": {}}}}}}"##,
            "/components/schemas/A",
            "#/components/schemas/C/properties/p",
        ),
        (
            "a bare name",
            r##"{"components": {"schemas": {"A": {"$ref": "B"}, "B": {}}}}"##,
            "/components/schemas/A",
            "#/components/schemas/B",
        ),
        (
            "$dynamicRef",
            r##"{"components": {"schemas": {"A": {"items": {"$dynamicRef": "#n"}}, "B": {"$dynamicAnchor": "n"}}}}"##,
            "/components/schemas/A/items",
            "#/components/schemas/B",
        ),
        (
            "$recursiveRef",
            r##"{"components": {"schemas": {"A": {"$recursiveAnchor": true, "properties": {"b": {"items": {"$recursiveRef": "#"}}}}}}}"##,
            "/components/schemas/A/properties/b/items",
            "#/components/schemas/A",
        ),
        (
            "recursion",
            r##"{"components": {"schemas": {"A": {"items": {"$ref": "#/components/schemas/A"}}}}}"##,
            "/components/schemas/A/items",
            "#/components/schemas/A",
        ),
    ] {
        let text = text.replacen('{', r#"{"openapi": "3.1.0", "#, 1);
        let value = load_text(&text).unwrap_or_else(|said| panic!("{what}: {said}"));
        assert_eq!(value.pointer(from).unwrap()["$ref"], to, "{what}");
        assert!(value.pointer(&to[1..]).is_some(), "{what}: {value:#}");
    }
}

#[test]
fn references_that_cannot_be_followed_are_errors() {
    let document = |reference: &str| {
        format!(
            "openapi: 3.1.0\ncomponents:\n  schemas:\n    Pet: {{}}\n    A:\n      $ref: '{reference}'\n  responses:\n    R: {{}}\n"
        )
    };
    for (reference, said) in [
        (
            "#/components/schemas/Pets",
            "error[dangling-ref]: `#/components/schemas/Pets` does not resolve\n  at   api.json:6  #/components/schemas/A/$ref\n  help there is `#/components/schemas/Pet`",
        ),
        ("#/definitions/Pet", "help there is `#/components/schemas/Pet`"),
        ("#nowhere", "error[dangling-ref]"),
        (
            "#/components/responses/R",
            "error[ref-kind]: `#/components/responses/R` refers to a response, but a schema is expected",
        ),
        ("other.yaml#/A", "error[external-ref]: `other.yaml#/A` refers to another file, which is not allowed"),
        ("https://example.com/a.json", "error[external-ref]: `https://example.com/a.json` refers to another host"),
        ("../../etc/passwd", "error[external-ref]: `../../etc/passwd` points outside the root folder"),
        ("/etc/passwd", "absolute path"),
        (
            "#/components/schemas/A",
            "error[cyclic-ref]: references form a cycle: `#/components/schemas/A` → `#/components/schemas/A`",
        ),
    ] {
        check_error(document(reference), said);
    }
}

#[test]
fn other_files_become_components() {
    let (value, places) = load_files(&[
        ("api/openapi.yaml", "openapi: 3.1.0\npaths:\n  /a:\n    $ref: 'paths/a.yaml'\ncomponents:\n  schemas:\n    Pet: {type: string}\n"),
        ("api/paths/a.yaml", "get:\n  responses:\n    '200':\n      content:\n        x:\n          schema:\n            $ref: '../../common.json#/Pet'\n"),
        ("common.json", "{\n\"Pet\": {\"type\": \"object\", \"properties\": {\n\"own\": {\"$ref\": \"#/Own\"}, \"main\": {\"$ref\": \"api/openapi.yaml#/components/schemas/Pet\"}}},\n\"Own\": {\"items\": {\"$ref\": \"#/Own\"}}}"),
    ])
    .unwrap();
    assert_eq!(value["paths"]["/a"]["$ref"], "#/components/pathItems/a");
    let schemas = &value["components"]["schemas"];
    assert_eq!(schemas["common_Pet"]["properties"]["own"]["$ref"], "#/components/schemas/Own");
    assert_eq!(schemas["common_Pet"]["properties"]["main"]["$ref"], "#/components/schemas/Pet");
    assert_eq!(schemas["Own"]["items"]["$ref"], "#/components/schemas/Own");
    let place = places.place(&Pointer::parse("/components/schemas/common_Pet/properties/own")).unwrap();
    assert_eq!((place.file.as_str(), place.line, place.pointer.as_str()), ("common.json", 3, "/Pet/properties/own"));
}

#[test]
fn faults_in_other_files_are_located_there() {
    let main = ("openapi.yaml", "openapi: 3.1.0\ncomponents:\n  schemas:\n    A:\n      $ref: b.yaml\n");
    for (text, said) in [
        ("x: [", "error[syntax]: this is not YAML"),
        ("items:\n  $ref: '#/no'\n", "`#/no` does not resolve\n  at   b.yaml:2  #/items/$ref"),
        ("items:\n  $ref: 'http://x.test/'\n", "b.yaml:2  #/items/$ref"),
        ("a: 1\na: 2\n", "b.yaml:2  #/a"),
    ] {
        let error = load_files(&[main, ("b.yaml", text)]).unwrap_err();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn the_order_of_keys_does_not_matter() {
    let (a, b) = (
        "{\"openapi\": \"3.1.0\", \"x\": {\"b\": 1, \"a\": 2}}",
        "{\"x\": {\"a\": 2, \"b\": 1}, \"openapi\": \"3.1.0\"}",
    );
    assert_eq!(load_text(a).unwrap().to_string(), load_text(b).unwrap().to_string());
}

#[test]
fn references_to_the_wrong_kind_are_read_as_meant_where_that_is_clear() {
    let text = "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      responses:\n        '404': {$ref: '#/components/schemas/E'}\ncomponents:\n  schemas:\n    E: {type: object}\n    P: {$ref: '#/components/parameters/p'}\n    R: {$ref: '#/components/responses/r'}\n    D: {discriminator: {propertyName: x, mapping: {a: 'a.yaml', b: '#/components/schemas/E'}}}\n  parameters:\n    p: {name: p, in: query, schema: {type: string}}\n  responses:\n    r: {description: '', content: {a/b: {schema: {}}}}\n";
    let value = load_text(text).unwrap();
    let schemas = &value["components"]["schemas"];
    assert_eq!(
        value["paths"]["/a"]["get"]["responses"]["404"],
        json!({"description": "", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/E"}}}})
    );
    assert_eq!(schemas["P"]["$ref"], "#/components/parameters/p/schema");
    assert_eq!(schemas["R"]["$ref"], "#/components/responses/r/content/a~1b/schema");
    assert_eq!(schemas["D"]["discriminator"]["mapping"], json!({"b": "#/components/schemas/E"}));
}

/// Each kind of place where OpenAPI has no reference, in the document itself.
#[test]
fn references_where_openapi_has_none_are_followed() {
    let tag = "tags: [{name: a}]";
    for (what, text, place, expected) in [
        (
            "an operation",
            "paths: {/a: {get: {$ref: '#/x-ops/get'}}}\nx-ops: {get: {operationId: a}}",
            "/paths/~1a/get",
            json!({"operationId": "a"}),
        ),
        (
            "one beside members",
            "paths: {/a: {get: {$ref: '#/x-ops/get', summary: s}}}\nx-ops: {get: {operationId: a, summary: t}}",
            "/paths/~1a/get",
            json!({"operationId": "a", "summary": "s"}),
        ),
        (
            "responses",
            "paths: {/a: {get: {responses: {$ref: '#/components/responses'}}}}\ncomponents: {responses: {'404': {description: d}}}",
            "/paths/~1a/get/responses",
            json!({"404": {"description": "d"}}),
        ),
        (
            "some responses",
            "paths: {/a: {get: {responses: {$ref: '#/x-all', '204': {description: e}}}}}\nx-all: {'404': {description: d}}",
            "/paths/~1a/get/responses",
            json!({"204": {"description": "e"}, "404": {"description": "d"}}),
        ),
        (
            "all paths",
            "paths: {$ref: '#/x-paths'}\nx-paths: {/a: {get: {operationId: a}}}",
            "/paths/~1a/get/operationId",
            json!("a"),
        ),
        (
            "properties",
            "components: {schemas: {A: {properties: {b: {type: string}}}, B: {properties: {$ref: '#/components/schemas/A/properties'}}}}",
            "/components/schemas/B/properties",
            json!({"b": {"type": "string"}}),
        ),
        (
            "components",
            "components: {$ref: '#/x-all'}\nx-all: {schemas: {A: {type: string}}}",
            "/components/schemas/A",
            json!({"type": "string"}),
        ),
        (
            "all schemas",
            "components: {schemas: {$ref: '#/x-all'}}\nx-all: {A: {type: string}}",
            "/components/schemas/A",
            json!({"type": "string"}),
        ),
        (
            "all schemes",
            "components: {securitySchemes: {$ref: '#/x-all'}}\nx-all: {A: {type: http}}",
            "/components/securitySchemes/A",
            json!({"type": "http"}),
        ),
        (
            "definitions",
            "definitions: {$ref: '#/x-all'}\nx-all: {A: {type: string}}",
            "/definitions/A",
            json!({"type": "string"}),
        ),
        ("a server", "servers: [{$ref: '#/x-server'}]\nx-server: {url: /v1}", "/servers", json!([{"url": "/v1"}])),
        ("all servers", "servers: {$ref: '#/x-servers'}\nx-servers: [{url: /v1}]", "/servers", json!([{"url": "/v1"}])),
        ("a tag", "tags: [{$ref: '#/x-tag'}]\nx-tag: {name: a}", "/tags", json!([{"name": "a"}])),
        (
            "all parameters",
            "paths: {/a: {parameters: {$ref: '#/x-all'}}}\nx-all: [{name: a, in: query}]",
            "/paths/~1a/parameters",
            json!([{"name": "a", "in": "query"}]),
        ),
        (
            "one parameter as all",
            "paths: {/a: {parameters: {$ref: '#/components/parameters/P'}}}\ncomponents: {parameters: {P: {name: a}}}",
            "/paths/~1a/parameters",
            json!([{"$ref": "#/components/parameters/P"}]),
        ),
        ("info", "info: {$ref: '#/x-info'}\nx-info: {title: t}", "/info", json!({"title": "t"})),
        (
            "content",
            "components: {requestBodies: {A: {content: {$ref: '#/x-all'}}}}\nx-all: {a/b: {example: 1}}",
            "/components/requestBodies/A/content",
            json!({"a/b": {"example": 1}}),
        ),
        (
            "headers",
            "components: {responses: {A: {headers: {$ref: '#/components/headers'}}}, headers: {h: {description: d}}}",
            "/components/responses/A/headers",
            json!({"h": {"description": "d"}}),
        ),
        (
            "external documentation",
            "externalDocs: {$ref: '#/x-docs'}\nx-docs: {url: u}",
            "/externalDocs",
            json!({"url": "u"}),
        ),
        (
            "an enum",
            "components: {schemas: {A: {enum: {$ref: '#/x-enum'}}}}\nx-enum: [a, b]",
            "/components/schemas/A/enum",
            json!(["a", "b"]),
        ),
        (
            "several in a row",
            "paths: {/a: {get: {$ref: '#/paths/~1b/get'}}, /b: {get: {$ref: '#/x-ops/get'}}}\nx-ops: {get: {responses: {$ref: '#/x-all'}}}\nx-all: {'204': {description: d}}",
            "/paths/~1a/get",
            json!({"responses": {"204": {"description": "d"}}}),
        ),
        (
            "data is data",
            "tags: [{name: a}]\ncomponents: {schemas: {A: {example: {$ref: nowhere}, default: {$ref: nowhere}}}}",
            "/components/schemas/A/example",
            json!({"$ref": "nowhere"}),
        ),
    ] {
        let text = format!("openapi: 3.1.0\n{text}\n");
        let mut diags = Diagnostics::default();
        let document = whole(&Source::new("api.yaml", &text), &mut diags).unwrap();
        assert_eq!(document.value.pointer(place), Some(&expected), "{what}: {diags}");
        assert!(!diags.has_errors(), "{what}: {diags}");
        let warned = !diags.is_empty();
        assert_eq!(warned, !text.contains(tag), "{what}: {diags}");
    }
}

#[test]
fn such_references_lead_into_other_files_and_out_of_them() {
    let (value, places) = load_files(&[
        ("api/openapi.yaml", "openapi: 3.1.0\npaths:\n  /a:\n    get: {$ref: 'ops/get.yaml'}\n  /b: {$ref: 'ops/item.yaml'}\ncomponents:\n  schemas: {$ref: '../schemas.yaml#/all'}\n  securitySchemes:\n    key: {$ref: '../schemes.yaml#/key'}\n"),
        ("api/ops/get.yaml", "responses:\n  $ref: '../../common.yaml#/responses'\n"),
        ("api/ops/item.yaml", "put:\n  $ref: 'get.yaml'\n"),
        ("common.yaml", "responses:\n  '200':\n    description: d\n    content: {application/json: {schema: {$ref: 'schemas.yaml#/all/Pet'}}}\n  '404': {$ref: '#/missing'}\nmissing: {description: none}\n"),
        ("schemas.yaml", "all:\n  Pet: {properties: {own: {$ref: 'api/openapi.yaml#/components/schemas/Own'}}}\n  Own: {type: string}\n"),
        ("schemes.yaml", "key: {type: http, scheme: bearer}\n"),
    ])
    .unwrap();
    let responses = &value["paths"]["/a"]["get"]["responses"];
    let pet = responses["200"]["content"]["application/json"]["schema"]["$ref"].as_str().unwrap();
    assert_eq!(value.pointer(&format!("{}/properties/own/$ref", &pet[1..])), Some(&json!("#/components/schemas/Own")));
    assert_eq!(value["components"]["schemas"]["Own"], json!({"type": "string"}));
    let missing = responses["404"]["$ref"].as_str().unwrap();
    assert_eq!(value.pointer(&missing[1..]), Some(&json!({"description": "none"})));
    let item = value["paths"]["/b"]["$ref"].as_str().unwrap();
    assert_eq!(value.pointer(&format!("{}/put/responses", &item[1..])), Some(responses));
    // One scheme, under the name that requirements have.
    assert_eq!(value["components"]["securitySchemes"], json!({"key": {"type": "http", "scheme": "bearer"}}));
    let line = |at: &str| places.place(&Pointer::parse(at)).map(|it| (it.file, it.line)).unwrap();
    assert_eq!(line("/paths/~1a/get/responses"), ("common.yaml".to_owned(), 1));
    assert_eq!(line("/components/schemas/Own"), ("schemas.yaml".to_owned(), 3));
    assert_eq!(line(&format!("{}/put/responses", &item[1..])).0, "common.yaml");
    assert_eq!(line(&format!("{}/put", &item[1..])).0, "api/ops/get.yaml");
}

#[test]
fn such_references_that_cannot_be_followed_are_errors() {
    for (text, said) in [
        (
            "paths: {/a: {get: {$ref: 'ops.yaml'}}}",
            "error[external-ref]: `ops.yaml` refers to another file, which is not allowed",
        ),
        ("paths: {/a: {get: {$ref: 'ops.yaml'}}}", "--root FOLDER"),
        ("paths: {$ref: '#/nowhere'}", "error[dangling-ref]"),
        ("paths: {/a: {get: {$ref: '#/paths/~1a/get'}}}", "error[cyclic-ref]"),
        ("paths: {/a: {get: {$ref: '#/paths/~1b/get'}}, /b: {get: {$ref: '#/paths/~1a/get'}}}", "error[cyclic-ref]"),
        (
            "components: {schemas: {A: {properties: {a: {properties: {$ref: '#/components/schemas/A/properties'}}}}}}",
            "error[cyclic-ref]",
        ),
        ("components: {schemas: {A: {properties: {$ref: '#/components/schemas/B'}}, B: {}}}", "error[ref-kind]"),
        ("paths: {/a: {get: {$ref: '#/components/schemas/B'}}}\ncomponents: {schemas: {B: {}}}", "error[ref-kind]"),
    ] {
        check_error(format!("openapi: 3.1.0\n{text}\n"), said);
    }
}

/// Pieces that hold each other nest a document deeper than it may be.
#[test]
fn such_references_do_not_nest_a_document_too_deeply() {
    let (open, close) = ("{properties: {a: ".repeat(30), "}}".repeat(30));
    let mut text = String::from("openapi: 3.1.0\ncomponents:\n  schemas:\n    A: {properties: {$ref: '#/x-0'}}\n");
    for index in 0..12 {
        text.push_str(&format!("x-{index}: {{a: {open}{{properties: {{$ref: '#/x-{}'}}}}{close}}}\n", index + 1));
    }
    text.push_str("x-12: {a: {}}\n");
    assert!(load_text(&text).unwrap_err().contains("error[limit]: `#/x-4` nests this document too deeply"));
}

/// Pieces that hold each other twice would double with each step.
#[test]
fn such_references_do_not_multiply_a_document() {
    let mut text = String::from("openapi: 3.1.0\ncomponents:\n  schemas:\n    A: {properties: {$ref: '#/x-0'}}\n");
    for index in 0..30 {
        let next = format!("{{properties: {{$ref: '#/x-{}'}}}}", index + 1);
        text.push_str(&format!("x-{index}: {{a: {next}, b: {next}}}\n"));
    }
    text.push_str("x-30: {a: {}}\n");
    let mut diags = Diagnostics::default();
    whole(&Source::new("api.yaml", &text), &mut diags);
    let count = |severity| diags.iter().filter(|it| it.severity == severity).count();
    assert_eq!(count(Severity::Error), 1);
    assert_eq!(count(Severity::Warning), 10_000);
}
