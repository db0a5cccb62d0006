//! The key, and what the same key again means.

use refund_gateway::proto::v1::{
    RefundSuccessSubOrderRequest, SignalOutcome, TaoxiandaRefundResult,
};
use tonic::Code;

use super::stored;
use crate::support::*;

fn outcomes(results: &[TaoxiandaRefundResult]) -> Vec<SignalOutcome> {
    results.iter().map(TaoxiandaRefundResult::outcome).collect()
}

fn full() -> RefundSuccessSubOrderRequest {
    RefundSuccessSubOrderRequest {
        fulfill_id: Some("F1".into()),
        refund_id: Some("R1".into()),
        sku_code: Some("K1".into()),
        refund_type: Some(1),
        expect_fetch_sale_quantity: Some("2".into()),
        ..sub_order("S1", "G1")
    }
}

on_every_database! {
    async fn sub_orders_are_told_apart_by_shop_sub_order_and_return_note(database: Database) {
        let gateway = Gateway::start(&database).await;

        for (shop_id, sub_order) in [
            ("shop1", sub_order("S1", "G1")),
            ("shop1", sub_order("S1", "G2")),
            ("shop1", sub_order("S2", "G1")),
            ("shop2", sub_order("S1", "G1")),
        ] {
            let results = gateway.inform(sub_orders(shop_id, [sub_order])).await.unwrap();
            assert_eq!(outcomes(&results), [SignalOutcome::Applied]);
        }

        assert_eq!(stored(&gateway, "shop1").await.len(), 3);
        assert_eq!(stored(&gateway, "shop2").await.len(), 1);
    }

    async fn results_are_in_the_order_of_the_request(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.inform(sub_orders("shop", [sub_order("S2", "G1")])).await.unwrap();

        let request = sub_orders(
            "shop",
            [sub_order("S3", "G1"), sub_order("S2", "G1"), sub_order("S1", "G1")],
        );
        let results = gateway.inform(request).await.unwrap();

        let keys: Vec<_> = results.iter().map(|it| &*it.sub_biz_order_id).collect();
        assert_eq!(keys, ["S3", "S2", "S1"]);
        assert!(results.iter().all(|it| it.refund_goods_id == "G1"));
        let expected =
            [SignalOutcome::Applied, SignalOutcome::Duplicate, SignalOutcome::Applied];
        assert_eq!(outcomes(&results), expected);
    }

    async fn the_same_content_again_is_stored_once(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.inform(sub_orders("shop", [full()])).await.unwrap();
        let before = gateway.everything(&["S1"]).await;

        let written_otherwise = RefundSuccessSubOrderRequest {
            actual_refund_quantity: "2.000".into(),
            refund_amount: "0122".into(),
            expect_fetch_sale_quantity: Some("+2.0".into()),
            ..full()
        };
        for again in [full(), written_otherwise] {
            let results = gateway.inform(sub_orders("shop", [again])).await.unwrap();
            assert_eq!(outcomes(&results), [SignalOutcome::Duplicate]);
        }

        assert_eq!(gateway.everything(&["S1"]).await, before);
    }

    async fn one_named_twice_in_a_request_is_stored_once(database: Database) {
        let gateway = Gateway::start(&database).await;

        let results = gateway.inform(sub_orders("shop", [full(), full()])).await.unwrap();

        assert_eq!(outcomes(&results), [SignalOutcome::Applied, SignalOutcome::Duplicate]);
        assert_eq!(stored(&gateway, "shop").await.len(), 1);
        assert_eq!(gateway.get_timeline("S1").await.unwrap().len(), 1);
    }

    async fn other_content_is_a_conflict(database: Database) {
        let gateway = Gateway::start(&database).await;
        gateway.inform(sub_orders("shop", [full()])).await.unwrap();
        let before = gateway.everything(&["S1", "S0"]).await;

        for other in [
            RefundSuccessSubOrderRequest { fulfill_id: Some("F2".into()), ..full() },
            RefundSuccessSubOrderRequest { fulfill_id: None, ..full() },
            RefundSuccessSubOrderRequest { refund_id: Some("R2".into()), ..full() },
            RefundSuccessSubOrderRequest { sku_code: None, ..full() },
            RefundSuccessSubOrderRequest { actual_refund_quantity: "2.1".into(), ..full() },
            RefundSuccessSubOrderRequest { refund_amount: "123".into(), ..full() },
            RefundSuccessSubOrderRequest { refund_type: Some(0), ..full() },
            RefundSuccessSubOrderRequest { refund_type: None, ..full() },
            RefundSuccessSubOrderRequest { expect_fetch_sale_quantity: None, ..full() },
        ] {
            let request = sub_orders("shop", [sub_order("S0", "G1"), other.clone()]);
            let refused = gateway.inform(request).await.unwrap_err();
            let field = "refund_fulfill_sub_orders[1]";
            refused.is_of(Code::AlreadyExists, "TAOXIANDA_CONFLICT", field);
        }

        assert_eq!(gateway.everything(&["S1", "S0"]).await, before, "all of a request or none");
    }

    async fn two_contents_of_one_key_in_a_request_are_refused(database: Database) {
        let gateway = Gateway::start(&database).await;
        let other = RefundSuccessSubOrderRequest { refund_amount: "1".into(), ..full() };

        let refused = gateway.inform(sub_orders("shop", [full(), other])).await.unwrap_err();

        let field = "refund_fulfill_sub_orders[1]";
        refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", field);
        assert_eq!(stored(&gateway, "shop").await, []);
    }

    async fn a_request_is_stored_whole_or_not_at_all(database: Database) {
        let gateway = Gateway::start(&database).await;

        let bad = RefundSuccessSubOrderRequest { refund_amount: "0".into(), ..sub_order("S2", "G1") };
        let request = sub_orders("shop", [sub_order("S1", "G1"), bad, sub_order("S3", "G1")]);
        let refused = gateway.inform(request).await.unwrap_err();

        let field = "refund_fulfill_sub_orders[1].refund_amount";
        refused.is_of(Code::InvalidArgument, "INVALID_ARGUMENT", field);
        assert_eq!(stored(&gateway, "shop").await, []);
    }

    async fn a_request_may_be_as_large_as_the_limit_says(database: Database) {
        let gateway = Gateway::start(&database).await;
        let many = (0..500).map(|number| sub_order(&format!("S{number}"), "G1"));

        let results = gateway.inform(sub_orders("shop", many)).await.unwrap();

        assert_eq!(results.len(), 500);
        assert!(results.iter().all(|it| it.outcome() == SignalOutcome::Applied));
    }
}
