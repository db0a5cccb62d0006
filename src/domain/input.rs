//! Checks of what callers send. Every broken rule is collected, so that a
//! caller can mend all of them at once.

use super::{
    money::{Fen, MoneyError},
    reason::{Reason, Refusal, Violation},
};

/// The longest order number (source: `RefundParm.orderid`).
pub const ORDER_ID_MAX_LENGTH: usize = 20;
/// The longest trade number (source: `EPayEndRefundSuccessParm.trandeno`).
pub const TRANDENO_MAX_LENGTH: usize = 100;
/// The longest batch number (source: `EPayEndRefundSuccessParm.batchno`).
pub const BATCHNO_MAX_LENGTH: usize = 200;
/// The longest name of anything for which no document gives a limit.
pub const NAME_MAX_LENGTH: usize = 100;

/// Collects the violations of one request.
#[derive(Debug, Default)]
pub struct Checker {
    violations: Vec<Violation>,
}

impl Checker {
    /// Notes that `field` breaks `rule`.
    pub fn refuse(&mut self, field: impl Into<String>, rule: impl Into<String>) {
        self.violations.push(Violation {
            field: field.into(),
            rule: rule.into(),
        });
    }

    /// A required key: not blank, no control characters, not too long.
    pub fn key(&mut self, field: &str, value: &str, max_length: usize) {
        if value.trim().is_empty() {
            self.refuse(field, "is required");
        } else {
            self.optional_key(field, value, max_length);
        }
    }

    /// A key that may be empty.
    pub fn optional_key(&mut self, field: &str, value: &str, max_length: usize) {
        if value.chars().any(char::is_control) {
            self.refuse(field, "must not contain control characters");
        }
        self.length(field, value, max_length);
    }

    /// A text for people: line breaks and tabs are fine.
    pub fn text(&mut self, field: &str, value: &str, max_length: usize) {
        let forbidden =
            |character: char| character.is_control() && !matches!(character, '\t' | '\r' | '\n');
        if value.chars().any(forbidden) {
            self.refuse(
                field,
                "must not contain control characters other than tabs and line breaks",
            );
        }
        self.length(field, value, max_length);
    }

    /// A required text for people.
    pub fn required_text(&mut self, field: &str, value: &str, max_length: usize) {
        if value.trim().is_empty() {
            self.refuse(field, "is required");
        } else {
            self.text(field, value, max_length);
        }
    }

    /// Counted as the documents' server counts, in UTF-16 code units.
    fn length(&mut self, field: &str, value: &str, max_length: usize) {
        if value.encode_utf16().count() > max_length {
            self.refuse(field, format!("must be at most {max_length} characters"));
        }
    }

    /// A list of `min` to `max` items.
    pub fn count(&mut self, field: &str, count: usize, min: usize, max: usize) {
        if count < min {
            self.refuse(field, "must not be empty");
        } else if count > max {
            self.refuse(field, format!("must have at most {max} items"));
        }
    }

    /// A required amount; zero stands in for one that broke its rule.
    pub fn money(
        &mut self,
        field: &str,
        value: Option<&str>,
        parse: impl Fn(&str) -> Result<Fen, MoneyError>,
    ) -> Fen {
        let Some(text) = value else {
            self.refuse(field, "is required");
            return Fen::ZERO;
        };
        parse(text).unwrap_or_else(|error| {
            self.refuse(field, error.to_string());
            Fen::ZERO
        })
    }

    /// Refuses the request if any rule was broken.
    pub fn finish(self) -> Result<(), Refusal> {
        let Some(first) = self.violations.first() else {
            return Ok(());
        };
        let more = match self.violations.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        Err(Refusal {
            reason: Reason::InvalidArgument,
            message: format!("{}: {}{more}", first.field, first.rule),
            violations: self.violations,
        })
    }
}
