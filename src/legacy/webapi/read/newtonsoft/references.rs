//! What has been given an `$id`, for a `$ref` to be replaced by.
//!
//! Clients that serialize with `PreserveReferencesHandling` write the second
//! occurrence of an item as a reference to the first.

use std::collections::HashMap;

use super::Fault;
use crate::legacy::webapi::value::{Object, Value};

/// How many bytes of text references may repeat. The old server shared what was
/// referred to and needed no limit; we copy it, and a short reference to a long
/// text must not fill our memory.
const MAX_REPEATED_BYTES: usize = 1 << 20;

/// What an item takes beside its texts.
const ITEM_BYTES: usize = 256;

/// What has been given an `$id`.
#[derive(Debug)]
enum Referent {
    /// An object that is not complete. What refers to it now is inside of it,
    /// and no member has the type of the object that it is in.
    Incomplete,
    /// An object.
    Object(Object),
    /// A list, which only its own member can hold.
    List,
}

/// What a `$ref` stands for.
#[derive(Debug)]
pub(super) enum Resolved {
    /// Nothing has this `$id`.
    Unknown,
    /// An object.
    Object(Object),
    /// A list.
    List,
}

/// All that has been given an `$id`.
#[derive(Debug, Default)]
pub(super) struct References {
    by_id: HashMap<String, Referent>,
    repeated_bytes: usize,
}

impl References {
    /// Gives the `$id` to an object that begins.
    pub(super) fn begin_object(&mut self, id: &str) -> Result<(), Fault> {
        self.add(id, Referent::Incomplete)
    }

    /// The object with the `$id` is complete.
    pub(super) fn complete_object(&mut self, id: &str, object: &Object) {
        self.by_id
            .insert(id.to_owned(), Referent::Object(object.clone()));
    }

    /// Gives the `$id` to a list that may have one already.
    pub(super) fn add_list(&mut self, id: &str, known_as: Option<&str>) -> Result<(), Fault> {
        match known_as {
            None => self.add(id, Referent::List),
            Some(known_as) if known_as == id => Ok(()),
            Some(_) => Err(Fault::Exception),
        }
    }

    /// What has this `$id`.
    pub(super) fn resolve(&mut self, id: &str) -> Result<Resolved, Fault> {
        match self.by_id.get(id) {
            None => Ok(Resolved::Unknown),
            Some(Referent::Incomplete) => Err(Fault::Exception),
            Some(Referent::List) => Ok(Resolved::List),
            Some(Referent::Object(object)) => {
                self.repeated_bytes += size_of(object);
                if self.repeated_bytes > MAX_REPEATED_BYTES {
                    return Err(Fault::Exception);
                }
                Ok(Resolved::Object(object.clone()))
            }
        }
    }

    fn add(&mut self, id: &str, referent: Referent) -> Result<(), Fault> {
        if self.by_id.contains_key(id) {
            return Err(Fault::Exception);
        }
        self.by_id.insert(id.to_owned(), referent);
        Ok(())
    }
}

fn size_of(object: &Object) -> usize {
    let texts = object.values.iter().map(|value| match value {
        Value::Text(text) => text.len(),
        Value::List(items) => items.len().saturating_mul(ITEM_BYTES),
        _ => 0,
    });
    texts.fold(ITEM_BYTES, usize::saturating_add)
}
