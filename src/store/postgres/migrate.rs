//! Bringing the schema up to date, one instance at a time.

use std::{sync::Arc, time::Duration};

use diesel_async::{
    AsyncPgConnection, SimpleAsyncConnection as _, async_connection_wrapper::AsyncConnectionWrapper,
};
use diesel_migrations::{EmbeddedMigrations, embed_migrations};

use crate::store::{
    error::MigrateError,
    failure::Failure,
    migrate::{self, Boxed},
};

use super::{Database, connect, lease};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// How often looking at the pending migrations is tried: the first to look
/// creates diesel's own table, and several at once get in each other's way.
const LOOKS: usize = 3;
const PAUSE: Duration = Duration::from_millis(100);

impl Database {
    /// The names of the migrations that were not applied, in their order.
    pub(in crate::store) async fn pending_migrations(&self) -> Result<Vec<String>, MigrateError> {
        let mut looks = 1;
        loop {
            let look = |harness: &mut Harness| migrate::pending(harness, MIGRATIONS);
            match blocking(self.connection().await?, look).await {
                Err(_) if looks < LOOKS => tokio::time::sleep(PAUSE).await,
                result => return result,
            }
            looks += 1;
        }
    }

    /// Applies the pending migrations and names them.
    pub(in crate::store) async fn migrate(&self) -> Result<Vec<String>, MigrateError> {
        let mut lease = lease::acquire(self.connection().await?).await?;
        let run = |harness: &mut Harness| migrate::run(harness, MIGRATIONS);
        let running = blocking(self.connection().await?, run);
        let result = lease.keep_during(running).await;
        lease.release().await;
        result
    }

    /// A connection whose statements may take as long as they need.
    async fn connection(&self) -> Result<AsyncPgConnection, MigrateError> {
        let connecting = connect::connect(&self.url).await;
        let mut raw = connecting.map_err(Failure::from)?;
        let unlimited = raw.batch_execute("SET statement_timeout = 0").await;
        unlimited.map_err(Failure::from)?;
        Ok(raw)
    }
}

type Harness = AsyncConnectionWrapper<AsyncPgConnection>;

/// Runs diesel's migrations, which block, beside the runtime.
async fn blocking<T: Send + 'static>(
    raw: AsyncPgConnection,
    work: impl FnOnce(&mut Harness) -> Result<T, Boxed> + Send + 'static,
) -> Result<T, MigrateError> {
    let working = tokio::task::spawn_blocking(move || work(&mut Harness::from(raw)));
    match working.await {
        Ok(result) => result.map_err(migrate::failed),
        Err(error) => Err(MigrateError::Failed(Arc::new(error))),
    }
}
