//! Quantities of goods, exact to a millionth.

use std::fmt;

use rust_decimal::Decimal;
use thiserror::Error;

use super::money::parse_decimal;

/// A quantity greater than zero, in millionths of its unit. Weighed goods have
/// fractions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

/// The text is not a quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "must be a plain decimal number greater than zero, with at most 6 decimals and at most 1000000000000"
)]
pub struct NotAQuantity;

const MILLION: i64 = 1_000_000;
/// 10^12 units.
const MAX_MILLIONTHS: i64 = 1_000_000_000_000 * MILLION;

impl Quantity {
    /// A quantity that comes from the gateway's own database.
    #[must_use]
    pub const fn from_stored(millionths: i64) -> Self {
        Self(millionths)
    }

    /// The quantity in millionths.
    #[must_use]
    pub const fn as_millionths(self) -> i64 {
        self.0
    }

    /// Reads a quantity. `2`, `2.0` and `2.000000` are equal.
    pub fn parse(text: &str) -> Result<Self, NotAQuantity> {
        let value = parse_decimal(text).map_err(|_| NotAQuantity)?;
        if value.scale() > 6 {
            return Err(NotAQuantity);
        }
        let millionths = value
            .checked_mul(Decimal::from(MILLION))
            .and_then(|millionths| i64::try_from(millionths).ok())
            .ok_or(NotAQuantity)?;
        (1..=MAX_MILLIONTHS)
            .contains(&millionths)
            .then_some(Self(millionths))
            .ok_or(NotAQuantity)
    }
}

/// The shortest plain form: `2`, `0.5`.
impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Decimal::new(self.0, 6).normalize(), formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_positive_with_at_most_six_decimals() {
        for (text, expected) in [
            ("2", Ok(Quantity(2_000_000))),
            ("2.0", Ok(Quantity(2_000_000))),
            ("0.000001", Ok(Quantity(1))),
            ("1000000000000", Ok(Quantity(MAX_MILLIONTHS))),
            ("1000000000001", Err(NotAQuantity)),
            ("0.0000001", Err(NotAQuantity)),
            ("0", Err(NotAQuantity)),
            ("-1", Err(NotAQuantity)),
            ("", Err(NotAQuantity)),
            ("two", Err(NotAQuantity)),
            ("1e400", Err(NotAQuantity)),
        ] {
            assert_eq!(Quantity::parse(text), expected, "{text}");
        }
        assert_eq!(Quantity(1_500_000).to_string(), "1.5");
    }
}
