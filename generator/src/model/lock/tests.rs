//! What keeps its name under a lock, whatever the document does beside it.

use serde_json::{Value, json};

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, ErrorType, Revision, Shape};
use crate::model::tests::{named, revision};
use crate::names::{Names, Settled};
use crate::surface::Surface;

fn read(document: Value, names: Names, prune: bool) -> (Api, Settled, Diagnostics) {
    let (api, settled, diags) = named(document, &Config { names: Some(names), prune, ..Config::default() });
    (api, settled.expect("there is a lock"), diags)
}

/// The document under a lock, with a type for each location.
fn compared(document: &Value, names: &Names) -> Revision {
    revision(document.clone(), &Config { names: Some(names.clone()), ..Config::default() }).0
}

/// The lock of a document.
fn lock(document: &Value) -> Names {
    read(document.clone(), Names::default(), false).1.names
}

/// The document under a lock.
#[track_caller]
fn under(document: &Value, names: &Names) -> (Api, Settled) {
    let (api, settled, diags) = read(document.clone(), names.clone(), false);
    let errors: Vec<_> = diags.iter().filter(|it| it.severity == crate::diagnostics::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    (api, settled)
}

fn edited(document: &Value, pointer: &str, value: Value) -> Value {
    let mut document = document.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/");
    let parent = document.pointer_mut(parent).unwrap_or_else(|| panic!("{parent}"));
    match value {
        Value::Null => drop(parent.as_object_mut().unwrap().remove(&key)),
        value => drop(parent.as_object_mut().unwrap().insert(key, value)),
    }
    document
}

fn paths(api: &Api) -> Vec<String> {
    Surface::of(api).items.into_keys().collect()
}

fn response(schema: Value) -> Value {
    json!({ "200": { "description": "", "content": { "application/json": { "schema": schema } } } })
}

fn feeds() -> Value {
    json!({
        "paths": {
            "/feeds/{id}": { "get": {
                "operationId": "getFeed",
                "parameters": [
                    { "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } },
                    { "name": "sort", "in": "query", "schema": { "type": "string", "enum": ["asc", "desc"] } },
                ],
                "responses": response(json!({ "$ref": "#/components/schemas/Feed" })),
            } },
            "/feeds": { "post": {
                "operationId": "createFeed",
                "requestBody": { "required": true, "content": { "application/json": { "schema": {
                    "type": "object", "required": ["name", "kind"], "properties": {
                        "name": { "type": "string" }, "kind": { "type": "string", "enum": ["rss", "atom"] },
                        "owner": { "type": "object", "properties": { "email": { "type": "string" } } },
                    },
                } } } },
                "responses": response(json!({ "type": "object", "properties": { "feed": { "$ref": "#/components/schemas/Feed" } } })),
            } },
        },
        "components": { "schemas": {
            "Feed": { "type": "object", "required": ["id"], "properties": {
                "id": { "type": "integer" },
                "icon_url": { "type": "string" },
                "kind": { "type": "string", "enum": ["rss", "atom"] },
                "source": { "oneOf": [
                    { "type": "object", "required": ["subreddit"], "properties": { "subreddit": { "type": "string" } } },
                    { "type": "object", "title": "Forum", "required": ["forum"], "properties": { "forum": { "type": "string" } } },
                    { "type": "string" },
                ] },
            } },
        } },
    })
}

#[test]
fn what_a_lock_looks_like() {
    let text = lock(&feeds()).to_string();
    let lines: Vec<_> = text.lines().filter(|it| !it.starts_with('#')).collect();
    let expected = r#"
alternative Feed.source|Forum = Forum
alternative Feed.source|string = String
alternative Feed.source|{subreddit} = Subreddit
arguments GET /feeds/{} = path:id
arguments POST /feeds = body
body POST /feeds application/json = body
member Feed.icon_url = icon_url
member Feed.id = id
member Feed.kind = kind
member Feed.source = source
member Feed.source|Forum.forum = forum
member Feed.source|{subreddit}.subreddit = subreddit
member POST /feeds 200.feed = feed
member POST /feeds body.kind = kind
member POST /feeds body.name = name
member POST /feeds body.owner = owner
member POST /feeds body.owner.email = email
new POST /feeds body = name, kind
new POST /feeds body.owner =
operation GET /feeds/{} = get_feed
operation POST /feeds = create_feed
package = test-client
parameter GET /feeds/{} path:id = id
parameter GET /feeds/{} query:sort = sort
type Feed = Feed
type Feed.kind = Kind
type Feed.source = FeedSource
type Feed.source|Forum = FeedSourceForum
type Feed.source|{subreddit} = FeedSourceSubreddit
type GET /feeds/{} query:sort = GetFeedSort
type POST /feeds 200 = CreateFeedResponse
type POST /feeds body = CreateFeedRequest
type POST /feeds body.kind = Kind
type POST /feeds body.owner = CreateFeedRequestOwner
variant Feed.kind "atom" = Atom
variant Feed.kind "rss" = Rss
variant GET /feeds/{} query:sort "asc" = Asc
variant GET /feeds/{} query:sort "desc" = Desc
"#;
    assert_eq!(lines.join("\n").trim(), expected.trim());
}

#[test]
fn the_same_document_under_its_lock_is_the_same_and_the_lock_is_whole() {
    let names = lock(&feeds());
    let (api, settled) = under(&feeds(), &names);
    assert_eq!(settled.names.to_string(), names.to_string());
    assert!(settled.renamed.is_empty());
    assert_eq!(api, crate::model::tests::api(feeds(), &Config::default()).0);
}

/// The document after an edit still has the public items that it had, under the lock of before.
#[track_caller]
fn check_stays(edited: &Value) -> (Api, Settled) {
    let names = lock(&feeds());
    let before = paths(&under(&feeds(), &names).0);
    let (api, settled) = under(edited, &names);
    let after = paths(&api);
    let gone: Vec<_> = before.iter().filter(|it| !after.contains(it)).collect();
    assert!(gone.is_empty(), "{gone:#?}\n{after:#?}");
    (api, settled)
}

fn get_feed() -> Value {
    feeds()["paths"]["/feeds/{id}"]["get"].clone()
}

#[test]
fn newcomers_that_collide_take_another_name() {
    let object = json!({ "type": "object", "properties": { "x": { "type": "string" } } });
    // A component called like an inline type, one that comes to the name of another, and a value, too.
    for (pointer, value) in [
        ("/components/schemas/FeedSource", object.clone()),
        ("/components/schemas/Kind", object.clone()),
        ("/components/schemas/feed", object.clone()),
        ("/components/schemas/Feed/properties/iconUrl", json!({ "type": "string" })),
        ("/components/schemas/Feed/properties/kind/enum", json!(["RSS", "Rss", "rss", "atom"])),
        ("/paths/~1feed", json!({ "get": get_feed() })),
        ("/paths/~1a~1feeds~1{id}", json!({ "get": get_feed() })),
        ("/components/schemas/A", json!({ "type": "object", "properties": { "kind": { "enum": ["rss", "atom"] } } })),
    ] {
        let document = edited(&feeds(), pointer, value);
        let (_, settled) = check_stays(&document);
        let again = under(&document, &settled.names).1;
        assert_eq!(again.names.to_string(), settled.names.to_string(), "{pointer}");
    }
}

#[test]
fn what_is_renamed_or_moved_keeps_its_name() {
    let schema = feeds()["components"]["schemas"]["Feed"].clone();
    let renamed =
        edited(&edited(&feeds(), "/components/schemas/Feed", Value::Null), "/components/schemas/Channel", schema);
    let renamed: Value =
        serde_json::from_str(&renamed.to_string().replace("#/components/schemas/Feed", "#/components/schemas/Channel"))
            .unwrap();
    let (_, settled) = check_stays(&renamed);
    let told: Vec<_> = settled.renamed.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["type Feed is Channel now and stays `Feed`"]);

    // An inline schema becomes a component.
    let owner = "/paths/~1feeds/post/requestBody/content/application~1json/schema/properties/owner";
    let inline = feeds().pointer(owner).unwrap().clone();
    let moved = edited(&feeds(), owner, json!({ "$ref": "#/components/schemas/Owner" }));
    let (_, settled) = check_stays(&edited(&moved, "/components/schemas/Owner", inline));
    assert_eq!(
        settled.renamed[0].to_string(),
        "type POST /feeds body.owner is Owner now and stays `CreateFeedRequestOwner`"
    );

    // A prefix moves from the servers to the paths.
    let mut prefixed = feeds();
    let paths = prefixed["paths"].as_object().unwrap().clone();
    prefixed["paths"] = paths.into_iter().map(|(path, item)| (format!("/api/v2{path}"), item)).collect();
    let (_, settled) = check_stays(&prefixed);
    assert_eq!(
        settled.renamed[0].to_string(),
        "operation GET /feeds/{} is GET /api/v2/feeds/{} now and stays `get_feed`"
    );

    // The path changes, the id does not.
    let mut elsewhere = feeds();
    let created = elsewhere["paths"].as_object_mut().unwrap().remove("/feeds").unwrap();
    elsewhere["paths"]["/channels"] = created;
    let (_, settled) = check_stays(&elsewhere);
    assert_eq!(settled.renamed[0].to_string(), "operation POST /feeds is POST /channels now and stays `create_feed`");

    // The id changes, the call does not.
    check_stays(&edited(&feeds(), "/paths/~1feeds~1{id}/get/operationId", json!("fetchOneFeed")));
}

#[test]
fn what_only_looks_alike_is_no_rename() {
    let names = lock(&feeds());
    let schema = feeds()["components"]["schemas"]["Feed"].clone();
    // Another schema of the same shape, in another operation; the first one is gone.
    let mut document = edited(&feeds(), "/components/schemas/Feed", Value::Null);
    document["paths"] = json!({ "/channels": { "get": {
        "operationId": "listChannels", "responses": response(json!({ "$ref": "#/components/schemas/Channel" })),
    } } });
    let document = edited(&document, "/components/schemas/Channel", schema);
    let (api, settled) = under(&document, &names);
    assert!(settled.renamed.is_empty(), "{:?}", settled.renamed);
    assert!(api.types.iter().any(|it| it.name.as_str() == "Channel"));
    assert!(!settled.names.to_string().contains("type Feed ="), "dead keys are dropped");
}

#[test]
fn dead_keys_reserve_nothing() {
    let names = Names::parse("names.lock", "type Gone = Feed\noperation GET /gone = get_feed").unwrap();
    let (api, _) = under(&feeds(), &names);
    assert!(api.types.iter().any(|it| it.name.as_str() == "Feed"));
    assert!(api.operations.iter().any(|it| it.name.as_str() == "get_feed"));
}

#[test]
fn a_name_is_chosen_by_its_line() {
    let names = lock(&feeds()).to_string();
    let chosen = [
        ("type Feed = Feed", "type Feed = NewsFeed"),
        ("operation GET /feeds/{} = get_feed", "operation GET /feeds/{} = fetch"),
        ("member Feed.icon_url = icon_url", "member Feed.icon_url = icon"),
        (r#"variant Feed.kind "rss" = Rss"#, r#"variant Feed.kind "rss" = Syndicated"#),
        ("alternative Feed.source|{subreddit} = Subreddit", "alternative Feed.source|{subreddit} = Reddit"),
        ("parameter GET /feeds/{} query:sort = sort", "parameter GET /feeds/{} query:sort = order"),
        ("new POST /feeds body = kind, name", "new POST /feeds body = name, kind"),
    ];
    let text = chosen.iter().fold(names, |text, (old, new)| text.replace(old, new));
    let (api, settled) = under(&feeds(), &Names::parse("names.lock", &text).unwrap());
    assert_eq!(settled.names.to_string(), Names::parse("names.lock", &text).unwrap().to_string());
    let surface = Surface::of(&api).items;
    for item in [
        "types::NewsFeed",
        "types::NewsFeed.icon",
        "types::Kind::Syndicated",
        "types::FeedSource::Reddit",
        "Client::fetch()",
        "operations::Fetch",
        "Call<Fetch>::order()",
    ] {
        assert!(surface.contains_key(item), "{item}: {:#?}", surface.keys());
    }
    let new = format!("{:?}", surface["types::CreateFeedRequest::new()"]);
    assert!(new.contains(r#"arguments: ["name", "kind"]"#), "{new}");
}

#[test]
fn what_cannot_be_is_an_error_that_names_its_lines() {
    for (text, said) in [
        ("type Feed = Feed\ntype POST /feeds 200 = Feed", "names.lock:2"),
        ("member Feed.id = it\nmember Feed.kind = it", "names.lock:1"),
        ("operation GET /feeds/{} = send", "the generated code has that name"),
        ("type Feed = String", "the generated code has that name"),
        ("operation GET /feeds/{} = a\noperation POST /feeds = a", "another thing beside it has that name"),
    ] {
        let (_, _, diags) = read(feeds(), Names::parse("names.lock", text).unwrap(), false);
        let printed = diags.to_string();
        assert!(printed.contains("error[names-lock]") && printed.contains(said), "{text}: {printed}");
    }
}

#[test]
fn a_setting_and_a_line_that_say_different_things_are_an_error() {
    let names = Names::parse("names.lock", "type Feed = Feed\noperation GET /feeds/{} = get_feed").unwrap();
    let mut config = Config { names: Some(names), ..Config::default() };
    config.naming.schemas.insert("Feed".to_owned(), "News".to_owned());
    config.naming.operations.insert("getFeed".to_owned(), "fetch".to_owned());
    let (_, diags) = crate::model::tests::api(feeds(), &config);
    let printed = diags.to_string();
    for said in [
        "`type Feed` is `Feed` here and `News` in the settings",
        "`operation GET /feeds/{}` is `get_feed` here and `fetch` in the settings",
    ] {
        assert!(printed.contains(said), "{printed}");
    }
}

/// The members of a type, `?` behind those that may be missing.
fn members(api: &Api, name: &str) -> Vec<String> {
    let def = api.types.iter().find(|it| it.name.as_str() == name);
    let Some(Shape::Struct(it)) = def.map(|it| &it.shape) else { return Vec::new() };
    let mark = |required: bool| if required { "" } else { "?" };
    it.fields.iter().map(|it| format!("{}{}", it.wire, mark(it.is_required()))).collect()
}

fn groups(a: Value, b: Value) -> Value {
    let object = |it: Value| json!({ "type": "object", "properties": { "it": it } });
    json!({ "paths": {}, "components": { "schemas": { "A": object(a), "B": object(b) } } })
}

fn inline(members: Value) -> Value {
    json!({ "type": "object", "required": ["id"], "properties": members })
}

fn types(api: &Api) -> Vec<String> {
    api.types.iter().map(|it| it.name.to_string()).collect()
}

#[test]
fn a_copy_that_gets_more_stays_in_its_group() {
    let plain = || inline(json!({ "id": { "type": "integer" } }));
    let names = lock(&groups(plain(), plain()));
    let more = inline(json!({ "id": { "type": "integer" }, "note": { "type": "string" } }));
    let document = groups(plain(), more.clone());
    let (api, settled) = under(&document, &names);
    assert_eq!(types(&api), ["A", "B", "It"]);
    assert_eq!(members(&api, "It"), ["id", "note?"]);
    assert!(
        settled.names.to_string().contains("type A.it = It\n")
            && settled.names.to_string().contains("type B.it = It\n")
    );
    // On the wire each place has its own.
    let ungrouped = compared(&document, &names).ungrouped.unwrap();
    let of = |own: &str| ungrouped.types.iter().find(|it| it.name.own() == own).map(|it| it.shape.references().len());
    assert_eq!((of("AIt"), of("BIt")), (Some(1), Some(2)));
    // Without a lock they are two.
    assert_eq!(types(&crate::model::tests::api(groups(plain(), more), &Config::default()).0), ["A", "AIt", "B", "BIt"]);

    let values = |values: &[&str]| json!({ "type": "string", "enum": values });
    let names = lock(&groups(values(&["a", "b"]), values(&["a", "b"])));
    let (api, _) = under(&groups(values(&["a", "b"]), values(&["c", "a", "b"])), &names);
    assert_eq!(types(&api), ["A", "B", "It"]);
}

#[test]
fn a_group_splits_where_a_common_member_differs() {
    let of = |ty: &str| inline(json!({ "id": { "type": ty } }));
    let names = lock(&groups(of("integer"), of("integer")));
    let (api, _) = under(&groups(of("integer"), of("string")), &names);
    assert_eq!(types(&api), ["A", "B", "BIt", "It"]);
}

#[test]
fn what_is_locked_apart_never_merges_and_newcomers_join_by_title_or_member() {
    let plain = || inline(json!({ "id": { "type": "integer" } }));
    let other = inline(json!({ "id": { "type": "string" } }));
    let names = lock(&groups(plain(), other));
    let (api, settled) = under(&groups(plain(), plain()), &names);
    assert_eq!(types(&api), ["A", "AIt", "B", "BIt"]);
    let add = |member: &str| {
        let new = json!({ "type": "object", "properties": { member: plain() } });
        edited(&groups(plain(), plain()), "/components/schemas/C", new)
    };
    assert_eq!(types(&under(&add("it"), &settled.names).0), ["A", "AIt", "B", "BIt", "C"]);
    assert_eq!(types(&under(&add("else"), &settled.names).0), ["A", "AIt", "B", "BIt", "C", "CElse"]);
}

fn arguments(api: &Api) -> Vec<String> {
    let method = &api.operations[0].call_methods()[0];
    method.params.iter().map(|it| it.wire.clone()).chain(method.body.map(|_| "body".to_owned())).collect()
}

#[test]
fn arguments_keep_their_order_and_new_ones_come_last() {
    let param = |name: &str, required: bool| json!({ "name": name, "in": "query", "required": required, "schema": { "type": "string" } });
    let document = |path: &str, params: Value, body: bool| {
        let place = |it: &str| json!({ "name": it, "in": "path", "required": true, "schema": { "type": "string" } });
        let mut params = params.as_array().unwrap().clone();
        params.extend(path.split('{').skip(1).map(|it| place(it.split('}').next().unwrap())));
        json!({ "paths": { path: { "post": { "operationId": "run", "parameters": params, "responses": {}, "requestBody": {
            "required": body, "content": { "application/json": { "schema": { "type": "object" } } },
        } } } } })
    };
    let names = lock(&document("/{org}/{id}", json!([param("m", true)]), true));
    for (after, expected) in [
        // A new one before it, in the order of names.
        (
            document("/{org}/{id}", json!([param("a", true), param("m", true)]), true),
            vec!["org", "id", "m", "a", "body"],
        ),
        // One that may be left out by now, and the body, too.
        (document("/{org}/{id}", json!([param("m", false)]), false), vec!["org", "id", "m", "body"]),
        // Variables of the path that are called otherwise.
        (document("/{tenant}/{id}", json!([param("m", true)]), true), vec!["tenant", "id", "m", "body"]),
        (document("/{b}/{a}", json!([param("m", true)]), true), vec!["b", "a", "m", "body"]),
    ] {
        let (api, settled) = under(&after, &names);
        assert_eq!(arguments(&api), expected);
        assert_eq!(under(&after, &settled.names).1.names.to_string(), settled.names.to_string());
        assert_eq!(api.operations[0].template().matches('{').count(), 2);
    }
    let optional = document("/{org}/{id}", json!([param("m", false)]), false);
    // On the wire it may be left out.
    assert!(!compared(&optional, &names).ungrouped().operations[0].params[2].required);
    let (api, settled, _) = read(optional, names, true);
    assert_eq!(arguments(&api), ["org", "id"]);
    assert!(settled.names.to_string().contains("arguments POST /{}/{} = path:org, path:id\n"));
}

#[test]
fn new_stays_where_the_type_is_no_longer_sent() {
    let mut document = feeds();
    let created = "/paths/~1feeds/post/requestBody/content/application~1json/schema";
    let schema = document.pointer(created).unwrap().clone();
    document["components"]["schemas"]["Created"] = schema;
    let sent = edited(&document, created, json!({ "$ref": "#/components/schemas/Created" }));
    let received = edited(&sent, "/paths/~1feeds/post/requestBody", Value::Null);
    let received = edited(
        &received,
        "/components/schemas/Feed/properties/created",
        json!({ "$ref": "#/components/schemas/Created" }),
    );
    let is_sent = |api: &Api| api.types.iter().find(|it| it.name.as_str() == "Created").unwrap().usage.request;
    let names = lock(&sent);
    assert!(is_sent(&under(&received, &names).0));
    assert!(!is_sent(&read(received, names, true).0));
}

#[test]
fn new_keeps_its_order_and_new_members_come_last() {
    let created = "/paths/~1feeds/post/requestBody/content/application~1json/schema";
    let names = lock(&feeds());
    for (required, line) in [
        (json!(["kind", "name"]), "name, kind"),
        (json!(["owner", "kind", "name"]), "name, kind, owner"),
        (json!(["kind"]), "kind"),
    ] {
        let after = edited(&feeds(), &format!("{created}/required"), required.clone());
        let text = under(&after, &names).1.names.to_string();
        assert!(text.contains(&format!("\nnew POST /feeds body = {line}\n")), "{required}\n{text}");
    }
}

/// Operations with these error responses, each of its tag.
fn failing(operations: &[(&str, Value)]) -> Value {
    let content = |schema: &Value| json!({ "application/json": { "schema": schema } });
    let paths: serde_json::Map<_, _> = operations
        .iter()
        .enumerate()
        .map(|(index, (tag, schema))| {
            let responses =
                json!({ "204": { "description": "" }, "400": { "description": "", "content": content(schema) } });
            (
                format!("/o{index}"),
                json!({ "get": { "operationId": format!("o{index}"), "tags": [tag], "responses": responses } }),
            )
        })
        .collect();
    let problem = |code: Value| json!({ "type": "object", "required": ["code"], "properties": { "code": code } });
    json!({ "paths": paths, "components": { "schemas": {
        "Code": { "type": "string", "enum": ["a", "b"] },
        "Known": problem(json!({ "$ref": "#/components/schemas/Code" })),
        "Plain": problem(json!({ "type": "string" })),
        "Text": problem(json!({ "type": "string" })),
    } } })
}

fn component(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

#[test]
fn code_keeps_its_type() {
    let before = failing(&[("t", component("Known"))]);
    let names = lock(&before);
    assert!(names.to_string().contains("\ncode = Code\n"), "{names}");
    let code = |api: &Api| api.errors.code.as_ref().map(super::types::spelled);
    // Most responses have another one by now.
    let more = failing(&[("t", component("Known")), ("t", component("Plain")), ("t", component("Plain"))]);
    assert_eq!(code(&read(more.clone(), Names::default(), false).0).as_deref(), Some("string"));
    assert_eq!(code(&under(&more, &names).0).as_deref(), Some("Code"));
    // None has it any more.
    let other = failing(&[("t", component("Plain"))]);
    let (api, settled) = under(&other, &names);
    assert_eq!(code(&api).as_deref(), Some("string"));
    assert!(settled.names.to_string().contains("\ncode = string\n"));
}

#[test]
fn variants_of_errors_that_no_schema_names_keep_theirs() {
    let text = json!({ "type": "string" });
    let names = lock(&failing(&[("t", text.clone()), ("t", component("Known"))]));
    let lines =
        |names: &Names| names.to_string().lines().filter(|it| it.starts_with("error ")).collect::<Vec<_>>().join(", ");
    assert_eq!(lines(&names), "error string = Text");
    // A schema of that name is documented as an error later.
    let after = failing(&[("t", text), ("t", component("Known")), ("t", component("Text"))]);
    let variants = |api: &Api| {
        let held = |ty: &ErrorType| match ty {
            ErrorType::Value(ty) => super::types::spelled(ty),
            ErrorType::Bytes => "bytes".to_owned(),
        };
        let all: Vec<_> = api.errors.bodies.iter().map(|it| format!("{} {}", it.variant, held(&it.ty))).collect();
        all.join(", ")
    };
    let free = read(after.clone(), Names::default(), false).0;
    assert_eq!(variants(&free), "Known Known, Text Text, TextValue string");
    // `Text` the schema is a type that the client had already; a variant it was not.
    let (api, settled) = under(&after, &names);
    assert_eq!(lines(&settled.names), "error Text = Text2, error string = Text");
    assert_eq!(variants(&api), "Known Known, Text string, Text2 Text");
    let reader = api.errors.readers.iter().find(|it| it.variant.as_str() == "Text2").unwrap();
    assert_eq!(ErrorType::of(&reader.content), api.errors.bodies[2].ty);
    assert_eq!(under(&after, &settled.names).1.names.to_string(), settled.names.to_string());
}

#[test]
fn features_of_tags_keep_their_names() {
    let build = |tags: &[&str], names: &Names, said: Option<bool>| {
        let operations: Vec<_> = tags.iter().map(|it| (*it, component("Known"))).collect();
        let mut config = Config { names: Some(names.clone()), ..Config::default() };
        config.client.tag_features = said;
        let (api, settled, diags) = named(failing(&operations), &config);
        let errors: Vec<_> = diags.iter().filter(|it| it.severity == crate::diagnostics::Severity::Error).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        let text = settled.expect("there is a lock").names.to_string();
        let lines = text.lines().filter(|it| it.starts_with("feature ")).collect::<Vec<_>>().join(", ");
        assert_eq!(lines.is_empty(), api.features().is_empty());
        (lines, text)
    };
    let none = Names::default();
    let (lines, text) = build(&["price list", "url"], &none, Some(true));
    assert_eq!(lines, "feature \"price list\" = price-list, feature url = url-operations");
    let names = Names::parse("names.lock", &text).unwrap();
    // A newcomer that comes to the same name, and fewer operations than make features by themselves.
    let (lines, _) = build(&["price list", "price_list"], &names, None);
    assert_eq!(lines, "feature \"price list\" = price-list, feature price_list = price-list-2");
    // The name of a line is taken.
    let chosen = Names::parse("names.lock", "feature url = addresses\n").unwrap();
    assert_eq!(build(&["url"], &chosen, None).0, "feature url = addresses");
    assert_eq!(build(&["url"], &none, None).0, "");
}
