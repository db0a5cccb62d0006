//! The numbers of XML as .NET reads them: neither exponents nor groups of
//! thousands, but white space around them, and NUL after them.

use rust_decimal::Decimal;

use super::Refused;

/// The digits of a `decimal` fit 96 bits.
const MAX_MANTISSA: u128 = (1 << 96) - 1;

/// The digits after the point of a `decimal`.
const MAX_SCALE: u32 = 28;

/// Reads an `int`.
pub(super) fn int32(text: &str) -> Result<i32, Refused> {
    i32::try_from(int64(text)?).map_err(|_| Refused)
}

/// Reads a `long`.
pub(super) fn int64(text: &str) -> Result<i64, Refused> {
    let trimmed = trim(text);
    let digits = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refused);
    }
    trimmed.parse().map_err(|_| Refused)
}

/// Reads a `decimal` with the scale that it is written with.
///
/// Quirk: digits beyond the 28th after the point, or beyond what 96 bits hold,
/// are rounded, a half to the even neighbour. Kept; what cannot be an amount
/// of money is refused by who asks for one.
pub(super) fn decimal(text: &str) -> Result<Decimal, Refused> {
    let trimmed = trim(text);
    let is_negative = trimmed.starts_with('-');
    let digits = trimmed.strip_prefix(['+', '-']).unwrap_or(trimmed);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) || (whole.is_empty() && fraction.is_empty()) {
        return Err(Refused);
    }

    let mut mantissa = 0_u128;
    for digit in whole.bytes() {
        mantissa = appended(mantissa, digit).ok_or(Refused)?;
    }
    let mut scale = 0;
    let mut fraction = fraction.bytes();
    let mut dropped = None;
    for digit in fraction.by_ref() {
        match appended(mantissa, digit) {
            Some(longer) if scale < MAX_SCALE => {
                mantissa = longer;
                scale += 1;
            }
            _ => {
                dropped = Some(digit);
                break;
            }
        }
    }
    if let Some(dropped) = dropped {
        let is_half = dropped == b'5' && fraction.all(|digit| digit == b'0');
        let rounds_up = dropped >= b'5' && !(is_half && mantissa.is_multiple_of(2));
        if rounds_up {
            mantissa += 1;
        }
        if mantissa > MAX_MANTISSA {
            // 2⁹⁶ with one digit less, rounded.
            mantissa = MAX_MANTISSA.div_ceil(10);
            scale = scale.checked_sub(1).ok_or(Refused)?;
        }
    }

    let mantissa = i128::try_from(mantissa).map_err(|_| Refused)?;
    // Zero has no sign here, whatever is written.
    let signed = if is_negative { -mantissa } else { mantissa };
    Decimal::try_from_i128_with_scale(signed, scale).map_err(|_| Refused)
}

fn appended(mantissa: u128, digit: u8) -> Option<u128> {
    let longer = mantissa * 10 + u128::from(digit - b'0');
    (longer <= MAX_MANTISSA).then_some(longer)
}

fn trim(text: &str) -> &str {
    text.trim_end_matches('\0')
        .trim_matches([' ', '\t', '\n', '\u{B}', '\u{C}', '\r'])
}
