//! Numbers in forms: .NET's `TypeConverter`s.
//!
//! Quirks kept: an `int` or `long` may be hexadecimal (`0x1F`, `&h1F`, `#1F`),
//! and then has no sign but its highest bit, so `0xFFFFFFFF` is -1; white space
//! around a number, and NULs behind it, are nothing; a `decimal` may have an
//! exponent.
//!
//! Where we differ: a `decimal` of `&h10` was read as 10, since its converter
//! took the prefix off and then forgot about it. That is not what the prefix
//! says, and it is money: refused.

use rust_decimal::Decimal;

use super::decimal;

/// Why a value is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unconvertible {
    /// It is not written like one.
    Format,
    /// It is out of range, or otherwise nothing that the old server had a
    /// message for.
    Exception,
    /// It is written in another base than the old server read it in.
    Ambiguous,
}

/// The value as a `decimal`.
pub(super) fn decimal(value: &str) -> Result<Decimal, Unconvertible> {
    let text = value.trim();
    if after_basic_prefix(text).is_some() {
        return Err(Unconvertible::Ambiguous);
    }
    let literal = decimal::Literal::parse(text).ok_or(Unconvertible::Format)?;
    if !literal
        .rest
        .trim_start_matches(is_space)
        .chars()
        .all(is_nul)
    {
        return Err(Unconvertible::Format);
    }
    literal.value().ok_or(Unconvertible::Exception)
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
        None => whole(text)?.parse().map_err(|_| Unconvertible::Exception),
    }
}

/// The value as a `long`.
pub(super) fn int64(value: &str) -> Result<i64, Unconvertible> {
    let text = value.trim();
    match hexadecimal(text) {
        Some(digits) => bits(digits, u64::MAX).map(u64::cast_signed),
        None => whole(text)?.parse().map_err(|_| Unconvertible::Exception),
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

/// The sign and digits of a whole number, without what may follow them.
fn whole(text: &str) -> Result<&str, Unconvertible> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let rest = digits.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let ends_there = rest.trim_start_matches(is_space).chars().all(is_nul);
    if rest.len() == digits.len() || !ends_there {
        return Err(Unconvertible::Format);
    }
    text.strip_suffix(rest).ok_or(Unconvertible::Format)
}

/// White space to .NET's parser of numbers, which knows less of it than
/// `String.Trim`.
fn is_space(character: char) -> bool {
    matches!(character, '\t'..='\r' | ' ')
}

fn is_nul(character: char) -> bool {
    character == '\0'
}

#[cfg(test)]
mod tests {
    use super::Unconvertible::{Ambiguous, Exception, Format};
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
        ] {
            assert_eq!(read(text), Ok(number.to_owned()), "{text:?}");
        }
        for text in [
            "3-", "1,000", "0x10", "0X10", "#10", "¥3", "NaN", "+-3", "- 3", "1e", ".", "\u{0}3",
            "3\0 3", "３",
        ] {
            assert_eq!(read(text), Err(Format), "{text:?}");
        }
        assert_eq!(read("79228162514264337593543950336"), Err(Exception));
        assert_eq!(read("1e400"), Err(Exception));
    }

    #[test]
    fn a_decimal_whose_base_is_unclear_is_refused() {
        assert_eq!(decimal("&h10"), Err(Ambiguous));
        assert_eq!(decimal(" &H10"), Err(Ambiguous));
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
