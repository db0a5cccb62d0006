//! `$ref`, `$type`, `$id` and `$values` at the beginning of an object
//! (`ReadMetadataProperties`). `$type` is not followed: the old server was
//! told to trust no type name.

use super::binder::Binder;
use super::contract::Contract;
use super::list::List;
use super::references::Resolved;
use super::{Fault, Reader, Token};
use crate::legacy::webapi::value::Value;

/// What the beginning of an object told.
#[derive(Debug)]
pub(super) enum Metadata {
    /// The value itself: there was a reference, or a wrapped list.
    Value(Value),
    /// The object's `$id`; its members follow.
    Id(Option<String>),
}

impl<R: Reader> Binder<'_, R> {
    /// Reads metadata; the cursor is at what follows the object's beginning.
    pub(super) fn read_metadata(
        &mut self,
        contract: Contract,
        existing: Option<&mut List>,
    ) -> Result<Metadata, Fault> {
        let mut id = None;
        while let Token::PropertyName(name) = self.reader.cursor().token() {
            match name.as_str() {
                "$ref" => {
                    if let Some(reference) = self.read_reference()? {
                        return self.resolve(contract, existing, &reference);
                    }
                }
                "$type" => {
                    self.checked_read()?;
                    // The old server tripped over a type name that is null.
                    if self.reader.cursor().token().to_text().is_none() {
                        return Err(Fault::Exception);
                    }
                    self.checked_read()?;
                }
                "$id" => {
                    self.checked_read()?;
                    id = self.reader.cursor().token().to_text();
                    self.checked_read()?;
                }
                "$values" => {
                    self.checked_read()?;
                    let list = self.create_list(contract, existing, id)?;
                    self.checked_read()?;
                    return Ok(Metadata::Value(list));
                }
                _ => break,
            }
        }
        Ok(Metadata::Id(id))
    }

    fn read_reference(&mut self) -> Result<Option<String>, Fault> {
        self.checked_read()?;
        let reference = match self.reader.cursor().token() {
            Token::Text(text) => Some(text.clone()),
            Token::Null => None,
            _ => return Err(Fault::Exception),
        };
        self.checked_read()?;
        let more = matches!(self.reader.cursor().token(), Token::PropertyName(_));
        if reference.is_some() && more {
            return Err(Fault::Exception);
        }
        Ok(reference)
    }

    fn resolve(
        &mut self,
        contract: Contract,
        existing: Option<&mut List>,
        reference: &str,
    ) -> Result<Metadata, Fault> {
        let value = match (self.references.resolve(reference)?, contract) {
            (Resolved::Unknown, _) => Value::Null,
            (Resolved::Object(object), Contract::Object(shape)) if object.shape == shape => {
                Value::Object(object)
            }
            (Resolved::List, _) => match existing {
                Some(list) if list.id.as_deref() == Some(reference) => list.take(),
                _ => return Err(Fault::Exception),
            },
            (Resolved::Object(_), _) => return Err(Fault::Exception),
        };
        Ok(Metadata::Value(value))
    }
}
