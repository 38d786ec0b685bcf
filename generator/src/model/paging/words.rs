//! Names as words, whatever their spelling: `pageToken`, `page_token`, `next-page-token`, `page[cursor]`, `$skip`,
//! `@odata.nextLink`, `X-Next-Page`, `pagetoken`.

use std::cell::RefCell;
use std::rc::Rc;

use foldhash::HashMap;

/// Words that real documents write together in lower case.
const PARTS: &[&str] = &[
    "after",
    "at",
    "by",
    "continuation",
    "count",
    "current",
    "cursor",
    "end",
    "has",
    "id",
    "index",
    "item",
    "items",
    "last",
    "limit",
    "link",
    "list",
    "max",
    "more",
    "next",
    "no",
    "num",
    "number",
    "of",
    "offset",
    "page",
    "pages",
    "per",
    "result",
    "results",
    "size",
    "skip",
    "start",
    "starting",
    "token",
    "total",
    "uri",
    "url",
];

/// Words that say that something is the next one or belongs to pages, and not what it is.
const FILL: &[&str] = &[
    "next",
    "new",
    "start",
    "starting",
    "page",
    "pages",
    "pagination",
    "paging",
    "paginate",
    "end",
    "current",
    "continue",
    "continuation",
    "odata",
    "list",
    "x",
    "exclusive",
    "evaluated",
    "last",
    "results",
    "records",
    "result",
    "get",
];

/// The longest name that is looked at; longer ones are no names of paging.
const LONGEST: usize = 60;

/// The words of a name, shared by all that look at it.
pub(super) type Words = Rc<[String]>;

/// How many names are kept: more than most documents have, and few enough to keep.
const KEPT: usize = 1 << 14;

thread_local! {
    /// A document has the same few hundred names in thousands of types, and every operation asks for those in its response.
    static KNOWN: RefCell<HashMap<String, Words>> = RefCell::default();
}

/// The words of a name, in lower case.
pub(super) fn words(name: &str) -> Words {
    KNOWN.with_borrow_mut(|known| {
        if let Some(words) = known.get(name) {
            return Rc::clone(words);
        }
        if known.len() == KEPT {
            known.clear();
        }
        let words: Words = split(name).into();
        known.insert(name.to_owned(), Rc::clone(&words));
        words
    })
}

fn split(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for piece in name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|_| name.len() <= LONGEST) {
        let mut word = String::new();
        let chars: Vec<char> = piece.chars().collect();
        for (index, &c) in chars.iter().enumerate() {
            let after_small = index > 0 && chars[index - 1].is_ascii_lowercase();
            let before_small = chars.get(index + 1).is_some_and(char::is_ascii_lowercase);
            let after_capital = index > 0 && chars[index - 1].is_ascii_uppercase();
            if c.is_ascii_uppercase() && (after_small || (after_capital && before_small)) {
                words.extend(parts(std::mem::take(&mut word)));
            }
            word.push(c.to_ascii_lowercase());
        }
        words.extend(parts(word));
    }
    words
}

/// A word that is made of known ones is those: `nextpagetoken`.
fn parts(word: String) -> Vec<String> {
    if word.is_empty() {
        return Vec::new();
    }
    if PARTS.contains(&word.as_str()) {
        return vec![word];
    }
    // The ways to write the first `n` letters, one for each `n`, the longest last part first.
    let mut ways: Vec<Option<Vec<&str>>> = vec![None; word.len() + 1];
    ways[0] = Some(Vec::new());
    for end in 1..=word.len() {
        let last = PARTS.iter().filter(|it| word[..end].ends_with(**it)).max_by_key(|it| {
            let fits = ways[end - it.len()].is_some();
            (fits, it.len())
        });
        let way = last.and_then(|it| Some([ways[end - it.len()].as_deref()?, &[*it]].concat()));
        ways[end] = way;
    }
    match ways.pop().flatten() {
        Some(parts) => parts.into_iter().map(str::to_owned).collect(),
        None => vec![word],
    }
}

/// What a name is about, without the words that only say "next" or "page": `next_page_token` → `token`.
pub(super) fn noun(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).filter(|it| !FILL.contains(it)).collect()
}

/// Whether the words have all of these.
pub(super) fn have(words: &[String], all: &[&str]) -> bool {
    all.iter().all(|it| words.iter().any(|word| word == it))
}

/// Whether the words have one of these.
pub(super) fn any(words: &[String], these: &[&str]) -> bool {
    words.iter().any(|it| these.contains(&it.as_str()))
}

/// Whether there is no word beyond these.
pub(super) fn only(words: &[String], these: &[&str]) -> bool {
    !words.is_empty() && words.iter().all(|it| these.contains(&it.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_in_any_spelling() {
        for (name, expected) in [
            ("pageToken", "page token"),
            ("next-page-token", "next page token"),
            ("nextpagetoken", "next page token"),
            ("page[cursor]", "page cursor"),
            ("$skip", "skip"),
            ("$skiptoken", "skip token"),
            ("@odata.nextLink", "odata next link"),
            ("X-Next-Page", "x next page"),
            ("pageNo", "page no"),
            ("perpage", "per page"),
            ("nextURL", "next url"),
            ("HTTPLink", "http link"),
            ("after", "after"),
            ("topics", "topics"),
            ("island", "island"),
            ("_links", "links"),
            ("página", "p gina"),
            ("", ""),
        ] {
            assert_eq!(words(name).join(" "), expected, "{name}");
        }
        assert!(words(&"a".repeat(100_000)).is_empty());
    }

    #[test]
    fn the_noun_is_what_is_left() {
        for (name, expected) in [
            ("next_page_token", "token"),
            ("starting_after", "after"),
            ("next_page", ""),
            ("meta_cursor", "meta cursor"),
        ] {
            assert_eq!(noun(&words(name)).join(" "), expected, "{name}");
        }
    }
}
