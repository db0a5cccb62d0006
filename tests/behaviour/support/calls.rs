//! The calls of the contract: each answers what the gateway answered, or its
//! refusal.

use refund_gateway::proto::v1::{
    Callback, DouyinInfoSyncParm, DouyinNotice, DouyinNoticeResult, EPayEndRefundSuccessParm,
    EndSingleSuccessResponse, GetCallbackRequest, GetOrderRequest, GetRefundTimelineRequest,
    InformRefundSuccessRequest, ListCallbacksRequest, ListCallbacksResponse,
    ListDouyinNoticesRequest, ListDouyinNoticesResponse, ListTaoxiandaRefundsRequest,
    ListTaoxiandaRefundsResponse, Order, RefundParm, RefundResponse, ReplayCallbackRequest,
    ReplayCallbackResponse, ResolveCallbackRequest, ResolveCallbackResponse, TaoxiandaRefund,
    TaoxiandaRefundResult, TimelineEvent, UpsertOrderResult, UpsertOrdersRequest,
};
use tonic::{Response, Status};

use super::{Gateway, Refused};

/// What a call answered.
pub type Answer<T> = Result<T, Box<Refused>>;

fn read<T>(answer: Result<Response<T>, Status>) -> Answer<T> {
    answer
        .map(Response::into_inner)
        .map_err(|status| Box::new(Refused::of(&status)))
}

/// The flows.
impl Gateway {
    /// `OrderService.UpsertOrders`.
    pub async fn upsert(&self, request: UpsertOrdersRequest) -> Answer<Vec<UpsertOrderResult>> {
        read(self.orders().upsert_orders(request).await).map(|response| response.results)
    }

    /// `OrderService.GetOrder`.
    pub async fn get_order(&self, orderid: &str) -> Answer<Order> {
        let orderid = orderid.into();
        let answer = self.orders().get_order(GetOrderRequest { orderid }).await;
        read(answer).map(|response| response.order.unwrap())
    }

    /// `OrderRefundService.Refund`.
    pub async fn refund(&self, request: RefundParm) -> Answer<RefundResponse> {
        read(self.refunds().refund(request).await)
    }

    /// `EPayRefundService.EndSingleSuccess`.
    pub async fn send(
        &self,
        request: EPayEndRefundSuccessParm,
    ) -> Answer<EndSingleSuccessResponse> {
        read(self.epay().end_single_success(request).await)
    }

    /// `DouyinRefundService.UpdateThirdRefundInfo`.
    pub async fn notify(&self, request: DouyinInfoSyncParm) -> Answer<Vec<DouyinNoticeResult>> {
        let answer = self.douyin().update_third_refund_info(request).await;
        read(answer).map(|response| response.results)
    }

    /// `TaoxiandaRefundService.InformRefundSuccess`.
    pub async fn inform(
        &self,
        request: InformRefundSuccessRequest,
    ) -> Answer<Vec<TaoxiandaRefundResult>> {
        let answer = self.taoxianda().inform_refund_success(request).await;
        read(answer).map(|response| response.results)
    }
}

/// The operators' view.
impl Gateway {
    /// `OperationsService.GetCallback`.
    pub async fn get_callback(&self, request: GetCallbackRequest) -> Answer<Callback> {
        read(self.operations().get_callback(request).await)
            .map(|response| response.callback.unwrap())
    }

    /// `OperationsService.ListCallbacks`.
    pub async fn list_callbacks(
        &self,
        request: ListCallbacksRequest,
    ) -> Answer<ListCallbacksResponse> {
        read(self.operations().list_callbacks(request).await)
    }

    /// `OperationsService.ReplayCallback`.
    pub async fn replay(&self, request: ReplayCallbackRequest) -> Answer<ReplayCallbackResponse> {
        read(self.operations().replay_callback(request).await)
    }

    /// `OperationsService.ResolveCallback`.
    pub async fn resolve(
        &self,
        request: ResolveCallbackRequest,
    ) -> Answer<ResolveCallbackResponse> {
        read(self.operations().resolve_callback(request).await)
    }

    /// `OperationsService.ListDouyinNotices`.
    pub async fn list_notices(
        &self,
        request: ListDouyinNoticesRequest,
    ) -> Answer<ListDouyinNoticesResponse> {
        read(self.operations().list_douyin_notices(request).await)
    }

    /// `OperationsService.ListTaoxiandaRefunds`.
    pub async fn list_sub_orders(
        &self,
        request: ListTaoxiandaRefundsRequest,
    ) -> Answer<ListTaoxiandaRefundsResponse> {
        read(self.operations().list_taoxianda_refunds(request).await)
    }

    /// `OperationsService.GetRefundTimeline`.
    pub async fn get_timeline(&self, orderid: &str) -> Answer<Vec<TimelineEvent>> {
        let request = GetRefundTimelineRequest {
            orderid: orderid.into(),
        };
        read(self.operations().get_refund_timeline(request).await).map(|response| response.events)
    }
}

/// What is stored, for tests that compare it before and after.
#[derive(Debug, PartialEq)]
pub struct Everything {
    orders: Vec<Option<Order>>,
    timelines: Vec<Vec<TimelineEvent>>,
    callbacks: Vec<Callback>,
    notices: Vec<DouyinNotice>,
    sub_orders: Vec<TaoxiandaRefund>,
}

impl Gateway {
    /// Every signal that is stored, and these orders with their timelines.
    pub async fn everything(&self, orderids: &[&str]) -> Everything {
        let (mut orders, mut timelines) = (Vec::new(), Vec::new());
        for orderid in orderids {
            orders.push(self.get_order(orderid).await.ok());
            timelines.push(self.get_timeline(orderid).await.unwrap_or_default());
        }
        let callbacks = self.list_callbacks(ListCallbacksRequest::default()).await;
        let notices = self.list_notices(ListDouyinNoticesRequest::default()).await;
        let sub_orders = self
            .list_sub_orders(ListTaoxiandaRefundsRequest::default())
            .await;
        Everything {
            orders,
            timelines,
            callbacks: callbacks.unwrap().callbacks,
            notices: notices.unwrap().notices,
            sub_orders: sub_orders.unwrap().refunds,
        }
    }
}
