//! Dates in HTTP headers (RFC 9110, section 5.6.7): the preferred form and the two obsolete ones.
//!
//! Not `httpdate`: it would be one more crate in every client, for what is one function here.

use std::time::Duration;

/// The time since the epoch; `None` for what is no date, or one before 1970.
pub(crate) fn parse(text: &str) -> Option<Duration> {
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|it| !it.is_empty()).collect();
    let (year, month, day, time) = match words.as_slice() {
        // `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`
        [_, day, month, year, time, "GMT"] => (*year, *month, *day, *time),
        // `Sun Nov  6 08:49:37 1994`
        [_, month, day, time, year] => (*year, *month, *day, *time),
        _ => return None,
    };
    let year: u64 = match (year.len(), year.parse().ok()?) {
        (2, year @ 0..=69) => year + 2000,
        (2, year) => year + 1900,
        (4, year @ 1970..) => year,
        _ => return None,
    };
    let month = MONTHS.iter().position(|it| *it == month)? as u64;
    let day: u64 = day.parse().ok().filter(|it| (1..=31).contains(it))?;
    let mut clock = time.split(':').map(|part| part.parse::<u64>().ok().filter(|it| *it <= 60));
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    if clock.next().is_some() || hour > 23 || minute > 59 {
        return None;
    }
    let days = days_before(year) + MONTH_STARTS[month as usize] + u64::from(month > 1 && is_leap(year)) + day - 1;
    Some(Duration::from_secs(((days * 24 + hour) * 60 + minute) * 60 + second))
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTH_STARTS: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// The days from the epoch to the first of January of a year from 1970 on.
fn days_before(year: u64) -> u64 {
    let past = year - 1;
    let leaps = (past / 4 - past / 100 + past / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400);
    (year - 1970) * 365 + leaps
}

fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}
