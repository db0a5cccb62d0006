//! A server behind the sidecar that accepts everything and remembers what it
//! was told, by the trace that each call belongs to.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use refund_gateway::proto::v1::{
    DouyinInfoSyncParm, EPayEndRefundSuccessParm, EndSingleSuccessResponse, HawkVerdict,
    InformRefundSuccessRequest, InformRefundSuccessResponse, RefundParm, RefundResponse,
    SignHawkResponseRequest, SignHawkResponseResponse, TopVerdict, UpdateThirdRefundInfoResponse,
    VerifyHawkRequest, VerifyHawkResponse, VerifyTopSignatureRequest, VerifyTopSignatureResponse,
    douyin_refund_service_server::{DouyinRefundService, DouyinRefundServiceServer},
    e_pay_refund_service_server::{EPayRefundService, EPayRefundServiceServer},
    order_refund_service_server::{OrderRefundService, OrderRefundServiceServer},
    partner_auth_service_server::{PartnerAuthService, PartnerAuthServiceServer},
    taoxianda_refund_service_server::{TaoxiandaRefundService, TaoxiandaRefundServiceServer},
};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_stream::wrappers::TcpListenerStream;
use tonic::{Request, Response, Status, service::Routes, transport::Server};

/// What was told.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    Douyin(DouyinInfoSyncParm),
    Epay(EPayEndRefundSuccessParm),
    Refund(RefundParm),
    Taoxianda(InformRefundSuccessRequest),
}

/// Remembers, and answers with success.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    messages: Arc<Mutex<HashMap<String, Vec<Message>>>>,
}

/// A recorder that listens.
pub struct Upstream {
    pub address: SocketAddr,
    pub recorder: Recorder,
    task: JoinHandle<()>,
}

impl Drop for Upstream {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Upstream {
    pub async fn start() -> Self {
        let recorder = Recorder::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let routes = Routes::new(DouyinRefundServiceServer::new(recorder.clone()))
            .add_service(EPayRefundServiceServer::new(recorder.clone()))
            .add_service(OrderRefundServiceServer::new(recorder.clone()))
            .add_service(TaoxiandaRefundServiceServer::new(recorder.clone()))
            .add_service(PartnerAuthServiceServer::new(recorder.clone()));
        let serving = Server::builder()
            .add_routes(routes)
            .serve_with_incoming(TcpListenerStream::new(listener));
        let task = tokio::spawn(async move { serving.await.unwrap() });
        Self {
            address,
            recorder,
            task,
        }
    }
}

impl Recorder {
    /// What was told within a trace.
    pub fn told(&self, trace_id: &str) -> Vec<Message> {
        self.messages
            .lock()
            .unwrap()
            .remove(trace_id)
            .unwrap_or_default()
    }

    /// How many calls were made of which nobody asked yet.
    pub fn count(&self) -> usize {
        self.messages.lock().unwrap().values().map(Vec::len).sum()
    }

    fn keep<M>(&self, request: Request<M>, message: fn(M) -> Message) {
        let traceparent = request.metadata().get("traceparent").expect("a trace");
        let trace_id = traceparent
            .to_str()
            .unwrap()
            .split('-')
            .nth(1)
            .unwrap()
            .to_owned();
        let message = message(request.into_inner());
        self.messages
            .lock()
            .unwrap()
            .entry(trace_id)
            .or_default()
            .push(message);
    }
}

#[tonic::async_trait]
impl DouyinRefundService for Recorder {
    async fn update_third_refund_info(
        &self,
        request: Request<DouyinInfoSyncParm>,
    ) -> Result<Response<UpdateThirdRefundInfoResponse>, Status> {
        self.keep(request, Message::Douyin);
        Ok(Response::new(UpdateThirdRefundInfoResponse::default()))
    }
}

#[tonic::async_trait]
impl EPayRefundService for Recorder {
    async fn end_single_success(
        &self,
        request: Request<EPayEndRefundSuccessParm>,
    ) -> Result<Response<EndSingleSuccessResponse>, Status> {
        self.keep(request, Message::Epay);
        Ok(Response::new(EndSingleSuccessResponse::default()))
    }
}

#[tonic::async_trait]
impl OrderRefundService for Recorder {
    async fn refund(
        &self,
        request: Request<RefundParm>,
    ) -> Result<Response<RefundResponse>, Status> {
        assert_eq!(
            request.metadata().get("refund-gateway-agent").unwrap(),
            "agent01"
        );
        self.keep(request, Message::Refund);
        Ok(Response::new(RefundResponse::default()))
    }
}

#[tonic::async_trait]
impl TaoxiandaRefundService for Recorder {
    async fn inform_refund_success(
        &self,
        request: Request<InformRefundSuccessRequest>,
    ) -> Result<Response<InformRefundSuccessResponse>, Status> {
        self.keep(request, Message::Taoxianda);
        Ok(Response::new(InformRefundSuccessResponse::default()))
    }
}

#[tonic::async_trait]
impl PartnerAuthService for Recorder {
    async fn verify_hawk(
        &self,
        _: Request<VerifyHawkRequest>,
    ) -> Result<Response<VerifyHawkResponse>, Status> {
        Ok(Response::new(VerifyHawkResponse {
            verdict: HawkVerdict::Accepted.into(),
            ..VerifyHawkResponse::default()
        }))
    }

    async fn sign_hawk_response(
        &self,
        _: Request<SignHawkResponseRequest>,
    ) -> Result<Response<SignHawkResponseResponse>, Status> {
        Ok(Response::new(SignHawkResponseResponse {
            mac: "bWFj".to_owned(),
            hash: "aGFzaA==".to_owned(),
        }))
    }

    async fn verify_top_signature(
        &self,
        _: Request<VerifyTopSignatureRequest>,
    ) -> Result<Response<VerifyTopSignatureResponse>, Status> {
        Ok(Response::new(VerifyTopSignatureResponse {
            verdict: TopVerdict::Accepted.into(),
        }))
    }
}
