//! What the store needs of a kind of database.

use crate::domain::{
    command::Keys, order::TradeKey, timestamp::Timestamp, working_set::WorkingSet,
};

use super::{error::OpenError, failure::Failure, open::OpenChanges};

/// What a transaction is going to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Read one state of the database.
    Read,
    /// Write, by guards that tell whether others changed what was loaded before.
    Write,
}

/// A kind of database.
pub(super) trait Driver: Clone + Send + Sync + 'static {
    /// A connection that several queries may be put to at once.
    type Connection: Send + Sync + 'static;

    /// Opens a connection that is fit for use.
    fn connect(
        &self,
        access: Access,
    ) -> impl Future<Output = Result<Self::Connection, OpenError>> + Send;

    /// Whether a connection is known to be of no more use.
    fn is_broken(connection: &mut Self::Connection) -> bool;

    /// Begins a transaction, if one is needed: where nothing else may happen between
    /// statements.
    fn begin(
        connection: &Self::Connection,
        access: Access,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Commits what was begun with the same access.
    fn commit(
        connection: &Self::Connection,
        access: Access,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Undoes what was begun with the same access.
    fn roll_back(
        connection: &Self::Connection,
        access: Access,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Loads the rows that `keys` name, all of one state of the database.
    fn load(
        connection: &Self::Connection,
        keys: &Keys,
    ) -> impl Future<Output = Result<WorkingSet, Failure>> + Send;

    /// Writes what changed, of the rows and of the list of open callbacks.
    fn write(
        connection: &Self::Connection,
        rows: WorkingSet,
        open: OpenChanges,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Writes at once. Where that can be on the wire together, the rows that `next`
    /// names are loaded right behind it, for the next transaction.
    fn write_and_load(
        connection: &Self::Connection,
        rows: WorkingSet,
        open: OpenChanges,
        next: &Keys,
    ) -> impl Future<Output = Result<Option<WorkingSet>, Failure>> + Send;

    /// Claims callbacks that are due, after looking for those that were left
    /// behind.
    fn claim(
        connection: &Self::Connection,
        now: Timestamp,
        lease_until: Timestamp,
        limit: i64,
    ) -> impl Future<Output = Result<Option<Vec<TradeKey>>, Failure>> + Send;
}

/// Where a transaction's connection comes from.
pub(super) trait Supply<D: Driver>: Send {
    /// A connection on loan. Dropped, it is never used again.
    type Lent: Send + Sync;

    /// Hands out a connection.
    fn lend(&mut self) -> impl Future<Output = Result<Self::Lent, Failure>> + Send;

    /// The connection on loan.
    fn connection(lent: &Self::Lent) -> &D::Connection;

    /// Takes a connection back that is as good as new.
    fn give_back(&mut self, lent: Self::Lent);
}
