//! From bytes to UTF-16, in blocks, as .NET's `StreamReader` does it.
//!
//! Quirks:
//! - A byte order mark overrides the charset of the request, and UTF-16 in
//!   either order and UTF-32 are read with one. Kept.
//! - The body is decoded in blocks of 1024 bytes, and only as far as it is
//!   needed, so bytes that are not UTF-8 are an error when they are in a block
//!   with something that is read, also behind the parameter. Kept: whether a
//!   body is accepted must not change.
//! - With a byte order mark, the old server replaced what is not UTF-8 by
//!   U+FFFD. Not kept: we refuse it, as in every other format.

use crate::legacy::webapi::charset::Charset;
use crate::legacy::webapi::read::newtonsoft::Fault;

/// How many bytes are decoded at once.
const BLOCK: usize = 1024;

/// What stands for what cannot be decoded.
const REPLACEMENT: u16 = 0xFFFD;

/// How the bytes are to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8 { marked: bool },
    Utf16 { order: Order, strict: bool },
    Utf32 { order: Order },
}

/// Which byte of several comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    LowestFirst,
    HighestFirst,
}

/// What a block came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// As many bytes as a block has.
    Full,
    /// Fewer.
    Short,
    /// The body has ended.
    End,
}

/// A body, of which some has been decoded.
#[derive(Debug)]
pub(super) struct Decoder<'b> {
    blocks: std::slice::Chunks<'b, u8>,
    encoding: Encoding,
    /// How many bytes of the byte order mark are still ahead.
    mark: usize,
    /// Bytes at the end of the last block that do not make a character yet.
    incomplete: Vec<u8>,
}

impl<'b> Decoder<'b> {
    /// A body of which nothing has been decoded.
    pub(super) fn new(body: &'b [u8], charset: Charset) -> Self {
        let (encoding, mark) = recognize(body, charset);
        Self {
            blocks: body.chunks(BLOCK),
            encoding,
            mark,
            incomplete: Vec::new(),
        }
    }

    /// Decodes the next block.
    pub(super) fn decode(&mut self, units: &mut Vec<u16>) -> Result<Block, Fault> {
        let Some(block) = self.blocks.next() else {
            return Ok(Block::End);
        };
        let marked = std::mem::take(&mut self.mark);
        let mut bytes = std::mem::take(&mut self.incomplete);
        bytes.extend(block.iter().skip(marked));
        let incomplete = match self.encoding {
            Encoding::Utf8 { marked } => decode_utf8(&bytes, marked, units)?,
            Encoding::Utf16 { order, strict } => decode_utf16(&bytes, order, strict, units)?,
            Encoding::Utf32 { order } => decode_utf32(&bytes, order, units),
        };
        self.incomplete = incomplete.to_vec();
        Ok(if block.len() < BLOCK {
            Block::Short
        } else {
            Block::Full
        })
    }
}

/// The encoding of the body, and the length of its byte order mark.
fn recognize(body: &[u8], charset: Charset) -> (Encoding, usize) {
    use Order::{HighestFirst, LowestFirst};
    let utf16 = |order, strict| Encoding::Utf16 { order, strict };
    match (body, charset) {
        ([0xFF, 0xFE, ..], Charset::Utf16) => (utf16(LowestFirst, true), 2),
        ([0xFF, 0xFE, 0, 0, ..], _) => (Encoding::Utf32 { order: LowestFirst }, 4),
        ([0xFF, 0xFE, ..], _) => (utf16(LowestFirst, false), 2),
        ([0xFE, 0xFF, ..], _) => (utf16(HighestFirst, false), 2),
        ([0xEF, 0xBB, 0xBF, ..], _) => (Encoding::Utf8 { marked: true }, 3),
        ([0, 0, 0xFE, 0xFF, ..], _) => (
            Encoding::Utf32 {
                order: HighestFirst,
            },
            4,
        ),
        (_, Charset::Utf16) => (utf16(LowestFirst, true), 0),
        (_, Charset::Utf8) => (Encoding::Utf8 { marked: false }, 0),
    }
}

/// Decodes; returns the bytes that do not make a character yet.
fn decode_utf8<'b>(bytes: &'b [u8], marked: bool, units: &mut Vec<u16>) -> Result<&'b [u8], Fault> {
    let (text, incomplete) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, &[][..]),
        Err(error) if error.error_len().is_none() => {
            let (valid, incomplete) = bytes.split_at(error.valid_up_to());
            (std::str::from_utf8(valid).unwrap_or_default(), incomplete)
        }
        Err(_) if marked => return Err(Fault::NotUtf8),
        Err(_) => return Err(Fault::Exception),
    };
    units.extend(text.encode_utf16());
    Ok(incomplete)
}

/// Decodes; returns the bytes that do not make a character yet.
fn decode_utf16<'b>(
    bytes: &'b [u8],
    order: Order,
    strict: bool,
    units: &mut Vec<u16>,
) -> Result<&'b [u8], Fault> {
    let unit = |bytes: &[u8; 2]| match order {
        Order::LowestFirst => u16::from_le_bytes(*bytes),
        Order::HighestFirst => u16::from_be_bytes(*bytes),
    };
    let (pairs, _) = bytes.as_chunks::<2>();
    let mut read = pairs.len();
    if let Some(last) = pairs.last()
        && is_high_surrogate(unit(last))
    {
        read -= 1;
    }
    let (complete, incomplete) = bytes.split_at(2 * read);
    let complete = complete.as_chunks::<2>().0.iter().map(unit);
    for character in char::decode_utf16(complete) {
        match character {
            Ok(character) => units.extend(character.encode_utf16(&mut [0; 2]).iter()),
            Err(_) if strict => return Err(Fault::Exception),
            Err(_) => units.push(REPLACEMENT),
        }
    }
    Ok(incomplete)
}

/// Decodes; returns the bytes that do not make a character yet.
fn decode_utf32<'b>(bytes: &'b [u8], order: Order, units: &mut Vec<u16>) -> &'b [u8] {
    let (quadruples, incomplete) = bytes.as_chunks::<4>();
    for bytes in quadruples {
        let code = match order {
            Order::LowestFirst => u32::from_le_bytes(*bytes),
            Order::HighestFirst => u32::from_be_bytes(*bytes),
        };
        let character = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        units.extend(character.encode_utf16(&mut [0; 2]).iter());
    }
    incomplete
}

fn is_high_surrogate(unit: u16) -> bool {
    (0xD800..0xDC00).contains(&unit)
}
