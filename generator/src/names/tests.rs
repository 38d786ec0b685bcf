use super::*;

#[track_caller]
fn parsed(text: &str) -> Names {
    Names::parse("names.lock", text).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn what_is_written_is_read_again() {
    let text = r##"
        # a comment
        type Feed = Feed
        member Feed.icon_url = icon_url
        member Feed."a = b" = a_b
        variant Feed.kind "x = \"y\"" = X
        arguments GET /feeds/{} = path:id, query:"a, b", body
        new Feed =
        package = pet-store
        group Feeds = feeds
        operation GET /feeds = feeds.list
        code = ErrorCode
        error [Problem] = ProblemList
        feature "price list" = price-list
    "##;
    let names = parsed(text);
    assert_eq!(names.get(Kind::Type, "Feed").map(|it| it.value.as_str()), Some("Feed"));
    assert_eq!(names.get(Kind::Member, r#"Feed."a = b""#).map(|it| it.value.as_str()), Some("a_b"));
    assert_eq!(names.get(Kind::Variant, r#"Feed.kind "x = \"y\"""#).map(|it| it.value.as_str()), Some("X"));
    assert_eq!(names.list(Kind::Arguments, "GET /feeds/{}").unwrap(), ["path:id", r#"query:"a, b""#, "body"]);
    assert_eq!(names.list(Kind::New, "Feed").unwrap(), [""; 0]);
    let printed = names.to_string();
    assert_eq!(parsed(&printed), names);
    assert_eq!(parsed(&printed).to_string(), printed);
    let lines: Vec<_> = printed.lines().filter(|it| !it.starts_with('#')).collect();
    assert!(lines.is_sorted(), "{printed}");
}

#[test]
fn the_order_of_lines_says_nothing_and_the_same_line_twice_is_one() {
    let (a, b) = ("type A = A\n", "type B = B\n");
    assert_eq!(parsed(&format!("{a}{b}")).to_string(), parsed(&format!("{b}{a}{b}")).to_string());
}

#[test]
fn what_is_no_lock_is_an_error_with_its_line() {
    for (text, line, message) in [
        ("type Feed = Feed\ntype Feed = Other", 2, "`type Feed` is `Other` here and `Feed` in line 1"),
        ("type Feed = 2Feed", 1, "`2Feed` is not a Rust identifier"),
        ("member Feed.type = type", 1, "`type` is not a Rust identifier"),
        ("member Feed.gen = gen", 1, "`gen` is not a Rust identifier"),
        ("member Feed.x = größe", 1, "`größe` is not a Rust identifier"),
        ("type Feed =", 1, "`` is not a Rust identifier"),
        ("type Feed", 1, "`type Feed` is no line of a lock"),
        ("\n<<<<<<< ours", 2, "`<<<<<<< ours` is no line of a lock"),
        ("kind Feed = Feed", 1, "`kind` is nothing that has a name"),
        ("type = Feed", 1, "`type = Feed` has the wrong key"),
        ("code x = X", 1, "`code x = X` has the wrong key"),
        ("feature = x", 1, "`feature = x` has the wrong key"),
        ("feature x = a b", 1, "`a b` is not a name for a feature"),
        ("feature x = -a", 1, "`-a` is not a name for a feature"),
        ("package = core", 1, "`core` is not a name for a package"),
        ("operation GET /a = b.c.d", 1, "`b.c.d` is not a method, nor one of a group"),
        ("operation GET /a = type.c", 1, "`type.c` is not a method, nor one of a group"),
        ("group A = b.c", 1, "`b.c` is not a Rust identifier"),
    ] {
        let error = Names::parse("names.lock", text).unwrap_err();
        assert_eq!((error.line, error.message.as_str()), (line, message), "{text}");
    }
}

#[test]
fn words_are_plain_or_quoted() {
    for (text, expected) in [
        ("icon_url", "icon_url"),
        ("x-api-key", "x-api-key"),
        ("v1.Pod", r#""v1.Pod""#),
        ("a b", r#""a b""#),
        ("", r#""""#),
        ("a\u{202e}b\n", r#""a\u202eb\n""#),
        ("größe", r#""größe""#),
    ] {
        assert_eq!(word(text), expected);
        let back: String = serde_json::from_str(&word(text)).unwrap_or_else(|_| word(text));
        assert_eq!(back, text);
    }
}
