//! Numbers.
//!
//! Quirks:
//! - `.5`, `5.`, `3-` and leading zeros behind a minus sign are numbers. Kept.
//! - `010` is octal and `0x10` hexadecimal. For members that are numbers this
//!   is refused (see `newtonsoft`); a string gets the number in decimal, which
//!   is what partners have seen.
//! - A string that is given a number with a fraction gets it with 15
//!   significant digits. Kept, as partners have seen it; whole numbers keep all
//!   of theirs.
//! - The old server read some whole numbers that do not fit into an `int` or
//!   `long` as others that do. Not kept.

use super::characters::Characters;
use super::classes::{ascii, is_in_number, is_white};
use super::reader::TextReader;
use crate::legacy::webapi::read::newtonsoft::number::{Number, Style};
use crate::legacy::webapi::read::newtonsoft::{Fault, Integer, Token, Wanted};

/// How long a whole number may be.
const MAX_DIGITS: usize = 380;

impl TextReader<'_> {
    /// Reads a number; it begins with the next character.
    pub(super) fn parse_number(&mut self, wanted: Wanted) -> Result<(), Fault> {
        self.characters.shift_if_needed();
        let start = self.characters.position;
        pass_number(&mut self.characters)?;
        // From here on an error concerns this value only.
        self.cursor.finish_value();
        let text = self.characters.text(start, self.characters.position);
        let token = to_token(&text, wanted).ok_or(Fault::Exception)?;
        self.cursor.replace(token);
        Ok(())
    }
}

/// Passes over all that may belong to a number.
fn pass_number(characters: &mut Characters<'_>) -> Result<(), Fault> {
    let mut position = characters.position;
    loop {
        let unit = characters.at(position);
        if is_in_number(unit) {
            position += 1;
            continue;
        }
        characters.position = position;
        if unit == 0 {
            if !characters.is_behind(position) || characters.read_more(true)? == 0 {
                return Ok(());
            }
        } else if is_white(unit) || matches!(ascii(unit), ',' | '}' | ']' | ')' | '/') {
            return Ok(());
        } else {
            return Err(Fault::Exception);
        }
    }
}

fn to_token(text: &str, wanted: Wanted) -> Option<Token> {
    let mut characters = text.chars();
    let zero = characters.next() == Some('0');
    if zero
        && characters
            .next()
            .is_some_and(|second| !matches!(second, '.' | 'e' | 'E'))
    {
        return to_prefixed(text, wanted).map(Token::Integer);
    }
    match wanted {
        Wanted::Decimal => Number::parse(text, Style::NumberWithExponent)?
            .to_decimal()
            .map(Token::Decimal),
        Wanted::Int32 => to_integer(text)
            .filter(|number| match number {
                Integer::Long(number) => i32::try_from(*number).is_ok(),
                _ => false,
            })
            .map(Token::Integer),
        Wanted::Anything | Wanted::Text => {
            if is_whole(text) {
                return to_integer(text).map(Token::Integer);
            }
            Number::parse(text, Style::Float)?
                .to_double()
                .map(Token::Float)
        }
    }
}

/// Digits only, perhaps behind a minus sign.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn to_integer(text: &str) -> Option<Integer> {
    if !is_whole(text) {
        return None;
    }
    if let Ok(number) = text.parse() {
        return Some(Integer::Long(number));
    }
    if text.len() > MAX_DIGITS {
        return None;
    }
    let sign = if text.starts_with('-') { "-" } else { "" };
    let digits = text.trim_start_matches('-').trim_start_matches('0');
    Some(Integer::Big(format!("{sign}{digits}")))
}

/// An octal or hexadecimal number, as 64 bits with the sign in the first.
fn to_prefixed(text: &str, wanted: Wanted) -> Option<Integer> {
    let hexadecimal = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"));
    let (digits, radix) = hexadecimal.map_or((text, 8), |digits| (digits, 16));
    if digits.starts_with('+') {
        return None;
    }
    let number = u64::from_str_radix(digits, radix).ok()?;
    if wanted == Wanted::Int32 {
        u32::try_from(number).ok()?;
    }
    Some(Integer::Prefixed(number.cast_signed()))
}
