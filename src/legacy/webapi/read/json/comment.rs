//! Comments: `//` to the end of the line, and `/* */`.

use super::classes::{LINE_FEED, NUL, RETURN};
use super::reader::TextReader;
use crate::legacy::webapi::read::newtonsoft::{Fault, Token};

impl TextReader<'_> {
    /// Reads a comment; its first character is the next.
    pub(super) fn parse_comment(&mut self) -> Result<(), Fault> {
        self.characters.position += 1;
        // Two more characters must follow, though one can be enough.
        if !self.characters.ensure(1, false)? {
            return Err(Fault::Exception);
        }
        let to_end_of_line = match self.next() {
            '*' => false,
            '/' => true,
            _ => return Err(Fault::Exception),
        };
        self.characters.position += 1;
        loop {
            match self.characters.current() {
                NUL => {
                    if !self.pass_nul(true)? {
                        if to_end_of_line {
                            break;
                        }
                        return Err(Fault::Exception);
                    }
                }
                RETURN => {
                    self.pass_return(true)?;
                    if to_end_of_line {
                        break;
                    }
                }
                LINE_FEED => {
                    self.characters.position += 1;
                    if to_end_of_line {
                        break;
                    }
                }
                unit => {
                    self.characters.position += 1;
                    let star = unit == u16::from(b'*') && !to_end_of_line;
                    if star && self.characters.ensure(0, true)? && self.next() == '/' {
                        self.characters.position += 1;
                        break;
                    }
                }
            }
        }
        self.cursor.set(Token::Comment)
    }
}
