//! Addresses as .NET's `Uri` reads and writes them: for finding the action,
//! and for the words of the framework's 404.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// The full address of a request in a form for people: what `Uri.ToString`
/// gives. The target is the path and the query as they were sent.
#[must_use]
pub fn readable_uri(scheme: &str, host: &str, target: &str) -> String {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    let host = host.to_ascii_lowercase();
    let default_port = if scheme == "https" { ":443" } else { ":80" };
    let mut uri = format!(
        "{scheme}://{}",
        host.strip_suffix(default_port).unwrap_or(&host)
    );
    unescape_safely(&without_dot_segments(path), Part::Path, &mut uri);
    if let Some(query) = query {
        uri.push('?');
        unescape_safely(query, Part::Query, &mut uri);
    }
    uri
}

/// A path with its segments `.` and `..` followed, and slashes for
/// backslashes.
pub(super) fn without_dot_segments(path: &str) -> Cow<'_, str> {
    let plain = |segment: &str| !is_dot(segment) && !is_double_dot(segment);
    if path.split('/').all(plain) && !path.contains('\\') {
        return Cow::Borrowed(path);
    }
    let path = path.replace('\\', "/");
    let mut segments: Vec<&str> = Vec::new();
    let mut rest = path
        .strip_prefix('/')
        .unwrap_or(&path)
        .split('/')
        .peekable();
    while let Some(segment) = rest.next() {
        let is_last = rest.peek().is_none();
        if is_double_dot(segment) {
            segments.pop();
        } else if !is_dot(segment) {
            segments.push(segment);
            continue;
        }
        if is_last {
            // A dot segment at the end leaves the slash before it.
            segments.push("");
        }
    }
    Cow::Owned(format!("/{}", segments.join("/")))
}

fn is_dot(segment: &str) -> bool {
    segment.len() <= "%2e".len() && percent_decode(segment) == "."
}

fn is_double_dot(segment: &str) -> bool {
    segment.len() <= "%2e%2e".len() && percent_decode(segment) == ".."
}

/// Decodes what is percent-encoded. A percent sign that begins nothing stays.
pub(in crate::legacy) fn percent_decode(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Path,
    Query,
}

/// Decodes what a person can read, and leaves what would read as something
/// else: delimiters, percent signs, control characters, what is no UTF-8.
fn unescape_safely(text: &str, part: Part, readable: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        let (before, encoded) = rest.split_at(at);
        readable.push_str(before);
        rest = encoded;
        let Some(first) = escaped(encoded.as_bytes()) else {
            readable.push_str("%25");
            rest = encoded.get(1..).unwrap_or_default();
            continue;
        };
        if first.is_ascii() {
            let (written, behind) = encoded.split_at_checked(3).unwrap_or((encoded, ""));
            if is_readable(first) {
                readable.push(char::from(first));
            } else {
                readable.push_str(written);
            }
            rest = behind;
            continue;
        }
        let mut bytes = Vec::new();
        while let Some(byte) = escaped(rest.as_bytes()).filter(|byte| !byte.is_ascii()) {
            bytes.push(byte);
            rest = rest.get(3..).unwrap_or_default();
        }
        for chunk in bytes.utf8_chunks() {
            for character in chunk.valid().chars() {
                push_readable(character, part, readable);
            }
            chunk
                .invalid()
                .iter()
                .for_each(|byte| push_escaped(*byte, readable));
        }
    }
    readable.push_str(rest);
}

/// Whether an ASCII character may be decoded.
fn is_readable(character: u8) -> bool {
    !character.is_ascii_control() && !br";/?@&=+$,#%\".contains(&character)
}

/// Appends a character beyond ASCII, escaped unless it is one of RFC 3987.
fn push_readable(character: char, part: Part, readable: &mut String) {
    let safe = match character {
        // Quirk: marks of the direction of writing are lost. Kept: it is but
        // the text of an error.
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => return,
        '\u{a0}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{ffef}' => true,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'.. => {
            part == Part::Query && !is_no_character(character)
        }
        '\u{10000}'..='\u{dffff}' | '\u{e1000}'..='\u{effff}' => !is_no_character(character),
        _ => false,
    };
    if safe {
        readable.push(character);
    } else {
        let mut bytes = [0; 4];
        for byte in character.encode_utf8(&mut bytes).bytes() {
            push_escaped(byte, readable);
        }
    }
}

/// Whether it is one of the last two of its plane.
fn is_no_character(character: char) -> bool {
    u32::from(character) & 0xfffe == 0xfffe
}

fn push_escaped(byte: u8, text: &mut String) {
    text.push('%');
    for digit in [byte >> 4, byte & 0xf] {
        let digit = char::from_digit(u32::from(digit), 16).unwrap_or_default();
        text.push(digit.to_ascii_uppercase());
    }
}

/// The byte that is percent-encoded at the beginning of a text.
fn escaped(text: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = text else {
        return None;
    };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{percent_decode, readable_uri, without_dot_segments};

    fn readable(target: &str) -> String {
        let uri = readable_uri("http", "host", target);
        uri.strip_prefix("http://host")
            .expect("the host")
            .to_owned()
    }

    #[test]
    fn the_host_is_in_small_letters_and_without_a_port_that_goes_without_saying() {
        assert_eq!(
            readable_uri("http", "Old.Example:80", "/"),
            "http://old.example/"
        );
        assert_eq!(readable_uri("https", "a:443", "/"), "https://a/");
        assert_eq!(readable_uri("https", "a:80", "/?"), "https://a:80/?");
    }

    #[test]
    fn what_can_be_read_is_decoded() {
        assert_eq!(
            readable("/N%C3%A9/%20x?q=a+b%e4%bd%a0"),
            "/N\u{e9}/ x?q=a+b\u{4f60}"
        );
        assert_eq!(readable("/a/./b/../c"), "/a/c");
    }

    #[test]
    fn what_would_read_as_something_else_is_not() {
        for target in [
            "/a%2Fb%3Fc%23d%25%26%2B%00%0A%7F?%3D",
            "/%2f%2c%3b%5c%24%40%1f",
            "/%FF%C3/%EF%BF%BD",
            "/%EE%80%80%F3%A0%80%81",
            "/?%F0%9F%BF%BE",
        ] {
            assert_eq!(readable(target), target);
        }
        assert_eq!(readable("/%c3%a9%ff%zz%"), "/\u{e9}%FF%25zz%25");
    }

    #[test]
    fn some_delimiters_are_decoded_all_the_same() {
        assert_eq!(readable("/%2a%28%29%21%27%3a%5b%5d?%3A%7c"), "/*()!':[]?:|");
    }

    #[test]
    fn private_characters_are_readable_in_a_query_only() {
        let encoded = "%EE%80%80%F3%B0%80%80";
        let target = format!("/{encoded}?{encoded}");
        assert_eq!(readable(&target), format!("/{encoded}?\u{e000}\u{f0000}"));
    }

    #[test]
    fn marks_of_direction_are_lost() {
        assert_eq!(readable("/a%E2%80%8Eb%e2%80%ae"), "/ab");
    }

    #[test]
    fn dot_segments_are_followed() {
        for (path, canonical) in [
            ("/a/b", "/a/b"),
            ("/a/./b", "/a/b"),
            ("/a/../../b", "/b"),
            ("/a/%2E%2e/b", "/b"),
            ("/a/.%2e", "/"),
            ("/a/.", "/a/"),
            ("/a/...", "/a/..."),
            ("/a\\b", "/a/b"),
            ("/..", "/"),
        ] {
            assert_eq!(without_dot_segments(path), canonical, "{path}");
        }
    }

    #[test]
    fn percent_signs_that_begin_nothing_stay() {
        assert_eq!(percent_decode("%41%4g%"), "A%4g%");
        assert_eq!(percent_decode("%e9"), "\u{fffd}");
    }

    proptest! {
        #[test]
        fn any_address_is_readable(target in "\\PC{0,30}", encoded in "(%[0-9a-f]{2}|%|/|\\.){0,20}") {
            readable(&target);
            let uri = readable(&encoded);
            prop_assert!(!uri.chars().any(char::is_control));
        }
    }
}
