//! Futures and errors on the heap, as they are passed about.

/// A future on the heap.
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;
/// An error of any kind.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
