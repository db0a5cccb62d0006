//! Every event of an order and of its payments, oldest first.

use refund_gateway::proto::v1::{
    CallbackState, Order, OrderState, RefundParm, TimelineEvent, TimelineEventKind,
};
use tonic::Code;

use super::{assert_recorded, kinds, paid, unpaid};
use crate::support::*;

/// When an event was recorded.
fn recorded_at(event: &TimelineEvent) -> (i64, i32) {
    let at = event.recorded_at.unwrap();
    (at.seconds, at.nanos)
}

fn attribute<'a>(event: &'a TimelineEvent, name: &str) -> &'a str {
    event.attributes.get(name).map_or("", String::as_str)
}

on_every_database! {
    async fn everything_that_happened_to_an_order_is_told_oldest_first(database: Database) {
        use TimelineEventKind::{
            CallbackApplied, CallbackConflict, CallbackNeedsAttention, CallbackReplayed,
            CallbackResolved, OrderCreated, OrderUpdated, RefundRequested,
        };
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 3)).await;
        let first = gateway.refund(refund_tickets("O1", &["O1-1"])).await.unwrap().batchno;
        gateway.send(callback(&first, "pay-O1", "10")).await.unwrap();
        gateway.send(callback(&first, "pay-O1", "11")).await.unwrap_err();
        gateway.feed(Order { version: 2, ..simple_order("O1", 3) }).await;
        let second = gateway.refund(refund_tickets("O1", &["O1-2"])).await.unwrap().batchno;
        gateway.send(callback(&second, "pay-O1", "21")).await.unwrap_err();
        gateway.replay(replay(&second, "pay-O1")).await.unwrap();
        gateway.resolve(resolve(&second, "pay-O1")).await.unwrap();
        // Of another order: not to be seen.
        gateway.feed(simple_order("O2", 1)).await;

        let events = gateway.get_timeline("O1").await.unwrap();

        let expected = [
            OrderCreated,
            RefundRequested,
            CallbackApplied,
            CallbackConflict,
            OrderUpdated,
            RefundRequested,
            CallbackNeedsAttention,
            CallbackReplayed,
            CallbackResolved,
        ];
        assert_eq!(kinds(&events), expected);
        let times: Vec<_> = events.iter().map(recorded_at).collect();
        assert!(times.is_sorted(), "{times:?}");
    }

    async fn an_event_has_its_particulars(database: Database) {
        use TimelineEventKind::{CallbackApplied, CallbackConflict, OrderCreated, RefundRequested};
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        let remark = Some("客户改期".to_owned());
        let request = RefundParm { memory: remark, ..refund_tickets("O1", &["O1-2", "O1-1"]) };
        let batchno = gateway.refund(request).await.unwrap().batchno;
        gateway.send(callback(&batchno, "pay-O1", "19.50")).await.unwrap();
        gateway.send(callback(&batchno, "pay-O1", "3")).await.unwrap_err();

        let events = gateway.get_timeline("O1").await.unwrap();

        assert_recorded(&events, OrderCreated, &[("version", "1"), ("state", "PAID")]);
        let expected = [
            ("batchno", &*batchno),
            ("amount", "20"),
            ("ticketids", "O1-1,O1-2"),
            ("state", "THIRD_PARTY_REFUNDING"),
            ("memory", "客户改期"),
        ];
        assert_recorded(&events, RefundRequested, &expected);
        let expected = [
            ("batchno", &*batchno),
            ("trandeno", "pay-O1"),
            ("amount", "19.5"),
            ("applied_for", "20"),
            ("state", "CLOSED"),
        ];
        assert_recorded(&events, CallbackApplied, &expected);
        let expected = [
            ("batchno", &*batchno),
            ("trandeno", "pay-O1"),
            ("amount", "3"),
            ("amount_in_force", "19.5"),
        ];
        assert_recorded(&events, CallbackConflict, &expected);
    }

    async fn what_happened_before_the_order_was_known_is_told_too(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.send(callback("B1", "T1", "8")).await.unwrap_err();
        gateway.send(callback("B1", "T1", "9")).await.unwrap_err();
        let refused = gateway.get_timeline("O1").await.unwrap_err();
        refused.is(Code::NotFound, "TIMELINE_NOT_FOUND");

        gateway.feed(Order { version: 1, ..paid() }).await;
        gateway.callback_becomes("B1", "T1", CallbackState::Applied).await;

        let events = gateway.get_timeline("O1").await.unwrap();
        let expected = [
            TimelineEventKind::CallbackConflict,
            TimelineEventKind::OrderCreated,
            TimelineEventKind::CallbackApplied,
        ];
        assert_eq!(kinds(&events), expected);
    }

    async fn a_callback_that_keeps_failing_the_same_way_is_told_once(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(unpaid()).await;
        for _ in 0..3 {
            gateway.send(callback("B1", "T1", "8")).await.unwrap_err();
        }

        let events = gateway.get_timeline("O1").await.unwrap();

        let expected = [
            ("batchno", "B1"),
            ("trandeno", "T1"),
            ("reason", "ORDER_STATE_FORBIDS_CALLBACK"),
        ];
        assert_recorded(&events, TimelineEventKind::CallbackNeedsAttention, &expected);
    }

    async fn every_payment_of_the_order_is_in_its_timeline(database: Database) {
        let gateway = Gateway::start(&database).await;
        let payments = vec![payment("T2", "5"), payment("T1", "5")];
        gateway.feed(Order { payments, ..simple_order("O1", 1) }).await;

        for (batchno, trandeno) in [("B1", "T2"), ("B2", "T1"), ("B3", "T2")] {
            gateway.send(callback(batchno, trandeno, "5")).await.unwrap_err();
        }

        let events = gateway.get_timeline("O1").await.unwrap();
        let callbacks: Vec<_> = events[1..]
            .iter()
            .map(|event| (attribute(event, "batchno"), attribute(event, "trandeno")))
            .collect();
        assert_eq!(callbacks, [("B1", "T2"), ("B2", "T1"), ("B3", "T2")]);
    }

    async fn what_was_refused_leaves_no_event(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        gateway.refund(refund_tickets("O1", &["unknown"])).await.unwrap_err();
        let unpaid = OrderState::Unpaid.into();
        let forbidden = Order { version: 2, state: unpaid, ..simple_order("O1", 1) };
        gateway.upsert(upsert([forbidden])).await.unwrap_err();

        let events = gateway.get_timeline("O1").await.unwrap();

        assert_eq!(kinds(&events), [TimelineEventKind::OrderCreated]);
    }

    async fn a_channels_signals_are_told_by_the_number_of_its_own_order(database: Database) {
        let gateway = Gateway::start(&database).await;
        let request = notices("D1", [notice("C1", 1, 200), notice("C1", 2, 100)]);
        gateway.notify(request).await.unwrap();
        gateway.inform(sub_orders("shop", [sub_order("S1", "G1")])).await.unwrap();

        let of_douyin = gateway.get_timeline("D1").await.unwrap();
        let of_taoxianda = gateway.get_timeline("S1").await.unwrap();

        assert_eq!(kinds(&of_douyin), [TimelineEventKind::DouyinNotice; 2]);
        let told: Vec<_> = of_douyin
            .iter()
            .map(|event| (attribute(event, "audit_time"), attribute(event, "took_effect")))
            .collect();
        assert_eq!(told, [("200", "true"), ("100", "false")]);
        let expected = [
            ("shop_id", "shop"),
            ("sub_biz_order_id", "S1"),
            ("refund_goods_id", "G1"),
            ("amount", "1.22"),
        ];
        assert_recorded(&of_taoxianda, TimelineEventKind::TaoxiandaRefund, &expected);
    }

    async fn a_timeline_outlives_the_gateway(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 1)).await;
        gateway.refund(refund_all("O1")).await.unwrap();
        let before = gateway.get_timeline("O1").await.unwrap();
        gateway.stop().await;

        let gateway = Gateway::start(&database).await;

        assert_eq!(gateway.get_timeline("O1").await.unwrap(), before);
    }
}
