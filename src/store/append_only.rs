//! Tables whose rows are added and never changed.

use std::sync::Arc;

use thiserror::Error;

use crate::domain::working_set::{Table, WorkingSet};

use super::failure::Failure;

#[derive(Debug, Error)]
#[error("rows of {0} are added and never changed")]
struct NeverChanged(&'static str);

/// Refuses changes that no statement would write.
pub(super) fn check(rows: &WorkingSet) -> Result<(), Failure> {
    unchanged(&rows.order_payments, "order_payments")?;
    unchanged(&rows.conflicts, "epay_callback_conflicts")?;
    unchanged(&rows.douyin_history, "douyin_notice_history")?;
    unchanged(&rows.taoxianda, "taoxianda_refunds")
}

fn unchanged<K: Ord, T: Clone + PartialEq>(
    rows: &Table<K, T>,
    table: &'static str,
) -> Result<(), Failure> {
    match rows.updated().next() {
        None => Ok(()),
        Some(_) => Err(Failure::Lasting(Arc::new(NeverChanged(table)))),
    }
}
