//! Where time comes from.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::domain::timestamp::Timestamp;

/// The time now in Unix seconds.
pub(super) fn unix_seconds() -> u64 {
    since_epoch().as_secs()
}

/// The time now.
pub(super) fn now() -> Timestamp {
    let micros = i64::try_from(since_epoch().as_micros());
    Timestamp::from_micros(micros.unwrap_or(i64::MAX))
}

/// A clock before 1970 reads as 1970.
fn since_epoch() -> Duration {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.unwrap_or_default()
}
