//! What .NET makes of a `double`, as text and as a `decimal`: 15 significant
//! digits, which is less than it takes to read the same number back. The old
//! server stored such values, so partners have seen them.

use rust_decimal::Decimal;

/// The powers of ten by which a `double` is brought to 15 digits.
const POWERS_OF_TEN: [f64; 29] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28,
];

/// The text of a `double` in the invariant culture (`ToString("G15")`).
#[must_use]
pub(super) fn to_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        let text = if number < 0.0 {
            "-Infinity"
        } else {
            "Infinity"
        };
        return text.to_owned();
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    let sign = if number < 0.0 { "-" } else { "" };
    let digits = rounded_digits(number.abs());
    digits.map_or_else(String::new, |(digits, exponent)| {
        let digits = digits.to_string();
        format!("{sign}{}", place(digits.trim_end_matches('0'), exponent))
    })
}

/// The first 15 digits of a number, and the weight of the first of them as an
/// exponent of ten.
///
/// Quirk: a digit that follows rounds up from 5 on, where Rust (and `decimal`)
/// rounds the middle to the even digit. Kept.
fn rounded_digits(number: f64) -> Option<(u64, i32)> {
    // As many digits as it takes to know on which side of a middle it is.
    let scientific = format!("{number:.40e}");
    let (mantissa, exponent) = scientific.split_once('e')?;
    let mantissa = mantissa.replace('.', "");
    let (digits, rest) = mantissa.split_at_checked(15)?;
    let mut digits: u64 = digits.parse().ok()?;
    let mut exponent: i32 = exponent.parse().ok()?;
    if rest.starts_with(['5', '6', '7', '8', '9']) {
        digits += 1;
    }
    if digits == 1_000_000_000_000_000 {
        exponent += 1;
    }
    Some((digits, exponent))
}

/// Digits of which the first has the weight 10^exponent.
fn place(digits: &str, exponent: i32) -> String {
    let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
    if !(-4..15).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        let point = if rest.is_empty() { "" } else { "." };
        return format!("{first}{point}{rest}E{sign}{:02}", exponent.unsigned_abs());
    }
    let Ok(exponent) = usize::try_from(exponent) else {
        let zeros = "0".repeat(exponent.unsigned_abs() as usize - 1);
        return format!("0.{zeros}{digits}");
    };
    match digits.split_at_checked(exponent + 1) {
        Some((whole, "")) => whole.to_owned(),
        Some((whole, fraction)) => format!("{whole}.{fraction}"),
        None => format!("{digits}{}", "0".repeat(exponent + 1 - digits.len())),
    }
}

/// A `double` as a `decimal` (`new Decimal(double)`); nothing if it is too
/// large for one.
///
/// Quirk: it is scaled to 15 digits in floating point, so that the last of them
/// can be one off; and 15 nines that are rounded up keep a zero (`1.0`). Kept:
/// it is the amount that was booked.
pub(super) fn to_decimal(number: f64) -> Option<Decimal> {
    const BITS_OF_FRACTION: u32 = 52;
    let magnitude = number.abs();
    let exponent = i32::try_from(magnitude.to_bits() >> BITS_OF_FRACTION).ok()? - 1022;
    if exponent < -94 {
        return Some(Decimal::ZERO);
    }
    if exponent > 96 {
        return None;
    }
    // 19728 / 65536 is the logarithm of 2.
    let mut scale = (14 - ((exponent * 19728) >> 16)).min(28);
    let power = *POWERS_OF_TEN.get(usize::try_from(scale.unsigned_abs()).ok()?)?;
    let mut scaled = if scale >= 0 {
        magnitude * power
    } else if scale != -1 || magnitude >= 1e15 {
        magnitude / power
    } else {
        scale = 0;
        magnitude
    };
    if scaled < 1e14 && scale < 28 {
        scaled *= 10.0;
        scale += 1;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it has at most 16 digits")]
    let mut digits = scaled.round_ties_even() as i128;
    if scale < 0 {
        digits *= 10_i128.pow(scale.unsigned_abs());
        scale = 0;
    }
    for _ in 0..scale.min(14) {
        if digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
    }
    let scale = if digits == 0 { 0 } else { scale.unsigned_abs() };
    let signed = if number < 0.0 { -digits } else { digits };
    Decimal::try_from_i128_with_scale(signed, scale).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{to_decimal, to_text};

    #[test]
    fn fifteen_significant_digits_are_written() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.50, "12.5"),
            (100.0, "100"),
            (123_456_789.123_456_79, "123456789.123457"),
            (0.1 + 0.2, "0.3"),
            (-2.5, "-2.5"),
            (0.000_1, "0.0001"),
            (0.000_01, "1E-05"),
            (123_456_789_012_345.0, "123456789012345"),
            (123_456_789_012_346.5, "123456789012347"),
            (-0.5 - 100_000_000_000_000.0, "-100000000000001"),
            (999_999_999_999_999.5, "1E+15"),
            (1e15, "1E+15"),
            (1.25e100, "1.25E+100"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(to_text(number), text);
        }
    }

    #[test]
    fn as_a_decimal_it_has_fifteen_digits_as_well() {
        for (number, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1e-29, "0"),
            (1e-28, "0.0000000000000000000000000001"),
            (3.1, "3.1"),
            (-2.50, "-2.5"),
            (100.0, "100"),
            (0.123_456_789_012_345_67, "0.123456789012346"),
            (123_456_789_012_345_680.0, "123456789012346000"),
            (7.9e28, "79000000000000000000000000000"),
            // The exact value is above the middle, its product with 1e12 is not.
            (717.172_057_655_566_5, "717.172057655566"),
            (-846.546_481_149_384_5, "-846.546481149384"),
            (0.999_999_999_999_999_9, "1.0"),
        ] {
            let decimal = to_decimal(number).map(|decimal| decimal.to_string());
            assert_eq!(decimal.as_deref(), Some(text));
        }
        for number in [8e28, -1e29, f64::MAX, f64::INFINITY, f64::NAN] {
            assert_eq!(to_decimal(number), None);
        }
    }

    proptest! {
        #[test]
        fn a_decimal_of_fifteen_digits_comes_back(digits in -999_999_999_999_999_i64..1_000_000_000_000_000, scale in 0_u32..20) {
            let written = rust_decimal::Decimal::new(digits, scale);
            let number: f64 = written.to_string().parse().expect("a number");
            let read = to_decimal(number).expect("a decimal");
            let last = rust_decimal::Decimal::new(1, scale);
            prop_assert!((read - written).abs() <= last);
        }
    }
}
