//! Bringing the schema up to date, all of it or nothing.

use diesel_migrations::{EmbeddedMigrations, embed_migrations};

use crate::store::{
    driver::Access,
    error::MigrateError,
    failure::Failure,
    migrate::{self, Boxed},
    transaction,
};

use super::{Database, connect};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");

impl Database {
    /// The names of the migrations that were not applied, in their order.
    pub(in crate::store) async fn pending_migrations(&self) -> Result<Vec<String>, MigrateError> {
        self.exclusively(|harness| migrate::pending(harness, MIGRATIONS))
            .await
    }

    /// Applies the pending migrations and names them.
    pub(in crate::store) async fn migrate(&self) -> Result<Vec<String>, MigrateError> {
        self.exclusively(|harness| migrate::run(harness, MIGRATIONS))
            .await
    }

    /// Runs diesel's migrations while nobody else writes.
    async fn exclusively<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut diesel::SqliteConnection) -> Result<T, Boxed> + Send + 'static,
    ) -> Result<T, MigrateError> {
        let opening = connect::connect(&self.path, Access::Write).await;
        let mut raw = opening.map_err(Failure::from)?;
        let working = raw.spawn_blocking(|raw| Ok(transaction::as_only_writer(raw, work)));
        working
            .await
            .map_err(Failure::from)?
            .map_err(migrate::failed)
    }
}
