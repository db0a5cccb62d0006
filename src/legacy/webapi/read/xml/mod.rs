//! The XML of the old server: what its `XmlDictionaryReader` and
//! `DataContractSerializer` made of a body.
//!
//! Quirks that are kept, as partners live with them:
//!
//! - names and namespaces are exact; elements of other names are skipped;
//! - a member that is absent is zero or null, without an error;
//! - one value that cannot be read spoils the whole parameter;
//! - the root may also be called `anyType`, in the namespace of `z:Id`;
//! - what follows the root is looked at no further than its first node.
//!
//! Quirks that are not kept, because they lost data silently: the old server
//! bound members in alphabetical order only and skipped the others, and items
//! of lists of texts only in Microsoft's namespace of arrays. Here members
//! bind in any order, the first of each name, and such items also in the
//! namespace of the contract or without one.
//!
//! The parser is `quick-xml`, which takes much that is not XML; what the old
//! server refused beyond that is refused in `document`, `start_tag`,
//! `declaration` and `text`.

mod content;
mod contract;
mod declaration;
mod document;
mod element;
mod encoding;
mod instructions;
mod name;
mod namespaces;
mod number;
mod references;
mod shared;
mod start_tag;
mod text;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::model_state::{Binding, ModelState, Problem};
use crate::legacy::webapi::shape::Shape;

/// The body cannot be read. The old server did not tell callers why, so there
/// is nothing to carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Refused;

/// Reads a parameter from a body that was sent as XML.
#[must_use]
pub fn read(shape: &'static Shape, body: &[u8], charset: Charset) -> Binding {
    let object = encoding::utf8(body, charset)
        .and_then(|document| contract::read(shape, &document, charset));
    match object {
        Ok(object) => Binding {
            object,
            state: ModelState::default(),
        },
        Err(Refused) => Binding::failed(Problem::Exception),
    }
}
