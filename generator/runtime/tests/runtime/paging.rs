//! Lists over all their pages.

use futures_util::TryStreamExt;
use octogen_runtime::{Call, ErrorKind, Paginated, ParamSpec, Style};
use serde_json::{Value, json as value};

use super::api::{
    ByBodyCursor, ByCursor, ByCursorOrUrl, ByDeepPage, ByHeader, ByLink, ByOffset, ByPage, ByUrl, builder, client,
    things,
};
use super::server::{Act, Seen, Server, TestClock, json, response};

/// Pages of two out of five items, with the number of the first one of the next page as the cursor.
fn page(start: usize) -> (Vec<usize>, Option<usize>) {
    ((start..5.min(start + 2)).collect(), (start + 2 < 5).then_some(start + 2))
}

fn query(seen: &Seen, name: &str) -> Option<usize> {
    let (_, query) = seen.target.split_once('?')?;
    query.split('&').find_map(|it| it.strip_prefix(&format!("{name}=")))?.parse().ok()
}

async fn all<O: Paginated<Item = i64>>(server: &Server) -> Vec<i64> {
    let client = client(server, &TestClock::new());
    Call::<O>::new(&client).items().try_collect().await.unwrap()
}

#[tokio::test]
async fn every_style() {
    let by_cursor = Server::start(|_, seen| {
        let (items, next) = page(query(seen, "cursor").unwrap_or(0));
        Act::Say(json(200, &value!({"items": items, "next": next.map(|it| it.to_string())}).to_string()))
    })
    .await;
    assert_eq!(all::<ByCursor>(&by_cursor).await, [0, 1, 2, 3, 4]);

    let by_body = Server::start(|_, seen| {
        let body: Value = serde_json::from_slice(&seen.body).unwrap_or_default();
        let start = body.pointer("/page/cursor").and_then(Value::as_str).map_or(0, |it| it.parse().unwrap());
        let (items, next) = page(start);
        // A cursor beside `has_more: false` is not followed.
        let next = next.unwrap_or(99).to_string();
        Act::Say(json(200, &value!({"items": items, "next": next, "has_more": start < 4}).to_string()))
    })
    .await;
    assert_eq!(all::<ByBodyCursor>(&by_body).await, [0, 1, 2, 3, 4]);

    let by_page = Server::start(|_, seen| {
        let (items, _) = page((query(seen, "page").unwrap_or(1) - 1) * 2);
        Act::Say(json(200, &value!({"items": items}).to_string()))
    })
    .await;
    assert_eq!(all::<ByPage>(&by_page).await, [0, 1, 2, 3, 4]);
    assert_eq!(by_page.seen().len(), 4, "an empty page is the end");

    let by_offset = Server::start(|_, seen| {
        let (items, _) = page(query(seen, "offset").unwrap_or(0));
        Act::Say(json(200, &value!({"items": items}).to_string()))
    })
    .await;
    assert_eq!(all::<ByOffset>(&by_offset).await, [0, 1, 2, 3, 4]);

    let by_link = Server::start(|_, seen| {
        let (items, next) = page(query(seen, "from").unwrap_or(0));
        let next = next
            .map(|it| format!("link: </list>; rel=first, <?from={it}>; title=\"a, <b>; rel=next\"; rel=\"x next\""));
        let mut headers = vec!["content-type: application/json"];
        headers.extend(next.as_deref());
        Act::Say(response(200, &headers, value!({"items": items}).to_string()))
    })
    .await;
    assert_eq!(all::<ByLink>(&by_link).await, [0, 1, 2, 3, 4]);
    assert_eq!(by_link.seen()[1].target, "/list?from=2");

    let by_url = Server::start(|_, seen| {
        let (items, next) = page(query(seen, "from").unwrap_or(0));
        let host = seen.header("host").unwrap();
        let next = next.map(|it| format!("http://{host}/list?from={it}"));
        Act::Say(json(200, &value!({"items": items, "next": next}).to_string()))
    })
    .await;
    assert_eq!(all::<ByUrl>(&by_url).await, [0, 1, 2, 3, 4]);
    assert!(by_url.seen().iter().all(|it| it.header("x-api-key") == Some("SECRET-KEY")));
}

#[tokio::test]
async fn numbers_go_on_from_the_callers() {
    let server = Server::start(|_, seen| {
        let (items, _) = page((query(seen, "page").unwrap_or(1) - 1) * 2);
        Act::Say(json(200, &value!({"items": items}).to_string()))
    })
    .await;
    let client = client(&server, &TestClock::new());
    let items: Vec<i64> = Call::<ByPage>::new(&client).with_query("page", "2").items().try_collect().await.unwrap();
    assert_eq!(items, [2, 3, 4]);
}

/// The number of a page may be a member of an object that is written in pairs: its other members stay, and it is there
/// once.
#[tokio::test]
async fn a_page_that_is_a_member_of_an_object() {
    let deep = ParamSpec::query("page").style(Style::DeepObject);
    let form = ParamSpec::query("pageable");
    for (spec, name, queries) in [
        (form, "page", ["page=1&size=2&sort=a&sort=b", "size=2&sort=a&sort=b&page=2"]),
        (deep, "page[page]", ["page%5Bpage%5D=1&page%5Bsize%5D=2", "page%5Bsize%5D=2&page%5Bpage%5D=2"]),
    ] {
        let server = Server::start(|number, _| {
            Act::Say(json(200, if number == 0 { r#"{"items":[1,2]}"# } else { r#"{"items":[]}"# }))
        })
        .await;
        let mut object = value!({"page": 1, "size": 2});
        if name == "page" {
            object["sort"] = value!(["a", "b"]);
        }
        let client = client(&server, &TestClock::new());
        let items: Vec<i64> = match name {
            "page" => Call::<ByPage>::new(&client).set_param(spec, &object).items().try_collect().await.unwrap(),
            _ => Call::<ByDeepPage>::new(&client).set_param(spec, &object).items().try_collect().await.unwrap(),
        };
        assert_eq!(items, [1, 2]);
        let seen: Vec<String> = server.seen().iter().map(|it| it.target.replace("/list?", "")).collect();
        assert_eq!(seen, queries, "{name}");
    }
}

#[tokio::test]
async fn the_body_of_the_caller_is_kept() {
    let server = Server::start(|number, _| {
        Act::Say(json(200, if number == 0 { r#"{"items":[1],"next":"c"}"# } else { r#"{"items":[]}"# }))
    })
    .await;
    let mut call = Call::<ByBodyCursor>::new(&client(&server, &TestClock::new()));
    call.request_mut().json("application/json", &value!({"filter": [1], "page": {"size": 5}}));
    let _: Vec<i64> = call.items().try_collect().await.unwrap();
    let bodies: Vec<Value> = server.seen().iter().map(|it| serde_json::from_slice(&it.body).unwrap()).collect();
    assert_eq!(bodies[0], value!({"filter": [1], "page": {"size": 5}}));
    assert_eq!(bodies[1], value!({"filter": [1], "page": {"size": 5, "cursor": "c"}}));
}

/// The items that a server gives, or the kind of the error behind them, and how many requests that took.
async fn ended<O: Paginated<Item = Value>>(server: &Server) -> (Vec<Value>, Option<ErrorKind>, usize) {
    let mut items = Call::<O>::new(&client(server, &TestClock::new())).items();
    let mut all = Vec::new();
    let error = loop {
        match items.try_next().await {
            Ok(Some(item)) => all.push(item),
            Ok(None) => break None,
            Err(error) => break Some(error.kind()),
        }
    };
    assert_eq!(items.try_next().await.unwrap(), None, "nothing comes after the end");
    (all, error, server.seen().len())
}

fn thing(id: usize) -> Value {
    value!({ "id": id })
}

#[tokio::test]
async fn a_server_that_always_gives_the_same_page() {
    let same = || Server::saying(json(200, r#"{"items":[{"id":1},{"id":2}],"next":"?page=7"}"#));
    let once = vec![thing(1), thing(2)];
    for (ended, requests) in [
        (ended::<things::ByCursor>(&same().await).await, 2),
        (ended::<things::ByBodyCursor>(&same().await).await, 2),
        (ended::<things::ByCursorOrUrl>(&same().await).await, 2),
        (ended::<things::ByScroll>(&same().await).await, 2),
        (ended::<things::ByUrl>(&same().await).await, 2),
        (ended::<things::ByPage>(&same().await).await, 2),
        (ended::<things::ByOffset>(&same().await).await, 2),
        // Page 1 may be the first page, so it takes page 2 to know.
        (ended::<things::ByOpenPage>(&same().await).await, 3),
    ] {
        assert_eq!(ended, (once.clone(), None, requests));
    }
    let headers = ["content-type: application/json", "link: <?page=7>; rel=next", "x-next-page: 7"];
    for marker in ["link", "header"] {
        let server = Server::saying(response(200, &headers, r#"{"items":[{"id":1},{"id":2}]}"#)).await;
        let ended = match marker {
            "link" => ended::<things::ByLink>(&server).await,
            _ => ended::<things::ByHeader>(&server).await,
        };
        assert_eq!(ended, (once.clone(), None, 2), "{marker}");
    }
}

#[tokio::test]
async fn cursors_that_go_round_in_circles() {
    // Each page is another one, but its cursor was there before.
    let alternates = |urls: bool| {
        Server::start(move |number, _| {
            let cursor = if number % 2 == 0 { "a" } else { "b" };
            let cursor = if urls { format!("?at={cursor}") } else { cursor.to_owned() };
            Act::Say(json(200, &value!({"items": [{"id": number}], "next": cursor}).to_string()))
        })
    };
    let policy = Some(ErrorKind::Policy);
    let items = vec![thing(0), thing(1), thing(2)];
    assert_eq!(ended::<things::ByCursor>(&alternates(false).await).await, (items.clone(), policy, 3));
    assert_eq!(ended::<things::ByUrl>(&alternates(true).await).await, (items, policy, 3));

    // The cursor by which a page was asked for leads on to nothing, whatever the page has.
    let echo = Server::start(|number, _| {
        Act::Say(json(200, &value!({"items": [{"id": number}], "next": "same"}).to_string()))
    });
    assert_eq!(ended::<things::ByCursor>(&echo.await).await, (vec![thing(0), thing(1)], None, 2));

    // Two pages by turns, under numbers that are ours.
    let by_turns = Server::start(|number, _| Act::Say(json(200, &value!({"items": [{"id": number % 2}]}).to_string())));
    assert_eq!(ended::<things::ByPage>(&by_turns.await).await, (vec![thing(0), thing(1)], None, 3));
}

#[tokio::test]
async fn short_and_empty_pages_in_the_middle() {
    let pages = [vec![0, 1], vec![2], vec![], vec![], vec![3, 4]];
    let all: Vec<_> = (0..5).map(thing).collect();
    let server = Server::start(move |number, _| {
        let items: Vec<_> = pages[number].iter().map(|it| value!({ "id": it })).collect();
        let next = (number + 1 < pages.len()).then(|| format!("c{number}"));
        Act::Say(json(200, &value!({"items": items, "next": next}).to_string()))
    });
    assert_eq!(ended::<things::ByCursor>(&server.await).await, (all, None, 5));

    // Empty pages are followed for a while only.
    let empty = Server::start(|number, _| Act::Say(json(200, &format!(r#"{{"items":[],"next":"c{number}"}}"#)))).await;
    assert_eq!(ended::<things::ByCursor>(&empty).await, (vec![], Some(ErrorKind::Policy), 20));

    // By number an empty page is the end, and a short one is not.
    let pages = [vec![0, 1], vec![2], vec![3, 4], vec![], vec![5]];
    let server = Server::start(move |number, _| {
        let items: Vec<_> = pages[number].iter().map(|it| value!({ "id": it })).collect();
        Act::Say(json(200, &value!({"items": items}).to_string()))
    });
    assert_eq!(ended::<things::ByPage>(&server.await).await, ((0..5).map(thing).collect(), None, 4));
}

#[tokio::test]
async fn plain_values_may_be_alike() {
    let pages = [("[1]", "a"), ("[1]", "b"), ("[1]", "")];
    let server = Server::start(move |number, _| {
        let (items, next) = pages[number];
        Act::Say(json(200, &format!(r#"{{"items":{items},"next":"{next}"}}"#)))
    })
    .await;
    assert_eq!(all::<ByCursor>(&server).await, [1, 1, 1]);
}

#[tokio::test]
async fn the_first_page_is_found_out() {
    for first in [0, 1] {
        let server = Server::start(move |_, seen| {
            let (items, _) =
                page((query(seen, "page").unwrap_or(first) - first.min(query(seen, "page").unwrap_or(first))) * 2);
            let items: Vec<_> = items.into_iter().map(thing).collect();
            Act::Say(json(200, &value!({"items": items}).to_string()))
        })
        .await;
        assert_eq!(ended::<things::ByOpenPage>(&server).await.0, (0..5).map(thing).collect::<Vec<_>>(), "from {first}");
    }
}

#[tokio::test]
async fn totals_end_a_list() {
    let say = |header: &'static str, items: Vec<usize>| {
        let items: Vec<_> = items.into_iter().map(thing).collect();
        Act::Say(response(200, &["content-type: application/json", header], value!({"items": items}).to_string()))
    };
    let by_page =
        Server::start(move |_, seen| say("x-pages: 3", page((query(seen, "page").unwrap_or(1) - 1) * 2).0)).await;
    assert_eq!(ended::<things::ByPageOfAll>(&by_page).await, ((0..5).map(thing).collect(), None, 3));
    // The offset counts from 1 here.
    let by_offset =
        Server::start(move |_, seen| say("x-total: 5", page(query(seen, "offset").unwrap_or(1) - 1).0)).await;
    assert_eq!(ended::<things::ByOffsetOfAll>(&by_offset).await, ((0..5).map(thing).collect(), None, 3));
    assert_eq!(by_offset.seen()[1].target, "/list?offset=3");
}

#[tokio::test]
async fn cursors_from_headers_and_cursors_that_are_urls() {
    let by_header = Server::start(|_, seen| {
        let (items, _) = page((query(seen, "page").unwrap_or(1) - 1) * 2);
        let next = format!(
            "x-next-page: {}",
            if items.len() == 2 { (query(seen, "page").unwrap_or(1) + 1).to_string() } else { String::new() }
        );
        Act::Say(response(200, &["content-type: application/json", &next], value!({"items": items}).to_string()))
    })
    .await;
    assert_eq!(all::<ByHeader>(&by_header).await, [0, 1, 2, 3, 4]);
    assert_eq!(by_header.seen().len(), 3);

    for (spelled, target) in [
        ("c", "/list?cursor=c"),
        ("/9j/4AA=", "/list?cursor=%2F9j%2F4AA%3D"),
        ("?cursor=c&x=1", "/list?cursor=c&x=1"),
        ("/list?cursor=c", "/list?cursor=c"),
        ("http://HOST/list?cursor=c", "/list?cursor=c"),
    ] {
        let server = Server::start(move |number, seen| {
            let next = spelled.replace("HOST", seen.header("host").unwrap());
            let next = if number == 0 { Some(next) } else { None };
            Act::Say(json(200, &value!({"items": [number], "next": next}).to_string()))
        })
        .await;
        assert_eq!(all::<ByCursorOrUrl>(&server).await, [0, 1]);
        assert_eq!(server.seen()[1].target, target);
    }
    for (spelled, target) in
        [("page=2&q=a", "/list?page=2&q=a"), ("?page=2", "/list?page=2"), ("list?page=2", "/list?page=2")]
    {
        let server = Server::start(move |number, _| {
            let next = if number == 0 { Some(spelled) } else { None };
            Act::Say(json(200, &value!({"items": [number], "next": next}).to_string()))
        })
        .await;
        assert_eq!(all::<ByUrl>(&server).await, [0, 1]);
        assert_eq!(server.seen()[1].target, target);
    }
}

#[tokio::test]
async fn a_page_that_fails_loses_nothing_before_it() {
    let server = Server::start(|number, seen| match number {
        0 => {
            let (items, next) = page(query(seen, "cursor").unwrap_or(0));
            Act::Say(json(200, &value!({"items": items, "next": next.map(|it| it.to_string())}).to_string()))
        }
        _ => Act::Say(json(200, "{\"items\": [2, ")),
    })
    .await;
    let mut items = Call::<ByCursor>::new(&client(&server, &TestClock::new())).items();
    assert_eq!((items.try_next().await.unwrap(), items.try_next().await.unwrap()), (Some(0), Some(1)));
    assert!(items.try_next().await.is_err());
    assert_eq!(items.cursor(), Some("2"), "it can go on from there");
    assert_eq!(items.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn lists_that_do_not_end() {
    let endless =
        Server::start(|number, _| Act::Say(json(200, &format!(r#"{{"items":[1],"next":"{number}"}}"#)))).await;
    let key = octogen_runtime::Credential::token("k");
    let limited = builder(&endless, &TestClock::new()).credential(0, key).page_limit(5).build().unwrap();
    let error = Call::<ByCursor>::new(&limited).items().try_collect::<Vec<i64>>().await.unwrap_err();
    assert_eq!((error.kind(), endless.seen().len()), (ErrorKind::Policy, 5));
}

#[tokio::test]
async fn a_foreign_next_page_gets_nothing() {
    let other = Server::saying(json(200, r#"{"items":[2]}"#)).await;
    let foreign = other.url.clone();
    for foreign in
        [foreign.clone(), foreign.replace("http://", "//"), foreign.replace("http://", "http://127.0.0.1:1@")]
    {
        let body = format!(r#"{{"items":[1],"next":"{foreign}/list"}}"#);
        let server = Server::saying(json(200, &body)).await;
        let mut items = Call::<ByUrl>::new(&client(&server, &TestClock::new())).items();
        assert_eq!(items.try_next().await.unwrap(), Some(1));
        let error = items.try_next().await.unwrap_err();
        assert_eq!((error.kind(), server.seen().len(), other.seen().len()), (ErrorKind::Policy, 1, 0), "{error}");

        let link = format!("link: <{foreign}/list>; rel=next");
        let server =
            Server::saying(response(200, &["content-type: application/json", &link], r#"{"items":[1]}"#)).await;
        let pages = Call::<ByLink>::new(&client(&server, &TestClock::new())).pages();
        let error = pages.try_collect::<Vec<_>>().await.unwrap_err();
        assert_eq!((error.kind(), server.seen().len(), other.seen().len()), (ErrorKind::Policy, 1, 0), "{error}");
    }
}

#[tokio::test]
async fn a_connection_that_closes_between_pages() {
    let server = Server::start(|number, seen| match number {
        1 => Act::Close,
        _ => {
            let (items, next) = page(query(seen, "cursor").unwrap_or(0));
            Act::Say(json(200, &value!({"items": items, "next": next.map(|it| it.to_string())}).to_string()))
        }
    })
    .await;
    assert_eq!(all::<ByCursor>(&server).await, [0, 1, 2, 3, 4]);
    assert_eq!(server.seen().len(), 4);
}

#[tokio::test]
async fn resumed_where_it_stopped() {
    let server = Server::start(|number, seen| match number {
        1..=3 => Act::Say(response(500, &[], "")),
        _ => {
            let (items, next) = page(query(seen, "cursor").unwrap_or(0));
            Act::Say(json(200, &value!({"items": items, "next": next.map(|it| it.to_string())}).to_string()))
        }
    })
    .await;
    let client = client(&server, &TestClock::new());
    let mut items = Call::<ByCursor>::new(&client).items();
    assert_eq!(items.cursor(), None);
    items.try_next().await.unwrap();
    items.try_next().await.unwrap();
    items.try_next().await.unwrap_err();
    let cursor = items.cursor().unwrap().to_owned();
    let mut rest = Call::<ByCursor>::new(&client).items().resume(cursor);
    let mut got = Vec::new();
    while let Some(item) = rest.try_next().await.unwrap() {
        got.push(item);
    }
    assert_eq!(got, [2, 3, 4]);
    assert_eq!(rest.last_response().unwrap().status().as_u16(), 200);
    assert_eq!(rest.cursor(), None);
}

#[tokio::test]
async fn pages_are_whole_responses_and_streams_are_send() {
    fn check<T: Send + 'static>(it: T) -> T {
        it
    }
    let server =
        Server::saying(response(200, &["content-type: application/json", "x-request-id: p"], r#"{"items":[7]}"#)).await;
    let client = client(&server, &TestClock::new());
    let mut pages = check(Call::<ByCursor>::new(&client).pages());
    let page = pages.try_next().await.unwrap().unwrap();
    assert_eq!((page.request_id(), &page.body().items), (Some("p"), &vec![7]));
    assert!(pages.try_next().await.unwrap().is_none());
    drop(check(Call::<ByCursor>::new(&client).items()));
    drop(check(Call::<ByCursor>::new(&client).send()));
    drop(check(Call::<ByCursor>::new(&client).into_future()));
    drop(check(client));
    fn shared<T: Send + Sync + 'static>() {}
    shared::<octogen_runtime::Client>();
    shared::<octogen_runtime::ByteStream>();
    fn moved<T: Send + 'static>() {}
    moved::<octogen_runtime::EventStream<i64, octogen_runtime::Undocumented>>();
    moved::<octogen_runtime::LineStream<i64, octogen_runtime::Undocumented>>();
}
