//! How the shell of the server says no, before a service is reached.

use http::Response;
use tonic::body::Body;

use super::status::tell;
use crate::error::Failure;

/// The answer that tells `failure`.
pub(super) fn refuse(failure: Failure, message: &str) -> Response<Body> {
    tell(failure, message, &[], &[]).into_http()
}
