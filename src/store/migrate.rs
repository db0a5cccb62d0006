//! What bringing a schema up to date has in common for all databases.

use std::error::Error;

use diesel::{backend::Backend, migration::MigrationSource, result::Error as DieselError};
use diesel_migrations::MigrationHarness;

use super::{
    error::{MigrateError, Source},
    failure::Failure,
};

/// What diesel's migrations fail with.
pub(super) type Boxed = Box<dyn Error + Send + Sync>;

/// The names of the migrations that were not applied, in their order.
pub(super) fn pending<DB: Backend>(
    harness: &mut impl MigrationHarness<DB>,
    source: impl MigrationSource<DB>,
) -> Result<Vec<String>, Boxed> {
    let pending = harness.pending_migrations(source)?;
    let names = pending.iter().map(|migration| migration.name().to_string());
    Ok(names.collect())
}

/// Applies the pending migrations and names them.
pub(super) fn run<DB: Backend>(
    harness: &mut impl MigrationHarness<DB>,
    source: impl MigrationSource<DB>,
) -> Result<Vec<String>, Boxed> {
    let mut names = Vec::new();
    for migration in harness.pending_migrations(source)? {
        let name = migration.name().to_string();
        harness.run_migration(&migration)?;
        tracing::info!(migration = name, "the schema was migrated");
        names.push(name);
    }
    Ok(names)
}

/// What a failed migration means.
pub(super) fn failed(error: Boxed) -> MigrateError {
    match error.downcast::<DieselError>() {
        Ok(error) => Failure::from(*error).into(),
        Err(error) => MigrateError::Failed(Source::from(error)),
    }
}
