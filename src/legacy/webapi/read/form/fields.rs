//! The fields of a form, by name.
//!
//! Quirks kept: a bracket is jQuery's way to write a list or a member, so `a[]`
//! means `a` and `a[b]` means `a.b`, while `a[0]` stays; a name whose bracket is
//! never closed spoils the whole form. Fields end at `&` only, so a line feed at
//! the end of a body belongs to the last value. A `%` that does not begin an
//! escape stays. Names differ whatever the case of their letters.
//!
//! The splitting is ours because `form_urlencoded` leaves out empty fields,
//! which the old server counted (a body of `&` is a parameter), and replaces
//! what is not UTF-8. The decoding is `percent-encoding`'s.

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

/// The fields of a form.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    /// Values in the order of the form, by lower-case name. Sorted, so that
    /// whatever begins with a name stands behind it.
    by_name: BTreeMap<String, Vec<Cow<'a, str>>>,
}

/// Why a body is no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Its text, or what its escapes stand for, is not UTF-8.
    NotUtf8,
    /// A name has a bracket that is not closed.
    UnclosedBracket,
}

impl<'a> Fields<'a> {
    /// Reads the fields of a body.
    pub(super) fn parse(body: &'a [u8]) -> Result<Self, Unreadable> {
        let text = std::str::from_utf8(body).map_err(|_| Unreadable::NotUtf8)?;
        let mut fields = Self::default();
        if text.is_empty() {
            return Ok(fields);
        }
        for field in text.split('&') {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            let name = normalize(&decode(name)?)?.to_ascii_lowercase();
            let value = decode(value)?;
            fields.by_name.entry(name).or_default().push(value);
        }
        Ok(fields)
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The values of the fields of this name.
    pub(super) fn values(&self, name: &str) -> &[Cow<'a, str>] {
        self.by_name
            .get(&name.to_ascii_lowercase())
            .map_or(&[], Vec::as_slice)
    }

    /// Whether there is a field of this name, or of a member or item of it.
    pub(super) fn has_prefix(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        if self.by_name.contains_key(&name) {
            return true;
        }
        ['.', '['].into_iter().any(|delimiter| {
            let begin = format!("{name}{delimiter}");
            let next = self.by_name.range(begin.clone()..).next();
            next.is_some_and(|(found, _)| found.starts_with(&begin))
        })
    }
}

fn decode(text: &str) -> Result<Cow<'_, str>, Unreadable> {
    if !text.contains(['+', '%']) {
        return Ok(text.into());
    }
    let spaced = text.replace('+', " ");
    match percent_decode_str(&spaced).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned().into()),
        Err(_) => Err(Unreadable::NotUtf8),
    }
}

/// The name in the model binder's notation (`NormalizeJQueryToMvc`).
fn normalize(name: &str) -> Result<Cow<'_, str>, Unreadable> {
    if !name.contains('[') {
        return Ok(name.into());
    }
    let mut normal = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, bracketed)) = rest.split_once('[') {
        let (inside, after) = bracketed
            .split_once(']')
            .ok_or(Unreadable::UnclosedBracket)?;
        normal.push_str(before);
        if inside.starts_with(|first: char| first.is_ascii_digit()) {
            normal.push('[');
            normal.push_str(inside);
            normal.push(']');
        } else if !inside.is_empty() {
            normal.push('.');
            normal.push_str(inside);
        }
        rest = after;
    }
    normal.push_str(rest);
    Ok(normal.into())
}

#[cfg(test)]
mod tests {
    use super::{Fields, Unreadable, normalize};

    fn values(body: &str, name: &str) -> Vec<String> {
        let fields = Fields::parse(body.as_bytes()).unwrap();
        let values = fields.values(name).iter();
        values.map(ToString::to_string).collect()
    }

    #[test]
    fn values_are_decoded() {
        assert_eq!(values("a=b+c%20d%2B%zz%", "a"), ["b c d+%zz%"]);
        assert_eq!(values("%61=1&A=2&a", "a"), ["1", "2", ""]);
        assert_eq!(values("a=b=c;d=e\r\n", "a"), ["b=c;d=e\r\n"]);
    }

    #[test]
    fn an_empty_field_counts() {
        assert!(Fields::parse(b"").unwrap().is_empty());
        assert!(!Fields::parse(b"&").unwrap().is_empty());
        assert_eq!(values("a=1&", ""), [""]);
    }

    #[test]
    fn brackets_are_brought_into_one_notation() {
        let normal = |name| normalize(name).unwrap();
        assert_eq!(normal("a[]"), "a");
        assert_eq!(normal("a[][b]"), "a.b");
        assert_eq!(normal("a[0][b].c[1x]d"), "a[0].b.c[1x]d");
        assert_eq!(normal("a]b"), "a]b");
        assert_eq!(normal("a[-1][[x]"), "a.-1.[x");
        assert_eq!(normalize("a[0]["), Err(Unreadable::UnclosedBracket));
    }

    #[test]
    fn what_is_not_utf8_is_refused_anywhere() {
        for body in [&b"\xff\xfea=b"[..], b"a=%E9", b"%ff", b"a=%E9\xe9\x80\x80"] {
            let refusal = Fields::parse(body).unwrap_err();
            assert_eq!(refusal, Unreadable::NotUtf8);
        }
    }

    #[test]
    fn a_prefix_is_a_whole_name() {
        let fields = Fields::parse(b"list-x=1&list.y=2&lists=3&Other[0]=4").unwrap();
        for known in ["list", "LIST.Y", "lists", "other", "other[0]"] {
            assert!(fields.has_prefix(known), "{known}");
        }
        for unknown in ["lis", "list.", "other[", "y"] {
            assert!(!fields.has_prefix(unknown), "{unknown}");
        }
    }
}
