//! The Accept-Charset header, by the grammar of .NET's
//! `StringWithQualityHeaderValue`.
//!
//! Unlike in Accept, a quality that cannot be read, or is greater than 1,
//! makes the whole line void.

use http::{HeaderMap, header};

use super::{charset::Charset, header_cursor::HeaderCursor, media_type::parse_lines};

/// The charset that a request would like to be answered in most, of those that
/// the server knows.
#[must_use]
pub fn preferred(headers: &HeaderMap) -> Option<Charset> {
    let mut wishes = parse_lines(headers, &header::ACCEPT_CHARSET, read);
    wishes.sort_by(|left, right| {
        (right.quality.total_cmp(&left.quality)).then((left.name == "*").cmp(&(right.name == "*")))
    });
    wishes
        .iter()
        .filter(|wish| wish.quality > 0.0)
        .find_map(|wish| match wish.name {
            "*" => Some(Charset::default()),
            name => Charset::named(name),
        })
}

struct Wish<'a> {
    name: &'a str,
    quality: f64,
}

fn read<'a>(cursor: &mut HeaderCursor<'a>) -> Option<Wish<'a>> {
    let name = cursor.token()?;
    if !cursor.eat(b';') {
        return Some(Wish { name, quality: 1.0 });
    }
    if !(cursor.eat(b'q') || cursor.eat(b'Q')) || !cursor.eat(b'=') {
        return None;
    }
    let quality = read_quality(cursor)?;
    (quality <= 1.0).then_some(Wish { name, quality })
}

fn read_quality(cursor: &mut HeaderCursor<'_>) -> Option<f64> {
    let mut points = 0;
    let digits = cursor.take_while(|byte| {
        points += u32::from(byte == b'.');
        byte.is_ascii_digit() || (byte == b'.' && points == 1)
    });
    cursor.skip_white_space();
    if digits.starts_with(b".") {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, header};

    use super::{Charset, preferred};

    fn preferred_of(line: &'static str) -> Option<Charset> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_CHARSET, HeaderValue::from_static(line));
        preferred(&headers)
    }

    #[test]
    fn the_best_known_charset_is_preferred() {
        for (line, charset) in [
            ("utf-16, utf-8", Charset::Utf16),
            ("utf-16;q=0.5, utf-8", Charset::Utf8),
            ("utf-8; Q = 0.5 , UTF-16", Charset::Utf16),
            ("gbk, utf-16;q=0.1", Charset::Utf16),
            ("*, utf-16", Charset::Utf16),
            ("utf-16;q=0, *", Charset::Utf8),
            ("utf-16;q=1., utf-8;q=0.9", Charset::Utf16),
        ] {
            assert_eq!(preferred_of(line), Some(charset), "{line}");
        }
    }

    #[test]
    fn one_bad_value_makes_the_line_void() {
        for line in [
            "",
            "unicode, utf-16le",
            "utf-16;q=0",
            "utf-16;q=1.5",
            "utf-16;q=.5",
            "utf-16;q=1.0.0",
            "utf-16;q=x",
            "utf-16;level=1",
            "utf-16, b@d",
        ] {
            assert_eq!(preferred_of(line), None, "{line}");
        }
    }
}
