//! What setters take: a value, or an `Option` of one, where `None` leaves the member or parameter out.

/// A value that becomes a `T`, or an `Option` of one. `How` tells the two apart; the compiler finds it.
///
#[cfg_attr(any(doc, doctest), doc = concat!("```\nuse ", env!("CARGO_CRATE_NAME"), "::runtime::IntoOption;"))]
/// # struct Change { color: Option<String> }
/// # impl Change {
/// fn color<How>(mut self, color: impl IntoOption<String, How>) -> Self {
///     self.color = color.into_option();
///     self
/// }
/// # }
/// # fn change() -> Change { Change { color: None } }
/// assert_eq!(change().color("red").color, Some("red".to_owned()));
/// assert_eq!(change().color(Some("red")).color, Some("red".to_owned()));
/// assert_eq!(change().color(None::<String>).color, None);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no `{T}` and no `Option` of one",
    label = "a value that becomes a `{T}` is wanted here, or an `Option` of such a value"
)]
pub trait IntoOption<T, How> {
    /// The value, if there is one.
    fn into_option(self) -> Option<T>;
}

/// A value.
#[derive(Debug)]
pub enum ByValue {}

/// An `Option` of a value.
#[derive(Debug)]
pub enum ByOption {}

impl<T, U: Into<T>> IntoOption<T, ByValue> for U {
    #[inline]
    fn into_option(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, U: Into<T>> IntoOption<T, ByOption> for Option<U> {
    #[inline]
    fn into_option(self) -> Option<T> {
        self.map(Into::into)
    }
}
