//! The bytes of a body, one value after the other: .NET's `BinaryReader`.

use std::borrow::Cow;

use crate::legacy::webapi::read::newtonsoft::Fault;

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The body ends before the value does. Nothing is left then.
    End,
    /// The value cannot be read.
    Fault(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What is left of a body.
#[derive(Debug)]
pub(super) struct Source<'a> {
    rest: &'a [u8],
    is_utf8: bool,
}

impl<'a> Source<'a> {
    pub(super) fn new(body: &'a [u8]) -> Self {
        Self {
            rest: body,
            is_utf8: true,
        }
    }

    /// Whether all text so far was UTF-8.
    pub(super) fn is_utf8(&self) -> bool {
        self.is_utf8
    }

    /// The next so many bytes.
    pub(super) fn bytes(&mut self, count: usize) -> Result<&'a [u8], Stop> {
        let Some((bytes, rest)) = self.rest.split_at_checked(count) else {
            self.rest = &[];
            return Err(Stop::End);
        };
        self.rest = rest;
        Ok(bytes)
    }

    /// The next so many bytes, or as many as are left.
    pub(super) fn bytes_at_most(&mut self, count: usize) -> &'a [u8] {
        let rest = self.rest;
        self.bytes(count).unwrap_or(rest)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Stop> {
        let bytes = self.bytes(N)?;
        bytes.try_into().map_err(|_| Stop::End)
    }

    pub(super) fn byte(&mut self) -> Result<u8, Stop> {
        self.array().map(u8::from_le_bytes)
    }

    pub(super) fn int32(&mut self) -> Result<i32, Stop> {
        self.array().map(i32::from_le_bytes)
    }

    /// The bytes up to the next NUL, which it takes too.
    pub(super) fn bytes_to_nul(&mut self) -> Result<&'a [u8], Stop> {
        let length = self.rest.iter().position(|byte| *byte == 0);
        let bytes = self.bytes(length.unwrap_or(usize::MAX))?;
        self.byte()?;
        Ok(bytes)
    }

    /// So many bytes with another one behind them.
    ///
    /// Quirk: that one is not looked at.
    pub(super) fn bytes_of_length(&mut self, length: i32) -> Result<&'a [u8], Stop> {
        let length = usize::try_from(length).map_err(|_| Fault::Exception)?;
        let bytes = self.bytes(length)?;
        self.byte()?;
        Ok(bytes)
    }

    /// The bytes as text, with U+FFFD for what is not UTF-8.
    pub(super) fn text(&mut self, bytes: &[u8]) -> String {
        let text = String::from_utf8_lossy(bytes);
        self.is_utf8 &= matches!(text, Cow::Borrowed(_));
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Source, Stop};
    use crate::legacy::webapi::read::newtonsoft::Fault;

    #[test]
    fn values_follow_each_other() {
        let mut source = Source::new(b"\x01\xfe\xff\xff\xffab\0c\0d!rest");
        assert_eq!(source.byte(), Ok(1));
        assert_eq!(source.int32(), Ok(-2));
        assert_eq!(source.bytes_to_nul(), Ok(&b"ab"[..]));
        assert_eq!(source.bytes_of_length(3), Ok(&b"c\0d"[..]));
        assert_eq!(source.bytes_at_most(9), b"rest");
        assert_eq!(source.byte(), Err(Stop::End));
    }

    #[test]
    fn what_does_not_end_leaves_nothing() {
        for read in [
            |source: &mut Source| source.int32().map(drop),
            |source: &mut Source| source.bytes_to_nul().map(drop),
            |source: &mut Source| source.bytes_of_length(3).map(drop),
            |source: &mut Source| source.bytes(usize::MAX).map(drop),
        ] {
            let mut source = Source::new(b"abc");
            assert_eq!(read(&mut source), Err(Stop::End));
            assert_eq!(source.bytes_at_most(1), b"");
        }
    }

    #[test]
    fn a_length_is_not_negative() {
        let mut source = Source::new(b"a");
        let fault = Err(Stop::Fault(Fault::Exception));
        assert_eq!(source.bytes_of_length(-1), fault);
        assert_eq!(source.byte(), Ok(b'a'));
    }

    #[test]
    fn text_that_is_not_utf8_is_remembered() {
        let mut source = Source::new(b"");
        assert_eq!(source.text("\u{fffd}".as_bytes()), "\u{fffd}");
        assert!(source.is_utf8());
        assert_eq!(source.text(b"\xff"), "\u{fffd}");
        assert_eq!(source.text(b"a"), "a");
        assert!(!source.is_utf8());
    }
}
