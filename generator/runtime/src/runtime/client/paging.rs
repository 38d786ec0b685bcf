//! Paginated lists, as streams of pages or of items. How one page leads to the next does not depend on the operation
//! and is in `page_cursor.rs`.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::runtime::client::call::{Call, Sending};
use crate::runtime::client::page_cursor::{PageAction, PageCursor, PageInfo};
use crate::runtime::error::Error;
use crate::runtime::response::Response;
use crate::runtime::response::page_digest::Digest;
use crate::runtime::send::exchange;
use crate::runtime::spec::operation::match_response;
use crate::runtime::spec::page_spec::Paginated;

/// The result of polling a stream.
type Polled<T, E> = Poll<Option<Result<T, Error<E>>>>;

impl<O: Paginated> Call<O> {
    /// Returns a stream of all pages, with one request per page.
    pub fn pages(self) -> Pages<O> {
        let cursor = PageCursor::new(self.shared, self.builder, O::PAGING);
        Pages { cursor, sending: None, operation: PhantomData }
    }

    /// Returns a stream of the items of all pages.
    pub fn items(self) -> Items<O> {
        Items { pages: self.pages(), ready: VecDeque::new(), last: None }
    }
}

/// A stream of pages. It ends after the first error; [`cursor`](Self::cursor) then tells where to resume.
///
/// It ends where the server indicates the end and at a page that adds nothing: an empty page, a page with the items of
/// an earlier one, or a page that returns the cursor or URL with which it was requested. An empty page with a new
/// cursor does not end it, since servers that filter their results return such pages; 20 of them in a row are an error.
/// A short page does not end it either: servers may cap the requested size.
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
    cursor: PageCursor,
    sending: Option<Sending<O>>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Paginated> Pages<O> {
    /// Starts at the page that [`cursor`](Self::cursor) of another stream returned.
    pub fn resume(mut self, cursor: impl Into<String>) -> Self {
        self.cursor.resume(cursor.into());
        self
    }

    /// Returns what identifies the next page: a cursor, a page number, an offset or a URL. `None` before the first page
    /// and after the last one.
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.position()
    }

    /// Returns the next page, or `None` after the last one.
    ///
    /// # Errors
    ///
    /// Fails if a request fails, if the server repeats a cursor, or if there are more pages than the limit.
    pub async fn try_next(&mut self) -> Result<Option<Response<O::Output>>, Error<O::Error>> {
        poll_fn(|cx| self.poll_page(cx)).await.transpose()
    }

    fn poll_page(&mut self, cx: &mut Context<'_>) -> Polled<Response<O::Output>, O::Error> {
        loop {
            let page = ready!(self.poll_response(cx));
            match page {
                Some(Ok(page)) => match self.cursor.advance(&page_info::<O>(&page)) {
                    PageAction::Yield => return Poll::Ready(Some(Ok(page))),
                    PageAction::Skip => {}
                    PageAction::End => return Poll::Ready(None),
                },
                Some(Err(error)) => {
                    self.cursor.stop();
                    return Poll::Ready(Some(Err(error)));
                }
                None => return Poll::Ready(None),
            }
        }
    }

    /// Polls the request for the next page; `None` if there is no next page.
    fn poll_response(&mut self, cx: &mut Context<'_>) -> Polled<Response<O::Output>, O::Error> {
        let sending = match &mut self.sending {
            Some(sending) => sending,
            None => match self.cursor.request() {
                Ok(None) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error.into()))),
                Ok(Some((shared, builder))) => {
                    let response = exchange::exchange(shared, builder, match_response::<O>);
                    self.sending.insert(Sending { response, operation: PhantomData })
                }
            },
        };
        let page = ready!(Pin::new(sending).poll(cx));
        self.sending = None;
        Poll::Ready(Some(page))
    }
}

fn page_info<O: Paginated>(page: &Response<O::Output>) -> PageInfo<'_> {
    let mut digest = Digest::default();
    let list = O::list(&page.body);
    list.iter().for_each(|it| digest.add(it));
    PageInfo {
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
        f.debug_struct("Pages").field("cursor", &self.cursor.position()).finish_non_exhaustive()
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

// No field is structurally pinned.
impl<O: Paginated> Unpin for Items<O> {}

impl<O: Paginated> Items<O> {
    /// Starts at the page that [`cursor`](Self::cursor) of another stream returned.
    pub fn resume(mut self, cursor: impl Into<String>) -> Self {
        self.pages = self.pages.resume(cursor);
        self
    }

    /// Returns what identifies the page after the one whose items are being yielded.
    pub fn cursor(&self) -> Option<&str> {
        self.pages.cursor()
    }

    /// Returns status, headers and rate limit of the page that was read last.
    pub fn last_response(&self) -> Option<&Response<()>> {
        self.last.as_ref()
    }

    /// Returns the next item, or `None` after the last one.
    ///
    /// # Errors
    ///
    /// Fails as [`Pages::try_next`] does.
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
