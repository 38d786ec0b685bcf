//! The rules: a parameter that moves on, what gives its next value or says that there is more, and one list. Each rule
//! needs its evidence; a wrong pager is worse than none.

use super::super::lookup::Lookup;
use super::list::{self, List};
use super::request::{Mover, Role, movers};
use super::response::{self, Header, Member, ResponsePage};
use super::{end, next, request, time};
use crate::Pointer;
use crate::ir::{HeaderDef, NextValue, Operation, PageStyle, Pagination};

/// What the rules say of an operation.
#[derive(Debug)]
pub(super) enum Verdict {
    /// It is paged, by this evidence.
    Paged(Box<Pagination>, String),
    /// Something looks like paging and is none: where, and why.
    Not(Pointer, String),
    /// Nothing looks like it.
    Nothing,
}

/// All that the rules look at.
struct Case<'t, 'o> {
    lookup: &'o Lookup<'t>,
    operation: &'t Operation,
    page: &'o ResponsePage<'t>,
    list: &'o List<'t>,
    movers: &'o [Mover],
    members: &'o [Member<'t>],
    headers: &'o [Header<'t>],
}

/// Finds how an operation is paged.
pub(super) fn by_rule<'t>(lookup: &Lookup<'t>, operation: &'t Operation, headers: &'t [HeaderDef]) -> Verdict {
    // Other methods change something each time (RFC 9110, section 9.2.1); searches by POST do not, and say so by a cursor.
    if !["GET", "POST", "QUERY"].contains(&operation.method.as_str()) {
        return Verdict::Nothing;
    }
    let mut movers = movers(lookup, operation);
    let page = match response::page(lookup, operation) {
        Ok(page) => page,
        Err(why) => return not(operation, &movers, why),
    };
    let list = match list::list(lookup, page.ty, operation) {
        Ok(list) => list,
        Err(why) => return not(operation, &movers, why),
    };
    // A body that brings such items itself is there to write them.
    let name = list.wire.rsplit('.').next().unwrap_or_default();
    if request::brings(lookup, operation, name, list.item) {
        movers.retain(Mover::in_query);
    }
    let members = response::members(lookup, page.ty, &list.way);
    let headers = response::headers(operation, headers);
    let (page, list) = (&page, &list);
    let case = Case { lookup, operation, page, list, movers: &movers, members: &members, headers: &headers };
    let found = case.cursor().or_else(|| case.url()).or_else(|| case.link()).or_else(|| case.last());
    match found.map_or_else(|| case.counted(), Ok) {
        Ok((pagination, _)) if !same_shapes(lookup, page, &pagination) => {
            not(operation, &movers, "the responses have different shapes".to_owned())
        }
        Ok((pagination, evidence)) => Verdict::Paged(Box::new(pagination), evidence),
        Err(why) => not(operation, &movers, why),
    }
}

/// Says why a list that looks paged is not; only for what is asked for by GET and has a parameter that speaks of it.
fn not(operation: &Operation, movers: &[Mover], why: String) -> Verdict {
    let with = |role: &dyn Fn(Role) -> bool| movers.iter().find(|it| it.role.is_some_and(role));
    let looks = with(&|it| it != Role::Size).or_else(|| with(&|it| it == Role::Size));
    match looks.filter(|it| it.in_query() && operation.method == "GET") {
        // Parameters are shared by many operations; each of them has its own reason.
        Some(_) => Verdict::Not(operation.pointer.key("parameters"), why),
        None => Verdict::Nothing,
    }
}

type Match = Option<(Pagination, String)>;

impl Case<'_, '_> {
    fn paged(&self, style: PageStyle, rule: &str, evidence: String) -> (Pagination, String) {
        let more = end::more(self.members);
        let by_page = matches!(style, PageStyle::Page { .. });
        let counted = by_page || matches!(style, PageStyle::Offset { .. });
        let total = end::total(self.members, self.headers, by_page).filter(|_| counted);
        let mut evidence = format!("{evidence}; items in `{}`", self.list.wire.replace('`', "'"));
        if let Some((flag, wire)) = &more {
            evidence.push_str(&format!(
                "; `{wire}` says {} more",
                if flag.negated { "that there is no" } else { "whether there is" }
            ));
        }
        if let Some((_, wire)) = &total {
            evidence.push_str(&format!("; {wire} says how many there are"));
        }
        let pagination = Pagination {
            style,
            variants: self.page.variants.clone(),
            nullable: self.lookup.is_optional(self.page.ty),
            items: self.list.way.clone(),
            item: self.list.item.clone(),
            more: more.map(|(flag, _)| flag),
            total: total.map(|(total, _)| total),
            found_by: format!("rule `{rule}`"),
        };
        (pagination, evidence)
    }

    fn is_get(&self) -> bool {
        self.operation.method != "POST"
    }

    /// The response gives the parameter its next value.
    fn cursor(&self) -> Match {
        let usable = self.movers.iter().filter(|it| it.role != Some(Role::Size) && self.may_be_cursor(it));
        // What is made by POST can have a page, too; a search says its cursor, or how many it wants.
        let usable =
            usable.filter(|it| self.is_get() || it.role == Some(Role::Cursor) || self.size_beside(it).is_some());
        let pairs = usable.filter_map(|mover| {
            let found = next::for_mover(self.lookup, mover, self.members, self.headers)?;
            Some((mover, found))
        });
        // The first of the surest ones.
        let (mover, found) = pairs.reduce(|best, it| if it.1.score > best.1.score { it } else { best })?;
        let steady = mover.words.iter().any(|it| it == "scroll");
        let evidence = format!("`{}` takes {} of the response", mover.wire, found.wire);
        let style = PageStyle::Cursor {
            param: mover.place.clone(),
            next: found.value,
            may_be_url: found.may_be_url && !steady,
            steady,
        };
        Some(self.paged(style, "cursor", evidence))
    }

    /// Only what can also be a date is asked whether it is one; a parameter without a role is known by its response.
    fn may_be_cursor(&self, mover: &Mover) -> bool {
        let after = mover.words.iter().any(|it| it == "after" || it == "from" || it == "start");
        !after
            || mover.words.iter().any(|it| it == "cursor" || it == "token")
            || time::speaks_of_time(mover, self.movers).is_none()
    }

    fn url(&self) -> Match {
        let paged = self.movers.iter().any(|it| it.role.is_some()) || end::speaks_of_pages(self.members, self.headers);
        let member = next::url(self.lookup, self.members, paged).filter(|_| self.is_get())?;
        let style = PageStyle::NextUrl { next: member.way.clone(), ty: member.ty.clone() };
        Some(self.paged(style, "next URL", format!("`{}` is the URL of the next page", member.wire)))
    }

    fn link(&self) -> Match {
        let declared = self.headers.iter().any(|it| it.wire.eq_ignore_ascii_case("link")) && self.is_get();
        let describing = || self.movers.iter().find(|it| self.is_get() && next::says_link(it));
        let evidence = match declared {
            true => "the header `Link` has the next page".to_owned(),
            false => {
                format!("the description of `{}` says that the header `Link` has the next page", describing()?.wire)
            }
        };
        Some(self.paged(PageStyle::LinkHeader, "Link header", evidence))
    }

    /// The last item names the place after which to go on, and a flag says whether there is more.
    fn last(&self) -> Match {
        let usable = self.movers.iter().filter(|it| self.is_get() && time::speaks_of_time(it, self.movers).is_none());
        let says_end = end::more(self.members).is_some();
        let mut pairs = usable.filter(|it| says_end || next::takes_an_id(it)).filter_map(|mover| {
            let (way, ty, wire) = next::last(self.lookup, mover, self.list)?;
            Some((mover, way, ty, wire))
        });
        let (mover, way, ty, wire) = pairs.next()?;
        let style = PageStyle::Cursor {
            param: mover.place.clone(),
            next: NextValue::Last(way, ty),
            may_be_url: false,
            steady: false,
        };
        Some(self.paged(style, "last item", format!("`{}` takes `{wire}` of the last item", mover.wire)))
    }

    /// A page number or an offset, which counts up by itself.
    fn counted(&self) -> Result<(Pagination, String), String> {
        let of = |role: Role| self.movers.iter().filter(move |it| it.role == Some(role));
        let mut why = None;
        for mover in of(Role::Page).chain(of(Role::Offset)) {
            match self.counts(mover) {
                Ok(found) => return Ok(found),
                Err(reason) => why = why.or(Some(reason)),
            }
        }
        let cursor = of(Role::Cursor).next().map(|it| self.no_next(it));
        let size = || of(Role::Size).next().map(|it| format!("`{}` alone moves on nothing", it.wire));
        Err(cursor.or(why).or_else(size).unwrap_or_default())
    }

    fn size_beside(&self, mover: &Mover) -> Option<&Mover> {
        self.movers.iter().find(|it| it.role == Some(Role::Size) && it.in_query() == mover.in_query())
    }

    fn no_next(&self, mover: &Mover) -> String {
        time::speaks_of_time(mover, self.movers).unwrap_or_else(|| {
            format!("no member and no header of the response gives the next value of `{}`", mover.wire)
        })
    }

    fn counts(&self, mover: &Mover) -> Result<(Pagination, String), String> {
        let size = self.size_beside(mover);
        let speaks_of_pages = end::speaks_of_pages(self.members, self.headers);
        // A number that the document calls a text needs more than its name.
        if !mover.is_number() && !(mover.is_text() && (size.is_some() || speaks_of_pages)) {
            return Err(format!("`{}` is no number", mover.wire));
        }
        if !(self.is_get() || size.is_some() && speaks_of_pages) {
            return Err(format!("nothing but `{}` says that this is a list of pages", mover.wire));
        }
        if let Some(reason) = time::speaks_of_time(mover, self.movers) {
            return Err(reason);
        }
        if mover.role == Some(Role::Page) || counts_pages(mover) {
            return Ok(self.by_page(mover));
        }
        let Some(size) = size else {
            return Err(format!("`{}` has no `limit` or `count` beside it", mover.wire));
        };
        let first = first_number(mover).unwrap_or(0);
        let evidence = format!("`{}` counts items from {first}, beside `{}`", mover.wire, size.wire);
        let style = PageStyle::Offset { param: mover.place.clone(), first };
        Ok(self.paged(style, "offset", evidence))
    }

    fn by_page(&self, mover: &Mover) -> (Pagination, String) {
        let known = first_number(mover);
        let current = end::current(self.members).filter(|_| known.is_none());
        let index = mover.words.iter().any(|it| it == "index" || it == "idx") || mover.role == Some(Role::Offset);
        let open = known.is_none() && current.is_none() && index;
        let first = if open { None } else { Some(known.unwrap_or(1)) };
        let begin = match (known, &current, first) {
            (Some(first), ..) => format!("from {first}"),
            (None, Some((_, wire)), _) => format!("as `{wire}` says"),
            (None, None, Some(_)) => "from 1, which the document does not say".to_owned(),
            (None, None, None) => "from 0 or 1, which is found out".to_owned(),
        };
        let evidence = format!("`{}` counts pages {begin}", mover.wire);
        let style = PageStyle::Page { param: mover.place.clone(), first, current: current.map(|(way, _)| way) };
        self.paged(style, "page number", evidence)
    }
}

/// An offset that is said to be the number of a page.
fn counts_pages(mover: &Mover) -> bool {
    let text = mover.text();
    ["page number", "number of the page", "page index", "number of pages to skip"].iter().any(|it| text.contains(it))
}

/// The number of the first page or item, where the document says it: by a default, a lower bound, or in words.
fn first_number(mover: &Mover) -> Option<u64> {
    let text = mover.text();
    let mentions = |words: &[&str]| words.iter().any(|it| text.contains(it));
    if mentions(&[
        "zero-based",
        "zero based",
        "0-based",
        "0 based",
        "starts at 0",
        "starts from 0",
        "starting at 0",
        "starting from 0",
        "starts at zero",
        "starting from zero",
        "zero-indexed",
        "0-indexed",
        "0-index",
        "begins at 0",
        "(0..n)",
        "first page is 0",
    ]) {
        return Some(0);
    }
    if mentions(&[
        "one-based",
        "1-based",
        "1 based",
        "starts at 1",
        "starts from 1",
        "starting at 1",
        "starting from 1",
        "starts at one",
        "1-indexed",
        "begins at 1",
        "(1..n)",
        "first page is 1",
    ]) {
        return Some(1);
    }
    let whole = |it: &serde_json::Value| {
        it.as_u64()
            .or_else(|| it.as_f64().filter(|it| *it == 0.0 || *it == 1.0).map(|it| it as u64))
            .or_else(|| it.as_str()?.parse().ok())
    };
    let default = mover.constraints.default.as_ref().and_then(whole).filter(|it| *it <= 1);
    let bound = mover.constraints.minimum.as_ref();
    let minimum = bound.and_then(|it| it.value.as_f64().map(|number| if it.exclusive { number + 1.0 } else { number }));
    default.or(minimum.filter(|it| *it == 0.0 || *it == 1.0).map(|it| it as u64))
}

/// Whether the ways lead to the same through all pages of the output.
fn same_shapes(lookup: &Lookup<'_>, page: &ResponsePage<'_>, pagination: &Pagination) -> bool {
    page.alternatives.iter().all(|alternative| super::same::is_same(lookup, alternative, page.ty, pagination))
}
