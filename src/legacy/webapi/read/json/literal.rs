//! Words, and `new Name(…)`.

use super::classes::{LINE_FEED, NUL, RETURN, is_letter_or_digit, is_white};
use super::reader::TextReader;
use crate::legacy::webapi::read::newtonsoft::{Fault, Token, Wanted};

impl TextReader<'_> {
    /// Reads a word, which nothing but a separator may follow.
    pub(super) fn parse_literal(&mut self, word: &str, token: Token) -> Result<(), Fault> {
        if !self.pass_word(word)? {
            return Err(Fault::Exception);
        }
        self.cursor.set(token)
    }

    /// Reads `null`, or the beginning of a constructor.
    pub(super) fn parse_null_or_constructor(&mut self) -> Result<(), Fault> {
        if !self.characters.ensure(1, true)? {
            return Err(Fault::Exception);
        }
        match super::classes::ascii(self.characters.at(self.characters.position + 1)) {
            'u' => self.parse_literal("null", Token::Null),
            'e' => self.parse_constructor(),
            _ => Err(Fault::Exception),
        }
    }

    /// Reads what begins with a minus sign.
    pub(super) fn parse_negative(&mut self, wanted: Wanted) -> Result<(), Fault> {
        let infinite = self.characters.ensure(1, true)?
            && self.characters.at(self.characters.position + 1) == u16::from(b'I');
        if infinite {
            self.parse_literal("-Infinity", Token::Float(f64::NEG_INFINITY))
        } else {
            self.parse_number(wanted)
        }
    }

    /// Passes over a word if it comes next. When it does, but no separator
    /// follows, it has been passed over all the same.
    fn pass_word(&mut self, word: &str) -> Result<bool, Fault> {
        let length = word.len();
        if !self.characters.ensure(length - 1, true)? {
            return Ok(false);
        }
        let start = self.characters.position;
        let found = self.characters.between(start, start + length);
        if !word.encode_utf16().eq(found.iter().copied()) {
            return Ok(false);
        }
        self.characters.position += length;
        if !self.characters.ensure(0, false)? {
            return Ok(true);
        }
        self.is_at_separator()
    }

    fn is_at_separator(&mut self) -> Result<bool, Fault> {
        Ok(match self.next() {
            '}' | ']' | ',' | '\0' => true,
            '/' => {
                self.characters.ensure(1, false)?
                    && matches!(
                        super::classes::ascii(self.characters.at(self.characters.position + 1)),
                        '*' | '/'
                    )
            }
            ')' => self.in_constructor(),
            _ => is_white(self.characters.current()),
        })
    }

    fn parse_constructor(&mut self) -> Result<(), Fault> {
        if !self.pass_word("new")? {
            return Err(Fault::Exception);
        }
        self.pass_all_white()?;
        let start = self.characters.position;
        let end = self.pass_constructor_name()?;
        let name = self.characters.text(start, end);
        self.pass_all_white()?;
        if self.next() != '(' {
            return Err(Fault::Exception);
        }
        self.characters.position += 1;
        self.cursor.set(Token::StartConstructor(name))
    }

    /// Passes over a constructor's name and one white space behind it; returns
    /// where the name ends.
    fn pass_constructor_name(&mut self) -> Result<usize, Fault> {
        loop {
            let end = self.characters.position;
            match self.characters.current() {
                NUL if self.characters.is_behind(end) => {
                    if self.characters.read_more(true)? == 0 {
                        return Err(Fault::Exception);
                    }
                }
                RETURN => {
                    self.pass_return(true)?;
                    return Ok(end);
                }
                unit if is_letter_or_digit(unit) => self.characters.position += 1,
                unit if unit == NUL || unit == LINE_FEED || is_white(unit) => {
                    self.characters.position += 1;
                    return Ok(end);
                }
                _ if self.next() == '(' => return Ok(end),
                _ => return Err(Fault::Exception),
            }
        }
    }
}
