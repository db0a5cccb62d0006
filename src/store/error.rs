//! What callers learn of what went wrong in the store.

use std::{error::Error, sync::Arc};

use thiserror::Error;

/// What an error came from, which its text includes. Shared, because every
/// command of a batch is told.
pub type Source = Arc<dyn Error + Send + Sync + 'static>;

/// A database could not be opened.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The address is of no known kind.
    #[error("the database address must begin with sqlite: or postgres:// and name a database")]
    UnknownAddress,
    /// Data that ends with the process is not kept.
    #[error("a database in memory does not keep what it confirms")]
    InMemory,
    /// The file is not there, and was not to be created.
    #[error("there is no database file {0}")]
    NoSuchFile(String),
    /// The database cannot be reached, or refuses the connection.
    #[error("the database cannot be opened: {0}")]
    Connect(Source),
    /// A connection broke while nobody used it.
    #[error("the connection broke while it was idle")]
    Broken,
    /// The database is set up to lose what it has confirmed.
    #[error("the database must run with {setting} = {required}, and has {actual}")]
    NotDurable {
        /// The setting.
        setting: &'static str,
        /// What it has to be.
        required: &'static str,
        /// What it is.
        actual: String,
    },
}

/// The schema could not be read or brought up to date.
#[derive(Debug, Error)]
pub enum MigrateError {
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unavailable(Source),
    /// Another instance is at it and does not come to an end.
    #[error("another instance is still migrating the schema")]
    Busy,
    /// A migration failed.
    #[error("a migration failed: {0}")]
    Failed(Source),
}

/// A transaction was not committed, as far as is known.
#[derive(Clone, Debug, Error)]
pub enum TransactionError {
    /// Others kept changing the same rows.
    #[error("other transactions kept changing the same rows")]
    Contended,
    /// The database cannot be reached or cannot work now; the same may succeed
    /// later.
    #[error("the database is not available: {0}")]
    Unavailable(Source),
    /// The same input would fail again.
    #[error("the database refuses the transaction: {0}")]
    Poisoned(Source),
}

/// Something could not be read.
#[derive(Clone, Debug, Error)]
pub enum ReadError {
    /// The database cannot be reached or cannot work now; the same may succeed
    /// later.
    #[error("the database is not available: {0}")]
    Unavailable(Source),
    /// The same would fail again.
    #[error("the database refuses the query: {0}")]
    Failed(Source),
}
