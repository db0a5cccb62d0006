//! The XML declaration: what may stand in `<?xml … ?>`.

use super::Refused;
use super::start_tag::{Written, attributes};
use crate::legacy::webapi::charset::Charset;

/// Whether a declaration would do, given what stands between `<?` and `?>`.
///
/// Quirks: the names of encodings are these four; others of the same encoding
/// (`utf8`, and `us-ascii` of a body that is plain ASCII) are refused.
pub(super) fn check(content: &str, charset: Charset) -> Result<(), Refused> {
    let written = content.strip_prefix("xml").ok_or(Refused)?;
    let attributes = attributes(written)?;
    let well_formed = match attributes.as_slice() {
        [first] => version(first),
        [first, second] => version(first) && (encoding(second, charset) || standalone(second)),
        [first, second, third] => version(first) && encoding(second, charset) && standalone(third),
        _ => false,
    };
    well_formed.then_some(()).ok_or(Refused)
}

fn version(attribute: &Written<'_>) -> bool {
    attribute.name == "version" && attribute.value == "1.0"
}

fn encoding(attribute: &Written<'_>, charset: Charset) -> bool {
    let names: &[&str] = match charset {
        Charset::Utf8 => &["utf-8"],
        Charset::Utf16 => &["utf-16", "utf-16le"],
    };
    let named = |name: &&str| attribute.value.eq_ignore_ascii_case(name);
    attribute.name == "encoding" && names.iter().any(named)
}

fn standalone(attribute: &Written<'_>) -> bool {
    attribute.name == "standalone" && matches!(attribute.value, "yes" | "no")
}
