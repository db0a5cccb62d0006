//! What stands where: Json.NET's `JsonTextReader`.
//!
//! It takes more than JSON. All of it is kept, as partners' bodies were
//! understood in this way: comments, single quotes, names without quotes, a
//! comma behind the last member or item, `[1,,2]` with nothing in between,
//! control characters in strings, any white space and NUL between tokens.

use super::characters::Characters;
use super::classes::{LINE_FEED, NUL, RETURN, ascii, is_number, is_white};
use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::read::newtonsoft::{Cursor, Fault, Reader, State, Token, Wanted};

/// A reader of JSON text.
#[derive(Debug)]
pub(super) struct TextReader<'b> {
    pub(super) characters: Characters<'b>,
    pub(super) cursor: Cursor,
}

impl Reader for TextReader<'_> {
    fn cursor(&self) -> &Cursor {
        &self.cursor
    }

    fn cursor_mut(&mut self) -> &mut Cursor {
        &mut self.cursor
    }

    fn advance(&mut self, wanted: Wanted) -> Result<bool, Fault> {
        loop {
            match self.cursor.state() {
                State::Start
                | State::Property
                | State::Array
                | State::ArrayStart
                | State::Constructor
                | State::ConstructorStart => return self.parse_value(wanted),
                State::Object | State::ObjectStart => return self.parse_member(),
                State::PostValue => {
                    if self.parse_after_value()? {
                        return Ok(true);
                    }
                }
                State::Finished => return self.parse_after_root(),
            }
        }
    }
}

impl<'b> TextReader<'b> {
    /// Before the first token.
    pub(super) fn new(body: &'b [u8], charset: Charset) -> Self {
        Self {
            characters: Characters::new(body, charset),
            cursor: Cursor::default(),
        }
    }

    /// The next character, as ASCII has it.
    pub(super) fn next(&self) -> char {
        ascii(self.characters.current())
    }

    /// Passes over NUL, or reads more if it stands for the end of the buffer;
    /// `false` at the end of the body.
    pub(super) fn pass_nul(&mut self, append: bool) -> Result<bool, Fault> {
        if !self.characters.is_behind(self.characters.position) {
            self.characters.position += 1;
            return Ok(true);
        }
        Ok(self.characters.read_more(append)? != 0)
    }

    /// Passes over a carriage return, and the line feed that belongs to it.
    pub(super) fn pass_return(&mut self, append: bool) -> Result<(), Fault> {
        self.characters.position += 1;
        if self.characters.ensure(1, append)? && self.characters.current() == LINE_FEED {
            self.characters.position += 1;
        }
        Ok(())
    }

    /// Passes over the white space, line end or NUL that comes next; `None`
    /// when it is something else, `false` at the end of the body.
    fn pass_white(&mut self) -> Result<Option<bool>, Fault> {
        match self.characters.current() {
            NUL => self.pass_nul(false).map(Some),
            RETURN => self.pass_return(false).map(|()| Some(true)),
            unit if is_white(unit) => {
                self.characters.position += 1;
                Ok(Some(true))
            }
            _ => Ok(None),
        }
    }

    /// Passes over white space (`EatWhitespace`).
    pub(super) fn pass_all_white(&mut self) -> Result<(), Fault> {
        while self.pass_white()? == Some(true) {}
        Ok(())
    }

    /// Passes over one character that is a token.
    fn pass_token(&mut self, token: Token) -> Result<bool, Fault> {
        self.characters.position += 1;
        self.cursor.set(token)?;
        Ok(true)
    }

    fn parse_value(&mut self, wanted: Wanted) -> Result<bool, Fault> {
        loop {
            if let Some(more) = self.pass_white()? {
                if more {
                    continue;
                }
                return Ok(false);
            }
            match self.next() {
                quote @ ('"' | '\'') => self.parse_string(quote)?,
                't' => self.parse_literal("true", Token::Boolean(true))?,
                'f' => self.parse_literal("false", Token::Boolean(false))?,
                'n' => self.parse_null_or_constructor()?,
                'N' => self.parse_literal("NaN", Token::Float(f64::NAN))?,
                'I' => self.parse_literal("Infinity", Token::Float(f64::INFINITY))?,
                '-' => self.parse_negative(wanted)?,
                '/' => self.parse_comment()?,
                'u' => self.parse_literal("undefined", Token::Undefined)?,
                '{' => return self.pass_token(Token::StartObject),
                '[' => return self.pass_token(Token::StartArray),
                ']' => return self.pass_token(Token::EndArray),
                // The comma stays, so that several in a row are as many items.
                ',' => self.cursor.set(Token::Undefined)?,
                ')' => return self.pass_token(Token::EndConstructor),
                '.' => self.parse_number(wanted)?,
                _ if is_number(self.characters.current()) => self.parse_number(wanted)?,
                _ => return Err(Fault::Exception),
            }
            return Ok(true);
        }
    }

    fn parse_member(&mut self) -> Result<bool, Fault> {
        loop {
            if let Some(more) = self.pass_white()? {
                if more {
                    continue;
                }
                return Ok(false);
            }
            match self.next() {
                '}' => {
                    self.cursor.set(Token::EndObject)?;
                    self.characters.position += 1;
                }
                '/' => self.parse_comment()?,
                _ => self.parse_name()?,
            }
            return Ok(true);
        }
    }

    /// Whether there is a token before the next value.
    fn parse_after_value(&mut self) -> Result<bool, Fault> {
        loop {
            if let Some(more) = self.pass_white()? {
                if more {
                    continue;
                }
                self.cursor.finish();
                return Ok(false);
            }
            match self.next() {
                '}' => return self.pass_token(Token::EndObject),
                ']' => return self.pass_token(Token::EndArray),
                ')' => return self.pass_token(Token::EndConstructor),
                '/' => {
                    self.parse_comment()?;
                    return Ok(true);
                }
                ',' => {
                    self.characters.position += 1;
                    self.cursor.expect_another();
                    return Ok(false);
                }
                _ => return Err(Fault::Exception),
            }
        }
    }

    fn parse_after_root(&mut self) -> Result<bool, Fault> {
        if !self.characters.ensure(0, false)? {
            return Ok(false);
        }
        self.pass_all_white()?;
        if self.characters.at_end() {
            return Ok(false);
        }
        if self.next() == '/' {
            self.parse_comment()?;
            return Ok(true);
        }
        Err(Fault::Exception)
    }

    /// Whether a constructor's argument is being read.
    pub(super) fn in_constructor(&self) -> bool {
        matches!(
            self.cursor.state(),
            State::Constructor | State::ConstructorStart
        )
    }
}
