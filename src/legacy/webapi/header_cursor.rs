//! The lexical rules of header values as .NET reads them: tokens, quoted
//! strings and white space of RFC 2616.

/// What is left to read of a header's value.
pub(super) struct HeaderCursor<'a> {
    rest: &'a [u8],
}

impl<'a> HeaderCursor<'a> {
    pub(super) fn new(value: &'a [u8]) -> Self {
        Self { rest: value }
    }

    pub(super) fn at_end(&self) -> bool {
        self.rest.is_empty()
    }

    pub(super) fn skip_white_space(&mut self) {
        self.take_while(|byte| matches!(byte, b' ' | b'\t'));
    }

    /// Skips a byte if it is next, with the white space behind it.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let Some(rest) = self.rest.strip_prefix(&[byte]) else {
            return false;
        };
        self.rest = rest;
        self.skip_white_space();
        true
    }

    /// Skips a list's commas, of which any number may stand between, before
    /// and after its values.
    pub(super) fn eat_commas(&mut self) -> bool {
        let mut any = false;
        while self.eat(b',') {
            any = true;
        }
        any
    }

    /// Reads a token, and skips the white space behind it.
    pub(super) fn token(&mut self) -> Option<&'a str> {
        let token = self.take_while(is_token);
        if token.is_empty() {
            return None;
        }
        self.skip_white_space();
        std::str::from_utf8(token).ok()
    }

    /// Reads a token or a quoted string, which keeps its quotes, and skips the
    /// white space behind it.
    pub(super) fn value(&mut self) -> Option<&'a [u8]> {
        if self.rest.first() != Some(&b'"') {
            return self.token().map(str::as_bytes);
        }
        let end = quoted_string_length(self.rest)?;
        let (value, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        self.skip_white_space();
        Some(value)
    }

    pub(super) fn take_while(&mut self, mut belongs: impl FnMut(u8) -> bool) -> &'a [u8] {
        let length = self
            .rest
            .iter()
            .position(|byte| !belongs(*byte))
            .unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

fn is_token(byte: u8) -> bool {
    byte.is_ascii_graphic() && !br#"()<>@,;:\"/[]?={}"#.contains(&byte)
}

fn quoted_string_length(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return Some(at + 1),
            // Escapes the next byte, unless that is the last: then it must be
            // the closing quote.
            b'\\' if at + 2 < text.len() && text.get(at + 1).is_some_and(u8::is_ascii) => at += 2,
            _ => at += 1,
        }
    }
    None
}
