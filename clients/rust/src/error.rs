//! Why a call failed, as the gateway's error table tells it.

use std::{collections::HashMap, error::Error, fmt, ops::Deref, time::Duration};

use tonic::{Code, Status};
use tonic_types::StatusExt as _;

/// Why a call failed. Any [`tonic::Status`] of a call becomes one, by `?` or
/// `RefundError::from`; its fields are those of [`Failure`].
#[derive(Clone, Debug)]
pub struct RefundError(Box<Failure>);

/// What is known of a failed call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Failure {
    /// gRPC's code.
    pub code: Code,
    /// The row of the gateway's error table, such as `CALLBACK_CONFLICT`. Empty
    /// when the gateway did not answer.
    pub reason: String,
    /// The number that the legacy interfaces give it; 0 when the gateway did not
    /// answer.
    pub errcode: u32,
    /// For the log, in English.
    pub message: String,
    /// May be shown to a person, in Chinese.
    pub message_zh: String,
    /// The fields of the request that break a rule.
    pub violations: Vec<Violation>,
    /// When the same call may succeed, where the gateway says so.
    pub retry_after: Option<Duration>,
    /// The particulars by name.
    pub metadata: HashMap<String, String>,
}

/// A field of a request that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The field's path, such as `notice_list[0].verify_count`.
    pub field: String,
    /// What the field has to be.
    pub rule: String,
}

impl From<Status> for RefundError {
    fn from(status: Status) -> Self {
        let details = status.get_error_details();
        let (reason, metadata) = details
            .error_info()
            .map(|info| (info.reason.clone(), info.metadata.clone()))
            .unwrap_or_default();
        let violations = details
            .bad_request()
            .map(|request| request.field_violations.clone())
            .unwrap_or_default();
        Self(Box::new(Failure {
            code: status.code(),
            errcode: metadata
                .get("errcode")
                .and_then(|number| number.parse().ok())
                .unwrap_or_default(),
            reason,
            message: status.message().to_owned(),
            message_zh: details
                .localized_message()
                .map(|localized| localized.message.clone())
                .unwrap_or_default(),
            violations: violations
                .into_iter()
                .map(|violation| Violation {
                    field: violation.field,
                    rule: violation.description,
                })
                .collect(),
            retry_after: details.retry_info().and_then(|retry| retry.retry_delay),
            metadata,
        }))
    }
}

impl Deref for RefundError {
    type Target = Failure;

    fn deref(&self) -> &Failure {
        &self.0
    }
}

impl fmt::Display for RefundError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "refund gateway: {:?}", self.code)?;
        if !self.reason.is_empty() {
            write!(f, " ({})", self.reason)?;
        }
        write!(f, ": {}", self.message)?;
        for violation in &self.violations {
            write!(f, "; {}: {}", violation.field, violation.rule)?;
        }
        Ok(())
    }
}

impl Error for RefundError {}

#[cfg(test)]
mod tests {
    use super::*;
    use tonic_types::ErrorDetails;

    #[test]
    fn everything_the_gateway_says_is_told() {
        let mut details = ErrorDetails::new();
        details
            .set_error_info(
                "INVALID_ARGUMENT",
                "refund-gateway",
                [("errcode".to_owned(), "1001".to_owned())],
            )
            .set_localized_message("zh-CN", "参数不合法：batchno")
            .add_bad_request_violation("batchno", "is required")
            .set_retry_info(Some(Duration::from_secs(3)));
        let status = Status::with_error_details(Code::InvalidArgument, "invalid argument", details);

        let error = RefundError::from(status);
        assert_eq!(error.code, Code::InvalidArgument);
        assert_eq!(error.reason, "INVALID_ARGUMENT");
        assert_eq!(error.errcode, 1001);
        assert_eq!(error.message_zh, "参数不合法：batchno");
        assert_eq!(error.retry_after, Some(Duration::from_secs(3)));
        assert_eq!(error.metadata["errcode"], "1001");
        assert_eq!(error.violations[0].field, "batchno");
        assert_eq!(
            error.to_string(),
            "refund gateway: InvalidArgument (INVALID_ARGUMENT): invalid argument; batchno: is required"
        );
    }

    #[test]
    fn a_status_of_someone_else_has_a_code_and_a_message() {
        let error = RefundError::from(Status::unavailable("away"));
        assert_eq!((error.code, error.errcode), (Code::Unavailable, 0));
        assert_eq!(error.to_string(), "refund gateway: Unavailable: away");
    }
}
