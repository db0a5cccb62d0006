//! Refund notices from Douyin.

mod in_force;
mod kept;

use refund_gateway::proto::v1::{DouyinNotice, ListDouyinNoticesRequest};

use crate::support::*;

/// The certificates of one order on Douyin's side.
async fn stored(gateway: &Gateway, order_id: &str) -> Vec<DouyinNotice> {
    let request = ListDouyinNoticesRequest {
        order_id: order_id.into(),
        ..ListDouyinNoticesRequest::default()
    };
    gateway.list_notices(request).await.unwrap().notices
}
