//! One lane's way to the database.

use crate::domain::{
    command::Keys, order::TradeKey, timestamp::Timestamp, working_set::WorkingSet,
};

use super::error::{Source, TransactionError};

/// One lane's way to the database, with a connection of its own. It connects
/// when it is first needed, and again after a connection broke.
pub struct Session {}

impl Session {
    /// Loads the rows that `keys` name, lets `decide` change them, and writes
    /// the changes, all in one transaction.
    ///
    /// `decide` is called again, with rows loaded anew, when another
    /// transaction changed one of the rows meanwhile or a passing failure
    /// struck: whatever it did before is then undone. Once this returns `Ok`
    /// the changes of its latest call are on disk.
    pub async fn transact(
        &mut self,
        _name: &'static str,
        _keys: &Keys,
        _decide: &mut (dyn FnMut(&mut WorkingSet) + Send),
    ) -> Result<(), TransactionError> {
        Err(TransactionError::Unavailable(Source::from(Box::from(
            "not built yet",
        ))))
    }

    /// Claims at most `limit` callbacks that are due at `now`, the longest due
    /// first, by putting their next attempt off until `lease_until`. No two
    /// sessions claim the same one.
    pub async fn claim_due_callbacks(
        &mut self,
        _now: Timestamp,
        _lease_until: Timestamp,
        _limit: i64,
    ) -> Result<Vec<TradeKey>, TransactionError> {
        Err(TransactionError::Unavailable(Source::from(Box::from(
            "not built yet",
        ))))
    }
}
