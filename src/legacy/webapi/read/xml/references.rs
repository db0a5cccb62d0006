//! References to characters (`&#65;`, `&#x41;`) and the five named ones.
//!
//! Quirk: the old reader took a reference to any number up to 10FFFF, also to
//! characters that XML forbids, to halves of a surrogate pair, and to none at
//! all (`&#;` is U+0000). Kept, because such texts were understood.

use super::Refused;

/// What a reference means, given what stands between `&` and `;`.
pub(super) fn code_point(reference: &str) -> Result<u32, Refused> {
    let named = match reference {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        _ => return numbered(reference.strip_prefix('#').ok_or(Refused)?),
    };
    Ok(u32::from(named))
}

fn numbered(reference: &str) -> Result<u32, Refused> {
    let (digits, radix) = match reference.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (reference, 10),
    };
    digits.chars().try_fold(0_u32, |number, digit| {
        let digit = digit.to_digit(radix).ok_or(Refused)?;
        // The bound of each step keeps this far from an overflow.
        let number = number * radix + digit;
        (number <= u32::from(char::MAX))
            .then_some(number)
            .ok_or(Refused)
    })
}
