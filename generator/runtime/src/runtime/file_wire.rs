//! A file as a member of a type. In a multipart body it is a part of its own; anywhere else it is base64 text, which
//! is what a JSON value can hold of it.

use super::Base64;
use super::mismatch::Mismatch;
use super::multipart::File;
use super::wire::{Found, Output, Piece, Wire, by_other_traits, through_serde};
use super::wire_read::deserialize;
use super::wire_write::serialize;

impl Wire for File {
    fn read(found: Found<'_>) -> Result<Self, Mismatch> {
        Base64::read(found).map(|it| Self::new(it.into_bytes()))
    }

    /// A stream cannot be read without using it up, so it is written as `null`.
    fn write(&self, out: &mut Output<'_>) {
        match self.bytes() {
            Some(bytes) => Base64::from(bytes.to_vec()).write(out),
            None => out.0.take(Piece::Null),
        }
    }

    by_other_traits! {}
}

through_serde! { File }
