//! The lease under which one instance at a time migrates.
//!
//! A row that is claimed by a guarded write and expires by itself, so that the
//! others wait no longer for an instance that died. Advisory locks would be
//! shorter, but not every engine that speaks the protocol has them.

use std::time::Duration;

use diesel::sql_types::{BigInt, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl as _, SimpleAsyncConnection as _};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};

use crate::store::{error::MigrateError, failure::Failure};

/// How long the lease lasts unless it is renewed.
const LEASE: Duration = Duration::from_secs(30);
/// How often it is renewed: two renewals may fail.
const RENEWAL: Duration = Duration::from_secs(10);
/// How often another instance asks for it.
const PAUSE: Duration = Duration::from_millis(250);
/// How long another instance waits: several deaths, or one long migration.
const PATIENCE: Duration = Duration::from_mins(2);

const CREATE: &str = "
    CREATE TABLE IF NOT EXISTS schema_migration_lease (
        name TEXT NOT NULL PRIMARY KEY,
        holder TEXT NOT NULL,
        expires_at_us INT8 NOT NULL
    )";

/// The server's clock decides, since instances' clocks differ.
const CLAIM: &str = "
    INSERT INTO schema_migration_lease (name, holder, expires_at_us)
    VALUES ('schema', $1, (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::INT8 + $2)
    ON CONFLICT (name) DO UPDATE
    SET holder = EXCLUDED.holder, expires_at_us = EXCLUDED.expires_at_us
    WHERE schema_migration_lease.holder = EXCLUDED.holder
        OR schema_migration_lease.expires_at_us
            <= (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::INT8";

const RELEASE: &str = "DELETE FROM schema_migration_lease WHERE holder = $1";

/// The right to migrate.
pub(super) struct Lease {
    raw: AsyncPgConnection,
    holder: String,
}

/// Waits for the lease.
pub(super) async fn acquire(mut raw: AsyncPgConnection) -> Result<Lease, MigrateError> {
    let deadline = Instant::now() + PATIENCE;
    // Several instances that create it at once get in each other's way; the
    // claim tells whether it is there.
    if let Err(error) = raw.batch_execute(CREATE).await {
        tracing::debug!(%error, "the lease's table is being created by another instance");
        sleep(PAUSE).await;
    }
    let holder = format!("{:032x}", rand::random::<u128>());
    let mut lease = Lease { raw, holder };
    let mut told = false;
    while !lease.claim().await? {
        if Instant::now() > deadline {
            return Err(MigrateError::Busy);
        }
        if !told {
            tracing::info!("waiting for another instance to migrate the schema");
            told = true;
        }
        sleep(PAUSE).await;
    }
    Ok(lease)
}

impl Lease {
    /// Claims or renews it.
    async fn claim(&mut self) -> Result<bool, Failure> {
        let lease_us = i64::try_from(LEASE.as_micros()).unwrap_or(i64::MAX);
        let claimed = diesel::sql_query(CLAIM)
            .bind::<Text, _>(&self.holder)
            .bind::<BigInt, _>(lease_us)
            .execute(&mut self.raw)
            .await?;
        Ok(claimed == 1)
    }

    /// Renews it for as long as `work` takes.
    pub(super) async fn keep_during<T>(&mut self, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        let mut renewal = interval(RENEWAL);
        renewal.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                done = &mut work => return done,
                _ = renewal.tick() => match self.claim().await {
                    Ok(true) => {}
                    // Each migration and the note that it was applied are one
                    // transaction, so two instances do no harm; but why?
                    Ok(false) => tracing::warn!("the lease for migrating was lost"),
                    Err(error) => tracing::warn!(%error, "the lease for migrating is not renewed"),
                },
            }
        }
    }

    /// Lets the next one in without waiting.
    pub(super) async fn release(mut self) {
        let release = diesel::sql_query(RELEASE).bind::<Text, _>(&self.holder);
        if let Err(error) = release.execute(&mut self.raw).await {
            tracing::warn!(%error, "the lease for migrating is left to expire");
        }
    }
}
