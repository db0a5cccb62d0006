//! `OperationsService`: what operators and reconcilers see and do.

mod callbacks;
mod douyin;
mod page;
mod taoxianda;
mod timeline;

use tonic::{Request, Response, Status};

use crate::{
    domain::taoxianda::AmountUnit,
    engine::Engine,
    proto::v1::{
        GetCallbackRequest, GetCallbackResponse, GetRefundTimelineRequest,
        GetRefundTimelineResponse, ListCallbacksRequest, ListCallbacksResponse,
        ListDouyinNoticesRequest, ListDouyinNoticesResponse, ListTaoxiandaRefundsRequest,
        ListTaoxiandaRefundsResponse, ReplayCallbackRequest, ReplayCallbackResponse,
        ResolveCallbackRequest, ResolveCallbackResponse,
        operations_service_server::OperationsService,
    },
};

/// Shows what is stored, and does what operators ask for.
pub(super) struct Operations {
    engine: Engine,
    amount_unit: AmountUnit,
}

impl Operations {
    pub(super) fn new(engine: Engine, amount_unit: AmountUnit) -> Self {
        Self {
            engine,
            amount_unit,
        }
    }
}

#[tonic::async_trait]
impl OperationsService for Operations {
    async fn list_callbacks(
        &self,
        request: Request<ListCallbacksRequest>,
    ) -> Result<Response<ListCallbacksResponse>, Status> {
        callbacks::list(&self.engine.reader(), request.into_inner())
            .await
            .map(Response::new)
    }

    async fn get_callback(
        &self,
        request: Request<GetCallbackRequest>,
    ) -> Result<Response<GetCallbackResponse>, Status> {
        callbacks::get(&self.engine.reader(), request.into_inner())
            .await
            .map(Response::new)
    }

    async fn replay_callback(
        &self,
        request: Request<ReplayCallbackRequest>,
    ) -> Result<Response<ReplayCallbackResponse>, Status> {
        callbacks::replay(&self.engine, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn resolve_callback(
        &self,
        request: Request<ResolveCallbackRequest>,
    ) -> Result<Response<ResolveCallbackResponse>, Status> {
        callbacks::resolve(&self.engine, request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_douyin_notices(
        &self,
        request: Request<ListDouyinNoticesRequest>,
    ) -> Result<Response<ListDouyinNoticesResponse>, Status> {
        douyin::list(&self.engine.reader(), request.into_inner())
            .await
            .map(Response::new)
    }

    async fn list_taoxianda_refunds(
        &self,
        request: Request<ListTaoxiandaRefundsRequest>,
    ) -> Result<Response<ListTaoxiandaRefundsResponse>, Status> {
        taoxianda::list(
            &self.engine.reader(),
            request.into_inner(),
            self.amount_unit,
        )
        .await
        .map(Response::new)
    }

    async fn get_refund_timeline(
        &self,
        request: Request<GetRefundTimelineRequest>,
    ) -> Result<Response<GetRefundTimelineResponse>, Status> {
        timeline::get(&self.engine.reader(), request.into_inner())
            .await
            .map(Response::new)
    }
}
