//! Numbers in forms: .NET's `TypeConverter`s.
//!
//! Quirks kept: an `int` or `long` may be hexadecimal (`0x1F`, `&h1F`, `#1F`),
//! and then has no sign but its highest bit, so `0xFFFFFFFF` is -1; white space
//! around a number, and NULs behind it, are nothing; a `decimal` may have an
//! exponent, and `&h10` is 10 to it, since its converter takes the prefix off
//! and then forgets about it.

use rust_decimal::Decimal;

use crate::legacy::webapi::read::newtonsoft::number::{Number, Style};

/// Why a value is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unconvertible {
    /// It is not written like one.
    Format,
    /// It is out of range, or otherwise nothing that the old server had a
    /// message for.
    Exception,
}

/// The value as a `decimal`.
pub(super) fn decimal(value: &str) -> Result<Decimal, Unconvertible> {
    let text = value.trim();
    let text = after_basic_prefix(text).unwrap_or(text);
    // `NumberStyles.Float`, which knows no commas.
    if text.contains(',') {
        return Err(Unconvertible::Format);
    }
    let number = Number::parse(text, Style::Float).ok_or(Unconvertible::Format)?;
    number.to_decimal().ok_or(Unconvertible::Exception)
}

/// The value as an `int`.
pub(super) fn int32(value: &str) -> Result<i32, Unconvertible> {
    let text = value.trim();
    match hexadecimal(text) {
        Some(digits) => {
            let bits = u32::try_from(bits(digits, u32::MAX.into())?);
            bits.map(u32::cast_signed)
                .map_err(|_| Unconvertible::Exception)
        }
        None => i32::try_from(whole(text)?).map_err(|_| Unconvertible::Exception),
    }
}

/// The value as a `long`.
pub(super) fn int64(value: &str) -> Result<i64, Unconvertible> {
    let text = value.trim();
    match hexadecimal(text) {
        Some(digits) => bits(digits, u64::MAX).map(u64::cast_signed),
        None => whole(text),
    }
}

/// What follows Basic's prefix of hexadecimal numbers.
fn after_basic_prefix(text: &str) -> Option<&str> {
    text.strip_prefix("&h").or_else(|| text.strip_prefix("&H"))
}

fn after_c_prefix(text: &str) -> Option<&str> {
    text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))
}

fn hexadecimal(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('#');
    rest.or_else(|| after_c_prefix(text))
        .or_else(|| after_basic_prefix(text))
}

/// Reads hexadecimal digits (`ParseNumbers.StringToInt`), which may have a
/// plus sign and, once more, a prefix.
fn bits(text: &str, max: u64) -> Result<u64, Unconvertible> {
    if text.is_empty() || text.starts_with('-') {
        return Err(Unconvertible::Exception);
    }
    let text = text.strip_prefix('+').unwrap_or(text);
    let text = after_c_prefix(text).unwrap_or(text);
    if text.is_empty() {
        return Err(Unconvertible::Format);
    }
    let mut number = 0_u64;
    for digit in text.chars() {
        let digit = digit.to_digit(16).ok_or(Unconvertible::Format)?;
        number = number
            .checked_mul(16)
            .map(|number| number + u64::from(digit))
            .filter(|number| *number <= max)
            .ok_or(Unconvertible::Exception)?;
    }
    Ok(number)
}

fn whole(text: &str) -> Result<i64, Unconvertible> {
    let number = Number::parse(text, Style::Integer).ok_or(Unconvertible::Format)?;
    number.to_long().ok_or(Unconvertible::Exception)
}

#[cfg(test)]
mod tests {
    use super::Unconvertible::{Exception, Format};
    use super::{decimal, int32, int64};

    #[test]
    fn decimals() {
        let read = |text| decimal(text).map(|number| number.to_string());
        for (text, number) in [
            ("3", "3"),
            (" +3.10\u{3000}", "3.10"),
            ("-3", "-3"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1e2", "100"),
            ("1E-2", "0.01"),
            ("3 \0\0", "3"),
            ("0.00", "0.00"),
            ("0e9", "0"),
            ("1e-99999999999", "0.0000000000000000000000000000"),
            (
                "0.00000000000000000000000000025",
                "0.0000000000000000000000000002",
            ),
            (
                "7922816251426433759354395033.55",
                "7922816251426433759354395034",
            ),
        ] {
            assert_eq!(read(text), Ok(number.to_owned()), "{text:?}");
        }
        for text in [
            "3-", "1,000", "0x10", "0X10", "#10", "¥3", "NaN", "+-3", "- 3", "1e", ".", "\u{0}3",
            "3\0 3", "3,5", "３",
        ] {
            assert_eq!(read(text), Err(Format), "{text:?}");
        }
        assert_eq!(read("79228162514264337593543950336"), Err(Exception));
        assert_eq!(read("79228162514264337593543950335.5"), Err(Exception));
        assert_eq!(read("1e400"), Err(Exception));
        assert_eq!(read("1e99999999999"), Err(Exception));
    }

    #[test]
    fn a_decimal_whose_base_is_unclear_is_refused() {
        assert_eq!(decimal("&h10"), Ok(10.into()));
        assert_eq!(decimal(" &H10"), Ok(10.into()));
    }

    #[test]
    fn whole_numbers() {
        assert_eq!(int32(" +5 "), Ok(5));
        assert_eq!(int32("-005\0"), Ok(-5));
        assert_eq!(int32("2147483648"), Err(Exception));
        assert_eq!(int64("9223372036854775807"), Ok(i64::MAX));
        assert_eq!(int64("9223372036854775808"), Err(Exception));
        for text in ["5.0", "1e2", "5,000", "5-", "+ 5", "+", "99999999999x"] {
            assert_eq!(int32(text), Err(Format), "{text:?}");
            assert_eq!(int64(text), Err(Format), "{text:?}");
        }
    }

    #[test]
    fn hexadecimal_whole_numbers() {
        for text in ["0x1F", "0X1f", "#1F", "&h1F", "&H1F", "#0x1F", "#+1F"] {
            assert_eq!(int32(text), Ok(31), "{text}");
            assert_eq!(int64(text), Ok(31), "{text}");
        }
        assert_eq!(int32("0xFFFFFFFF"), Ok(-1));
        assert_eq!(int64("0xFFFFFFFF"), Ok(0xFFFF_FFFF));
        assert_eq!(int64("#FFFFFFFFFFFFFFFF"), Ok(-1));
        assert_eq!(int32("0x100000000"), Err(Exception));
        assert_eq!(int64("0x10000000000000000"), Err(Exception));
        assert_eq!(int32("#"), Err(Exception));
        assert_eq!(int32("#-1"), Err(Exception));
        assert_eq!(int32("0xg"), Err(Format));
        assert_eq!(int32("#0x"), Err(Format));
    }
}
