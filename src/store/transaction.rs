//! The one helper through which every transaction runs: named, retried as a
//! whole, bounded, jittered, counted and timed.

use std::time::{Duration, Instant};

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use diesel::{SqliteConnection, result::Error as DieselError};

use crate::metrics;

use super::{
    driver::{Access, Driver, Supply},
    failure::Failure,
};

/// How another attempt waits for the transaction that was in the way: about as
/// long as that one takes. Five attempts, then the batch is too big for so busy
/// a key, and its commands have to try apart.
const CONTENTION: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(1))
    .with_max_times(4)
    .with_jitter();

/// How another attempt waits for a database in trouble: long enough for a
/// restart, short of the patience of those who wait.
const TROUBLE: ExponentialBuilder = ExponentialBuilder::new()
    .with_min_delay(Duration::from_millis(20))
    .with_max_delay(Duration::from_secs(1))
    .with_max_times(6)
    .with_jitter();

/// How often a failure of unknown nature is tried again.
const DOUBTS: usize = 2;

/// No attempt begins later than this after the first one: each may itself have
/// waited for a timeout.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a transaction does. Both parts are done again when an attempt has to be
/// repeated.
pub(super) trait Work<D: Driver>: Send {
    /// What is loaded.
    type Loaded: Send;
    /// What comes of it.
    type Output: Send;

    /// What it is going to do.
    fn access(&self) -> Access;

    /// Whether it has only made too sure of itself, so that another attempt may
    /// follow at once. Asked after each failure.
    fn has_to_look(&mut self, _failure: &Failure) -> bool {
        false
    }

    /// The first queries, which are sent together with the BEGIN.
    fn load(
        &mut self,
        connection: &D::Connection,
    ) -> impl Future<Output = Result<Self::Loaded, Failure>> + Send;

    /// What follows from them.
    fn then(
        &mut self,
        connection: &D::Connection,
        loaded: Self::Loaded,
    ) -> impl Future<Output = Result<Self::Output, Failure>> + Send;
}

/// Runs the transaction `name`.
pub(super) async fn run<D: Driver, W: Work<D>>(
    name: &'static str,
    supply: &mut impl Supply<D>,
    work: &mut W,
) -> Result<W::Output, Failure> {
    let started = Instant::now();
    let mut retries = Retries::new(started);
    let result = loop {
        let failure = match attempt(supply, work).await {
            Ok(value) => {
                metrics::transaction_attempt(name, "committed");
                break Ok(value);
            }
            Err(failure) => failure,
        };
        if work.has_to_look(&failure) {
            metrics::transaction_attempt(name, "retried");
            continue;
        }
        let delay = retries.after(&failure);
        metrics::transaction_attempt(name, outcome(&failure, delay.is_some()));
        let Some(delay) = delay else {
            break Err(failure);
        };
        tracing::debug!(transaction = name, %failure, ?delay, "a transaction is tried again");
        tokio::time::sleep(delay).await;
    };
    metrics::transaction_duration(name, started.elapsed());
    result
}

async fn attempt<D: Driver, S: Supply<D>, W: Work<D>>(
    supply: &mut S,
    work: &mut W,
) -> Result<W::Output, Failure> {
    // Whoever drops this future in the middle drops the connection with it, so
    // no later transaction finds a half-done one.
    let lent = supply.lend().await?;
    let connection = S::connection(&lent);
    let access = work.access();
    let result = whole(connection, access, work).await;
    let is_clean = match &result {
        Ok(_) => true,
        Err(Failure::Broken(_) | Failure::Unclear(_)) => false,
        Err(_) => D::roll_back(connection, access).await.is_ok(),
    };
    if is_clean {
        supply.give_back(lent);
    }
    result
}

async fn whole<D: Driver, W: Work<D>>(
    connection: &D::Connection,
    access: Access,
    work: &mut W,
) -> Result<W::Output, Failure> {
    // In this order: BEGIN is on the wire before the first query, and nothing
    // is written before its success is known.
    let ((), loaded) =
        tokio::try_join!(biased; D::begin(connection, access), work.load(connection))?;
    let value = work.then(connection, loaded).await?;
    D::commit(connection, access).await?;
    Ok(value)
}

fn outcome(failure: &Failure, retried: bool) -> &'static str {
    match (failure.is_contention(), retried) {
        (true, _) => "contended",
        (false, true) => "retried",
        (false, false) => "failed",
    }
}

/// How often and how long after a failure to try again.
struct Retries {
    contention: ExponentialBackoff,
    trouble: ExponentialBackoff,
    doubts: usize,
    deadline: Instant,
}

impl Retries {
    fn new(started: Instant) -> Self {
        Self {
            contention: CONTENTION.build(),
            trouble: TROUBLE.build(),
            doubts: DOUBTS,
            deadline: started + PATIENCE,
        }
    }

    fn after(&mut self, failure: &Failure) -> Option<Duration> {
        let delay = match failure {
            Failure::LostGuard(_) | Failure::Collision(_) => self.contention.next(),
            Failure::Busy(_) | Failure::Broken(_) => self.trouble.next(),
            Failure::Unclear(_) => {
                self.doubts = self.doubts.checked_sub(1)?;
                self.trouble.next()
            }
            Failure::Lasting(_) => None,
        };
        delay.filter(|delay| Instant::now() + *delay < self.deadline)
    }
}

/// Runs `work` in one transaction while nobody else writes to the file: the
/// migrations, which bring transactions of their own.
#[expect(
    clippy::disallowed_methods,
    reason = "diesel's own transactions nest only within one of its own"
)]
pub(super) fn as_only_writer<T, E: From<DieselError>>(
    connection: &mut SqliteConnection,
    work: impl FnOnce(&mut SqliteConnection) -> Result<T, E>,
) -> Result<T, E> {
    connection.immediate_transaction(work)
}
