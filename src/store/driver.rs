//! What the store needs of a kind of database.

use crate::domain::{
    command::Keys, order::TradeKey, timestamp::Timestamp, working_set::WorkingSet,
};

use super::{error::OpenError, failure::Failure, open::OpenChanges};

/// What a transaction may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Read one state of the database.
    Read,
    /// Read one state of the database, and write to it.
    Write,
    /// Write by one statement that takes each row as it then is; where a
    /// statement is a transaction by itself, there is no other around it.
    WriteAtOnce,
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

    /// Begins a transaction.
    fn begin(
        connection: &Self::Connection,
        access: Access,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Nothing more is going to be loaded: what follows is written.
    fn end_loading(
        connection: &Self::Connection,
        access: Access,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Commits what was begun with the same access.
    fn commit(
        connection: &Self::Connection,
        access: Access,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Undoes it.
    fn roll_back(connection: &Self::Connection)
    -> impl Future<Output = Result<(), Failure>> + Send;

    /// Loads the rows that `keys` name.
    fn load(
        connection: &Self::Connection,
        keys: &Keys,
    ) -> impl Future<Output = Result<WorkingSet, Failure>> + Send;

    /// Writes what changed, of the rows and of the list of open callbacks.
    fn write(
        connection: &Self::Connection,
        rows: WorkingSet,
        open: OpenChanges,
        access: Access,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Writes at once. Where that can be on the wire together, the next transaction
    /// begins right behind it and loads the rows that `next` names.
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
    ) -> impl Future<Output = Result<Vec<TradeKey>, Failure>> + Send;
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
