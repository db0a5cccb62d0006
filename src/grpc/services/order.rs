//! `OrderService`.

use tonic::{Request, Response, Status};

use crate::{
    domain::{
        feed::{FeedOrders, FeedOutcome},
        input::{Checker, ORDER_ID_MAX_LENGTH},
        reason::{Reason, Refusal},
    },
    engine::Engine,
    grpc::status::{self, flow},
    metrics,
    proto::v1::{
        GetOrderRequest, GetOrderResponse, UpsertOrdersRequest, UpsertOrdersResponse,
        order_service_server::OrderService,
    },
};

/// Takes in orders, and shows them.
pub(super) struct Orders {
    engine: Engine,
}

impl Orders {
    pub(super) fn new(engine: Engine) -> Self {
        Self { engine }
    }
}

#[tonic::async_trait]
impl OrderService for Orders {
    async fn upsert_orders(
        &self,
        request: Request<UpsertOrdersRequest>,
    ) -> Result<Response<UpsertOrdersResponse>, Status> {
        let orders = request.into_inner().orders;
        let orders = orders.into_iter().map(Into::into).collect();
        let command = FeedOrders::new(orders).map_err(status::invalid)?;

        let fed = self.engine.feed_orders(command).await;
        let fed = fed.map_err(|error| status::failed(error, &[]))?;
        for result in &fed.results {
            if result.outcome == FeedOutcome::Unchanged {
                metrics::duplicate(flow::ORDER_FEED);
            }
        }
        let results = fed.results.into_iter().map(Into::into).collect();
        Ok(Response::new(UpsertOrdersResponse { results }))
    }

    async fn get_order(
        &self,
        request: Request<GetOrderRequest>,
    ) -> Result<Response<GetOrderResponse>, Status> {
        let GetOrderRequest { orderid } = request.into_inner();
        let mut checker = Checker::default();
        checker.key("orderid", &orderid, ORDER_ID_MAX_LENGTH);
        checker.finish().map_err(status::invalid)?;

        let order = self.engine.reader().get_order(&orderid).await;
        match order.map_err(|error| status::unreadable(&error))? {
            Some(order) => {
                let order = Some(order.into());
                Ok(Response::new(GetOrderResponse { order }))
            }
            None => Err(status::refused(unknown(&orderid), &[("orderid", &orderid)])),
        }
    }
}

fn unknown(order_id: &str) -> Refusal {
    let message = format!("order {order_id} is not known");
    Refusal::new(Reason::OrderNotFound, message)
}
