//! The arguments of setters: a value, or an `Option` of one, where `None` leaves the field or parameter unset.

/// A value that converts into `T`, or an `Option` of one. The compiler infers `How`, which distinguishes the two.
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
    message = "`{Self}` is neither a `{T}` nor an `Option` of one",
    label = "expected a value that converts into `{T}`, or an `Option` of one"
)]
pub trait IntoOption<T, How> {
    /// Returns the value, if there is one.
    fn into_option(self) -> Option<T>;
}

/// A value.
#[derive(Debug)]
#[doc(hidden)]
pub enum ByValue {}

/// An `Option` of a value.
#[derive(Debug)]
#[doc(hidden)]
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
