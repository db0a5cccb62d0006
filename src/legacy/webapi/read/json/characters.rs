//! The characters of a body, one ahead of the other.
//!
//! They are decoded exactly as far as `JsonTextReader` filled its buffer,
//! because what is decoded can be an error (see [`super::decode`]). Its buffer
//! is mirrored in numbers only; the characters themselves stay where they are.

use super::decode::{Block, Decoder};
use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::read::newtonsoft::Fault;

/// The characters that a buffer has room for at first, and a NUL behind them.
const FIRST_CAPACITY: usize = 1025;

/// The characters of a body. A position is an index into all of them.
#[derive(Debug)]
pub(super) struct Characters<'b> {
    /// The next character to look at (`_charPos`).
    pub(super) position: usize,
    decoder: Decoder<'b>,
    /// All that has been decoded.
    units: Vec<u16>,
    /// How many of them the buffer has received (`_charsUsed`).
    received: usize,
    /// Whether the last block was short, and so ended a read.
    blocked: bool,
    /// The position of the first character in the buffer.
    buffer_start: usize,
    /// The size of the buffer.
    capacity: usize,
    at_end: bool,
}

impl<'b> Characters<'b> {
    /// Before the first character.
    pub(super) fn new(body: &'b [u8], charset: Charset) -> Self {
        Self {
            position: 0,
            decoder: Decoder::new(body, charset),
            units: Vec::new(),
            received: 0,
            blocked: false,
            buffer_start: 0,
            capacity: FIRST_CAPACITY,
            at_end: false,
        }
    }

    /// The character at a position; NUL behind those that are in the buffer.
    pub(super) fn at(&self, position: usize) -> u16 {
        if position < self.received {
            self.units.get(position).copied().unwrap_or(0)
        } else {
            0
        }
    }

    /// The next character.
    pub(super) fn current(&self) -> u16 {
        self.at(self.position)
    }

    /// The characters between two positions.
    pub(super) fn between(&self, start: usize, end: usize) -> &[u16] {
        self.units
            .get(start..end.min(self.received))
            .unwrap_or_default()
    }

    /// The text between two positions.
    pub(super) fn text(&self, start: usize, end: usize) -> String {
        String::from_utf16_lossy(self.between(start, end))
    }

    /// Whether the position is behind the buffer.
    pub(super) fn is_behind(&self, position: usize) -> bool {
        position == self.received
    }

    /// Whether the body has ended.
    pub(super) fn at_end(&self) -> bool {
        self.at_end
    }

    /// Makes room before something long is read (`ShiftBufferIfNeeded`).
    pub(super) fn shift_if_needed(&mut self) {
        let behind = self.position.saturating_sub(self.buffer_start);
        let ahead = self.capacity.saturating_sub(behind);
        if ahead * 10 <= self.capacity {
            self.buffer_start = self.position;
        }
    }

    /// Makes sure that the character so many places ahead is in the buffer.
    pub(super) fn ensure(&mut self, ahead: usize, append: bool) -> Result<bool, Fault> {
        let wanted = self.position + ahead;
        while wanted >= self.received {
            if self.read_data(append, wanted + 1 - self.received)? == 0 {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Fills the buffer behind what it has; returns the number of characters.
    pub(super) fn read_more(&mut self, append: bool) -> Result<usize, Fault> {
        self.read_data(append, 0)
    }

    fn read_data(&mut self, append: bool, required: usize) -> Result<usize, Fault> {
        if self.at_end {
            return Ok(0);
        }
        let used = self.received.saturating_sub(self.buffer_start);
        if used + required >= self.capacity - 1 {
            if append {
                self.capacity = (self.capacity * 2).max(used + required + 1);
            } else {
                let remaining = self.received.saturating_sub(self.position);
                if remaining + required + 1 >= self.capacity {
                    self.capacity = remaining + required + 1;
                }
                self.buffer_start = self.position;
            }
        }
        let used = self.received.saturating_sub(self.buffer_start);
        let count = self.receive(self.capacity - 1 - used)?;
        if count == 0 {
            self.at_end = true;
        }
        Ok(count)
    }

    /// Takes so many characters from the decoder, or fewer (`StreamReader`).
    fn receive(&mut self, wanted: usize) -> Result<usize, Fault> {
        let received = self.received;
        while self.received - received < wanted {
            if self.received == self.units.len() && !self.decode(received)? {
                break;
            }
            let room = wanted - (self.received - received);
            self.received += room.min(self.units.len() - self.received);
            if self.blocked {
                break;
            }
        }
        Ok(self.received - received)
    }

    /// Decodes until there is another character. When that fails, what had
    /// been received by the same call is lost.
    fn decode(&mut self, received: usize) -> Result<bool, Fault> {
        while self.received == self.units.len() {
            match self.decoder.decode(&mut self.units) {
                Ok(Block::End) => return Ok(false),
                Ok(block) => self.blocked = block == Block::Short,
                Err(fault) => {
                    self.units.truncate(received);
                    self.received = received;
                    return Err(fault);
                }
            }
        }
        Ok(true)
    }
}
