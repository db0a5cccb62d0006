//! The operators' view.

use refund_gateway::proto::v1::{
    GetRefundTimelineRequest, ListCallbacksRequest, ListDouyinNoticesRequest,
    ListTaoxiandaRefundsRequest,
};

use super::Table;
use crate::support::*;

/// What is no page token.
const NO_TOKENS: [&str; 5] = ["nonsense", "AAAA", "=", "订单", "\0"];

/// A gateway with a callback `B1` of `T1` that can be replayed and resolved.
async fn with_a_callback(database: &Database) -> Gateway {
    let gateway = Gateway::start(database).await;
    gateway.feed(simple_order("O1", 1)).await;
    gateway
        .send(callback("B1", "pay-O1", "1"))
        .await
        .unwrap_err();
    gateway
}

on_every_database! {
    async fn a_bad_replay_is_refused_and_changes_nothing(database: Database) {
        let gateway = with_a_callback(&database).await;
        let before = gateway.everything(&["O1"]).await;

        Table::of(replay("B1", "pay-O1"))
            .bad_key("batchno", 200, |it, text| it.batchno = text)
            .bad_key("trandeno", 100, |it, text| it.trandeno = text)
            .bad_key("operator", 100, |it, text| it.operator = text)
            .bad_text("reason", 1000, |it, text| it.reason = text)
            .bad("reason", |it| it.reason.clear())
            .bad("reason", |it| it.reason = " \n".into())
            .assert_refused(async |request| {
                let answer = gateway.replay(request).await;
                if answer.is_err() {
                    assert_eq!(gateway.everything(&["O1"]).await, before);
                }
                answer
            })
            .await;
    }

    async fn a_bad_resolution_is_refused_and_changes_nothing(database: Database) {
        let gateway = with_a_callback(&database).await;
        let before = gateway.everything(&["O1"]).await;

        Table::of(resolve("B1", "pay-O1"))
            .bad_key("batchno", 200, |it, text| it.batchno = text)
            .bad_key("trandeno", 100, |it, text| it.trandeno = text)
            .bad_key("operator", 100, |it, text| it.operator = text)
            .bad_text("reason", 1000, |it, text| it.reason = text)
            .bad("reason", |it| it.reason.clear())
            .assert_refused(async |request| {
                let answer = gateway.resolve(request).await;
                if answer.is_err() {
                    assert_eq!(gateway.everything(&["O1"]).await, before);
                }
                answer
            })
            .await;
    }

    async fn a_bad_key_of_a_callback_is_refused_when_reading(database: Database) {
        let gateway = with_a_callback(&database).await;

        Table::of(callback_key("B1", "pay-O1"))
            .bad_key("batchno", 200, |it, text| it.batchno = text)
            .bad_key("trandeno", 100, |it, text| it.trandeno = text)
            .assert_refused(async |request| gateway.get_callback(request).await)
            .await;
    }

    async fn a_bad_filter_of_callbacks_is_refused(database: Database) {
        let gateway = Gateway::start(&database).await;

        let mut table = Table::of(ListCallbacksRequest::default())
            .bad_optional_key("trandeno", 100, |it, text| it.trandeno = text)
            .bad_optional_key("batchno", 200, |it, text| it.batchno = text)
            .bad("state", |it| it.state = 99)
            .bad("state", |it| it.state = -1)
            .bad("page_size", |it| it.page_size = -1)
            .bad("page_size", |it| it.page_size = i32::MIN);
        for token in NO_TOKENS {
            table = table.bad("page_token", |it| it.page_token = token.into());
        }

        table.assert_refused(async |request| gateway.list_callbacks(request).await).await;
    }

    async fn a_bad_filter_of_notices_is_refused(database: Database) {
        let gateway = Gateway::start(&database).await;

        let mut table = Table::of(ListDouyinNoticesRequest::default())
            .bad_optional_key("order_id", 200, |it, text| it.order_id = text)
            .bad_optional_key("certificate_id", 200, |it, text| it.certificate_id = text)
            .bad("page_size", |it| it.page_size = -1);
        for token in NO_TOKENS {
            table = table.bad("page_token", |it| it.page_token = token.into());
        }

        table.assert_refused(async |request| gateway.list_notices(request).await).await;
    }

    async fn a_bad_filter_of_sub_orders_is_refused(database: Database) {
        let gateway = Gateway::start(&database).await;

        let mut table = Table::of(ListTaoxiandaRefundsRequest::default())
            .bad_optional_key("shop_id", 100, |it, text| it.shop_id = text)
            .bad_optional_key("sub_biz_order_id", 100, |it, text| it.sub_biz_order_id = text)
            .bad_optional_key("refund_goods_id", 100, |it, text| it.refund_goods_id = text)
            .bad("page_size", |it| it.page_size = -1);
        for token in NO_TOKENS {
            table = table.bad("page_token", |it| it.page_token = token.into());
        }

        table.assert_refused(async |request| gateway.list_sub_orders(request).await).await;
    }

    async fn a_bad_number_of_a_timeline_is_refused(database: Database) {
        let gateway = with_a_callback(&database).await;

        // Timelines are kept under Douyin's order numbers too.
        Table::of(GetRefundTimelineRequest { orderid: "O1".into() })
            .bad_key("orderid", 200, |it, text| it.orderid = text)
            .assert_refused(async |request| gateway.get_timeline(&request.orderid).await)
            .await;
    }
}
