//! The store: the only place that knows databases. It knows no rules.
//!
//! It loads the rows that a batch needs by prefixes of their primary keys, of one
//! state of the database, and writes back what the rules changed, all of it or
//! nothing. No row is locked while the rules think: a row with a revision is
//! written only where that revision is still the one loaded, and whatever belongs
//! to an order is guarded by the order's. Where a guard does not hold, everything
//! is undone, loaded and decided anew.

#![expect(
    clippy::duplicate_mod,
    reason = "diesel's queries are generic over the database only when written twice"
)]

mod address;
mod append_only;
mod driver;
pub mod error;
mod failure;
mod migrate;
mod open;
pub mod partners;
mod pool;
mod postgres;
mod query;
mod reader;
mod rows;
mod schema;
mod session;
mod sqlite;
#[cfg(test)]
mod tests;
mod transaction;
pub mod view;

pub use crate::config::Backend;
pub use error::{MigrateError, OpenError, ReadError, TransactionError};
pub use open::{Batching, SavedBatch};
pub use reader::Reader;
pub use session::{Expect, Plan, Session};

use address::Address;
use driver::{Access, Driver as _};
use pool::pool;

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// Connections for reads, beside one per session.
    pub read_connections: u32,
    /// Create an `SQLite` file that is not there.
    pub create: bool,
}

impl Default for StoreSettings {
    fn default() -> Self {
        Self {
            read_connections: 8,
            create: true,
        }
    }
}

/// A database that was opened. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    database: Database,
    reader: Reader,
}

#[derive(Clone)]
enum Database {
    Postgres(postgres::Database),
    Sqlite(sqlite::Database),
}

impl Store {
    /// Opens the database at an address such as `sqlite://refund-gateway.db`
    /// or `postgres://gateway@db.example/refunds`, and makes sure that it is
    /// there and keeps what it confirms.
    pub async fn open(database_url: &str, settings: StoreSettings) -> Result<Self, OpenError> {
        let read_connections = settings.read_connections;
        let store = match Address::parse(database_url)? {
            Address::Postgres(url) => {
                let database = postgres::Database::new(url);
                database.connect(Access::Write).await?;
                Self {
                    reader: Reader::postgres(pool(database.clone(), read_connections)),
                    database: Database::Postgres(database),
                }
            }
            Address::Sqlite(path) => {
                if !settings.create && !std::path::Path::new(path).exists() {
                    return Err(OpenError::NoSuchFile(path.to_owned()));
                }
                let database = sqlite::Database::new(path);
                database.connect(Access::Write).await?;
                Self {
                    reader: Reader::sqlite(pool(database.clone(), read_connections)),
                    database: Database::Sqlite(database),
                }
            }
        };
        Ok(store)
    }

    /// Which kind of database it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        match self.database {
            Database::Postgres(_) => Backend::Postgres,
            Database::Sqlite(_) => Backend::Sqlite,
        }
    }

    /// The names of the migrations that were not applied, in their order.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, MigrateError> {
        match &self.database {
            Database::Postgres(database) => database.pending_migrations().await,
            Database::Sqlite(database) => database.pending_migrations().await,
        }
    }

    /// Applies the pending migrations and names them. One instance does it at a
    /// time; the others wait for it, and find nothing left to do.
    pub async fn migrate(&self) -> Result<Vec<String>, MigrateError> {
        match &self.database {
            Database::Postgres(database) => database.migrate().await,
            Database::Sqlite(database) => database.migrate().await,
        }
    }

    /// A way to the database for one lane.
    #[must_use]
    pub fn session(&self) -> Session {
        match &self.database {
            Database::Postgres(database) => Session::postgres(database.clone()),
            Database::Sqlite(database) => Session::sqlite(database.clone()),
        }
    }

    /// Reads over the store's pool of connections.
    #[must_use]
    pub fn reader(&self) -> Reader {
        self.reader.clone()
    }
}
