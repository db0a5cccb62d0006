//! Strings and names.
//!
//! Quirks, kept: a string may contain any character as it is, line ends and
//! NUL included, and `\'` and `\/` are escapes. Half of a surrogate pair
//! becomes U+FFFD.

use super::classes::{
    BACKSLASH, DOUBLE_QUOTE, NUL, RETURN, SINGLE_QUOTE, ascii, is_identifier, is_white,
};
use super::reader::TextReader;
use crate::legacy::webapi::read::newtonsoft::{Fault, Token};

/// What stands for half of a surrogate pair.
const REPLACEMENT: u16 = 0xFFFD;

impl TextReader<'_> {
    /// Reads a string; its quote is the next character.
    pub(super) fn parse_string(&mut self, quote: char) -> Result<(), Fault> {
        self.characters.position += 1;
        self.characters.shift_if_needed();
        let text = self.read_string(quote)?;
        self.cursor.set(Token::Text(text))
    }

    /// Reads the name of a member, and the colon behind it.
    pub(super) fn parse_name(&mut self) -> Result<(), Fault> {
        let name = match self.next() {
            quote @ ('"' | '\'') => {
                self.characters.position += 1;
                self.characters.shift_if_needed();
                self.read_string(quote)?
            }
            _ if is_identifier(self.characters.current()) => {
                self.characters.shift_if_needed();
                self.read_unquoted_name()?
            }
            _ => return Err(Fault::Exception),
        };
        self.pass_all_white()?;
        if self.next() != ':' {
            return Err(Fault::Exception);
        }
        self.characters.position += 1;
        self.cursor.set(Token::PropertyName(name))
    }

    fn read_unquoted_name(&mut self) -> Result<String, Fault> {
        let start = self.characters.position;
        loop {
            let position = self.characters.position;
            match self.characters.current() {
                NUL if self.characters.is_behind(position) => {
                    if self.characters.read_more(true)? == 0 {
                        return Err(Fault::Exception);
                    }
                }
                unit if is_identifier(unit) => self.characters.position += 1,
                unit if unit == NUL || is_white(unit) || ascii(unit) == ':' => {
                    return Ok(self.characters.text(start, position));
                }
                _ => return Err(Fault::Exception),
            }
        }
    }

    /// Reads up to the quote, and passes over it (`ReadStringIntoBuffer`). An
    /// error leaves the position at the last escape or line end, where reading
    /// goes on.
    fn read_string(&mut self, quote: char) -> Result<String, Fault> {
        let mut units: Vec<u16> = Vec::new();
        let mut written = self.characters.position;
        let mut position = self.characters.position;
        loop {
            let unit = self.characters.at(position);
            match unit {
                NUL if self.characters.is_behind(position) => {
                    if self.characters.read_more(true)? == 0 {
                        self.characters.position = position;
                        return Err(Fault::Exception);
                    }
                    continue;
                }
                BACKSLASH => {
                    units.extend_from_slice(self.characters.between(written, position));
                    self.characters.position = position + 1;
                    self.read_escape(&mut units)?;
                    position = self.characters.position;
                    written = position;
                    continue;
                }
                RETURN => {
                    self.characters.position = position;
                    self.pass_return(true)?;
                    position = self.characters.position;
                    continue;
                }
                super::classes::LINE_FEED => self.characters.position = position + 1,
                DOUBLE_QUOTE | SINGLE_QUOTE if ascii(unit) == quote => {
                    units.extend_from_slice(self.characters.between(written, position));
                    self.characters.position = position + 1;
                    return Ok(String::from_utf16_lossy(&units));
                }
                _ => {}
            }
            position += 1;
        }
    }

    /// Reads an escape behind its backslash.
    fn read_escape(&mut self, units: &mut Vec<u16>) -> Result<(), Fault> {
        if !self.characters.ensure(0, true)? {
            return Err(Fault::Exception);
        }
        let escape = self.next();
        let escaped = match escape {
            'b' => 0x08,
            't' => 0x09,
            'n' => 0x0A,
            'f' => 0x0C,
            'r' => 0x0D,
            '\\' | '"' | '\'' | '/' => self.characters.current(),
            'u' => {
                self.characters.position += 1;
                return self.read_unicode_escape(units);
            }
            _ => {
                self.characters.position += 1;
                return Err(Fault::Exception);
            }
        };
        self.characters.position += 1;
        units.push(escaped);
        Ok(())
    }

    /// Reads the digits of `\u`, and the escapes that belong to the same
    /// character.
    fn read_unicode_escape(&mut self, units: &mut Vec<u16>) -> Result<(), Fault> {
        let mut unit = self.read_hexadecimal()?;
        if is_low_surrogate(unit) {
            unit = REPLACEMENT;
        }
        while is_high_surrogate(unit) {
            let position = self.characters.position;
            let another = self.characters.ensure(2, true)?
                && ascii(self.characters.at(position)) == '\\'
                && ascii(self.characters.at(position + 1)) == 'u';
            if !another {
                unit = REPLACEMENT;
                break;
            }
            self.characters.position += 2;
            let next = self.read_hexadecimal()?;
            units.push(if is_low_surrogate(next) {
                unit
            } else {
                REPLACEMENT
            });
            unit = next;
        }
        units.push(unit);
        Ok(())
    }

    /// Reads four hexadecimal digits. As Json.NET 6 does, it takes white space
    /// around fewer digits, too.
    fn read_hexadecimal(&mut self) -> Result<u16, Fault> {
        if !self.characters.ensure(4, true)? {
            return Err(Fault::Exception);
        }
        let start = self.characters.position;
        let text = self.characters.text(start, start + 4);
        let white = |character| matches!(character, ' ' | '\t'..='\r');
        let digits = text
            .trim_end_matches('\0')
            .trim_start_matches(white)
            .trim_end_matches(white);
        let signed = digits.starts_with('+');
        let unit = u16::from_str_radix(digits, 16)
            .ok()
            .filter(|_| !signed)
            .ok_or(Fault::Exception)?;
        self.characters.position += 4;
        Ok(unit)
    }
}

fn is_high_surrogate(unit: u16) -> bool {
    (0xD800..0xDC00).contains(&unit)
}

fn is_low_surrogate(unit: u16) -> bool {
    (0xDC00..0xE000).contains(&unit)
}
