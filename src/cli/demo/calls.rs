//! The calls that several scenes make.

use std::time::{Duration, Instant};

use tonic::Status;

use super::{samples, stage::Stage, tell::Answer};
use crate::proto::v1::{
    Callback, CallbackState, EPayEndRefundSuccessParm, EndSingleSuccessResponse,
    GetCallbackRequest, GetOrderRequest, GetRefundTimelineRequest, Order, RefundParm,
    RefundResponse, TimelineEvent, UpsertOrdersRequest, UpsertOrdersResponse,
    e_pay_refund_service_client::EPayRefundServiceClient,
    operations_service_client::OperationsServiceClient,
    order_refund_service_client::OrderRefundServiceClient,
    order_service_client::OrderServiceClient,
};

/// How long what happens by itself may take: many times what it needs.
const PATIENCE: Duration = Duration::from_secs(5);

impl Stage {
    /// Feeds orders.
    pub(super) async fn feed(&mut self, orders: Vec<Order>) -> Answer<UpsertOrdersResponse> {
        for order in &orders {
            self.remember_order(&order.orderid);
        }
        let mut client = OrderServiceClient::new(self.channel.clone());
        let answer = client.upsert_orders(UpsertOrdersRequest { orders }).await;
        Ok(answer?.into_inner())
    }

    /// Reads an order.
    pub(super) async fn order(&self, orderid: &str) -> Answer<Order> {
        let mut client = OrderServiceClient::new(self.channel.clone());
        let orderid = orderid.to_owned();
        let answer = client.get_order(GetOrderRequest { orderid }).await?;
        given(answer.into_inner().order)
    }

    /// Asks for a refund.
    pub(super) async fn refund(&self, request: RefundParm) -> Answer<RefundResponse> {
        let mut client = OrderRefundServiceClient::new(self.channel.clone());
        Ok(client.refund(request).await?.into_inner())
    }

    /// The batch number under which a refund of a payment was applied for;
    /// empty if there is none, which the step that uses it then shows.
    pub(super) async fn batchno(&self, orderid: &str, trandeno: &str) -> String {
        let order = self.order(orderid).await.unwrap_or_default();
        let mut applications = order.applications.into_iter();
        applications
            .find(|application| application.trandeno == trandeno)
            .map(|application| application.batchno)
            .unwrap_or_default()
    }

    /// Tells that the platform has refunded a trade.
    pub(super) async fn callback(
        &self,
        batchno: &str,
        trandeno: &str,
        refundmoney: &str,
    ) -> Answer<EndSingleSuccessResponse> {
        let mut client = EPayRefundServiceClient::new(self.channel.clone());
        let request = EPayEndRefundSuccessParm {
            batchno: batchno.to_owned(),
            trandeno: trandeno.to_owned(),
            refundmoney: Some(samples::decimal(refundmoney)),
        };
        Ok(client.end_single_success(request).await?.into_inner())
    }

    /// The operators' client.
    pub(super) fn operations(&self) -> OperationsServiceClient<tonic::transport::Channel> {
        OperationsServiceClient::new(self.channel.clone())
    }

    /// Reads a callback.
    pub(super) async fn stored_callback(&self, batchno: &str, trandeno: &str) -> Answer<Callback> {
        let request = GetCallbackRequest {
            batchno: batchno.to_owned(),
            trandeno: trandeno.to_owned(),
        };
        let answer = self.operations().get_callback(request).await?;
        given(answer.into_inner().callback)
    }

    /// Reads a callback until it is applied; as it stands, if that takes too
    /// long.
    pub(super) async fn callback_once_applied(
        &self,
        batchno: &str,
        trandeno: &str,
    ) -> Answer<Callback> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let callback = self.stored_callback(batchno, trandeno).await?;
            if callback.state() == CallbackState::Applied || Instant::now() >= deadline {
                return Ok(callback);
            }
        }
    }

    /// Reads what happened to an order.
    pub(super) async fn timeline(&self, orderid: &str) -> Answer<Vec<TimelineEvent>> {
        let request = GetRefundTimelineRequest {
            orderid: orderid.to_owned(),
        };
        let answer = self.operations().get_refund_timeline(request).await?;
        Ok(answer.into_inner().events)
    }
}

/// What every answer of its kind holds.
pub(super) fn given<T>(part: Option<T>) -> Answer<T> {
    part.ok_or_else(|| Status::internal("the answer is empty"))
}
