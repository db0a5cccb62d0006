//! A `decimal` from its text: .NET's `Number.ParseNumber` in the style
//! `NumberStyles.Float`, and `NumberToDecimal`.
//!
//! Ours because `rust_decimal`'s own parser has other rules: what .NET cannot
//! hold after the point is rounded half to even and not refused, zeros at the
//! end are kept and an exponent may stand behind any number.

use rust_decimal::Decimal;

/// The largest mantissa.
const MAX: u128 = (1 << 96) - 1;

/// The most digits after the point.
const MAX_SCALE: i64 = 28;

/// Exponents beyond this one are all the same.
const LARGE_EXPONENT: i64 = 1000;

/// A number as it is written.
pub(super) struct Literal<'a> {
    negative: bool,
    /// Its digits before the point, and those after it.
    whole: &'a str,
    fraction: &'a str,
    exponent: i64,
    /// What follows it.
    pub(super) rest: &'a str,
}

impl<'a> Literal<'a> {
    /// Reads the number at the beginning of the text.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, rest) = digits(unsigned);
        let (fraction, rest) = rest.strip_prefix('.').map_or(("", rest), digits);
        if whole.is_empty() && fraction.is_empty() {
            return None;
        }
        let (exponent, rest) = exponent(rest).unwrap_or((0, rest));
        Some(Self {
            negative: text.starts_with('-'),
            whole,
            fraction,
            exponent,
            rest,
        })
    }

    /// Its value, rounded half to even to what a `decimal` can hold; `None` if
    /// it is too large.
    pub(super) fn value(&self) -> Option<Decimal> {
        let all = self.whole.bytes().chain(self.fraction.bytes());
        let mut digits = all.map(|digit| u128::from(digit - b'0')).peekable();
        let mut place = i64::try_from(self.whole.len()).ok()? + self.exponent;
        while digits.next_if_eq(&0).is_some() {
            place -= 1;
        }
        if digits.peek().is_none() {
            place = place.min(0);
        }
        let mut mantissa = 0_u128;
        while place > 0 || (place > -MAX_SCALE && digits.peek().is_some()) {
            let longer = mantissa * 10 + digits.peek().copied().unwrap_or(0);
            if longer > MAX {
                break;
            }
            mantissa = longer;
            digits.next();
            place -= 1;
        }
        if rounds_up(mantissa, digits) {
            mantissa += 1;
            if mantissa > MAX {
                mantissa = MAX / 10 + 1;
                place += 1;
            }
        }
        if place > 0 {
            return None;
        }
        if place < -MAX_SCALE {
            mantissa = 0;
            place = -MAX_SCALE;
        }
        let mantissa = i128::try_from(mantissa).ok()?;
        let mantissa = if self.negative { -mantissa } else { mantissa };
        Decimal::try_from_i128_with_scale(mantissa, u32::try_from(-place).ok()?).ok()
    }
}

/// Whether what is left over makes the mantissa larger by one.
fn rounds_up(mantissa: u128, mut left_over: impl Iterator<Item = u128>) -> bool {
    match left_over.next() {
        None | Some(..5) => false,
        Some(5) => !mantissa.is_multiple_of(2) || left_over.any(|digit| digit != 0),
        Some(_) => true,
    }
}

fn digits(text: &str) -> (&str, &str) {
    let rest = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
    (text.strip_suffix(rest).unwrap_or(text), rest)
}

/// An exponent, and what follows it.
fn exponent(text: &str) -> Option<(i64, &str)> {
    let signed = text.strip_prefix(['e', 'E'])?;
    let (digits, rest) = digits(signed.strip_prefix(['+', '-']).unwrap_or(signed));
    if digits.is_empty() {
        return None;
    }
    let size = digits.bytes().fold(0, |size: i64, digit| {
        (size * 10 + i64::from(digit - b'0')).min(LARGE_EXPONENT * 10)
    });
    let size = if size > LARGE_EXPONENT { 9999 } else { size };
    let exponent = if signed.starts_with('-') { -size } else { size };
    Some((exponent, rest))
}

#[cfg(test)]
mod tests {
    use super::Literal;

    fn value(text: &str) -> Option<String> {
        let literal = Literal::parse(text).unwrap();
        literal.value().map(|value| value.to_string())
    }

    #[test]
    fn the_scale_is_kept() {
        for text in ["0.00", "3.10", "-3.0", "79228162514264337593543950335"] {
            assert_eq!(value(text), Some(text.to_owned()));
        }
        assert_eq!(value("003.5e1"), Some("35".to_owned()));
        assert_eq!(value("0e-2"), Some("0.00".to_owned()));
        assert_eq!(value("0e9"), Some("0".to_owned()));
    }

    #[test]
    fn what_does_not_fit_is_rounded_half_to_even() {
        let fraction = |last: &str| value(&format!("0.{}{last}", "0".repeat(27)));
        let held = |last: &str| Some(format!("0.{}{last}", "0".repeat(27)));
        assert_eq!(fraction("25"), held("2"));
        assert_eq!(fraction("35"), held("4"));
        assert_eq!(fraction("2500001"), held("3"));
        assert_eq!(fraction("19"), held("2"));
        assert_eq!(fraction("05"), held("0"));
        assert_eq!(value("1e-99999999999999999999"), held("0"));
        assert_eq!(
            value("7922816251426433759354395033.55").as_deref(),
            Some("7922816251426433759354395034")
        );
        assert_eq!(
            value("79228162514264337593543950335.4").as_deref(),
            Some("79228162514264337593543950335")
        );
    }

    #[test]
    fn what_is_too_large_has_no_value() {
        assert_eq!(value("79228162514264337593543950335.5"), None);
        assert_eq!(value("1e29"), None);
        assert_eq!(value("1e99999999999999999999"), None);
    }
}
