//! Values that live as long as the process.

/// Leaks a value.
pub fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Leaks a copy of a string.
pub fn text(text: &str) -> &'static str {
    leaked(text.to_owned())
}
