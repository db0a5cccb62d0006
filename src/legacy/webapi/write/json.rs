//! JSON as Newtonsoft.Json writes it: without spaces, nulls written.
//!
//! Quirk: the line separators U+0085, U+2028 and U+2029 are escaped, which
//! JSON does not ask for. Kept, as answers are the same bytes.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::node::Node;

pub(super) fn write(node: &Node<'_>) -> String {
    let mut bytes = Vec::with_capacity(128);
    let mut serializer = Serializer::with_formatter(&mut bytes, LineSeparatorsEscaped);
    // Writing to memory does not fail, and the names of members are texts.
    let _ = node.serialize(&mut serializer);
    String::from_utf8(bytes).unwrap_or_default()
}

/// The compact format, but for three characters.
struct LineSeparatorsEscaped;

impl Formatter for LineSeparatorsEscaped {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        let mut rest = fragment;
        while let Some((before, separator, behind)) = split_at_line_separator(rest) {
            write!(writer, "{before}\\u{:04x}", u32::from(separator))?;
            rest = behind;
        }
        writer.write_all(rest.as_bytes())
    }
}

fn split_at_line_separator(text: &str) -> Option<(&str, char, &str)> {
    let at = text.find(['\u{85}', '\u{2028}', '\u{2029}'])?;
    let (before, from) = text.split_at_checked(at)?;
    let mut characters = from.chars();
    let separator = characters.next()?;
    Some((before, separator, characters.as_str()))
}
