//! `OrderRefundService`.

use tonic::{Request, Response, Status};

use crate::{
    domain::refund::RequestRefund,
    engine::Engine,
    grpc::status::{self, flow},
    metrics,
    proto::v1::{RefundParm, RefundResponse, order_refund_service_server::OrderRefundService},
};

/// Applies for refunds of orders.
pub(super) struct OrderRefund {
    engine: Engine,
}

impl OrderRefund {
    pub(super) fn new(engine: Engine) -> Self {
        Self { engine }
    }
}

#[tonic::async_trait]
impl OrderRefundService for OrderRefund {
    async fn refund(
        &self,
        request: Request<RefundParm>,
    ) -> Result<Response<RefundResponse>, Status> {
        let RefundParm {
            orderid,
            refundallticket,
            ticketids,
            memory,
        } = request.into_inner();
        let batchno = self.engine.new_batchno();
        let command = RequestRefund::new(
            orderid.clone(),
            &refundallticket,
            ticketids,
            memory,
            batchno,
        )
        .map_err(status::invalid)?;

        let in_force = self.engine.request_refund(command).await;
        let in_force = in_force.map_err(|error| status::failed(error, &[("orderid", &orderid)]))?;
        if in_force.repeated {
            metrics::duplicate(flow::REFUND);
        }
        Ok(Response::new(in_force.into()))
    }
}
