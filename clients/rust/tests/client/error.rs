//! What is known of a failed call.

use std::time::Duration;

use refund_gateway_client::{
    RefundError,
    tonic::{Code, Status},
};
use tonic_types::{ErrorDetails, StatusExt as _};

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
        "refund gateway: InvalidArgument: invalid argument [INVALID_ARGUMENT]"
    );
}

#[test]
fn a_status_of_someone_else_has_a_code_and_a_message() {
    let error = RefundError::from(Status::unavailable("away"));
    assert_eq!((error.code, error.errcode), (Code::Unavailable, 0));
    assert_eq!(error.to_string(), "refund gateway: Unavailable: away []");
}
