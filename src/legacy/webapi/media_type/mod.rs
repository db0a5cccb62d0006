//! Media types in Content-Type and Accept, by the grammar of .NET's
//! `MediaTypeHeaderValue`.
//!
//! Two quirks. A value that the grammar does not allow counts as absent, and
//! in a list it takes its whole line with it. A quoted parameter keeps its
//! quotes, so that `charset="utf-16"` names no charset that the server knows
//! and `q="0.5"` is no quality. Kept: which format and charset an old client
//! is answered in hangs on both.

use http::{HeaderMap, HeaderName, header};

use super::{charset::Charset, header_cursor::HeaderCursor};

/// A media type, or a range of them, with the parameters that matter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MediaType<'a> {
    main: &'a str,
    sub: &'a str,
    charset: Option<Charset>,
    quality: f64,
}

/// How much a media type covers. In the order in which an Accept header's
/// values of equal quality are looked at last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Range {
    /// Everything: `*/*`.
    All,
    /// What has one main type: `text/*`.
    Subtypes,
    /// One type.
    One,
}

impl<'a> MediaType<'a> {
    /// Reads the value of a Content-Type header.
    #[must_use]
    pub fn parse(value: &'a [u8]) -> Option<Self> {
        let mut cursor = HeaderCursor::new(value);
        cursor.skip_white_space();
        let media_type = Self::read(&mut cursor)?;
        cursor.at_end().then_some(media_type)
    }

    /// The type of a request's body. Of several headers the first counts.
    #[must_use]
    pub fn of_content(headers: &'a HeaderMap) -> Option<Self> {
        Self::parse(headers.get(header::CONTENT_TYPE)?.as_bytes())
    }

    /// What a request accepts, in the order in which it is considered: by
    /// falling quality, and with equal quality ranges behind types.
    #[must_use]
    pub fn accepted(headers: &'a HeaderMap) -> Vec<Self> {
        let mut accepted = parse_lines(headers, &header::ACCEPT, Self::read);
        accepted.sort_by(|left, right| {
            (right.quality.total_cmp(&left.quality)).then(right.range().cmp(&left.range()))
        });
        accepted
    }

    fn read(cursor: &mut HeaderCursor<'a>) -> Option<Self> {
        let main = cursor.token()?;
        if !cursor.eat(b'/') {
            return None;
        }
        let sub = cursor.token()?;
        // Of parameters of one name the first counts, even without a value.
        let (mut charset, mut quality) = (None, None);
        while cursor.eat(b';') {
            let name = cursor.token()?;
            let value = if cursor.eat(b'=') {
                Some(std::str::from_utf8(cursor.value()?).unwrap_or_default())
            } else {
                None
            };
            if name.eq_ignore_ascii_case("charset") {
                charset.get_or_insert(value);
            } else if name.eq_ignore_ascii_case("q") {
                quality.get_or_insert(value);
            }
        }
        Some(Self {
            main,
            sub,
            charset: charset.flatten().and_then(Charset::named),
            quality: quality.flatten().and_then(parse_quality).unwrap_or(1.0),
        })
    }

    /// Whether this is, or is a range that holds, a type.
    #[must_use]
    pub fn covers(&self, main: &str, sub: &str) -> bool {
        match self.range() {
            Range::All => true,
            Range::Subtypes => self.main.eq_ignore_ascii_case(main),
            Range::One => {
                self.main.eq_ignore_ascii_case(main) && self.sub.eq_ignore_ascii_case(sub)
            }
        }
    }

    /// How much it covers.
    #[must_use]
    pub fn range(&self) -> Range {
        match (self.main, self.sub) {
            ("*", "*") => Range::All,
            (_, "*") => Range::Subtypes,
            _ => Range::One,
        }
    }

    /// The charset of the body, where the server knows it.
    #[must_use]
    pub fn charset(&self) -> Option<Charset> {
        self.charset
    }

    /// The quality, 1 if none can be read. It may be greater than 1.
    #[must_use]
    pub fn quality(&self) -> f64 {
        self.quality
    }

    /// The type without parameters, as it was sent.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.main, self.sub)
    }
}

/// Reads the values of a header that is a list, line by line. A line with one
/// bad value has none.
pub(super) fn parse_lines<'a, T>(
    headers: &'a HeaderMap,
    name: &HeaderName,
    read: impl Fn(&mut HeaderCursor<'a>) -> Option<T>,
) -> Vec<T> {
    let mut values = Vec::new();
    for line in headers.get_all(name) {
        let before = values.len();
        let mut cursor = HeaderCursor::new(line.as_bytes());
        cursor.skip_white_space();
        cursor.eat_commas();
        while !cursor.at_end() {
            let value = read(&mut cursor);
            let separated = cursor.eat_commas() || cursor.at_end();
            match value {
                Some(value) if separated => values.push(value),
                _ => {
                    values.truncate(before);
                    break;
                }
            }
        }
    }
    values
}

fn parse_quality(text: &str) -> Option<f64> {
    match text {
        // Quirk: .NET's words for what is no number. Kept.
        "Infinity" => return Some(f64::INFINITY),
        "-Infinity" => return Some(f64::NEG_INFINITY),
        _ => {}
    }
    // No sign or exponent, which `f64` would take.
    if !text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return None;
    }
    text.parse()
        .ok()
        .filter(|quality: &f64| quality.is_finite())
}

#[cfg(test)]
mod tests;
