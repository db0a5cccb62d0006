//! What went wrong in one attempt, and whether it passes by itself: the one
//! place that knows the databases' errors.

use std::{borrow::Cow, convert::Infallible, error::Error, sync::Arc};

use diesel::{
    ConnectionError,
    result::{DatabaseErrorKind, Error as DieselError},
};
use thiserror::Error;

use super::{
    error::{MigrateError, OpenError, ReadError, Source, TransactionError},
    rows::BadValue,
};

/// What a statement fails with, by its own choice, where a guard does not hold:
/// the name of the table follows.
pub(super) const LOST_GUARD: &str = "lost guard: ";

/// Why one attempt at a transaction ended without a commit, and what to do
/// about it.
#[derive(Debug, Error)]
pub(super) enum Failure {
    /// Another transaction changed a row after it was loaded here: load it
    /// again and decide again.
    #[error("another transaction changed a row of {0} meanwhile")]
    LostGuard(Cow<'static, str>),
    /// The database itself chose this transaction to give way to another.
    #[error("another transaction was in the way: {0}")]
    Collision(Source),
    /// Another process holds the file.
    #[error("the database is busy: {0}")]
    Busy(Source),
    /// The connection or the server is in trouble: connect anew.
    #[error("the database is not available: {0}")]
    Broken(Source),
    /// Not known to pass or to last. It is tried again on a new connection,
    /// and counts as lasting if it lasts.
    #[error("{0}")]
    Unclear(Source),
    /// The same would fail again.
    #[error("{0}")]
    Lasting(Source),
}

impl Failure {
    /// A guard of the table did not hold.
    pub(super) fn lost_guard(table: &str) -> Self {
        Self::LostGuard(Cow::Owned(table.to_owned()))
    }

    /// Trouble with a connection.
    pub(super) fn broken(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Broken(Source::from(error.into()))
    }

    /// The other transaction is done soon, and the connection is fine.
    pub(super) fn is_contention(&self) -> bool {
        matches!(self, Self::LostGuard(_) | Self::Collision(_))
    }
}

impl From<BadValue> for Failure {
    fn from(error: BadValue) -> Self {
        Self::Lasting(Arc::new(error))
    }
}

impl From<ConnectionError> for Failure {
    fn from(error: ConnectionError) -> Self {
        Self::broken(error)
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let source: Source = match error {
            OpenError::Connect(source) => source,
            other => Arc::new(other),
        };
        Self::Broken(source)
    }
}

/// Rows that always can be read.
impl From<Infallible> for Failure {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

impl From<DieselError> for Failure {
    fn from(error: DieselError) -> Self {
        let failure = match &error {
            DieselError::DatabaseError(kind, information) => {
                if let Some((_, table)) = information.message().split_once(LOST_GUARD) {
                    return Self::lost_guard(table.trim_end_matches('"'));
                }
                of_kind(*kind, information.message())
            }
            DieselError::AlreadyInTransaction
            | DieselError::NotInTransaction
            | DieselError::BrokenTransactionManager
            | DieselError::RollbackErrorOnCommit { .. } => Self::Broken,
            _ => Self::Lasting,
        };
        failure(Arc::new(error))
    }
}

fn of_kind(kind: DatabaseErrorKind, message: &str) -> fn(Source) -> Failure {
    match kind {
        DatabaseErrorKind::SerializationFailure => Failure::Collision,
        // A standby that was promoted elsewhere, or not yet.
        DatabaseErrorKind::UnableToSendCommand
        | DatabaseErrorKind::ClosedConnection
        | DatabaseErrorKind::ReadOnlyTransaction => Failure::Broken,
        DatabaseErrorKind::UniqueViolation
        | DatabaseErrorKind::ForeignKeyViolation
        | DatabaseErrorKind::NotNullViolation
        | DatabaseErrorKind::CheckViolation
        | DatabaseErrorKind::RestrictViolation
        | DatabaseErrorKind::ExclusionViolation => Failure::Lasting,
        _ => by_message(message),
    }
}

/// Diesel keeps neither `PostgreSQL`'s SQLSTATE nor `SQLite`'s result code for
/// what it has no kind for, so the message has to do. `SQLite`'s are constant;
/// a session asks `PostgreSQL` for English ones, and where the server refuses
/// that, [`Failure::Unclear`] is still tried again.
fn by_message(message: &str) -> fn(Source) -> Failure {
    type Told = (&'static str, fn(Source) -> Failure);
    const TOLD: [Told; 20] = [
        // SQLite
        ("database is locked", Failure::Busy),
        ("database table is locked", Failure::Busy),
        ("database schema is locked", Failure::Busy),
        ("disk I/O error", Failure::Broken),
        ("database or disk is full", Failure::Broken),
        ("unable to open database file", Failure::Broken),
        ("attempt to write a readonly database", Failure::Broken),
        // PostgreSQL: 40P01, and CockroachDB's word for 40001
        ("deadlock detected", Failure::Collision),
        ("restart transaction", Failure::Collision),
        // 57P01 to 57P03, 57P05
        ("terminating connection", Failure::Broken),
        ("the database system is", Failure::Broken),
        // 57014, 55P03
        ("canceling statement", Failure::Broken),
        ("could not obtain lock", Failure::Broken),
        // 53100, 53200, 53300
        ("No space left on device", Failure::Broken),
        ("could not extend file", Failure::Broken),
        ("out of memory", Failure::Broken),
        ("out of shared memory", Failure::Broken),
        ("too many connections", Failure::Broken),
        ("too many clients", Failure::Broken),
        ("remaining connection slots", Failure::Broken),
    ];
    TOLD.iter()
        .find(|(told, _)| message.contains(told))
        .map_or(Failure::Unclear, |(_, failure)| *failure)
}

impl From<Failure> for TransactionError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::LostGuard(_) | Failure::Collision(_) => Self::Contended,
            Failure::Busy(source) | Failure::Broken(source) => Self::Unavailable(source),
            Failure::Unclear(source) | Failure::Lasting(source) => Self::Poisoned(source),
        }
    }
}

impl From<Failure> for ReadError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unclear(source) | Failure::Lasting(source) => Self::Failed(source),
            Failure::Collision(source) | Failure::Busy(source) | Failure::Broken(source) => {
                Self::Unavailable(source)
            }
            // Reads guard nothing.
            lost @ Failure::LostGuard(_) => Self::Unavailable(Arc::new(lost)),
        }
    }
}

impl From<Failure> for MigrateError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Unclear(source) | Failure::Lasting(source) => Self::Failed(source),
            Failure::Collision(source) | Failure::Busy(source) | Failure::Broken(source) => {
                Self::Unavailable(source)
            }
            Failure::LostGuard(_) => Self::Busy,
        }
    }
}

impl From<Failure> for OpenError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Collision(source)
            | Failure::Busy(source)
            | Failure::Broken(source)
            | Failure::Unclear(source)
            | Failure::Lasting(source) => Self::Connect(source),
            lost @ Failure::LostGuard(_) => Self::Connect(Arc::new(lost)),
        }
    }
}
