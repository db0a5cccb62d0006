//! The caller's clock, in the two forms in which it comes.

use std::time::SystemTime;

use time::{
    Duration, OffsetDateTime, PrimitiveDateTime, UtcOffset,
    format_description::StaticFormatDescription,
    macros::{format_description, offset},
};

/// How far the caller's clock may be from ours, as documented.
const TOLERANCE: Duration = Duration::minutes(10);
/// The documented form, in the platform's time zone.
const FORM: StaticFormatDescription =
    format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
const ZONE: UtcOffset = offset!(+8);

/// Whether a timestamp can be read and is close to now.
pub(super) fn is_current(timestamp: &str, now: SystemTime) -> bool {
    let now = OffsetDateTime::from(now);
    read(timestamp).is_some_and(|then| (now - then).abs() <= TOLERANCE)
}

fn read(timestamp: &str) -> Option<OffsetDateTime> {
    // The official Python SDK sends milliseconds since 1970. Its calls are
    // answered by the platform, which documents nothing of the kind.
    if timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
        let milliseconds: i64 = timestamp.parse().ok()?;
        let nanoseconds = i128::from(milliseconds).checked_mul(1_000_000)?;
        return OffsetDateTime::from_unix_timestamp_nanos(nanoseconds).ok();
    }
    let local = PrimitiveDateTime::parse(timestamp, FORM).ok()?;
    Some(local.assume_offset(ZONE))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// 2025-10-09 16:53:20 in China.
    fn now() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_760_000_000)
    }

    #[test]
    fn both_forms_are_read() {
        assert!(is_current("2025-10-09 16:53:20", now()));
        assert!(is_current("1760000000000", now()));
    }

    #[test]
    fn ten_minutes_either_way_are_tolerated() {
        for close in [
            "2025-10-09 16:43:20",
            "2025-10-09 17:03:20",
            "1760000600000",
            "1759999400000",
        ] {
            assert!(is_current(close, now()), "{close}");
        }
        for far in [
            "2025-10-09 16:43:19",
            "2025-10-09 17:03:21",
            "1760000600001",
            "1759999399999",
        ] {
            assert!(!is_current(far, now()), "{far}");
        }
    }

    #[test]
    fn nothing_else_is_read() {
        for other in [
            "2025-10-09 08:53:20", // in UTC: what SDKs send from elsewhere
            "2025-10-09T16:53:20",
            "2025-10-09 16:53:20 ",
            " 2025-10-09 16:53:20",
            "2025-10-9 16:53:20",
            "2025-10-09 16:53",
            "2025-02-30 16:53:20",
            "2025/10/09",
            "1760000000", // seconds
            "-1760000000000",
            "99999999999999999999999999",
            "9223372036854775807",
            "",
            "now",
        ] {
            assert!(!is_current(other, now()), "{other}");
        }
    }
}
