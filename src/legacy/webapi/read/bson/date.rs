//! How .NET writes a date in its invariant culture.

use time::OffsetDateTime;
use time::macros::format_description;

const TICKS_PER_MILLISECOND: i64 = 10_000;
const TICKS_PER_SECOND: i64 = 10_000_000;

/// The ticks from the year 1 to 1970.
const UNIX_EPOCH: i64 = 621_355_968_000_000_000;

/// The last tick of the year 9999.
const LAST: i64 = 3_155_378_975_999_999_999;

/// The text of a date that is so many milliseconds after 1970 in UTC; `None` if
/// a `DateTime` cannot hold it.
///
/// Quirk: the multiplication overflows silently, so that some dates in a far
/// future were nearer ones.
pub(super) fn to_text(milliseconds: i64) -> Option<String> {
    let ticks = milliseconds
        .wrapping_mul(TICKS_PER_MILLISECOND)
        .wrapping_add(UNIX_EPOCH);
    if !(0..=LAST).contains(&ticks) {
        return None;
    }
    let seconds = (ticks - UNIX_EPOCH).div_euclid(TICKS_PER_SECOND);
    let date = OffsetDateTime::from_unix_timestamp(seconds).ok()?;
    let format = format_description!("[month]/[day]/[year] [hour]:[minute]:[second]");
    date.format(format).ok()
}

#[cfg(test)]
mod tests {
    use super::to_text;

    #[test]
    fn dates_are_written_as_the_invariant_culture_does() {
        let text = |milliseconds| to_text(milliseconds).unwrap();
        assert_eq!(text(1_500_000_000_999), "07/14/2017 02:40:00");
        assert_eq!(text(-1), "12/31/1969 23:59:59");
        assert_eq!(text(-62_135_596_800_000), "01/01/0001 00:00:00");
        assert_eq!(text(253_402_300_799_999), "12/31/9999 23:59:59");
    }

    #[test]
    fn dates_out_of_range_have_no_text() {
        assert_eq!(to_text(-62_135_596_800_001), None);
        assert_eq!(to_text(253_402_300_800_000), None);
    }
}
