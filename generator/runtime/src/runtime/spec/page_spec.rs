//! How the list of an operation is paged, as generated code states it.

use crate::runtime::json::wire::Wire;
use crate::runtime::spec::operation::Operation;

/// An operation whose answer is a page of a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no pages that the document tells how to turn",
    label = "await the call, or `send` it",
    note = "`[pagination]` in the settings of the API says how a list is paged where no rule finds it"
)]
pub trait Paginated: Operation {
    /// An item of the list.
    type Item: Wire + Send + 'static;

    /// What leads to the next page.
    const PAGING: Paging;

    /// The cursor or the URL of the next page, where the answer holds one.
    fn next(page: &Self::Output) -> Option<String> {
        let _ = page;
        None
    }

    /// Whether there is another page, where the answer says so.
    fn has_more(page: &Self::Output) -> Option<bool> {
        let _ = page;
        None
    }

    /// The number of all items or pages, where the answer says so; [`PAGING`](Self::PAGING) says which of them.
    fn total(page: &Self::Output) -> Option<u64> {
        let _ = page;
        None
    }

    /// The number of this page, where the answer says so.
    fn current(page: &Self::Output) -> Option<u64> {
        let _ = page;
        None
    }

    /// The items, where they stand.
    fn list(page: &Self::Output) -> &[Self::Item];

    /// The number of items on the page.
    fn count(page: &Self::Output) -> usize {
        Self::list(page).len()
    }

    /// The items of the page.
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// What leads to the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// A cursor of the answer goes into the next request.
    Cursor {
        /// Where it goes.
        param: PageParam,
        /// Where it comes from.
        next: NextCursor,
        /// Whether it is written as a number where it goes into a JSON body.
        numeric: bool,
    },
    /// A page number that counts up.
    Page {
        /// Where it goes.
        param: PageParam,
        /// The number of the first page; `None` where that shows only when a page is asked for by its number.
        first: Option<u64>,
        /// What the answer says of the end.
        total: Total,
    },
    /// A number of items to skip.
    Offset {
        /// Where it goes.
        param: PageParam,
        /// The number of the first item.
        first: u64,
        /// What the answer says of the end.
        total: Total,
    },
    /// The `Link` header with `rel="next"` (RFC 8288).
    LinkHeader,
    /// A URL in the answer, given by [`Paginated::next`].
    NextUrl,
}

/// Where the next cursor comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextCursor {
    /// From [`Paginated::next`].
    Page,
    /// From there; the server moves on although it stays the same (a scroll).
    Steady,
    /// From there; where it is a URL, that URL is the next page.
    OrUrl,
    /// From that header.
    Header(&'static str),
}

/// What an answer says of the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// Nothing.
    Unknown,
    /// [`Paginated::total`] is the number of all items.
    Items,
    /// [`Paginated::total`] is the number of all pages.
    Pages,
    /// That header is the number of all items.
    ItemsHeader(&'static str),
    /// That header is the number of all pages.
    PagesHeader(&'static str),
}

/// Where the page goes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageParam {
    /// A query parameter of that name.
    Query(&'static str),
    /// A member of the JSON body, as a JSON pointer (RFC 6901).
    Body(&'static str),
}
