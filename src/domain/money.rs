//! Money: whole fen, exact, never a float.

use std::{fmt, iter::Sum};

use rust_decimal::Decimal;
use thiserror::Error;

/// The longest decimal that is looked at, in bytes. Longer ones cannot be an
/// amount within [`Fen::MAX`] that somebody wrote on purpose.
const MAX_DECIMAL_LENGTH_BYTES: usize = 64;

/// The most digits before the point that are looked at: those of
/// [`Fen::MAX`] in fen.
const MAX_WHOLE_DIGITS: usize = 16;
/// The most digits after the point that are looked at; together with the whole
/// digits, what [`Decimal`] can hold.
const MAX_FRACTION_DIGITS: usize = 12;

/// An amount of money in whole fen (1/100 yuan), not negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(i64);

/// Why a decimal is not an amount of money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Not a decimal number at all, or one of absurd length.
    #[error("must be a plain decimal number, for example 12.30")]
    NotADecimal,
    /// Less than a fen is given.
    #[error("must have at most two decimals")]
    TooManyDecimals,
    /// A fraction where the unit has none.
    #[error("must be a whole number of fen")]
    NotWhole,
    /// Zero or negative.
    #[error("must be greater than zero")]
    NotPositive,
    /// Negative, where zero is allowed.
    #[error("must not be negative")]
    Negative,
    /// More than [`Fen::MAX`].
    #[error("must be at most 10000000000000 yuan")]
    TooLarge,
}

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// 10^13 yuan, the largest amount that is accepted.
    pub const MAX: Self = Self(1_000_000_000_000_000);

    /// An amount that comes from the gateway's own database.
    #[must_use]
    pub const fn from_stored(fen: i64) -> Self {
        Self(fen)
    }

    /// The amount as whole fen.
    #[must_use]
    pub const fn as_i64(self) -> i64 {
        self.0
    }

    /// Reads a positive amount in yuan. `3`, `3.0` and `3.00` are equal.
    pub fn parse_yuan(text: &str) -> Result<Self, MoneyError> {
        match Self::parse_yuan_or_zero(text) {
            Ok(Self::ZERO) | Err(MoneyError::Negative) => Err(MoneyError::NotPositive),
            other => other,
        }
    }

    /// Reads an amount in yuan that may be zero.
    pub fn parse_yuan_or_zero(text: &str) -> Result<Self, MoneyError> {
        let yuan = parse_decimal(text)?;
        if yuan.scale() > 2 {
            return Err(MoneyError::TooManyDecimals);
        }
        Self::from_decimal(yuan, Decimal::ONE_HUNDRED)
    }

    /// Reads a positive amount in whole fen.
    pub fn parse_fen(text: &str) -> Result<Self, MoneyError> {
        let fen = parse_decimal(text)?;
        if fen.scale() > 0 {
            return Err(MoneyError::NotWhole);
        }
        match Self::from_decimal(fen, Decimal::ONE) {
            Ok(Self::ZERO) | Err(MoneyError::Negative) => Err(MoneyError::NotPositive),
            other => other,
        }
    }

    fn from_decimal(value: Decimal, fen_per_unit: Decimal) -> Result<Self, MoneyError> {
        if value.is_sign_negative() && !value.is_zero() {
            return Err(MoneyError::Negative);
        }
        let fen = value
            .checked_mul(fen_per_unit)
            .ok_or(MoneyError::TooLarge)?;
        let fen = i64::try_from(fen).map_err(|_| MoneyError::TooLarge)?;
        if fen > Self::MAX.0 {
            return Err(MoneyError::TooLarge);
        }
        Ok(Self(fen))
    }

    /// The sum, or `None` when it is above [`Fen::MAX`].
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let sum = self.0.checked_add(other.0)?;
        (sum <= Self::MAX.0).then_some(Self(sum))
    }

    /// What is left when `other` is taken away; nothing if it is more.
    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        let left = self.0.saturating_sub(other.0);
        Self(if left < 0 { 0 } else { left })
    }

    /// What is left when `other` is taken away, or `None` if it is more.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let left = self.0.checked_sub(other.0)?;
        (left >= 0).then_some(Self(left))
    }
}

/// Yuan in the shortest plain form: `3`, `3.5`, `3.05`.
impl fmt::Display for Fen {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Decimal::new(self.0, 2).normalize(), formatter)
    }
}

impl Sum for Fen {
    /// Saturates: a sum of amounts is only ever compared with one amount.
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        Self(amounts.fold(0, |sum, fen| sum.saturating_add(fen.0)))
    }
}

/// Reads a decimal number as `google.type.Decimal` writes it: sign, digits,
/// fraction, exponent.
///
/// The form is checked first, because the library also takes `_` between digits
/// and does not tell a number that is too large from one that is none.
pub(super) fn parse_decimal(text: &str) -> Result<Decimal, MoneyError> {
    if text.len() > MAX_DECIMAL_LENGTH_BYTES {
        return Err(MoneyError::NotADecimal);
    }
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        None => (text, 0),
        Some((mantissa, exponent)) => {
            let exponent = exponent.parse::<i32>();
            (mantissa, exponent.map_err(|_| MoneyError::NotADecimal)?)
        }
    };
    check_digits(mantissa)?;
    let out_of_range = if exponent > 0 {
        MoneyError::TooLarge
    } else {
        MoneyError::TooManyDecimals
    };
    if exponent.unsigned_abs() > Decimal::MAX_SCALE {
        return Err(out_of_range);
    }
    if mantissa.len() == text.len() {
        Decimal::from_str_exact(text).map_err(|_| MoneyError::NotADecimal)
    } else {
        Decimal::from_scientific(text).map_err(|_| out_of_range)
    }
}

/// A number without exponent, of a size that the library can hold.
fn check_digits(number: &str) -> Result<(), MoneyError> {
    let digits = number.strip_prefix(['+', '-']).unwrap_or(number);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits_only(whole) || !digits_only(fraction) || whole.len() + fraction.len() == 0 {
        return Err(MoneyError::NotADecimal);
    }
    if whole.trim_start_matches('0').len() > MAX_WHOLE_DIGITS {
        return Err(MoneyError::TooLarge);
    }
    if fraction.len() > MAX_FRACTION_DIGITS {
        return Err(MoneyError::TooManyDecimals);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_amounts_are_equal_however_they_are_written() {
        for text in ["3", "3.0", "3.00", "+3", "03", "3e0", "30e-1", "0.3E1"] {
            assert_eq!(Fen::parse_yuan(text), Ok(Fen(300)), "{text}");
        }
    }

    #[test]
    fn the_limits_are_exact() {
        assert_eq!(Fen::parse_yuan("0.01"), Ok(Fen(1)));
        assert_eq!(Fen::parse_yuan("10000000000000"), Ok(Fen::MAX));
        assert_eq!(Fen::parse_yuan("1e13"), Ok(Fen::MAX));
        assert_eq!(
            Fen::parse_yuan("10000000000000.01"),
            Err(MoneyError::TooLarge)
        );
        assert_eq!(Fen::parse_fen("122"), Ok(Fen(122)));
    }

    #[test]
    fn what_is_not_an_amount_is_refused_with_its_rule() {
        use MoneyError::*;
        let forty_nines = "9".repeat(40);
        let forty_decimals = format!("0.{}1", "0".repeat(39));
        let cases: [(&str, MoneyError); 24] = [
            ("", NotADecimal),
            (" 3", NotADecimal),
            ("3 ", NotADecimal),
            ("NaN", NotADecimal),
            ("Infinity", NotADecimal),
            ("abc", NotADecimal),
            ("1_000", NotADecimal),
            ("1,000", NotADecimal),
            ("0x10", NotADecimal),
            ("３", NotADecimal),
            ("--3", NotADecimal),
            ("3-", NotADecimal),
            (".", NotADecimal),
            ("1e", NotADecimal),
            ("1.2.3", NotADecimal),
            ("1.234", TooManyDecimals),
            ("3.000", TooManyDecimals),
            ("1e-3", TooManyDecimals),
            (&forty_decimals, TooManyDecimals),
            ("0", NotPositive),
            ("0.00", NotPositive),
            ("-0.01", NotPositive),
            ("1e400", TooLarge),
            (&forty_nines, TooLarge),
        ];
        for (text, error) in cases {
            assert_eq!(Fen::parse_yuan(text), Err(error), "{text}");
        }
        assert_eq!(Fen::parse_fen("1.5"), Err(NotWhole));
        assert_eq!(Fen::parse_fen("-1"), Err(NotPositive));
    }

    #[test]
    fn amounts_are_written_in_the_shortest_plain_form() {
        for (fen, text) in [(0, "0"), (1, "0.01"), (350, "3.5"), (100_000, "1000")] {
            assert_eq!(Fen(fen).to_string(), text);
        }
        assert_eq!(Fen::MAX.to_string(), "10000000000000");
    }
}
