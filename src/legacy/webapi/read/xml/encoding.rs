//! From the bytes of a body to UTF-8, if it is encoded as its charset says.

use std::borrow::Cow;

use super::Refused;
use crate::legacy::webapi::charset::Charset;

const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];
const UTF16_MARK: &[u8] = &[0xFF, 0xFE];
const UTF16_BIG_ENDIAN_MARK: &[u8] = &[0xFE, 0xFF];

/// The shortest document, `<a/>`; anything shorter was an unexpected end.
const SHORTEST: usize = 4;

/// The body in UTF-8, without a byte order mark. What is not UTF-8 inside is
/// found by who reads it.
///
/// Quirk: the first bytes decide how a body is encoded, and it is refused if
/// its charset says otherwise. Without a mark UTF-16 is known by its `<`, so
/// such a body cannot begin with white space.
pub(super) fn utf8(body: &[u8], charset: Charset) -> Result<Cow<'_, [u8]>, Refused> {
    if body.len() < SHORTEST {
        return Err(Refused);
    }
    match charset {
        Charset::Utf8 => {
            let elsewhere = body.starts_with(UTF16_MARK)
                || body.starts_with(UTF16_BIG_ENDIAN_MARK)
                || body.starts_with(b"\0<")
                || body.starts_with(b"<\0");
            if elsewhere {
                return Err(Refused);
            }
            let content = body.strip_prefix(UTF8_MARK).unwrap_or(body);
            without_second_mark(Cow::Borrowed(content))
        }
        Charset::Utf16 => {
            let content = match body.strip_prefix(UTF16_MARK) {
                Some(content) => content,
                None if body.starts_with(b"<\0") => body,
                None => return Err(Refused),
            };
            without_second_mark(Cow::Owned(transcoded(content)?.into_bytes()))
        }
    }
}

/// The parser would take a mark that is left for one.
fn without_second_mark(content: Cow<'_, [u8]>) -> Result<Cow<'_, [u8]>, Refused> {
    if content.starts_with(UTF8_MARK) {
        return Err(Refused);
    }
    Ok(content)
}

fn transcoded(content: &[u8]) -> Result<String, Refused> {
    let (pairs, odd) = content.as_chunks::<2>();
    if !odd.is_empty() {
        return Err(Refused);
    }
    let units = pairs.iter().map(|pair| u16::from_le_bytes(*pair));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|_| Refused)
}
