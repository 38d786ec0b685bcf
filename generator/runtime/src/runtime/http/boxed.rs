//! Boxed futures and errors.

/// A boxed future.
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;
/// A boxed error.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
