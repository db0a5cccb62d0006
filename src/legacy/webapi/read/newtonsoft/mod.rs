//! Json.NET's serializer, as far as the old server's shapes go: what becomes of
//! a parameter while its tokens arrive. JSON and BSON are read with it.
//!
//! A format implements [`Reader`]: it owns a [`Cursor`], and [`Reader::advance`]
//! reads the next [`Token`] and moves the cursor to it with [`Cursor::set`].
//! It gives every token, also those of unknown members and comments; the
//! cursor keeps the path, the depth and its limit, and complains of an end that
//! does not match its beginning. What cannot be read is a [`Fault`]; whatever
//! the cursor was moved to before it counts. At the end of the body `advance`
//! is `false`, however much is missing. [`bind`] does the rest.
//!
//! Ported from Newtonsoft.Json 6.0.8 (`JsonSerializerInternalReader`,
//! `JsonReader`) step by step, because what an error leaves behind depends on
//! every step.

mod binder;
mod contract;
mod convert;
mod cursor;
mod double;
mod list;
mod metadata;
pub(super) mod number;
mod object;
mod reader;
mod references;
mod token;
mod typed;

pub use cursor::{Container, Cursor, State};
pub use reader::{Reader, Wanted};
pub use token::{Integer, Token};

use crate::legacy::webapi::model_state::Binding;
use crate::legacy::webapi::shape::Shape;

/// Why something cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The old server threw an exception.
    Exception,
    /// Ours: the old server replaced what is not UTF-8 by U+FFFD.
    NotUtf8,
}

/// Reads a parameter of this shape.
pub fn bind<R: Reader>(shape: &'static Shape, reader: &mut R) -> Binding {
    binder::Binder::new(reader).bind(shape)
}
