//! How an operation is paginated.

use crate::runtime::json::wire::Wire;
use crate::runtime::spec::operation::Operation;

/// An operation whose response is a page of a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a paginated operation",
    label = "await the call, or `send` it",
    note = "set `[pagination]` in the settings of the API if the list is paginated and was not recognized"
)]
pub trait Paginated: Operation {
    /// An item of the list.
    type Item: Wire + Send + 'static;

    /// How the next page is requested.
    #[doc(hidden)]
    const PAGING: Paging;

    /// Returns the cursor or the URL of the next page, if the response has one.
    #[doc(hidden)]
    fn next(page: &Self::Output) -> Option<String> {
        let _ = page;
        None
    }

    /// Returns whether there is another page, if the response says so.
    #[doc(hidden)]
    fn has_more(page: &Self::Output) -> Option<bool> {
        let _ = page;
        None
    }

    /// Returns the number of all items or pages, if the response says so; [`PAGING`](Self::PAGING) says which of them.
    #[doc(hidden)]
    fn total(page: &Self::Output) -> Option<u64> {
        let _ = page;
        None
    }

    /// Returns the number of this page, if the response says so.
    #[doc(hidden)]
    fn current(page: &Self::Output) -> Option<u64> {
        let _ = page;
        None
    }

    /// Returns the items of the page.
    #[doc(hidden)]
    fn list(page: &Self::Output) -> &[Self::Item];

    /// Returns the number of items on the page.
    #[doc(hidden)]
    fn count(page: &Self::Output) -> usize {
        Self::list(page).len()
    }

    /// Returns the items, consuming the page.
    #[doc(hidden)]
    fn items(page: Self::Output) -> Vec<Self::Item>;
}

/// How the next page is requested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum Paging {
    /// A cursor of the response goes into the next request.
    Cursor {
        /// Where it goes in the request.
        param: PageParam,
        /// Where the cursor comes from.
        next: NextCursor,
        /// Whether it is a number in a JSON body.
        numeric: bool,
    },
    /// A page number that counts up.
    Page {
        /// Where it goes in the request.
        param: PageParam,
        /// The number of the first page; `None` if only a request by number shows it.
        first: Option<u64>,
        /// What the response says about the total.
        total: Total,
    },
    /// A number of items to skip.
    Offset {
        /// Where it goes in the request.
        param: PageParam,
        /// The number of the first item.
        first: u64,
        /// What the response says about the total.
        total: Total,
    },
    /// The `Link` header with `rel="next"` (RFC 8288).
    LinkHeader,
    /// A URL in the response, returned by [`Paginated::next`].
    NextUrl,
}

/// Where the next cursor comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
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

/// What a response says about the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum Total {
    /// Nothing.
    Unknown,
    /// [`Paginated::total`] is the number of all items.
    Items,
    /// [`Paginated::total`] is the number of all pages.
    Pages,
    /// A header with the number of all items.
    ItemsHeader(&'static str),
    /// A header with the number of all pages.
    PagesHeader(&'static str),
}

/// Where the cursor or page number goes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum PageParam {
    /// A query parameter of that name.
    Query(&'static str),
    /// A member of the JSON body, as a JSON pointer (RFC 6901).
    Body(&'static str),
}
