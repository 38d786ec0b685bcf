//! Lists over all their pages, as streams of pages or of items. What leads from page to page does not depend on
//! the operation and is in `turner.rs`; here are the trait that operations implement and the two streams.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::call::{Call, Sending};
use super::exchange;
use super::operation::{Operation, plan};
use super::page_digest::Digest;
use super::turner::{Facts, Turn, Turner};
use super::wire::Wire;
use super::{Error, Response};

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

/// What a stream gives when it is polled.
type Polled<T, E> = Poll<Option<Result<T, Error<E>>>>;

impl<O: Paginated> Call<O> {
    /// All pages, one request each.
    pub fn pages(self) -> Pages<O> {
        let turner = Turner::new(self.client, self.draft, O::PAGING);
        Pages { turner, sending: None, operation: PhantomData }
    }

    /// The items of all pages.
    pub fn items(self) -> Items<O> {
        Items { pages: self.pages(), ready: VecDeque::new(), last: None }
    }
}

/// A stream of pages. It ends after the first error; [`cursor`](Self::cursor) then says where to go on.
///
/// It ends where the server says so and at a page that adds nothing: an empty one, one with the items of a page
/// before, one that gives the cursor or URL by which it was asked for. An empty page with a new cursor is no end, since
/// servers that filter what they read give such pages; after 20 of them in a row there is an error. A short page is no
/// end either: servers cap the size that is asked for.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Error, Paginated, Pages};"))]
/// # async fn example<O: Paginated>(mut pages: Pages<O>) -> Result<usize, Error<O::Error>> {
/// let mut count = 0;
/// while let Some(page) = pages.try_next().await? {
///     println!("{:?}, next is {:?}", page.rate_limit().remaining, pages.cursor());
///     count += O::count(page.body());
/// }
/// # Ok(count)
/// # }
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct Pages<O> {
    turner: Turner,
    sending: Option<Sending<O>>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Paginated> Pages<O> {
    /// Begins at the page that [`cursor`](Self::cursor) of another stream named.
    pub fn resume(mut self, cursor: impl Into<String>) -> Self {
        self.turner.resume(cursor.into());
        self
    }

    /// What names the page that comes next: a cursor, a page number, an offset, a URL. `None` for the first page,
    /// and after the last one.
    pub fn cursor(&self) -> Option<&str> {
        self.turner.cursor()
    }

    /// The next page; `None` after the last one.
    ///
    /// # Errors
    ///
    /// The request failed, or the cursors go round in circles, or there are too many pages.
    pub async fn try_next(&mut self) -> Result<Option<Response<O::Output>>, Error<O::Error>> {
        poll_fn(|cx| self.poll_page(cx)).await.transpose()
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Polled<Response<O::Output>, O::Error> {
        loop {
            let page = ready!(self.poll_reply(cx));
            match page {
                Some(Ok(page)) => match self.turner.turn(&facts::<O>(&page)) {
                    Turn::Page => return Poll::Ready(Some(Ok(page))),
                    Turn::Again => {}
                    Turn::End => return Poll::Ready(None),
                },
                Some(Err(error)) => {
                    self.turner.stop();
                    return Poll::Ready(Some(Err(error)));
                }
                None => return Poll::Ready(None),
            }
        }
    }

    /// The answer to the request that is due; `None` where there is none.
    fn poll_reply(&mut self, cx: &mut Context<'_>) -> Polled<Response<O::Output>, O::Error> {
        let sending = match &mut self.sending {
            Some(sending) => sending,
            None => match self.turner.request() {
                Ok(None) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error.into()))),
                Ok(Some((client, draft))) => {
                    let reply = exchange::exchange(client, draft, plan::<O>);
                    self.sending.insert(Sending { reply, operation: PhantomData })
                }
            },
        };
        let page = ready!(Pin::new(sending).poll(cx));
        self.sending = None;
        Poll::Ready(Some(page))
    }
}

fn facts<O: Paginated>(page: &Response<O::Output>) -> Facts<'_> {
    let mut digest = Digest::default();
    let list = O::list(&page.body);
    list.iter().for_each(|it| digest.add(it));
    Facts {
        next: O::next(&page.body),
        has_more: O::has_more(&page.body),
        total: O::total(&page.body),
        current: O::current(&page.body),
        count: list.len(),
        digest,
        headers: &page.headers,
    }
}

impl<O: Paginated> Stream for Pages<O> {
    type Item = Result<Response<O::Output>, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_page(cx)
    }
}

impl<O> std::fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").field("cursor", &self.turner.cursor()).finish_non_exhaustive()
    }
}

/// A stream of the items of all pages. It ends after the first error.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::{Call, Error, Paginated};"))]
/// # async fn example<O: Paginated>(call: Call<O>) -> Result<(), Error<O::Error>> {
/// let mut items = call.items();
/// while let Some(item) = items.try_next().await? {
///     drop(item);
/// }
/// println!("{:?}", items.last_response().map(|it| it.status()));
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing until it is polled"]
pub struct Items<O: Paginated> {
    pages: Pages<O>,
    ready: VecDeque<O::Item>,
    last: Option<Response<()>>,
}

// Nothing here is pinned by its place.
impl<O: Paginated> Unpin for Items<O> {}

impl<O: Paginated> Items<O> {
    /// Begins at the page that [`cursor`](Self::cursor) of another stream named.
    pub fn resume(mut self, cursor: impl Into<String>) -> Self {
        self.pages = self.pages.resume(cursor);
        self
    }

    /// What names the page after the one whose items are given out now.
    pub fn cursor(&self) -> Option<&str> {
        self.pages.cursor()
    }

    /// Status, headers and rate limit of the page that was read last.
    pub fn last_response(&self) -> Option<&Response<()>> {
        self.last.as_ref()
    }

    /// The next item; `None` after the last one.
    ///
    /// # Errors
    ///
    /// As [`Pages::try_next`].
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error<O::Error>> {
        poll_fn(|cx| self.poll_item(cx)).await.transpose()
    }

    fn poll_item(&mut self, cx: &mut Context<'_>) -> Polled<O::Item, O::Error> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll_page(cx)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(page)) => {
                    let mut items = Vec::new();
                    self.last = Some(page.map(|page| items = O::items(page)));
                    self.ready = items.into();
                }
            }
        }
    }
}

impl<O: Paginated> Stream for Items<O> {
    type Item = Result<O::Item, Error<O::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_item(cx)
    }
}

impl<O: Paginated> std::fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items").field("cursor", &self.cursor()).finish_non_exhaustive()
    }
}
