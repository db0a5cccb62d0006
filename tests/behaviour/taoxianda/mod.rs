//! Refund notices of Taoxianda.

mod content;
mod keys;

use refund_gateway::proto::v1::{ListTaoxiandaRefundsRequest, TaoxiandaRefund};

use crate::support::*;

/// The sub orders of one shop.
async fn stored(gateway: &Gateway, shop_id: &str) -> Vec<TaoxiandaRefund> {
    let request = ListTaoxiandaRefundsRequest {
        shop_id: shop_id.into(),
        ..ListTaoxiandaRefundsRequest::default()
    };
    gateway.list_sub_orders(request).await.unwrap().refunds
}
