//! Values that a document names with `z:Id` and repeats with `z:Ref`.

use std::collections::HashMap;

use super::Refused;
use crate::legacy::webapi::value::Value;

/// How much more than its own length a document may blow up to by repeating
/// values. The old server shared what was repeated and had no limit.
const MAX_REPEATED_BYTES: usize = 1 << 20;

/// About what a value takes besides its texts.
const OVERHEAD_BYTES: usize = 64;

/// The values by their names.
#[derive(Debug)]
pub(super) struct Shared {
    by_id: HashMap<String, Option<Value>>,
    budget: usize,
}

impl Shared {
    /// No values yet, of a document of this length.
    pub(super) fn new(document_bytes: usize) -> Self {
        Self {
            by_id: HashMap::new(),
            budget: document_bytes.saturating_add(MAX_REPEATED_BYTES),
        }
    }

    /// Remembers a value, if it has a name.
    pub(super) fn keep(&mut self, id: Option<String>, value: &Value) -> Result<(), Refused> {
        let Some(id) = id else { return Ok(()) };
        let copy = self.copy(value)?;
        self.insert(id, Some(copy))
    }

    /// Remembers that a name is taken by what nothing else can repeat, as
    /// nothing else is of its type.
    pub(super) fn reserve(&mut self, id: Option<String>) -> Result<(), Refused> {
        id.map_or(Ok(()), |id| self.insert(id, None))
    }

    /// The value of this name once more.
    pub(super) fn repeat(&mut self, id: &str) -> Result<Value, Refused> {
        // Taken out for a moment, as copying it is counted.
        let value = self
            .by_id
            .get_mut(id)
            .and_then(Option::take)
            .ok_or(Refused)?;
        let copy = self.copy(&value);
        self.by_id.insert(id.to_owned(), Some(value));
        copy
    }

    fn insert(&mut self, id: String, value: Option<Value>) -> Result<(), Refused> {
        match self.by_id.insert(id, value) {
            None => Ok(()),
            Some(_) => Err(Refused),
        }
    }

    fn copy(&mut self, value: &Value) -> Result<Value, Refused> {
        self.budget = self.budget.checked_sub(bytes(value)).ok_or(Refused)?;
        Ok(value.clone())
    }
}

fn bytes(value: &Value) -> usize {
    let inner: usize = match value {
        Value::Text(text) => text.len(),
        Value::Object(object) => object.values.iter().map(bytes).sum(),
        // Lists are never repeated, and numbers are small.
        _ => 0,
    };
    inner.saturating_add(OVERHEAD_BYTES)
}
