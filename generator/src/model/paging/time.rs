//! What speaks of time: `start` and `end` of a chart, `from` and `to` of dates, `offset` of a time zone. Such a
//! parameter moves on nothing, whatever it is called.

use super::request::Mover;
use super::words::{any, words};
use crate::ir::{Format, TypeRef};

/// Words of texts about time.
const TIME: &[&str] = &[
    "timestamp",
    "timestamps",
    "datetime",
    "date",
    "dates",
    "epoch",
    "unix",
    "iso",
    "iso8601",
    "8601",
    "rfc3339",
    "3339",
    "seconds",
    "milliseconds",
    "minutes",
    "hours",
    "days",
    "utc",
    "gmt",
    "timezone",
    "zone",
    "time",
    "tz",
    "day",
    "hour",
    "moment",
    "duration",
];

/// Words of texts about pages; where they stand, time is only the order of the list.
const PAGES: &[&str] = &[
    "cursor",
    "cursors",
    "page",
    "pages",
    "paging",
    "paginate",
    "paginated",
    "pagination",
    "token",
    "offset",
    "skip",
    "id",
    "identifier",
    "uuid",
    "opaque",
    "records",
    "items",
    "results",
    "entries",
    "rows",
];

/// What is counted from the first one of a list on.
const COUNTED: &[&str] =
    &["item", "items", "record", "records", "result", "results", "row", "rows", "entry", "entries"];

/// Parameters at the other end of a span.
const OTHER_END: &[&str] = &["end", "to", "until", "till", "stop", "through", "finish", "before"];

/// Words in the names of parameters that stand beside the offset of a time zone.
const ZONE: &[&str] = &["timezone", "tz", "utc", "gmt"];

/// Why a parameter is about time or about a span, if it is.
pub(super) fn speaks_of_time(mover: &Mover, all: &[Mover]) -> Option<String> {
    if let TypeRef::Format(Format::Date | Format::DateTime | Format::Time | Format::Duration) = mover.ty {
        return Some(format!("`{}` is a time", mover.wire));
    }
    let format = mover.constraints.format.as_deref().unwrap_or_default();
    if any(&words(format), TIME) {
        return Some(format!("`{}` is of the format `{format}`", mover.wire));
    }
    if any(&mover.words, TIME) {
        return Some(format!("the name of `{}` speaks of time", mover.wire));
    }
    if text_speaks_of_time(mover) {
        return Some(format!("the description of `{}` speaks of time", mover.wire));
    }
    other_end(mover, all)
}

/// Whether the text is about time: its words are, and it does not say that it is about pages.
fn text_speaks_of_time(mover: &Mover) -> bool {
    let text = mover.text();
    let zone = text.contains("time zone") || text.contains("timezone") || text.contains("time-zone");
    // A name is no evidence for itself: "offset" in the text of `offset` says nothing.
    let pages = text_words(&text).any(|it| PAGES.contains(&it) && !mover.words.iter().any(|own| own == it));
    zone || (!pages && text_words(&text).any(|it| TIME.contains(&it)))
}

fn text_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|it| !it.is_empty())
}

/// The parameter at the other end of the span, or beside the offset of a time zone. Both ends of a span are of one type,
/// and the number of an item is none.
fn other_end(mover: &Mover, all: &[Mover]) -> Option<String> {
    let begins =
        any(&mover.words, &["start", "from", "begin", "since"]) && !any(&mover.words, &["index", "token", "key"]);
    let zone = *mover.words == ["offset"];
    let counts = mover.is_number() && text_words(&mover.text()).any(|it| COUNTED.contains(&it));
    let partner = all.iter().find(|it| {
        let first = it.words.first().map(String::as_str).unwrap_or_default();
        let ends = OTHER_END.contains(&first) && it.is_number() == mover.is_number();
        (begins && !counts && ends) || (zone && any(&it.words, ZONE))
    })?;
    Some(format!("`{}` and `{}` belong together and are a span or a time", mover.wire, partner.wire))
}
