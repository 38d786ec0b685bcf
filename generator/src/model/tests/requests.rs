//! What is sent: path templates, parts and their order, values that the client makes up, servers.

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, BodyKind, GeneratedKey, Part};
use crate::{Source, generate};

fn read(text: &str, config: &Config) -> (Api, Diagnostics) {
    let made = generate(&Source::new("t.yaml", text), config);
    let made = made.unwrap_or_else(|said| panic!("{said}\n{text}"));
    (made.api, made.diagnostics)
}

fn api(version: &str, rest: &str) -> (Api, Diagnostics) {
    read(&format!("openapi: {version}\ninfo: {{title: T, version: '1'}}\n{rest}"), &Config::default())
}

fn codes(diags: &Diagnostics) -> String {
    diags.iter().map(|it| it.code).collect::<Vec<_>>().join(" ")
}

#[test]
fn path_templates() {
    for (path, declared, template, said) in [
        ("/v1/{name}:cancel", "name", "/v1/{name}:cancel", ""),
        ("/files/{file}.{ext}", "file ext", "/files/{file}.{ext}", ""),
        ("/v1/{name=projects/*/ops/*}", "name", "/v1/{+name}", "path-template"),
        ("/v1/{name=*}/x", "name", "/v1/{name}/x", "path-template"),
        ("/files/{path:.*}", "path", "/files/{+path}", "path-template"),
        ("/items/{id:int}", "id", "/items/{id}", "path-template"),
        ("/items/{id:int}", "id:int", "/items/{id:int}", ""),
        ("/v1/{+path}", "path", "/v1/{+path}", "path-template"),
        ("/files{/path*}", "path", "/files/{+path}", "path-template"),
        ("/files/{*path}", "path", "/files/{+path}", "path-template"),
        ("/users/{userId}", "user_id", "/users/{user_id}", "path-template"),
        ("/users/:id/x", "id", "/users/{id}/x", "path-template"),
        ("/users/{}", "id", "/users/{id}", "path-template"),
        ("/users/{id:int}", "", "/users/{id}", "undeclared-path-param path-template"),
        ("/a{b/{id}", "id", "/a%7Bb/{id}", "path-template"),
        ("/v1/{name=projects/*}", "name=projects/*", "/v1/{+name}", "path-template"),
        ("/v1/{+path}", "+path", "/v1/{+path}", "path-template"),
        ("/a/b}/{id}", "id", "/a/b%7D/{id}", "path-template"),
        ("/a/{id}", "id other", "/a/{id}", "unused-path-param"),
        ("/a/{id}{?q,r}", "id", "/a/{id}", "query-in-path"),
    ] {
        let params: Vec<String> = declared
            .split_whitespace()
            .map(|it| format!("{{name: '{it}', in: path, required: true, schema: {{type: string}}}}"))
            .collect();
        let rest = format!(
            "paths:\n  '{path}':\n    get:\n      operationId: x\n      parameters: [{}]\n      responses: {{'204': {{description: ok}}}}\n",
            params.join(", ")
        );
        let (api, diags) = api("3.1.0", &rest);
        assert_eq!((api.operations[0].template().as_str(), codes(&diags).as_str()), (template, said), "{path}");
    }
}

/// Names of header fields are case-insensitive (RFC 9110, section 5.1), those of all other parameters are not. Of two
/// entries the one counts that says more; what one of them demands is demanded.
#[test]
fn parameters_that_are_declared_twice() {
    let (int, text, uuid) = ("{type: integer}", "{type: string}", "{type: string, format: uuid}");
    let param = |(name, place, more, schema): &(&str, &str, &str, &str)| {
        format!("{{name: {name}, in: {place}, {more}schema: {schema}}}")
    };
    let required = "required: true, ";
    for (shared, own, sent, said) in [
        // In one list: the entry that says more counts, wherever it stands.
        (
            &[][..],
            &[("X-Count", "header", "", int), ("x-count", "header", required, text)][..],
            "X-Count! I64",
            "same-param",
        ),
        (&[], &[("x-count", "header", required, text), ("X-Count", "header", "", int)], "X-Count! I64", "same-param"),
        (&[], &[("x-count", "header", "", text), ("X-COUNT", "header", "", text)], "X-COUNT String", "same-param"),
        (&[], &[("X-Id", "header", "", uuid), ("x-id", "header", "", "{}")], "X-Id Format(Uuid)", "same-param"),
        (
            &[],
            &[("a", "header", "", int), ("A", "header", "", text), ("a", "header", required, text)],
            "a! I64",
            "same-param same-param",
        ),
        (&[], &[("q", "query", "", int), ("q", "query", "", text)], "q I64", "same-param"),
        // Twice the same says nothing new.
        (&[], &[("q", "query", "", int), ("q", "query", "", int)], "q I64", ""),
        // An operation's own parameter replaces that of the path item.
        (&[("X-Count", "header", required, int)], &[("x-count", "header", "", text)], "x-count String", ""),
        (&[("q", "query", required, int)], &[("q", "query", "", text)], "q String", ""),
        // Everywhere else case matters, and so does the place.
        (&[], &[("q", "query", "", int), ("Q", "query", "", text)], "Q String, q I64", ""),
        (&[], &[("c", "cookie", "", int), ("C", "cookie", "", text)], "C String, c I64", ""),
        (&[("q", "query", "", int)], &[("Q", "header", "", text)], "q I64, Q String", ""),
    ] {
        let list = |params: &[_]| params.iter().map(param).collect::<Vec<_>>().join(", ");
        let rest = format!(
            "paths:\n  /a:\n    parameters: [{}]\n    get:\n      operationId: x\n      parameters: [{}]\n      responses: {{'204': {{description: ok}}}}\n",
            list(shared),
            list(own)
        );
        let (api, diags) = api("3.0.3", &rest);
        let shown = api.operations[0].params.iter().map(|it| {
            let mark = if it.required { "!" } else { "" };
            format!("{}{mark} {:?}", it.wire, it.ty)
        });
        assert_eq!((shown.collect::<Vec<_>>().join(", ").as_str(), codes(&diags).as_str()), (sent, said), "{rest}");
    }
}

/// Two headers of a response whose names differ in case only are one.
#[test]
fn headers_of_responses_that_are_declared_twice() {
    for (headers, found) in [
        ("{X-Total: {required: true, schema: {type: integer}}, x-total: {schema: {type: integer}}}", "x-total true"),
        ("{X-Total: {schema: {type: integer}}, X-Other: {schema: {type: integer}}}", "x-other false, x-total false"),
    ] {
        let rest = format!(
            "paths:\n  /a:\n    get:\n      operationId: x\n      responses: {{'204': {{description: ok, headers: {headers}}}}}\n"
        );
        let (api, _) = api("3.0.3", &rest);
        let mut shown: Vec<String> = api.operations[0].responses[0]
            .headers
            .iter()
            .map(|(index, required)| format!("{} {required}", api.headers[*index].wire))
            .collect();
        shown.sort();
        assert_eq!(shown.join(", "), found);
    }
}

/// Two patterns of one place are two paths.
#[test]
fn patterns_tell_paths_apart() {
    let get = |id: &str| format!("{{get: {{operationId: {id}, responses: {{'204': {{description: ok}}}}}}}}");
    let rest = format!("paths:\n  '/v1/{{name=projects/*}}': {}\n  '/v1/{{name=folders/*}}': {}\n", get("a"), get("b"));
    let (_, diags) = api("3.0.3", &rest);
    assert!(!codes(&diags).contains("same-path"), "{}", codes(&diags));
}

fn parts(api: &Api) -> Vec<&Part> {
    match &api.operations[0].body.as_ref().unwrap().contents[0].kind {
        BodyKind::Multipart(parts) => parts.iter().collect(),
        other => panic!("{other:?}"),
    }
}

fn form(version: &str, media_type: &str, schema: &str, encoding: &str) -> (Api, Diagnostics) {
    let rest = format!(
        "paths:\n  /a:\n    post:\n      operationId: x\n      requestBody:\n        content:\n          {media_type}:\n            schema: {schema}\n            encoding: {encoding}\n      responses: {{'204': {{description: ok}}}}\n"
    );
    api(version, &rest)
}

/// OpenAPI 3.1.1, Encoding Object: the default of `contentType`, and what else makes a part a file.
#[test]
fn kinds_of_parts() {
    for (version, schema, encoding, expected) in [
        ("3.1.0", "{}", "", "File"),
        ("3.2.0", "true", "", "File"),
        ("3.0.3", "{}", "", "Json"),
        ("3.1.0", "{description: any}", "", "File"),
        ("3.1.0", "{type: array, items: {}}", "", "File*"),
        ("3.1.0", "{type: array, items: true}", "", "File*"),
        ("3.1.0", "{}", "{contentType: image/png}", "File image/png"),
        ("3.1.0", "{}", "{contentType: 'image/png, image/jpeg'}", "File image/png"),
        ("3.1.0", "{}", "{contentType: 'image/*'}", "File"),
        ("3.1.0", "{}", "{contentType: application/json}", "Json application/json"),
        ("3.1.0", "{}", "{contentType: text/csv}", "Text text/csv"),
        ("3.1.0", "{}", "{contentType: application/xml}", "Text application/xml"),
        ("3.0.3", "{}", "{contentType: image/png}", "File image/png"),
        ("3.0.3", "{type: string}", "{contentType: image/png}", "File image/png"),
        ("3.1.0", "{type: string}", "{contentType: text/plain}", "Text text/plain"),
        (
            "3.1.0",
            "{type: string, enum: [a]}",
            "{contentType: application/octet-stream}",
            "Text application/octet-stream",
        ),
        ("3.0.3", "{type: array, items: {type: string}}", "{contentType: image/png}", "File* image/png"),
        ("3.0.3", "{type: string, format: binary}", "", "File"),
        ("3.0.3", "{type: string, format: binary}", "{contentType: text/csv}", "Text text/csv"),
        ("3.0.3", "{type: string, format: byte}", "", "Text"),
        ("3.1.0", "{type: string, contentEncoding: base64}", "", "Text application/octet-stream"),
        (
            "3.1.0",
            "{type: string, contentEncoding: base64, contentMediaType: image/png}",
            "",
            "Text application/octet-stream",
        ),
        ("3.1.0", "{contentMediaType: image/png}", "", "File"),
        ("3.1.0", "{type: string, contentMediaType: application/octet-stream}", "", "File"),
        ("3.1.0", "{type: string, contentMediaType: application/xml}", "", "Text"),
        ("3.1.0", "{type: string, contentMediaType: application/json}", "", "Text"),
        ("3.1.0", "{type: integer}", "", "Text"),
        ("3.1.0", "{type: object, properties: {a: {type: string}}}", "", "Json"),
        ("3.1.0", "{type: [string, 'null'], format: binary}", "", "File"),
        ("3.1.0", "{anyOf: [{type: string}, {type: array, items: {type: string}}]}", "", "Text"),
        (
            "3.1.0",
            "{anyOf: [{type: string, format: binary}, {type: array, items: {type: string, format: binary}}]}",
            "",
            "File*",
        ),
        ("3.1.0", "{anyOf: [{type: string, format: binary}, {type: string}]}", "", "Text"),
    ] {
        let encoding = if encoding.is_empty() { "{}".to_owned() } else { format!("{{p: {encoding}}}") };
        let (api, _) =
            form(version, "multipart/form-data", &format!("{{type: object, properties: {{p: {schema}}}}}"), &encoding);
        let part = parts(&api)[0];
        let repeated = if part.repeated { "*" } else { "" };
        let media_type = part.content_type.iter().map(|it| format!(" {it}")).collect::<String>();
        assert_eq!(format!("{:?}{repeated}{media_type}", part.kind), expected, "{version} {schema} {encoding}");
    }
}

/// `style` and its companions hold for parts of `form-data` since 3.1.
#[test]
fn styles_of_parts() {
    let list = "{type: array, items: {type: string}}";
    for (version, media_type, encoding, styled) in [
        ("3.1.0", "multipart/form-data", "{style: pipeDelimited}", Some("PipeDelimited false")),
        ("3.1.0", "multipart/form-data", "{explode: false}", Some("Form false")),
        ("3.2.0", "multipart/form-data", "{style: form, contentType: application/json}", Some("Form true")),
        ("3.1.0", "multipart/form-data", "{contentType: text/plain}", None),
        ("3.0.3", "multipart/form-data", "{style: pipeDelimited}", None),
        ("3.1.0", "multipart/mixed", "{style: pipeDelimited}", None),
    ] {
        let schema = format!("{{type: object, properties: {{p: {list}}}}}");
        let (api, diags) = form(version, media_type, &schema, &format!("{{p: {encoding}}}"));
        let found = parts(&api)[0].style.as_ref().map(|it| format!("{:?} {}", it.style, it.explode));
        assert_eq!(found.as_deref(), styled, "{version} {media_type} {encoding}");
        let told = encoding.contains("style") && styled.is_none();
        assert_eq!(codes(&diags).contains("multipart"), told, "{version} {media_type} {encoding}");
    }
}

/// Parts stand in the order of the document, also behind references and in `allOf`; what has no name of its own comes
/// before files at the end.
#[test]
fn order_of_parts() {
    let text = "{type: string}";
    let file = "{type: string, format: binary}";
    let names = |api: &Api| {
        let names: Vec<_> = parts(api).iter().map(|it| it.property.clone().unwrap_or_else(|| "*".to_owned())).collect();
        names.join(" ")
    };
    for (schema, expected) in [
        (
            format!(
                "{{type: object, required: [key, file], properties: {{key: {text}, Content-Type: {text}, policy: {text}, file: {file}}}}}"
            ),
            "key Content-Type policy file",
        ),
        (format!("{{type: object, properties: {{z: {text}, a: {file}, m: {text}}}}}"), "z a m"),
        (
            format!("{{type: object, properties: {{z: {text}, b: {file}, a: {file}}}, additionalProperties: {text}}}"),
            "z * b a",
        ),
        (
            format!(
                "{{allOf: [{{type: object, properties: {{z: {text}, y: {text}}}}}, {{type: object, properties: {{x: {text}, b: {file}}}}}]}}"
            ),
            "z y x b",
        ),
    ] {
        let (api, _) = form("3.1.0", "multipart/form-data", &schema, "{}");
        assert_eq!(names(&api), expected, "{schema}");
    }
    let swagger = "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    post:\n      operationId: x\n      consumes: [multipart/form-data]\n      parameters:\n        - {name: z, in: formData, type: string}\n        - {name: q, in: query, type: string}\n        - {name: tags, in: formData, type: array, items: {type: string}}\n        - {name: a, in: formData, type: file}\n      responses: {'204': {description: ok}}\n";
    let (api, _) = read(swagger, &Config::default());
    assert_eq!(names(&api), "z tags a");
    let style = parts(&api)[1].style.as_ref().map(|it| it.explode);
    assert_eq!(style, Some(false), "`collectionFormat` is csv where nothing is said");
}

#[test]
fn order_of_forms() {
    for (schema, expected) in [
        ("{type: object, properties: {z: {type: string}, a: {type: string}}}", "z a"),
        ("{type: object, properties: {a: {type: string}, z: {type: string}}}", ""),
    ] {
        let (api, _) = form("3.0.3", "application/x-www-form-urlencoded", schema, "{}");
        assert_eq!(api.operations[0].body.as_ref().unwrap().contents[0].order.join(" "), expected);
    }
}

#[test]
fn generated_keys_fit_their_schema() {
    use GeneratedKey::{Digits, Hex, None, UpperHex, Uuid};
    for (schema, expected) in [
        ("{type: string}", Digits),
        ("{type: string, format: uuid}", Uuid),
        ("{type: string, maxLength: 64}", Digits),
        ("{type: string, maxLength: 30}", Hex(24)),
        ("{type: string, maxLength: 16}", Hex(16)),
        ("{type: string, maxLength: 8}", None),
        ("{type: string, minLength: 36, maxLength: 36}", Uuid),
        ("{type: string, minLength: 40}", None),
        ("{type: string, minLength: 17, maxLength: 17}", Hex(17)),
        ("{type: string, pattern: '^[0-9a-f]{32}$'}", Digits),
        ("{type: string, pattern: '^[0-9A-F]{20}$'}", UpperHex(20)),
        ("{type: string, pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'}", Uuid),
        ("{type: string, pattern: '^key_'}", None),
        ("{type: string, pattern: '^(?=a)'}", None),
        ("{type: string, enum: [a, b]}", None),
        ("{type: string, const: a}", None),
        ("{type: string, format: date}", None),
        ("{type: string, format: ulid}", None),
        ("{type: integer}", None),
        ("{type: array, items: {type: string}}", None),
    ] {
        let rest = format!(
            "paths:\n  /a:\n    post:\n      operationId: x\n      parameters: [{{name: idempotency-key, in: header, schema: {schema}}}]\n      responses: {{'204': {{description: ok}}}}\n"
        );
        let (api, diags) = api("3.1.0", &rest);
        assert_eq!(api.operations[0].generated_key, expected, "{schema}");
        assert_eq!(codes(&diags).contains("generated-key"), expected == None, "{schema}");
    }
}

#[test]
fn servers_without_a_host() {
    let found = Some("https://api.example.com/docs/openapi.json".to_owned());
    for (servers, path, alone, with_url) in [
        ("[{url: /v1}]", Some("/v1"), "", "https://api.example.com/v1"),
        ("[{url: '/{v}/x', variables: {v: {default: v2}}}]", Some("/v2/x"), "", "https://api.example.com/{v}/x"),
        ("[{url: ../v1}, {url: /v2}]", Some("/v1"), "", "https://api.example.com/v1 https://api.example.com/v2"),
        (
            "[{url: /v1}, {url: 'https://x.example'}]",
            None,
            "https://x.example",
            "https://api.example.com/v1 https://x.example",
        ),
        ("[{url: //x.example/v1}]", None, "https://x.example/v1", "https://x.example/v1"),
        (
            "[{url: x.example.org/v1}]",
            None,
            "https://x.example.org/v1",
            "https://api.example.com/docs/x.example.org/v1",
        ),
        ("[{url: /}]", None, "", "https://api.example.com"),
        ("[]", None, "", "https://api.example.com"),
    ] {
        let text = format!("openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\nservers: {servers}\npaths: {{}}\n");
        let urls = |api: &Api| api.servers.iter().map(|it| it.url.clone()).collect::<Vec<_>>().join(" ");
        let (api, diags) = read(&text, &Config::default());
        assert_eq!((api.default_path.as_deref(), urls(&api).as_str()), (path, alone), "{servers}");
        let silent = matches!(servers, "[{url: /}]" | "[]");
        assert_eq!(codes(&diags).contains("relative-server"), !silent, "{servers}");
        let (api, _) = read(&text, &Config { document_url: found.clone(), ..Config::default() });
        assert_eq!((api.default_path.as_deref(), urls(&api).as_str()), (None, with_url), "{servers}");
    }
}
