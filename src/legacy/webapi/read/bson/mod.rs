//! BSON (`application/bson`), as Json.NET's `BsonReader` reads it: its tokens,
//! for the serializer in [`newtonsoft`].
//!
//! Ported from Newtonsoft.Json 6.0.8, and not built on the `bson` crate,
//! because they differ wherever a document is not perfect, and what the old
//! server made of such a document was its answer:
//! - a length that is wrong was noticed when the reader came to where it ends,
//!   after all that stands before had become part of the parameter. The crate
//!   reads nothing of a document, or of one inside of it, whose length is wrong;
//! - an end that comes too early is an end, and not an error as an unknown type
//!   is. The crate does not tell one from the other;
//! - a boolean is true unless its byte is 0, the end of a string is whatever
//!   byte stands there, and bytes may be fewer than announced. The crate refuses
//!   the documents.
//!
//! Quirks kept: bytes behind the document do not matter; a document of fewer
//! than four bytes is a null parameter without an error; the names in a list do
//! not matter; a date is text in the server's time zone, which is taken to be
//! UTC.
//!
//! Where we differ: text that is not UTF-8 is refused; the old server put
//! U+FFFD in its place.

mod date;
mod element;
mod reader;
mod source;
#[cfg(test)]
mod tests;

use reader::BsonReader;

use super::newtonsoft;
use crate::legacy::webapi::model_state::{Binding, Problem};
use crate::legacy::webapi::shape::Shape;

/// Reads a parameter of this shape.
#[must_use]
pub fn read(shape: &'static Shape, body: &[u8]) -> Binding {
    let mut reader = BsonReader::new(body);
    let binding = newtonsoft::bind(shape, &mut reader);
    if reader.is_utf8() {
        binding
    } else {
        Binding::failed(Problem::NotUtf8)
    }
}
