//! Shapes that want to exhaust the generator: they end, without a fault of ours, and make no more code than a document
//! of that size may. What is counted is what comes out; the clock of a busy machine says nothing.

use super::generate;

/// How much code there may be for each byte of the document, and for the smallest one.
const EACH: usize = 60;
const LEAST: usize = 4_000_000;

#[test]
fn shapes_stay_small() {
    let mut wrong = Vec::new();
    for (name, text) in [
        ("chain of references", schemas(chain(10_000))),
        ("chain of allOf", schemas(chain_of_all_of(400))),
        ("ring of references", schemas(ring(1_000))),
        ("nested arrays", schema(&nested(5_000, "{\"type\":\"array\",\"items\":", "{}"))),
        ("nested objects", schema(&nested(100, "{\"type\":\"object\",\"properties\":{\"a\":", "{}"))),
        (
            "nested maps",
            schema(&nested(100, "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"array\",\"items\":", "{}")),
        ),
        (
            "many values",
            schema(&format!("{{\"type\":\"string\",\"enum\":[{}]}}", list(8_000, |it| format!("\"v{it}\"")))),
        ),
        (
            "many equal names",
            schema(&format!(
                "{{\"type\":\"string\",\"enum\":[{}]}}",
                list(600, |it| format!("\"{}\"", "+".repeat(it + 1)))
            )),
        ),
        ("many properties", schema(&object(&list(5_000, |it| format!("\"p{it}\":{{\"type\":\"string\"}}"))))),
        ("many branches", schema(&format!("{{\"oneOf\":[{}]}}", list(3_000, |it| object(&format!("\"p{it}\":{{}}")))))),
        ("product of unions", schema(&product("allOf", 20))),
        ("product of choices", schema(&product("anyOf", 20))),
        ("doubling allOf", schemas(doubling("allOf", 40))),
        ("doubling oneOf", schemas(doubling("oneOf", 40))),
        ("doubling properties", schemas(doubling_properties(40))),
        ("wide recursion", schemas(wide(60))),
        ("one shape in many places", schemas(inline(30, 30))),
        (
            "long name",
            schema(&object(&format!("\"{}\":{{\"type\":\"object\",\"properties\":{{}}}}", "x".repeat(1_000_000)))),
        ),
        ("long number", schema(&format!("{{\"type\":\"integer\",\"maximum\":{}}}", "9".repeat(20_000)))),
        ("large tuple", schema("{\"type\":\"array\",\"minItems\":999999999,\"maxItems\":999999999,\"items\":{}}")),
        (
            "backtracking pattern",
            schema(&format!("{{\"type\":\"string\",\"pattern\":\"({}b)+$\"}}", "(a+)+".repeat(2_000))),
        ),
        ("many operations", operations(3_000)),
        ("many parameters", parameters(2_000)),
        ("events that are one of themselves", events()),
    ] {
        let outcome = octogen::guard::run(|| generate(&text).map(|it| size(&it)));
        let (size, said) = match outcome {
            Ok(Ok(size)) => (size, "generated".to_owned()),
            Ok(Err(said)) => (0, said.lines().next().unwrap_or_default().chars().take(120).collect()),
            Err(fault) => (0, fault.to_string()),
        };
        println!("{name}: {} bytes to {size}, {said}", text.len());
        if size > LEAST + EACH * text.len() || said.contains("error[internal]") {
            wrong.push(format!("{name}: {} bytes to {size}, {said}", text.len()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A stream whose events are of two unions that hold each other.
fn events() -> String {
    let union = |it: usize| format!("{{\"oneOf\":[{},{}]}}", reference(2), reference(it));
    let event = object("\"data\":{\"type\":\"string\"}");
    schemas(vec![format!("\"S0\":{}", union(1)), format!("\"S1\":{}", union(0)), format!("\"S2\":{event}")])
        .replacen("3.1.0", "3.2.0", 1)
        .replace(
            "\"200\":{\"description\":\"\",\"content\":{\"application/json\":{\"schema\"",
            "\"200\":{\"description\":\"\",\"content\":{\"text/event-stream\":{\"itemSchema\"",
        )
}

/// The code that the document makes, in bytes.
fn size(generated: &octogen::Generated) -> usize {
    let own = generated.krate.files.iter().filter(|(path, _)| !path.starts_with("src/runtime/"));
    own.map(|(_, text)| text.len()).sum()
}

/// A document whose operation reaches the schema `S0`.
fn schemas(schemas: Vec<String>) -> String {
    let call = r##"{"post":{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/S0"}}}},
        "responses":{"200":{"description":"","content":{"application/json":{"schema":{"$ref":"#/components/schemas/S0"}}}}}}}"##;
    let schemas = schemas.join(",");
    format!(
        r#"{{"openapi":"3.1.0","info":{{"title":"t","version":"1"}},"paths":{{"/":{call}}},"components":{{"schemas":{{{schemas}}}}}}}"#
    )
}

fn schema(schema: &str) -> String {
    schemas(vec![format!("\"S0\":{schema}")])
}

fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(",")
}

fn object(properties: &str) -> String {
    format!("{{\"type\":\"object\",\"properties\":{{{properties}}}}}")
}

fn reference(to: usize) -> String {
    format!("{{\"$ref\":\"#/components/schemas/S{to}\"}}")
}

/// `open` so often, with as many brackets closed as it opens.
fn nested(depth: usize, open: &str, inner: &str) -> String {
    let close: String = open
        .chars()
        .rev()
        .filter_map(|it| match it {
            '{' => Some('}'),
            '[' => Some(']'),
            _ => None,
        })
        .collect();
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

fn chain(length: usize) -> Vec<String> {
    let link = |it| format!("\"S{it}\":{}", reference(it + 1));
    (0..length).map(link).chain([format!("\"S{length}\":{{\"type\":\"string\"}}")]).collect()
}

fn chain_of_all_of(length: usize) -> Vec<String> {
    let link = |it| format!("\"S{it}\":{{\"allOf\":[{}],\"properties\":{{\"p{it}\":{{}}}}}}", reference(it + 1));
    (0..length).map(link).chain([format!("\"S{length}\":{{\"type\":\"object\"}}")]).collect()
}

fn ring(length: usize) -> Vec<String> {
    (0..length).map(|it| format!("\"S{it}\":{}", reference((it + 1) % length))).collect()
}

/// Two to the power of `count` combinations.
fn product(keyword: &str, count: usize) -> String {
    let branch = |name: &str, it| object(&format!("\"{name}{it}\":{{\"type\":\"string\"}}"));
    let union = |it| format!("{{\"oneOf\":[{},{}]}}", branch("a", it), branch("b", it));
    format!("{{\"{keyword}\":[{}]}}", list(count, union))
}

/// Each schema has the next one twice.
fn doubling(keyword: &str, count: usize) -> Vec<String> {
    let link = |it| {
        let own = object(&format!("\"p{it}\":{{\"type\":\"string\"}}"));
        format!("\"S{it}\":{{\"{keyword}\":[{0},{0},{own}]}}", reference(it + 1))
    };
    (0..count).map(link).chain([format!("\"S{count}\":{{\"type\":\"object\"}}")]).collect()
}

fn doubling_properties(count: usize) -> Vec<String> {
    let link = |it| format!("\"S{it}\":{}", object(&format!("\"a\":{0},\"b\":{0}", reference(it + 1))));
    (0..count).map(link).chain([format!("\"S{count}\":{{\"type\":\"object\"}}")]).collect()
}

/// Every schema has every other one.
fn wide(count: usize) -> Vec<String> {
    let all = list(count, |it| format!("\"p{it}\":{}", reference(it)));
    (0..count).map(|it| format!("\"S{it}\":{}", object(&all))).collect()
}

/// Objects in objects without a name of their own.
fn inline(width: usize, depth: usize) -> Vec<String> {
    let member = object("\"id\":{\"type\":\"string\"}");
    let flat = list(width, |it| format!("\"m{it}\":{member}"));
    vec![format!("\"S0\":{}", (0..depth).fold(object(&flat), |inner, it| object(&format!("{flat},\"d{it}\":{inner}"))))]
}

fn operations(count: usize) -> String {
    let path = |it| {
        format!(
            r#""/things/{it}/{{id}}":{{"get":{{"operationId":"op{it}","parameters":[{{"name":"id","in":"path","required":true,"schema":{{"type":"string"}}}}],"responses":{{"200":{{"description":"","content":{{"application/json":{{"schema":{{"type":"object","properties":{{"a":{{"type":"string"}}}}}}}}}}}}}}}}}}"#
        )
    };
    format!(r#"{{"openapi":"3.0.3","info":{{"title":"t","version":"1"}},"paths":{{{}}}}}"#, list(count, path))
}

fn parameters(count: usize) -> String {
    let parameter = |it| format!(r#"{{"name":"p{it}","in":"query","schema":{{"type":"string"}}}}"#);
    let parameters = list(count, parameter);
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"t","version":"1"}},"paths":{{"/":{{"get":{{"parameters":[{parameters}],"responses":{{}}}}}}}}}}"#
    )
}
