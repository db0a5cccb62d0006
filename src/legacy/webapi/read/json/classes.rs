//! What .NET takes UTF-16 code units for. A surrogate is nothing in itself.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// NUL: it stands behind the text, and is white space inside of it.
pub(super) const NUL: u16 = 0;
/// Carriage return.
pub(super) const RETURN: u16 = 0x0D;
/// Line feed.
pub(super) const LINE_FEED: u16 = 0x0A;
/// `"`.
pub(super) const DOUBLE_QUOTE: u16 = 0x22;
/// `'`.
pub(super) const SINGLE_QUOTE: u16 = 0x27;
/// `\`.
pub(super) const BACKSLASH: u16 = 0x5C;

/// The ASCII character that it is, or U+FFFD.
pub(super) fn ascii(unit: u16) -> char {
    u8::try_from(unit)
        .ok()
        .filter(u8::is_ascii)
        .map_or(char::REPLACEMENT_CHARACTER, char::from)
}

/// `char.IsWhiteSpace`.
pub(super) fn is_white(unit: u16) -> bool {
    character(unit).is_some_and(char::is_whitespace)
}

/// `char.IsLetterOrDigit`.
pub(super) fn is_letter_or_digit(unit: u16) -> bool {
    use GeneralCategory::{
        DecimalNumber, LowercaseLetter, ModifierLetter, OtherLetter, TitlecaseLetter,
        UppercaseLetter,
    };
    character(unit).is_some_and(|character| {
        matches!(
            character.general_category(),
            UppercaseLetter
                | LowercaseLetter
                | TitlecaseLetter
                | ModifierLetter
                | OtherLetter
                | DecimalNumber
        )
    })
}

/// `char.IsNumber`.
pub(super) fn is_number(unit: u16) -> bool {
    character(unit).is_some_and(char::is_numeric)
}

/// Whether it may stand in a name without quotes.
pub(super) fn is_identifier(unit: u16) -> bool {
    is_letter_or_digit(unit) || matches!(ascii(unit), '_' | '$')
}

/// Whether it may stand in a number, by and large.
pub(super) fn is_in_number(unit: u16) -> bool {
    matches!(
        ascii(unit),
        '-' | '+' | '.' | 'a'..='f' | 'A'..='F' | 'x' | 'X' | '0'..='9'
    )
}

fn character(unit: u16) -> Option<char> {
    char::from_u32(u32::from(unit))
}
