//! JSON bodies, read as Json.NET read them.

mod characters;
mod classes;
mod comment;
mod decode;
mod literal;
mod number;
mod reader;
mod string;

use super::newtonsoft;
use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::model_state::Binding;
use crate::legacy::webapi::shape::Shape;

/// Reads a parameter of this shape.
///
/// The first value of the body is the parameter; what follows it is not looked
/// at. A body with nothing in it is no parameter, and no error.
#[must_use]
pub fn read(shape: &'static Shape, body: &[u8], charset: Charset) -> Binding {
    newtonsoft::bind(shape, &mut reader::TextReader::new(body, charset))
}

#[cfg(test)]
mod tests;
