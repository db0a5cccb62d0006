//! Character data: which characters may stand where, and what becomes of
//! them.

use std::borrow::Cow;

use super::Refused;
use super::content::Content;
use super::references::code_point;

/// XML's white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// Whether this is one of XML's four white spaces.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// The text between two markups, with its line ends as `\n`.
pub(super) fn of_text(raw: Cow<'_, str>) -> Result<Cow<'_, str>, Refused> {
    if !raw.chars().all(is_plain) || raw.contains("]]>") {
        return Err(Refused);
    }
    if !raw.contains('\r') {
        return Ok(raw);
    }
    Ok(Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n")))
}

/// The text of a CDATA section.
///
/// Quirk: control characters are allowed here, and line ends are left alone.
pub(super) fn of_section(raw: Cow<'_, str>) -> Result<Cow<'_, str>, Refused> {
    if raw.chars().any(is_forbidden) {
        return Err(Refused);
    }
    Ok(raw)
}

/// Whether this may stand between `<!--` and `-->`.
pub(super) fn check_comment(raw: &str) -> Result<(), Refused> {
    let well_formed = raw.chars().all(is_plain) && !raw.contains("--") && !raw.ends_with('-');
    well_formed.then_some(()).ok_or(Refused)
}

/// Whether this may stand between the quotes of an attribute.
pub(super) fn check_value(raw: &str) -> Result<(), Refused> {
    if !raw.chars().all(is_plain) || raw.contains('<') {
        return Err(Refused);
    }
    for after in raw.split('&').skip(1) {
        let (reference, _) = after.split_once(';').ok_or(Refused)?;
        code_point(reference)?;
    }
    Ok(())
}

/// What an attribute's value means: references resolved, and each white space
/// a blank.
pub(super) fn of_value(raw: &str) -> Result<Cow<'_, str>, Refused> {
    let plain = |byte: u8| !matches!(byte, b'&' | b'\t' | b'\r' | b'\n');
    if raw.bytes().all(plain) {
        return Ok(Cow::Borrowed(raw));
    }
    let blanked = raw.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
    let mut value = Content::default();
    let mut pieces = blanked.split('&');
    value.push(pieces.next().unwrap_or_default());
    for after in pieces {
        let (reference, rest) = after.split_once(';').ok_or(Refused)?;
        value.push_code_point(code_point(reference)?);
        value.push(rest);
    }
    Ok(Cow::Owned(value.finish()))
}

fn is_plain(character: char) -> bool {
    let is_control = character < ' ' && !matches!(character, '\t' | '\r' | '\n');
    !is_control && !is_forbidden(character)
}

const fn is_forbidden(character: char) -> bool {
    matches!(character, '\u{FFFE}' | '\u{FFFF}')
}
