//! The two encodings of text that the old server knew, UTF-8 and UTF-16.
//!
//! Quirk: whatever other `charset` a request names (`gbk`, `gb2312`,
//! `iso-8859-1`, `unicode`, `"utf-16"` in quotes) means nothing: the body is
//! read as UTF-8. Kept, because partners in China have long sent UTF-8 under
//! such names and were understood.

/// How the text of a body is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-16, the lower byte first.
    Utf16,
}

impl Charset {
    /// The encoding of exactly this name, whatever the case of its letters.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Utf8, Self::Utf16]
            .into_iter()
            .find(|charset| charset.name().eq_ignore_ascii_case(name))
    }

    /// The name in headers.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Charset;

    #[test]
    fn names_are_exact_but_for_case() {
        assert_eq!(Charset::named("utf-8"), Some(Charset::Utf8));
        assert_eq!(Charset::named("UTF-16"), Some(Charset::Utf16));
        for unknown in ["utf8", "utf-16le", "unicode", "\"utf-16\"", "gbk", ""] {
            assert_eq!(Charset::named(unknown), None, "{unknown}");
        }
    }
}
