//! `SQLite`: one file, one writer.
//!
//! Queries take turns; a batch is written in one go on a blocking thread, where
//! there is no round trip to save.

mod connect;
mod keys;
mod migrate;
mod nonces;
#[path = "../queries/mod.rs"]
mod queries;
mod write;

use std::sync::Arc;

use diesel::SqliteConnection;
use diesel_async::{
    SimpleAsyncConnection as _, pooled_connection::PoolableConnection as _,
    sync_connection_wrapper::SyncConnectionWrapper,
};
use tokio::sync::{Mutex, MutexGuard};

use crate::domain::{
    command::Keys, order::TradeKey, timestamp::Timestamp, working_set::WorkingSet,
};

use super::{
    driver::{Access, Driver},
    error::OpenError,
    failure::Failure,
    open::OpenChanges,
};

type Raw = SyncConnectionWrapper<SqliteConnection>;

/// `SQLite` takes at most 32,766 parameters in one statement.
const KEYS_PER_QUERY: usize = 30_000;

/// Where the database is.
#[derive(Clone)]
pub(super) struct Database {
    path: Arc<str>,
}

impl Database {
    /// The database in a file, which is not opened yet.
    pub(super) fn new(path: &str) -> Self {
        Self { path: path.into() }
    }
}

/// A connection that queries take turns with.
pub(super) struct Connection(Mutex<Raw>);

impl Connection {
    /// Waits for this query's turn.
    async fn turn(&self) -> MutexGuard<'_, Raw> {
        self.0.lock().await
    }
}

impl Driver for Database {
    type Connection = Connection;

    async fn connect(&self, access: Access) -> Result<Connection, OpenError> {
        Ok(Connection(Mutex::new(
            connect::connect(&self.path, access).await?,
        )))
    }

    fn is_broken(connection: &mut Connection) -> bool {
        connection.0.get_mut().is_broken()
    }

    async fn begin(connection: &Connection, access: Access) -> Result<(), Failure> {
        let begin = match access {
            // Takes the writer's place at once: a transaction that asked for it
            // halfway could be refused.
            Access::Write => "BEGIN IMMEDIATE",
            Access::Read => "BEGIN",
        };
        Ok(connection.turn().await.batch_execute(begin).await?)
    }

    async fn commit(connection: &Connection, _access: Access) -> Result<(), Failure> {
        Ok(connection.turn().await.batch_execute("COMMIT").await?)
    }

    async fn roll_back(connection: &Connection, _access: Access) -> Result<(), Failure> {
        Ok(connection.turn().await.batch_execute("ROLLBACK").await?)
    }

    async fn load(connection: &Connection, keys: &Keys) -> Result<WorkingSet, Failure> {
        queries::load(connection, keys).await
    }

    async fn write(
        connection: &Connection,
        rows: WorkingSet,
        open: OpenChanges,
    ) -> Result<(), Failure> {
        write::write(connection, rows, open).await
    }

    /// Nothing is gained where there is no round trip.
    async fn write_and_load(
        connection: &Connection,
        rows: WorkingSet,
        open: OpenChanges,
        _next: &Keys,
    ) -> Result<Option<WorkingSet>, Failure> {
        write::write(connection, rows, open).await?;
        Ok(None)
    }

    async fn claim(
        connection: &Connection,
        now: Timestamp,
        lease_until: Timestamp,
        limit: i64,
    ) -> Result<Option<Vec<TradeKey>>, Failure> {
        queries::claim(connection, now, lease_until, limit).await
    }
}
