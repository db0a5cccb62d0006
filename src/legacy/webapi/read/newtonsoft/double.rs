//! How .NET writes a `double`: 15 significant digits, which is less than it
//! takes to read the same number back. The old server stored such text, so
//! partners have seen it.

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
    // Rust rounds the exact binary value, half to even, as .NET does.
    let scientific = format!("{number:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let Ok(exponent) = exponent.parse::<i32>() else {
        return scientific;
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    format!("{sign}{}", place(digits, exponent))
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

#[cfg(test)]
mod tests {
    use super::to_text;

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
            (1e15, "1E+15"),
            (1.25e100, "1.25E+100"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(to_text(number), text);
        }
    }
}
