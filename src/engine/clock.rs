//! Where time and chance come from. The rules have neither.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rand::RngExt as _;
use time::{OffsetDateTime, UtcOffset, macros::format_description, macros::offset};

use crate::domain::timestamp::Timestamp;

/// China's time, in which batch numbers are written.
const CHINA: UtcOffset = offset!(+8);

/// The time now. A clock before 1970 reads as 1970.
pub(super) fn now() -> Timestamp {
    let since_epoch = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since_epoch.as_micros()).unwrap_or(i64::MAX))
}

/// How long ago that was; nothing if it is yet to come.
pub(super) fn since(earlier: Timestamp) -> Duration {
    let micros = now().as_micros().saturating_sub(earlier.as_micros());
    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
}

/// A batch number in the field's form: China's date and time first, digits
/// only, 32 of them. The 18 random digits keep batches of one second apart,
/// on any number of instances.
pub(super) fn new_batchno() -> String {
    let now = OffsetDateTime::now_utc().to_offset(CHINA);
    let format = format_description!("[year][month][day][hour][minute][second]");
    // The format has nothing that a date could lack.
    let date = now.format(format).unwrap_or_default();
    let serial = rand::rng().random_range(0..1_000_000_000_000_000_000_u64);
    format!("{date}{serial:018}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batch_numbers_are_32_digits_with_the_date_first() {
        let year = OffsetDateTime::now_utc().to_offset(CHINA).year();
        let batchno = new_batchno();
        assert_eq!(batchno.len(), 32);
        assert!(batchno.bytes().all(|byte| byte.is_ascii_digit()));
        assert!(batchno.starts_with(&year.to_string()));
        assert_ne!(batchno, new_batchno());
    }
}
