//! What a TOP call needs of the server behind the sidecar.

use crate::{
    error::{ErrorRow, TopError},
    proto::v1::{InformRefundSuccessRequest, TopVerdict, VerifyTopSignatureRequest},
};

/// The server behind the sidecar, as one call sees it.
pub trait Upstream: Sync {
    /// Has the signature of the call checked.
    fn verify(
        &self,
        request: VerifyTopSignatureRequest,
    ) -> impl Future<Output = Result<TopVerdict, Refused>> + Send;

    /// Stores the refunds that the call tells of.
    fn inform(
        &self,
        request: InformRefundSuccessRequest,
    ) -> impl Future<Output = Result<(), Refused>> + Send;
}

/// The server did not do what was asked.
///
/// Whether the caller should try again lies in the error itself: its SDK does
/// so for the codes that begin with `isp.`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// How the error table tells it to TOP's callers.
    pub top: TopError,
    /// What a person may be shown.
    pub message_zh: String,
}

impl From<ErrorRow> for Refused {
    fn from(row: ErrorRow) -> Self {
        Self {
            top: row.top,
            message_zh: row.message_zh.to_owned(),
        }
    }
}
