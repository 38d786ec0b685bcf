//! Where methods are called, with and without a lock, and what a lock keeps of it.

use serde_json::{Map, Value, json};

use crate::config::{ClientShape, Config, Groups};
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::Api;
use crate::model::tests::named;
use crate::names::Names;

const TAG: Option<Groups> = Some(Groups::Tag);
const NONE: Option<Groups> = Some(Groups::None);

/// A document of operations: `GET /issues listIssues tag=Issues`, with further members as `key=value`.
fn document(rows: &[&str]) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for row in rows {
        let mut words = row.split(' ');
        let mut word = || words.next().unwrap_or_default();
        let (method, path) = (word().to_lowercase(), word());
        let mut operation = json!({ "operationId": word(), "responses": {} });
        for (key, value) in words.filter_map(|it| it.split_once('=')) {
            match key {
                "tag" => operation["tags"] = json!([value]),
                key => operation[key] = json!(value),
            }
        }
        paths.entry(path).or_insert_with(|| json!({}))[method] = operation;
    }
    json!({ "paths": paths })
}

fn read(document: &Value, config: &Config) -> (Api, Names, Diagnostics) {
    let (api, settled, diags) = named(document.clone(), config);
    (api, settled.map(|it| it.names).unwrap_or_default(), diags)
}

fn config(groups: Option<Groups>, names: Option<&str>) -> Config {
    let names = names.map(|it| Names::parse("names.lock", it).unwrap());
    Config { client: ClientShape { groups, ..ClientShape::default() }, names, ..Config::default() }
}

/// How each operation is called: `issues.list`.
fn calls(api: &Api) -> Vec<String> {
    let mut calls: Vec<String> = api.operations.iter().map(super::called).collect();
    calls.sort();
    calls
}

/// What the crate of a document is under a lock, and the lock of that crate as text.
#[track_caller]
fn under(document: &Value, groups: Option<Groups>, lock: &str) -> (Vec<String>, String) {
    let (api, names, diags) = read(document, &config(groups, Some(lock)));
    let errors: Vec<_> = diags.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    // What is written is read again as the same, and changes nothing any more.
    let again = read(document, &config(groups, Some(&names.to_string())));
    assert_eq!((again.0, again.1.to_string()), (api.clone(), names.to_string()));
    (calls(&api), names.to_string())
}

/// The lines of a lock that begin with one of the words.
fn lines<'l>(lock: &'l str, words: &[&str]) -> Vec<&'l str> {
    lock.lines().filter(|line| words.contains(&line.split(' ').next().unwrap_or_default())).collect()
}

fn issues() -> Value {
    document(&[
        "GET /issues listIssues tag=Issues",
        "POST /issues createIssue tag=Issues",
        "GET /users listUsers tag=Users",
        "GET /health health",
    ])
}

#[test]
fn names_of_groups_and_methods() {
    for (rows, expected) in [
        // A tag with a word for what makes it one; a word that only the client has.
        (
            &["GET /a getAll tag=user-controller", "GET /b list tag=request"] as &[&str],
            &["request_group.list", "user.get_all"] as &[&str],
        ),
        // Two that come to one name stay fuller, whichever stands first.
        (&["GET /a getIssue tag=issues", "GET /b getIssues tag=issues"], &["issues.get_issue", "issues.get_issues"]),
        // What is spelled so keeps it.
        (&["GET /a list tag=issues", "GET /b listIssues tag=issues"], &["issues.list", "issues.list_issues"]),
        // The same id without a group is another method; a group goes before a method of the client.
        (&["GET /a list tag=issues", "GET /b list_all"], &["issues.list", "list_all"]),
        (&["GET /a list tag=issues", "GET /b issues"], &["get_b", "issues.list"]),
        // Two tags of one spelling are two groups.
        (&["GET /a one tag=issues", "GET /b two tag=Issues"], &["issues.one", "issues_2.two"]),
        // Extensions name a group and a method; one that is called like a tag is that tag.
        (
            &[
                "GET /a one tag=Issues x-speakeasy-group=admin.users x-speakeasy-name-override=list",
                "GET /b two x-fern-sdk-group-name=issues",
                "GET /c three tag=Issues",
            ],
            &["admin_users.list", "issues.three", "issues.two"],
        ),
        // Nothing to call a group by.
        (&["GET /a one tag=", "GET /b two tag=-"], &["one", "two"]),
    ] {
        let (api, ..) = read(&document(rows), &config(TAG, None));
        assert_eq!(calls(&api), expected, "{rows:?}");
        let reversed: Vec<_> = rows.iter().rev().copied().collect();
        assert_eq!(calls(&read(&document(&reversed), &config(TAG, None)).0), expected, "{rows:?}");
    }
}

#[test]
fn what_a_lock_has_of_groups() {
    let (calls, lock) = under(&issues(), TAG, "");
    assert_eq!(calls, ["health", "issues.create", "issues.list", "users.list"]);
    let expected = [
        "group Issues = issues",
        "group Users = users",
        "marker GET /issues = ListIssues",
        "marker GET /users = ListUsers",
        "marker POST /issues = CreateIssue",
        "operation GET /health = health",
        "operation GET /issues = issues.list",
        "operation GET /users = users.list",
        "operation POST /issues = issues.create",
    ];
    assert_eq!(lines(&lock, &["group", "handle", "marker", "operation"]), expected);
}

#[test]
fn a_lock_keeps_the_shape_where_the_settings_say_nothing() {
    let grouped = under(&issues(), TAG, "").1;
    let flat = under(&issues(), None, "").1;
    assert_eq!(lines(&flat, &["group"]), [""; 0]);
    assert_eq!(under(&issues(), None, &grouped), under(&issues(), TAG, &grouped));
    assert_eq!(under(&issues(), None, &flat), under(&issues(), NONE, &flat));
}

#[test]
fn what_a_change_of_the_document_does() {
    let lock = under(&issues(), TAG, "").1;
    let common = &["GET /users listUsers tag=Users", "GET /health health"];
    for (changed, expected) in [
        // The tag has another name now, and a new operation.
        (
            &[
                "GET /issues listIssues tag=Tickets",
                "POST /issues createIssue tag=Tickets",
                "GET /tickets countTickets tag=Tickets",
            ] as &[&str],
            &["health", "issues.count", "issues.create", "issues.list", "users.list"] as &[&str],
        ),
        // One operation has another tag, whose group is new.
        (
            &["GET /issues listIssues tag=Issues", "POST /issues createIssue tag=Forms"],
            &["health", "issues.create", "issues.list", "users.list"],
        ),
        // Their tag is gone altogether.
        (
            &["GET /issues listIssues", "POST /issues createIssue tag=Users"],
            &["health", "issues.create", "issues.list", "users.list"],
        ),
        // Two tags out of one: none of them is the old one, and what is new is in its own.
        (
            &[
                "GET /issues listIssues tag=Reading",
                "POST /issues createIssue tag=Writing",
                "PUT /issues replaceIssue tag=Writing",
            ],
            &["health", "issues.create", "issues.list", "users.list", "writing.replace_issue"],
        ),
        // The path moved, and the id is the same.
        (
            &["GET /v2/issues listIssues tag=Issues", "POST /v2/issues createIssue tag=Issues"],
            &["health", "issues.create", "issues.list", "users.list"],
        ),
        // A newcomer comes to a name that is taken.
        (
            &["GET /issues listIssues tag=Issues", "POST /issues createIssue tag=Issues", "GET /all list tag=Issues"],
            &["health", "issues.create", "issues.get_all", "issues.list", "users.list"],
        ),
    ] {
        let rows: Vec<_> = changed.iter().chain(common).copied().collect();
        assert_eq!(under(&document(&rows), TAG, &lock).0, expected, "{changed:?}");
    }
    // What had no tag stays the client's own.
    let tagged = document(&["GET /health health tag=Server", "GET /load load tag=Server"]);
    assert_eq!(under(&tagged, TAG, &lock).0, ["health", "server.load"]);
}

#[test]
fn a_group_and_a_method_are_called_as_their_lines_are_edited() {
    let lock = under(&issues(), TAG, "").1;
    let renamed = lock.replace("group Issues = issues", "group Issues = tickets");
    assert_eq!(under(&issues(), TAG, &renamed).0, ["health", "tickets.create", "tickets.list", "users.list"]);
    let moved = lock.replace("= issues.create", "= users.report");
    assert_eq!(under(&issues(), TAG, &moved).0, ["health", "issues.list", "users.list", "users.report"]);
    let of_client = lock.replace("= issues.create", "= report");
    assert_eq!(under(&issues(), TAG, &of_client).0, ["health", "issues.list", "report", "users.list"]);
    let (calls, named) = under(&issues(), TAG, &format!("{lock}handle Issues = Tickets\n"));
    assert_eq!(calls, ["health", "issues.create", "issues.list", "users.list"]);
    assert_eq!(lines(&named, &["handle"]), ["handle Issues = Tickets"]);
}

#[test]
fn a_changed_setting_is_an_error_that_says_what_it_means() {
    let grouped = under(&issues(), TAG, "").1;
    let flat = under(&issues(), None, "").1;
    for (lock, setting, message) in [
        (
            &flat,
            TAG,
            "`client.groups` is `tag` in the settings: of 3 operations, which are among the methods of the client here, it \
             makes methods of groups, as `client.issues().create()`",
        ),
        (
            &grouped,
            NONE,
            "`client.groups` is `none` in the settings: of 3 operations, which are among the methods of groups here, it \
             makes methods of the client, as `client.create_issue()`",
        ),
    ] {
        let (api, _, diags) = read(&issues(), &config(setting, Some(lock)));
        let errors: Vec<_> = diags.iter().filter(|it| it.severity == Severity::Error).collect();
        assert_eq!(errors.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(), [message]);
        // What is compared with another document keeps the names of the lock.
        let lenient = Config { lenient: true, ..config(setting, Some(lock)) };
        let (other, _, diags) = read(&issues(), &lenient);
        assert!(diags.iter().all(|it| it.severity != Severity::Error));
        assert_eq!(calls(&other), calls(&api));
        // The next major version has the other shape; markers keep their names.
        let pruned = Config { prune: true, ..config(setting, Some(lock)) };
        let (api, names, diags) = read(&issues(), &pruned);
        assert!(diags.iter().all(|it| it.severity != Severity::Error));
        assert_eq!(calls(&api), calls(&read(&issues(), &config(setting, None)).0));
        let mut markers: Vec<&str> = api.operations.iter().map(|it| it.marker.as_str()).collect();
        markers.sort_unstable();
        assert_eq!(markers, ["CreateIssue", "Health", "ListIssues", "ListUsers"]);
        assert_eq!(under(&issues(), setting, &names.to_string()).0, calls(&api));
    }
    // Where nothing moves there is nothing to say.
    let untagged = document(&["GET /health health"]);
    let lock = under(&untagged, TAG, "").1;
    assert_eq!(lines(&lock, &["group"]), [""; 0]);
    let grown = document(&["GET /health health", "GET /issues listIssues tag=Issues"]);
    assert_eq!(under(&grown, TAG, &lock).0, ["health", "issues.list"]);
}
