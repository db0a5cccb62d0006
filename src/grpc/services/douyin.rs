//! `DouyinRefundService`.

use tonic::{Request, Response, Status};

use crate::{
    domain::douyin::{NoticeOutcome, StoreNotices},
    engine::Engine,
    grpc::status::{self, flow},
    metrics,
    proto::v1::{
        DouyinInfoSyncParm, UpdateThirdRefundInfoResponse,
        douyin_refund_service_server::DouyinRefundService,
    },
};

/// Stores Douyin's notices.
pub(in crate::grpc) struct DouyinRefund {
    engine: Engine,
}

impl DouyinRefund {
    pub(in crate::grpc) fn new(engine: Engine) -> Self {
        Self { engine }
    }
}

#[tonic::async_trait]
impl DouyinRefundService for DouyinRefund {
    async fn update_third_refund_info(
        &self,
        request: Request<DouyinInfoSyncParm>,
    ) -> Result<Response<UpdateThirdRefundInfoResponse>, Status> {
        let DouyinInfoSyncParm {
            order_id,
            notice_list,
        } = request.into_inner();
        let notices = notice_list.into_iter().map(Into::into).collect();
        let command = StoreNotices::new(order_id.clone(), notices).map_err(status::invalid)?;

        let stored = self.engine.store_douyin_notices(command).await;
        let results = stored.map_err(|error| status::failed(error, &[("order_id", &order_id)]))?;
        for result in &results {
            if result.outcome == NoticeOutcome::Repeated {
                metrics::duplicate(flow::DOUYIN);
            }
        }
        let results = results.into_iter().map(Into::into).collect();
        Ok(Response::new(UpdateThirdRefundInfoResponse { results }))
    }
}
