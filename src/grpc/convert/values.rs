//! Amounts and points in time.

use crate::{
    domain::{money::Fen, timestamp::Timestamp},
    proto::v1,
};

const MICROS_PER_SECOND: i64 = 1_000_000;
const NANOS_PER_MICRO: i32 = 1000;

/// An amount in yuan in its shortest plain form; nothing is `0`.
pub(crate) fn yuan(amount: Fen) -> v1::Decimal {
    let value = amount.to_string();
    v1::Decimal { value }
}

/// What a caller wrote as an amount.
pub(crate) fn text(amount: Option<v1::Decimal>) -> Option<String> {
    amount.map(|amount| amount.value)
}

/// A point in time. Before 1970 the fraction still counts forwards.
pub(crate) fn time(at: Timestamp) -> prost_types::Timestamp {
    let micros = at.as_micros();
    let fraction = i32::try_from(micros.rem_euclid(MICROS_PER_SECOND)).unwrap_or_default();
    prost_types::Timestamp {
        seconds: micros.div_euclid(MICROS_PER_SECOND),
        nanos: fraction * NANOS_PER_MICRO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_in_their_shortest_plain_form() {
        for (fen, expected) in [(0, "0"), (300, "3"), (1230, "12.3"), (5, "0.05")] {
            assert_eq!(yuan(Fen::from_stored(fen)).value, expected);
        }
        assert_eq!(
            yuan(Fen::MAX).value,
            "10000000000000",
            "no exponent, however large"
        );
    }

    #[test]
    fn microseconds_survive_on_both_sides_of_the_epoch() {
        for (micros, seconds, nanos) in [
            (0, 0, 0),
            (1_700_000_000_000_001, 1_700_000_000, 1000),
            (-1, -1, 999_999_000),
        ] {
            let at = time(Timestamp::from_micros(micros));
            assert_eq!((at.seconds, at.nanos), (seconds, nanos), "{micros}");
        }
    }
}
