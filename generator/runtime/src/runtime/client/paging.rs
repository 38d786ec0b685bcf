//! Lists over all their pages, as streams of pages or of items. What leads from page to page does not depend on
//! the operation and is in `turner.rs`; here are the trait that operations implement and the two streams.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::runtime::client::call::{Call, Sending};
use crate::runtime::client::turner::{Facts, Turn, Turner};
use crate::runtime::error::Error;
use crate::runtime::response::Response;
use crate::runtime::response::page_digest::Digest;
use crate::runtime::send::exchange;
use crate::runtime::spec::operation::plan;
use crate::runtime::spec::page_spec::Paginated;

/// What a stream gives when it is polled.
type Polled<T, E> = Poll<Option<Result<T, Error<E>>>>;

impl<O: Paginated> Call<O> {
    /// All pages, one request each.
    pub fn pages(self) -> Pages<O> {
        let turner = Turner::new(self.shared, self.draft, O::PAGING);
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
                Ok(Some((shared, draft))) => {
                    let reply = exchange::exchange(shared, draft, plan::<O>);
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
