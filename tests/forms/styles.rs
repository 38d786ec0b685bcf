//! The table of styles (OpenAPI 3.2, section "Style Examples"), cell by cell; an operation of the document is a line
//! of it. Members of an object have no order in JSON, so they are written here in the order of the alphabet.

use serde_json::{Value, json};

use super::wire::{Seen, Wire};

/// In a cell: the text says that this combination means nothing, so the document has no such parameter.
const NONE: &str = "n/a";
/// In a cell: refused before anything is sent, since the path would lead somewhere else.
const REFUSED: &str = "refused";

#[rustfmt::skip]
const TABLE: [(&str, [&str; 4]); 17] = [
    // operation                      empty       string         array                            object
    ("stylePathMatrix",             [";color",   ";color=blue", ";color=blue,black,brown",       ";color=B,150,G,200,R,100"]),
    ("stylePathMatrixExploded",     [";color",   ";color=blue", ";color=blue;color=black;color=brown", ";B=150;G=200;R=100"]),
    ("stylePathLabel",              [REFUSED,    ".blue",       ".blue,black,brown",             ".B,150,G,200,R,100"]),
    ("stylePathLabelExploded",      [REFUSED,    ".blue",       ".blue.black.brown",             ".B=150.G=200.R=100"]),
    ("stylePathSimple",             [REFUSED,    "blue",        "blue,black,brown",              "B,150,G,200,R,100"]),
    ("stylePathSimpleExploded",     [REFUSED,    "blue",        "blue,black,brown",              "B=150,G=200,R=100"]),
    ("styleQueryForm",              ["color=",   "color=blue",  "color=blue,black,brown",        "color=B,150,G,200,R,100"]),
    ("styleQueryFormExploded",      ["color=",   "color=blue",  "color=blue&color=black&color=brown", "B=150&G=200&R=100"]),
    ("styleQuerySpaceDelimited",    [NONE,       NONE,          "color=blue%20black%20brown",    "color=B%20150%20G%20200%20R%20100"]),
    ("styleQueryPipeDelimited",     [NONE,       NONE,          "color=blue%7Cblack%7Cbrown",    "color=B%7C150%7CG%7C200%7CR%7C100"]),
    ("styleQueryDeepObjectExploded", [NONE,      NONE,          NONE,                            "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100"]),
    ("styleHeaderSimple",           ["",         "blue",        "blue,black,brown",              "B,150,G,200,R,100"]),
    ("styleHeaderSimpleExploded",   ["",         "blue",        "blue,black,brown",              "B=150,G=200,R=100"]),
    ("styleCookieForm",             ["color=",   "color=blue",  "color=blue,black,brown",        "color=B,150,G,200,R,100"]),
    ("styleCookieFormExploded",     ["color=",   "color=blue",  "color=blue; color=black; color=brown", "B=150; G=200; R=100"]),
    ("styleCookieCookie",           ["color=",   "color=blue",  "color=blue,black,brown",        "color=B,150,G,200,R,100"]),
    ("styleCookieCookieExploded",   ["color=",   "color=blue",  "color=blue; color=black; color=brown", "B=150; G=200; R=100"]),
];

#[tokio::test]
async fn every_cell_of_the_table() {
    let wire = Wire::start().await;
    let values = [json!(""), json!("blue"), json!(["blue", "black", "brown"]), json!({ "R": 100, "G": 200, "B": 150 })];
    for (operation, cells) in TABLE {
        for (value, cell) in values.iter().zip(cells) {
            let row = format!("{operation} {value}");
            match cell {
                NONE => {}
                REFUSED => {
                    let (outcome, seen) = wire.call(operation, json!({ "color": value })).await;
                    assert!(seen.is_none(), "{row}: {seen:?}");
                    let message = outcome["error"]["message"].as_str().unwrap();
                    assert!(message.contains("the path parameter `color` is"), "{row}: {message}");
                }
                cell => {
                    assert_eq!(color(operation, &wire.sent(operation, json!({ "color": value })).await), cell, "{row}")
                }
            }
        }
    }
}

/// What the request says of the parameter.
fn color(operation: &str, seen: &Seen) -> String {
    let (path, query) = seen.uri.split_once('?').unwrap_or((&seen.uri, ""));
    match operation {
        it if it.starts_with("stylePath") => path.rsplit('/').next().unwrap().to_owned(),
        it if it.starts_with("styleQuery") => query.to_owned(),
        it if it.starts_with("styleHeader") => seen.headers["color"].clone(),
        _ => seen.headers["cookie"].clone(),
    }
}

/// What is not there says nothing; `allowEmptyValue` lets a name stand alone.
#[tokio::test]
async fn nothing_to_say() {
    let wire = Wire::start().await;
    for (arguments, query) in [
        (json!({}), ""),
        (json!({ "bare": "" }), "?bare="),
        (json!({ "list": [] }), ""),
        (json!({ "list": [""] }), "?list="),
        (json!({ "list": ["", "a"] }), "?list=&list=a"),
    ] {
        assert_eq!(wire.sent("styleEmpty", arguments).await.uri, format!("/styles/empty{query}"));
    }
    for operation in ["styleQueryForm", "styleHeaderSimple", "styleCookieForm"] {
        let seen = wire.sent(operation, json!({})).await;
        assert!(!seen.uri.contains("color") && !seen.headers.contains_key("color"), "{seen:?}");
    }
}

/// A list in an object that is spread over the query is spread, too.
#[tokio::test]
async fn lists_in_objects() {
    let wire = Wire::start().await;
    for (pageable, query) in [
        (json!({ "page": 1, "share": 4.0, "sort": ["a,b", "c"] }), "?page=1&share=4&sort=a%2Cb&sort=c"),
        (json!({ "page": 2, "share": 0.000_000_1, "sort": [] }), "?page=2&share=1e-7"),
    ] {
        let seen = wire.sent("getPage", json!({ "pageable": pageable })).await;
        assert_eq!(seen.uri, format!("/parameters/page{query}"));
    }
}

/// Percent-encoding: what would end a value never does.
#[tokio::test]
async fn special_characters() {
    let wire = Wire::start().await;
    let hard = "a/b?c#d&e=f;g,h i%+é";
    let strict = "a%2Fb%3Fc%23d%26e%3Df%3Bg%2Ch%20i%25%2B%C3%A9";
    for (operation, expected) in [
        ("stylePathSimple", strict.to_owned()),
        ("stylePathLabel", format!(".{strict}")),
        ("stylePathMatrix", format!(";color={strict}")),
        ("styleQueryForm", format!("color={strict}")),
        ("styleQueryFormExploded", format!("color={strict}")),
        ("styleCookieForm", format!("color={strict}")),
    ] {
        assert_eq!(color(operation, &wire.sent(operation, json!({ "color": hard })).await), expected, "{operation}");
    }
    // A delimiter within an item is told from one between items.
    for (operation, expected) in [
        ("styleQueryForm", "color=a%2Cb,c"),
        ("styleQuerySpaceDelimited", "color=a%2Cb%20c"),
        ("stylePathSimple", "a%2Cb,c"),
    ] {
        let seen = wire.sent(operation, json!({ "color": ["a,b", "c"] })).await;
        assert_eq!(color(operation, &seen), expected, "{operation}");
    }
    let (outcome, seen) = wire.call("styleHeaderSimple", json!({ "color": "a\r\nX-Evil: 1" })).await;
    assert!(seen.is_none() && outcome["error"]["kind"] == "argument", "{outcome}");
}

/// Reserved characters stay where the document allows it, but for those that would end the value.
#[tokio::test]
async fn reserved_characters() {
    let wire = Wire::start().await;
    let arguments = json!({ "text": "a/b", "shared": 1, "reserved": "a/b?c:@[]!$'()*,;=&#+ %" });
    let seen = wire.sent("getQueryStyles", arguments).await;
    assert!(seen.uri.contains("text=a%2Fb"), "{}", seen.uri);
    assert!(seen.uri.contains("reserved=a/b?c:@[]!$%27()*,;=%26%23%2B%20%25"), "{}", seen.uri);
}

/// Parameters that are documents of their own, and the whole query string as one.
#[tokio::test]
async fn content_and_querystring() {
    let wire = Wire::start().await;
    let range = json!({ "from": 1, "to": 2 });
    let arguments = json!({ "filter": range, "X-Filter": range, "crumb": range, "plain": "a&b" });
    let seen = wire.sent("styleContent", arguments).await;
    assert_eq!(seen.uri, "/styles/content?filter=%7B%22from%22%3A1%2C%22to%22%3A2%7D&plain=a%26b");
    assert_eq!(seen.headers["x-filter"], r#"{"from":1,"to":2}"#);
    assert_eq!(seen.headers["cookie"], "crumb=%7B%22from%22%3A1%2C%22to%22%3A2%7D");

    let whole = |arguments: Value| async { wire.sent("styleQuerystring", arguments).await.uri };
    assert_eq!(whole(json!({ "all": { "q": "a b", "page": 2 } })).await, "/styles/querystring?page=2&q=a%20b");
    assert_eq!(whole(json!({})).await, "/styles/querystring");
    let json = wire.sent("styleQuerystringJson", json!({ "all": range })).await;
    assert_eq!(json.uri, "/styles/querystring-json?%7B%22from%22%3A1%2C%22to%22%3A2%7D");
}
