//! What holds for all bytes. The fuzz targets look for bytes for which it does not; `tests/properties` tries the
//! documents of the golden cases, mutated, with each run of the tests.

pub mod diff;
pub mod document;
pub mod request;
pub mod response;
