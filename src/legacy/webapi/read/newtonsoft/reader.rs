//! What a format provides: its tokens, one after the other.

use super::{Cursor, Fault, Token};

/// As what the next value is wanted. A reader of text reads numbers
/// accordingly; a format whose values have types need not care.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// As what it is written as.
    Anything,
    /// For a string.
    Text,
    /// For a `decimal`.
    Decimal,
    /// For an `int`.
    Int32,
}

/// A reader of a format.
pub trait Reader {
    /// Where it is.
    fn cursor(&self) -> &Cursor;

    /// Where it is.
    fn cursor_mut(&mut self) -> &mut Cursor;

    /// Reads the next token and moves the cursor to it; `false` at the end of
    /// the body. `ReadInternal` in the original.
    ///
    /// After an error it is called again, to go on with what follows.
    fn advance(&mut self, wanted: Wanted) -> Result<bool, Fault>;

    /// Reads the next token as it is wanted.
    fn read_as(&mut self, wanted: Wanted) -> Result<bool, Fault> {
        let found = !self.cursor().has_given_up() && self.advance(wanted)?;
        if !found {
            self.cursor_mut().set(Token::None)?;
        }
        Ok(found)
    }

    /// Reads the next token as it is written.
    fn read(&mut self) -> Result<bool, Fault> {
        self.read_as(Wanted::Anything)
    }

    /// Reads over the children of the current token.
    fn skip(&mut self) -> Result<(), Fault> {
        if matches!(self.cursor().token(), Token::PropertyName(_)) {
            self.read()?;
        }
        if self.cursor().token().is_start() {
            let depth = self.cursor().depth();
            while self.read()? && depth < self.cursor().depth() {}
        }
        Ok(())
    }
}
