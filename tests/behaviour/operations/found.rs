//! Whatever is stored can be found by the partner's own key.

use refund_gateway::proto::v1::{
    CallbackState, ListCallbacksRequest, ListDouyinNoticesRequest, ListTaoxiandaRefundsRequest,
};
use tonic::Code;

use crate::support::*;

/// A filter that lists callbacks.
type Change = fn(&mut ListCallbacksRequest);

on_every_database! {
    async fn callbacks_are_found_by_trade_batch_and_state(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.feed(simple_order("O1", 2)).await;
        let batchno = gateway.refund(refund_tickets("O1", &["O1-1"])).await.unwrap().batchno;
        gateway.confirm(&batchno, "pay-O1", "10").await;
        for (batchno, trandeno) in [("B1", "T1"), ("B2", "T1"), ("B1", "T2"), ("B2", "pay-O1")] {
            gateway.send(callback(batchno, trandeno, "1")).await.unwrap_err();
        }
        gateway.resolve(resolve("B2", "T1")).await.unwrap();

        let cases: [(Change, &[(&str, &str)]); 9] = [
            (|it| it.trandeno = "T1".into(), &[("T1", "B1"), ("T1", "B2")]),
            (|it| it.batchno = "B2".into(), &[("T1", "B2"), ("pay-O1", "B2")]),
            (|it| it.set_state(CallbackState::Received), &[("T1", "B1"), ("T2", "B1")]),
            (|it| it.set_state(CallbackState::NeedsAttention), &[("pay-O1", "B2")]),
            (|it| it.set_state(CallbackState::Applied), &[("pay-O1", "")]),
            (|it| it.set_state(CallbackState::Resolved), &[("T1", "B2")]),
            (
                |it| {
                    it.trandeno = "T1".into();
                    it.batchno = "B1".into();
                    it.set_state(CallbackState::Received);
                },
                &[("T1", "B1")],
            ),
            (
                |it| {
                    it.trandeno = "T1".into();
                    it.set_state(CallbackState::Applied);
                },
                &[],
            ),
            (|it| it.trandeno = "t1".into(), &[]),
        ];
        for (change, expected) in cases {
            let mut filter = ListCallbacksRequest::default();
            change(&mut filter);
            let found = gateway.list_callbacks(filter.clone()).await.unwrap().callbacks;
            let found: Vec<_> = found.iter().map(|it| (&*it.trandeno, &*it.batchno)).collect();
            // The gateway's own batch number is not known in advance.
            let own = |batch: &'static str| if batch.is_empty() { &*batchno } else { batch };
            let expected: Vec<_> =
                expected.iter().map(|&(trade, batch)| (trade, own(batch))).collect();
            assert_eq!(found, expected, "{filter:?}");
        }
    }

    async fn a_listed_callback_is_the_callback_itself(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.send(callback("B1", "T1", "1")).await.unwrap_err();
        gateway.send(callback("B1", "T1", "2")).await.unwrap_err();
        gateway.send(callback("B2", "T1", "3")).await.unwrap_err();
        gateway.resolve(resolve("B1", "T1")).await.unwrap();

        let filter = ListCallbacksRequest { batchno: "B1".into(), ..ListCallbacksRequest::default() };
        let listed = gateway.list_callbacks(filter).await.unwrap().callbacks;

        // Its history is left to whoever reads it alone.
        let mut alone = gateway.callback("B1", "T1").await;
        assert_eq!(alone.events.len(), 2, "{:?}", alone.events);
        alone.events.clear();
        assert_eq!(listed, [alone]);
        assert_eq!(listed[0].conflicts[0].refundmoney, decimal("2"));
    }

    async fn a_callback_that_was_never_received_is_not_found(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.send(callback("B1", "T1", "1")).await.unwrap_err();

        for (batchno, trandeno) in [("T1", "B1"), ("B1", "T2"), ("B2", "T1"), ("b1", "T1")] {
            let refused = gateway.get_callback(callback_key(batchno, trandeno)).await.unwrap_err();
            refused.is(Code::NotFound, "CALLBACK_NOT_FOUND");
        }
        let listed = gateway.list_callbacks(ListCallbacksRequest::default()).await.unwrap();
        assert_eq!(listed.callbacks.len(), 1);
    }

    async fn notices_are_found_by_order_and_certificate(database: Database) {
        let gateway = Gateway::start(&database).await;
        for (order_id, certificate_id) in [("D2", "C1"), ("D1", "C2"), ("D1", "C1"), ("D1", "")] {
            gateway.notify(notices(order_id, [notice(certificate_id, 1, 100)])).await.unwrap();
        }

        for (order_id, certificate_id, expected) in [
            ("D1", "", &[("D1", ""), ("D1", "C1"), ("D1", "C2")] as &[_]),
            ("", "C1", &[("D1", "C1"), ("D2", "C1")]),
            ("D1", "C1", &[("D1", "C1")]),
            ("", "", &[("D1", ""), ("D1", "C1"), ("D1", "C2"), ("D2", "C1")]),
            ("D2", "C2", &[]),
        ] {
            let filter = ListDouyinNoticesRequest {
                order_id: order_id.into(),
                certificate_id: certificate_id.into(),
                ..ListDouyinNoticesRequest::default()
            };
            let found = gateway.list_notices(filter).await.unwrap().notices;
            let found: Vec<_> =
                found.iter().map(|it| (&*it.order_id, &*it.certificate_id)).collect();
            assert_eq!(found, expected, "{order_id}/{certificate_id}");
        }
    }

    async fn sub_orders_are_found_by_shop_sub_order_and_return_note(database: Database) {
        let gateway = Gateway::start(&database).await;
        for (shop_id, sub, note) in
            [("A", "S1", "G1"), ("A", "S1", "G2"), ("A", "S2", "G1"), ("B", "S1", "G1")]
        {
            gateway.inform(sub_orders(shop_id, [sub_order(sub, note)])).await.unwrap();
        }

        for (shop_id, sub, note, expected) in [
            ("A", "", "", 3),
            ("", "S1", "", 3),
            ("", "", "G1", 3),
            ("A", "S1", "", 2),
            ("A", "", "G1", 2),
            ("", "S1", "G1", 2),
            ("B", "S1", "G1", 1),
            ("", "", "", 4),
            ("B", "S2", "", 0),
            ("C", "", "", 0),
        ] {
            let filter = ListTaoxiandaRefundsRequest {
                shop_id: shop_id.into(),
                sub_biz_order_id: sub.into(),
                refund_goods_id: note.into(),
                ..ListTaoxiandaRefundsRequest::default()
            };
            let found = gateway.list_sub_orders(filter).await.unwrap().refunds;
            assert_eq!(found.len(), expected, "{shop_id}/{sub}/{note}");
            for refund in found {
                let key = refund.sub_order.unwrap();
                assert!(shop_id.is_empty() || shop_id == refund.shop_id);
                assert!(sub.is_empty() || sub == key.sub_biz_order_id);
                assert!(note.is_empty() || note == key.refund_goods_id);
            }
        }
    }
}
