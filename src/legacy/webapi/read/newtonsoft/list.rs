//! A list while it is filled.

use crate::legacy::webapi::value::Value;

/// A list. A member that is there twice is filled twice, so what it holds stays
/// even when the second time ends in an error.
#[derive(Debug, Default)]
pub(super) struct List {
    /// Its items.
    pub(super) items: Vec<Value>,
    /// Its `$id`.
    pub(super) id: Option<String>,
}

impl List {
    /// Its items, for the member that holds it.
    pub(super) fn take(&mut self) -> Value {
        Value::List(std::mem::take(&mut self.items))
    }
}
