//! A text that is put together from pieces, some of them half characters.

/// A text under construction.
///
/// Quirk: the old server's strings were UTF-16, so two references could make
/// up one character (`&#xD83D;&#xDE00;`). A half that stays alone becomes
/// U+FFFD, which is what the old server wrote wherever it passed it on.
#[derive(Debug, Default)]
pub(super) struct Content {
    text: String,
    high_half: Option<u32>,
}

impl Content {
    /// Appends a text. An empty one does not part two halves.
    pub(super) fn push(&mut self, text: &str) {
        if !text.is_empty() {
            self.give_up_half();
            self.text.push_str(text);
        }
    }

    /// Appends what a reference means.
    pub(super) fn push_code_point(&mut self, number: u32) {
        if (0xDC00..=0xDFFF).contains(&number)
            && let Some(high) = self.high_half.take()
        {
            let whole = 0x10000 + ((high - 0xD800) << 10) + (number - 0xDC00);
            self.push_character(whole);
            return;
        }
        self.give_up_half();
        if (0xD800..=0xDBFF).contains(&number) {
            self.high_half = Some(number);
        } else {
            self.push_character(number);
        }
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.give_up_half();
        self.text
    }

    fn give_up_half(&mut self) {
        if self.high_half.take().is_some() {
            self.text.push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn push_character(&mut self, number: u32) {
        let character = char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.text.push(character);
    }
}
