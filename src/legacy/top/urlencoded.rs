//! `application/x-www-form-urlencoded`, in a query or a body.
//!
//! The usual libraries replace what is not UTF-8; here it has to be noticed, as
//! a signature over a replacement could never hold and the caller would search
//! in the wrong place.

use percent_encoding::percent_decode;

/// A name and a value, decoded and not yet known to be UTF-8.
pub(super) type Pair = (Vec<u8>, Vec<u8>);

/// The pairs in order. A name without `=` has an empty value; a `%` that begins
/// no escape stands for itself.
pub(super) fn pairs(text: &[u8]) -> impl Iterator<Item = Pair> {
    text.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let mut sides = pair.splitn(2, |byte| *byte == b'=');
            let mut side = || decode(sides.next().unwrap_or_default());
            (side(), side())
        })
}

fn decode(text: &[u8]) -> Vec<u8> {
    let mut spaced = text.to_vec();
    for byte in &mut spaced {
        if *byte == b'+' {
            *byte = b' ';
        }
    }
    percent_decode(&spaced).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let text_of = |bytes| String::from_utf8(bytes).unwrap();
        let pairs = pairs(text.as_bytes());
        pairs.map(|(n, v)| (text_of(n), text_of(v))).collect()
    }

    #[test]
    fn pairs_are_decoded() {
        let expected = [("a b", "+ 中"), ("c", ""), ("d", ""), ("e", "f=g")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read("a+b=%2B+%e4%B8%AD&&c&d=&e=f=g&"), expected);
        assert_eq!(read(""), []);
    }

    #[test]
    fn an_escape_that_is_none_stands_for_itself() {
        assert_eq!(read("a=%zz%2"), [("a".to_owned(), "%zz%2".to_owned())]);
    }
}
