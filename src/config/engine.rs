//! How commands are batched, and how what is pending is recovered.

use std::time::Duration;

use clap::{Args, builder::RangedU64ValueParser, value_parser};

use super::{Backend, ConfigError};

/// How commands are batched, and how what is pending is recovered.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Engine")]
pub struct EngineConfig {
    /// Lanes that write to the database, each with a connection of its own
    /// [default: one more than processors for PostgreSQL, up to 4; 1 for SQLite]
    ///
    /// Two to four were enough to saturate a PostgreSQL server; more only make
    /// smaller batches. Fewer take part while there are few commands. SQLite has a
    /// single writer, so it takes no more than one.
    #[arg(
        long,
        value_name = "COUNT",
        value_parser = RangedU64ValueParser::<usize>::new().range(1..=64)
    )]
    pub lanes: Option<usize>,

    /// Commands that may wait for a lane; what finds no room is refused with `RESOURCE_EXHAUSTED`
    ///
    /// Eight full batches: a fraction of a second of work, so that whoever is
    /// accepted is also answered in time. With three times as many, less was done
    /// in overload. Calls are refused unread once seven eighths are taken.
    #[arg(
        long,
        value_name = "COUNT",
        value_parser = RangedU64ValueParser::<usize>::new().range(1..=1_000_000),
        default_value_t = 4096
    )]
    pub queue_max: usize,

    /// Commands that a lane runs in one transaction at most
    ///
    /// Throughput gains little beyond this, while a transaction that has to be
    /// run again costs more.
    #[arg(
        long,
        value_name = "COUNT",
        value_parser = RangedU64ValueParser::<usize>::new().range(1..=4096),
        default_value_t = 512
    )]
    pub batch_max: usize,

    /// Pause between two looks for callbacks that are saved and not applied
    ///
    /// The look is one indexed query, and a second is the delay it may add.
    #[arg(long, value_name = "DURATION", value_parser = positive_duration, default_value = "1s")]
    pub recovery_interval: Duration,

    /// Age from which a saved callback counts as left behind
    ///
    /// Above the usual time between a callback's two transactions, so that
    /// recovery does not compete with the lane that is still at it.
    #[arg(
        long,
        value_name = "DURATION",
        value_parser = humantime::parse_duration,
        default_value = "5s"
    )]
    pub recovery_grace: Duration,

    /// Attempts after which a callback waits for an operator
    ///
    /// Only passing failures count, and the pauses between attempts grow, so
    /// that a dozen bridge a long outage.
    #[arg(
        long,
        value_name = "COUNT",
        value_parser = value_parser!(i32).range(1..=1000),
        default_value_t = 12
    )]
    pub recovery_max_attempts: i32,
}

impl EngineConfig {
    pub(super) fn validate(&self, backend: Backend) -> Result<(), ConfigError> {
        if backend == Backend::Sqlite && self.lanes.is_some_and(|lanes| lanes > 1) {
            return Err(ConfigError::new(
                "lanes",
                "SQLite has a single writer, so it takes one lane",
            ));
        }
        Ok(())
    }
}

/// A duration above zero: zero would turn a pause or a deadline into a busy
/// loop or an instant failure.
pub(super) fn positive_duration(text: &str) -> Result<Duration, String> {
    match humantime::parse_duration(text) {
        Ok(Duration::ZERO) => Err("must be above zero".to_owned()),
        Ok(duration) => Ok(duration),
        Err(error) => Err(error.to_string()),
    }
}
