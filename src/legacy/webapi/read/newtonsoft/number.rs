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
/// before it, and digits.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Styles {
    /// A sign behind the digits.
    pub(in super::super) trailing_sign: bool,
    /// A decimal point.
    pub(in super::super) point: bool,
    /// Commas between digits.
    pub(in super::super) thousands: bool,
    /// `e` and an exponent.
    pub(in super::super) exponent: bool,
}

impl Styles {
    /// `NumberStyles.Integer`.
    pub(in super::super) const INTEGER: Self = Self {
        trailing_sign: false,
        point: false,
        thousands: false,
        exponent: false,
    };
    /// `NumberStyles.Number`.
    pub(in super::super) const NUMBER: Self = Self {
        trailing_sign: true,
        point: true,
        thousands: true,
        exponent: false,
    };
    /// `NumberStyles.Number | NumberStyles.AllowExponent`.
    pub(in super::super) const NUMBER_WITH_EXPONENT: Self = Self {
        exponent: true,
        ..Self::NUMBER
    };
    /// `NumberStyles.Float | NumberStyles.AllowThousands`.
    pub(in super::super) const FLOAT: Self = Self {
        trailing_sign: false,
        ..Self::NUMBER_WITH_EXPONENT
    };
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
    pub(in super::super) fn parse(text: &str, styles: Styles) -> Option<Self> {
        let mut rest = text.trim_start_matches(is_white);
        let mut number = Self::default();
        let mut signed = false;
        if let Some((negative, after)) = sign(rest) {
            (number.negative, signed, rest) = (negative, true, after);
        }
        rest = number.read_digits(rest, styles)?;
        if styles.exponent
            && let Some((exponent, after)) = exponent(rest)
        {
            number.scale = number.scale.saturating_add(exponent);
            rest = after;
        }
        rest = rest.trim_start_matches(is_white);
        if styles.trailing_sign
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
    fn read_digits<'t>(&mut self, text: &'t str, styles: Styles) -> Option<&'t str> {
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
                '.' if styles.point && !point => point = true,
                ',' if styles.thousands && any && !point => {}
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

    /// Whether both are the same number, however they are written.
    pub(in super::super) fn equals(&self, other: &Self) -> bool {
        let significant = |number: &Self| number.digits().trim_end_matches('0').to_owned();
        let (mine, theirs) = (significant(self), significant(other));
        mine == theirs
            && (mine.is_empty() || (self.negative == other.negative && self.scale == other.scale))
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
