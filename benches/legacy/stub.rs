//! A server behind the sidecar that is in this process and accepts everything
//! at once.

use std::convert::Infallible;

use refund_gateway::{
    legacy::{clients::Clients, transport::Transport, upstream::Upstream},
    proto::v1::{
        DouyinInfoSyncParm, EPayEndRefundSuccessParm, EndSingleSuccessResponse, HawkVerdict,
        InformRefundSuccessRequest, InformRefundSuccessResponse, RefundParm, RefundResponse,
        SignHawkResponseRequest, SignHawkResponseResponse, TopVerdict,
        UpdateThirdRefundInfoResponse, VerifyHawkRequest, VerifyHawkResponse,
        VerifyTopSignatureRequest, VerifyTopSignatureResponse,
        douyin_refund_service_server::{DouyinRefundService, DouyinRefundServiceServer},
        e_pay_refund_service_server::{EPayRefundService, EPayRefundServiceServer},
        order_refund_service_server::{OrderRefundService, OrderRefundServiceServer},
        partner_auth_service_server::{PartnerAuthService, PartnerAuthServiceServer},
        taoxianda_refund_service_server::{TaoxiandaRefundService, TaoxiandaRefundServiceServer},
    },
};
use tonic::{Request, Response, Status, body::Body, service::Routes};
use tower::{ServiceExt, util::BoxCloneSyncService};

#[derive(Clone, Copy)]
struct Stub;

/// The way to it.
pub(crate) fn transport() -> Transport {
    let routes = Routes::new(DouyinRefundServiceServer::new(Stub))
        .add_service(EPayRefundServiceServer::new(Stub))
        .add_service(OrderRefundServiceServer::new(Stub))
        .add_service(TaoxiandaRefundServiceServer::new(Stub))
        .add_service(PartnerAuthServiceServer::new(Stub))
        .prepare();
    let answered = |never: Infallible| match never {};
    let transport = ServiceExt::<http::Request<Body>>::map_err(routes, answered);
    BoxCloneSyncService::new(transport)
}

/// The clients that the sidecar has.
pub(crate) fn upstream(transport: Transport) -> Upstream {
    Upstream::new(Clients::new(transport))
}

type Answer<M> = Result<Response<M>, Status>;

#[tonic::async_trait]
impl DouyinRefundService for Stub {
    async fn update_third_refund_info(
        &self,
        _: Request<DouyinInfoSyncParm>,
    ) -> Answer<UpdateThirdRefundInfoResponse> {
        Ok(Response::new(UpdateThirdRefundInfoResponse::default()))
    }
}

#[tonic::async_trait]
impl EPayRefundService for Stub {
    async fn end_single_success(
        &self,
        _: Request<EPayEndRefundSuccessParm>,
    ) -> Answer<EndSingleSuccessResponse> {
        Ok(Response::new(EndSingleSuccessResponse::default()))
    }
}

#[tonic::async_trait]
impl OrderRefundService for Stub {
    async fn refund(&self, _: Request<RefundParm>) -> Answer<RefundResponse> {
        Ok(Response::new(RefundResponse::default()))
    }
}

#[tonic::async_trait]
impl TaoxiandaRefundService for Stub {
    async fn inform_refund_success(
        &self,
        _: Request<InformRefundSuccessRequest>,
    ) -> Answer<InformRefundSuccessResponse> {
        Ok(Response::new(InformRefundSuccessResponse::default()))
    }
}

#[tonic::async_trait]
impl PartnerAuthService for Stub {
    async fn verify_hawk(&self, _: Request<VerifyHawkRequest>) -> Answer<VerifyHawkResponse> {
        Ok(Response::new(VerifyHawkResponse {
            verdict: HawkVerdict::Accepted.into(),
            ..VerifyHawkResponse::default()
        }))
    }

    async fn sign_hawk_response(
        &self,
        _: Request<SignHawkResponseRequest>,
    ) -> Answer<SignHawkResponseResponse> {
        Ok(Response::new(SignHawkResponseResponse {
            mac: "6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE=".to_owned(),
            hash: "hIsDc8BCb5VEXdNlL686dgC24L4cTVrJ3YFfcMz2VjA=".to_owned(),
        }))
    }

    async fn verify_top_signature(
        &self,
        _: Request<VerifyTopSignatureRequest>,
    ) -> Answer<VerifyTopSignatureResponse> {
        Ok(Response::new(VerifyTopSignatureResponse {
            verdict: TopVerdict::Accepted.into(),
        }))
    }
}
