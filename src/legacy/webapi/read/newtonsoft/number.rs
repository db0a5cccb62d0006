//! How .NET reads a number from text (`Number.ParseNumber`), in the invariant
//! culture.
//!
//! Quirks, all kept because partners' numbers were understood this way: a sign
//! may stand behind (`3-`), commas anywhere between the digits before the point
//! mean nothing (`3,0,00`), and NUL characters may follow.

use rust_decimal::Decimal;

/// The largest number that ten times it still is a `decimal`, leaving room for
/// one more digit up to five.
const TENTH_OF_MAX: u128 = ((1 << 96) - 1) / 10;

/// The largest scale of a `decimal`.
const MAX_SCALE: i32 = 28;

/// An exponent beyond which its digits make no difference.
const EXPONENT_LIMIT: i32 = 1000;

/// What a number may be written with, beyond white space around it, a sign
/// before it, and digits (`NumberStyles`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Style {
    /// `Integer`: nothing.
    Integer,
    /// `Number`: a sign behind it, a point, commas.
    Number,
    /// `Number | AllowExponent`: those, and an exponent.
    NumberWithExponent,
    /// `Float | AllowThousands`: a point, commas and an exponent.
    Float,
}

impl Style {
    fn has_trailing_sign(self) -> bool {
        matches!(self, Self::Number | Self::NumberWithExponent)
    }

    fn has_point(self) -> bool {
        self != Self::Integer
    }

    fn has_exponent(self) -> bool {
        matches!(self, Self::NumberWithExponent | Self::Float)
    }
}

/// A number as it was written: `0.digits` times ten to the power of `scale`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Number {
    negative: bool,
    /// Its digits, each from 0 to 9, the first not zero; zeros behind them
    /// count for the scale of a `decimal`.
    digits: Vec<u8>,
    scale: i32,
}

impl Number {
    /// Reads a number.
    pub(in super::super) fn parse(text: &str, style: Style) -> Option<Self> {
        let mut rest = text.trim_start_matches(is_white);
        let mut number = Self::default();
        let mut signed = false;
        if let Some((negative, after)) = sign(rest) {
            (number.negative, signed, rest) = (negative, true, after);
        }
        rest = number.read_digits(rest, style)?;
        if style.has_exponent()
            && let Some((exponent, after)) = exponent(rest)
        {
            number.scale = number.scale.saturating_add(exponent);
            rest = after;
        }
        rest = rest.trim_start_matches(is_white);
        if style.has_trailing_sign()
            && !signed
            && let Some((negative, after)) = sign(rest)
        {
            number.negative = negative;
            rest = after.trim_start_matches(is_white);
        }
        rest.chars()
            .all(|character| character == '\0')
            .then_some(number)
    }

    /// Reads digits, point and commas; returns what follows.
    fn read_digits<'t>(&mut self, text: &'t str, style: Style) -> Option<&'t str> {
        let (mut any, mut point) = (false, false);
        let mut end = text.len();
        for (index, character) in text.char_indices() {
            match character {
                '0' if self.digits.is_empty() => {
                    any = true;
                    self.scale = self.scale.saturating_sub(i32::from(point));
                }
                '0'..='9' => {
                    any = true;
                    self.scale = self.scale.saturating_add(i32::from(!point));
                    self.digits.push(character as u8 - b'0');
                }
                '.' if style.has_point() && !point => point = true,
                ',' if style.has_point() && any && !point => {}
                _ => {
                    end = index;
                    break;
                }
            }
        }
        any.then(|| text.get(end..)).flatten()
    }

    /// The number as a `decimal`, rounded half to even; `None` when it is too
    /// large.
    pub(in super::super) fn to_decimal(&self) -> Option<Decimal> {
        let mut exponent = self.scale;
        let mut mantissa = 0_u128;
        let mut digits = self.digits.iter().copied().peekable();
        if self.digits.is_empty() {
            exponent = exponent.min(0);
        } else if exponent > MAX_SCALE + 1 {
            return None;
        }
        while (exponent > 0 || (digits.peek().is_some() && exponent > -MAX_SCALE))
            && !self.digits.is_empty()
            && (mantissa < TENTH_OF_MAX
                || (mantissa == TENTH_OF_MAX && digits.peek().is_none_or(|digit| *digit <= 5)))
        {
            mantissa = mantissa * 10 + u128::from(digits.next().unwrap_or(0));
            exponent -= 1;
        }
        if let Some(first) = digits.next() {
            let half = first == 5 && digits.all(|digit| digit == 0);
            if first > 5 || (first == 5 && !half) || (half && mantissa % 2 == 1) {
                mantissa += 1;
            }
        }
        if mantissa >> 96 != 0 {
            mantissa = TENTH_OF_MAX + 1;
            exponent += 1;
        }
        if exponent > 0 {
            return None;
        }
        let mantissa = if exponent < -MAX_SCALE { 0 } else { mantissa };
        let scale = exponent.max(-MAX_SCALE).unsigned_abs();
        let mut decimal =
            Decimal::try_from_i128_with_scale(i128::try_from(mantissa).ok()?, scale).ok()?;
        decimal.set_sign_negative(self.negative && mantissa != 0);
        Some(decimal)
    }

    /// The number as a `double`; `None` when it is too large.
    pub(in super::super) fn to_double(&self) -> Option<f64> {
        let sign = if self.negative { "-" } else { "" };
        let double: f64 = format!("{sign}0.{}e{}", self.digits(), self.scale)
            .parse()
            .ok()?;
        double.is_finite().then_some(double)
    }

    /// The whole number; `None` when it is too large.
    pub(in super::super) fn to_long(&self) -> Option<i64> {
        let sign = if self.negative { "-" } else { "" };
        if self.digits.is_empty() {
            return Some(0);
        }
        format!("{sign}{}", self.digits()).parse().ok()
    }

    fn digits(&self) -> String {
        self.digits
            .iter()
            .map(|digit| char::from(b'0' + digit))
            .collect()
    }
}

fn is_white(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}

fn sign(text: &str) -> Option<(bool, &str)> {
    let negative = text.starts_with('-');
    text.strip_prefix(['+', '-']).map(|after| (negative, after))
}

fn exponent(text: &str) -> Option<(i32, &str)> {
    let text = text.strip_prefix(['e', 'E'])?;
    let (negative, text) = sign(text).unwrap_or((false, text));
    let after = text.trim_start_matches(|character: char| character.is_ascii_digit());
    let digits = text.strip_suffix(after)?;
    if digits.is_empty() {
        return None;
    }
    let exponent = digits.bytes().fold(0, |exponent, digit| {
        if exponent > EXPONENT_LIMIT {
            10 * EXPONENT_LIMIT
        } else {
            exponent * 10 + i32::from(digit - b'0')
        }
    });
    Some((if negative { -exponent } else { exponent }, after))
}

#[cfg(test)]
mod tests {
    use super::{Number, Style};

    fn decimal(text: &str, style: Style) -> Option<String> {
        let number = Number::parse(text, style)?;
        Some(number.to_decimal()?.to_string())
    }

    #[test]
    fn a_decimal_keeps_its_scale() {
        for (text, read) in [
            ("3", "3"),
            ("3.10", "3.10"),
            (".5", "0.5"),
            ("5.", "5"),
            (" 3.10\t", "3.10"),
            ("+3", "3"),
            ("3-", "-3"),
            ("3 -\0\0", "-3"),
            ("3,0,00.5", "3000.5"),
            ("-0.0", "0.0"),
            ("1e2", "100"),
            ("1.5e-3", "0.0015"),
            ("0e9999", "0"),
            (
                "79228162514264337593543950335",
                "79228162514264337593543950335",
            ),
        ] {
            let found = decimal(text, Style::NumberWithExponent);
            assert_eq!(found.as_deref(), Some(read), "{text}");
        }
    }

    #[test]
    fn a_decimal_is_rounded_half_to_even() {
        for (text, read) in [
            (
                "1.00000000000000000000000000005",
                "1.0000000000000000000000000000",
            ),
            (
                "1.00000000000000000000000000015",
                "1.0000000000000000000000000002",
            ),
            (
                "1.000000000000000000000000000050001",
                "1.0000000000000000000000000001",
            ),
            (
                "7922816251426433759354395033.55",
                "7922816251426433759354395034",
            ),
            (
                "79228162514264337593543950335.4",
                "79228162514264337593543950335",
            ),
            ("1e-29", "0.0000000000000000000000000000"),
        ] {
            let found = decimal(text, Style::NumberWithExponent);
            assert_eq!(found.as_deref(), Some(read), "{text}");
        }
    }

    #[test]
    fn what_is_not_a_number_of_the_style_is_none() {
        for text in [
            "", " ", "-", "+-3", "- 3", "(3)", ",3", "1.2.3", "0x10", "３", "3\u{1}", "3.,0",
        ] {
            assert_eq!(
                Number::parse(text, Style::NumberWithExponent),
                None,
                "{text}"
            );
        }
        assert_eq!(Number::parse("1e2", Style::Number), None);
        assert_eq!(Number::parse("3-", Style::Float), None);
        assert_eq!(Number::parse("5.0", Style::Integer), None);
        assert_eq!(Number::parse("5,000", Style::Integer), None);
        assert_eq!(
            decimal("79228162514264337593543950336", Style::Number),
            None
        );
        assert_eq!(decimal("1e29", Style::NumberWithExponent), None);
    }

    #[test]
    fn a_long_is_exact_or_none() {
        let long = |text| Number::parse(text, Style::Integer).and_then(|number| number.to_long());
        assert_eq!(long(" +5 "), Some(5));
        assert_eq!(long("-0"), Some(0));
        assert_eq!(long("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(long("9223372036854775808"), None);
    }
}
