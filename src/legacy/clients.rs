//! The services of a server on another machine: its generated clients.

use tonic::{Request, Response, Status};

use super::transport::Transport;
use crate::proto::v1::{
    DouyinInfoSyncParm, EPayEndRefundSuccessParm, EndSingleSuccessResponse,
    InformRefundSuccessRequest, InformRefundSuccessResponse, RefundParm, RefundResponse,
    SignHawkResponseRequest, SignHawkResponseResponse, UpdateThirdRefundInfoResponse,
    VerifyHawkRequest, VerifyHawkResponse, VerifyTopSignatureRequest, VerifyTopSignatureResponse,
    douyin_refund_service_client::DouyinRefundServiceClient,
    douyin_refund_service_server::DouyinRefundService,
    e_pay_refund_service_client::EPayRefundServiceClient,
    e_pay_refund_service_server::EPayRefundService,
    order_refund_service_client::OrderRefundServiceClient,
    order_refund_service_server::OrderRefundService,
    partner_auth_service_client::PartnerAuthServiceClient,
    partner_auth_service_server::PartnerAuthService,
    taoxianda_refund_service_client::TaoxiandaRefundServiceClient,
    taoxianda_refund_service_server::TaoxiandaRefundService,
};

/// The generated clients over one transport, each standing for its service.
#[derive(Clone, Debug)]
pub struct Clients {
    douyin: DouyinRefundServiceClient<Transport>,
    epay: EPayRefundServiceClient<Transport>,
    order_refund: OrderRefundServiceClient<Transport>,
    taoxianda: TaoxiandaRefundServiceClient<Transport>,
    partner_auth: PartnerAuthServiceClient<Transport>,
}

impl Clients {
    /// Calls over `transport`.
    #[must_use]
    pub fn new(transport: Transport) -> Self {
        Self {
            douyin: DouyinRefundServiceClient::new(transport.clone()),
            epay: EPayRefundServiceClient::new(transport.clone()),
            order_refund: OrderRefundServiceClient::new(transport.clone()),
            taoxianda: TaoxiandaRefundServiceClient::new(transport.clone()),
            partner_auth: PartnerAuthServiceClient::new(transport),
        }
    }
}

#[tonic::async_trait]
impl DouyinRefundService for Clients {
    async fn update_third_refund_info(
        &self,
        request: Request<DouyinInfoSyncParm>,
    ) -> Result<Response<UpdateThirdRefundInfoResponse>, Status> {
        self.douyin.clone().update_third_refund_info(request).await
    }
}

#[tonic::async_trait]
impl EPayRefundService for Clients {
    async fn end_single_success(
        &self,
        request: Request<EPayEndRefundSuccessParm>,
    ) -> Result<Response<EndSingleSuccessResponse>, Status> {
        self.epay.clone().end_single_success(request).await
    }
}

#[tonic::async_trait]
impl OrderRefundService for Clients {
    async fn refund(
        &self,
        request: Request<RefundParm>,
    ) -> Result<Response<RefundResponse>, Status> {
        self.order_refund.clone().refund(request).await
    }
}

#[tonic::async_trait]
impl TaoxiandaRefundService for Clients {
    async fn inform_refund_success(
        &self,
        request: Request<InformRefundSuccessRequest>,
    ) -> Result<Response<InformRefundSuccessResponse>, Status> {
        self.taoxianda.clone().inform_refund_success(request).await
    }
}

#[tonic::async_trait]
impl PartnerAuthService for Clients {
    async fn verify_hawk(
        &self,
        request: Request<VerifyHawkRequest>,
    ) -> Result<Response<VerifyHawkResponse>, Status> {
        self.partner_auth.clone().verify_hawk(request).await
    }

    async fn sign_hawk_response(
        &self,
        request: Request<SignHawkResponseRequest>,
    ) -> Result<Response<SignHawkResponseResponse>, Status> {
        self.partner_auth.clone().sign_hawk_response(request).await
    }

    async fn verify_top_signature(
        &self,
        request: Request<VerifyTopSignatureRequest>,
    ) -> Result<Response<VerifyTopSignatureResponse>, Status> {
        let mut partner_auth = self.partner_auth.clone();
        partner_auth.verify_top_signature(request).await
    }
}
