//! How the shell of the server says no, before a service is reached.

use std::collections::HashMap;

use http::Response;
use tonic::{Status, body::Body};
use tonic_types::{ErrorDetails, StatusExt as _};

use crate::{error::Failure, metrics};

/// The answer that tells `failure`, counted.
pub(super) fn refuse(failure: Failure, message: &str) -> Response<Body> {
    metrics::refused(failure.row().reason);
    status(failure, message).into_http()
}

fn status(failure: Failure, message: &str) -> Status {
    let row = failure.row();
    let metadata = HashMap::from([("errcode".to_owned(), row.errcode.to_string())]);
    let mut details = ErrorDetails::with_error_info(row.reason, "refund-gateway", metadata);
    details.set_localized_message("zh-CN", row.message_zh);
    Status::with_error_details(row.code, message, details)
}
