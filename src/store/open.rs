//! Which callbacks are not applied: an index of `epay_callbacks` that is kept by
//! hand, in the same transactions as the callbacks.
//!
//! Every callback that is not applied is in `epay_callbacks_open`, or in a batch
//! of `epay_callback_batches` that was saved and is being applied. Some may be
//! listed that were applied meanwhile: the callback itself tells the truth.

use std::collections::BTreeSet;

use crate::domain::{
    callback::{Callback, CallbackState},
    order::TradeKey,
    working_set::WorkingSet,
};

use super::rows::{BatchRow, OpenRow};

/// Callbacks that were saved together, and are about to be applied together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedBatch {
    id: String,
}

/// What a transaction means to the callbacks that it adds or changes.
#[derive(Clone, Copy, Debug)]
pub enum Batching<'a> {
    /// Each is on its own.
    Apart,
    /// Those that are added make this batch: another transaction is to apply them.
    Begin(&'a SavedBatch),
    /// All callbacks of this batch are decided here.
    End(&'a SavedBatch),
}

impl SavedBatch {
    /// A batch that nobody else has.
    #[must_use]
    pub fn unique() -> Self {
        let id = format!("{:032x}", rand::random::<u128>());
        Self { id }
    }
}

/// What a transaction changes about the list.
#[derive(Default)]
pub(super) struct OpenChanges {
    /// Callbacks to be in it as they are now.
    pub(super) opened: Vec<OpenRow>,
    /// Callbacks that may be in it and are not to be.
    pub(super) closed: Vec<TradeKey>,
    /// The batch that begins.
    pub(super) begun: Option<BatchRow>,
    /// The batch that ends.
    pub(super) ended: Option<String>,
}

impl OpenChanges {
    /// What follows for the list from `rows`. `unlisted` are callbacks that are
    /// known to be in a batch that ends, and nowhere else.
    pub(super) fn of(rows: &WorkingSet, batching: Batching<'_>, unlisted: &[Callback]) -> Self {
        let mut changes = Self::default();
        let added: Vec<_> = rows.callbacks.inserted().filter(|it| is_open(it)).collect();
        if let Batching::Begin(batch) = batching
            && !added.is_empty()
        {
            changes.begun = Some(BatchRow::new(batch.id.clone(), &added));
        } else {
            changes.opened.extend(added.into_iter().map(OpenRow::from));
        }
        if let Batching::End(batch) = batching {
            changes.ended = Some(batch.id.clone());
        }
        let never_listed: BTreeSet<_> = unlisted.iter().map(|it| &it.key).collect();
        for (_, now) in rows.callbacks.updated() {
            if is_open(now) {
                changes.opened.push(OpenRow::from(now));
            } else if !never_listed.contains(&now.key) {
                changes.closed.push(now.key.clone());
            }
        }
        changes
    }
}

/// Whether somebody may still look for it.
pub(super) fn is_open(callback: &Callback) -> bool {
    callback.state != CallbackState::Applied
}
