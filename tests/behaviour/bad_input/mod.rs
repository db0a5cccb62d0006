//! Requests that break a rule of their fields: refused with `INVALID_ARGUMENT`,
//! the field named in the wire's spelling, and nothing stored.
//!
//! A [`Table`] is a good request and changes to it, each of which makes it bad.
//! That the good one is taken in the end proves that the changes were to blame.

mod channels;
mod operations;
mod orders;
mod refunds;

use std::fmt::Debug;

use refund_gateway::proto::v1::Decimal;
use tonic::Code;

use crate::support::{Refused, calls::Answer, decimal};

/// What is no amount in yuan.
const NO_AMOUNTS: [&str; 17] = [
    "",
    " ",
    "abc",
    "NaN",
    "Infinity",
    "1e400",
    "1e-400",
    "3.001",
    "0.001",
    "1,000",
    "1_000",
    "0x1F",
    "３",
    " 3",
    "10000000000000.01",
    "9999999999999999999999999999999999999999",
    "0.0000000000000000000000000000000000000001",
];
/// What is no positive amount, besides.
const NOT_POSITIVE: [&str; 4] = ["0", "0.00", "-0", "-3"];
/// What no key may have in it.
const CONTROL_CHARACTERS: [char; 6] = ['\0', '\t', '\n', '\u{1b}', '\u{7f}', '\u{85}'];

/// A good request, and what makes it bad.
struct Table<R> {
    good: R,
    bad: Vec<(String, R)>,
}

impl<R: Clone + Debug> Table<R> {
    fn of(good: R) -> Self {
        let bad = Vec::new();
        Self { good, bad }
    }

    /// A change after which `field` is to blame.
    fn bad(mut self, field: &str, change: impl FnOnce(&mut R)) -> Self {
        let mut request = self.good.clone();
        change(&mut request);
        self.bad.push((field.to_owned(), request));
        self
    }

    /// A required key of at most `max_length` UTF-16 code units.
    fn bad_key(self, field: &str, max_length: usize, set: impl Fn(&mut R, String)) -> Self {
        self.bad(field, |it| set(it, String::new()))
            .bad(field, |it| set(it, " \u{3000}".into()))
            .bad_optional_key(field, max_length, set)
    }

    /// A key of at most `max_length` UTF-16 code units.
    fn bad_optional_key(
        self,
        field: &str,
        max_length: usize,
        set: impl Fn(&mut R, String),
    ) -> Self {
        let mut table = self.too_long(field, max_length, &set);
        for forbidden in CONTROL_CHARACTERS {
            table = table.bad(field, |it| set(it, format!("a{forbidden}b")));
        }
        table
    }

    /// A text for people of at most `max_length` UTF-16 code units.
    fn bad_text(self, field: &str, max_length: usize, set: impl Fn(&mut R, String)) -> Self {
        self.too_long(field, max_length, &set)
            .bad(field, |it| set(it, "a\0b".into()))
            .bad(field, |it| set(it, "a\u{1b}b".into()))
    }

    fn too_long(self, field: &str, max_length: usize, set: impl Fn(&mut R, String)) -> Self {
        // An emoji is one character and two code units.
        self.bad(field, |it| set(it, "x".repeat(max_length + 1)))
            .bad(field, |it| set(it, "😀".repeat(max_length / 2 + 1)))
            .bad(field, |it| set(it, "订".repeat(max_length + 1)))
    }

    /// A required amount greater than zero.
    fn bad_amount(self, field: &str, set: impl Fn(&mut R, Option<Decimal>)) -> Self {
        let mut table = self.bad(field, |it| set(it, None));
        for text in NO_AMOUNTS.into_iter().chain(NOT_POSITIVE) {
            table = table.bad(field, |it| set(it, decimal(text)));
        }
        table
    }

    /// Asserts that every bad request is refused for its field alone, and that
    /// the good one is taken.
    async fn assert_refused<T: Debug>(self, call: impl AsyncFn(R) -> Answer<T>) {
        for (field, request) in self.bad {
            let what = format!("{field} of {request:.300?}");
            let refused = call(request).await.expect_err(&what);
            assert_blamed(&refused, &[&field], &what);
        }
        call(self.good).await.expect("the good request is taken");
    }
}

fn assert_blamed(refused: &Refused, fields: &[&str], what: &str) {
    assert_eq!(
        (refused.code, &*refused.reason),
        (Code::InvalidArgument, "INVALID_ARGUMENT")
    );
    assert_eq!(refused.errcode, "1001", "{what}");
    assert_eq!(refused.fields, fields, "{what}");
    let first = format!("{}: ", fields[0]);
    assert!(
        refused.message.starts_with(&first),
        "{what}: {}",
        refused.message
    );
    for field in fields {
        assert!(
            refused.message_zh.contains(field),
            "{what}: {}",
            refused.message_zh
        );
    }
}
