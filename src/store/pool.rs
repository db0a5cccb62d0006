//! The connections that reads share.

use std::time::Duration;

use bb8::{ManageConnection, PooledConnection, RunError};

use super::{
    driver::{Access, Driver, Supply},
    error::OpenError,
    failure::Failure,
};

/// How long a read waits for a connection.
const WAIT: Duration = Duration::from_secs(5);

/// The connections that reads share.
pub(super) type Pool<D> = bb8::Pool<Manager<D>>;

/// A pool that connects when it is first asked.
pub(super) fn pool<D: Driver>(database: D, size: u32) -> Pool<D> {
    bb8::Pool::builder()
        .max_size(size.max(1))
        .connection_timeout(WAIT)
        // Whoever needs the connection knows best whether to try again.
        .retry_connection(false)
        .build_unchecked(Manager(database))
}

/// Makes connections for a pool.
#[derive(Debug)]
pub(super) struct Manager<D>(D);

/// A connection of a pool.
pub(super) struct Shared<C> {
    connection: C,
    /// It may be in the middle of a transaction.
    spoiled: bool,
}

impl<D: Driver> ManageConnection for Manager<D> {
    type Connection = Shared<D::Connection>;
    type Error = OpenError;

    async fn connect(&self) -> Result<Self::Connection, OpenError> {
        let connection = self.0.connect(Access::Read).await?;
        let spoiled = false;
        Ok(Shared {
            connection,
            spoiled,
        })
    }

    /// Whether it broke while it was idle, which is known without asking.
    async fn is_valid(&self, shared: &mut Self::Connection) -> Result<(), OpenError> {
        if D::is_broken(&mut shared.connection) {
            return Err(OpenError::Broken);
        }
        Ok(())
    }

    fn has_broken(&self, shared: &mut Self::Connection) -> bool {
        shared.spoiled || D::is_broken(&mut shared.connection)
    }
}

impl<D: Driver> Supply<D> for Pool<D> {
    type Lent = PooledConnection<'static, Manager<D>>;

    async fn lend(&mut self) -> Result<Self::Lent, Failure> {
        let mut lent = self.get_owned().await.map_err(|error| match error {
            RunError::User(error) => Failure::from(error),
            RunError::TimedOut => Failure::broken("no connection for reads became free in time"),
        })?;
        // Until it is known to be clean, whoever drops it, and however.
        lent.spoiled = true;
        Ok(lent)
    }

    fn connection(lent: &Self::Lent) -> &D::Connection {
        &lent.connection
    }

    fn give_back(&mut self, mut lent: Self::Lent) {
        lent.spoiled = false;
    }
}
