//! `TaoxiandaRefundService`.

use tonic::{Request, Response, Status};

use crate::{
    domain::taoxianda::{AmountUnit, StoreSubOrders},
    engine::Engine,
    grpc::status::{self, flow},
    metrics,
    proto::v1::{
        InformRefundSuccessRequest, InformRefundSuccessResponse,
        taoxianda_refund_service_server::TaoxiandaRefundService,
    },
};

/// Stores Taoxianda's refunded sub orders.
pub(in crate::grpc) struct TaoxiandaRefund {
    engine: Engine,
    amount_unit: AmountUnit,
}

impl TaoxiandaRefund {
    pub(in crate::grpc) fn new(engine: Engine, amount_unit: AmountUnit) -> Self {
        Self {
            engine,
            amount_unit,
        }
    }
}

#[tonic::async_trait]
impl TaoxiandaRefundService for TaoxiandaRefund {
    async fn inform_refund_success(
        &self,
        request: Request<InformRefundSuccessRequest>,
    ) -> Result<Response<InformRefundSuccessResponse>, Status> {
        let InformRefundSuccessRequest {
            shop_id,
            refund_fulfill_sub_orders,
        } = request.into_inner();
        let sub_orders = refund_fulfill_sub_orders
            .into_iter()
            .map(Into::into)
            .collect();
        let command =
            StoreSubOrders::new(&shop_id, sub_orders, self.amount_unit).map_err(status::invalid)?;

        let stored = self.engine.store_taoxianda(command).await;
        let results = stored.map_err(|error| status::failed(error, &[("shop_id", &shop_id)]))?;
        for result in &results {
            if result.repeated {
                metrics::duplicate(flow::TAOXIANDA);
            }
        }
        let results = results.into_iter().map(Into::into).collect();
        Ok(Response::new(InformRefundSuccessResponse { results }))
    }
}
