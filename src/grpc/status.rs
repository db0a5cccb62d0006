//! How a failure is told over gRPC: the error table's row, with `google.rpc`
//! details. Every service answers its failures through here, and here they are
//! counted.

use std::{collections::HashMap, error::Error, time::Duration};

use tonic::Status;
use tonic_types::{ErrorDetails, FieldViolation, StatusExt as _};

use crate::{
    domain::reason::{Reason, Refusal, Violation},
    engine::EngineError,
    error::Failure,
    metrics,
    partners::PartnersError,
    store::ReadError,
};

/// `ErrorInfo.domain`.
const DOMAIN: &str = "refund-gateway";
/// The locale of the messages that a person may be shown.
const LOCALE: &str = "zh-CN";
/// `ErrorInfo.metadata`: the legacy Web API's code.
const ERRCODE: &str = "errcode";
/// `ErrorInfo.metadata`: how many fields broke a rule, when not all are told.
const VIOLATION_COUNT: &str = "violation_count";

const QUEUE_FULL: &str = "the queue is full, try again later";

/// The room for violations, in bytes. Details travel base64-encoded in an HTTP
/// header, and clients refuse large ones: gRPC for Java takes 8 KiB of headers
/// in all, others 16 KiB.
const VIOLATIONS_MAX_BYTES: usize = 3072;

/// What an answer is about, by name, for `ErrorInfo.metadata`. Only what passed
/// the checks: what did not may be of any length.
pub(crate) type About<'a> = &'a [(&'static str, &'a str)];

/// The answer to a request that was refused.
pub(crate) fn refused(refusal: Refusal, about: About<'_>) -> Status {
    let Refusal {
        reason,
        message,
        violations,
    } = refusal;
    if let Some(flow) = conflicting_flow(reason) {
        metrics::conflict(flow);
    }
    tell(Failure::Refused(reason), message, &violations, about)
}

/// The answer to a request whose fields broke a rule.
pub(crate) fn invalid(refusal: Refusal) -> Status {
    refused(refusal, &[])
}

/// The answer to a command that has no outcome.
pub(crate) fn failed(error: EngineError, about: About<'_>) -> Status {
    let failure = match error {
        EngineError::Refused(refusal) => return refused(refusal, about),
        EngineError::Overloaded => Failure::Overloaded,
        EngineError::Unavailable => Failure::Unavailable,
        EngineError::Contended => Failure::Contended,
        EngineError::Internal => Failure::Internal,
    };
    of_gateway(failure, about)
}

/// The answer to a signature that could not be judged.
pub(crate) fn unjudged(error: &PartnersError) -> Status {
    let failure = match error {
        PartnersError::NoMasterKey | PartnersError::WrongMasterKey => {
            return tell(Failure::MasterKeyUnavailable, error.to_string(), &[], &[]);
        }
        PartnersError::Overloaded => Failure::Overloaded,
        PartnersError::Unavailable => Failure::Unavailable,
        PartnersError::Contended => Failure::Contended,
        PartnersError::Internal => Failure::Internal,
    };
    of_gateway(failure, &[])
}

/// The answer to a read that failed. Its cause is logged here, and is not the
/// caller's to know.
pub(crate) fn unreadable(error: &ReadError) -> Status {
    let failure = match error {
        ReadError::Unavailable(_) => Failure::Unavailable,
        ReadError::Failed(_) => Failure::Internal,
    };
    tracing::error!(error = chain(error), "a read failed");
    of_gateway(failure, &[])
}

/// An error and its causes, each once: some name their cause themselves.
fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let cause_text = error.to_string();
        if !text.ends_with(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        cause = error.source();
    }
    text
}

fn of_gateway(failure: Failure, about: About<'_>) -> Status {
    let message = match failure {
        Failure::Overloaded => QUEUE_FULL,
        Failure::Unavailable => "the service cannot be reached at the moment, try again later",
        Failure::Contended => "others kept changing the same rows, try again",
        _ => "internal error",
    };
    tell(failure, message, &[], about)
}

/// The answer that tells a failure, counted.
pub(crate) fn tell(
    failure: Failure,
    message: impl Into<String>,
    violations: &[Violation],
    about: About<'_>,
) -> Status {
    metrics::refused(failure.row().reason);
    telling(failure, message, violations, about)
}

/// The answer to a call for which there is no room, which is counted elsewhere.
pub(crate) fn overloaded() -> Status {
    telling(Failure::Overloaded, QUEUE_FULL, &[], &[])
}

fn telling(
    failure: Failure,
    message: impl Into<String>,
    violations: &[Violation],
    about: About<'_>,
) -> Status {
    let row = failure.row();
    let told = fitting(violations);
    let mut metadata = HashMap::from([(ERRCODE.to_owned(), row.errcode.to_string())]);
    for (name, value) in about {
        metadata.insert((*name).to_owned(), (*value).to_owned());
    }
    if told.len() < violations.len() {
        metadata.insert(VIOLATION_COUNT.to_owned(), violations.len().to_string());
    }

    let mut details = ErrorDetails::with_error_info(row.reason, DOMAIN, metadata);
    if !told.is_empty() {
        details.set_bad_request(told.iter().map(field_violation).collect::<Vec<_>>());
    }
    if let Some(delay) = retry_delay(failure) {
        details.set_retry_info(Some(delay));
    }
    details.set_localized_message(LOCALE, localized(failure, row.message_zh, told));
    Status::with_error_details(row.code, message, details)
}

/// As many violations as there is room for, the first ones.
fn fitting(violations: &[Violation]) -> &[Violation] {
    let mut room = VIOLATIONS_MAX_BYTES;
    let fits = |violation: &&Violation| {
        // The field is named a second time in the localised message.
        let size = 2 * violation.field.len() + violation.rule.len();
        room.checked_sub(size)
            .inspect(|left| room = *left)
            .is_some()
    };
    let count = violations.iter().take_while(fits).count();
    &violations[..count]
}

fn field_violation(violation: &Violation) -> FieldViolation {
    FieldViolation::new(&violation.field, &violation.rule)
}

/// For input, the fields to look at follow.
fn localized(failure: Failure, message_zh: &str, violations: &[Violation]) -> String {
    if failure != Failure::Refused(Reason::InvalidArgument) || violations.is_empty() {
        return message_zh.to_owned();
    }
    let fields: Vec<_> = violations.iter().map(|it| it.field.as_str()).collect();
    format!("{message_zh}：{}", fields.join("、"))
}

/// After what time a caller may try again, where that can help by itself.
fn retry_delay(failure: Failure) -> Option<Duration> {
    match failure {
        // A full queue is less than a second of work.
        Failure::Overloaded => Some(Duration::from_secs(1)),
        // Long enough for a connection to be made anew.
        Failure::Unavailable => Some(Duration::from_secs(2)),
        // As long as an operator needs at the very least.
        Failure::MasterKeyUnavailable => Some(Duration::from_mins(1)),
        // Whoever was quicker has finished by then.
        Failure::Contended => Some(Duration::from_millis(100)),
        _ => None,
    }
}

/// The flow in which a known key came with other content.
fn conflicting_flow(reason: Reason) -> Option<&'static str> {
    match reason {
        Reason::CallbackConflict => Some(flow::CALLBACK),
        Reason::RefundConflict => Some(flow::REFUND),
        Reason::OrderVersionConflict | Reason::PaymentConflict => Some(flow::ORDER_FEED),
        Reason::TaoxiandaConflict => Some(flow::TAOXIANDA),
        _ => None,
    }
}

/// The flows as the metrics name them.
pub(crate) mod flow {
    /// Callbacks of the e-payment platform.
    pub(crate) const CALLBACK: &str = "callback";
    /// Douyin's notices.
    pub(crate) const DOUYIN: &str = "douyin";
    /// The order feed.
    pub(crate) const ORDER_FEED: &str = "order_feed";
    /// Requests for refunds.
    pub(crate) const REFUND: &str = "refund";
    /// Taoxianda's notices.
    pub(crate) const TAOXIANDA: &str = "taoxianda";
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use prost::Message as _;
    use tonic::Code;

    use super::*;
    use crate::domain::input::Checker;

    #[test]
    fn every_row_of_the_table_is_told_whole() {
        for failure in Failure::all() {
            let row = failure.row();
            let status = tell(failure, "no", &[], &[("batchno", "B1")]);
            assert_eq!((status.code(), status.message()), (row.code, "no"));

            let details = status.get_error_details();
            let info = details.error_info().unwrap();
            assert_eq!(
                (&*info.reason, &*info.domain),
                (row.reason, "refund-gateway")
            );
            assert_eq!(info.metadata["errcode"], row.errcode.to_string());
            assert_eq!(info.metadata["batchno"], "B1");
            let localized = details.localized_message().unwrap();
            assert_eq!(
                (&*localized.locale, &*localized.message),
                ("zh-CN", row.message_zh)
            );

            let retries = [Code::Unavailable, Code::ResourceExhausted, Code::Aborted];
            let retry = details.retry_info().and_then(|info| info.retry_delay);
            let can_help = retries.contains(&row.code) && failure != Failure::MessageTooLarge;
            assert_eq!(retry.is_some(), can_help, "{failure:?}");
        }
    }

    #[test]
    fn every_broken_field_is_named_with_its_rule() {
        let mut checker = Checker::default();
        checker.key("batchno", "", 200);
        checker.refuse("notice_list[0].verify_count", "must not be negative");
        let status = invalid(checker.finish().unwrap_err());
        assert_eq!(status.code(), Code::InvalidArgument);
        assert_eq!(status.message(), "batchno: is required (and 1 more)");

        let details = status.get_error_details();
        let violations: Vec<_> = details
            .bad_request()
            .unwrap()
            .field_violations
            .iter()
            .map(|violation| (&*violation.field, &*violation.description))
            .collect();
        let expected = [
            ("batchno", "is required"),
            ("notice_list[0].verify_count", "must not be negative"),
        ];
        assert_eq!(violations, expected);
        assert_eq!(
            details.localized_message().unwrap().message,
            "参数不合法：batchno、notice_list[0].verify_count"
        );
        let metadata = &details.error_info().unwrap().metadata;
        assert!(!metadata.contains_key(VIOLATION_COUNT));
    }

    #[test]
    fn a_thousand_violations_still_fit_into_a_header() {
        let mut checker = Checker::default();
        for index in 0..1000 {
            checker.refuse(format!("orders[{index}].orderid"), "is required");
        }
        let status = invalid(checker.finish().unwrap_err());
        assert!(status.details().len() < 5000, "{}", status.details().len());
        assert!(status.message().ends_with("(and 999 more)"));

        let details = status.get_error_details();
        assert!(details.bad_request().unwrap().field_violations.len() > 20);
        let metadata = &details.error_info().unwrap().metadata;
        assert_eq!(metadata[VIOLATION_COUNT], "1000");
    }

    #[test]
    fn a_refusal_of_the_rules_keeps_its_message_and_its_field() {
        let refusal = Refusal::of_field(Reason::TicketNotFound, "ticketids[1]", "is not of O1");
        let status = failed(EngineError::Refused(refusal), &[("orderid", "O1")]);
        assert_eq!(status.code(), Code::NotFound);
        assert_eq!(status.message(), "ticketids[1]: is not of O1");
        let details = status.get_error_details();
        assert_eq!(
            details.bad_request().unwrap().field_violations[0].field,
            "ticketids[1]"
        );
        assert_eq!(
            details.localized_message().unwrap().message,
            "门票不属于该订单"
        );
    }

    #[test]
    fn failures_of_the_gateway_tell_nothing_of_their_cause() {
        for (error, code) in [
            (EngineError::Overloaded, Code::ResourceExhausted),
            (EngineError::Unavailable, Code::Unavailable),
            (EngineError::Contended, Code::Aborted),
            (EngineError::Internal, Code::Internal),
        ] {
            assert_eq!(failed(error, &[]).code(), code);
        }
    }

    #[test]
    fn a_failed_read_tells_nothing_of_its_cause() {
        let cause = Arc::new(std::io::Error::other("SELECT secret FROM partners"));
        let error = ReadError::Failed(cause);
        assert_eq!(chain(&error).matches("SELECT").count(), 1);

        let status = unreadable(&error);
        assert_eq!(
            (status.code(), status.message()),
            (Code::Internal, "internal error")
        );
        let details = String::from_utf8_lossy(status.details());
        assert!(!details.contains("SELECT"), "{details}");
    }

    #[test]
    fn the_details_repeat_the_status_as_the_convention_wants() {
        let status = failed(EngineError::Internal, &[]);
        let encoded = tonic_types::Status::decode(status.details()).unwrap();
        assert_eq!(encoded.code, Code::Internal as i32);
        assert_eq!(encoded.message, "internal error");
    }
}
