//! Forms (`application/x-www-form-urlencoded`), as Web API's
//! `JQueryMvcFormUrlEncodedFormatter` and its model binding read them.
//!
//! Ported from ASP.NET Web API 5.2, because partners' code was tried out
//! against it until it worked. Each file tells its quirks. Where we differ:
//! - what is not UTF-8 is refused; the old server put U+FFFD in its place, also
//!   where a character happened to cross the border of two 32 KB blocks;
//! - a field is found whatever other fields there are; the old server's binary
//!   search could miss `a.b` when there was an `a-c`;
//! - a form that has more read out of it than it holds is refused (see
//!   `binder`).

mod binder;
mod fields;
mod number;
#[cfg(test)]
mod tests;

use fields::{Fields, Unreadable};

use crate::legacy::webapi::model_state::{Binding, Problem};
use crate::legacy::webapi::shape::Shape;

/// Reads a parameter of this shape.
///
/// Quirk: an empty body is a null parameter without an error; the caller
/// decides what to make of it. A body without a known field is a parameter all
/// the same.
#[must_use]
pub fn read(shape: &'static Shape, body: &[u8]) -> Binding {
    match Fields::parse(body) {
        Ok(fields) if fields.is_empty() => Binding::null(),
        Ok(fields) => binder::bind(shape, &fields, body.len()),
        Err(Unreadable::NotUtf8) => Binding::failed(Problem::NotUtf8),
        Err(Unreadable::UnclosedBracket) => Binding::failed(Problem::Exception),
    }
}
