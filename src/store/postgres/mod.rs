//! `PostgreSQL`, or an engine that speaks its protocol.
//!
//! Several queries at once are pipelined: they go out together, and the server
//! runs them one after another, in the order in which they were first polled.

mod arrays;
mod connect;
mod keys;
mod lease;
mod migrate;
mod nonces;
#[path = "../queries/mod.rs"]
mod queries;
mod statements;
mod write;

use std::{
    collections::BTreeSet,
    future::{Ready, ready},
    ops::{Deref, DerefMut},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use diesel_async::{
    AsyncPgConnection, SimpleAsyncConnection as _, pooled_connection::PoolableConnection as _,
};

use crate::domain::{
    command::Keys, order::TradeKey, timestamp::Timestamp, working_set::WorkingSet,
};

use super::{
    driver::{Access, Driver},
    error::OpenError,
    failure::Failure,
    open::OpenChanges,
};

/// An array takes any number of keys that a batch may have.
const KEYS_PER_QUERY: usize = usize::MAX;

/// Where the database is.
#[derive(Clone)]
pub(super) struct Database {
    url: Arc<str>,
}

impl Database {
    /// The database at an address, which is not contacted yet.
    pub(super) fn new(url: &str) -> Self {
        let url = connect::complete(url).into();
        Self { url }
    }
}

/// A connection that queries may be put to while others are under way.
pub(super) struct Connection {
    client: AsyncPgConnection,
    transactions: Transactions,
    prepared: Prepared,
}

/// Which statements that write at once a connection has prepared.
#[derive(Default)]
struct Prepared(Mutex<BTreeSet<Vec<&'static str>>>);

impl Prepared {
    fn all(&self) -> MutexGuard<'_, BTreeSet<Vec<&'static str>>> {
        // Sound after a panic: a statement is in it or not.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How many transactions a connection has had.
#[derive(Default)]
struct Transactions(AtomicU64);

impl Transactions {
    /// Counts one more, and tells whether plans are to be made anew after it:
    /// whenever there have been twice as many as the last time. A plan that was made
    /// for empty tables reads them whole, or by any index at all, however much they
    /// have grown since; the server itself notices after minutes.
    fn outgrew_plans(&self) -> bool {
        let before = self.0.fetch_add(1, Ordering::Relaxed);
        before.wrapping_add(1).is_power_of_two()
    }
}

impl Connection {
    /// What a query is put to; never to be waited for here.
    fn turn(&self) -> Ready<Turn<'_>> {
        ready(Turn(&self.client))
    }

    /// For tests that look at the connection itself.
    #[cfg(test)]
    pub(super) fn client(&self) -> &AsyncPgConnection {
        &self.client
    }
}

/// A shared connection, in the form in which diesel takes it.
struct Turn<'a>(&'a AsyncPgConnection);

impl<'a> Deref for Turn<'a> {
    type Target = &'a AsyncPgConnection;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Turn<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl Driver for Database {
    type Connection = Connection;

    async fn connect(&self, access: Access) -> Result<Connection, OpenError> {
        let client = match access {
            Access::Read => connect::connect(&self.url).await?,
            Access::Write => connect::connect_lane(&self.url).await?,
        };
        Ok(Connection {
            client,
            transactions: Transactions::default(),
            prepared: Prepared::default(),
        })
    }

    fn is_broken(connection: &mut Connection) -> bool {
        connection.client.is_broken()
    }

    async fn begin(connection: &Connection, access: Access) -> Result<(), Failure> {
        // A batch loads by one statement and writes by another: each is a transaction
        // by itself, and none takes a message more to begin or to end.
        if access != Access::Read {
            return Ok(());
        }
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(connection.turn().await.batch_execute(begin).await?)
    }

    async fn commit(connection: &Connection, access: Access) -> Result<(), Failure> {
        if access == Access::Read {
            connection.turn().await.batch_execute("COMMIT").await?;
        }
        if connection.transactions.outgrew_plans() {
            // What is committed is committed; a connection that breaks here is
            // found broken when it is needed again.
            let _ = connection.turn().await.batch_execute("DISCARD PLANS").await;
        }
        Ok(())
    }

    async fn roll_back(connection: &Connection, access: Access) -> Result<(), Failure> {
        if access != Access::Read {
            return Ok(());
        }
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
        write::write(connection, &rows, &open).await
    }

    async fn write_and_load(
        connection: &Connection,
        rows: WorkingSet,
        open: OpenChanges,
        next: &Keys,
    ) -> Result<Option<WorkingSet>, Failure> {
        let writes = write::writes(&rows, &open);
        let texts = writes.texts();
        if !connection.prepared.all().contains(&texts) {
            // It is yet to be prepared, and whatever is sent meanwhile would
            // overtake it.
            writes.run(connection).await?;
            connection.prepared.all().insert(texts);
            return Ok(None);
        }
        let load = queries::load(connection, next);
        let (written, loaded) = tokio::join!(biased; writes.run(connection), load);
        written?;
        // What is written is written. Whoever needs the rows asks again.
        Ok(loaded
            .inspect_err(|error| tracing::debug!(%error, "nothing is loaded ahead"))
            .ok())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_made_anew_as_often_as_transactions_double() {
        let transactions = Transactions::default();
        let numbers = (1..=100).filter(|_| transactions.outgrew_plans());
        assert_eq!(numbers.collect::<Vec<_>>(), [1, 2, 4, 8, 16, 32, 64]);
    }
}
