//! How the tests read a refusal.

use std::fmt::Debug;

use refund_gateway::error::Failure;
use tonic::{Code, Response, Status};
use tonic_types::StatusExt as _;

/// A refusal, as a client sees it.
#[derive(Debug)]
pub struct Refused {
    /// The status code.
    pub code: Code,
    /// `ErrorInfo.reason`.
    pub reason: String,
    /// The legacy `errcode` of `ErrorInfo`'s metadata.
    pub errcode: String,
    /// The fields of `BadRequest`.
    pub fields: Vec<String>,
    /// The Chinese message.
    pub message_zh: String,
    /// Whether a retry is advised.
    pub retry: bool,
    /// The English message.
    pub message: String,
}

impl Refused {
    /// Reads a refusal, which every failed call must be in full: with all that
    /// the error table says of it.
    pub fn of(status: &Status) -> Self {
        let details = status.get_error_details();
        let info = details
            .error_info()
            .unwrap_or_else(|| panic!("no ErrorInfo in {status:?}"));
        assert_eq!(info.domain, "refund-gateway");
        let violations = details
            .bad_request()
            .map(|bad| bad.field_violations.clone());
        let localized = details.localized_message().expect("a localized message");
        assert_eq!(localized.locale, "zh-CN");
        let refused = Self {
            code: status.code(),
            reason: info.reason.clone(),
            errcode: info.metadata.get("errcode").cloned().unwrap_or_default(),
            fields: violations
                .unwrap_or_default()
                .into_iter()
                .map(|violation| violation.field)
                .collect(),
            message_zh: localized.message.clone(),
            retry: details.retry_info().is_some(),
            message: status.message().to_owned(),
        };
        refused.check_against_the_table();
        refused
    }

    fn check_against_the_table(&self) {
        let row = Failure::all()
            .map(Failure::row)
            .find(|row| row.reason == self.reason)
            .unwrap_or_else(|| panic!("not in the error table: {self:?}"));
        assert_eq!(self.code, row.code, "{self:?}");
        assert_eq!(self.errcode, row.errcode.to_string(), "{self:?}");
        assert!(self.message_zh.starts_with(row.message_zh), "{self:?}");
        assert!(!self.message.is_empty(), "{self:?}");
        let may_pass = [Code::Unavailable, Code::ResourceExhausted, Code::Aborted];
        // A smaller message is another request.
        let may_pass = may_pass.contains(&self.code) && self.reason != "MESSAGE_TOO_LARGE";
        assert_eq!(self.retry, may_pass, "{self:?}");
    }

    /// Asserts why it was refused.
    pub fn is(&self, code: Code, reason: &str) {
        assert_eq!((self.code, &*self.reason), (code, reason), "{self:?}");
    }

    /// Asserts why it was refused, and which field is to blame.
    pub fn is_of(&self, code: Code, reason: &str, field: &str) {
        self.is(code, reason);
        assert_eq!(self.fields, [field], "{self:?}");
    }

    /// The refusal that a call must have answered with.
    pub fn from_call<T: Debug>(result: Result<Response<T>, Status>) -> Self {
        match result {
            Ok(response) => panic!("not refused: {response:?}"),
            Err(status) => Self::of(&status),
        }
    }
}
