//! The services for a caller in the same process: what it says reaches them as it
//! is, without a message being encoded. What is done around a call on the network is
//! done around these calls too, but for the question of who may call.

use std::time::Duration;

use prost::Message;
use tokio::time::timeout;
use tonic::{Code, Request, Response, Status};
use tracing::Instrument as _;

use super::{
    deadline,
    methods::path,
    observe::{Call, Observer},
    services::{
        ServiceSettings, douyin::DouyinRefund, epay::EPayRefund, order_refund::OrderRefund,
        partner_auth::PartnerAuth, taoxianda::TaoxiandaRefund,
    },
    shed::{Admission, Arriving, Shed},
    status,
};
use crate::{
    engine::Engine,
    error::Failure,
    partners::Partners,
    proto::v1::{
        DouyinInfoSyncParm, EPayEndRefundSuccessParm, EndSingleSuccessResponse,
        InformRefundSuccessRequest, InformRefundSuccessResponse, RefundParm, RefundResponse,
        SignHawkResponseRequest, SignHawkResponseResponse, UpdateThirdRefundInfoResponse,
        VerifyHawkRequest, VerifyHawkResponse, VerifyTopSignatureRequest,
        VerifyTopSignatureResponse, douyin_refund_service_server::DouyinRefundService,
        e_pay_refund_service_server::EPayRefundService,
        order_refund_service_server::OrderRefundService,
        partner_auth_service_server::PartnerAuthService,
        taoxianda_refund_service_server::TaoxiandaRefundService,
    },
};

/// The services that the compatibility sidecar calls, for one in this process.
pub struct InProcess {
    douyin: DouyinRefund,
    epay: EPayRefund,
    order_refund: OrderRefund,
    taoxianda: TaoxiandaRefund,
    partner_auth: PartnerAuth,
    terms: Terms,
}

impl InProcess {
    /// The services over an engine and those who may call. No call takes longer than
    /// `longest_call`.
    #[must_use]
    pub fn new(
        engine: &Engine,
        partners: &Partners,
        settings: ServiceSettings,
        shed: Shed,
        observer: Observer,
        longest_call: Duration,
    ) -> Self {
        let engine = || engine.clone();
        Self {
            douyin: DouyinRefund::new(engine()),
            epay: EPayRefund::new(engine()),
            order_refund: OrderRefund::new(engine()),
            taoxianda: TaoxiandaRefund::new(engine(), settings.amount_unit),
            partner_auth: PartnerAuth::new(partners.clone()),
            terms: Terms {
                shed,
                observer,
                longest_call,
                max_message_bytes: settings.max_message_bytes,
            },
        }
    }
}

/// What is done around every call.
struct Terms {
    shed: Shed,
    observer: Observer,
    longest_call: Duration,
    max_message_bytes: usize,
}

impl Terms {
    /// Makes a call to the method at `path`.
    async fn call<M, R, F>(
        &self,
        path: &str,
        request: Request<M>,
        answer: impl FnOnce(Request<M>) -> F,
    ) -> Result<Response<R>, Status>
    where
        M: Message,
        F: Future<Output = Result<Response<R>, Status>>,
    {
        let Admission::Admitted(arrival) = self.shed.admit(path) else {
            return Err(status::overloaded());
        };
        let headers = request.metadata().as_ref();
        let mut call = Call::begin(path, headers, None, &self.observer);
        let span = call.span.clone();
        let answering = async {
            self.check_size(request.get_ref())?;
            let answer = Arriving::new(arrival, answer(request));
            timeout(self.longest_call, answer)
                .await
                .unwrap_or_else(|_| Err(deadline::exceeded()))
        };
        let answered = answering.instrument(span).await;
        call.code = Some(answered.as_ref().map_or_else(Status::code, |_| Code::Ok));
        answered
    }

    /// Refuses a message that would be refused on the network for its size.
    fn check_size(&self, message: &impl Message) -> Result<(), Status> {
        let (length, limit) = (message.encoded_len(), self.max_message_bytes);
        if length <= limit {
            return Ok(());
        }
        let message = format!("message too large: found {length} bytes, the limit is {limit}");
        Err(status::tell(Failure::MessageTooLarge, message, &[], &[]))
    }
}

#[tonic::async_trait]
impl DouyinRefundService for InProcess {
    async fn update_third_refund_info(
        &self,
        request: Request<DouyinInfoSyncParm>,
    ) -> Result<Response<UpdateThirdRefundInfoResponse>, Status> {
        let answer = |request| self.douyin.update_third_refund_info(request);
        self.terms
            .call(path::UPDATE_THIRD_REFUND_INFO, request, answer)
            .await
    }
}

#[tonic::async_trait]
impl EPayRefundService for InProcess {
    async fn end_single_success(
        &self,
        request: Request<EPayEndRefundSuccessParm>,
    ) -> Result<Response<EndSingleSuccessResponse>, Status> {
        let answer = |request| self.epay.end_single_success(request);
        self.terms
            .call(path::END_SINGLE_SUCCESS, request, answer)
            .await
    }
}

#[tonic::async_trait]
impl OrderRefundService for InProcess {
    async fn refund(
        &self,
        request: Request<RefundParm>,
    ) -> Result<Response<RefundResponse>, Status> {
        let answer = |request| self.order_refund.refund(request);
        self.terms.call(path::REFUND, request, answer).await
    }
}

#[tonic::async_trait]
impl TaoxiandaRefundService for InProcess {
    async fn inform_refund_success(
        &self,
        request: Request<InformRefundSuccessRequest>,
    ) -> Result<Response<InformRefundSuccessResponse>, Status> {
        let answer = |request| self.taoxianda.inform_refund_success(request);
        self.terms
            .call(path::INFORM_REFUND_SUCCESS, request, answer)
            .await
    }
}

#[tonic::async_trait]
impl PartnerAuthService for InProcess {
    async fn verify_hawk(
        &self,
        request: Request<VerifyHawkRequest>,
    ) -> Result<Response<VerifyHawkResponse>, Status> {
        let answer = |request| self.partner_auth.verify_hawk(request);
        self.terms.call(path::VERIFY_HAWK, request, answer).await
    }

    async fn sign_hawk_response(
        &self,
        request: Request<SignHawkResponseRequest>,
    ) -> Result<Response<SignHawkResponseResponse>, Status> {
        let answer = |request| self.partner_auth.sign_hawk_response(request);
        self.terms
            .call(path::SIGN_HAWK_RESPONSE, request, answer)
            .await
    }

    async fn verify_top_signature(
        &self,
        request: Request<VerifyTopSignatureRequest>,
    ) -> Result<Response<VerifyTopSignatureResponse>, Status> {
        let answer = |request| self.partner_auth.verify_top_signature(request);
        self.terms
            .call(path::VERIFY_TOP_SIGNATURE, request, answer)
            .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grpc::methods::Methods;

    #[test]
    fn what_is_called_is_in_the_contract() {
        let methods = Methods::read().unwrap();
        for path in [
            path::UPDATE_THIRD_REFUND_INFO,
            path::END_SINGLE_SUCCESS,
            path::REFUND,
            path::INFORM_REFUND_SUCCESS,
            path::VERIFY_HAWK,
            path::SIGN_HAWK_RESPONSE,
            path::VERIFY_TOP_SIGNATURE,
        ] {
            assert!(methods.at(path).is_some_and(|it| it.is_ours), "{path}");
        }
    }
}
