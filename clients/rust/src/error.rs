//! Why a call failed, as the gateway's error table tells it.

use std::{collections::HashMap, ops::Deref, time::Duration};

use tonic::{Code, Status};
use tonic_types::StatusExt as _;

/// Why a call failed. Any [`tonic::Status`] of a call becomes one, by `?` or
/// `RefundError::from`; its fields are those of [`Failure`].
#[derive(Clone, Debug, thiserror::Error)]
#[error("refund gateway: {:?}: {} [{}]", .0.code, .0.message, .0.reason)]
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
        let errcode = metadata.get("errcode").and_then(|it| it.parse().ok());
        let localized = details.localized_message();
        let violations = details.bad_request().into_iter();
        let violations = violations.flat_map(|request| &request.field_violations);
        Self(Box::new(Failure {
            code: status.code(),
            reason,
            errcode: errcode.unwrap_or_default(),
            message: status.message().to_owned(),
            message_zh: localized.map_or_else(String::new, |it| it.message.clone()),
            violations: violations
                .map(|violation| Violation {
                    field: violation.field.clone(),
                    rule: violation.description.clone(),
                })
                .collect(),
            retry_after: details.retry_info().and_then(|it| it.retry_delay),
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
