//! Answers in words: short enough to be compared at a glance, and exact enough
//! for a step to be right only if they are the expected ones to the letter.

pub(super) mod callback;
pub(super) mod http;
pub(super) mod order;
pub(super) mod timeline;

use tonic::{Code, Status};
use tonic_types::StatusExt as _;

use crate::proto::v1::{Decimal, SignalOutcome};

/// What a call came to.
pub(super) type Answer<T> = Result<T, Status>;

/// The answer, as `tell` puts it, or the refusal.
pub(super) fn told<T>(answer: &Answer<T>, tell: impl FnOnce(&T) -> String) -> String {
    match answer {
        Ok(answer) => tell(answer),
        Err(status) => refusal(status),
    }
}

/// The code and the reason of a refusal; for input, the fields.
fn refusal(status: &Status) -> String {
    let code = code_name(status.code());
    let details = status.get_error_details();
    let Some(info) = details.error_info() else {
        return format!("{code}: {}", status.message());
    };
    if info.reason != code {
        return format!("{code} {}", info.reason);
    }
    let fields = details.bad_request().map(|bad| {
        let fields = bad.field_violations.iter().map(|it| it.field.as_str());
        fields.collect::<Vec<_>>().join(", ")
    });
    format!("{code} {}", fields.unwrap_or_default())
}

/// `AlreadyExists` as the gRPC documents spell it: `ALREADY_EXISTS`.
fn code_name(code: Code) -> String {
    let mut name = String::new();
    for letter in format!("{code:?}").chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_uppercase());
    }
    name
}

/// The outcome of a signal.
pub(super) fn outcome(outcome: SignalOutcome) -> &'static str {
    short(outcome.as_str_name(), "SIGNAL_OUTCOME_")
}

/// A value of an enum without the prefix that all of them have.
pub(super) fn short<'a>(name: &'a str, prefix: &str) -> &'a str {
    name.strip_prefix(prefix).unwrap_or(name)
}

/// An amount, as it came.
pub(super) fn amount(amount: Option<&Decimal>) -> &str {
    amount.map_or("(none)", |amount| &amount.value)
}

/// How many there are of each, in the order in which they come up.
pub(super) fn counted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match counts.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name, 1)),
        }
    }
    listed(counts.iter().map(|(name, count)| format!("{count} {name}")))
}

/// Several things, or that there is nothing.
pub(super) fn listed(things: impl IntoIterator<Item = String>) -> String {
    let things: Vec<_> = things.into_iter().collect();
    if things.is_empty() {
        return "nothing".to_owned();
    }
    things.join(", ")
}

#[cfg(test)]
mod tests {
    use tonic_types::ErrorDetails;

    use super::*;

    fn status(code: Code, reason: &str) -> Status {
        let mut details = ErrorDetails::with_error_info(reason, "refund-gateway", []);
        details.add_bad_request_violation("orderid", "is required");
        Status::with_error_details(code, "no", details)
    }

    #[test]
    fn a_refusal_is_told_by_code_and_reason() {
        let conflict = status(Code::AlreadyExists, "REFUND_CONFLICT");
        assert_eq!(refusal(&conflict), "ALREADY_EXISTS REFUND_CONFLICT");
        let input = status(Code::InvalidArgument, "INVALID_ARGUMENT");
        assert_eq!(refusal(&input), "INVALID_ARGUMENT orderid");
        let transport = Status::unavailable("no connection");
        assert_eq!(refusal(&transport), "UNAVAILABLE: no connection");
    }

    #[test]
    fn amounts_are_told_as_they_came() {
        let ten = Decimal {
            value: "10.0".to_owned(),
        };
        assert_eq!(amount(Some(&ten)), "10.0");
        assert_eq!(amount(None), "(none)");
    }

    #[test]
    fn things_are_counted_in_the_order_they_come() {
        assert_eq!(counted(["B", "A", "B"]), "2 B, 1 A");
        assert_eq!(counted([]), "nothing");
    }
}
