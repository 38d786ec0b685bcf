//! The body of a webhook → an event.

use crate::runtime::error::read_error::ReadError;
use crate::runtime::json::union::{self, Union};

/// Reads the body of a webhook as an event of an API; what `Event::parse` of a client calls.
///
/// # Errors
///
/// The body is not JSON; or it says which event it is, and is not what that event is documented to be: the error tells the
/// place.
pub fn parse<E: Union>(body: &[u8]) -> Result<E, ReadError> {
    let value = serde_json::from_slice(body).map_err(|error| ReadError::json_body(body, error))?;
    union::told(value).map_err(|mismatch| ReadError::mismatch(body, &mismatch))
}
