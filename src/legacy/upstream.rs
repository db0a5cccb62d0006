//! The server behind the sidecar: one path, whether it is in this process or on
//! another machine.

use std::{fmt, sync::Arc, time::Duration};

use http::HeaderValue;
use tonic::{Code, Request, Response, Status, metadata::MetadataValue};
use tonic_types::StatusExt as _;

use crate::{
    error::{ErrorRow, Failure},
    proto::{
        AGENT_METADATA,
        v1::{
            DouyinInfoSyncParm, EPayEndRefundSuccessParm, InformRefundSuccessRequest, RefundParm,
            SignHawkResponseRequest, SignHawkResponseResponse, VerifyHawkRequest,
            VerifyHawkResponse, VerifyTopSignatureRequest, VerifyTopSignatureResponse,
            douyin_refund_service_server::DouyinRefundService,
            e_pay_refund_service_server::EPayRefundService,
            order_refund_service_server::OrderRefundService,
            partner_auth_service_server::PartnerAuthService,
            taoxianda_refund_service_server::TaoxiandaRefundService,
        },
    },
};

/// Ties what the server logs to the request that came over HTTP.
const TRACEPARENT: &str = "traceparent";

/// A server: the services of the contract that the sidecar calls. In the server's own
/// process these are the services themselves, elsewhere its clients
/// ([`super::clients`]).
pub trait Server:
    DouyinRefundService
    + EPayRefundService
    + OrderRefundService
    + TaoxiandaRefundService
    + PartnerAuthService
{
}

impl<S> Server for S where
    S: DouyinRefundService
        + EPayRefundService
        + OrderRefundService
        + TaoxiandaRefundService
        + PartnerAuthService
{
}

/// The server behind the sidecar. Cheap to clone.
#[derive(Clone)]
pub struct Upstream {
    server: Arc<dyn Server>,
}

impl fmt::Debug for Upstream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Upstream").finish_non_exhaustive()
    }
}

/// The server did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What happened, by the error table.
    pub failure: Failure,
    /// What a developer may be shown: names the field and the rule.
    pub message: String,
    /// The same for a person, in Chinese.
    pub message_zh: String,
    /// The call can be made again, and may then succeed.
    pub is_passing: bool,
    /// When to call again, where the server said so.
    pub retry_after: Option<Duration>,
}

impl Refused {
    /// How it is told.
    #[must_use]
    pub fn row(&self) -> ErrorRow {
        self.failure.row()
    }
}

/// What the server is told about a call besides its message.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// The trace that the call belongs to, as a `traceparent`.
    pub traceparent: Option<&'a HeaderValue>,
    /// The partner on whose behalf the call is made.
    pub agent: Option<&'a str>,
}

impl Upstream {
    /// Calls `server`, which sees to it that no call takes too long.
    #[must_use]
    pub fn new(server: impl Server) -> Self {
        let server = Arc::new(server);
        Self { server }
    }

    /// Stores a Douyin notice.
    pub async fn update_third_refund_info(
        &self,
        message: DouyinInfoSyncParm,
        about: About<'_>,
    ) -> Result<(), Refused> {
        let answer = self
            .server
            .update_third_refund_info(request(message, about))
            .await;
        done(answer).map(drop)
    }

    /// Stores and applies an e-payment callback.
    pub async fn end_single_success(
        &self,
        message: EPayEndRefundSuccessParm,
        about: About<'_>,
    ) -> Result<(), Refused> {
        let answer = self
            .server
            .end_single_success(request(message, about))
            .await;
        done(answer).map(drop)
    }

    /// Applies for a refund.
    pub async fn refund(&self, message: RefundParm, about: About<'_>) -> Result<(), Refused> {
        let answer = self.server.refund(request(message, about)).await;
        done(answer).map(drop)
    }

    /// Stores a Taoxianda notice.
    pub async fn inform_refund_success(
        &self,
        message: InformRefundSuccessRequest,
        about: About<'_>,
    ) -> Result<(), Refused> {
        let answer = self
            .server
            .inform_refund_success(request(message, about))
            .await;
        done(answer).map(drop)
    }

    /// Has a HAWK signature checked.
    pub async fn verify_hawk(
        &self,
        message: VerifyHawkRequest,
        about: About<'_>,
    ) -> Result<VerifyHawkResponse, Refused> {
        let answer = self.server.verify_hawk(request(message, about)).await;
        done(answer)
    }

    /// Has an answer signed.
    pub async fn sign_hawk_response(
        &self,
        message: SignHawkResponseRequest,
        about: About<'_>,
    ) -> Result<SignHawkResponseResponse, Refused> {
        let answer = self
            .server
            .sign_hawk_response(request(message, about))
            .await;
        done(answer)
    }

    /// Has a TOP signature checked.
    pub async fn verify_top_signature(
        &self,
        message: VerifyTopSignatureRequest,
        about: About<'_>,
    ) -> Result<VerifyTopSignatureResponse, Refused> {
        let answer = self
            .server
            .verify_top_signature(request(message, about))
            .await;
        done(answer)
    }
}

fn request<M>(message: M, about: About<'_>) -> Request<M> {
    let mut request = Request::new(message);
    let metadata = request.metadata_mut();
    if let Some(traceparent) = about.traceparent
        && let Ok(value) = MetadataValue::try_from(traceparent.as_bytes())
    {
        metadata.insert(TRACEPARENT, value);
    }
    if let Some(agent) = about.agent
        && let Ok(value) = MetadataValue::try_from(agent)
    {
        metadata.insert(AGENT_METADATA, value);
    }
    request
}

fn done<M>(answer: Result<Response<M>, Status>) -> Result<M, Refused> {
    match answer {
        Ok(response) => Ok(response.into_inner()),
        Err(status) => {
            let refused = Refused::from(&status);
            if !matches!(refused.failure, Failure::Refused(_) | Failure::Overloaded) {
                // The caller is told what it may know; operators are told this.
                let code = status.code();
                let error = status.message();
                tracing::warn!(?code, error, "the server did not do what was asked");
            }
            Err(refused)
        }
    }
}

impl From<&Status> for Refused {
    fn from(status: &Status) -> Self {
        let details = status.get_error_details();
        let named = details
            .error_info()
            .and_then(|info| Failure::of_reason(&info.reason));
        let failure = named.unwrap_or_else(|| without_details(status.code()));
        // That we are not let in is no business of our callers, and passes when
        // somebody sees to it.
        let is_ours = matches!(
            failure,
            Failure::Unauthenticated | Failure::PermissionDenied
        );
        let failure = if is_ours {
            Failure::Unavailable
        } else {
            failure
        };
        let row = failure.row();
        let message_zh = details
            .localized_message()
            .filter(|_| !is_ours)
            .map_or(row.message_zh, |localized| &localized.message);
        let message = match details.bad_request() {
            Some(bad) if !bad.field_violations.is_empty() => {
                let each = bad.field_violations.iter();
                let each = each.map(|v| format!("{} {}", v.field, v.description));
                each.collect::<Vec<_>>().join("; ")
            }
            _ if named.is_none() || is_ours => row.reason.to_owned(),
            _ => status.message().to_owned(),
        };
        Self {
            failure,
            message,
            message_zh: message_zh.to_owned(),
            is_passing: matches!(
                row.code,
                Code::Unavailable | Code::DeadlineExceeded | Code::Aborted
            ) || failure == Failure::Overloaded,
            retry_after: details.retry_info().and_then(|info| info.retry_delay),
        }
    }
}

/// What a status means that the server did not explain: it comes from the
/// transport, or from a proxy on the way.
fn without_details(code: Code) -> Failure {
    match code {
        Code::DeadlineExceeded | Code::Cancelled => Failure::DeadlineExceeded,
        Code::ResourceExhausted => Failure::Overloaded,
        Code::Unimplemented => Failure::UnknownMethod,
        _ => Failure::Unavailable,
    }
}
